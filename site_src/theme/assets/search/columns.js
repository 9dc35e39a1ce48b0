// What counting and sorting need of every paper; loaded only for them.
(function (engine) {
  "use strict"

  // Promises the votes of a segment's papers.
  async function votes(segment) {
    return segment.votes ? engine.files.numbers(await segment.load(segment.votes)) : new Uint8Array(segment.papers)
  }

  // Promises how many of the papers that `matches` (by segment, from `least` on) have each tag, most
  // first, and how many have code.
  async function counts(site, matches, least) {
    var tags = new Map(), code = 0
    var columns = await Promise.all(site.segments.map(function (segment) { return segment.load(segment.of.facets) }))
    columns.forEach(function (column, number) {
      var values = engine.files.numbers(column[1]), papers = new Uint32Array(column[0].length), at = 0
      for (var n = 0; n < matches[number].length; n++) {
        var of = values[at] >> 1
        if (matches[number][n] >= least) {
          code += values[at] & 1
          for (var tag = at + 1; tag <= at + of; tag++) papers[values[tag]]++
        }
        at += 1 + of
      }
      column[0].forEach(function (id, tag) { if (papers[tag]) tags.set(id, (tags.get(id) || 0) + papers[tag]) })
    })
    var listed = Array.from(tags).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1) })
    return { tags: listed.map(function (tag) { return { tag: tag[0], papers: tag[1] } }), code: code }
  }

  // The votes of a paper of a site, by segment as above.
  function votesOf(site, votes, paper) {
    var segment = site.segments.findIndex(function (each) { return paper < each.first + each.papers })
    return votes[segment][paper - site.segments[segment].first]
  }

  engine.columns = { votes: votes, votesOf: votesOf, counts: counts }
})(paperArchive.engine)
