// What is kept for reading offline: names of caches and addresses in them. The build joins the scripts
// of this folder into the worker, sw.js, and into the script of offline.html (offline/scripts.py).
//
//   <prefix>design <checksum>   files and pages of one design: see offline/__init__.py
//   <prefix>search              files of the search, which are named by their contents
//   <prefix>coming              files of a new build, until all of them are here
//   <prefix>state               what the reader chose, and the checksums of what is kept
(function () {
  "use strict"
  var offline = self.paperArchiveOffline = {}
  // What scripts load of a build, by an address that stays.
  var DATA = /^desk\//
  var VERSIONED = /\.(css|js)$/, SHARD = /^search\/(?!manifest\.js$)/, MARK = /assets\/archive\.js\?([0-9a-f]{8})"/

  // The folder of the site; the page runs this script from a folder in it.
  offline.root = self.registration ? self.registration.scope
    : new URL("../", document.currentScript.src).href
  // Several archives may be on one host.
  offline.prefix = "paper-archive " + new URL(offline.root).pathname + " "
  offline.DESIGN = offline.prefix + "design "
  offline.SEARCH = offline.prefix + "search"
  offline.COMING = offline.prefix + "coming"
  offline.STATE = offline.prefix + "state"

  offline.isOurs = function (name) { return name.indexOf(offline.prefix) === 0 }
  // A file of the search that is named by its contents, as all but the manifest are.
  offline.isShard = function (path) { return SHARD.test(path) }
  offline.isPage = function (path) { return /\.html$/.test(path) }

  // The address under which a page is kept. Hosts show x.html as x too.
  offline.pageAt = function (address) {
    var url = new URL(address)
    if (/\/$/.test(url.pathname)) url.pathname += "index.html"
    else if (!/\.[^/]*$/.test(url.pathname)) url.pathname += ".html"
    return url.origin + url.pathname
  }

  // The address by which pages of a design load a file, relative to the root.
  offline.addressOf = function (path, design) {
    return VERSIONED.test(path) && !DATA.test(path) && !offline.isShard(path) ? path + "?" + design : path
  }

  // The design that a page names, "" for a page that is none of this archive.
  offline.designOf = function (html) { return (MARK.exec(html) || ["", ""])[1] }

  // As the build writes it: site/state.py.
  offline.checksum = function (bytes) {
    return crypto.subtle.digest("SHA-256", bytes).then(function (digest) {
      var hex = Array.prototype.map.call(new Uint8Array(digest), function (byte) {
        return ("0" + byte.toString(16)).slice(-2)
      })
      return hex.join("").slice(0, 24)
    })
  }

  // An error that the page can say in a sentence; code is "network", "renewed" or "format".
  offline.error = function (code) {
    var error = new Error(code)
    error.code = code
    return error
  }
})()
