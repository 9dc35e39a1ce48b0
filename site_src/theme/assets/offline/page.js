// offline.html: what is kept on this device, and what the reader may keep. The worker shows this page in
// the place of one that is not kept.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, doc = document, words = offline.words
  var WEEK = 7, MONTH = 30, MOST_SHOWN = 100
  var OFF = "pa-offline " + new URL(offline.root).pathname // as archive.js has it
  var part = doc.querySelector(".pa-offline"), index = null, running = null
  function one(selector) { return part.querySelector(selector) }
  function show(element, is) { element.hidden = !is }
  function set(value) { try { localStorage.setItem(OFF, value) } catch (error) { /* refused */ } }

  function element(name, text, attributes) {
    var made = doc.createElement(name)
    made.textContent = text
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]) })
    return made
  }

  function say(text) { one("[role=status]").textContent = text }

  function is_possible() {
    try {
      return /^https?:$/.test(location.protocol) && navigator.serviceWorker && self.caches && self.crypto.subtle
    } catch (error) { return false }
  }

  // Rows of what can be kept: name, what it is, its size, whether it is kept, what changes.
  function rows(state) {
    var days = index.days, groups = index.groups, search = groups.search
    function sum(count) {
      return days.slice(0, count).reduce(function (total, day) { return total + day[4] }, 0)
    }
    function newest(count) {
      if (!days.length || (count === MONTH && days.length <= WEEK)) return []
      var listed = Math.min(count, days.length)
      return [{
        name: listed === 1 ? "The newest day" : "The newest " + listed + " days",
        size: sum(count),
        kept: state.all || state.days >= count,
        on: function (state) { state.days = Math.max(count, state.days) },
        off: function (state) { state.days = count === MONTH ? WEEK : 0 },
        fixed: state.all || (count === WEEK && state.days > WEEK),
      }]
    }
    var isSmall = search[3] <= offline.store.SMALL
    var list = [{
      name: "The search", size: search[3], fixed: state.all || isSmall,
      kept: state.all || state.search || (isSmall && state.build),
      on: function (state) { state.search = true }, off: function (state) { delete state.search },
    }].concat(newest(WEEK), newest(MONTH))
    if (groups.rest || state.all) list.push({
      name: "Everything", size: index.bytes, kept: state.all, fixed: false,
      on: function (state) { state.all = true }, off: function (state) { state.all = false },
    })
    return list
  }

  function row(each) {
    var item = element("li", ""), name = element("b", each.name)
    var label = each.kept ? "Kept" : words.size(each.size)
    item.append(name, element("span", label))
    if (each.kept && each.fixed) return item
    var button = element("button", each.kept ? "Remove" : "Keep", {
      class: "pa-copy", "aria-label": (each.kept ? "Remove " : "Keep ") + each.name.toLowerCase(),
    })
    button.addEventListener("click", function () { change(each.kept ? each.off : each.on, !each.kept) })
    item.append(button)
    return item
  }

  async function register() {
    await navigator.serviceWorker.register(offline.root + "sw.js", { scope: offline.root })
    set("on")
  }

  // Keeps what the reader chose. Asks the browser not to clear it, where something is added.
  async function change(edit, isMore) {
    if (running) return
    running = { stopped: false }
    show(one(".pa-run"), true)
    part.querySelectorAll(".pa-offers button, .pa-acts button").forEach(function (button) { button.disabled = true })
    say("Checking what is new …")
    var said = "Done: it opens without a network now.", isSafe = true
    try {
      await register()
      // Firefox asks the reader, who may take a while to answer.
      if (isMore && navigator.storage && navigator.storage.persist) {
        navigator.storage.persist().then(function (is) { isSafe = is }, function () { isSafe = false })
      }
      await offline.store.keep({
        patient: true,
        change: edit,
        tell: progress,
        isStopped: function () { return running.stopped },
      })
      if (!isSafe) said += " The browser may still clear it when the device runs out of room."
    } catch (error) {
      said = words.wrong(error)
    }
    running = null
    show(one(".pa-run"), false)
    await draw()
    say(said)
  }

  var told = 0
  function progress(now) {
    var bar = one("progress")
    bar.max = now.ofBytes || 1
    bar.value = now.ofBytes ? now.bytes : 1
    // A screen reader hears of every tenth part.
    var tenth = Math.floor(10 * bar.value / bar.max)
    one(".pa-run span").textContent = words.size(now.bytes) + " of " + words.size(now.ofBytes)
    if (tenth !== told) say(tenth + "0 % of " + words.count(now.of, "file"))
    told = tenth
  }

  async function remove() {
    set("off")
    var registration = await navigator.serviceWorker.getRegistration(offline.root)
    if (registration && registration.scope === offline.root) await registration.unregister()
    await offline.store.clear()
    await draw()
    say("Nothing of this archive is on this device any more, and pages that you open are not kept.")
  }

  async function titles(urls) {
    var list = one(".pa-here"), shown = urls.slice(0, MOST_SHOWN)
    list.textContent = ""
    for (var url of shown) {
      var page = await offline.designs.page(url), html = page ? await page.text() : ""
      var title = new DOMParser().parseFromString(html.slice(0, html.indexOf("</title>") + 8), "text/html").title
      var item = element("li", ""), site = doc.title.slice(doc.title.indexOf(" - "))
      if (title.endsWith(site)) title = title.slice(0, -site.length)
      item.append(element("a", url === offline.root + "index.html" ? "Home" : title, { href: url }))
      list.append(item)
    }
    one(".pa-more").textContent = urls.length > shown.length
      ? "and " + words.count(urls.length - shown.length, "other page") : ""
  }

  // Days before lists before papers, each the newest first.
  function ordered(urls) {
    function rank(url) {
      var path = url.slice(offline.root.length)
      if (path === "index.html") return -1
      if (/^days\/\d{4}-\d\d-\d\d\.html$/.test(path)) return 1
      return path.indexOf("/") < 0 ? 0 : /^papers\//.test(path) ? 3 : 2
    }
    return urls.filter(function (url) { return !/\/offline\.html$/.test(url) }).sort(function (a, b) {
      return rank(a) - rank(b) || (rank(a) === 1 ? (a < b ? 1 : -1) : 0)
    })
  }

  async function draw() {
    var state = await offline.store.state(), urls = ordered(await offline.designs.pages())
    var kept = one(".pa-kept"), list = one(".pa-offers")
    var said = urls.length ? words.count(urls.length, "page") + " can be read without a network" : "Nothing is kept yet"
    if (state.newest && state.days + state.all) said += ", with days until " + words.day(state.newest)
    kept.textContent = said + "."
    list.textContent = ""
    if (index) rows(state).forEach(function (each) { list.append(row(each)) })
    show(one(".pa-none"), !index)
    show(one(".pa-large"), index && !index.groups.rest)
    if (index) one(".pa-large b").textContent = words.size(index.bytes)
    show(one(".pa-app"), index)
    show(one(".pa-renew"), index)
    show(one(".pa-acts"), urls.length)
    show(one(".pa-all"), urls.length)
    part.querySelectorAll(".pa-acts button").forEach(function (button) { button.disabled = false })
    await titles(urls)
    part.removeAttribute("aria-busy")
  }

  // Browsers offer an installation by this event; Safari has it in a menu.
  addEventListener("beforeinstallprompt", function (event) {
    var button = one(".pa-app button")
    event.preventDefault()
    show(button, true)
    button.onclick = function () { event.prompt() }
  })

  async function begin() {
    if (offline.pageAt(location.href) !== offline.root + "offline.html") {
      addEventListener("online", function () { location.reload() })
    }
    if (!is_possible()) {
      one(".pa-kept").textContent = "This browser keeps no pages here: that needs a site that begins with https, and no private window."
      if (location.protocol === "file:") one(".pa-kept").textContent = "This is a copy of the archive’s folder: all of it is on this device, and opens without a network."
      part.firstElementChild.hidden = one(".pa-app").hidden = one(".pa-rows").hidden = one(".pa-all").hidden = true
      return part.removeAttribute("aria-busy")
    }
    one(".pa-run button").addEventListener("click", function () { if (running) running.stopped = true })
    one(".pa-renew").addEventListener("click", function () { change(null, false) })
    one(".pa-remove").addEventListener("click", remove)
    index = await offline.lists.index().catch(function () { return null })
    await draw()
  }

  begin()
})()
