// paperArchive.search(query, {limit, offset, …}): the search package of the generator says what it returns (its __init__.py).
// This part is on every page and asks for nothing; the first search loads the rest.
(function () {
  "use strict"
  var PARTS = ["constants", "tokens", "query", "spelling", "snippet", "files", "rank", "compounds", "answer"]
  var own = document.currentScript.src, assets = own.slice(0, own.lastIndexOf("/") + 1)
  var archive = window.paperArchive = window.paperArchive || {}
  // `again` says of what failed how to ask for it past the browser's cache; `given` is what the
  // script that just ran said.
  var loaded = {}, again = {}, given = null, parts = null, site = null, manifest = ""

  archive.root = assets.replace(/assets\/$/, "")
  archive.engine = {}

  // What a script says, or else `what` it left behind.
  function script(path, what) {
    var url = archive.root + path, address = url + (again[path] || "")
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script")
      function fail(message) {
        element.remove()
        again[path] = "?" + Date.now()
        reject(unavailable(message, url))
      }
      element.async = false // In the order given.
      element.onload = function () {
        var made = what()
        if (made === undefined) return fail("A file of the search is damaged.")
        element.remove()
        resolve(made)
      }
      element.onerror = function () { fail("A file of the search could not be loaded.") }
      element.src = address
      document.head.appendChild(element)
    })
  }

  function unavailable(message, url) {
    var error = new Error(message)
    error.name = "SearchUnavailable"
    error.url = url
    return error
  }

  // Called by every file of the index; its element's onload follows before another script runs.
  archive.shard = function (id, value) { given = { id: id, value: value } }

  function load(id) {
    if (loaded[id]) return loaded[id]
    loaded[id] = script("search/" + id + ".js", function () {
      var own = given && given.id === id ? given.value : undefined
      given = null
      return own
    }).catch(function (error) {
      delete loaded[id]
      throw error
    })
    return loaded[id]
  }

  // What is in hand may be of an earlier build, or damaged: the next search asks for it anew. Files
  // named by their contents stay, but where one of them cannot be read.
  function forget(error) {
    if (!error || error.name !== "SearchUnavailable") {
      Object.keys(loaded).forEach(function (id) { again["search/" + id + ".js"] = "?" + Date.now() })
      loaded = {}
    }
    delete loaded.manifest
    again["search/manifest.js"] = "?" + Date.now()
    site = null
  }

  function engine() {
    if (!parts) {
      parts = Promise.all(PARTS.map(function (name) {
        return script("assets/search/" + name + ".js", function () { return archive.engine[name] })
      })).catch(function (error) {
        parts = null
        throw error
      })
    }
    return parts.then(function () { return archive.engine })
  }

  function opened() {
    return engine().then(function (made) {
      if (!site) {
        site = load("manifest").then(function (own) {
          manifest = JSON.stringify(own)
          return made.files.open(load)
        })
        site.catch(forget)
      }
      return site
    })
  }

  function answer(query, options) {
    return opened().then(function (found) { return archive.engine.answer.search(found, query, options) })
  }

  archive.prepare = function () { return opened().then(function () {}) }
  archive.parse = function (query) {
    return engine().then(function (made) { return made.query.parse(String(query)) })
  }
  archive.search = function (query, options) {
    var text = String(query === undefined || query === null ? "" : query)
    return answer(text, options || {}).catch(function (error) {
      var before = manifest
      if (!parts) throw error
      forget(error)
      // Where the site was built anew since the manifest was loaded, the files that it names are gone.
      return load("manifest").then(JSON.stringify, function () { return before }).then(function (now) {
        if (now === before) throw error
        return answer(text, options || {})
      })
    }).catch(function (error) {
      if (error.name === "SearchUnavailable") throw error
      throw unavailable("A file of the search is damaged.", "")
    })
  }
})()
