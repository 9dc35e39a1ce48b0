// The service worker. It has no list of files and no version of its own: pages name the files of their
// build, so one worker serves pages of any. Other sites, forms, parts of files and whatever is no page,
// script, style sheet or image go to the network as if there were no worker.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline
  // Milliseconds between two looks for a new build, and pages between two looks for old ones.
  var DUE = 3600000, TRIMMED_AFTER = 20
  // Milliseconds that a page has for itself before anything else is loaded.
  var LATER = 2000
  var opened = 0

  self.addEventListener("install", function () { self.skipWaiting() })
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()) })

  self.addEventListener("fetch", function (event) {
    var request = event.request, answers = offline.answers
    function wait(task) { event.waitUntil(task) }
    if (request.method !== "GET" || request.headers.has("range")) return
    if (request.url.indexOf(offline.root) !== 0) return
    if (request.mode === "navigate") {
      event.respondWith(answers.page(request, wait))
      wait(afterwards())
    } else if (request.destination === "script" || request.destination === "style") {
      event.respondWith(answers.asset(request, wait))
    } else if (request.destination === "image") event.respondWith(answers.image(request))
  })

  async function afterwards() {
    await new Promise(function (resolve) { setTimeout(resolve, LATER) })
    try {
      if (++opened % TRIMMED_AFTER === 0) await offline.store.trim()
      await refresh()
    } catch (error) { /* Without a network, or without room: the next page tries again. */ }
  }

  async function refresh() {
    var state = await offline.store.state(), passed = Date.now() - state.checked
    var saves = navigator.connection && navigator.connection.saveData
    // A clock that was set back makes it due.
    if (saves || (state.build && passed >= 0 && passed < DUE)) return
    await offline.store.keep({})
  }

  // The pages that a reader opened before there was a worker.
  self.addEventListener("message", function (event) {
    var pages = event.data && event.data.pages
    if (Array.isArray(pages)) event.waitUntil(begin(pages).catch(function () {}))
  })

  async function begin(pages) {
    for (var page of pages) {
      if (String(page).indexOf(offline.root) !== 0) continue
      var response = await fetch(page, { cache: "force-cache" }), design = ""
      if (response.status === 200 && !response.redirected) design = offline.designOf(await response.clone().text())
      if (design && await offline.designs.adopt(design)) {
        await offline.designs.keep(offline.pageAt(page), design, response)
      }
    }
    await refresh()
  }
})()
