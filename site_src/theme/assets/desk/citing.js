// Citations and Markdown of the papers that the list shows. Formats, and the bar to copy and save
// them, are those of cite.js. What is not known of a paper is read from its page, where the browser
// lets a script do so; on file:// none does.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var AT_ONCE = 4, withdrawn = ""

  // What the page of a paper says of it; null where the page is gone, which `gone` learns.
  function read(entry, gone) {
    var address = "papers/" + entry.slug + ".html"
    return fetch(archive.root + address).then(function (response) {
      if (response.status === 404) gone.push(entry.title)
      return response.ok ? response.text() : ""
    }).then(function (html) {
      var paper = html && desk.pages.ofPage(new DOMParser().parseFromString(html, "text/html"), "/" + address)
      return paper ? desk.entryOf(paper) : null
    }).catch(function () { return null })
  }

  // Reads the pages of papers of which not all is known, as of those that were saved from a search, and
  // keeps what they say. Resolves to the entries, with what is known now. `tell(done, of)` is called now
  // and then.
  function complete(entries, tell) {
    var lacking = entries.filter(isLacking), found = new Map(), gone = [], done = 0, next = 0
    if (!lacking.length || location.protocol === "file:") return entries
    function one() {
      var entry = lacking[next++]
      if (!entry) return
      return read(entry, gone).then(function (now) {
        if (now) found.set(entry.key, now)
        if (++done % 10 === 0) tell(done, lacking.length)
        return one()
      })
    }
    function known(entry) { return found.has(entry.key) ? desk.learn(entry, found.get(entry.key)) : entry }
    var readers = []
    for (var n = 0; n < AT_ONCE; n++) readers.push(one())
    return Promise.all(readers).then(function () {
      if (gone.length) withdrawn = " No longer in this archive, and still on your desk: " + desk.named(gone) + "."
      if (found.size) return desk.alterAll(lacking, known)
    }).catch(function () { /* Not kept, and written all the same. */ }).then(function () {
      return entries.map(function (entry) { return known(Object.assign({}, entry)) })
    })
  }
  function isLacking(entry) { return !entry.cite && entry.slug }

  // Completes what the desk shows, each paper once.
  var asked = new Set()
  desk.completeShown = function (most) {
    var lacking = desk.view.shown().slice(0, most).filter(function (entry) { return isLacking(entry) && !asked.has(entry.key) })
    lacking.forEach(function (entry) { asked.add(entry.key) })
    complete(lacking, function () { /* The reader asked for nothing. */ })
  }

  // Says which papers are written with what is known.
  function sayIncomplete(entries) {
    var lacking = entries.filter(function (entry) { return !entry.cite })
    var about = withdrawn
    withdrawn = ""
    if (!lacking.length) return
    var others = lacking.some(function (entry) { return entry.more }), here = location.protocol === "file:" && lacking.some(function (entry) { return entry.slug })
    desk.say("Not all is known of " + desk.count(lacking.length, "paper") + ": " + desk.named(lacking.map(function (entry) { return entry.title })) + "." +
      (others ? " Authors that are not known are “and others” in BibTeX." : "") +
      (here ? " From files, a browser reads no other page: open the pages of these papers once, and all is known." : "") + about)
  }

  function nameOfFile() {
    return ("desk " + desk.view.folder()).trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/-+$/, "")
  }

  desk.citing = function () {
    var cite = archive.cite, place = document.getElementById("desk-cite")
    if (!cite) return
    var formats = cite.formats.map(function (format) {
      return Object.assign({}, format, {
        write: function (entries) {
          sayIncomplete(entries)
          return format.write(desk.citations(entries))
        },
      })
    })
    var markdown = {
      name: "Markdown", suffix: "md", type: "text/markdown", needsNone: true,
      write: function (entries) {
        return desk.markdown(entries, desk.view.folder() || "Saved papers", desk.publicAddress)
      },
    }
    place.appendChild(cite.bar(function (format) {
      return format.needsNone ? desk.view.shown() : complete(desk.view.shown(), function (done, of) {
        desk.say("Reading the pages of " + desk.count(of, "paper") + " for citations: " + done + " read.")
      })
    }, nameOfFile, null, formats.concat(markdown)))
  }
})()
