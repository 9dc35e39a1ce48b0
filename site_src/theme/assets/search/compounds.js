// Words that some write as one and others as several: *dataset, data set; GPT-4o, gpt4o; pre-training*.
//
// - A word of letters and digits also matches papers with all of its parts: *gpt* and *4o*, *deepseek*
//   and *r1*, *vit*, *b* and *16*, *llama* and *3.1*. Before a number one or two letters may be a
//   part of their own.
// - Two neighbouring words of a query also match the word that they form together. A short query
//   tries all neighbours (*flash attention*), and all three of its words as one (*big code bench*). A
//   longer one would load too much, so it tries them only
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
  var LETTERS = /^[a-z]{2,}$/, NUMBER = /^[0-9][0-9.]*[a-z]?$/
  var MIXED = /^(?=.*[a-z])(?=.*[0-9])[a-z0-9.]{3,16}$/, BORDER = /[a-z](?=[0-9])|[0-9](?=[a-z])/g
  var SHORT_ENDING = /^([a-z]{1,2})([0-9][0-9.]*)$/, TWO_DIGITS = /^[0-9]{2}$/
  // Letters before those that may stand with a number, as in *deepseek* and *r1*.
  var SHORTEST_NAME = 3

  // The group of a word of a query, see `Lookup.word`, with the papers that write it as several words.
  async function groupOf(lookup, word, prefix, several) {
    var group = await lookup.word(word, prefix, several)
    var ways = await knownWays(lookup, waysToPart(word))
    for (var n = 0; n < ways.length; n++) {
      var all = await together(lookup, ways[n])
      if (!all.papers) continue
      if (group.corrected.length) group = await lookup.exact(word, []) // The word was not misspelt.
      add(lookup, group, all)
    }
    if (group.papers) return group
    var parts = await parted(lookup, word)
    if (parts.length) {
      add(lookup, group, await together(lookup, parts))
      group.corrected = group.papers ? [parts.join(" ")] : []
    }
    return group
  }

  // The ways to write a word of letters and digits as several words; [] for other words.
  function waysToPart(word) {
    if (!MIXED.test(word)) return []
    var ways = [], borders = []
    word.replace(BORDER, function (_, at) { borders.push(at + 1) })
    borders.forEach(function (at) {
      var before = word.slice(0, at), after = word.slice(at)
      if (before.length > 1 && (after.length > 1 || NUMBER.test(after))) ways.push([before, after])
      if (TWO_DIGITS.test(after)) ways.push([before, after[0] + "." + after[1]])
    })
    // Only one number, at the end.
    if (borders.length === 1 && NUMBER.test(word.slice(borders[0]))) {
      for (var letters = 1; letters <= 2 && borders[0] - letters >= SHORTEST_NAME; letters++) {
        var rest = SHORT_ENDING.exec(word.slice(borders[0] - letters)), name = word.slice(0, borders[0] - letters)
        ways.push([name, rest[0]], [name, rest[1], rest[2]])
      }
    }
    return ways
  }

  // The ways whose first and last parts some papers have. The lexicon is asked for those that are long
  // enough to be in it, so that nothing is loaded for the others.
  async function knownWays(lookup, ways) {
    function isListed(part) { return part.length > 1 }
    async function known(place, backward) {
      var parts = ways.map(place).filter(isListed), papers = await counts(lookup, parts, backward)
      ways = ways.filter(function (way) { return !isListed(place(way)) || papers.get(stem(place(way))) })
    }
    if (ways.length > 1) await known(function (way) { return way[0] }, false)
    if (ways.length > 1) await known(function (way) { return way[way.length - 1] }, true)
    return ways
  }

  // The words of a query that are tried as one, as [first, end].
  function runs(words) {
    var tried = words.length === SHORT_QUERY ? [[0, SHORT_QUERY]] : []
    for (var n = 0; n + 1 < words.length; n++) {
      if (words.length <= SHORT_QUERY || oftenTogether(words[n], words[n + 1])) tried.push([n, n + 2])
    }
    return tried
  }

  // Adds to neighbouring groups the papers with the word that they form; groups are in query order.
  async function join(lookup, groups, prefix) {
    var words = groups.map(function (group) { return group.word })
    await Promise.all(runs(words).map(async function (run) {
      var word = words.slice(run[0], run[1]).join(""), last = prefix && run[1] === groups.length
      var whole = await (last ? engine.completions.beginning(lookup, word) : lookup.exact(word, [stem(word)]))
      return { run: run, whole: whole }
    })).then(function (all) {
      all.filter(function (joined) { return joined.whole.papers }).forEach(function (joined) {
        groups.slice(joined.run[0], joined.run[1]).forEach(function (group) {
          if (group.corrected.length) group.clear() // The word was not misspelt.
          add(lookup, group, joined.whole)
        })
      })
    })
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
    var tried = runs(words)
    return words.map(function (word, n) {
      var ways = engine.rank.allTermsOf(word).map(function (term) { return [term] })
      waysToPart(word).forEach(function (parts) { ways.push(parts.map(stem)) })
      tried.forEach(function (run) {
        if (run[0] <= n && n < run[1]) ways.push([stem(words.slice(run[0], run[1]).join(""))])
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

  engine.compounds = { groupOf: groupOf, join: join, readings: readings, waysToPart: waysToPart }
})(paperArchive.engine)
