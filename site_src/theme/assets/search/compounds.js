// Words that some write as one and others as two: *dataset, data set; GPT-4, gpt4; pre-training*.
//
// A word with a number at its end also finds what has both, *gpt* and *4*. Two words of a query next
// to each other also find what they are together: in a short query always (*flash attention*), in a
// longer one, for which that would load too much, where the second is a number or the first is one
// that often stands so, such as *pre* or *data*. A word that no paper has, and nothing near it, is
// read as two that some have: *reinforcementlearning*, *text2image*.
(function (engine) {
  "use strict"
  var stem = engine.tokens.stem
  // Of the parts of a word that is read as two; words of a query of which all neighbours are joined.
  var SHORTEST = 3, SHORT_QUERY = 3
  var FIRST = new Set((
    "anti auto back bench bi bio check co code cross cyber data end few fine frame hyper inter intra key land " +
    "life long macro mark meta micro mono multi nano neuro non out over para point poly post pre pseudo road self " +
    "semi spatio sub super time trans ultra under uni water wave web work zero"
  ).split(" "))
  var NUMBERED = /^([a-z]{2,})([0-9][0-9.]*)$/, LETTERS = /^[a-z]{2,}$/, NUMBER = /^[0-9][0-9.]*[a-z]?$/

  // The group of a word of a query, see `Lookup.word`, with what is written as two.
  async function groupOf(lookup, word, prefix) {
    var group = await lookup.word(word, prefix), numbered = NUMBERED.exec(word), both
    if (numbered) {
      both = await together(lookup, numbered.slice(1))
      if (both.papers) {
        if (group.corrected.length) group = await lookup.exact(word, [])
        add(lookup, group, both)
      }
      return group
    }
    if (group.papers) return group
    var parts = await parted(lookup, word)
    if (parts.length) {
      add(lookup, group, await together(lookup, parts))
      group.corrected = group.papers ? [parts.join(" ")] : []
    }
    return group
  }

  // Neighbours among the groups, in the order of the query, find what they are together.
  async function join(lookup, groups, prefix) {
    for (var n = 0; n + 1 < groups.length; n++) {
      var one = groups[n], other = groups[n + 1]
      if (groups.length > SHORT_QUERY && !oftenTogether(one.word, other.word)) continue
      var word = one.word + other.word, last = prefix && n + 2 === groups.length
      var whole = await (last ? lookup.beginning(word) : lookup.exact(word, [stem(word)]))
      if (!whole.papers) continue
      ;[one, other].forEach(function (group) {
        if (group.corrected.length) group.clear() // It was no slip.
        add(lookup, group, whole)
      })
    }
  }
  function oftenTogether(one, other) { return FIRST.has(one) || (LETTERS.test(one) && NUMBER.test(other)) }

  // The two known words that a word is made of, the commonest; none if there are none.
  async function parted(lookup, word) {
    var letters = Array.from(word), pairs = [], best = [], most = 0
    if (letters.length < 2 * SHORTEST || letters.length > engine.spelling.LONGEST) return []
    for (var at = SHORTEST; at <= letters.length - SHORTEST; at++) {
      pairs.push([letters.slice(0, at).join(""), letters.slice(at).join("")])
    }
    // The 2 of *text2image*.
    pairs.slice(0, -1).forEach(function (pair) { if (/^[24]/.test(pair[1])) pairs.push([pair[0], pair[1].slice(1)]) })
    var before = await counts(lookup, pairs.map(function (pair) { return pair[0] }), false)
    pairs = pairs.filter(function (pair) { return before.get(stem(pair[0])) })
    var after = await counts(lookup, pairs.map(function (pair) { return pair[1] }), true)
    pairs.forEach(function (pair) {
      var papers = Math.min(before.get(stem(pair[0])), after.get(stem(pair[1])) || 0)
      if (papers > most || (papers && papers === most && pair[0] < best[0])) { best = pair; most = papers }
    })
    return best
  }

  async function counts(lookup, words, backward) {
    var stems = Array.from(new Set(words.map(stem))), found = new Map()
    var known = await Promise.all(stems.length ? lookup.site.segments.map(function (segment) {
      return segment.lexicon(stems, backward)
    }) : [])
    known.forEach(function (map) {
      stems.forEach(function (each) { found.set(each, (found.get(each) || 0) + (map.get(each) || 0)) })
    })
    return found
  }

  // The group of the papers that have all words.
  async function together(lookup, words) {
    var groups = await Promise.all(words.map(function (word) { return lookup.exact(word, [stem(word)]) }))
    var both = new engine.rank.Group(lookup.site, words.join(" "))
    both.levels.forEach(function (levels, segment) {
      for (var n = 0; n < levels.length; n++) {
        levels[n] = Math.min.apply(null, groups.map(function (group) { return group.levels[segment][n] }))
      }
    })
    groups.forEach(function (group) { group.terms.forEach(function (term) { both.terms.add(term) }) })
    return both.weigh(lookup.site.papers)
  }

  function add(lookup, group, other) {
    group.levels.forEach(function (levels, segment) {
      var found = other.levels[segment]
      for (var n = 0; n < levels.length; n++) if (levels[n] < found[n]) levels[n] = found[n]
    })
    other.terms.forEach(function (term) { group.terms.add(term) })
    group.weigh(lookup.site.papers)
  }

  engine.compounds = { groupOf: groupOf, join: join }
})(paperArchive.engine)
