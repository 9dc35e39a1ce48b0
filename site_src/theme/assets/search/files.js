// Reads the files of the index; search/__init__.py of the generator documents their format.
(function (engine) {
  "use strict"
  var constants = engine.constants
  var PAPERS_A_SHARD = constants.PAPERS_A_SHARD, SHARDS_A_GROUP = constants.SHARDS_A_GROUP
  var VALUES = new Uint8Array(128)
  for (var n = 0; n < 64; n++) VALUES[constants.DIGITS.charCodeAt(n)] = n
  var MOST_ONES = constants.MOST_ONES, ESCAPED = constants.ESCAPED_BITS, LENGTHS = constants.LENGTHS
  var LONGEST_CODE = Math.max.apply(null, LENGTHS)
  var NOT_IN_SLUGS = new RegExp(constants.NOT_IN_SLUGS, "g")
  var NONE = { papers: new Int32Array(0), levels: new Uint8Array(0) }

  // By the next LONGEST_CODE bits: the impact of the level whose code they begin with, and its length.
  var IMPACT = new Uint8Array(1 << LONGEST_CODE), LENGTH = new Uint8Array(1 << LONGEST_CODE)
  ;(function () {
    var at = 0
    for (var length = 1; length <= LONGEST_CODE; length++) {
      for (var level = 1; level <= LENGTHS.length; level++) {
        if (LENGTHS[level - 1] !== length) continue
        var end = at + (1 << (LONGEST_CODE - length))
        IMPACT.fill(constants.IMPACTS[level], at, end)
        LENGTH.fill(length, at, end)
        at = end
      }
    }
  })()

  function numbers(text) {
    var list = [], number = 0, factor = 1
    for (var at = 0; at < text.length; at++) {
      var value = VALUES[text.charCodeAt(at)]
      number += (value & 31) * factor
      if (value < 32) { list.push(number); number = 0; factor = 1 } else factor *= 32
    }
    return list
  }

  function wordList(text) {
    var before = []
    return text ? text.split(" ").map(function (item) {
      var shared = VALUES[item.charCodeAt(0)]
      before = Array.from(before).slice(0, shared).join("") + item.slice(1)
      return before
    }) : []
  }

  // The last place whose bound does not sort after the word.
  function position(bounds, word) {
    var low = 0, high = bounds.length
    while (high - low > 1) {
      var middle = (low + high) >> 1
      if (bounds[middle] <= word) low = middle
      else high = middle
    }
    return low
  }

  function bytes(base64) {
    var text = atob(base64), values = new Uint8Array(text.length + 8)
    for (var at = 0; at < text.length; at++) values[at] = text.charCodeAt(at)
    return values
  }

  function TermShard(value, papers) {
    this.terms = wordList(value[0])
    var counts = numbers(value[1]), packed = bytes(value[2]), at = 0
    function ahead() {
      var byte = at >>> 3, shift = at & 7
      var first = (packed[byte] << 24) | (packed[byte + 1] << 16) | (packed[byte + 2] << 8) | packed[byte + 3]
      return shift ? (first << shift) | (packed[byte + 4] >>> (8 - shift)) : first
    }
    this.postings = counts.map(function (having) {
      var k = 0
      while (having * Math.pow(2, k + 5) <= constants.MEDIAN_SIXTEENTHS * papers) k++
      var postings = { papers: new Int32Array(having), levels: new Uint8Array(having) }, paper = -1
      for (var n = 0; n < having; n++) {
        var bits = ahead(), ones = Math.clz32(~bits), gap
        if (ones >= MOST_ONES) {
          gap = bits & ((1 << ESCAPED) - 1)
          at += MOST_ONES + ESCAPED
        } else {
          gap = k ? (ones << k) | ((bits << (ones + 1)) >>> (32 - k)) : ones
          at += ones + 1 + k
        }
        paper += 1 + gap
        bits = ahead() >>> (32 - LONGEST_CODE)
        postings.papers[n] = paper
        postings.levels[n] = IMPACT[bits]
        at += LENGTH[bits]
      }
      return postings
    })
  }
  TermShard.prototype.place = function (term) {
    var low = 0, high = this.terms.length
    while (low < high) {
      var middle = (low + high) >> 1
      if (this.terms[middle] < term) low = middle + 1
      else high = middle
    }
    return low
  }
  TermShard.prototype.find = function (term) {
    var at = this.place(term)
    return this.terms[at] === term ? this.postings[at] : NONE
  }
  TermShard.prototype.beginning = function (prefix, take) {
    for (var at = this.place(prefix); at < this.terms.length && this.terms[at].startsWith(prefix); at++) {
      take(this.terms[at], this.postings[at])
    }
  }

  function member(groups, number) {
    return groups[Math.floor(number / SHARDS_A_GROUP)] + "/" + (number % SHARDS_A_GROUP)
  }

  function turned(word, backward) { return backward ? Array.from(word).reverse().join("") : word }

  // The places of all terms follow from the manifest, so only their shards are loaded.
  function Segment(load, directory, first, votes) {
    this.load = load
    this.of = directory
    this.first = first
    this.papers = directory.papers
    this.votes = votes
    this.bounds = wordList(directory.terms[1])
    this.sizes = numbers(directory.terms[2]).map(function (size) { return size * constants.SIZE_UNIT })
    this.shards = new Map()
  }
  // The number and size of the only term shard that can have a term.
  Segment.prototype.shardOf = async function (term) {
    var number = position(this.bounds, term)
    return { number: number, size: this.sizes[number] }
  }
  // The shards after `first` up to `last`, with their sizes.
  Segment.prototype.after = async function (first, last) {
    return this.sizes.slice(first + 1, last + 1).map(function (size, at) { return { number: first + 1 + at, size: size } })
  }
  Segment.prototype.terms = function (number) {
    var segment = this
    if (!segment.shards.has(number)) {
      segment.shards.set(number, segment.load(member(segment.of.terms[0], number)).then(
        function (value) { return new TermShard(value, segment.papers) },
        function (error) { segment.shards.delete(number); throw error }
      ))
    }
    return segment.shards.get(number)
  }
  // The range [start, end] of papers first listed on the day `after` or later and before `before`.
  Segment.prototype.between = async function (after, before) {
    var days = this.of.days, counts = numbers(days[2]), start = days[0], end = days[0], day = Date.parse(days[1] + "T00:00:00Z")
    for (var at = 0; at < counts.length; at += 2) {
      day += counts[at] * 86400000
      var name = new Date(day).toISOString().slice(0, 10)
      if (name < after) start += counts[at + 1]
      if (!before || name < before) end += counts[at + 1]
    }
    return [start, Math.max(start, end)]
  }
  Segment.prototype.lexicon = function (words, backward) {
    var segment = this, groups = this.of.lexicon[backward ? 1 : 0][0], bounds = wordList(this.of.lexicon[backward ? 1 : 0][1])
    var needed = new Set(groups.length ? words.map(function (word) { return position(bounds, turned(word, backward)) }) : [])
    return Promise.all(Array.from(needed).map(function (number) { return segment.load(member(groups, number)) })).then(function (shards) {
      var papers = new Map()
      shards.forEach(function (shard) {
        var counts = numbers(shard[1])
        wordList(shard[0]).forEach(function (word, at) { papers.set(turned(word, backward), counts[at]) })
      })
      return papers
    })
  }

  // `groups` are pairs of a group's id and the number of its papers, in the order of their numbers.
  function Documents(load, groups) {
    var first = 0
    this.load = load
    this.groups = groups.map(function (group) {
      var entry = { id: group[0], first: first }
      first += group[1]
      return entry
    })
  }
  Documents.prototype.document = function (paper) {
    var group = this.groups.filter(function (candidate) { return candidate.first <= paper }).pop(), within = paper - group.first
    return this.load(group.id + "/" + Math.floor(within / PAPERS_A_SHARD)).then(function (shard) {
      var fields = shard[within % PAPERS_A_SHARD]
      var slug = fields[0] || fields[1].toLowerCase().replace(NOT_IN_SLUGS, "-").replace(/^-+|-+$/g, "")
      return {
        slug: slug, title: fields[1], date: fields[2], tags: fields[3].split(" ").filter(Boolean), authors: fields[4], abstract: fields[5],
        gist: [fields[6] || 0, fields[7] || 0]
      }
    })
  }

  // Promises the site's index; `load` promises the value of a file by its id.
  function open(load) {
    return load("manifest").then(function (manifest) {
      if (manifest.format !== constants.FORMAT) {
        var error = new Error("The search was updated. Load the page again.")
        error.name = "SearchUnavailable"
        error.code = "format"
        throw error
      }
      var first = 0
      var segments = manifest.segments.map(function (directory, number) {
        var segment = new Segment(load, directory, first, manifest.votes[number])
        first += segment.papers
        return segment
      })
      // By id: the id that the tag's title would have, "" if it is the same.
      var names = new Map(manifest.tags.map(function (tag) { return [tag[0], tag[2] ? engine.query.tagOf(tag[2]) : ""] }))
      return { papers: manifest.papers, tags: manifest.tags, names: names, segments: segments, documents: new Documents(load, manifest.documents),
        people: manifest.people || "", load: load }
    })
  }

  engine.files = {
    open: open, numbers: numbers, wordList: wordList, position: position, member: member,
    postings: function (value, papers) { return new TermShard(value, papers).postings }
  }
})(paperArchive.engine)
