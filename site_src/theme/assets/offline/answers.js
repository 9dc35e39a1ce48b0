// How the worker answers requests. Pages come from the network while there is one, so that nobody
// reads an old one; what pages of a design load, and files that are named by their contents, come from
// what is kept.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, answers = offline.answers = {}
  // Milliseconds that a page that is kept waits for a newer one, and that a newer one waits for the
  // files of its design.
  var PATIENCE = 3000, HELD = 5000
  var MANIFEST = "search/manifest.js", CHECKSUM = /^\?[0-9a-f]{8}$/

  function after(time) {
    return new Promise(function (resolve) { setTimeout(resolve, time, null) })
  }

  function isSound(response) {
    return response.ok && response.status === 200 && response.type === "basic" && !response.redirected
  }

  function isHtml(response) {
    return /^text\/html\b/.test(response.headers.get("content-type") || "")
  }

  // A hotspot that wants a login answers everything with its own page.
  function isFile(response) { return isSound(response) && !isHtml(response) }

  // Answers the opening of a page; wait keeps the worker alive for what goes on afterwards.
  answers.page = async function (request, wait) {
    var address = offline.pageAt(request.url), kept = await offline.designs.page(address)
    var coming = fetch(request).then(function (response) { return checked(response, address, kept) })
      .catch(function () { return null })
    wait(coming)
    var answer = await (kept ? Promise.race([coming, after(PATIENCE)]) : coming)
    return answer || kept || missing()
  }

  // A page from the network once it can be drawn without one, null for one that is better not shown.
  async function checked(response, address, kept) {
    if (response.status >= 500 && kept) return null
    if (!isSound(response) || !isHtml(response)) return response
    var copy = response.clone(), design = offline.designOf(await response.clone().text())
    if (!design) return response
    var failed = false, isWhole = await Promise.race([
      offline.designs.adopt(design).catch(function (error) { failed = error.code === "network" }),
      after(HELD),
    ])
    if (isWhole) await offline.designs.keep(address, design, copy).catch(function () { /* no room */ })
    return failed && kept ? null : response
  }

  // What a reader sees in the place of a page that is not kept: offline.html, at the address of the page.
  async function missing() {
    var kept = await offline.designs.page(offline.root + "offline.html")
    var html = kept ? await kept.text() : "<!doctype html><meta charset=utf-8><meta name=viewport "
      + "content='width=device-width'><title>Offline</title><p>There is no network, and this page is not on "
      + "this device."
    html = html.replace(/ (href|src|action)="(?![a-z]+:|[/#])/g, ' $1="' + offline.root)
    html = html.replace(/(<p class="pa-missing"[^>]*?) hidden/, "$1")
    var headers = { "content-type": "text/html; charset=utf-8" }
    return new Response(html, { status: 503, statusText: "Offline", headers: headers })
  }

  // Answers a request for a script or a style sheet.
  answers.asset = async function (request, wait) {
    var url = new URL(request.url), path = request.url.slice(offline.root.length).split("?")[0]
    if (path === MANIFEST) return manifest(request, url.search)
    if (/^search\//.test(path)) return (await caches.match(request, { cacheName: offline.SEARCH })) || fetch(request)
    if (!CHECKSUM.test(url.search)) return newest(request, offline.root + path)
    var design = url.search.slice(1), name = offline.DESIGN + design
    var kept = await caches.has(name) && await caches.match(request.url, { cacheName: name })
    if (kept) return kept
    var response = await fetch(request)
    if (isSound(response)) wait(offline.designs.heal(design, path, response.clone()).catch(function () {}))
    return response
  }

  // The manifest names the files of its build: the newest one while there is a network.
  async function manifest(request, search) {
    var names = await offline.designs.names(), design = search.slice(1)
    if (CHECKSUM.test(search)) names = [offline.DESIGN + design]
    var kept
    for (var name of names) {
      var cache = await caches.has(name) && await caches.open(name)
      kept = kept || (cache && await cache.match(offline.root + MANIFEST, { ignoreSearch: true }))
    }
    if (!kept) return fetch(request)
    var coming = fetch(request).catch(function () { return null })
    var answer = await Promise.race([coming, after(PATIENCE)])
    return answer && isFile(answer) ? answer : kept
  }

  // What has no checksum in its address: the newest one, else the one that is kept.
  async function newest(request, address) {
    var response = await fetch(request).catch(function () { return null })
    if (response && (isFile(response) || response.status === 404)) return response
    return (await offline.designs.page(address)) || response || Response.error()
  }

  answers.image = function (request) { return newest(request, request.url) }
})()
