// Selects the papers that match a query; `order.js` ranks them.
//
// The score of a paper is Σ w·q/256 over the query's words that it has, times the share of these words
// in the weight of all words. Here w = √ln(1 + (N − df + .5) / (df + .5)), and q is the impact of the
// word in the paper. The root keeps one rare word from outdoing several common ones. Readers who half
// remember a paper know words of all kinds; with the root, 3 % more of their papers come first. Ties
// go to the newest paper, then to the first slug. So that all engines agree to the last bit, w is a
// whole number of 1/1024, and papers are sorted by Σ w·q · Σ w, which is whole too.
//
// A word matches its stem, also in British or American spelling, and names spelt like it; if no paper
// has it, the nearest words. The last word may be half typed, see completions.js.
(function (engine) {
  "use strict"
  var tokens = engine.tokens, spelling = engine.spelling
  var WEIGHT_UNIT = 1024
  // A neighbour of a misspelt word in so many times fewer papers than another may be misspelt too.
  var RARER = 20
  // Bytes that the words of a query may load, and those for the values of a filter. The words with the
  // largest shards are left out first.
  var MOST_BYTES = 100000, MOST_OF_VALUES = 30000

  function nameTerm(word) { return tokens.stem(word) + engine.constants.NAME_MARK }
  function isName(term) { return term.endsWith(engine.constants.NAME_MARK) }
  function tagTerm(id) { return engine.constants.TAG_MARK + id }
  function factTerm(fact) {
    return engine.constants.FACT_MARK + fact[0] + ":" + (fact[0] === "venue" ? tokens.stem(fact[1]) : fact[1].toLowerCase())
  }
  function termsOf(word) { return [tokens.stem(word), nameTerm(word)] }
  function nameTermsOf(word) { return Array.from(new Set([word, engine.people.withoutUmlauts(word)].map(nameTerm))) }
  function allTermsOf(word) {
    var other = spelling.otherSpelling(word)
    return Array.from(new Set([tokens.stem(word)].concat(nameTermsOf(word), other ? tokens.stem(other) : [])))
  }
  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0 }
  function sum(list) { return list.reduce(function (a, b) { return a + b }, 0) }

  // A word of the query. `levels` has, by segment, its impact in each paper, 0 for none; `terms` the
  // terms that matched; `papers` how many papers have it. `begun`: it is too short to be completed.
  // Of a half-typed word, `weights` and `impacts` have by segment what each paper has of its weight
  // and of its impact times its weight; of any other word they are null.
  function Group(site, word) {
    this.word = word
    this.levels = site.segments.map(function (segment) { return new Uint8Array(segment.papers) })
    this.terms = new Set()
    this.papers = this.weight = 0
    this.corrected = []
    this.roots = []
    this.begun = false
    this.weights = this.impacts = null
  }
  Group.prototype.add = function (segment, term, postings) {
    var levels = this.levels[segment]
    if (postings.papers.length) this.terms.add(term)
    for (var n = 0; n < postings.papers.length; n++) {
      if (levels[postings.papers[n]] < postings.levels[n]) levels[postings.papers[n]] = postings.levels[n]
    }
  }
  Group.prototype.clear = function () {
    this.levels.forEach(function (levels) { levels.fill(0) })
    this.terms.clear()
    this.corrected = []
    this.roots = []
  }
  Group.prototype.weigh = function (all) {
    var papers = 0
    this.levels.forEach(function (levels) { for (var n = 0; n < levels.length; n++) if (levels[n]) papers++ })
    var ratio = (all - papers + 0.5) / (papers + 0.5)
    this.papers = papers
    this.weight = papers ? Math.max(1, Math.floor(Math.sqrt(Math.log(1 + ratio)) * WEIGHT_UNIT + 0.5)) : 0
    return this
  }

  function Lookup(site) { this.site = site }

  // The group of a word: the papers with any of these terms.
  Lookup.prototype.exact = function (word, terms) {
    var site = this.site, group = new Group(site, word), waiting = []
    site.segments.forEach(function (segment, number) {
      terms.forEach(function (term) {
        waiting.push(segment.shardOf(term).then(function (place) {
          return segment.terms(place.number)
        }).then(function (shard) { group.add(number, term, shard.find(term)) }))
      })
    })
    return Promise.all(waiting).then(function () { return group.weigh(site.papers) })
  }

  // The group of the papers with a fact, a pair of `query.facts`.
  Lookup.prototype.fact = function (pair) { return this.exact(pair[1], [factTerm(pair)]) }

  // The values of a kind of fact that some papers have, as far as MOST_OF_VALUES reaches.
  Lookup.prototype.valuesOf = async function (name) {
    var prefix = factTerm([name, ""]), site = this.site, values = new Set()
    var places = await this.ofPrefix(prefix, MOST_OF_VALUES)
    var shards = await Promise.all(places.map(function (place) { return site.segments[place[0]].terms(place[1]) }))
    shards.forEach(function (shard) {
      shard.beginning(prefix, function (term) { values.add(term.slice(prefix.length)) })
    })
    return Array.from(values).sort()
  }

  // The group of a word, with completions if it is a `prefix`, or corrections; `several`: not alone.
  Lookup.prototype.word = async function (word, prefix, several) {
    var group = await (prefix ? engine.completions.halfTyped(this, word, several) : this.exact(word, allTermsOf(word)))
    if (!group.papers) {
      var taken = await this.nearest(word)
      if (taken.length) {
        group = await this.exact(word, taken.map(function (pair) { return pair[0] }))
        // What hardly any paper has is found, but not named: *diusion* beside *diffusion*.
        var named = taken.filter(function (near) { return near[2] * RARER > taken[0][2] })
        group.corrected = named.map(function (near) { return near[1] })
        group.roots = named.map(function (near) { return near[0] })
      }
    }
    return group
  }

  Lookup.prototype.shardsOf = async function (word) {
    var sizes = new Map(), waiting = []
    this.site.segments.forEach(function (segment, number) {
      allTermsOf(word).forEach(function (term) {
        waiting.push(segment.shardOf(term).then(function (place) { sizes.set(number + "/" + place.number, place.size) }))
      })
    })
    await Promise.all(waiting)
    return sizes
  }

  // Splits words into those to load and those that would exceed MOST_BYTES.
  Lookup.prototype.affordable = async function (words) {
    var sizes = new Map(), lookup = this
    await Promise.all(words.map(function (word) {
      return lookup.shardsOf(word).then(function (shards) { sizes.set(word, shards) })
    }))
    function size(word) { return sum(Array.from(sizes.get(word).values())) }
    var kept = words.slice().sort(function (a, b) { return size(a) - size(b) })
    while (kept.length > 1) {
      var shards = new Map()
      kept.forEach(function (word) { sizes.get(word).forEach(function (value, name) { shards.set(name, value) }) })
      if (sum(Array.from(shards.values())) <= MOST_BYTES) break
      kept.pop()
    }
    function isKept(word) { return kept.indexOf(word) >= 0 }
    return [words.filter(isKept), words.filter(function (word) { return !isKept(word) })]
  }

  // Whether a title or an author's name has the word of a group.
  Lookup.prototype.isInTitle = function (group) {
    return group.levels.some(function (levels) { return levels.some(function (level) { return level > engine.constants.MOST_OF_ABSTRACT }) })
  }

  // The stems of known words that are one letter away, commonest first, as [stem, word, papers];
  // `alike`: only those with the same two letters first, which stand together.
  Lookup.prototype.nearest = async function (word, alike) {
    var length = Array.from(word).length
    if (length < spelling.SHORTEST || length > spelling.LONGEST) return []
    var variants = spelling.variants(word), both = alike ? [false] : [false, true]
    for (var at = 0; at < both.length; at++) {
      var backward = both[at]
      var wanted = Array.from(variants.keys()).filter(function (variant) { return spelling.startsAlike(word, variant) !== backward })
      var known = await Promise.all(this.site.segments.map(function (segment) { return segment.lexicon(wanted, backward) }))
      var counted = wanted.map(function (variant) {
        return [variant, sum(known.map(function (map) { return map.get(variant) || 0 }))]
      }).filter(function (pair) { return pair[1] })
      counted.sort(function (a, b) { return b[1] - a[1] || compare(a[0], b[0]) })
      if (counted.length) {
        return counted.slice(0, spelling.TAKEN).map(function (pair) { return [pair[0], variants.get(pair[0]), pair[1]] })
      }
    }
    return []
  }

  // The known word that is nearest to an unknown one, "" if none is near.
  Lookup.prototype.suggestion = async function (word) {
    var taken = await this.nearest(word)
    if (taken.length) return this.written(taken[0][0], taken[0][1])
    if (Array.from(word).length < spelling.SHORTEST) return ""
    var stem = tokens.stem(word), counts = new Map(), segments = this.site.segments
    for (var n = 0; n < segments.length; n++) {
      for (var backward = 0; backward < 2; backward++) {
        (await segments[n].lexicon([stem], backward === 1)).forEach(function (count, candidate) { counts.set(candidate, count) })
      }
    }
    var near = []
    counts.forEach(function (count, candidate) {
      var far = Array.from(candidate).length < spelling.SHORTEST ? 3 : spelling.distance(stem, candidate, 2)
      // Who slips twice still begins with the right letter.
      if (far <= (candidate[0] === stem[0] ? 2 : 1)) near.push([far, -count, candidate])
    })
    near.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || compare(a[2], b[2]) })
    return near.length ? this.written(near[0][2], spelling.completed(near[0][2], word)) : ""
  }

  // The word of a stem as a paper writes it; `guess` if the paper that says most of it does not.
  Lookup.prototype.written = async function (stem, guess) {
    var levels = (await this.exact(stem, [stem])).levels, best = -1, most = 0
    for (var n = levels.length - 1; n >= 0; n--) {
      for (var paper = levels[n].length - 1; paper >= 0; paper--) {
        if (levels[n][paper] > most) { best = this.site.segments[n].first + paper; most = levels[n][paper] }
      }
    }
    if (best < 0) return guess
    var document = await this.site.documents.document(best)
    return spelling.writtenIn(stem, [document.title, document.abstract]) || guess
  }

  // The shards to search for completions: the first one that can have any, then the largest others,
  // which have the commonest words, as far as `most` bytes reach. A shard that cannot have a word of
  // more than `papers` papers, at four bits each, is left out.
  Lookup.prototype.ofPrefix = async function (prefix, most, papers) {
    var taken = [], others = [], least = (papers || 0) / 2 / this.site.segments.length
    await Promise.all(this.site.segments.map(async function (segment, number) {
      var first = (await segment.shardOf(prefix)).number, last = (await segment.shardOf(prefix + "\uffff")).number
      taken.push([number, first])
      ;(await segment.after(first, last)).forEach(function (place) { others.push([place.size, number, place.number]) })
    }))
    others.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1] || a[2] - b[2] })
    others.forEach(function (place) {
      if (place[0] > most || place[0] < least) return
      most -= place[0]
      taken.push([place[1], place[2]])
    })
    return taken
  }

  // By segment, a mask of its papers: 1 for those that meet the query's conditions.
  async function permitted(lookup, query, phrased) {
    var segments = lookup.site.segments
    var masks = segments.map(function (segment) { return new Uint8Array(segment.papers).fill(1) })
    function tag(id) { return lookup.exact(id, [tagTerm(id)]) }
    function name(word) { return lookup.exact(word, nameTermsOf(word)) }
    function person(name) { return engine.people.groupOf(lookup, engine.people.person(name)) }
    function fact(pair) { return lookup.fact(pair) }
    var required = phrased.concat(
      await Promise.all(query.tags.map(tag)), await Promise.all(query.authors.map(name)), await Promise.all(query.facts.map(fact)),
      await Promise.all(query.people.map(person))
    )
    var refused = (await Promise.all(query.without_tags.map(tag))).concat(
      await Promise.all(query.without.map(function (word) { return lookup.exact(word, [tokens.stem(word)]) })),
      await Promise.all(query.without_people.map(person))
    )
    // Of these, a paper may have some but not all.
    var together = await Promise.all(
      query.without_authors.map(function (names) { return Promise.all(names.map(name)) })
        .concat(query.without_facts.map(function (pairs) { return Promise.all(pairs.map(fact)) }))
    )
    masks.forEach(function (mask, number) {
      required.forEach(function (group) {
        for (var n = 0; n < mask.length; n++) if (!group.levels[number][n]) mask[n] = 0
      })
      refused.forEach(function (group) {
        for (var n = 0; n < mask.length; n++) if (group.levels[number][n]) mask[n] = 0
      })
      together.forEach(function (groups) {
        for (var n = 0; n < mask.length; n++) {
          if (groups.every(function (group) { return group.levels[number][n] })) mask[n] = 0
        }
      })
    })
    if (query.after || query.before) {
      await Promise.all(segments.map(function (segment, number) {
        return segment.between(query.after, query.before).then(function (range) {
          masks[number].fill(0, 0, range[0]).fill(0, range[1])
        })
      }))
    }
    return masks
  }

  engine.rank = {
    Lookup: Lookup, Group: Group, permitted: permitted, termsOf: termsOf, allTermsOf: allTermsOf,
    isName: isName, nameTerm: nameTerm, nameTermsOf: nameTermsOf, tagTerm: tagTerm
  }
})(paperArchive.engine)
