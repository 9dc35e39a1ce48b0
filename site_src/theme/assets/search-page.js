// search.html: the address says what to search for (?q=&tag=&after=&before=&code=&sort=&counts=&page=),
// the page shows the results, and every change makes a new address. `search-results.js` draws the
// results; parts that the header's box shares are in search-box.js.
(function () {
  "use strict"
  var doc = document, archive = window.paperArchive = window.paperArchive || {}
  // Each result may be a request, so the FIRST ones are shown before the others are loaded.
  var PAGE = 10, FIRST = 3, CHIPS = 8, LAST_PAGE = 99999
  var TITLE = doc.title
  var view, drawn, form, fields, status, alert, results, chips, help, asking
  // `state` holds the parts of the address. While `typing`, a change replaces the address and adds no
  // step to the history, so that "back" leads from query to query and not from letter to letter.
  var state, typing = false, focus = null
  // Counts the queries, so that results of an earlier one are not added.
  var rest = 0

  function find(selector) { return doc.querySelector(selector) }

  function read() {
    var parameters = new URLSearchParams(location.search), tags = []
    parameters.getAll("tag").map(tagCalled).forEach(function (tag) { if (tag && tags.indexOf(tag) < 0) tags.push(tag) })
    return {
      q: parameters.get("q") || "", tags: tags.slice(0, 8), after: day(parameters.get("after")), before: day(parameters.get("before")),
      code: parameters.get("code") === "1", counts: parameters.get("counts") === "1", sort: sortCalled(parameters.get("sort")),
      page: Math.min(Math.max(1, parseInt(parameters.get("page"), 10) || 1), LAST_PAGE)
    }
  }
  // A year, month or day that the fields can show, else "": the page searches for the date it shows.
  function day(text) {
    var parts = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text || "")
    if (!parts) return ""
    var month = (parts[2] || "1").padStart(2, "0"), of = (parts[3] || "1").padStart(2, "0")
    var date = new Date(parts[1] + "-" + month + "-" + of + "T00:00:00Z")
    if (isNaN(date) || date.getUTCDate() !== Number(of) || parts[1] === "0000") return ""
    return [parts[1], month, of].slice(0, parts[3] ? 3 : parts[2] ? 2 : 1).join("-")
  }
  function sortCalled(name) {
    var known = Array.prototype.some.call(fields.sort.options, function (option) { return option.value === name })
    return known ? name : name === "date" ? "newest" : "relevance"
  }
  // A tag by its id or title in any case.
  function tagCalled(name) {
    var wanted = name.trim().toLowerCase()
    var match = Array.prototype.find.call(fields.tag.options, function (option) {
      return option.value && (option.value === wanted || option.textContent.toLowerCase() === wanted)
    })
    return match ? match.value : name.trim()
  }
  function changed(by) { return Object.assign({}, state, { page: 1 }, by) }
  function address(wanted) {
    var parameters = new URLSearchParams()
    if (wanted.q) parameters.append("q", wanted.q)
    wanted.tags.forEach(function (tag) { parameters.append("tag", tag) })
    if (wanted.after) parameters.append("after", wanted.after)
    if (wanted.before) parameters.append("before", wanted.before)
    if (wanted.code) parameters.append("code", "1")
    if (wanted.counts) parameters.append("counts", "1")
    if (wanted.sort !== "relevance") parameters.append("sort", wanted.sort)
    if (wanted.page > 1) parameters.append("page", wanted.page)
    return location.pathname + (String(parameters) ? "?" + parameters : "")
  }

  function go(wanted, live) {
    var replace = live && typing
    typing = Boolean(live)
    state = wanted
    if (address(wanted) !== location.pathname + location.search) {
      try {
        history[replace ? "replaceState" : "pushState"](null, "", address(wanted))
      } catch (error) {
        // Some browsers let no script change the address of a file.
        if (!live) { location.href = address(wanted); return }
      }
    }
    if (!live) show()
    ask(live)
  }
  // A link that changes the state without loading the page again.
  function link(wanted, content, attributes, then) {
    var element = view.make("a", Object.assign({ href: address(wanted) }, attributes || {}), content)
    element.addEventListener("click", function (event) {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      focus = then || null
      go(wanted)
    })
    return element
  }

  // The form shows the state.
  function show() {
    var several = fields.tag.querySelector("[data-several]")
    if (several) several.remove()
    if (fields.q.value.trim() !== state.q) fields.q.value = state.q
    if (state.tags.length === 1 && tagTitle(state.tags[0])) fields.tag.value = state.tags[0]
    else if (state.tags.length) {
      several = view.make("option", { value: "", "data-several": "" }, [
        state.tags.length > 1 ? state.tags.length + " tags" : state.tags[0]])
      fields.tag.insertBefore(several, fields.tag.firstChild)
      fields.tag.selectedIndex = 0
    } else fields.tag.selectedIndex = 0
    date("after")
    date("before")
    wrong("")
    fields.sort.value = state.sort
    doc.title = (state.q ? Array.from(state.q).slice(0, 80).join("") + " - " : "") + TITLE
  }
  // If the address names a day, the field shows a day and not only a month.
  function date(name) {
    var value = state[name], field = fields[name]
    if (/^\d{4}-\d\d-\d\d$/.test(value)) field.type = "date"
    else {
      field.type = "month"
      if (!typed(field) && value.length === 4) value += "-01"
    }
    field.value = value
  }
  // Firefox and Safari on computers have no calendar of months: there the field is one for text.
  function typed(field) {
    if (field.type !== "text") return false
    field.placeholder = "2025-03"
    field.pattern = "\\s*[0-9]{4}(-[0-9]{1,2}){0,2}\\s*"
    field.title = "Year and month, such as 2025-03"
    return true
  }
  // The date in a field; null, and a message, if it is none.
  function dated(field) {
    var value = day(field.value.trim())
    if (value || !field.value.trim()) return value
    wrong(field.name)
    return null
  }
  // Says that the field of this name has no date, if it has a name.
  function wrong(name) {
    var message = find(".pa-wrong")
    ;["after", "before"].forEach(function (each) {
      if (each === name) fields[each].setAttribute("aria-invalid", "true")
      else fields[each].removeAttribute("aria-invalid")
    })
    message.hidden = !name
    view.fill(message, name ? [
      view.quoted(fields[name].value.trim()), " is not a month. Write the year and the month, such as ",
      view.make("code", {}, ["2025-03"]), "."
    ] : [])
  }

  function optionsOf(wanted, limit) {
    return {
      limit: limit, offset: (wanted.page - 1) * PAGE, sort: wanted.sort, tags: wanted.tags, after: wanted.after, before: wanted.before,
      code: wanted.code
    }
  }
  function ask(live) {
    var options = optionsOf(state, FIRST)
    rest++
    if (!state.q.trim() && !state.tags.length && !state.after && !state.before && !state.code) {
      asking.stop()
      return nothingAsked()
    }
    if (chips.hidden) showChips(null) // Before the results, which it would move.
    results.setAttribute("aria-busy", "true")
    if (live === undefined) help.open = false
    if (live) asking.soon(fields.q.value, options)
    else asking.now(fields.q.value, options)
  }
  // Until then the help is closed and the footer out of sight, so that neither moves.
  function answered() {
    results.setAttribute("aria-busy", "false")
    doc.documentElement.classList.remove("pa-asked")
  }
  function nothingAsked() {
    clear()
    chips.hidden = true
    answered()
    view.fill(status, ["Type to search all papers, or choose a tag."])
    help.open = true
  }
  function clear() {
    alert.hidden = true
    view.fill(alert, [])
    view.fill(results, [])
  }

  function tagTitle(id) {
    var option = Array.prototype.find.call(fields.tag.options, function (candidate) { return candidate.value === id })
    return option ? option.textContent : ""
  }
  // Shows what narrows the results: tags of the query, code, and, once the reader asks for them, the
  // most frequent tags of all results. They are counted only then, because that loads a file.
  function showChips(counts) {
    var group = chips.firstElementChild, more = counts ? counts.tags.filter(function (tag) { return state.tags.indexOf(tag.tag) < 0 }) : []
    function numberOf(tag) { return counts && (counts.tags.find(function (other) { return other.tag === tag }) || { papers: 0 }).papers }
    function chip(name, text, number, on, by) {
      var content = counts ? [text + " ", view.make("small", {}, [number.toLocaleString("en")])] : [text]
      var button = view.make("button", { type: "button", value: name, "aria-pressed": on === null ? null : String(on) }, content)
      button.addEventListener("click", function () {
        focus = function () {
          var same = Array.prototype.find.call(group.children, function (other) { return other.value === name })
          ;(same || group.firstElementChild || fields.q).focus()
        }
        go(changed(by))
      })
      return button
    }
    var buttons = state.tags.map(function (tag) {
      return chip(tag, tagTitle(tag) || tag, numberOf(tag), true, { tags: state.tags.filter(function (other) { return other !== tag }) })
    })
    buttons.push(chip("code", "With code", counts && counts.code, state.code, { code: !state.code }))
    more.slice(0, CHIPS).forEach(function (tag) {
      buttons.push(chip(tag.tag, tagTitle(tag.tag) || tag.tag, tag.papers, false, { tags: state.tags.concat(tag.tag) }))
    })
    if (!state.counts) buttons.push(chip("counts", "Narrow by tag…", 0, null, { counts: true }))
    view.fill(group, buttons)
    chips.hidden = false
  }

  function titles() { return Array.prototype.slice.call(doc.querySelectorAll(".pa-results h2 a")) }

  function done(error, answer, asked) {
    var at = titles().indexOf(doc.activeElement)
    clear()
    if (error) {
      answered()
      view.fill(status, [])
      alert.hidden = false
      view.fill(alert, view.failure(error, function () {
        if (!archive.search) return location.reload()
        fields.q.focus()
        ask(false)
      }))
      return
    }
    if (!state.counts) showChips(null)
    view.fill(status, drawn.summary(answer, asked))
    if (answer.results.length) {
      results.appendChild(drawn.list(answer))
      if (answer.results.length < FIRST && !state.counts) finish(answer)
      else askRest(answer, asked)
    } else {
      answered()
      if (state.counts) showChips({ tags: [], code: 0 })
    }
    if (focus && !state.counts) focus()
    else if (focus) return // The chips come with the counts.
    // A reader who already was on a result stays at that place of the list.
    else if (at >= 0) (titles()[at] || fields.q).focus()
    focus = null
  }

  // Asks for the results after the first ones, unless another query has come meanwhile.
  function askRest(first, asked) {
    var number = ++rest
    archive.search(asked, Object.assign(optionsOf(state, PAGE), { counts: state.counts })).then(function (answer) {
      if (number !== rest) return
      if (state.counts) showChips(answer.counts)
      if (focus) focus()
      focus = null
      if (answer.total !== first.total) view.fill(status, drawn.summary(answer, asked))
      var shown = find(".pa-results .pa-list")
      drawn.items(answer.results.slice(FIRST)).forEach(function (item) { shown.appendChild(item) })
      finish(answer)
    }).catch(function (error) {
      if (number === rest) done(error, null, asked)
    })
  }
  function finish(answer) {
    answered()
    if (answer.total > PAGE) results.appendChild(drawn.paging(answer))
  }

  // The link that had the focus is gone, so the focus moves to the results that it led to.
  function toResults() {
    var target = find(".pa-results .pa-list") || status
    target.focus({ preventScroll: true })
  }

  // The arrow keys move from the box through the results and back.
  function arrows(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    var stops = [fields.q].concat(titles())
    var at = stops.indexOf(doc.activeElement)
    if (at < 0 || !stops[at + step]) return
    event.preventDefault()
    stops[at + step].focus()
  }

  function start() {
    view = archive.view
    if (!view || !archive.results) {
      find(".pa-status").textContent = "The search could not be loaded: load the page again."
      return
    }
    drawn = archive.results({
      state: function () { return state }, changed: changed, link: link, toResults: toResults, tagTitle: tagTitle
    }, PAGE)
    form = find(".pa-search")
    // Fields are read from `elements`, because a property of the form could have a field's name.
    fields = form.elements
    status = find(".pa-status")
    alert = find(".pa-alert")
    results = find(".pa-results")
    chips = find(".pa-narrow")
    help = find(".pa-help")
    asking = new view.Asking(function () {
      alert.hidden = true
      view.fill(status, ["Searching…"])
    }, done)
    fields.q.addEventListener("input", function () { go(changed({ q: fields.q.value.trim() }), true) })
    fields.tag.addEventListener("change", function () { go(changed({ tags: fields.tag.value ? [fields.tag.value] : [] })) })
    ;["after", "before", "sort"].forEach(function (name) {
      fields[name].addEventListener("change", function () {
        var by = {}
        by[name] = name === "sort" ? fields[name].value : dated(fields[name])
        if (by[name] !== null) go(changed(by))
      })
    })
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      if (dated(fields.after) !== null && dated(fields.before) !== null) go(changed({ q: fields.q.value.trim() }))
    })
    fields.q.addEventListener("input", function () { if (state.q) help.open = false })
    doc.addEventListener("keydown", arrows)
    // WebKit empties the fields of a page that one comes back to.
    addEventListener("pageshow", show)
    addEventListener("popstate", function () {
      state = read()
      typing = false
      show()
      ask()
    })
    state = read()
    show()
    ask()
    if (archive.prepare) archive.prepare().catch(function () { /* reported by the search */ })
    if (!state.q && matchMedia("(hover: hover)").matches) fields.q.focus()
  }
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", start)
  else start()
})()
