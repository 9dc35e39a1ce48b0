// Citations and Markdown of the papers that the list shows. Formats, and the bar to copy and save
// them, are those of cite.js. What is not known of a paper is read from its page, where the browser
// lets a script do so; on file:// none does.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var AT_ONCE = 4, withdrawn = ""

  // What cite.js needs, out of the page of a paper; null where the page is gone, which `gone` learns.
  function read(entry, gone) {
    return fetch(archive.root + "papers/" + entry.slug + ".html").then(function (response) {
      if (response.status === 404) gone.push(entry.title)
      return response.ok ? response.text() : ""
    }).then(function (html) {
      return html ? archive.cite.ofPage(new DOMParser().parseFromString(html, "text/html")) : null
    }).catch(function () { return null })
  }

  // Reads the pages of papers whose citations are not known, and keeps what they say. Resolves to
  // the entries, with what is known now.
  function complete(entries) {
    var lacking = entries.filter(function (entry) { return !entry.cite && entry.slug }), found = new Map(), gone = [], done = 0, next = 0
    if (!lacking.length || location.protocol === "file:") return entries
    function one() {
      var entry = lacking[next++]
      if (!entry) return
      return read(entry, gone).then(function (cited) {
        if (cited) found.set(entry.key, cited)
        if (++done % 10 === 0) desk.say("Reading the pages of " + desk.count(lacking.length, "paper") + " for citations: " + done + " read.")
        return one()
      })
    }
    var readers = []
    for (var n = 0; n < AT_ONCE; n++) readers.push(one())
    return Promise.all(readers).then(function () {
      if (gone.length) withdrawn = " No longer in this archive, and still on your desk: " + desk.named(gone) + "."
      return desk.alterAll(lacking, function (entry) { entry.cite = entry.cite || found.get(entry.key) || null })
    }).catch(function () { /* Not kept, and written all the same. */ }).then(function () {
      return entries.map(function (entry) {
        return found.has(entry.key) ? Object.assign({}, entry, { cite: found.get(entry.key) }) : entry
      })
    })
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
      return format.needsNone ? desk.view.shown() : complete(desk.view.shown())
    }, nameOfFile, null, formats.concat(markdown)))
  }
})()
