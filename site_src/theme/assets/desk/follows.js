// The desk's lists of what the reader follows, with what is new, in #follows.
;(function (desk) {
  "use strict"
  var doc = document, following = desk.following, root = doc.getElementById("follows")
  if (!root) return
  var KINDS = [["tag", "Tags you follow"], ["author", "Authors you follow"], ["topic", "Topics you follow"], ["search", "Searches you keep"]]
  var FIRST = 10
  var news = make("section", { class: "pa-news-list" }), lists = make("div"), status = make("p", { class: "pa-by", role: "status" })
  // What was unfollowed or marked here, until the page is left: [{ words, restore }].
  var done = [], asked = 0, isBegun = false, most = FIRST, found = null

  function make(name, attributes, children) {
    var element = doc.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(children || []).forEach(function (child) { element.append(child) })
    return element
  }
  function button(words, name, act) {
    var element = make("button", { type: "button", class: "pa-copy" }, words)
    if (name) element.setAttribute("aria-label", name)
    element.addEventListener("click", act)
    return element
  }
  function link(url, words) { return make("a", { href: desk.root + url, dir: "auto" }, words) }
  // Screen readers say it; `isShown`: it stands elsewhere already.
  function say(words, isShown) {
    status.className = isShown ? "pa-vh" : "pa-by"
    status.textContent = words
  }
  function refuse(error) { say(error.message) }
  function counted(count, one) { return count.toLocaleString("en") + " " + (count === 1 ? one : one + "s") }
  function dayOf(day) {
    return day && !isNaN(Date.parse(day + "T00:00:00Z")) ? new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : ""
  }

  function place(follow) { return KINDS.findIndex(function (kind) { return kind[0] === follow.kind }) }

  function undoable(words, work, focus) {
    return work.then(function (before) {
      done.unshift({ words: words, before: before })
      say(words, true)
      return show().then(function () { focusOn(focus) })
    }).catch(refuse)
  }
  function focusOn(selector) {
    var target = root.querySelector(selector)
    if (target) target.focus()
  }
  function undo(step) {
    following.restore(step.before).then(function () {
      done.splice(done.indexOf(step), 1)
      say("Undone.")
      return show()
    }).then(function () { focusOn("button") }).catch(refuse)
  }
  function undoing() {
    return done.slice(0, 3).map(function (step) {
      return make("p", { class: "pa-act" }, [make("span", { class: "pa-hush" }, step.words), button("Undo", "Undo: " + step.words, function () { undo(step) })])
    })
  }

  // A line of a list: name, how many are new, ×.
  function line(follow) {
    var count = follow.numbers ? follow.numbers.length : null
    var number = make("b", count ? { class: "pa-new" } : {}, count === null ? "" : count ? (follow.atMost ? "up to " : "") + counted(count, "new").replace(/s$/, "") : "none new")
    var off = make("button", { type: "button", class: "pa-off", "aria-label": "Unfollow " + follow.title }, "×")
    off.addEventListener("click", function () {
      undoable("No longer followed: " + follow.title + ".", following.stored(follow.key).then(function (stored) {
        return following.unfollow(follow.key).then(function () { return [stored] })
      }), ".pa-off, button")
    })
    var name = follow.gone ? make("span", { dir: "auto" }, follow.title) : link(follow.url, follow.title)
    return make("li", {}, [name, number, off].concat(follow.says ? make("small", {}, follow.says) : []))
  }

  function drawLists(follows) {
    var parts = KINDS.map(function (kind) {
      var some = follows.filter(function (follow) { return follow.kind === kind[0] })
      if (!some.length) return ""
      return make("section", {}, [make("h2", { id: "follows-" + kind[0] }, kind[1]), make("ul", { class: "pa-follow" }, some.map(line))])
    }).filter(Boolean)
    if (!parts.length) parts.push(make("p", { class: "pa-by" }, "You follow nothing yet. Pages of tags, authors and topics have a button for it, and the search page keeps a search."))
    else parts.push(make("p", { class: "pa-act" }, button("Feeds as OPML", "Feeds of what you follow, as an OPML file", exportFeeds)))
    lists.replaceChildren.apply(lists, parts)
  }

  // How many papers came, and how many of them are of what the reader follows.
  function came(count, arrived) {
    if (!arrived) return "no papers came."
    return counted(arrived, "paper") + " came, " + (!count ? "none" : count < arrived ? count.toLocaleString("en") + " of them" : arrived > 1 ? "all" : "and it is") + " under what you follow."
  }
  function drawNews() {
    if (!found || !found.follows.length) return news.replaceChildren.apply(news, undoing())
    var count = found.numbers.length, parts = [make("h2", { id: "news", tabindex: "-1" }, "New for you")]
    parts.push(make("p", { class: "pa-by" }, "Since your last visit" + (dayOf(found.since) ? " (newest day then: " + dayOf(found.since) + ") " : " ") + came(count, Math.max(count, found.arrived))))
    if (!count) {
      news.replaceChildren.apply(news, parts.concat(undoing()))
      return Promise.resolve()
    }
    var numbers = found.numbers.slice(0, most), shown = found
    return found.papers(numbers).then(function (papers) {
      if (shown !== found) return
      var items = papers.map(function (paper, at) {
        var names = shown.follows.filter(function (follow) { return follow.numbers.indexOf(numbers[at]) >= 0 })
        var why = names.map(function (follow) { return follow.title }).join(", ")
        return make("li", {}, [link(paper.url, paper.title), make("small", { class: "pa-why", dir: "auto" }, [paper.date && dayOf(paper.date), why].filter(Boolean).join(" · "))])
      })
      var buttons = [button("Mark all as seen", "", function () {
        undoable(counted(count, "paper") + " marked as seen.", following.markSeen(shown.recent), "button")
      })]
      if (count > numbers.length) buttons.unshift(button("Show " + Math.min(count - numbers.length, 100).toLocaleString("en") + " more", "", function () {
        most += 100
        drawNews().then(function () {
          var next = news.querySelectorAll("li a")[numbers.length]
          if (next) next.focus()
        }).catch(refuse)
      }))
      parts.push(make("ol", { class: "pa-came" }, items), make("p", { class: "pa-act" }, buttons))
      news.replaceChildren.apply(news, parts.concat(undoing()))
    })
  }

  // Whether the page of an author has a feed now; from files, as it was when the reader was there.
  function withFeed(follow) {
    if (follow.kind !== "author" || location.protocol === "file:") return follow
    return fetch(desk.root + follow.url).then(function (answer) { return answer.ok ? answer.text() : "" }).then(function (page) {
      return Object.assign({}, follow, { feed: page.indexOf('type="application/atom+xml"') >= 0 })
    }, function () { return follow })
  }
  function exportFeeds() {
    Promise.all([desk.marks.keep("facts", null, "renew")].concat((found ? found.follows : []).map(withFeed))).then(function (loaded) {
      var facts = loaded.shift()
      if (!facts) throw new Error("Not exported: the archive’s facts could not be loaded.")
      if (!facts.site) throw new Error("Not exported: this archive has no feeds, because its address (site_url) is not set.")
      var made = desk.opml(loaded, facts.site, "Followed in " + facts.title)
      var without = made.without.map(function (follow) { return "“" + follow.title + "”" }).join(", ")
      var missing = without ? " Without a feed, so not in it: " + without + "." : ""
      if (!made.feeds) throw new Error("Not exported: nothing that you follow has a feed." + missing)
      var address = URL.createObjectURL(new Blob([made.text], { type: "text/x-opml" }))
      var saved = make("a", { href: address, download: "follows.opml" })
      doc.body.append(saved)
      saved.click()
      saved.remove()
      setTimeout(function () { URL.revokeObjectURL(address) }, 60000)
      say("Exported: " + counted(made.feeds, "feed") + "." + missing)
    }).catch(refuse)
  }

  // A visit begins when the desk is loaded, and not when the reader comes back to it or another tab
  // changes something.
  function show() {
    var number = ++asked, begun = isBegun ? following.all() : following.visit()
    isBegun = true
    return begun.then(function (follows) {
      if (!follows.length) return { follows: [] }
      return desk.whatIsNew(follows).catch(function (error) {
        say(error.message)
        return { follows: desk.known(follows), isUnknown: true }
      })
    }).then(function (now) {
      if (number !== asked) return
      now.follows.sort(function (a, b) { return place(a) - place(b) || a.title.localeCompare(b.title) })
      found = now
      drawLists(now.follows)
      if (now.isUnknown) return
      return drawNews()
    })
  }

  root.append(news, lists, status)
  show().catch(refuse).then(function () { root.setAttribute("data-shown", "") })
  desk.onChange(function () { show().catch(refuse) })
})(paperArchive.desk)
