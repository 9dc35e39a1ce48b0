// What the button "Follow" does, and the line of home that counts what is new.
;(function (desk) {
  "use strict"
  var doc = document, since = desk.since, following = desk.following, line = null, asked = 0

  function textOf(element) { return element ? element.textContent.trim() : "" }
  function titleOfTag(id) {
    var option = Array.prototype.find.call(doc.querySelectorAll("[name=tag] option"), function (each) { return each.value === id })
    return textOf(option)
  }

  // What a button follows: { kind, id, title, query, feed }; null for a search that asks for nothing.
  function followOf(button) {
    var key = button.getAttribute("data-follow"), colon = key.indexOf(":")
    if (key === "search") {
      var search = since.searchOf(new URLSearchParams(location.search), titleOfTag)
      return search && Object.assign(search, { kind: "search" })
    }
    return {
      kind: key.slice(0, colon), id: key.slice(colon + 1), title: textOf(doc.querySelector("h1")),
      feed: Boolean(doc.querySelector('link[rel=alternate][type="application/atom+xml"]'))
    }
  }
  function keyOf(what) { return what.kind + ":" + what.id }

  // Follows, or unfollows, what the button is for.
  desk.pressFollow = async function (place) {
    var button = place.star, what = followOf(button), all = await following.all()
    if (!what) throw new Error("Type a search first, then keep it.")
    if (all.some(function (follow) { return follow.key === keyOf(what) })) return following.unfollow(keyOf(what))
    if (what.kind === "topic") {
      var facts = await desk.marks.keep("facts", null, "renew")
      var topic = facts && facts.topics.filter(function (each) { return each[0] === what.id })[0]
      what.query = topic ? topic[2] : ""
    }
    return following.follow(what)
  }

  // Shows whether the search in the address is kept, and on home what is new.
  desk.showFollows = function (place) {
    return following.all().then(function (follows) {
      if (place.star) showButton(place.star, follows)
      if (place.home) return showLine(place.home)
    }).catch(function () { /* Then nothing shows, and nothing counts as seen. */ })
  }
  function showButton(button, follows) {
    var what = followOf(button), known = what && follows.filter(function (follow) { return follow.key === keyOf(what) })[0]
    if (button.getAttribute("data-follow") === "search") {
      button.disabled = !what
      var words = known ? "Search kept" : "Keep this search"
      button.setAttribute("aria-pressed", Boolean(known))
      // As in button.js.
      if (button.textContent !== words) button.textContent = words
      watch(button)
    } else if (known && known.kind === "author" && known.feed !== what.feed) {
      following.restore(Object.assign(known, { feed: what.feed }))
    }
  }
  // The search page has a new address whenever it has new results.
  function watch(button) {
    var results = doc.querySelector(".pa-results")
    if (!results || button.isWatched) return
    button.isWatched = true
    new MutationObserver(function () { desk.showFollows({ star: button }) }).observe(results, { attributes: true, attributeFilter: ["aria-busy"] })
  }

  // A visit begins when home is loaded, and not when the reader only comes back to it.
  function showLine(home) {
    var number = ++asked, begun = line ? following.all() : following.visit()
    if (!line) {
      line = doc.createElement("a")
      line.className = "pa-news"
      line.href = desk.root + "desk.html"
      home.appendChild(line)
    }
    return begun.then(function (follows) {
      if (!follows.length) return { numbers: [], follows: follows }
      return desk.whatIsNew(follows)
    }).then(function (found) {
      if (number !== asked) return
      var count = found.numbers.length
      line.hidden = !found.follows.length
      line.classList.toggle("pa-new", count > 0)
      line.textContent = count ? count.toLocaleString("en") + " new for you" : "Nothing new for you"
    })
  }
})(paperArchive.desk)
