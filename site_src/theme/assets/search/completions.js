// The last word of a query, which may be half typed, weighed over the words that it may become.
//
// A paper matches if it has any word that begins like the half-typed one. The reader is typing a word
// of a certain paper, most often of its title, so one such word counts nearly as much as another, and
// the first result changes only when it no longer matches. The share of a word in the weight is
// (papers / most) ** (1/32): the commonest counts most, so that *lang*, a name in ten papers, does
// not outdo *language* in three thousand. The word as typed counts as EXACT times as common, because
// the reader may have ended there. Completions that the title does not have count half: of the
// beginning of a word, nearly every abstract has one. If stop words begin alike too, each as common as
// COMMON_SHARE of all papers, the weight is that part of it that the others have of all.
(function (engine) {
  "use strict"
  var tokens = engine.tokens, spelling = engine.spelling
  var SHORTEST = 2, EXACT = 4, COMMON_SHARE = 0.1, OF_TITLE = engine.constants.MOST_OF_ABSTRACT + 1
  // Bytes to load for completions, and those of a known word that two words of the query form.
  var MOST_BYTES = 30000, MOST_OF_JOINED = 2000

  // The group of a half-typed word. A single letter among `several` words says too little, unlike the
  // number of *GPT-4*.
  async function halfTyped(lookup, word, several) {
    var begun = word.length < SHORTEST && tokens.isAscii(word)
    var sought = (begun && several && !/[0-9]/.test(word)) || tokens.STOP_WORDS.has(word) ? [] : engine.rank.allTermsOf(word)
    var group = await lookup.exact(word, sought)
    group.begun = begun
    if (begun) return group
    var candidates = await beginningWith(lookup, word, EXACT * group.papers, MOST_BYTES)
    if (!group.papers) await addEnded(lookup, candidates, word)
    if (candidates.size) share(group, candidates, lookup.site.papers)
    return group
  }

  // The group of a word and of those that begin with it.
  async function beginning(lookup, word) {
    var group = await lookup.exact(word, [tokens.stem(word)])
    var candidates = await beginningWith(lookup, word, 0, group.papers ? MOST_OF_JOINED : MOST_BYTES)
    candidates.forEach(function (candidate) {
      candidate.items.forEach(function (item) { group.add(item.segment, item.term, item.postings) })
    })
    return group.weigh(lookup.site.papers)
  }

  // The words that begin with a word or its stem, by stem: how many papers have each, and its terms
  // with their postings by segment. If there are many, these are the commonest; words of fewer than
  // `least` papers are of no interest.
  async function beginningWith(lookup, word, least, most) {
    var site = lookup.site, stem = tokens.stem(word), found = new Map(), seen = new Set()
    var prefixes = word.startsWith(stem) ? [word] : [word, stem]
    for (var n = 0; n < prefixes.length; n++) {
      var prefix = prefixes[n], places = await lookup.ofPrefix(prefix, most, least)
      var shards = await Promise.all(places.map(function (place) { return site.segments[place[0]].terms(place[1]) }))
      shards.forEach(function (shard, at) {
        var segment = places[at][0]
        shard.beginning(prefix, function (term, postings) {
          if (seen.has(segment + term)) return
          seen.add(segment + term)
          add(found, engine.rank.isName(term) ? term.slice(0, -engine.constants.NAME_MARK.length) : term, segment, term, postings)
        })
      })
    }
    return found
  }
  function add(found, stem, segment, term, postings) {
    if (!found.has(stem)) found.set(stem, { papers: 0, items: [] })
    found.get(stem).papers += postings.papers.length
    found.get(stem).items.push({ segment: segment, term: term, postings: postings })
  }

  // Adds the words whose ending is half typed: *generati* begins *generation*, whose stem is *gener*.
  async function addEnded(lookup, found, word) {
    var stems = new Set()
    spelling.ENDINGS.forEach(function (ending) {
      for (var typed = 1; typed < ending.length; typed++) {
        if (!word.endsWith(ending.slice(0, typed))) continue
        var stem = tokens.stem(word + ending.slice(typed))
        if (stem.length >= spelling.SHORTEST && stem.length < word.length && word.startsWith(stem)) stems.add(stem)
      }
    })
    await Promise.all(lookup.site.segments.map(function (segment, number) {
      return Promise.all(Array.from(stems).map(async function (stem) {
        var postings = (await segment.terms((await segment.shardOf(stem)).number)).find(stem)
        if (postings.papers.length) add(found, stem, number, stem, postings)
      }))
    }))
  }

  // How many stop words begin with a word, or are it.
  function stopWords(word) {
    return Array.from(tokens.STOP_WORDS).filter(function (common) { return common.startsWith(word) }).length
  }

  // Gives each paper its share in the weight of a group.
  function share(group, candidates, all) {
    var known = EXACT * group.papers, own = candidates.get(tokens.stem(group.word)), most = known, telling = known
    candidates.delete(tokens.stem(group.word))
    var exact = group.levels.map(function (levels) { return levels.slice() })
    candidates.forEach(function (candidate) {
      most = Math.max(most, candidate.papers)
      telling += candidate.papers
      candidate.items.forEach(function (item) { group.add(item.segment, item.term, item.postings) })
    })
    // Where another word is likelier, the word as typed is one of many.
    var ended = known === most
    if (own && !ended) candidates.set(group.word, { papers: known, items: own.items })
    group.weigh(all)
    group.weight = Math.ceil(group.weight * telling / (telling + stopWords(group.word) * COMMON_SHARE * all))
    group.weights = group.levels.map(function (levels) { return new Int32Array(levels.length) })
    group.impacts = group.levels.map(function (levels) { return new Int32Array(levels.length) })
    function weightOf(papers) {
      var part = Math.min(1, papers / most)
      for (var n = 0; n < 5; n++) part = Math.sqrt(part)
      return Math.max(1, Math.floor(part * group.weight + 0.5))
    }
    function give(segment, paper, weight, level) {
      var weights = group.weights[segment], impacts = group.impacts[segment]
      if (weights[paper] < weight) weights[paper] = weight
      if (impacts[paper] < weight * level) impacts[paper] = weight * level
    }
    candidates.forEach(function (candidate) {
      var weight = weightOf(candidate.papers)
      candidate.items.forEach(function (item) {
        var least = engine.rank.isName(item.term) ? Infinity : OF_TITLE
        item.postings.papers.forEach(function (paper, n) {
          var level = item.postings.levels[n]
          give(item.segment, paper, weight, level < least ? Math.max(1, level >> 1) : level)
        })
      })
    })
    if (known && (ended || !own)) exact.forEach(function (levels, segment) {
      var weight = weightOf(known)
      for (var n = 0; n < levels.length; n++) if (levels[n]) give(segment, n, weight, levels[n])
    })
  }

  engine.completions = { halfTyped: halfTyped, beginning: beginning }
})(paperArchive.engine)
