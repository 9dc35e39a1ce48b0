// Single keys, for those who want them: the reader can switch them off, and all that they do can be
// clicked too. No dependencies.
(function () {
  "use strict"
  var doc = document, desk = window.paperArchive.desk, linkOf = desk.pages.linkOf, marks = desk.marks
  var KEYS = [
    ["j", "Next paper"], ["k", "Previous paper"], ["Enter", "Open the paper"], ["o", "Open or close its abstract"],
    ["s", "Save it"], ["n", "Write a note on it"], ["m", "On a day: read to here"], ["/", "Search"], ["?", "These keys"],
  ]
  var dialog = null

  function shown() {
    var found = marks.papers().filter(function (paper) { return paper !== marks.page && paper.place.isConnected && !paper.place.hidden })
    return found.sort(function (one, other) { return one.place.compareDocumentPosition(other.place) & 4 ? -1 : 1 })
  }
  // The paper that has the focus or had it last, on Back the one that led away (see marks.js).
  desk.at = desk.at || (history.state || {}).at
  function current() {
    var item = doc.activeElement.closest("li"), list = shown()
    function find(is) { return list.filter(is)[0] }
    return find(function (paper) { return paper.place === item }) || find(function (paper) { return desk.at && linkOf(paper.place).href === desk.at })
  }
  function goTo(paper) {
    var link = linkOf(paper.place)
    desk.at = link.href
    link.focus({ preventScroll: true })
    paper.place.scrollIntoView({ block: "nearest" })
  }
  function move(step) {
    var list = shown(), from = list.indexOf(current())
    // The first one in sight.
    if (from < 0) from = list.findIndex(function (paper) { return paper.place.getBoundingClientRect().bottom > 80 }) - (step > 0 ? 1 : 0)
    var next = list[from + step]
    if (next) goTo(next)
  }
  function open(paper) {
    var summary = paper.place.querySelector("summary")
    ;(summary || linkOf(paper.place)).click()
  }

  // A switch for single keys; the desk shows it too.
  function setting(parent) {
    var label = marks.make("label", "pa-switch", "", parent), box = marks.make("input", "", "", label)
    box.type = "checkbox"
    box.checked = !desk.keysOff
    label.appendChild(doc.createTextNode(" Use single keys"))
    box.addEventListener("change", function () {
      desk.keysOff = !box.checked
      desk.setFact("keys", box.checked).catch(function (error) { marks.say(error.message, parent) })
    })
  }
  function help() {
    if (dialog) dialog.remove()
    dialog = marks.make("dialog", "md-typeset pa-dialog", "", doc.body)
    var opener = doc.activeElement, title = marks.make("h2", "", "Keys", dialog), list = marks.make("dl", "pa-keys", "", dialog)
    title.id = "keys-title"
    dialog.setAttribute("aria-labelledby", title.id)
    KEYS.forEach(function (key) {
      marks.make("kbd", "", key[0], marks.make("dt", "", "", list))
      marks.make("dd", "", key[1], list)
    })
    setting(dialog)
    marks.button("pa-copy", "Close", "", dialog, function () { dialog.close() })
    dialog.addEventListener("close", function () { if (opener) opener.focus() })
    dialog.showModal()
  }

  function press(event) {
    var key = event.key, paper = marks.page || current()
    if (event.repeat && !/[jk]/.test(key)) return
    if (key === "j") move(1)
    else if (key === "k") move(-1)
    else if (key === "?") help()
    else if (!paper) return
    else if (key === "s") paper.star.click()
    else if (key === "o" && paper !== marks.page) open(paper)
    else if (key === "m" && marks.day) marks.keep("readTo", paper, "day")
    else if (key === "n" && paper === marks.page) marks.keep("writeNote")
    // On the desk, notes are written in their place.
    else if (key === "n" && paper.place.querySelector(".pa-write")) paper.place.querySelector(".pa-write").click()
    else if (key === "n" && paper.slug) location.href = linkOf(paper.place).href + "#note"
  }

  desk.press = press
  desk.goTo = goTo
  desk.showKeys = help
  desk.keysSetting = setting
})()
