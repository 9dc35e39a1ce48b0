// What to ask instead of a query that finds nothing: fewer words and filters, the tag of that name.
(function (engine) {
  "use strict"
  var FILTER = /(^|\s)-?(?:tag|author|after|before|doi|category|venue|has):(?:"[^"]*"?|\S*)/gi
  var FILTER_OR_QUOTE = new RegExp(FILTER.source + "|[\"“”„«»]", "gi")
  var MOST = 3

  function trimmed(text) { return text.replace(/\s+/g, " ").trim() }

  // Queries that ask for less, in the order in which they keep most of it, as [query, filtered]:
  // `filtered` tells whether the filters of the options stay.
  function less(text, options) {
    var plain = trimmed(text.replace(FILTER_OR_QUOTE, function (part) { return part.length > 1 ? part : " " }).replace(/(^|\s)-(?=\S)\S+/g, " "))
    var words = trimmed(text.replace(FILTER, " ")), both = trimmed(plain.replace(FILTER, " ")), narrowed = isNarrowed(options)
    var filters = trimmed((text.match(FILTER) || []).join(" "))
    var queries = [[plain, true], [words, true], [both, true], [filters, true]]
    if (narrowed) queries.push([trimmed(text), false], [plain, false])
    queries.push([words, false], [both, false])
    return queries.filter(function (query, n) {
      return query[0] && (query[0] !== trimmed(text) || !query[1]) && (narrowed || query[1]) &&
        queries.findIndex(function (other) { return other[0] === query[0] && other[1] === query[1] }) === n
    })
  }
  function isNarrowed(options) {
    return Boolean([].concat(options.tags || []).length || options.after || options.before || options.code)
  }

  // The tags whose id or title has all words of the query, most papers first.
  function tagsCalled(site, words) {
    return site.tags.filter(function (tag) {
      var name = "-" + tag[0] + "-" + (site.names.get(tag[0]) || "") + "-"
      return words.length && words.every(function (word) { return name.indexOf("-" + word) >= 0 })
    }).map(function (tag) { return { query: "tag:" + tag[0], papers: tag[1], filtered: false, tag: tag[0] } })
  }

  // Promises up to three queries that find something, as {query, papers, filtered, tag}.
  async function instead(site, text, words, options) {
    var found = [], candidates = less(text, options)
    for (var n = 0; n < candidates.length && found.length < MOST - 1; n++) {
      var kept = candidates[n][1] ? { tags: options.tags, after: options.after, before: options.before, code: options.code } : {}
      var answer = await engine.answer.search(site, candidates[n][0] + " ", Object.assign({ limit: 0, isRetry: true }, kept))
      if (answer.total) found.push({ query: candidates[n][0], papers: answer.total, filtered: candidates[n][1], tag: "" })
    }
    return found.concat(tagsCalled(site, words)).slice(0, MOST)
  }

  engine.instead = { instead: instead }
})(paperArchive.engine)
