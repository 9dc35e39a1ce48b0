// The search box in the header, which shows the first results while the reader types. The search
// page, in search-page.js, shares `paperArchive.view` with it. Nothing loads before the reader types.
// Texts of papers and readers go into the page as text, never as HTML.
(function () {
  "use strict"
  var doc = document, archive = window.paperArchive = window.paperArchive || {}
  var SHOWN = 6, NAMES = 3, PAUSE = 120, LONG_PAUSE = 300, SLOW = 250
  var MONTHS = ("January February March April May June July August September October November " +
    "December").split(" ")

  // make("p", {class: "a"}, ["text", element, …]) leaves out attributes that are null.
  function make(name, attributes, content) {
    var element = doc.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== null) element.setAttribute(key, attributes[key])
    })
    fill(element, content || [])
    return element
  }
  function fill(element, content) {
    element.textContent = ""
    ;[].concat(content).forEach(function (part) {
      element.appendChild(typeof part === "string" ? doc.createTextNode(part) : part)
    })
  }
  // [plain, match, plain, …] as text and marks.
  function marked(pieces) {
    return pieces.map(function (piece, at) { return at % 2 ? make("mark", {}, [piece]) : piece })
  }
  function longDay(iso) {
    var parts = iso.split("-").map(Number)
    return iso ? parts[2] + " " + MONTHS[parts[1] - 1] + " " + parts[0] : "Undated"
  }
  function papers(answer) {
    var number = answer.total.toLocaleString("en") + (answer.total === 1 ? " paper" : " papers")
    return answer.atMost ? "at most " + number : number
  }
  // A word as it was typed, cut if it is very long, and isolated if it runs from right to left.
  function quoted(text) {
    var letters = Array.from(text)
    return make("bdi", {}, ["“" + (letters.length > 60 ? letters.slice(0, 60).join("") + "…" : text) + "”"])
  }

  // Says which words no paper has, and which words replaced them; `link(query, text)` makes links.
  function corrections(answer, query, link) {
    return Object.keys(answer.corrected).reduce(function (said, typed) {
      var taken = answer.corrected[typed].slice(0, 3), at = archive.engine.answer.placeOf(query, typed, "")
      said.push("No paper has ", quoted(typed), ". Showing results for ")
      taken.forEach(function (word, n) {
        if (n) said.push(n === taken.length - 1 ? " or " : ", ")
        said.push(at < 0 ? quoted(word) : link(query.slice(0, at) + word + query.slice(at + typed.length), word))
      })
      said.push(". ")
      return said
    }, [])
  }

  // The first names, up to `most`, else one less and how many more, as in all lists. Names that the
  // query has are marked, and the first of them is shown in any case.
  function named(result, most) {
    var authors = result.authors, left = authors.length - most + 1, shown = left > 1 ? authors.slice(0, most - 1) : authors
    var sought = result.signed[0], isFar = sought && shown.indexOf(sought) < 0, said = []
    if (isFar) shown = shown.slice(0, -1)
    function name(text) { return result.signed.indexOf(text) < 0 ? text : make("mark", {}, [text]) }
    shown.forEach(function (text, n) { said.push(n ? ", " : "", name(text)) })
    if (isFar) said.push("\u00a0… ", name(sought))
    return left > 1 ? said.concat("\u00a0… + " + left) : said
  }

  // The message of an answer, with a link if the paper is elsewhere.
  function message(answer) {
    var url = answer.elsewhere, said = answer.message ? [answer.message + " "] : []
    return url ? said.concat(make("a", { href: url, dir: "ltr" }, ["Look at " + url.replace("https://", "")]), ". ") : said
  }

  // A message about a failure, with a button that calls `again`.
  function failure(error, again) {
    var root = archive.root || "", url = error && error.url || ""
    var named = root && url.indexOf(root) === 0 ? url.slice(root.length) : url
    // Without search.js, only loading the page again can help.
    var button = make("button", { type: "button", class: "pa-copy" }, [archive.search ? "Try again" : "Load the page again"])
    button.addEventListener("click", archive.search ? again : function () { location.reload() })
    if (!named) return [(error && error.message) || "The search failed.", " ", button]
    return ["A file of the search could not be loaded: ", make("code", {}, [named.split("?")[0]]), ". ", button]
  }

  // A word of one or two letters after others is most often begun, or *of* and the like: a reader who
  // goes on typing sees no list of papers that have a word with such a beginning.
  var BEGUN = /\s[a-z]{1,2}$/i

  // Searches while the reader types. `done(error, answer, asked)` is called for the last query only,
  // `slow()` when that takes long.
  function Asking(slow, done) { this.number = 0; this.slow = slow; this.done = done }
  Asking.prototype.stop = function () { clearTimeout(this.pause); clearTimeout(this.late); this.number++ }
  Asking.prototype.soon = function (query, options) {
    var self = this
    this.stop()
    if (archive.prepare) archive.prepare().catch(function () { /* reported by the search */ })
    this.pause = setTimeout(function () { self.now(query, options) }, BEGUN.test(query.trimStart()) ? LONG_PAUSE : PAUSE)
  }
  Asking.prototype.now = function (query, options) {
    var self = this, number
    this.stop()
    number = this.number
    if (!archive.search) return this.done(new Error("The search could not be loaded."), null, query)
    this.late = setTimeout(this.slow, SLOW)
    archive.search(query, options).then(function (answer) {
      if (number !== self.number) return
      clearTimeout(self.late)
      self.done(null, answer, query)
    }).catch(function (error) {
      if (number !== self.number) return
      clearTimeout(self.late)
      self.done(error, null, query)
    })
  }

  archive.view = {
    make: make, fill: fill, marked: marked, MONTHS: MONTHS, longDay: longDay, papers: papers, quoted: quoted,
    corrections: corrections, message: message, named: named, failure: failure, Asking: Asking
  }

  // The key "/" moves the focus to the box, from anywhere on the page.
  function slash() {
    doc.addEventListener("keydown", function (event) {
      var at = event.target, input = doc.querySelector(".pa-find input")
      if (archive.desk && archive.desk.keysOff) return
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !input) return
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) || at.isContentEditable) return
      event.preventDefault()
      input.focus()
      input.select()
    })
  }

  // A combobox: the focus stays in the box, and the arrow keys move `chosen` through the options.
  function Box(form) {
    var self = this
    this.form = form
    this.input = form.elements.q
    this.list = make("div", { id: "pa-options", role: "listbox", "aria-label": "Papers" })
    this.note = make("div", { class: "pa-note" })
    this.status = make("div", { class: "pa-vh pa-said", "aria-live": "polite" })
    this.panel = make("div", { class: "pa-panel" }, [this.list, this.note])
    this.panel.hidden = true
    this.chosen = -1
    this.asking = new Asking(function () { self.say(["Searching…"]) }, function (error, answer, query) {
      self.show(error, answer, query)
    })
    this.attributes({
      role: "combobox", "aria-controls": this.list.id, "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-keyshortcuts": "/", autocomplete: "off", autocapitalize: "off", spellcheck: "false", dir: "auto"
    })
    form.appendChild(this.panel)
    form.appendChild(this.status)
    this.input.addEventListener("input", function () { self.typed() })
    this.input.addEventListener("keydown", function (event) { self.key(event) })
    this.input.addEventListener("focus", function () { if (self.answered === self.query()) self.open() })
    this.input.addEventListener("click", function () { if (self.answered === self.query()) self.open() })
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) self.close()
    })
    // A press inside must not take the focus from the box: that would close the panel.
    this.list.addEventListener("mousedown", function (event) { event.preventDefault() })
    this.panel.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { self.input.focus(); self.close() }
    })
    // By script, because for Firefox no file is of the policy's `form-action 'self'`.
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      if (self.query()) location.href = self.address(self.query())
      else self.input.focus()
    })
  }

  Box.prototype.attributes = function (values) {
    Object.keys(values).forEach(function (key) { this.input.setAttribute(key, values[key]) }, this)
  }
  Box.prototype.query = function () { return this.input.value.trim() }
  // A fast reader has begun to type before this script is loaded.
  Box.prototype.begin = function () {
    if (doc.activeElement === this.input && this.query()) this.typed()
  }
  // Searches with the last blank, if any: without it the last word is looked for as a prefix.
  Box.prototype.typed = function () {
    this.choose(-1) // Enter sends the query, and opens no result of an earlier one.
    if (this.query()) return this.asking.soon(this.input.value, { limit: SHOWN })
    this.asking.stop()
    this.answered = null
    this.status.textContent = ""
    this.close()
  }
  Box.prototype.options = function () { return this.list.children }
  Box.prototype.open = function () {
    this.panel.hidden = false
    this.input.setAttribute("aria-expanded", String(this.options().length > 0))
  }
  Box.prototype.close = function () {
    this.panel.hidden = true
    this.choose(-1)
    this.input.setAttribute("aria-expanded", "false")
  }
  Box.prototype.choose = function (at) {
    Array.prototype.forEach.call(this.options(), function (option, n) {
      option.setAttribute("aria-selected", String(n === at))
      if (n === at) option.scrollIntoView({ block: "nearest" })
    })
    this.chosen = at
    if (at < 0) this.input.removeAttribute("aria-activedescendant")
    else this.input.setAttribute("aria-activedescendant", this.options()[at].id)
  }
  Box.prototype.key = function (event) {
    var count = this.options().length, step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (step && count) {
      event.preventDefault()
      this.open()
      // After the last option comes the box itself.
      this.choose((this.chosen + 1 + step + count + 1) % (count + 1) - 1)
    } else if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault()
      this.asking.stop()
      this.close()
    } else if (event.key === "Enter" && !this.panel.hidden && this.chosen >= 0) {
      event.preventDefault()
      location.href = this.options()[this.chosen].href
    }
  }
  Box.prototype.address = function (query) { return this.form.action + "?q=" + encodeURIComponent(query) }
  Box.prototype.say = function (content, plain) {
    fill(this.note, content)
    this.note.hidden = !content.length
    this.status.textContent = plain === undefined ? this.note.textContent : plain
    this.open()
  }
  Box.prototype.link = function (query, text) { return make("a", { href: this.address(query), dir: "auto" }, [text]) }

  Box.prototype.show = function (error, answer, query) {
    var self = this, said
    this.choose(-1)
    this.list.textContent = ""
    this.answered = error ? null : query.trim()
    if (!this.form.contains(doc.activeElement)) return
    if (error) {
      return this.say(failure(error, function () {
        self.input.focus()
        self.asking.now(self.input.value, { limit: SHOWN })
      }))
    }
    said = corrections(answer, query, function (mended, word) { return self.link(mended, word) }).concat(message(answer))
    if (answer.suggestion) said.push("Did you mean ", this.link(answer.suggestion, answer.suggestion), "?")
    answer.people.forEach(function (person) {
      self.option(person.url, [make("b", { dir: "auto" }, [person.name]), make("small", {}, ["Author: all papers"])])
    })
    answer.results.forEach(function (result) { self.option(result.url, [
      make("b", { dir: "auto" }, marked(result.marked.title)),
      make("small", { dir: "auto" }, named(result, NAMES)),
      // The day has a direction of its own, so that the snippet decides.
      make("small", { dir: "auto" }, [make("bdi", {}, [longDay(result.date)]), "\u2002"].concat(marked(result.marked.snippet)))
    ]) })
    if (answer.results.length) {
      this.option("", [make("i", {}, ["All results: " + papers(answer)])], this.address(query))
    }
    this.say(said, said.map(function (part) { return part.textContent || part }).join("") +
      (answer.results.length ? papers(answer) + ". Arrow keys choose one." : ""))
  }
  Box.prototype.option = function (url, content, address) {
    this.list.appendChild(make("a", {
      id: "pa-option-" + this.options().length, role: "option", tabindex: "-1", "aria-selected": "false",
      href: address || archive.root + url
    }, content))
  }

  function view() {
    var form = doc.querySelector(".md-header .pa-find")
    slash()
    doc.querySelectorAll(".pa-find").forEach(function (find) {
      find.appendChild(make("kbd", { "aria-hidden": "true" }, ["/"]))
    })
    if (form) new Box(form).begin()
  }
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", view)
  else view()
})()
