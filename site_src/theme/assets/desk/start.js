// Starts the desk's page, once its parts and those of the header's search are there.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, doc = document
  // Pages of papers that a visit reads unasked.
  var MOST_READ = 50

  // Where a browser keeps storage apart for each file, the page that led here saw other papers.
  function isApart(kept) {
    var seen = /(?:^#|&)kept=(\d{1,9})(?:&|$)/.exec(location.hash)
    return location.protocol === "file:" && Boolean(seen) && Number(seen[1]) > kept.papers.length
  }

  function show() {
    var late = doc.querySelector(".pa-unloaded")
    if (late) late.remove()
    doc.querySelector("[data-desk]").classList.add("pa-drawn")
  }

  function refused(error) {
    var place = doc.getElementById("desk-refused")
    place.textContent = error.message
    place.hidden = false
    show()
  }

  function update() {
    return desk.view.refresh().then(function (kept) {
      doc.getElementById("desk-refused").hidden = true
      desk.completeShown(MOST_READ)
      return desk.showKept(kept).then(function () { return kept })
    }, refused)
  }

  // Other pages follow a renewed archive once a session. The desk is of its newest build.
  function follow() {
    return desk.facts().then(function (found) {
      return desk.followMoved((found && found.moved) || {})
    }).catch(function () { /* The next visit tries again. */ })
  }

  function searchless() {
    return Promise.reject(new Error("The search could not be loaded: load the page again."))
  }

  function start() {
    if (!archive.view || !desk.save) {
      return refused(new Error("The desk could not be loaded: load the page again."))
    }
    // Without search.js, what is kept shows all the same.
    if (!archive.search) archive.search = archive.parse = searchless
    performance.mark("desk-start")
    desk.view.connect()
    desk.picking()
    desk.citing()
    desk.exchange()
    desk.keeping()
    doc.getElementById("desk-show-keys").addEventListener("click", desk.showKeys)
    desk.keysSetting(doc.getElementById("desk-keys"))
    desk.view.begin().catch(function () { /* The next step says why. */ }).then(function () {
      performance.measure("desk-first", "desk-start")
      if (doc.getElementById("desk-list").firstChild) show()
      return update()
    }).then(function (kept) {
      performance.measure("desk", "desk-start")
      if (!kept) return
      doc.getElementById("desk-apart").hidden = !isApart(kept)
      show()
      desk.onChange(update)
      follow()
      if (!kept.papers.length) return desk.offerOthers(doc.getElementById("desk-others"))
    }).catch(refused)
  }
  start()
})()
