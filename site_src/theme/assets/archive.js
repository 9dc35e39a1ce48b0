// Colour scheme, keyboard, and what a page offers only with a script. No dependencies; works on
// file://, where storage may be refused.
(function () {
  "use strict"
  var doc = document, root = doc.documentElement, body = doc.body
  function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)) }
  function get(key) { try { return localStorage.getItem(key) } catch (error) { return null } }
  function set(key, value) { try { localStorage.setItem(key, value) } catch (error) { /* refused */ } }

  // Before anything is drawn.
  root.classList.remove("no-js")
  var dark = matchMedia("(prefers-color-scheme: dark)")
  function scheme() { return get("pa-scheme") || (dark.matches ? "slate" : "default") }
  body.setAttribute("data-md-color-scheme", scheme())
  if (dark.addEventListener) {
    dark.addEventListener("change", function () { body.setAttribute("data-md-color-scheme", scheme()) })
  }
  if (get("pa-view") === "titles") body.classList.add("pa-titles")

  function press(buttons, on) {
    buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button === on)) })
  }

  function themeButton() {
    all(".pa-theme").forEach(function (button) {
      button.addEventListener("click", function () {
        var next = body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate"
        set("pa-scheme", next)
        body.setAttribute("data-md-color-scheme", next)
      })
    })
  }

  // A day narrowed to one tag: the address keeps it, so that it can be shared.
  function filter() {
    var chips = all(".pa-filter button"), status = doc.querySelector(".pa-bar [role=status]")
    if (!chips.length) return
    var idle = status.textContent
    function show(chip) {
      var tag = chip ? chip.value : "", shown = 0
      press(chips, chip)
      all(".pa-list > li").forEach(function (item) {
        item.hidden = tag !== "" && (" " + item.getAttribute("data-t") + " ").indexOf(" " + tag + " ") < 0
        if (!item.hidden) shown++
      })
      status.textContent = tag ? (shown === 1 ? "1 paper shown" : shown + " papers shown") : idle
    }
    chips.forEach(function (chip) {
      chip.addEventListener("click", function () {
        var off = chip.getAttribute("aria-pressed") === "true"
        show(off ? null : chip)
        try { history.replaceState(null, "", off ? location.pathname : "#tag=" + chip.value) } catch (error) { /* file:// */ }
      })
      if (location.hash === "#tag=" + chip.value) show(chip)
    })
  }

  function density() {
    var buttons = all("[data-view]")
    press(buttons, buttons[body.classList.contains("pa-titles") ? 1 : 0])
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        var view = button.getAttribute("data-view")
        body.classList.toggle("pa-titles", view === "titles")
        set("pa-view", view)
        press(buttons, button)
      })
    })
  }

  // Where there are papers to cite, cite.js beside this file is loaded.
  var here = doc.currentScript.src
  function citations() {
    if (!doc.querySelector(".pa-cite, .pa-list")) return
    var script = doc.createElement("script")
    script.src = here.replace(/archive\.js(?=\?|$)/, "cite.js")
    doc.head.appendChild(script)
  }

  doc.addEventListener("DOMContentLoaded", function () {
    themeButton()
    filter()
    density()
    citations()
  })
})()
