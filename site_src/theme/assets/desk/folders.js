// Folders are labels: a paper may have several, and a folder is there as long as a paper has its
// label. A dialog with a box for each assigns them; the chosen folder can be renamed and deleted.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk

  function undoing(changes) { return function () { return desk.restore(changes).then(function () { return "Undone." }) } }

  // The label as it is written already, whatever its capitals.
  function asKnown(label, known) {
    return known.find(function (other) { return other.toLowerCase() === label.toLowerCase() }) || label
  }
  function put(entries, label, on) {
    return desk.alterAll(entries, function (entry) {
      entry.folders = entry.folders.filter(function (other) { return other !== label }).concat(on ? label : [])
    })
  }

  // Opens the folders of these papers. `known` are all labels; `done()` is called when it closes.
  desk.chooseFolders = function (entries, known, done) {
    var make = archive.view.make, dialog = make("dialog", { class: "pa-dialog", "aria-label": "Folders" })
    var list = make("div", { class: "pa-boxes", role: "group", "aria-label": "Folders" })
    var field = make("input", { type: "text", maxlength: "60", placeholder: "New folder", "aria-label": "New folder", dir: "auto", autocomplete: "off" })
    var form = make("form", { class: "pa-act" }, [field, make("button", { class: "pa-copy" }, ["Add"])])
    var close = make("button", { type: "button", class: "pa-copy" }, ["Done"])
    function box(label, checked) {
      var input = make("input", { type: "checkbox" })
      input.checked = checked
      input.addEventListener("change", function () { put(entries, label, input.checked).catch(desk.failed) })
      list.appendChild(make("label", {}, [input, make("bdi", {}, [label])]))
      return input
    }
    known.forEach(function (label) {
      var having = entries.filter(function (entry) { return entry.folders.indexOf(label) >= 0 }).length
      box(label, having === entries.length).indeterminate = having > 0 && having < entries.length
    })
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      var label = asKnown(desk.clean.label(field.value), known)
      if (!label) return
      field.value = ""
      if (known.indexOf(label) < 0) {
        known = known.concat(label)
        box(label, true)
      } else {
        list.children[known.indexOf(label)].firstChild.checked = true
      }
      put(entries, label, true).catch(desk.failed)
    })
    close.addEventListener("click", function () { dialog.close() })
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close() })
    dialog.addEventListener("close", function () {
      dialog.remove()
      done()
    })
    dialog.append(make("h3", { dir: "auto" }, [entries.length === 1 ? "Folders of “" + entries[0].title + "”" : "Folders of " + desk.count(entries.length, "paper")]), list, form, close)
    document.querySelector("[data-desk]").appendChild(dialog)
    dialog.showModal()
    if (!known.length) field.focus()
  }

  // Renames a folder of these papers; a folder that has the new name takes its papers.
  desk.renameFolder = function (entries, label, to) {
    return desk.alterAll(entries, function (entry) {
      entry.folders = Array.from(new Set(entry.folders.map(function (other) { return other === label ? to : other })))
    }).then(function (changes) {
      desk.say("The folder is called “" + to + "” now.", undoing(changes))
    })
  }
  desk.deleteFolder = function (entries, label) {
    return put(entries, label, false).then(function (changes) {
      desk.say("The folder “" + label + "” is gone; its " + desk.count(changes.length, "paper is", "papers are") + " still kept.", undoing(changes))
    })
  }
  // Saves papers, or saves them no more: those without a note are then gone.
  desk.star = function (entries, on) {
    return desk.alterAll(entries, function (entry) { entry.saved = on ? entry.saved || desk.now() : "" }).then(function (changes) {
      if (on || !changes.length) return
      var noted = changes.filter(function (change) { return change.after })
      var titles = desk.named(changes.map(function (change) { return change.before.title }))
      desk.say("Removed: " + titles + "." + (noted.length ? " What has a note stays in the list until the note is empty." : ""), undoing(changes))
    })
  }
  desk.asKnown = asKnown
})()
