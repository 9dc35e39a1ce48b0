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

  // The page carries BibTeX; RIS and CSL are made from the head's citation_* metadata.
  function metadata(name) {
    return all('meta[name="citation_' + name + '"]').map(function (meta) { return meta.content })
  }
  function address() {
    var id = metadata("arxiv_id")[0]
    return id ? "https://arxiv.org/abs/" + id : metadata("abstract_html_url")[0] || ""
  }
  function ris() {
    var lines = ["TY  - GEN", "TI  - " + metadata("title")[0]]
    metadata("author").forEach(function (author) { lines.push("AU  - " + author) })
    metadata("publication_date").forEach(function (day) { lines.push("PY  - " + day.slice(0, 4)) })
    if (address()) lines.push("UR  - " + address())
    return lines.concat("ER  - ").join("\n")
  }
  function csl(key) {
    var item = { id: key, type: "article", title: metadata("title")[0] }
    var authors = metadata("author"), year = metadata("publication_date")[0]
    if (authors.length) {
      item.author = authors.map(function (name) {
        var cut = name.lastIndexOf(" ")
        return cut < 0 ? { literal: name } : { family: name.slice(cut + 1), given: name.slice(0, cut) }
      })
    }
    if (year) item.issued = { "date-parts": [[Number(year.slice(0, 4))]] }
    if (address()) item.URL = address()
    return JSON.stringify([item], null, 2)
  }

  function citation() {
    var box = doc.querySelector(".pa-cite"), code = box && box.querySelector("code")
    if (!code) return
    var pre = code.parentNode, bibtex = code.textContent
    var key = (/^@\w+\{([^,]+),/.exec(bibtex) || ["", "paper"])[1]
    var formats = { BibTeX: function () { return bibtex }, RIS: ris, CSL: function () { return csl(key) } }
    var bar = doc.createElement("div"), tabs = doc.createElement("div"), copy = doc.createElement("button")
    bar.className = "pa-bar"
    tabs.className = "pa-seg"
    tabs.setAttribute("role", "tablist")
    tabs.setAttribute("aria-label", "Format")
    copy.className = "pa-copy"
    copy.textContent = "Copy"
    bar.appendChild(tabs)
    bar.appendChild(copy)
    pre.id = "citation"
    pre.tabIndex = 0
    pre.setAttribute("role", "tabpanel")
    pre.setAttribute("aria-label", "Citation")
    var buttons = Object.keys(formats).map(function (name, i) {
      var tab = doc.createElement("button")
      tab.textContent = name
      tab.setAttribute("role", "tab")
      tab.setAttribute("aria-controls", pre.id)
      tab.addEventListener("click", function () { choose(i) })
      tab.addEventListener("keydown", function (event) {
        var step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? buttons.length - 1 : 0
        if (step) { choose((i + step) % buttons.length); buttons[(i + step) % buttons.length].focus() }
      })
      tabs.appendChild(tab)
      return tab
    })
    function choose(at) {
      buttons.forEach(function (tab, i) {
        tab.setAttribute("aria-selected", String(i === at))
        tab.tabIndex = i === at ? 0 : -1
      })
      code.textContent = formats[buttons[at].textContent]()
    }
    copy.addEventListener("click", function () {
      // The clipboard interface is refused on file://; a selection is not.
      getSelection().selectAllChildren(code)
      doc.execCommand("copy")
      copy.textContent = "Copied"
      setTimeout(function () { copy.textContent = "Copy" }, 1500)
    })
    choose(0)
    pre.parentNode.insertBefore(bar, pre)
  }

  doc.addEventListener("DOMContentLoaded", function () {
    themeButton()
    filter()
    density()
    citation()
  })
})()
