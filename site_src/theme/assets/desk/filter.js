// Which of the kept papers the desk shows, and in which order. No dependencies; tests/desk runs it
// without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, collator = null
  function descending(one, other) { return one > other ? -1 : one < other ? 1 : 0 }
  // A date that is still to come was written by a clock that went wrong: it counts as today's.
  function at(time, now) { return !time || time > now ? (time ? now : "") : time }

  var ORDERS = {
    newest: function (now) { return function (one, other) { return descending(at(one.saved || one.noted, now), at(other.saved || other.noted, now)) } },
    oldest: function (now) { return function (one, other) { return descending(at(other.saved || other.noted, now), at(one.saved || one.noted, now)) } },
    listed: function () { return function (one, other) { return descending(one.listed || "", other.listed || "") } },
    title: function () {
      collator = collator || new Intl.Collator("en", { numeric: true, ignorePunctuation: true })
      return function (one, other) { return collator.compare(one.title, other.title) }
    },
    votes: function () { return function (one, other) { return (other.votes || 0) - (one.votes || 0) } },
    notes: function (now) { return function (one, other) { return descending(one.note ? at(one.noted, now) || "0" : "", other.note ? at(other.noted, now) || "0" : "") } },
  }

  // The text of an entry to look for words in, folded once.
  var folded = new WeakMap()
  function textOf(entry, fold) {
    var known = folded.get(entry)
    if (!known || known.fold !== fold) {
      known = { fold: fold, text: " " + fold([entry.title, (entry.authors || []).join(" "), entry.note || "", entry.folders.join(" ")].join(" \n ")) }
      folded.set(entry, known)
    }
    return known.text
  }

  // The entries in this folder ("" for all) that have all words of the query at the beginning of a
  // word, in this order. `fold` is the search's own.
  function filter(entries, wanted, fold, now) {
    var words = wanted.query ? fold(wanted.query).split(" ").filter(Boolean) : []
    var shown = entries.filter(function (entry) {
      if (wanted.folder && entry.folders.indexOf(wanted.folder) < 0) return false
      if (!words.length) return true
      var text = textOf(entry, fold)
      return words.every(function (word) { return text.indexOf(" " + word) >= 0 })
    })
    var compare = (ORDERS[wanted.sort] || ORDERS.newest)(now)
    return shown.sort(function (one, other) { return compare(one, other) || descending(other.key, one.key) })
  }

  // The labels of the entries with the number of their papers, most first.
  function foldersOf(entries) {
    var counts = new Map()
    entries.forEach(function (entry) {
      entry.folders.forEach(function (label) { counts.set(label, (counts.get(label) || 0) + 1) })
    })
    return Array.from(counts).sort(function (one, other) { return other[1] - one[1] || descending(other[0], one[0]) })
  }

  desk.filter = filter
  desk.foldersOf = foldersOf
  // The part of a time that is not in the future.
  desk.notAfter = at
})()
