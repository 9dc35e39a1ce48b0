// Brings the first papers into their final order by what they say; the index has only their stems.
//
// First come papers that are called as the query says, by the whole title or by what stands before
// its colon. The others follow by their score times 1 + the share of the query's words that they have
// as typed: who types *learned* rarely means a paper that only says *learning*. The search page loads
// these papers first anyway, and of known items some 3 % more come first by their abstracts.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  var FEW = 3

  function joined(text) { return tokens.words(text).join("") }

  // Whether a text has a word of the query as typed: the last one may be half typed, and words that
  // some write as one are the same to the reader.
  function says(said, words, n, prefix) {
    var word = words[n], before = n ? words[n - 1] + word : "", after = word + (words[n + 1] || "")
    if (said.has(word) || said.has(before) || said.has(after)) return true
    if (engine.compounds.waysToPart(word).some(function (parts) { return parts.every(function (part) { return said.has(part) }) })) return true
    return prefix && n === words.length - 1 && word.length > 1 && Array.from(said).some(function (other) { return other.startsWith(word) })
  }

  // `best`, pairs of a paper's number and its score, with the first FEW of them in order.
  async function ordered(site, best, text, query) {
    var wanted = joined(text), words = query.words
    var some = await Promise.all(best.slice(0, FEW).map(async function (match, at) {
      var document = await site.documents.document(match[0]), title = document.title
      var called = joined(title) === wanted ? 2 : joined(title.split(/:\s/)[0]) === wanted ? 1 : 0
      var said = new Set(tokens.words(title + " " + document.abstract))
      var typed = words.filter(function (_, n) { return says(said, words, n, query.prefix) }).length
      return { match: match, called: called, score: match[1] * (1 + typed / words.length), at: at }
    }))
    some.sort(function (a, b) { return b.called - a.called || b.score - a.score || a.at - b.at })
    return some.map(function (paper) { return paper.match }).concat(best.slice(FEW))
  }

  engine.first = { FEW: FEW, ordered: ordered }
})(paperArchive.engine)
