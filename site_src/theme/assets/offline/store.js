// Keeps what the reader chose, and brings it up to date: only files that differ are loaded. Files that
// replace others wait in a cache of their own until all are here, so that no page of one build leads
// into another.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, store = offline.store = {}
  var KEY = offline.root + "offline/state", MANIFEST = "search/manifest.js"
  var SAVED_AFTER = 50, MOST_VISITED = 500
  // Bytes of a search that is kept without being asked for.
  store.SMALL = 2000000

  // days and all are what the reader chose, and search, which is undefined without a choice.
  // hashes are the checksums of files by path, as far as they are known.
  store.state = async function () {
    var is = await caches.has(offline.STATE), found = is && await (await caches.open(offline.STATE)).match(KEY)
    var state = found ? await found.json().catch(function () { return {} }) : {}
    state = Object.assign({ days: 0, all: false, build: "", checked: 0 }, state)
    return Object.assign(state, { hashes: Object.assign({}, state.hashes) })
  }

  store.save = async function (state) {
    await (await caches.open(offline.STATE)).put(KEY, new Response(JSON.stringify(state)))
  }

  // The groups of the index to keep.
  store.groups = function (index, state) {
    var groups = [index.groups.core], search = index.groups.search
    if (state.all || state.search || (state.search === undefined && search[3] <= store.SMALL)) groups.push(search)
    groups = groups.concat(index.days.slice(0, state.all ? index.days.length : state.days).map(function (day) {
      return day.slice(1)
    }))
    return state.all && index.groups.rest ? groups.concat([index.groups.rest]) : groups
  }

  // One at a time, in all tabs and in the worker; patient waits for its turn.
  function alone(patient, task) {
    if (!navigator.locks) return task()
    return navigator.locks.request(offline.STATE, { ifAvailable: !patient }, function (lock) {
      return lock || patient ? task() : undefined
    })
  }

  // Changes what is kept: change edits the state, tell hears of files and bytes, and isStopped
  // ends the work early. What has arrived until then stays, and is not loaded again.
  store.keep = function (options) {
    return alone(options.patient, function () { return keep(options) })
  }

  async function keep(options) {
    var state = await store.state(), before = { days: state.days, all: state.all, search: state.search }
    if (options.change) options.change(state)
    // Until the end is reached, the next page goes on with it.
    state.checked = 0
    var index = await offline.lists.index()
    if (!await offline.designs.adopt(index.design)) throw offline.error("renewed")
    var work = await Work.of(index, state)
    try {
      await work.load(options.tell || function () {}, options.isStopped || function () { return false })
    } catch (error) {
      if (error.name === "QuotaExceededError") {
        await work.undo()
        Object.assign(state, before, { checked: Date.now() })
      }
      // Whatever ended it, the next attempt goes on here.
      await store.save(state).catch(function () {})
      throw error
    }
    await work.swap()
    state.build = index.build
    state.checked = Date.now()
    state.newest = index.days.length ? index.days[0][0] : ""
    await offline.designs.prune()
    await store.save(state)
  }

  // Brings files from what is here to what an index says.
  function Work(index, state) { this.index = index; this.state = state; this.wanted = new Map(); this.added = [] }

  Work.of = async function (index, state) {
    var work = new Work(index, state), groups = store.groups(index, state)
    await offline.lists.each(groups, async function (group) {
      var list = await offline.lists.files(group)
      if (list.design !== index.design) throw offline.error("renewed")
      list.files.forEach(function (file) { work.wanted.set(file[0], file) })
    })
    work.pages = await caches.open(offline.DESIGN + index.design)
    work.search = await caches.open(offline.SEARCH)
    work.coming = await caches.open(offline.COMING)
    return work
  }

  Work.prototype.place = function (path) {
    return {
      cache: offline.isShard(path) ? this.search : this.pages,
      url: offline.root + offline.addressOf(path, this.index.design),
    }
  }

  Work.prototype.load = async function (tell, isStopped) {
    var work = this, hashes = this.state.hashes
    var here = new Set([...await offline.designs.urls(this.pages), ...await offline.designs.urls(this.search)])
    var older = new Set(await offline.designs.pages()), waiting = await offline.designs.urls(this.coming)
    var needed = Array.from(this.wanted.values()).filter(function (file) {
      return !(here.has(work.place(file[0]).url) && hashes[file[0]] === file[1])
    })
    var progress = { files: 0, of: needed.length, bytes: 0, ofBytes: 0 }
    needed.forEach(function (file) { progress.ofBytes += file[2] })
    tell(progress)
    await offline.lists.each(needed, async function (file) {
      if (isStopped()) throw offline.error("stopped")
      var place = work.place(file[0]), url = work.waiting(file)
      var replaces = here.has(place.url) || older.has(place.url) || file[0] === MANIFEST
      if (!waiting.has(url)) {
        var design = work.index.design, address = offline.addressOf(file[0], design)
        var response = await offline.lists.file(file[0], file[1], address, design)
        if (replaces) await work.coming.put(url, response)
        else {
          await place.cache.put(place.url, response)
          work.added.push(file[0])
          hashes[file[0]] = file[1]
        }
      }
      progress.files++
      progress.bytes += file[2]
      tell(progress)
      if (progress.files % SAVED_AFTER === 0) await store.save(work.state)
    })
  }

  Work.prototype.waiting = function (file) { return offline.root + file[0] + "?" + file[1] }

  // There is no room: what this attempt added makes room again for what was here before.
  Work.prototype.undo = async function () {
    await caches.delete(offline.COMING)
    for (var path of this.added) {
      var place = this.place(path)
      await place.cache.delete(place.url)
      delete this.state.hashes[path]
    }
  }

  // All files are here: puts those that waited in their places, and deletes what is no longer wanted.
  Work.prototype.swap = async function () {
    var waiting = await offline.designs.urls(this.coming), hashes = this.state.hashes
    for (var file of this.wanted.values()) {
      if (!waiting.has(this.waiting(file))) continue
      var place = this.place(file[0]), response = await this.coming.match(this.waiting(file))
      if (offline.isPage(file[0])) await offline.designs.keep(place.url, this.index.design, response)
      else await place.cache.put(place.url, response)
      hashes[file[0]] = file[1]
    }
    await caches.delete(offline.COMING)
    // An archive that has grown over the limit has no list of the rest, which stays as it is.
    if (this.state.all && !this.index.groups.rest) return
    for (var path of Object.keys(hashes)) {
      if (this.wanted.has(path)) continue
      for (var name of [offline.SEARCH, ...await offline.designs.names()]) {
        var cache = await caches.open(name)
        await cache.delete(offline.root + path, { ignoreSearch: true })
      }
      delete hashes[path]
    }
  }

  // Deletes the pages that were opened longest ago.
  store.trim = async function () {
    var state = await store.state(), cores = state.hashes
    var visited = (await offline.designs.pages()).filter(function (url) { return !cores[url.slice(offline.root.length)] })
    for (var url of visited.slice(MOST_VISITED)) {
      for (var name of await offline.designs.names()) await (await caches.open(name)).delete(url)
    }
  }

  store.clear = async function () {
    for (var name of await caches.keys()) if (offline.isOurs(name)) await caches.delete(name)
  }
})()
