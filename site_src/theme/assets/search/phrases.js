// Tests the phrases of a query on the texts of papers, which the index does not have word by word.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  // A paper may have all words of a phrase in another order. The search gives up after so many of
  // these papers, and so many more per paper with the phrase: the same for all pages of results.
  var MOST_REJECTED = 24, MORE_REJECTED = 2
  // If it looks among some papers alone, which are few, it gives up much later.
  var MOST_REJECTED_AMONG = 400

  // How many papers more than the `wanted` ones to rank: as many as may be rejected.
  function spare(query, wanted) {
    return query.phrases.length || query.without_phrases.length ? MOST_REJECTED + MORE_REJECTED * wanted : 0
  }

  function has(document, query) {
    var texts = [document.title, document.abstract].concat(document.authors)
    texts = texts.concat(document.tags.map(function (tag) { return tag.replace(/-/g, " ") }))
    var fields = texts.map(function (text) { return " " + tokens.words(text).join(" ") + " " })
    function stands(phrase) {
      var wanted = " " + phrase.join(" ") + " "
      return fields.some(function (text) { return text.indexOf(wanted) >= 0 })
    }
    return query.phrases.every(stands) && !query.without_phrases.some(stands)
  }

  // The first `wanted` papers; if the query has phrases, only papers whose text satisfies them.
  async function verified(site, query, ranked, wanted, isAmong) {
    var most = isAmong ? MOST_REJECTED_AMONG : MOST_REJECTED
    var result = { matches: [], rejected: 0, atMost: false, gaveUp: false }
    if (!query.phrases.length && !query.without_phrases.length) {
      result.matches = ranked.best.slice(0, wanted)
      return result
    }
    for (var tested = 0; tested < ranked.total; tested++) {
      result.gaveUp = result.rejected >= most + MORE_REJECTED * result.matches.length
      if (result.matches.length >= wanted || result.gaveUp) {
        result.atMost = true
        break
      }
      if (tested % 8 === 0) { // Load eight at once, not one after the other.
        ranked.best.slice(tested, Math.min(tested + 8, wanted)).forEach(function (match) {
          site.documents.document(match[0]).catch(function () { /* reported by the await below */ })
        })
      }
      if (has(await site.documents.document(ranked.best[tested][0]), query)) result.matches.push(ranked.best[tested])
      else result.rejected++
    }
    return result
  }

  engine.phrases = { spare: spare, verified: verified }
})(paperArchive.engine)
