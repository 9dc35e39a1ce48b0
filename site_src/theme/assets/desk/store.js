// What a reader keeps, in the browser's IndexedDB: one database for each archive. It is there on
// http and on file://, has room for 10,000 papers, and changes one record at a time, so that two
// tabs do not overwrite each other. No dependencies.
//
// papers   { key, slug, ids, title, ... }: saved papers and papers with a note (see entry.js)
// read     { slug, at, day }: when the reader opened the paper, or read a day to it (see days.js)
// follows  { key, kind, id, title, ... }: tags, authors, topics and searches (see follow.js)
// facts    { name, value } of the desk as a whole:
//   archive         { title, site } of the archive whose desk it is
//   keys            false if the reader switched single keys off
//   day:2026-08-20  { slug, at }: the paper to which the reader read this day
//
// Times are ISO 8601, UTC. Nothing is ever sent anywhere.
;(function () {
  "use strict"
  var STORES = { papers: "key", read: "slug", follows: "key", facts: "name" }, NAMES = Object.keys(STORES)
  var archive = window.paperArchive = window.paperArchive || {}
  // The archive's name for itself; an archive that a newer zip replaces, in another folder, has the
  // same one. Archives on one host, or all those opened as files, stay apart by it.
  var NAME = "paper-archive:" + (document.documentElement.getAttribute("data-archive") || "")
  var opening = null, listeners = [], running = new Set()

  // The sentence for a reader whose browser keeps nothing, for now or at all. A disk that gets full
  // while a browser writes is an error of the database, with the reason in its message. It is null where
  // the page was left (see below), to which a reader may come back.
  function refused(error) {
    var kind = /^Quota|NO_?SPACE/i.test(error) ? "Full" : /^(null|Unknown|Abort)/.test(error) ? "Unwritten" : "Refused"
    return Object.assign(new Error("Not kept: " + {
      Full: "there is no more room, in this browser or on its disk. Make some, load the page again and export the desk before you close the browser: it may lose what it kept on a full disk.",
      Unwritten: "this browser could not read or write what it keeps. Load the page again.",
      Refused: "this browser does not let this site keep anything, as in some private windows.",
    }[kind]), { name: kind })
  }

  function open() {
    if (opening) return opening
    opening = new Promise(function (resolve, reject) {
      function fail(error) { reject(refused(error)) }
      // Some browsers never answer.
      setTimeout(fail, 5000)
      function ask(version) {
        var request = indexedDB.open(NAME, version)
        // Creates the stores that are not there: all of them at first, and those that something deleted.
        request.onupgradeneeded = function () {
          var db = request.result
          NAMES.forEach(function (name) {
            if (db.objectStoreNames.contains(name)) return
            var store = db.createObjectStore(name, { keyPath: STORES[name] })
            if (name !== "papers") return
            store.createIndex("slug", "slug")
            store.createIndex("saved", "saved")
            store.createIndex("ids", "ids", { multiEntry: true })
          })
        }
        request.onerror = function () { fail(request.error) }
        request.onsuccess = function () {
          var db = request.result
          // Another tab deletes everything, or completes it.
          db.onversionchange = db.onclose = function () { db.close(); opening = null }
          if (db.objectStoreNames.length < NAMES.length) {
            db.close()
            return ask(db.version + 1)
          }
          resolve(db)
        }
      }
      try { ask() } catch (error) { fail(error) }
    })
    opening.catch(function () { opening = null })
    return opening
  }

  // What a page had begun when it was left stays open in WebKit for ever, and all later pages wait for
  // it until the browser is closed (as in webkit.org/b/324094). Other browsers abort it, as is done here.
  addEventListener("pagehide", function () { running.forEach(abort) })
  function abort(transaction) {
    try { transaction.abort() } catch (ended) { /* It never began, or has come to its end. */ }
  }

  // Runs `work(stores, set)` in one transaction and resolves to what `set` was called with. `stores`
  // has the object stores by name. Nothing of it is kept if one part fails.
  function transact(names, mode, work) {
    return open().then(function (db) {
      return new Promise(function (resolve, reject) {
        var result, transaction, stores = {}
        try {
          transaction = db.transaction(names, mode)
          running.add(transaction)
          transaction.oncomplete = transaction.onabort = function (event) {
            running.delete(transaction)
            if (event.type === "complete") resolve(result)
            else reject(refused(transaction.error))
          }
          names.forEach(function (name) { stores[name] = transaction.objectStore(name) })
          work(stores, function (value) { result = value })
        } catch (error) {
          reject(error instanceof DOMException ? refused(error) : error)
          abort(transaction)
        }
      })
    })
  }
  function read(names, work) { return transact(names, "readonly", work) }
  function write(names, work) {
    return transact(names, "readwrite", work).then(function (result) {
      tell()
      return result
    })
  }

  function all(name) {
    return read([name], function (stores, set) {
      stores[name].getAll().onsuccess = function (event) { set(event.target.result) }
    })
  }
  function get(name, key) {
    return read([name], function (stores, set) {
      stores[name].get(key).onsuccess = function (event) { set(event.target.result) }
    })
  }
  function put(name, values) {
    return write([name], function (stores) {
      [].concat(values).forEach(function (value) { stores[name].put(value) })
    })
  }
  function remove(name, keys) {
    return write([name], function (stores) {
      [].concat(keys).forEach(function (key) { stores[name].delete(key) })
    })
  }
  function fact(name) {
    return get("facts", name).then(function (found) { return found && found.value })
  }
  function setFact(name, value) { return put("facts", { name: name, value: value }) }

  // Calls `found(entries)` with the kept papers of a paper's slug, or of one of its ids, else of its
  // key: several where the archive merged what the reader kept apart.
  function lookUp(papers, paper, found) {
    var asked = (paper.slug ? [["slug", paper.slug]] : []).concat((paper.ids || []).map(function (id) { return ["ids", id] }))
    if (!asked[0]) asked = [["", paper.key]]
    var entries = {}, left = asked.length
    function each(event) {
      event.target.result.forEach(function (entry) { entries[entry.key] = entry })
      if (!--left) found(Object.keys(entries).map(function (key) { return entries[key] }))
    }
    asked.forEach(function (one) { (one[0] ? papers.index(one[0]) : papers).getAll(one[1]).onsuccess = each })
  }

  // What is kept of each of these papers, { slug, ids, key }: [{ entries, read }], in their order. `also`
  // may read more of the stores in the same transaction.
  function kept(wanted, also) {
    return read(["papers", "read", "facts"], function (stores, set) {
      var found = wanted.map(function () { return { entries: [] } })
      set(found)
      if (also) also(stores)
      wanted.forEach(function (paper, i) {
        lookUp(stores.papers, paper, function (entries) { found[i].entries = entries })
        stores.read.get(paper.slug).onsuccess = function (event) {
          found[i].read = event.target.result && event.target.result.at
        }
      })
    })
  }

  // Calls `listener` after a change, in this tab or in another one, with { moved }, a map, where papers moved.
  var channel = null
  try { channel = new BroadcastChannel(NAME) } catch (error) { /* the other tabs read when shown */ }
  if (channel) channel.onmessage = function (event) { notify(event.data) }
  document.addEventListener("visibilitychange", function () { if (!document.hidden) notify() })
  addEventListener("pageshow", function (event) { if (event.persisted) notify() })
  function notify(what) { listeners.forEach(function (listener) { listener(what || {}) }) }
  function tell(what) {
    if (channel) channel.postMessage(what)
    notify(what)
  }

  archive.desk = {
    read: read, write: write, transact: transact, all: all, get: get, put: put, remove: remove,
    fact: fact, setFact: setFact, kept: kept, lookUp: lookUp, tell: tell,
    onChange: function (listener) { listeners.push(listener) },
    now: function () { return new Date().toISOString() },
  }
})()
