// What a newer build of the archive changed for its reader: papers have moved, and the archive may
// have another name. The facts are in desk/archive.js, which desk/archive_facts.py describes.
(function () {
  "use strict"
  var doc = document, archive = window.paperArchive, desk = archive.desk, loading = null

  // Resolves to the facts of the archive, null if their file is missing or damaged.
  function facts() {
    loading = loading || new Promise(function (resolve) {
      var script = doc.createElement("script")
      archive.deskFacts = function (value) { resolve(value && typeof value === "object" ? value : null) }
      script.onload = script.onerror = function () { resolve(null) }
      // Not one of an earlier build, which the browser may still have.
      script.src = desk.root + "desk/archive.js?" + Date.now()
      doc.head.appendChild(script)
    })
    return loading
  }

  // Follows papers that have moved, where some of what is kept has: most renewals move none of it.
  function followMoved(moved) {
    return desk.read(["papers", "read"], function (stores, set) {
      function look(event) {
        if (event.target.result.some(function (kept) { return moved[kept.slug || kept] })) set(true)
      }
      stores.papers.getAll().onsuccess = stores.read.getAllKeys().onsuccess = look
    }).then(function (some) { return some ? desk.marks.keep("follow", moved) : 0 }).then(function (count) {
      // It has been said what failed.
      if (count === undefined) throw count
    })
  }

  // Follows the archive, and remembers in the session, under a key, when it did and of when the page is.
  function renew(session) {
    return facts().then(function (found) {
      if (!found) return
      return desk.setFact("archive", { title: found.title, site: found.site }).then(function () {
        return followMoved(found.moved || {})
      }).then(function () {
        sessionStorage.setItem(session[0], session[1] + " " + Date.now())
      })
    }).catch(function () { /* On the next page: the reader has asked for nothing. */ })
  }

  desk.facts = facts
  desk.renew = renew
  desk.followMoved = followMoved
})()
