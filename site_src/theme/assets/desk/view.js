// The list of what is kept: it narrows by folder and words, sorts, and draws the first papers. The
// rest is drawn on demand, so that ten thousand papers cost no more than fifty.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, doc = document
  var SHOWN = 50
  // `isWhole` is false as long as only the papers that were saved last are read.
  var entries = [], shown = [], fold = null, isWhole = false
  var state = { folder: "", query: "", sort: "newest", most: SHOWN }
  var parts = {}

  // Until the search's own is loaded.
  function plainFold(text) { return text.toLowerCase() }
  function loadFold() {
    if (fold || !archive.parse) return
    archive.parse("").then(function () {
      fold = archive.engine.tokens.fold
      if (state.query) draw()
    }, function () { /* Without it, accents matter. */ })
  }

  function known() { return desk.foldersOf(entries).map(function (folder) { return folder[0] }) }
  function show(by) {
    Object.assign(state, { most: SHOWN }, by)
    draw()
  }

  var actions = {
    filter: function (label) { show({ folder: label }) },
    note: function (item, entry) {
      desk.writeNote(item, entry, function () {
        refresh().then(function () { focusIn(entry.key, ".pa-write") })
      })
    },
    folders: function (button, chosen) {
      var key = chosen.length === 1 ? chosen[0].key : ""
      desk.chooseFolders(chosen, known(), function () {
        refresh().then(function () { if (key) focusIn(key, "[aria-haspopup]"); else button.focus() })
      })
    },
    star: function (entry) { desk.star([entry], !entry.saved).catch(desk.failed) },
  }

  function itemOf(key) {
    return Array.prototype.find.call(parts.list.children, function (item) { return item.deskKey === key })
  }
  function focusIn(key, selector) {
    var item = itemOf(key), target = item && item.querySelector(selector)
    if (target) target.focus()
  }

  // Draws the list anew, and leaves alone what the reader writes in it and where the focus is.
  function draw() {
    var active = doc.activeElement, within = active && active.closest && active.closest("#desk-list > li"), at = -1, place = -1, items
    if (state.folder && known().indexOf(state.folder) < 0) state.folder = ""
    shown = desk.filter(entries, state, fold || plainFold, desk.now())
    if (within) {
      at = Array.prototype.indexOf.call(within.querySelectorAll("a,button,input"), active)
      place = Array.prototype.indexOf.call(parts.list.children, within)
    }
    items = shown.slice(0, state.most).map(function (entry) {
      var item = itemOf(entry.key)
      if (!item || !item.classList.contains("pa-writing")) return desk.item(entry, actions)
      item.deskPaper.star.setAttribute("aria-pressed", String(Boolean(entry.saved)))
      return item
    })
    if (!items.some(function (item) { return item.contains(active) })) parts.list.replaceChildren.apply(parts.list, items)
    else {
      // An element that has the focus loses it where it is moved.
      var own = items.find(function (item) { return item.contains(active) })
      Array.prototype.slice.call(parts.list.children).forEach(function (item) { if (item !== own) item.remove() })
      items.forEach(function (item, n) { if (item !== own) parts.list.insertBefore(item, n < items.indexOf(own) ? own : null) })
    }
    if (within && !within.isConnected) {
      var again = itemOf(within.deskKey) || parts.list.children[Math.min(place, parts.list.children.length - 1)]
      var targets = again ? again.querySelectorAll("a,button,input") : []
      var target = targets[Math.min(at, targets.length - 1)] || parts.search
      target.focus({ preventScroll: true })
    }
    drawChips()
    // On paper, the heading says of what the list is.
    parts.saved.setAttribute("data-of", [state.folder, state.query && "“" + state.query + "”"].filter(Boolean).join(", "))
    var rest = isWhole ? shown.length - items.length : 0
    parts.more.hidden = rest <= 0
    parts.more.textContent = "Show " + Math.min(rest, 2 * SHOWN) + " more of " + rest.toLocaleString("en")
    parts.count.textContent = !isWhole || !entries.length ? "" : state.query || state.folder
      ? desk.count(shown.length, "paper") + (shown.length ? "" : ": no kept paper has these words" + (state.folder ? " in this folder" : "")) : ""
    parts.empty.hidden = !isWhole || entries.length > 0
    parts.tools.hidden = !entries.length
    parts.after.hidden = !shown.length
    if (desk.picked) desk.picked.draw(shown)
  }

  function drawChips() {
    var make = archive.view.make, folders = desk.foldersOf(entries)
    function chip(label, words, number) {
      var button = make("button", { type: "button", "aria-pressed": String(state.folder === label) }, [make("bdi", {}, [words])].concat(isWhole ? [" ", make("small", {}, [number.toLocaleString("en")])] : []))
      button.deskLabel = label
      button.addEventListener("click", function () { show({ folder: label }) })
      return button
    }
    var focused = doc.activeElement && doc.activeElement.parentNode === parts.chips ? doc.activeElement.deskLabel : null
    archive.view.fill(parts.chips, [chip("", "All", entries.length)].concat(folders.map(function (folder) {
      return chip(folder[0], folder[0], folder[1])
    })))
    if (focused !== null) {
      var same = Array.prototype.find.call(parts.chips.children, function (button) { return button.deskLabel === focused })
      ;(same || parts.chips.firstChild).focus()
    }
    parts.chips.hidden = !folders.length
    parts.folder.hidden = !state.folder
  }

  function sum() {
    var make = archive.view.make, saved = entries.filter(function (entry) { return entry.saved }).length
    var noted = entries.filter(function (entry) { return entry.note }).length
    if (!entries.length) return ["Nothing is kept here yet."]
    function bold(number) { return make("b", {}, [number.toLocaleString("en")]) }
    // A paper may have a note and no star.
    var papers = entries.length === 1 ? " paper, " : " papers, "
    if (saved < entries.length) return [bold(entries.length), papers, bold(saved), " saved and ", bold(noted), " with a note."]
    return [bold(saved), " saved" + papers, bold(noted), " with a note."]
  }

  // Draws the papers that were saved last, if there are many: reading all takes longer.
  function begin() {
    return desk.read(["papers"], function (stores, set) {
      var keys = stores.papers.index("saved").getAllKeys()
      keys.onsuccess = function () {
        var all = keys.result, first = []
        set({ all: all.length, first: first })
        if (all.length > 4 * SHOWN) all.slice(-SHOWN).forEach(function (key) {
          stores.papers.get(key).onsuccess = function (event) {
            var entry = desk.sound(event.target.result)
            if (entry) first.push(entry)
          }
        })
      }
    }).then(function (found) {
      if (!found.first.length || state.sort !== "newest" || state.query) return
      entries = found.first
      archive.view.fill(parts.sum, [archive.view.make("b", {}, [found.all.toLocaleString("en")]), " papers."])
      draw()
    })
  }

  // Reads what is kept and draws it. Resolves to all of it.
  function refresh() {
    return desk.everything().then(function (kept) {
      entries = kept.papers
      isWhole = true
      archive.view.fill(parts.sum, sum())
      draw()
      return kept
    })
  }

  function renaming() {
    var make = archive.view.make, from = state.folder
    var field = make("input", { type: "text", maxlength: "60", "aria-label": "New name of the folder", dir: "auto", autocomplete: "off" })
    var form = make("form", { class: "pa-act" }, [field, make("button", { class: "pa-copy" }, ["Rename"])])
    field.value = from
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      var to = desk.clean.label(field.value)
      close()
      if (!to || to === from) return
      to = desk.asKnown(to, known().filter(function (label) { return label !== from }))
      state.folder = to
      desk.renameFolder(inFolder(from), from, to).catch(desk.failed)
    })
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.isComposing) return
      event.preventDefault()
      close()
    })
    function close() {
      form.remove()
      doc.getElementById("desk-rename").focus()
    }
    parts.folder.appendChild(form)
    field.select()
  }
  function inFolder(label) { return entries.filter(function (entry) { return entry.folders.indexOf(label) >= 0 }) }

  // Connects the parts of the page, by their ids in desk.html.
  function connect() {
    ;["list", "chips", "more", "count", "empty", "tools", "after", "sum", "search", "sort", "folder"].forEach(function (name) {
      parts[name] = doc.getElementById("desk-" + name)
    })
    var pause = 0
    parts.search.addEventListener("focus", loadFold, { once: true })
    parts.search.addEventListener("input", function () {
      clearTimeout(pause)
      pause = setTimeout(function () { show({ query: parts.search.value.trim() }) }, 80)
    })
    parts.sort.addEventListener("change", function () { show({ sort: parts.sort.value }) })
    parts.more.addEventListener("click", function () {
      var at = parts.list.children.length
      state.most += 2 * SHOWN
      draw()
      var link = parts.list.children[at] && parts.list.children[at].querySelector("a,button")
      if (link) link.focus({ preventScroll: true })
    })
    doc.getElementById("desk-rename").addEventListener("click", function () {
      if (!parts.folder.querySelector("form")) renaming()
    })
    doc.getElementById("desk-drop").addEventListener("click", function () {
      var label = state.folder
      state.folder = ""
      desk.deleteFolder(inFolder(label), label).catch(desk.failed)
    })
    // Paper has no button for more.
    addEventListener("beforeprint", function () { if (isWhole) show({ most: shown.length }) })
    // Here, because lists.js is for lists that the page brings.
    parts.list.className = "pa-list"
    parts.saved = doc.getElementById("saved")
    // What single keys go through.
    desk.ownPapers = function () {
      return Array.prototype.map.call(parts.list.children, function (item) { return item.deskPaper })
    }
    // WebKit keeps what was typed before.
    state.query = parts.search.value.trim()
    state.sort = parts.sort.value
    if (state.query) loadFold()
  }

  desk.view = {
    connect: connect, begin: begin, refresh: refresh, actions: actions,
    shown: function () { return shown }, folder: function () { return state.folder }, all: function () { return entries },
  }
})()
