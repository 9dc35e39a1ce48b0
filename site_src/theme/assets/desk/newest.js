// The new papers of what a reader follows, from the search's files.
;(function (desk) {
  "use strict"
  var archive = window.paperArchive, since = desk.since, following = desk.following
  var ALL = "after:0001" // Every paper with a date.
  // The kinds of message of a search that finds less than it was asked for.
  var WRONG = ["empty", "common", "negative", "bad-date", "long", "ignored", "unknown-tag", "unknown-category", "unknown-venue",
    "unknown-doi", "unknown-id", "unknown-has", "unmatched"]

  // The masks of the new papers, by the id of what was seen, for the index that a search opened.
  function masksOf(recent, lists) {
    var of = null, segments, made
    return function (id) {
      return function (site) {
        if (of !== site) {
          of = site
          made = {}
          segments = site.segments.map(function (segment) {
            return { papers: segment.papers, days: since.daysOf(segment, archive.engine.files.numbers) }
          })
        }
        return made[id] = made[id] || since.masks(recent, lists[id], segments)
      }
    }
  }

  function search(query, among, limit) {
    return archive.search(query, { limit: limit || 0, sort: "newest", among: among })
  }

  // A follow as the archive has it now: what changed, `says`, and `gone` if it cannot be asked for.
  // Without `recent` and `facts`, which could not be loaded, as it was.
  function present(follow, recent, facts) {
    var now = Object.assign({ says: "", gone: false, url: "" }, follow), known
    if (follow.kind === "tag") {
      known = recent && recent.tags.filter(function (tag) { return tag[0] === follow.id })[0]
      if (known) now.title = known[1]
      else if (recent) Object.assign(now, { gone: true, says: "The archive has this tag no more." })
      now.url = "tags/" + encodeURIComponent(follow.id) + ".html"
    } else if (follow.kind === "topic") {
      known = facts && facts.topics.filter(function (topic) { return topic[0] === follow.id })[0]
      if (known) {
        now.title = known[1]
        now.query = known[2]
      } else if (facts) now.says = "The archive has this topic no more; its search goes on."
      now.url = known || !facts ? "topics/" + encodeURIComponent(follow.id) + ".html" : "search.html?q=" + encodeURIComponent(follow.query)
    } else if (follow.kind === "author") {
      for (var n = 0; facts && n < 9 && Object.prototype.hasOwnProperty.call(facts.movedAuthors, now.id); n++) now.id = facts.movedAuthors[now.id]
      now.url = now.id.split("/").map(encodeURIComponent).join("/") + ".html"
    } else now.url = "search.html?" + follow.id
    return now
  }

  // Of an author, whether there still is a page; `people` are those with a page of this name. One that
  // has another address now has another name.
  function checked(now, followed, people) {
    var same = people.filter(function (each) { return each.url === now.url })[0]
    if (same) now.title = same.name
    else if (now.id === followed.id && people.length < 3 && /\s/.test(now.title.trim())) {
      now.says = "The archive has no page of this author now; papers under this name still count."
      now.url = "search.html?q=" + encodeURIComponent(since.queryOf(now))
    }
  }

  async function counted(follow, recent, facts, masks) {
    var now = present(follow, recent, facts)
    now.numbers = []
    if (now.gone) return now
    var answer = await search(since.queryOf(now), masks(follow.since ? follow.since.id : undefined))
    now.numbers = answer.numbers || []
    now.atMost = answer.atMost
    if (now.kind === "author") checked(now, follow, answer.people)
    else if (WRONG.indexOf(answer.code) >= 0 && !now.says) now.says = answer.message
    // A topic has papers with all its words, and none has this one.
    if (now.kind === "topic" && answer.code === "unmatched") now.numbers = []
    return now
  }

  // Promises what is new: `follows` with `numbers`, those of their new papers; `numbers` of all of
  // them, newest first; `arrived`, how many papers came to the archive; `since`, the newest day that
  // the reader had seen; and `papers(numbers)`, which promises [{ url, title, date, authors }].
  async function attempt(follows, again) {
    var recent = await following.recent(again), lists = await following.seenBy(follows), facts = null
    if (follows.some(function (follow) { return follow.kind === "topic" || follow.kind === "author" })) facts = await desk.marks.keep("facts", null, "renew")
    var masks = masksOf(recent, lists), first = null
    Object.keys(lists).forEach(function (id) { if (!first || lists[id].n < first.n) first = lists[id] })
    // Alone, because it finds out whether search and list of days are of one build.
    var arrived = await search(ALL, masks(first.id))
    var counts = await Promise.all(follows.map(function (follow) { return counted(follow, recent, facts, masks) }))
    var numbers = Array.from(new Set([].concat.apply([], counts.map(function (follow) { return follow.numbers }))))
    numbers.sort(function (a, b) { return b - a })
    return {
      recent: recent, facts: facts, follows: counts, numbers: numbers, arrived: (arrived.numbers || []).length, since: first.newest,
      papers: function (some) {
        return search(ALL, function (site) {
          var wanted = site.segments.map(function (segment) { return new Uint8Array(segment.papers) })
          some.forEach(function (number) {
            site.segments.forEach(function (segment, at) {
              if (number >= segment.first && number < segment.first + segment.papers) wanted[at][number - segment.first] = 1
            })
          })
          return wanted
        }, some.length).then(function (answer) { return answer.results })
      }
    }
  }

  // What is followed, where nothing is known of what is new.
  desk.known = function (follows) { return follows.map(function (follow) { return present(follow, null, null) }) }
  // As `attempt`; where files are of two builds, from the newest ones. Home or desk shows it.
  desk.whatIsNew = function (follows) {
    return attempt(follows).catch(function (error) {
      if (error.name !== "SearchUnavailable") throw error
      return attempt(follows, true)
    }).then(function (found) {
      return following.shown(found.recent).then(function () { return found })
    })
  }
})(paperArchive.desk)
