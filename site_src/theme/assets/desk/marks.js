// Stars on the items of all lists, Save on the page of a paper, and marks on papers that were read
// or have a note: what a page shows of the desk. What it does, once the reader presses something, is
// in files that are loaded then (desk/scripts.py). Items that appear later get theirs when they do. No
// dependencies.
(function () {
  "use strict"
  var doc = document, desk = paperArchive.desk
  var LISTS = "ol.pa-list>li,ol.pa-titled>li"
  var KEY = "pa-desk:" + doc.documentElement.getAttribute("data-archive")
  var SPARE = KEY + ":note"
  var root = doc.currentScript.src.replace(/assets\/desk\.js.*$/, "")
  // What the addresses of scripts of this build have at their end.
  var build = (/\?[0-9a-f]+$/.exec(doc.currentScript.src) || [""])[0]
  var main = doc.querySelector("main") || doc.body
  var papers = [], known = new WeakMap(), painting = false, again = false, day = dayOf(location.pathname)

  function all(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)) }
  function slugOf(address) {
    var found = /\/papers\/([a-z0-9-]+)(\.html)?([?#]|$)/.exec(address)
    return found ? found[1] : ""
  }
  function dayOf(address) {
    var found = /\/days\/(\d{4}-\d\d-\d\d|undated)(\.html)?([?#]|$)/.exec(address)
    return found ? found[1] : ""
  }
  function linkOf(item) { return item.querySelector("h2>a,h3>a") || item.querySelector("a") || item.querySelector("button") }

  // The paper of an item of a list, { slug, ids, key, title, place }; null where it is of none. The
  // heading of an item has the arXiv id, or p- and the slug. A paper that the archive lacks, in a
  // shared list, has no slug, and may have no id.
  function ofItem(item) {
    var link = linkOf(item), slug = link ? slugOf(link.href) : "", ids = [], id = link && /^h/i.test(link.parentNode.localName) ? link.parentNode.id : ""
    if (!slug && !id) return null
    var title = link.textContent, doi = item.getAttribute("data-doi"), pmid = /\bpmid (\d+)/.exec(item.getAttribute("data-ids"))
    if (id && id.indexOf("p-")) ids.push("arxiv:" + id.toLowerCase())
    if (doi) ids.push("doi:" + decodeURIComponent(doi).toLowerCase())
    if (pmid) ids.push("pmid:" + pmid[1])
    return { slug: slug, ids: ids, key: desk.titleKey(title), title: title, place: item }
  }
  // The paper of a page, this one or one that a script has read.
  function ofPage(page, address) {
    var place = page.querySelector(".pa-paper"), slug = slugOf(address)
    return place && slug ? {
      slug: slug, title: meta("title", page)[0] || place.querySelector("h1").textContent, place: place,
      ids: ["arxiv_id", "doi", "pmid"].reduce(function (ids, name) {
        return ids.concat(meta(name, page).map(function (id) { return name.slice(0, 5).replace("_", "") + ":" + id.toLowerCase() }))
      }, []),
    } : null
  }
  function meta(name, page) {
    return all('meta[name="citation_' + name + '"]', page).map(function (each) { return each.content })
  }


  function make(name, css, text, parent) {
    var element = doc.createElement(name)
    element.className = css
    element.textContent = text
    if (name === "button") element.type = "button"
    parent.appendChild(element)
    return element
  }
  function button(css, text, label, parent, press) {
    var made = make("button", css, text, parent)
    if (label) made.setAttribute("aria-label", label)
    made.addEventListener("click", press)
    return made
  }

  // Says a sentence beside a star, or at the foot of the window; screen readers say it too. `actions`
  // are [words, what to do]. Esc closes it too.
  var said = null
  function say(words, place, actions) {
    var box = make("p", "pa-tell" + (place ? "" : " pa-low"), "", place || main), from = null
    if (said) said.remove()
    said = box
    box.setAttribute("role", "status")
    // The focus goes back to where it came from.
    box.addEventListener("focusin", function (event) {
      if (!box.contains(event.relatedTarget)) from = event.relatedTarget
    })
    box.close = function () {
      if (!box.contains(doc.activeElement)) from = null
      box.remove()
      if (from) from.focus({ preventScroll: true })
    }
    // A live region is there before its words are.
    setTimeout(function () {
      box.textContent = words
      ;(actions || []).concat([["Close"]]).forEach(function (action) {
        button("pa-copy", action[0], "", box, function () {
          box.close()
          if (action[1]) action[1]()
        })
      })
    }, 50)
  }

  // Calls a function of keep.js, or another file, which is loaded on the first call.
  var loading = {}
  function keep(name, argument, file) {
    file = root + "assets/desk/" + (file || "keep") + ".js"
    loading[file] = desk[name] ? Promise.resolve() : loading[file] || new Promise(function (resolve, reject) {
      var script = doc.createElement("script")
      script.onload = resolve
      script.onerror = reject
      script.src = file + build
      doc.head.appendChild(script)
    })
    return loading[file].then(function () { return desk[name](argument) }).catch(function (error) {
      if (!desk[name]) loading[file] = null
      say(desk[name] ? error.message : "A script of the desk could not be loaded.", argument && argument.star && argument.star.parentNode)
    })
  }

  function star(paper, css, text, parent) {
    paper.star = button(css, text, "Save: " + paper.title, parent, function () { keep("save", paper) })
    paper.star.setAttribute("aria-pressed", "false")
    papers.push(paper)
  }
  function adopt() {
    var before = papers.length
    all(LISTS, doc).forEach(function (item) {
      if (known.has(item)) return
      var paper = item.querySelector(".pa-star") ? null : ofItem(item)
      known.set(item, paper)
      if (paper) star(paper, "pa-star", "", item)
    })
    if (papers.length > before) paint()
  }

  // Shows what is kept of all papers of the page, read in one transaction.
  function paint() {
    var shown = papers = papers.filter(function (paper) { return paper.place.isConnected })
    again = painting
    if (painting) return
    painting = true
    desk.kept(shown, function (stores) {
      function fact(name, found) {
        stores.facts.get(name).onsuccess = function (event) { found((event.target.result || {}).value) }
      }
      fact("visit", desk.stay)
      fact("keys", function (on) { desk.keysOff = on === false })
      if (day && !desk.greeted) fact("day:" + day, function (place) { if (place) keep("greet", place, "day") })
      desk.greeted = true
      stores.papers.count().onsuccess = function (event) {
        var entries = event.target.result
        stores.read.count().onsuccess = function (event) { renew(entries, event.target.result) }
      }
    }).then(function (kept) {
      kept.forEach(function (state, i) {
        var paper = shown[i]
        paper.entries = state.entries
        paper.star.setAttribute("aria-pressed", String(state.entries.some(function (entry) { return entry.saved })))
        paper.place.classList.toggle("pa-read", Boolean(state.read))
        if (paper === page) return
        sign(paper, "pa-seen", Boolean(state.read), "✓", "Read", linkOf(paper.place).parentNode)
        sign(paper, "pa-noted", state.entries.some(function (entry) { return entry.note }), "", "You have a note", paper.place)
      })
      if (page && (page.entries[0] || desk.showNote)) keep("showNote")
    }).catch(function () { /* Nothing is kept, and a star says why. */ }).then(function () {
      painting = false
      if (again) paint()
    })
  }
  // Signs take no room, so that nothing moves. That of a read paper stands beside its title, where
  // screen readers say it with the title.
  function sign(paper, name, on, text, label, place) {
    var shown = paper[name]
    if (Boolean(shown) === on) return
    if (shown) shown.remove()
    paper[name] = shown = on ? make("i", name, text, place) : null
    if (!on) return
    if (place === paper.place) place.insertBefore(shown, paper.star)
    shown.setAttribute("role", "img")
    shown.setAttribute("aria-label", shown.title = label)
  }

  // Once an hour, and on pages that were written later than those before them in the session, what the
  // reader keeps follows the archive. Times of a server are compared with each other alone.
  var isRenewed = false
  function renew(entries, read) {
    var link = doc.querySelector('.md-header a[href*="desk.html"]'), last = [], written = Date.parse(doc.lastModified)
    // Where a browser keeps storage for each file, the desk sees other entries than this page.
    if (link && location.protocol === "file:") link.href = link.href.split("#")[0] + "#kept=" + entries
    try {
      if (!isRenewed && sessionStorage.getItem(SPARE)) keep("rescueNote", sessionStorage.getItem(SPARE))
      last = sessionStorage.getItem(KEY).split(" ")
    } catch (error) { /* none yet, or refused: on every page then */ }
    if (isRenewed) return
    isRenewed = true
    if ((entries || read) && !(last[0] >= written && Date.now() - last[1] < 36e5)) keep("renew", [KEY, written], "renew")
  }

  // The reader has opened the paper once its page is in sight.
  function markRead() {
    if (doc.hidden) return
    doc.removeEventListener("visibilitychange", markRead)
    desk.get("read", page.slug).then(function (found) {
      if (!found) return desk.put("read", { slug: page.slug, at: desk.now() })
    }).catch(function () { /* The reader has asked for nothing. */ })
  }

  desk.root = root
  desk.build = build
  desk.pages = { all: all, meta: meta, linkOf: linkOf, dayOf: dayOf, ofPage: ofPage }
  // The desk draws the stars of its own list.
  desk.marks = { SPARE: SPARE, day: day, papers: function () { return papers.concat(desk.ownPapers ? desk.ownPapers() : []) }, make: make, button: button, say: say, keep: keep }

  var page = desk.marks.page = ofPage(doc, location.pathname), foot = doc.querySelector(".pa-foot .pa-by")
  if (page) {
    var row = make("div", "pa-keep", "", page.place.querySelector(".pa-top+.pa-rail") || page.place)
    star(page, "pa-save", "Save", row)
    page.pen = button("pa-save pa-pen", "Note", "", row, function () { keep("writeNote") })
    if (location.hash === "#note") keep("writeNote")
    doc.addEventListener("visibilitychange", markRead)
    markRead()
    paint()
  }
  adopt()
  if (day) addEventListener("scroll", function () { keep("watch", null, "day") }, { once: true, passive: true })
  desk.onChange(function (what) {
    // This page may be of the build before.
    if (what.moved) papers.forEach(function (paper) { paper.slug = what.moved.get(paper.slug) || paper.slug })
    paint()
  })
  // The item that a page is left from, for single keys after Back: this step of the history knows it.
  main.addEventListener("click", function (event) {
    var item = event.target.closest("a") && event.target.closest("li"), link = item && linkOf(item)
    if (link) history.replaceState(Object.assign({}, history.state, { at: desk.at = link.href }), "")
  })
  // Results of a search, and other lists that scripts make.
  new MutationObserver(adopt).observe(main, { childList: true, subtree: true })
  // The first key loads what it does, unless the reader switched single keys off.
  doc.addEventListener("keydown", function (event) {
    var at = event.target
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    // Dialogs and fields of a search have an Esc of their own.
    if (event.key === "Escape" && said && said.isConnected && !at.closest("dialog,[type=search]")) {
      event.preventDefault()
      return said.close()
    }
    if (desk.keysOff || !/^[jkosmn?]$/.test(event.key)) return
    if (at.isContentEditable || at.closest("input,select,textarea,dialog,[role=listbox],[role=radiogroup]")) return
    event.preventDefault()
    keep("press", event, "key")
  })
  if (foot) button("pa-link", "Keys", "", foot, function () { keep("showKeys", null, "key") })
})()
