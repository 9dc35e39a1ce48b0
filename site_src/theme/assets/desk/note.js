// The reader's note on the page of a paper: kept while the reader writes, and when the page is left.
// If another tab wrote too, both texts stay. No dependencies.
(function () {
  "use strict"
  var doc = document, desk = window.paperArchive.desk, marks = desk.marks, page = marks.page
  var PAUSE = 400, LONGEST = 100000
  var box = null, area, status, late = 0, base = "", sent = ""

  // Writes a note into an entry; `known` are the texts that this tab knows to have been there. A text
  // of another tab stays beside it. Resolves to { note, theirs }.
  function put(paper, mine, known) {
    var theirs = ""
    return desk.change(paper, function (entry) {
      theirs = entry.note || ""
      if (known.concat(mine).indexOf(theirs) >= 0) theirs = ""
      entry.note = mine.indexOf(theirs) >= 0 ? mine : theirs.indexOf(mine) >= 0 ? theirs : mine + "\n\n" + theirs
      if (!entry.note.trim()) entry.note = ""
      entry.noted = desk.now()
    }).then(function (entry) { return { note: entry && entry.note || mine, theirs: theirs } })
  }
  // A page that is left may not live until the database has the note. The session has it at once,
  // for the next page.
  function spare(value) {
    try {
      if (value) sessionStorage.setItem(marks.SPARE, JSON.stringify(value))
      else sessionStorage.removeItem(marks.SPARE)
    } catch (error) { /* refused, or full */ }
  }
  function rescue(text) {
    var value = JSON.parse(text)
    return put(value[0], value[1], value[2]).then(function () { spare() })
  }

  // Keeps what is written; `base` is the note as this tab read or kept it last, `sent` what it is
  // about to keep.
  function keep() {
    var mine = area.value, known = [base, sent], paper = desk.entryOf(page)
    clearTimeout(late)
    if (mine === base) return
    sent = mine
    spare([paper, mine, known])
    put(paper, mine, known).then(function (now) {
      base = now.note
      if (sent === mine) {
        sent = base
        spare()
      }
      if (base === mine) return tell("Kept in this browser.")
      // What was typed meanwhile stays, and is kept next.
      if (area.value === mine) area.value = base
      else if (area.value.indexOf(now.theirs) < 0) area.value += "\n\n" + now.theirs
      tell("Another tab changed this note too: both texts are here.")
    }).catch(function (error) { tell(error.message) })
  }
  function tell(words) { status.textContent = words }

  function open() {
    if (box) return
    box = marks.make("section", "pa-jot", "", page.place.querySelector(".pa-main") || page.place)
    var label = marks.make("label", "", "Your note", box)
    area = marks.make("textarea", "", "", box)
    label.htmlFor = area.id = "note"
    area.maxLength = LONGEST
    area.dir = "auto"
    area.setAttribute("aria-describedby", "note-where")
    status = marks.make("p", "pa-by", "Kept in this browser only.", box)
    status.id = "note-where"
    status.setAttribute("role", "status")
    area.addEventListener("input", function () {
      clearTimeout(late)
      late = setTimeout(keep, PAUSE)
    })
    area.addEventListener("change", keep)
    area.addEventListener("keydown", function (event) {
      if (event.isComposing || !(event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey)))) return
      event.preventDefault()
      page.pen.focus()
    })
    area.value = base = sent = kept()
    page.pen.setAttribute("aria-expanded", "true")
  }
  function kept() { return (page.entries || []).map(function (entry) { return entry.note }).filter(Boolean).join("\n\n") }
  function write() {
    open()
    area.focus()
  }
  // Opens a note that is there, unless something in sight would move.
  function show() {
    var moving = [page.place.querySelector(".pa-main+.pa-rail"), doc.querySelector(".pa-foot")].filter(Boolean)
    function tops() { return moving.map(function (each) { return Math.min(each.getBoundingClientRect().top, innerHeight) }).join() }
    var before = tops()
    open()
    if (tops() === before) return
    box.remove()
    box = null
    page.pen.setAttribute("aria-expanded", "false")
  }

  // What is kept of the paper of this page.
  function showNote() {
    var note = kept()
    page.pen.classList.toggle("pa-has", Boolean(note))
    if (page.entries[0]) desk.refresh(page)
    if (!box && note) show()
    // Nothing is being written here: take what another tab wrote.
    if (box && area.value === base && note !== base) area.value = base = sent = note
  }

  addEventListener("pagehide", function () { if (box) keep() })
  doc.addEventListener("visibilitychange", function () { if (box && doc.hidden) keep() })
  desk.rescueNote = rescue
  desk.writeNote = write
  desk.showNote = showNote
})()
