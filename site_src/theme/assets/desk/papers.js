// A star that is pressed, and what a page or an item of a list says of its paper, as the desk keeps it
// (see entry.js). Texts stay texts. No dependencies.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, all = desk.pages.all, meta = desk.pages.meta, dayOf = desk.pages.dayOf
  var SHOWN = 20, LINKS = 6

  function text(selector, within) {
    var found = within.querySelector(selector)
    return found ? found.textContent.trim() : ""
  }
  // The entry of a paper, neither saved nor with a note.
  function entryOf(paper) {
    var place = paper.place, page = place.ownerDocument, isPage = place.matches(".pa-paper"), cite = archive.cite, cited = null
    var facts = place.querySelector(isPage ? ".pa-by" : ".pa-facts,small") || place
    // Of a paper that the archive lacks, the last one says so.
    var first = place.querySelector(".pa-facts>span:first-child")
    var names = isPage ? meta("author", page) : namesIn(first && !first.querySelector("a") && (paper.slug || first.nextElementSibling) ? first.textContent.trim() : "")
    var days = all("a", facts).map(function (link) { return dayOf(link.href) }).filter(Boolean)
    var above = place.parentNode.previousElementSibling
    var votes = isPage ? all("span", facts).map(function (fact) { return fact.textContent }).filter(function (fact) {
      return /^[\d,]+ votes?$/.test(fact)
    })[0] : text(".pa-facts>b,small>b", place)
    try {
      if (cite && (isPage || place.hasAttribute("data-key"))) cited = !isPage ? cite.ofItem(place) : page === document ? cite.page : cite.ofPage(page)
    } catch (error) { /* The page of the paper says it later. */ }
    var entry = {
      ids: paper.ids, title: paper.title,
      authors: names.slice(0, SHOWN), more: (names.more || 0) + Math.max(0, names.length - SHOWN),
      gist: gistOf(place) || (isPage ? text(".pa-text", place).slice(0, 300) : text(".pa-abs", place)),
      listed: days.concat(dayOf(location.pathname), isPage ? [] : dayAbove(above), dayAbove(page.querySelector("h1"))).filter(function (day) {
        return /^\d/.test(day)
      })[0] || "",
      tags: all(isPage ? ".pa-chips>a" : ".pa-facts>a", place).map(function (link) {
        var id = /\/tags\/([^/]+)\.html/.exec(link.href)
        return id && [id[1], link.textContent]
      }).filter(Boolean),
      votes: parseInt((votes || "0").replace(/\D/g, ""), 10) || 0,
      links: all(isPage ? ".pa-gets>a" : ".pa-facts>a", place).filter(function (link) {
        return /^http/.test(link.getAttribute("href")) && link.href.indexOf(desk.root)
      }).slice(0, LINKS).map(function (link) { return [link.textContent, link.href] }),
      cite: cited || null, saved: "", folders: [], note: "", noted: "",
    }
    // A paper that the archive lacks is where its title leads.
    if (paper.slug) entry.slug = paper.slug
    else entry.links = linksTo(desk.pages.linkOf(place))
    entry.key = desk.idOf(entry)
    return entry
  }
  function linksTo(link) {
    if (!link.href.indexOf(desk.root)) return []
    if (link.hostname !== "arxiv.org") return [[link.hostname, link.href]]
    return [["arXiv", link.href], ["PDF", link.href.replace("/abs/", "/pdf/")]]
  }
  // The gist that is marked in the abstract, as a list shows it: with a capital, and with " …" if it
  // is cut. Marks of a search result are the words that it was found by.
  function gistOf(place) {
    var mark = place.querySelector(".pa-text mark,.pa-abs>details~mark"), gist = mark ? mark.textContent.trim() : ""
    if (mark && mark.matches(".pa-up,.pa-text mark") && /^\p{Ll}+[,;:]*\s/u.test(gist)) gist = gist[0].toUpperCase() + gist.slice(1)
    return mark && mark.classList.contains("pa-cut") ? gist + "\u00a0…" : gist
  }
  // The day that a heading leads to, as on home and on the pages of tags.
  function dayAbove(heading) {
    var link = heading && heading.querySelector("a")
    return link ? dayOf(link.href) : ""
  }
  // “Ann Lee, Bo Wu … + 3”; `more` counts those who are not named.
  function namesIn(line) {
    var rest = /\s…\s\+\s(\d+)$/.exec(line), names = line.replace(/\s…\s\+\s\d+$/, "").split(/, |\s…\s/).filter(Boolean)
    names.more = rest ? +rest[1] : 0
    return names
  }

  // Brings what is kept of a paper up to date with its page: its address and facts may have changed,
  // and what was kept as two papers may be one now.
  function refresh(paper) {
    var kept = paper.entries[0], now = entryOf(paper)
    if (paper.entries.length < 2 && JSON.stringify(facts(now, kept)) === JSON.stringify(facts(kept, kept))) return
    desk.change(paper, function (entry) { learn(entry, now) }).catch(function () { /* as it was */ })
  }
  // What the page of a kept paper says, `now`, goes into its entry.
  function learn(entry, now) { return Object.assign(entry, facts(now, entry)) }
  function facts(entry, other) {
    return {
      slug: entry.slug, title: entry.title, authors: entry.authors, more: entry.more, gist: entry.gist, listed: entry.listed || other.listed,
      tags: entry.tags, votes: entry.votes, links: entry.links, cite: entry.cite || other.cite,
      ids: entry.ids.concat([].concat(other.ids || []).filter(function (id) { return entry.ids.indexOf(id) < 0 })).sort(),
    }
  }

  function save(paper) {
    var wanted = paper.star.getAttribute("aria-pressed") !== "true", last = paper.last
    return desk.change(entryOf(paper), function (entry) {
      // A star that was taken back by mistake brings its folders back.
      if (wanted && last && !entry.saved) entry.folders = last.folders
      else if (!wanted) paper.last = Object.assign({}, entry)
      entry.saved = wanted ? entry.saved || desk.now() : ""
    })
  }

  desk.save = save
  desk.entryOf = entryOf
  desk.refresh = refresh
  desk.learn = learn
})()
