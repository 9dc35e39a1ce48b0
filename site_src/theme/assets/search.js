// paperArchive.search(query, {limit, offset, …}): search/__init__.py of the generator documents it.
// This script is on every page and loads nothing; the first search loads the query side, which the
// search page has in this file.
(function () {
  "use strict"
  var ENGINE = "assets/search/engine.js"
  var archive = window.paperArchive = window.paperArchive || {}
  // `again`: for a path that failed, the query that leads past the browser's cache. `latest`: the id
  // and value of the index file that ran last.
  var loaded = {}, again = {}, latest = null, parts = null, site = null, manifest = ""

  // What the address of this script has at its end; the files of one build have the same.
  var build = (/\?[0-9a-f]+$/.exec(document.currentScript.src) || [""])[0]
  archive.root = document.currentScript.src.replace(/assets\/search(\/page)?\.js(\?.*)?$/, "")
  archive.engine = {}

  // Loads a script and promises the value that `result()` returns afterwards; undefined is a failure.
  function script(path, result) {
    var ours = path === ENGINE || path === "search/manifest.js"
    var url = archive.root + path, address = url + (again[path] || (ours ? build : ""))
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script")
      function fail(message) {
        element.remove()
        again[path] = "?" + Date.now()
        reject(unavailable(message, url))
      }
      element.async = false // Scripts run in the order in which they were added.
      element.onload = function () {
        var value = result()
        if (value === undefined) return fail("A file of the search is damaged.")
        element.remove()
        resolve(value)
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

  // Every file of the index calls this. The element's onload follows before another script runs.
  archive.shard = function (id, value) { latest = { id: id, value: value } }

  function load(id) {
    if (loaded[id]) return loaded[id]
    loaded[id] = script("search/" + id + ".js", function () {
      var value = latest && latest.id === id ? latest.value : undefined
      latest = null
      return value
    }).catch(function (error) {
      delete loaded[id]
      throw error
    })
    return loaded[id]
  }

  // The loaded files may be damaged or of an earlier build, so the next search loads the manifest
  // again. Files named by their contents are kept unless one of them could not be read.
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
      parts = archive.engine.answer ? Promise.resolve(archive.engine) : script(ENGINE, function () {
        return archive.engine.answer && archive.engine
      }).catch(function (error) {
        parts = null
        throw error
      })
    }
    return parts
  }

  function opened() {
    if (!site) {
      var loading = load("manifest") // Together with the query side.
      loading.catch(function () { /* reported below */ })
      site = engine().then(function (scripts) {
        return loading.then(function (value) {
          manifest = JSON.stringify(value)
          return scripts.files.open(load)
        })
      })
      site.catch(function (error) {
        if (parts) forget(error)
        else site = null
      })
    }
    return site
  }

  function answer(query, options) {
    return opened().then(function (index) { return archive.engine.answer.search(index, query, options) })
  }

  archive.prepare = function () { return opened().then(function () {}) }
  archive.parse = function (query) {
    return engine().then(function (scripts) { return scripts.query.parse(String(query)) })
  }
  archive.search = function (query, options) {
    var text = String(query === undefined || query === null ? "" : query)
    return answer(text, options || {}).catch(function (error) {
      var before = manifest
      if (!parts) throw error
      forget(error)
      // If the site was built again since the manifest was loaded, the files that it names are gone.
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
