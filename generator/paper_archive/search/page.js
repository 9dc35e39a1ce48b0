// Stands in for a page where there is no browser. It has only what search.js asks of a page.
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
  said: "",

  // The address of the file that is wanted next, or "".
  wanted: function () { return page.asked.length ? page.asked[0].src : "" },
  // Says that the wanted file was a script and ran.
  ran: function () { page.asked.shift().onload() },
  // Says that the wanted file is one of the index, with its id and its value as JSON.
  loaded: function (id, json) {
    paperArchive.shard(id, JSON.parse(json))
    page.ran()
  },
  // Says that the wanted file cannot be read.
  failed: function () { page.asked.shift().onerror() },

  // Calls a function of `paperArchive`, whose name may have dots, with a list of values as JSON.
  call: function (name, values) {
    page.said = ""
    Promise.resolve().then(function () {
      var at = name.split("."), called = at.pop()
      var owner = at.reduce(function (value, key) { return value[key] }, paperArchive)
      return owner[called].apply(owner, JSON.parse(values))
    }).then(function (value) {
      page.said = JSON.stringify({ value: value === undefined ? null : value })
    }).catch(function (error) {
      page.said = JSON.stringify({
        error: String(error && error.message), name: String(error && error.name), url: String(error && error.url || ""),
        code: String(error && error.code || "")
      })
    })
  },
  // What the function returned, or why it failed, as JSON; "" as long as it waits for files.
  answer: function () { return page.said }
}
