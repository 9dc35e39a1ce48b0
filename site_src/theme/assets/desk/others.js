// Desks of other archives in this browser: of one that was renamed, or of another on this host. The
// desk offers to take one over while it is empty itself; the other one stays as it is.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var PREFIX = "paper-archive:"

  function opened(name) {
    return new Promise(function (resolve, reject) {
      var request = indexedDB.open(name)
      request.onsuccess = function () { resolve(request.result) }
      request.onerror = function () { reject(request.error) }
      // It would be made anew: there is none of this name any more.
      request.onupgradeneeded = function () { request.transaction.abort() }
    })
  }
  function everythingOf(db) {
    return new Promise(function (resolve, reject) {
      var all = {}, names = ["papers", "read", "follows", "facts"], transaction = db.transaction(names)
      names.forEach(function (name) {
        transaction.objectStore(name).getAll().onsuccess = function (event) { all[name] = event.target.result }
      })
      transaction.oncomplete = function () { resolve(all) }
      transaction.onabort = function () { reject(transaction.error) }
      // Left open, it would block the other archive's pages (see store.js).
      addEventListener("pagehide", function () {
        try { transaction.abort() } catch (ended) { /* It has come to its end. */ }
      }, { once: true })
    })
  }

  // The other desks that have something in them, as an import finds a file: [{ archive, papers, … }].
  desk.others = function () {
    if (!indexedDB.databases) return Promise.resolve([])
    var mine = PREFIX + (document.documentElement.getAttribute("data-archive") || "")
    return indexedDB.databases().then(function (databases) {
      var names = databases.map(function (each) { return each.name }).filter(function (name) { return !name.indexOf(PREFIX) && name !== mine })
      return Promise.all(names.map(function (name) {
        return opened(name).then(function (db) {
          return everythingOf(db).then(read, function () { return null }).then(function (found) {
            db.close()
            return found
          })
        }).catch(function () { return null })
      }))
    }).then(function (all) { return all.filter(function (found) { return found && found.papers.length + found.follows.length }) })
      .catch(function () { return [] })
  }
  function read(all) {
    var clean = desk.clean, marks = {}, named = all.facts.find(function (fact) { return fact.name === "archive" })
    all.read.forEach(function (mark) { if (typeof mark.slug === "string") marks[mark.slug] = mark.at })
    var whose = named && clean.isObject(named.value) ? named.value : {}
    return {
      archive: { title: clean.line(whose.title, 200), site: clean.address(whose.site) },
      papers: all.papers.map(clean.entry).filter(Boolean), left: 0, read: clean.read(marks), days: desk.daysOf(all.facts),
      follows: all.follows.map(clean.follow).filter(Boolean),
    }
  }

  // Offers them in `place`.
  desk.offerOthers = function (place) {
    var make = archive.view.make
    return desk.others().then(function (found) {
      archive.view.fill(place, found.map(function (other) {
        var button = make("button", { type: "button", class: "pa-copy" }, ["Take it over"])
        button.addEventListener("click", function () {
          place.hidden = true
          desk.take(other).catch(desk.failed)
        })
        return make("p", {}, ["This browser also keeps a desk of ", make("bdi", {}, [other.archive.title ? "“" + other.archive.title + "”" : "another archive"]),
          " with " + desk.count(other.papers.length, "paper") + ". ", button])
      }))
      place.hidden = !found.length
    })
  }
})()
