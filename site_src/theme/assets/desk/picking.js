// Choosing several papers, to put them into folders or to remove them.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, doc = document
  var chosen = new Set(), on = false

  function part(name) { return doc.getElementById("desk-" + name) }
  function entries() { return desk.view.all().filter(function (entry) { return chosen.has(entry.key) }) }
  function tell() {
    part("picks").textContent = desk.count(entries().length, "paper") + " chosen"
    ;["pick-folders", "pick-remove"].forEach(function (name) { part(name).disabled = !entries().length })
  }
  function turn(to) {
    on = to
    chosen.clear()
    part("pick").setAttribute("aria-pressed", String(on))
    part("picking").hidden = !on
    draw()
  }

  // Gives the items of the list their boxes.
  function draw() {
    Array.prototype.forEach.call(part("list").children, function (item) {
      var box = item.querySelector(".pa-pick")
      if (box && !on) box.remove()
      if (box || !on) return
      box = archive.view.make("input", { type: "checkbox", class: "pa-pick", "aria-label": "Choose: " + item.querySelector("h3").textContent })
      box.checked = chosen.has(item.deskKey)
      box.addEventListener("change", function () {
        if (box.checked) chosen.add(item.deskKey)
        else chosen.delete(item.deskKey)
        tell()
      })
      item.insertBefore(box, item.firstChild)
    })
    if (on) tell()
  }

  // Esc leaves it, unless it closes something else.
  function leave(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !on || event.target.closest("dialog,[type=search]")) return
    turn(false)
    part("pick").focus()
  }

  desk.picked = { draw: draw }
  desk.picking = function () {
    part("pick").addEventListener("click", function () { turn(!on) })
    doc.addEventListener("keydown", leave)
    part("pick-all").addEventListener("click", function () {
      desk.view.shown().forEach(function (entry) { chosen.add(entry.key) })
      Array.prototype.forEach.call(doc.querySelectorAll(".pa-pick"), function (box) { box.checked = true })
      tell()
    })
    part("pick-folders").addEventListener("click", function () { desk.view.actions.folders(part("pick-folders"), entries()) })
    part("pick-remove").addEventListener("click", function () {
      var gone = entries()
      turn(false)
      part("pick").focus()
      desk.star(gone, false).catch(desk.failed)
    })
  }
})()
