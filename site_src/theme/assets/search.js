// paperArchive.search(query, {limit, offset, …}): generator/search/__init__.py says what it returns.
// This part is on every page and asks for nothing; the first search loads the rest.
(function () {
  "use strict"
  var PARTS = ["tokens", "query", "spelling", "snippet", "files", "rank", "answer"]
  var own = document.currentScript.src, assets = own.slice(0, own.lastIndexOf("/") + 1)
  var archive = window.paperArchive = window.paperArchive || {}
  var waiting = {}, loaded = {}, parts = null, site = null, failures = 0

  archive.root = assets.replace(/assets\/$/, "")
  archive.engine = {}

  function script(url) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script")
      element.async = false // In the order given.
      element.onload = function () { element.remove(); resolve() }
      element.onerror = function () {
        element.remove()
        reject(unavailable("A file of the search could not be loaded. Try again.", url))
      }
      element.src = url
      document.head.appendChild(element)
    })
  }

  function unavailable(message, url) {
    var error = new Error(message)
    error.name = "SearchUnavailable"
    error.url = url
    return error
  }

  // Called by every file of the index.
  archive.shard = function (id, value) {
    if (waiting[id]) waiting[id](value)
  }

  function load(id) {
    if (loaded[id]) return loaded[id]
    // After a failure the manifest of a cache may be one that names files which are gone.
    var url = archive.root + "search/" + id + ".js" + (id === "manifest" && failures ? "?" + failures : "")
    var value, came = false
    waiting[id] = function (given) { value = given; came = true }
    loaded[id] = script(url).then(function () {
      delete waiting[id]
      if (!came) throw unavailable("A file of the search is damaged. Try again.", url)
      return value
    }).catch(function (error) {
      delete waiting[id]
      forget()
      throw error
    })
    return loaded[id]
  }

  function forget() {
    failures++
    loaded = {}
    site = null
  }

  function engine() {
    if (!parts) {
      parts = Promise.all(PARTS.map(function (name) { return script(assets + "search/" + name + ".js") })).catch(function (error) {
        parts = null
        throw error
      })
    }
    return parts.then(function () { return archive.engine })
  }

  function opened() {
    return engine().then(function (made) {
      if (!site) site = made.files.open(load)
      return site
    })
  }

  archive.prepare = function () { return opened().then(function () {}) }
  archive.parse = function (query) {
    return engine().then(function (made) { return made.query.parse(String(query)) })
  }
  archive.search = function (query, options) {
    return opened().then(function (found) {
      return archive.engine.answer.search(found, String(query === undefined || query === null ? "" : query), options || {})
    })
  }
})()
