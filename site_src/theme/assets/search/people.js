// Finds papers by the name of one person; people.py of the generator describes the terms of names.
//
// author:"song han", "Han, Song", "han song", "S. Han" and "Song-Han" are Song Han. A name may have
// further initials (*Geoffrey E. Hinton*), a given name may be written apart, together or with a hyphen
// (*Xiao-Ming, Xiaoming*), and all names but the first may be initials in the query or in the paper.
// If no paper has such a name, the words may be some of a longer one (*van der Maaten*) in order.
(function (engine) {
  "use strict"
  var constants = engine.constants, tokens = engine.tokens, MOST_WORDS = 8, MOST_BYTES = 30000, MOST_PAGES = 3
  var JOINED = new RegExp(constants.NAME_JOINED, "gu"), PARTED = new RegExp(constants.NAME_PARTED, "gu")
  var UMLAUT = new RegExp(constants.UMLAUT, "g"), WORD = "[^.]+"

  // The words of a name, the family name last if a comma says which it is.
  function words(name) {
    var parts = name.split(","), natural = parts.length === 2 ? parts[1] + " " + parts[0] : name
    var plain = tokens.fold(natural.replace(JOINED, "").replace(/[.,]/g, " ")).replace(PARTED, " ")
    var all = plain.split(" ").filter(Boolean)
    if (all.length > 2 && constants.NAME_SUFFIXES.indexOf(all[all.length - 1]) >= 0) all.pop()
    return all.slice(0, MOST_WORDS)
  }

  // A word in a pattern: letters and digits of any script.
  function quoted(word) { return word.replace(/[^0-9a-z\u0080-\uffff]/g, "\\$&") }
  function family(word) { return word.replace(UMLAUT, "$1") }
  // Both spellings of an umlaut in a given name.
  function given(word) {
    var plain = family(word)
    return plain === word ? quoted(word) : "(?:" + quoted(word) + "|" + quoted(plain) + ")"
  }

  // The person of a name, null for a name of no letters: patterns of whole terms, and how the terms
  // begin that may match them. `pattern` is for the name as it is, `loose` for a part of it.
  function person(name) {
    var all = words(name), last = all.length - 1, ways = [], starts = new Set(), anyStarts = new Set()
    if (last < 0) return null
    function way(of, before) {
      starts.add(constants.PERSON + family(of) + (before.length ? "." : ""))
      if (before.length) {
        starts.delete(constants.PERSON + family(of) + ".")
        ;[before[0], family(before[0])].forEach(function (first) {
          starts.add(constants.PERSON + family(of) + "." + Array.from(first).slice(0, 2).join(""))
        })
      }
      anyStarts.add(constants.PERSON + family(of))
      ways.push(quoted(constants.PERSON + family(of)) + (before.length ? "\\.(?:" + givenNames(before) + ")(?:\\.[^.])*" : "(?:\\." + WORD + ")*"))
    }
    way(all[last], all.slice(0, last))
    if (last) way(all[0], all.slice(1))
    if (last > 1) way(all[last - 1] + all[last], all.slice(0, last - 1))
    return {
      name: name, words: all, pattern: ways.join("|"), loose: looseOf(all), starts: Array.from(starts), anyStarts: Array.from(anyStarts)
    }
  }
  function isInitial(word) { return Array.from(word).length === 1 }
  function givenNames(before) {
    var aligned = before.map(function (word, n) {
      if (isInitial(word)) return quoted(word) + "[^.]*"
      return n ? "(?:" + given(word) + "|" + quoted(Array.from(word)[0]) + ")" : given(word)
    }).join("\\.")
    var letters = Array.from(before.join("")).map(quoted).join("\\.?")
    return before.every(isInitial) ? aligned : aligned + "|" + letters
  }
  function looseOf(all) {
    return all.map(function (of, at) {
      var others = all.filter(function (_, n) { return n !== at })
      return quoted(constants.PERSON + family(of)) + others.map(function (word) {
        return "(?:\\." + WORD + ")*?\\." + (isInitial(word) ? quoted(word) + "[^.]*" : "(?:" + given(word) + "|" + quoted(Array.from(word)[0]) + ")")
      }).join("") + "(?:\\." + WORD + ")*"
    }).join("|")
  }
  function whole(pattern) { return new RegExp("^(?:" + pattern + ")$") }

  // The group of the papers by a person.
  async function groupOf(lookup, of) {
    var group = await scanned(lookup, of.name, of.starts, whole(of.pattern))
    return group.papers ? group : scanned(lookup, of.name, of.anyStarts, whole(of.loose))
  }
  async function scanned(lookup, name, starts, pattern) {
    var group = await lookup.exact(name, []), segments = lookup.site.segments
    await Promise.all(starts.map(async function (start) {
      var places = await lookup.ofPrefix(start, MOST_BYTES)
      var shards = await Promise.all(places.map(function (place) { return segments[place[0]].terms(place[1]) }))
      shards.forEach(function (shard, n) {
        shard.beginning(start, function (term, postings) {
          if (pattern.test(term)) group.add(places[n][0], term, postings)
        })
      })
    }))
    return group.weigh(lookup.site.papers)
  }

  // The authors with a page whose name a query is: of `author:` alone, or of words that are all in
  // names of authors, whose groups are given.
  async function pagesOf(site, query, groups, text) {
    var of = query.people.length === 1 ? person(query.people[0]) : null
    if (!site.people || query.people.length > 1) return []
    if (!of && query.words.length > 1 && !/[":]|(?:^|\s)-/.test(text)) {
      var inNames = groups.every(function (group) { return Array.from(group.terms).some(engine.rank.isName) })
      of = inNames ? person(text) : null
    }
    if (!of) return []
    var directory = await site.load(site.people), bounds = engine.files.wordList(directory[1]), numbers = new Set()
    of.starts.forEach(function (start) {
      var last = engine.files.position(bounds, start + "\uffff")
      for (var n = engine.files.position(bounds, start); n <= last; n++) numbers.add(n)
    })
    var shards = await Promise.all(Array.from(numbers).slice(0, MOST_PAGES).map(function (n) {
      return site.load(engine.files.member(directory[0], n))
    }))
    var pattern = whole(of.pattern)
    return [].concat.apply([], shards).filter(function (row) { return pattern.test(row[0]) }).slice(0, MOST_PAGES)
      .map(function (row) { return { name: row[1], url: "authors/" + row[2] + ".html" } })
  }

  engine.people = { person: person, groupOf: groupOf, pagesOf: pagesOf }
})(paperArchive.engine)
