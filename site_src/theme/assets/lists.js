// Narrows the papers of a page to a tag or to those with code, sorts them by votes, and says of what
// their links are. The address keeps the state: #tag=reasoning&code&sort=votes. archive.js loads
// this where a page has a list. No dependencies; works on file://.
(function () {
  "use strict"
  var doc = document, root = doc.documentElement
  function all(selector, within) {
    return Array.prototype.slice.call((within || doc).querySelectorAll(selector))
  }
  function press(button, on) { button.setAttribute("aria-pressed", String(on)) }

  // A page has one list, or one under each of several headings. An author's has titles only.
  var groups = all("ol.pa-list,ol.pa-titled").map(function (list) {
    var before = list.previousElementSibling
    return {
      list: list, items: all(":scope > li", list),
      heading: before && before.localName === "h2" ? before : null,
      count: before && before.querySelector("h2 > small"),
    }
  })
  var items = [].concat.apply([], groups.map(function (group) { return group.items }))
  var chips = all(".pa-filter button"), coded = doc.querySelector("[data-coded]")
  var orders = all("[data-sort]"), status = doc.querySelector(".pa-bar [role=status]")
  // The number of papers under the heading, where the page says it.
  var count = all("h1 ~ .pa-by > span").filter(function (part) {
    return /^[\d,]+ papers?$/.test(part.textContent)
  })[0], whole = count ? count.textContent : ""
  var state = { tag: "", code: false, votes: false, unknown: "" }

  // A paper's tags: those that it links to, and those in data-t, which are not shown.
  function tagsOf(item) {
    return all('.pa-facts > a:not([href^="http"])', item).map(function (link) {
      return link.getAttribute("href").replace(/^.*\/|\.html$/g, "")
    }).concat((item.getAttribute("data-t") || "").split(" "))
  }
  function hasCode(item) { return item.querySelector(".pa-code,small > i") !== null }
  function votesOf(item) {
    var votes = item.querySelector(".pa-facts > b,small > b")
    return votes ? parseInt(votes.textContent.replace(/\D/g, ""), 10) : 0
  }

  // All papers in one list, most votes first; it stands before the others, which are hidden.
  var sorted = null
  function sort() {
    if (!sorted) {
      var first = groups[0]
      sorted = { list: first.list.cloneNode(false), heading: null }
      if (first.heading) {
        sorted.heading = first.heading.cloneNode(false)
        sorted.heading.id = "by-votes"
        sorted.heading.textContent = "Most votes first"
      }
      sorted.items = items.map(function (item, i) { return [votesOf(item), i, item] })
        .sort(function (a, b) { return b[0] - a[0] || a[1] - b[1] })
        .map(function (entry) { return entry[2] })
    }
    if (state.votes === sorted.list.isConnected) return
    if (state.votes) {
      var at = groups[0].heading || groups[0].list
      if (sorted.heading) at.parentNode.insertBefore(sorted.heading, at)
      at.parentNode.insertBefore(sorted.list, at)
      sorted.items.forEach(function (item) { sorted.list.appendChild(item) })
    } else {
      groups.forEach(function (group) {
        group.items.forEach(function (item) { group.list.appendChild(item) })
      })
      sorted.list.remove()
      if (sorted.heading) sorted.heading.remove()
    }
  }

  function show() {
    var shown = 0
    items.forEach(function (item) {
      item.hidden = (state.tag !== "" && tagsOf(item).indexOf(state.tag) < 0) ||
        (state.code && !hasCode(item))
      if (!item.hidden) shown++
    })
    if (state.votes || sorted) sort()
    groups.forEach(function (group) {
      var left = group.items.filter(function (item) { return !item.hidden }).length
      var none = state.votes || !left, of = group.items.length
      group.list.hidden = none
      if (group.heading) group.heading.hidden = none
      if (group.count) group.count.textContent = left < of ? left + " of " + of : of
    })
    chips.forEach(function (chip) { press(chip, chip.value === state.tag) })
    orders.forEach(function (button) { press(button, (button.dataset.sort === "votes") === state.votes) })
    if (coded) press(coded, state.code)
    var listed = items.length + (items.length === 1 ? " paper" : " papers")
    var some = shown < items.length || state.tag || state.code ? shown + " of " + listed : ""
    if (status) {
      status.textContent = [
        state.unknown && "no button here narrows to " + state.unknown, some, state.votes && "most votes first",
      ].filter(Boolean).join(", ")
    }
    // The page of a tag with many papers lists only the newest.
    if (count) count.textContent = some ? some + (listed === whole ? "" : " here, " + whole + " in all") : whole
  }

  // What the address asks for, as far as the page offers it; the rest is said.
  function read() {
    var asked = location.hash.slice(1).split("&"), tag = "", unknown = []
    chips.forEach(function (chip) { if (asked.indexOf("tag=" + chip.value) >= 0) tag = chip.value })
    asked.forEach(function (part) {
      if (/^tag=./.test(part) && !tag) unknown.push("the tag " + part.slice(4))
      if (part === "code" && !coded && !items.some(hasCode)) unknown.push("papers with code")
    })
    state = {
      unknown: unknown.join(" or "),
      tag: tag, code: coded !== null && asked.indexOf("code") >= 0,
      votes: orders.length > 0 && asked.indexOf("sort=votes") >= 0,
    }
  }
  function write() {
    var parts = [state.tag && "tag=" + state.tag, state.code && "code", state.votes && "sort=votes"]
    var hash = parts.filter(Boolean).join("&")
    try {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search)
    } catch (error) { /* refused on file:// */ }
  }
  function on(button, change) {
    button.addEventListener("click", function () {
      change()
      state.unknown = ""
      show()
      write()
    })
  }

  // Closed abstracts can still be found in the page; a hit opens them.
  function fold(details) {
    all("span", details.parentNode).forEach(function (part) {
      if (details.open) part.removeAttribute("hidden")
      else part.setAttribute("hidden", "until-found")
    })
  }
  function abstracts() {
    all(".pa-abs > details").forEach(fold)
    doc.addEventListener("toggle", function (event) {
      if (event.target.matches(".pa-abs > details")) fold(event.target)
    }, true)
    doc.addEventListener("beforematch", function (event) {
      var details = event.target.parentNode.querySelector("details")
      if (details) details.open = true
    })
  }

  function labels() {
    items.forEach(function (item, i) {
      var title = item.querySelector("a").textContent, summary = item.querySelector("summary")
      // Numbers stay, whatever is hidden or moved.
      item.setAttribute("data-n", i + 1)
      if (summary) summary.setAttribute("aria-label", "Abstract of " + title)
      all('.pa-facts > a[href^="http"]', item).forEach(function (link) {
        link.setAttribute("aria-label", link.textContent + ": " + title)
      })
    })
  }

  // On phones archive.css leaves papers out of sight undrawn, so that a long list is there at once.
  // They are drawn a few at a time, because their height is a guess until then.
  var FEW = 6, soon = window.requestIdleCallback || function (work) { setTimeout(work, 100) }
  function draw(from) {
    items.slice(from, from + FEW).forEach(function (item) { item.classList.add("pa-drawn") })
    if (from < items.length) soon(function () { draw(from + FEW) })
  }

  if (status) {
    read()
    if (state.tag || state.code || state.votes || state.unknown) show()
    addEventListener("hashchange", function () {
      read()
      show()
    })
    chips.forEach(function (chip) {
      on(chip, function () { state.tag = state.tag === chip.value ? "" : chip.value })
    })
    if (coded) on(coded, function () { state.code = !state.code })
    orders.forEach(function (button) {
      on(button, function () { state.votes = button.dataset.sort === "votes" })
    })
  }
  root.classList.remove("pa-wait")
  labels()
  abstracts()
  soon(function () { draw(0) })
})()
