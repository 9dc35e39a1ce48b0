// Stands in for a page without a browser. It has only the parts of a page that search.js uses.
// Python (engine.py) reads the files, runs the scripts and calls the functions of `page`, which
// return text. Nothing here can reach a file, the network or Python.
var window = globalThis
var document = {
  // Addresses are then relative to the site's root.
  currentScript: { src: "assets/search.js" },
  createElement: function () { return { remove: function () {} } },
  head: { appendChild: function (element) { page.asked.push(element) } }
}
var page = {
  asked: [], // The script elements that wait for their files, in order.
  reply: "",

  // Returns the address of the next file that the scripts wait for, or "".
  wanted: function () { return page.asked.length ? page.asked[0].src : "" },
  // Reports that this file was a script and ran.
  ran: function () { page.asked.shift().onload() },
  // Passes the value of this file of the index, as JSON, with its id.
  loaded: function (id, json) {
    paperArchive.shard(id, JSON.parse(json))
    page.ran()
  },
  // Reports that this file cannot be read.
  failed: function () { page.asked.shift().onerror() },

  // Calls a function of `paperArchive`, whose name may have dots, with a list of values as JSON.
  call: function (name, values) {
    page.reply = ""
    Promise.resolve().then(function () {
      var at = name.split("."), called = at.pop()
      var owner = at.reduce(function (value, key) { return value[key] }, paperArchive)
      return owner[called].apply(owner, JSON.parse(values))
    }).then(function (value) {
      page.reply = JSON.stringify({ value: value === undefined ? null : value })
    }).catch(function (error) {
      page.reply = JSON.stringify({
        error: String(error && error.message), name: String(error && error.name), url: String(error && error.url || ""),
        code: String(error && error.code || "")
      })
    })
  },
  // The function's result or error as JSON; "" while it waits for files.
  answer: function () { return page.reply }
}
