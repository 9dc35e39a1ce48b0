// Notes, written in their place in the list of the desk and kept while they are typed. `note.js` is
// for the page of a paper.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var PAUSE = 400

  // Opens the note of an item. `done()` is called once it is closed and kept.
  desk.writeNote = function (item, entry, done) {
    var make = archive.view.make, base = entry.note || "", waiting = 0, keeping = Promise.resolve()
    var field = make("textarea", { rows: "3", dir: "auto", maxlength: "100000", "aria-label": "Note: " + entry.title })
    var status = make("span", { role: "status" }), close = make("button", { type: "button", class: "pa-copy" }, ["Done"])
    var box = make("div", { class: "pa-jot" }, [field, make("p", { class: "pa-act" }, [close, status])])
    if (item.querySelector(".pa-jot")) return item.querySelector("textarea").focus()
    item.classList.add("pa-writing")
    item.insertBefore(box, item.querySelector(".pa-facts"))
    field.value = base
    field.focus()

    function keep() {
      clearTimeout(waiting)
      waiting = 0
      keeping = keeping.then(function () {
        var typed = field.value, text = desk.clean.lines(typed, 100000), mine = text, theirs = ""
        if (text === base) return
        return desk.alterAll([entry], function (kept) {
          // Another tab wrote something since.
          theirs = (kept.note || "") === base ? "" : kept.note || ""
          text = desk.merge({ note: mine }, { note: theirs }).note
          kept.note = text
          kept.noted = desk.now()
        }, true).then(function () {
          // What the other tab wrote stands in the field too, or the next change would delete it.
          if (field.value === typed && text !== mine) field.value = text
          else if (field.value.indexOf(theirs) < 0) field.value += "\n\n" + theirs
          base = text
          status.textContent = text === mine ? "Kept." : "Kept, with what another tab wrote."
        })
      }).catch(function (error) {
        status.textContent = error.message
      })
      return keeping
    }
    function finish() {
      removeEventListener("pagehide", keep)
      return keep().then(function () {
        item.classList.remove("pa-writing")
        box.remove()
        done()
      })
    }
    field.addEventListener("input", function () {
      status.textContent = ""
      clearTimeout(waiting)
      waiting = setTimeout(keep, PAUSE)
    })
    field.addEventListener("blur", keep)
    addEventListener("pagehide", keep)
    close.addEventListener("click", finish)
    box.addEventListener("keydown", function (event) {
      if (event.isComposing) return
      if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault()
        finish()
      }
    })
  }
})()
