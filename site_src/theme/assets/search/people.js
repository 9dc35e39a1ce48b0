// Finds papers by the name of one person; people.py of the generator describes the terms of names.
//
// author:"song han", "Han, Song", "han song" and "S. Han" find Song Han. A name may have further
// initials (*Geoffrey E. Hinton*), a given name may be written apart, together or with a hyphen
// (*Xiao-Ming, Xiaoming*), and a paper may have initials for all given names but the first. If no paper
// has such a name, the words may be some of a longer one (*Laurens Maaten*), or the paper may have only
// initials (*S. Han*). A family name with its particles stands for all who have it (*van der Maaten*).
(function (engine) {
  "use strict"
  var constants = engine.constants, tokens = engine.tokens, MOST_BYTES = 30000, MOST_PAGES = 3, MOST_SHARDS = 4
  var JOINED = new RegExp(constants.NAME_JOINED, "gu"), PARTED = new RegExp(constants.NAME_PARTED, "gu")
  var UMLAUT = new RegExp(constants.UMLAUT, "g"), WORD = "[^.]+"
  var UNPARTED = new RegExp("^[" + constants.NAME_UNPARTED + "]+$", "u"), RUN_OF_INITIALS = /^[b-df-hj-np-tv-z]{2,4}$/

  // The words of a name, the family name last if a comma says which it is.
  function words(name) {
    var parts = name.split(","), natural = parts.length === 2 ? parts[1] + " " + parts[0] : name
    var plain = tokens.fold(natural.replace(JOINED, "").replace(/[.,]/g, " ")).replace(PARTED, " ")
    var all = plain.split(" ").filter(Boolean)
    if (all.length > 2 && constants.NAME_SUFFIXES.indexOf(all[all.length - 1]) >= 0) all.pop()
    return all.slice(0, constants.MOST_NAME_WORDS)
  }
  // Of a name in Han, kana or Hangul, the words as one.
  function joined(all) { return UNPARTED.test(all.join("")) ? [all.join("")] : all }
  // Whether a text is one word, also if the index has it in pairs of letters.
  function isOneWord(text) { return tokens.fold(text.replace(/[.,]/g, " ")).split(" ").filter(Boolean).length === 1 }

  var PARTICLES = new Set("van von vom der den de del della dos du ter".split(" "))
  // Where an umlaut may have been written with two letters, see UMLAUT.
  var SIMPLE = /([qxy]?)([aou])(?!l(?![a-z]))(?=[b-df-hj-np-tv-z])/g

  // A word in a pattern: letters and digits of any script.
  function quoted(word) { return word.replace(/[^0-9a-z\u0080-\uffff]/g, "\\$&") }
  function family(word) { return word.replace(UMLAUT, "$1") }
  // Both spellings of an umlaut in a given name.
  function given(word) {
    return quoted(family(word)).replace(SIMPLE, function (all, before) { return before ? all : all + "e?" })
  }

  // The person of a name, null for a name of no letters: patterns of whole terms, and how the terms
  // begin that may match them. `pattern` is for the name as it is, `loose` for a part of it; `terms`
  // are whole. A single word is a whole name, and a single letter a family name.
  function person(name) {
    var parts = words(name), all = joined(parts), last = all.length - 1, ways = [], starts = new Set(), anyStarts = new Set()
    if (last < 0) return null
    function way(of, before) {
      var start = constants.PERSON + family(of)
      if (!before.length) starts.add(start)
      else [before[0], family(before[0]), family(before[0]).replace(/^([aou])(?=[b-df-hj-np-tv-z])/, "$1e")].concat(initialsOf(before).slice(0, 1)).forEach(function (first) {
        starts.add(start + "." + Array.from(first).slice(0, 2).join(""))
      })
      anyStarts.add(start)
      ways.push(quoted(start) + (before.length ? "\\.(?:" + givenNames(before) + ")(?:\\.[^.])*" : "(?:\\." + WORD + ")*"))
    }
    if (isOneWord(name)) return alone(name, all[0])
    way(all[last], all.slice(0, last))
    if (last) way(all[0], all.slice(1))
    if (last > 1 && !isInitial(all[last - 1])) way(all[last - 1] + all[last], all.slice(0, last - 1))
    if (last && all.slice(0, last).every(function (word) { return PARTICLES.has(word) })) {
      ways.push(quoted(constants.PERSON + family(all[last])) + "(?:\\." + WORD + ")*\\." + all.slice(0, last).join("\\."))
      starts.add(constants.PERSON + family(all[last]) + ".")
    }
    if (last === 1 && !all.some(isInitial)) way(all[0] + all[1], [])
    if (!last && parts.length > 1) way(parts.slice().reverse().join(""), [])
    return {
      name: name, pattern: ways.join("|"), loose: looseOf(all), starts: Array.from(starts), anyStarts: Array.from(anyStarts), terms: []
    }
  }
  function alone(name, word) {
    var term = constants.PERSON + family(word), longer = UNPARTED.test(word) ? term : term + "."
    var pattern = quoted(term) + (!isInitial(word) ? "" : longer === term ? "[^.]*" : "(?:\\." + WORD + ")*")
    var starts = isInitial(word) ? [longer] : []
    return { name: name, pattern: pattern, loose: pattern, starts: starts, anyStarts: starts, terms: [term] }
  }
  function isInitial(word) { return Array.from(word).length === 1 }
  function initialOf(word) { return quoted(Array.from(word)[0]) }
  // The given names of a query one by one; from the name number `from` on, the paper may have initials.
  function aligned(before, from) {
    return before.map(function (word, n) {
      if (isInitial(word)) return quoted(word) + "[^.]*"
      return n < from ? given(word) : "(?:" + given(word) + "|" + initialOf(word) + ")"
    }).join("\\.")
  }
  function givenNames(before) {
    var letters = Array.from(before.join("")).map(quoted).join("\\.?"), initials = initialsOf(before)
    if (initials.length) letters += "|" + aligned(initials, 1)
    return before.every(isInitial) ? aligned(before, 1) : aligned(before, 1) + "|" + letters
  }
  // The letters of given names such as PHS, which no one can pronounce.
  function initialsOf(before) { return before.length === 1 && RUN_OF_INITIALS.test(before[0]) ? Array.from(before[0]) : [] }
  // With initials alone in the paper, or with other names before, between and after.
  function looseOf(all) {
    var last = all.length - 1
    return all.map(function (of, at) {
      var others = all.filter(function (_, n) { return n !== at }), any = "(?:\\." + WORD + ")*"
      var start = quoted(constants.PERSON + family(of)), between = others.map(function (word) {
        return any + "?\\." + (isInitial(word) ? quoted(word) + "[^.]*" : given(word))
      }).join("")
      var abbreviated = others.length && (!at || at === last) ? "|" + start + "\\." + aligned(others, 0) + "(?:\\.[^.])*" : ""
      return start + between + any + abbreviated
    }).join("|")
  }
  function whole(pattern) { return new RegExp("^(?:" + pattern + ")$") }

  // The group of the papers by a person.
  async function groupOf(lookup, of) {
    var group = await scanned(lookup, of, of.starts, whole(of.pattern))
    return group.papers ? group : scanned(lookup, of, of.anyStarts, whole(of.loose))
  }
  async function scanned(lookup, of, starts, pattern) {
    var group = await lookup.exact(of.name, of.terms), segments = lookup.site.segments
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

  // How many papers have each term that begins so, as far as MOST_BYTES reach.
  async function termsBeginning(lookup, start) {
    var papers = new Map(), segments = lookup.site.segments, places = await lookup.ofPrefix(start, MOST_BYTES)
    var shards = await Promise.all(places.map(function (place) { return segments[place[0]].terms(place[1]) }))
    shards.forEach(function (shard) {
      shard.beginning(start, function (term, postings) { papers.set(term, (papers.get(term) || 0) + postings.papers.length) })
    })
    return papers
  }

  // The name that a query without filters is, "" if a word is in no name; `groups` are of its words,
  // without stop words. Initials, which no paper need have, are no words that it lacks.
  function typed(query, groups, text) {
    var all = joined(words(text))
    if (groups.length < query.words.length || /[":]|(?:^|\s)-/.test(text) || !isName(all, query, groups)) return ""
    groups.forEach(function (group) { if (isInitial(group.word) && !group.papers) group.begun = true })
    return text.trim()
  }
  function isName(all, query, groups) {
    if (!all.length || isInitial(all.join(""))) return false
    if (isOneWord(all.join(" ")) && groups.length === 1) return groups[0].terms.has(engine.rank.nameTerm(groups[0].word))
    if (UNPARTED.test(all[0]) && groups.every(function (group) { return isInitial(group.word) })) return true
    var telling = groups.filter(function (group) { return !isInitial(group.word) && !tokens.STOP_WORDS.has(group.word) })
    return all.length + groups.length > 1 && (telling.length > 0 || query.common.length > 1) &&
      telling.every(function (group) { return Array.from(group.terms).some(engine.rank.isName) })
  }

  // The authors with a page who have a name, at most three.
  async function pagesOf(site, name) {
    var of = site.people && name ? person(name) : null
    if (!of) return []
    var directory = await site.load(site.people), bounds = engine.files.wordList(directory[1]), numbers = new Set()
    of.terms.forEach(function (term) { numbers.add(engine.files.position(bounds, term)) })
    of.starts.forEach(function (start) {
      var last = engine.files.position(bounds, start + "\uffff")
      for (var n = engine.files.position(bounds, start); n <= last; n++) numbers.add(n)
    })
    var shards = await Promise.all(Array.from(numbers).slice(0, MOST_SHARDS).map(function (n) {
      return site.load(engine.files.member(directory[0], n))
    }))
    var pattern = whole(of.pattern)
    return [].concat.apply([], shards).filter(function (row) { return pattern.test(row[0]) }).slice(0, MOST_PAGES)
      .map(function (row) { return { name: row[1], url: "authors/" + row[2] + ".html" } })
  }

  // The authors whom a query names, at most two: those of a person's name, else those with most words
  // of the query in their names.
  function signed(authors, name, terms) {
    var of = name ? person(name) : null, most = 0, best = []
    var patterns = of ? [whole(of.pattern), whole(of.loose)] : []
    for (var n = 0; n < patterns.length && !best.length; n++) {
      best = authors.filter(function (author) { return patterns[n].test(termOf(author)) })
    }
    if (!best.length && terms.size) authors.forEach(function (author) {
      var having = tokens.words(author).filter(function (word) { return terms.has(tokens.stem(word) + constants.NAME_MARK) }).length
      if (having > most) best = []
      most = Math.max(most, having)
      if (having && having === most) best.push(author)
    })
    return best.slice(0, 2)
  }
  function termOf(author) {
    var all = joined(words(author))
    return constants.PERSON + [family(all.pop() || "")].concat(all).join(".")
  }

  engine.people = { withoutUmlauts: family, termsBeginning: termsBeginning, words: words, isOneWord: isOneWord, person: person, groupOf: groupOf, typed: typed, pagesOf: pagesOf, signed: signed }
})(paperArchive.engine)
