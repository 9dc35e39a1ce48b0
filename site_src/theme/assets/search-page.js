// search.html: the address says what to search for, the page shows the results, and every change makes
// a new address. The other parts of the page are search-address.js, search-form.js, search-chips.js and
// search-results.js; what the header's box shares is in search-box.js.
(function () {
  "use strict"
  var doc = document, archive = window.paperArchive = window.paperArchive || {}
  // Each result may be a request, so the FIRST ones are shown before the others are loaded.
  var PAGE = 10, FIRST = 3
  var TITLE = doc.title
  var view, drawn, address, form, chips, status, alert, results, help, asking
  // `state` holds the parts of the address. While `typing`, a change replaces the address and adds no
  // step to the history, so that "back" leads from query to query and not from letter to letter.
  var state, typing = false
  // Returns the element that has the focus after the next answer, if not null.
  var focus = null
  // Counts the queries, so that results of an earlier one are not added.
  var rest = 0

  function find(selector) { return doc.querySelector(selector) }
  function changed(by) { return Object.assign({}, state, { page: 1, misread: [] }, by) }

  function go(wanted, live) {
    var replace = live && typing
    typing = Boolean(live)
    state = wanted
    if (address.of(wanted) !== location.pathname + location.search) {
      try {
        history[replace ? "replaceState" : "pushState"](null, "", address.of(wanted))
      } catch (error) {
        // Some browsers let no script change the address of a file.
        if (!live) { location.href = address.of(wanted); return }
      }
    }
    if (!live) show()
    ask(live)
  }
  // A link that changes the state without loading the page again.
  function link(wanted, content, attributes, then) {
    var element = view.make("a", Object.assign({ href: address.of(wanted) }, attributes || {}), content)
    element.addEventListener("click", function (event) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      focus = then || null
      go(wanted)
    })
    return element
  }

  function show() {
    form.show(state)
    doc.title = (state.q ? Array.from(state.q).slice(0, 80).join("") + " - " : "") + TITLE
  }
  function focused() {
    if (focus) (focus() || form.box).focus({ preventScroll: true })
    focus = null
  }

  function optionsOf(wanted, limit) {
    return {
      limit: limit, offset: (wanted.page - 1) * PAGE, sort: wanted.sort, tags: wanted.tags, after: wanted.after, before: wanted.before,
      code: wanted.code
    }
  }
  function asksNothing() { return !state.q.trim() && !state.tags.length && !state.after && !state.before && !state.code }
  function ask(live) {
    var options = optionsOf(state, FIRST)
    rest++
    if (asksNothing()) {
      asking.stop()
      return nothingAsked()
    }
    // Before the results, which it would move; those with counts come later, and archive.css waits.
    if (!chips.isShown() && !state.counts) chips.show(null)
    results.setAttribute("aria-busy", "true")
    if (live === undefined) help.open = false
    if (live) asking.soon(form.box.value, options)
    else asking.now(form.box.value, options)
  }
  // Until then the help is closed and the footer out of sight, so that neither moves.
  function answered() {
    results.setAttribute("aria-busy", "false")
    doc.documentElement.classList.remove("pa-asked")
  }
  function nothingAsked() {
    clear()
    chips.hide()
    answered()
    view.fill(status, ["Type to search all papers, or choose a tag."])
    help.open = true
  }
  function clear() {
    alert.hidden = true
    view.fill(alert, [])
    view.fill(results, [])
  }

  function titles() { return Array.prototype.slice.call(doc.querySelectorAll(".pa-results h2 a")) }

  function failed(error) {
    clear()
    answered()
    view.fill(status, [])
    alert.hidden = false
    view.fill(alert, view.failure(error, function () {
      if (!archive.search) return location.reload()
      form.box.focus()
      prepare()
      ask(false)
    }))
  }
  // If the search cannot work, the reader learns it before typing.
  function prepare() {
    if (archive.prepare) archive.prepare().catch(function (error) { if (asksNothing()) failed(error) })
  }

  function done(error, answer, asked) {
    var at = titles().indexOf(doc.activeElement)
    if (error) return failed(error)
    clear()
    if (!state.counts) chips.show(null)
    view.fill(status, drawn.summary(answer, asked))
    if (answer.results.length) {
      results.appendChild(drawn.list(answer))
      if (answer.results.length < FIRST && !state.counts) finish(answer)
      else askRest(answer, asked)
    } else {
      answered()
      if (state.counts) chips.show({ counts: { tags: [], code: 0 } })
    }
    if (focus && state.counts && answer.results.length) return // The chips come with the counts.
    // A reader who already was on a result stays at that place of the list.
    if (!focus && at >= 0) (titles()[at] || form.box).focus()
    focused()
  }

  // Asks for the results after the first ones, unless another query has come meanwhile.
  function askRest(first, asked) {
    var number = ++rest
    archive.search(asked, Object.assign(optionsOf(state, PAGE), { counts: state.counts })).then(function (answer) {
      if (number !== rest) return
      if (state.counts) chips.show(answer)
      focused()
      if (answer.total !== first.total) view.fill(status, drawn.summary(answer, asked))
      var shown = find(".pa-results .pa-list")
      drawn.items(answer.results.slice(FIRST)).forEach(function (item) { shown.appendChild(item) })
      finish(answer)
    }).catch(function (error) {
      if (number === rest) failed(error)
    })
  }
  function finish(answer) {
    answered()
    if (answer.total > PAGE) results.appendChild(drawn.paging(answer))
  }

  // The link that had the focus is gone, so the focus moves to the results that it led to.
  function firstResults() { return find(".pa-results .pa-list") || status }

  // The arrow keys move from the box through the results and back.
  function arrows(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    var stops = [form.box].concat(titles())
    var at = stops.indexOf(doc.activeElement)
    if (at < 0 || !stops[at + step]) return
    event.preventDefault()
    stops[at + step].focus()
  }

  function start() {
    view = archive.view
    var element = find(".pa-search")
    address = archive.address(element.elements)
    var here = {
      state: function () { return state }, changed: changed, go: go, link: link, firstResults: firstResults, tagTitle: address.tagTitle,
      later: function (then) { focus = then }
    }
    form = archive.searchForm(element, address, here)
    drawn = archive.results(here, PAGE)
    chips = archive.chips(find(".pa-narrow"), here)
    status = find(".pa-status")
    alert = find(".pa-alert")
    results = find(".pa-results")
    help = find(".pa-help")
    asking = new view.Asking(function () {
      alert.hidden = true
      view.fill(status, ["Searching…"])
    }, done)
    form.box.addEventListener("input", function () {
      go(changed({ q: form.box.value.trim() }), true)
      if (state.q) help.open = false
    })
    doc.addEventListener("keydown", arrows)
    // WebKit empties the fields of a page that one comes back to.
    addEventListener("pageshow", show)
    addEventListener("popstate", function () {
      state = address.read()
      typing = false
      show()
      ask()
    })
    state = address.read()
    show()
    ask()
    prepare()
    if (!state.q && matchMedia("(hover: hover)").matches) form.box.focus()
  }
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", start)
  else start()
})()
