// Brings the papers that match a query into an order, and counts them. `rank.js` describes the score.
//
// "relevance" is by score. "newest", "oldest" and "votes" show the papers with all words first: a paper
// with one common word is rarely meant. Ties go to the newest paper, and undated papers are the oldest
// in "newest", but the last in "oldest".
(function (engine) {
  "use strict"
  var HIGHEST = 256, WEIGHT_UNIT = 1024, MOST_VOTES = 0x3fffffff
  var SORTS = ["relevance", "newest", "oldest", "votes"]

  // The name of an order; "date" is an earlier name of "newest".
  function sortOf(name) { return name === "date" ? "newest" : SORTS.indexOf(name) < 0 ? "relevance" : name }

  // The best `most` papers in order as [number, score]; how many papers match (`total`), and how many
  // of them have all words that any paper has (`all`); and by segment a mask of them, 2 for those
  // with all words. `votes` are those of the papers by segment, if that is the order. Groups of `also`
  // count for the score alone; if `whole`, papers that lack a word do not match.
  function order(site, groups, masks, options) {
    var total = 0, all = 0, known = groups.filter(function (group) { return group.papers }).length
    var best = new Best(options.most, options.sort === "oldest"), matches = masks.map(function (mask) { return new Uint8Array(mask.length) })
    var scored = groups.concat(options.also || [])
    var whole = Math.max(scored.reduce(function (sum, group) { return sum + group.weight }, 0), 1)
    function key(score, segment, paper, isWhole) {
      if (options.sort === "relevance") return score
      var first = isWhole ? MOST_VOTES + 1 : 0
      if (options.sort === "votes") return first + Math.min(options.votes[segment][paper], MOST_VOTES)
      return first + (options.sort === "oldest" && paper >= site.segments[segment].of.days[0] ? 1 : 0)
    }
    function add(segment) {
      var mask = masks[segment], first = site.segments[segment].first, having = new Uint8Array(mask.length)
      var impacts = new Float64Array(mask.length), weights = new Float64Array(mask.length)
      scored.forEach(function (group, at) {
        var levels = group.levels[segment], isWord = at < groups.length, n
        if (group.weights) {
          var own = group.weights[segment], more = group.impacts[segment]
          for (n = 0; n < levels.length; n++) {
            impacts[n] += more[n]
            weights[n] += own[n]
            if (own[n] && isWord) having[n]++
          }
          return
        }
        for (n = 0; n < levels.length; n++) {
          if (!levels[n]) continue
          impacts[n] += levels[n] * group.weight
          weights[n] += group.weight
          if (isWord) having[n]++
        }
      })
      for (var step = 0; step < mask.length; step++) {
        var n = options.sort === "oldest" ? step : mask.length - 1 - step
        if (!mask[n] || (options.anyWord && !weights[n])) continue
        var score = impacts[n] * weights[n], isWhole = having[n] >= known
        if (options.whole && !isWhole) continue
        matches[segment][n] = isWhole ? 2 : 1
        total++
        if (isWhole) all++
        best.add(first + n, key(score, segment, n, isWhole), score)
      }
    }
    var segments = masks.map(function (_, segment) { return segment })
    if (options.sort !== "oldest") segments.reverse()
    segments.forEach(add)
    return {
      total: total, all: all, matches: matches,
      best: best.sorted().map(function (entry) { return [entry[0], entry[2] / whole / (HIGHEST * WEIGHT_UNIT)] })
    }
  }

  // Keeps the best papers, [number, key, score], in a heap, the worst on top. Papers are added from
  // newest to oldest, or from oldest to newest if the oldest are the best.
  function Best(most, oldest) { this.most = most; this.oldest = oldest; this.heap = [] }
  // Negative if the one is better.
  Best.prototype.compare = function (one, other) {
    return other[1] - one[1] || (this.oldest ? one[0] - other[0] : other[0] - one[0])
  }
  Best.prototype.worse = function (a, b) { return this.compare(this.heap[a], this.heap[b]) > 0 }
  Best.prototype.swap = function (a, b) {
    var entry = this.heap[a]
    this.heap[a] = this.heap[b]
    this.heap[b] = entry
  }
  Best.prototype.add = function (paper, key, score) {
    var heap = this.heap, at
    if (heap.length < this.most) {
      at = heap.push([paper, key, score]) - 1
      for (var above = (at - 1) >> 1; at && this.worse(at, above); above = (at - 1) >> 1) {
        this.swap(at, above)
        at = above
      }
    } else if (this.most && key > heap[0][1]) {
      heap[0] = [paper, key, score]
      for (at = 0; ;) {
        var least = at
        if (2 * at + 1 < heap.length && this.worse(2 * at + 1, least)) least = 2 * at + 1
        if (2 * at + 2 < heap.length && this.worse(2 * at + 2, least)) least = 2 * at + 2
        if (least === at) break
        this.swap(at, least)
        at = least
      }
    }
  }
  Best.prototype.sorted = function () { return this.heap.sort(this.compare.bind(this)) }

  engine.order = { order: order, sortOf: sortOf }
})(paperArchive.engine)
