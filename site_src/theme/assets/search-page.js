// search.html: the address says what to search for (?q=&tag=&after=&before=&sort=&page=), the page
// shows the results, and every change makes a new address. Shared parts are in search-box.js.
(function () {
  "use strict"
  var doc = document, archive = window.paperArchive = window.paperArchive || {}
  var PAGE = 10, CHIPS = 6, TAGS_SHOWN = 3, NAMES_SHOWN = 4, LAST_PAGE = 99999
  var TITLE = doc.title
  var view, form, fields, status, alert, results, chips, help, asking
  // `state` holds the parts of the address. While `typing`, a change replaces the address and adds no
  // step to the history, so that "back" leads from query to query and not from letter to letter.
  var state, typing = false, focus = null

  function find(selector) { return doc.querySelector(selector) }

  function read() {
    var parameters = new URLSearchParams(location.search), tags = []
    parameters.getAll("tag").map(tagCalled).forEach(function (tag) { if (tag && tags.indexOf(tag) < 0) tags.push(tag) })
    return {
      q: parameters.get("q") || "", tags: tags.slice(0, 8), after: day(parameters.get("after")), before: day(parameters.get("before")),
      sort: parameters.get("sort") === "date" ? "date" : "relevance",
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
    fields.sort.value = state.sort
    showChips([])
    doc.title = (state.q ? Array.from(state.q).slice(0, 80).join("") + " - " : "") + TITLE
  }
  // If the address names a day, the field shows a day and not only a month.
  function date(name) {
    var value = state[name]
    if (/^\d{4}$/.test(value)) value += "-01"
    fields[name].type = /^\d{4}-\d\d-\d\d$/.test(value) ? "date" : "month"
    fields[name].value = value
  }

  function ask(live) {
    var options = {
      limit: PAGE, offset: (state.page - 1) * PAGE, sort: state.sort, tags: state.tags, after: state.after, before: state.before
    }
    if (!state.q.trim() && !state.tags.length && !state.after && !state.before) {
      asking.stop()
      return nothingAsked()
    }
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
    answered()
    view.fill(status, ["Type to search all papers, or choose a tag."])
    help.open = true
  }
  function clear() {
    alert.hidden = true
    view.fill(alert, [])
    view.fill(results, [])
    showChips([])
  }

  function tagTitle(id) {
    var option = Array.prototype.find.call(fields.tag.options, function (candidate) { return candidate.value === id })
    return option ? option.textContent : ""
  }
  // Shows the tags of the query, and the most frequent ones of the results.
  function showChips(matches) {
    var counts = {}, group = chips.firstElementChild
    matches.forEach(function (result) {
      result.tags.forEach(function (tag) { counts[tag] = (counts[tag] || 0) + 1 })
    })
    var more = Object.keys(counts).filter(function (tag) { return state.tags.indexOf(tag) < 0 })
    more.sort(function (a, b) { return counts[b] - counts[a] || (a < b ? -1 : 1) })
    view.fill(group, state.tags.concat(more.slice(0, CHIPS)).map(function (tag) {
      var on = state.tags.indexOf(tag) >= 0
      var chip = view.make("button", { type: "button", value: tag, "aria-pressed": String(on) }, [tagTitle(tag) || tag])
      chip.addEventListener("click", function () {
        focus = function () {
          var same = Array.prototype.find.call(group.children, function (other) { return other.value === tag })
          ;(same || fields.q).focus()
        }
        go(changed({ tags: on ? state.tags.filter(function (other) { return other !== tag }) : state.tags.concat(tag) }))
      })
      return chip
    }))
    chips.hidden = !group.children.length
  }

  function titles() { return Array.prototype.slice.call(doc.querySelectorAll(".pa-results h2 a")) }

  function done(error, answer, asked) {
    var at = titles().indexOf(doc.activeElement)
    clear()
    answered()
    if (error) {
      view.fill(status, [])
      alert.hidden = false
      view.fill(alert, view.failure(error, function () {
        if (!archive.search) return location.reload()
        fields.q.focus()
        ask(false)
      }))
      return
    }
    showChips(answer.results)
    view.fill(status, summary(answer, asked))
    if (answer.results.length) {
      results.appendChild(list(answer))
      if (answer.total > PAGE) results.appendChild(paging(answer))
    }
    if (focus) focus()
    // A reader who already was on a result stays at that place of the list.
    else if (at >= 0) (titles()[at] || fields.q).focus()
    focus = null
  }

  function summary(answer, asked) {
    var said = view.corrections(answer, asked, function (query, word) { return link(changed({ q: query.trim() }), [word], { dir: "auto" }, toResults) })
    var code = answer.code, narrowed = state.q && (state.tags.length || state.after || state.before)
    answer.people.forEach(function (person) {
      said.push("Author: ", view.make("a", { href: archive.root + person.url, dir: "auto" }, [person.name]), ". ")
    })
    if (answer.total && answer.results.length) {
      said.push(view.make("strong", {}, [view.papers(answer).replace(/^at/, "At")]))
      if (state.page > 1) said.push(", page " + state.page)
      if (answer.message) said.push(". ")
    } else if (answer.total && code !== "unverified") {
      said.push("There are " + view.papers(answer) + " and no page " + state.page + ". ", link(changed({}), ["Go to the first page"], {}, toResults), ". ")
    }
    said = said.concat(view.message(answer))
    if (answer.suggestion) {
      said.push("Did you mean ", link(changed({ q: answer.suggestion }), [answer.suggestion], { dir: "auto" }, toResults), "? ")
    }
    if (!answer.total && narrowed) {
      said.push(link(changed({ tags: [], after: "", before: "" }), ["Search without tag and dates"], {}, toResults), ". ")
    }
    return said
  }

  // The link that had the focus is gone, so the focus moves to the results that it led to.
  function toResults() {
    var target = find(".pa-results .pa-list") || status
    target.focus({ preventScroll: true })
  }

  function list(answer) {
    var items = answer.results.map(function (result) {
      var url = archive.root + result.url, facts = [], names = []
      if (result.authors.length) names.push(view.make("span", { dir: "auto" }, [view.named(result, NAMES_SHOWN)]))
      if (result.date) facts.push(view.make("a", { href: archive.root + "days/" + result.date + ".html" }, [view.longDay(result.date)]))
      else facts.push(view.make("a", { href: archive.root + "days/undated.html" }, ["Undated"]))
      result.tags.slice(0, TAGS_SHOWN).forEach(function (tag) {
        facts.push(view.make("a", { href: archive.root + "tags/" + tag + ".html" }, [tagTitle(tag) || tag]))
      })
      return view.make("li", {}, [
        view.make("h2", { dir: "auto" }, [view.make("a", { href: url }, view.marked(result.marked.title))]),
        view.make("div", { class: "pa-abs", dir: "auto" }, view.marked(result.marked.snippet)),
        view.make("p", { class: "pa-facts" }, names.concat(facts))
      ])
    })
    var element = view.make("ol", { class: "pa-list pa-wide", "aria-label": "Results, page " + state.page, tabindex: "-1" }, items)
    // Numbers continue from page to page.
    element.style.counterReset = "n " + (state.page - 1) * PAGE
    return element
  }

  // Links to the first page and to the pages around this one.
  function paging(answer) {
    var last = Math.ceil(answer.total / PAGE), at = state.page, numbers = [1]
    function to(page) { return Object.assign({}, state, { page: page }) }
    function arrive() {
      toResults()
      scrollTo(0, 0)
    }
    for (var page = Math.max(2, at - 2); page <= Math.min(last, at + 2); page++) numbers.push(page)
    var nav = view.make("nav", { class: "pa-pages", "aria-label": "Pages" }, [
      view.make("span", { class: "pa-seg" }, numbers.map(function (number) {
        return link(to(number), [String(number)], {
          "aria-label": "Page " + number, "aria-current": number === at ? "page" : null
        }, arrive)
      }))
    ])
    if (at > 1) nav.append(" ", link(to(at - 1), ["← Back"], { rel: "prev" }, arrive))
    if (at < last) nav.append(" ", link(to(at + 1), ["More results →"], { rel: "next" }, arrive))
    return nav
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
    if (!view) {
      find(".pa-status").textContent = "The search could not be loaded: load the page again."
      return
    }
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
        by[name] = fields[name].value
        go(changed(by))
      })
    })
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      go(changed({ q: fields.q.value.trim() }))
    })
    doc.addEventListener("keydown", arrows)
    addEventListener("popstate", function () {
      state = read()
      typing = false
      show()
      ask()
    })
    state = read()
    show()
    ask()
    if (!state.q && matchMedia("(hover: hover)").matches) fields.q.focus()
  }
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", start)
  else start()
})()
