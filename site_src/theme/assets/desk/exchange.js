// Export and import on the page: the desk as one file, references, and lists of ids.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, doc = document
  var busy = false

  // What this archive is called, and where it is.
  var facts = {}
  desk.here = function () {
    var name = doc.querySelector('meta[property="og:site_name"]')
    return { title: facts.title || (name ? name.content : ""), site: desk.clean.address(facts.site) }
  }

  desk.exportAll = function () {
    return desk.everything().then(function (kept) {
      var now = desk.now(), text = desk.file.write(kept, desk.here(), now)
      archive.cite.save(text, { type: "application/json", suffix: "json" }, "desk-" + now.slice(0, 10))
      return desk.setFact("exported", { at: now, print: desk.printOf(kept) }).then(function () {
        desk.say("The desk is in the file desk-" + now.slice(0, 10) + ".json: " + desk.count(kept.papers.length, "paper") + ".")
      })
    })
  }

  function idOf(word) { return archive.engine.query.idOf(word) }
  function summary(result, unknown, found) {
    var said = [desk.count(result.added, "paper is", "papers are") + " new"]
    if (result.merged) said.push(result.merged + " joined with what was kept")
    if (result.same) said.push(desk.count(result.same, "was", "were") + " kept already")
    if (unknown) said.push(unknown + " not in this archive, so " + (unknown === 1 ? "it is kept with links to where it is" : "they are kept with links to where they are"))
    if (found.left) said.push(found.left + " could not be read and " + (found.left === 1 ? "was" : "were") + " left out")
    if (found.cut && found.cut.length) {
      said.push(desk.count(found.cut.length, "paper is", "papers are") + " cut off in the file and left out: " + desk.named(found.cut.map(function (name) { return name || "…" })))
    }
    if (result.follows.length) said.push(result.follows.length.toLocaleString("en") + " more " + (result.follows.length === 1 ? "follow" : "follows"))
    return said.join("; ") + "."
  }

  // What was found, where a build renamed or merged papers since the file was written.
  function followed(found, known) {
    var end = desk.endOf((known && known.moved) || {}), days = {}
    function moved(record) { return record.slug ? Object.assign({}, record, { slug: end(record.slug) }) : record }
    Object.keys(found.days).forEach(function (day) { days[day] = moved(found.days[day]) })
    return Object.assign({}, found, { papers: found.papers.map(moved), read: found.read.map(moved), days: days })
  }

  // Keeps what was found; resolves when all is kept, or nothing.
  desk.take = function (found) {
    var told = performance.now()
    return Promise.all([desk.resolve(found, desk.here(), function (done) {
      // Not so often that a screen reader says nothing else.
      if (performance.now() - told < 3000) return
      told = performance.now()
      desk.say("Looking for the papers in this archive: " + done.toLocaleString("en") + " of " + found.papers.length.toLocaleString("en") + ".")
    }), desk.facts()]).then(function (both) {
      var resolved = both[0], now = followed(Object.assign({}, found, { papers: resolved.papers }), both[1])
      return desk.takeIn(now, desk.now()).then(function (result) {
        desk.say(summary(result, resolved.unknown, found), function () {
          return desk.takeOut(result).then(function (left) {
            return "The import is undone." + (left ? " " + desk.count(left, "paper was", "papers were") + " changed since, and stayed." : "")
          })
        })
      })
    })
  }

  // Imports a text: a desk file, references, or a list.
  function importText(text) {
    if (busy) return desk.say("Another import is still under way.")
    busy = true
    desk.say("Reading…")
    return archive.parse("").catch(function () {
      throw new Error("The search could not be loaded, so no paper could be looked up. Nothing was imported.")
    }).then(function () {
      return desk.take(desk.file.readAny(text, idOf, desk.now()))
    }).catch(function (error) {
      desk.say(error.name === "Full" ? "There is no room for these papers, in this browser or on its disk. Nothing was imported. " +
        "Make room and export the desk before you close the browser: it may lose what it kept while its disk was full."
        : error.name === "SearchUnavailable" || error.name === "Unwritten" ? error.message + " Nothing was imported." : error.message)
    }).then(function () { busy = false })
  }
  function importFile(file) {
    try { desk.file.notTooLarge(file.size) } catch (error) { return desk.failed(error) }
    return file.text().then(importText, function () {
      desk.say("The file could not be read. Nothing was imported.")
    })
  }

  function dialog() {
    var box = doc.getElementById("desk-import"), field = box.querySelector("textarea"), chooser = box.querySelector("[type=file]")
    doc.getElementById("desk-open").addEventListener("click", function () { box.showModal() })
    box.querySelector("[data-close]").addEventListener("click", function () { box.close() })
    chooser.addEventListener("change", function () {
      var file = chooser.files[0]
      box.close()
      chooser.value = ""
      if (file) importFile(file)
    })
    box.querySelector("form").addEventListener("submit", function (event) {
      event.preventDefault()
      var text = field.value
      box.close()
      field.value = ""
      if (text.trim()) importText(text)
    })
  }

  // A file may be dropped anywhere on the page, and on the dialog, which then has done its work.
  function dropping() {
    var box = doc.getElementById("desk-import")
    function hasFile(event) { return Array.prototype.indexOf.call(event.dataTransfer ? event.dataTransfer.types : [], "Files") >= 0 }
    doc.addEventListener("dragover", function (event) {
      if (!hasFile(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = "copy"
      doc.documentElement.classList.add("pa-dropping")
    })
    ;["dragleave", "drop", "dragend"].forEach(function (name) {
      doc.addEventListener(name, function (event) {
        if (name !== "dragleave" || !event.relatedTarget) doc.documentElement.classList.remove("pa-dropping")
      })
    })
    doc.addEventListener("drop", function (event) {
      if (!hasFile(event)) return
      event.preventDefault()
      var file = event.dataTransfer.files[0]
      box.close()
      if (file) importFile(file)
    })
  }

  desk.exchange = function () {
    desk.facts().then(function (found) { facts = found || facts })
    doc.getElementById("desk-export").addEventListener("click", function () { desk.exportAll().catch(desk.failed) })
    dialog()
    dropping()
  }
  desk.importText = importText
  desk.importFile = importFile
})()
