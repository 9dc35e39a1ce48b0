// Words that some write as one and others as two: *dataset, data set; GPT-4, gpt4; pre-training*.
//
// - A word that ends in a number also matches papers with both parts: *gpt* and *4*.
// - Two neighbouring words of a query also match the word that they form together. A short query
//   tries all neighbours (*flash attention*). A longer one would load too much, so it tries them only
//   if the second word is a number or the first often begins compounds, as *pre* and *data* do.
// - A word that no paper has, and that no correction fits, is read as two words that some papers
//   have: *reinforcementlearning*, *text2image*.
(function (engine) {
  "use strict"
  var stem = engine.tokens.stem
  // Letters of each part of a word that is read as two; words of a query that tries all neighbours.
  var SHORTEST = 3, SHORT_QUERY = 3
  var FIRST = new Set((
    "anti auto back bench bi bio check co code cross cyber data end few fine frame hyper inter intra key land " +
    "life long macro mark meta micro mono multi nano neuro non out over para point poly post pre pseudo road self " +
    "semi spatio sub super time trans ultra under uni water wave web work zero"
  ).split(" "))
  var NUMBERED = /^([a-z]{2,})([0-9][0-9.]*)$/, LETTERS = /^[a-z]{2,}$/, NUMBER = /^[0-9][0-9.]*[a-z]?$/

  // The group of a word of a query, as of `Lookup.word`, with the papers that write it as two words.
  async function groupOf(lookup, word, prefix, several) {
    var group = await lookup.word(word, prefix, several), numbered = NUMBERED.exec(word), both
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

  // Adds to neighbouring groups the papers with the word that both form; groups are in query order.
  async function join(lookup, groups, prefix) {
    for (var n = 0; n + 1 < groups.length; n++) {
      var one = groups[n], other = groups[n + 1]
      if (groups.length > SHORT_QUERY && !oftenTogether(one.word, other.word)) continue
      var word = one.word + other.word, last = prefix && n + 2 === groups.length
      var whole = await (last ? engine.completions.beginning(lookup, word) : lookup.exact(word, [stem(word)]))
      if (!whole.papers) continue
      ;[one, other].forEach(function (group) {
        if (group.corrected.length) group.clear() // The word was not misspelt.
        add(lookup, group, whole)
      })
    }
  }
  function oftenTogether(one, other) { return FIRST.has(one) || (LETTERS.test(one) && NUMBER.test(other)) }

  // The two known words that form a word, the commonest such pair; [] if there is none.
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
    var stems = Array.from(new Set(words.map(stem))), papers = new Map()
    var known = await Promise.all(stems.length ? lookup.site.segments.map(function (segment) {
      return segment.lexicon(stems, backward)
    }) : [])
    known.forEach(function (map) {
      stems.forEach(function (root) { papers.set(root, (papers.get(root) || 0) + (map.get(root) || 0)) })
    })
    return papers
  }

  // The group of the papers that have all of these words.
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

  // For each word of a query the ways to have it, whatever the index has: lists of terms of which a
  // paper must have all. Topics are matched by them.
  function readings(words) {
    return words.map(function (word, n) {
      var ways = engine.rank.allTermsOf(word).map(function (term) { return [term] }), numbered = NUMBERED.exec(word)
      if (numbered) ways.push(numbered.slice(1).map(stem))
      ;[n - 1, n].forEach(function (at) {
        var one = words[at], other = words[at + 1]
        if (one === undefined || other === undefined) return
        if (words.length <= SHORT_QUERY || oftenTogether(one, other)) ways.push([stem(one + other)])
      })
      return ways
    })
  }

  function add(lookup, group, other) {
    group.levels.forEach(function (levels, segment) {
      var others = other.levels[segment]
      for (var n = 0; n < levels.length; n++) {
        if (group.weights && others[n]) {
          group.weights[segment][n] = Math.max(group.weights[segment][n], group.weight)
          group.impacts[segment][n] = Math.max(group.impacts[segment][n], group.weight * others[n])
        }
        if (levels[n] < others[n]) levels[n] = others[n]
      }
    })
    other.terms.forEach(function (term) { group.terms.add(term) })
    if (!group.weights) group.weigh(lookup.site.papers)
  }

  engine.compounds = { groupOf: groupOf, join: join, readings: readings }
})(paperArchive.engine)
