// Designs and pages that are kept. A page is kept beside the files of its design, once all of these
// are here; so each page that is kept can be drawn without a network.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, designs = offline.designs = {}
  var MOST = 2, LIST = "offline/design.json?"
  // Designs whose files were all there when last looked at.
  var whole = {}

  designs.names = async function () {
    var names = (await caches.keys()).filter(function (name) { return name.indexOf(offline.DESIGN) === 0 })
    return names.reverse() // the newest first
  }

  designs.urls = async function (cache) {
    return new Set((await cache.keys()).map(function (request) { return request.url }))
  }

  async function listOf(cache, design) {
    var list = await cache.match(offline.root + LIST + design)
    return list ? list.json().catch(function () { return null }) : null
  }

  // Keeps all files of a design that are not here yet. Tells whether all are: the site may have another
  // design by now. Rejects if a file cannot be loaded or stored.
  designs.adopt = async function (design) {
    if (whole[design]) return true
    var name = offline.DESIGN + design, is = await caches.has(name)
    var list = is ? await listOf(await caches.open(name), design) : null
    if (!list) list = await offline.lists.design()
    if (list.design !== design) return false
    var before = (await designs.names()).filter(function (each) { return each !== name })
    var cache = await caches.open(name), here = await designs.urls(cache)
    await offline.lists.each(list.files, async function (file) {
      var path = file[0], address = offline.addressOf(path, design)
      if (here.has(offline.root + address)) return
      var response = await fromAny(before, path, file[1])
      await cache.put(offline.root + address, response || await offline.lists.file(path, file[1], address))
    })
    await cache.put(offline.root + LIST + design, new Response(JSON.stringify(list)))
    whole[design] = true
    return true
  }

  // A file that an earlier design has with the same contents.
  async function fromAny(names, path, checksum) {
    for (var name of names) {
      var design = name.slice(offline.DESIGN.length), cache = await caches.open(name)
      var list = await listOf(cache, design)
      var same = list && list.files.some(function (file) { return file[0] === path && file[1] === checksum })
      var found = same && await cache.match(offline.root + offline.addressOf(path, design))
      if (found) return found
    }
    return null
  }

  // Stores a file of a design that was lost, if it is the right one: the site may have another design.
  designs.heal = async function (design, path, response) {
    delete whole[design]
    if (!await caches.has(offline.DESIGN + design)) return
    var cache = await caches.open(offline.DESIGN + design), list = await listOf(cache, design)
    var file = list && list.files.find(function (each) { return each[0] === path })
    var bytes = file && await response.clone().arrayBuffer()
    if (file && await offline.checksum(bytes) === file[1]) await cache.put(response.url, response)
  }

  designs.page = async function (address) {
    for (var name of await designs.names()) {
      var found = await (await caches.open(name)).match(address)
      if (found) return found
    }
    return undefined
  }

  designs.keep = async function (address, design, response) {
    await (await caches.open(offline.DESIGN + design)).put(address, response)
    for (var name of await designs.names()) {
      if (name !== offline.DESIGN + design) await (await caches.open(name)).delete(address)
    }
  }

  // The addresses of all pages that are kept, the last one first.
  designs.pages = async function () {
    var pages = []
    for (var name of await designs.names()) {
      var urls = await designs.urls(await caches.open(name))
      pages = pages.concat(Array.from(urls).filter(offline.isPage).reverse())
    }
    return Array.from(new Set(pages))
  }

  // Deletes designs that no page needs, and all but the newest: pages of the others are years old. A
  // page in another tab may still load scripts of the last one; a page does not know of other tabs.
  designs.prune = async function () {
    var names = await designs.names(), windows = self.clients ? await self.clients.matchAll({ type: "window" }) : [0, 0]
    for (var at = 1; at < names.length; at++) {
      var urls = await designs.urls(await caches.open(names[at]))
      if (at >= MOST || (windows.length < 2 && !Array.from(urls).some(offline.isPage))) await caches.delete(names[at])
    }
  }
})()
