// Stands in for a page where there is no browser: it has what search.js asks of one, and no more.
// Python (engine.py) reads the files, runs the scripts and calls the functions of `page`. They
// return JSON, and nothing here can reach a file, the network or Python.
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

  // The address of the file that is wanted next, as JSON.
  wanted: function () { return JSON.stringify(page.asked.length ? page.asked[0].src : "") },
  // That file is a script, and it ran.
  ran: function () { page.asked.shift().onload() },
  // That file is one of the index: its id, and its value as JSON.
  loaded: function (id, json) {
    paperArchive.shard(id, JSON.parse(json))
    page.ran()
  },
  failed: function () { page.asked.shift().onerror() },

  // Calls a function of `paperArchive`, whose name may have dots; the answer comes by `answer`.
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
  // What the function returned or why it failed, as JSON; "" as long as it waits for files.
  answer: function () { return page.said }
}
