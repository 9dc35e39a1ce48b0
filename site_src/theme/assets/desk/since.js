// What is new since a reader's last visit: pure, without page, storage or clock.
//
// The archive says in desk/recent.js which papers its newest days have, each by a mark
// (desk/recent_days.py). What the reader has seen is such a list of an earlier build:
//
//   seen  { id, n, newest, from, marks }: `id` and `newest` of the build, the oldest of its days, the
//         marks of all of them, and a number: of two, the later one has the higher
//
// A paper is new if it was not there, and its day is after `newest`, or not before `from`. So papers
// that an earlier day gained are new, and a paper that is listed again, moved or renamed is not. Of
// days before `from` nothing is known, and nothing is new.
;(function (desk) {
  "use strict"
  var LENGTH = 6, NEVER = "......", DAY = 86400000

  function pieces(text) {
    var all = []
    for (var at = 0; at + LENGTH <= text.length; at += LENGTH) all.push(text.slice(at, at + LENGTH))
    return all
  }

  // What a reader has seen who sees this build.
  function seenNow(recent, n) {
    var days = recent.days
    return {
      id: recent.id, n: n, newest: recent.newest, from: days.length ? days[days.length - 1][0] : "",
      marks: days.map(function (day) { return day[1] }).join("")
    }
  }

  // Returns a function that tells whether the paper of a mark is new on its day.
  function asNew(recent, seen) {
    var known = new Set(pieces(seen.marks || ""))
    function has(mark) { return known.has(mark) }
    return function (day, mark) {
      if (mark === NEVER || has(mark)) return false
      if (day <= seen.newest && !(seen.from && day >= seen.from)) return false
      return !pieces(Object.prototype.hasOwnProperty.call(recent.also, mark) ? recent.also[mark] : "").some(has)
    }
  }

  function unfit() {
    var error = new Error("The archive was renewed just now. Load the page again.")
    error.name = "SearchUnavailable"
    error.code = "unfit"
    return error
  }

  // The new papers as a mask by segment of the search. `segments` are { papers, days }, where days are
  // [day, number of its first paper, papers] in order. Throws if they are of another build.
  function masks(recent, seen, segments) {
    var isNew = asNew(recent, seen), marks = {}, fitting = 0
    var oldest = recent.days.length ? recent.days[recent.days.length - 1][0] : "\uffff"
    recent.days.forEach(function (day) { marks[day[0]] = pieces(day[1]) })
    var all = segments.map(function (segment) {
      var mask = new Uint8Array(segment.papers)
      segment.days.forEach(function (day) {
        var of = marks[day[0]], first = day[1]
        if (!of) {
          if (day[0] > oldest || day[0] > recent.newest) throw unfit()
          if (day[0] > seen.newest) mask.fill(1, first, first + day[2])
          return
        }
        if (of.length !== day[2]) throw unfit()
        fitting++
        of.forEach(function (mark, at) { if (isNew(day[0], mark)) mask[first + at] = 1 })
      })
      return mask
    })
    if (fitting !== recent.days.length) throw unfit()
    return all
  }

  // The days of a segment of the search's index; `numbers` reads its list of numbers.
  function daysOf(segment, numbers) {
    var of = segment.of.days, counts = numbers(of[2]), at = of[0], time = Date.parse(of[1] + "T00:00:00Z"), days = []
    for (var n = 0; n < counts.length; n += 2) {
      time += counts[n] * DAY
      days.push([new Date(time).toISOString().slice(0, 10), at, counts[n + 1]])
      at += counts[n + 1]
    }
    return days
  }

  // The archive's search for what is followed.
  function queryOf(follow) {
    if (follow.kind === "tag") return 'tag:"' + follow.id + '"'
    if (follow.kind === "author") return 'author:"' + String(follow.title).replace(/["“”„«»]/g, " ") + '"'
    // The last word of a topic is whole.
    return follow.kind === "topic" ? follow.query + " " : follow.query
  }

  // What search.html is asked for, { id, title, query } from its address; null if nothing is asked.
  // Filters come first, so that the last word may still be half typed.
  function searchOf(parameters, titleOf) {
    var known = new URLSearchParams(), q = (parameters.get("q") || "").trim(), filters = [], named = q ? [q] : []
    if (q) known.append("q", q)
    Array.from(new Set(parameters.getAll("tag").map(function (tag) { return tag.trim() }))).sort().forEach(function (tag) {
      if (!tag) return
      known.append("tag", tag)
      filters.push('tag:"' + tag.replace(/"/g, " ") + '"')
      named.push(titleOf(tag) || tag)
    })
    ;["after", "before"].forEach(function (name) {
      var day = (parameters.get(name) || "").trim()
      if (!/^\d{4}(-\d\d?){0,2}$/.test(day)) return
      known.append(name, day)
      filters.push(name + ":" + day)
      named.push((name === "after" ? "from " : "before ") + day)
    })
    if (parameters.get("code") === "1") {
      known.append("code", "1")
      filters.push("has:code")
      named.push("with code")
    }
    if (!named.length) return null
    return { id: String(known), title: named.join(", "), query: filters.concat(q || []).join(" ") }
  }

  desk.since = { seenNow: seenNow, masks: masks, daysOf: daysOf, queryOf: queryOf, searchOf: searchOf }
})(paperArchive.desk)
