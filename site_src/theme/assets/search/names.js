// The nearest known names of authors for those that no paper has.
(function (engine) {
  "use strict"
  var spelling = engine.spelling, MOST_BYTES = 30000
  // Of a name of up to SHORT letters the first one must be right, of a longer one the first two.
  var SHORTEST = 3, SHORT = 4

  function capital(word) { return word && word[0].toUpperCase() + word.slice(1) }

  // The commonest name that is one letter away from a word, as a paper writes it; "" if none is. It
  // loads the files that such names would be in, as far as MOST_BYTES reach; with `own`, only the file
  // that would have the word.
  async function nearest(lookup, word, own) {
    var length = Array.from(word).length, best = "", most = 0, counts = new Map(), last = new Map(), segments = lookup.site.segments
    if (length < SHORTEST || length > spelling.LONGEST) return ""
    var variants = spelling.variants(word), same = length > SHORT ? 2 : 1
    var terms = Array.from(variants.keys()).filter(function (stem) { return stem.slice(0, same) === word.slice(0, same) })
      .map(function (stem) { return stem + engine.constants.NAME_MARK })
    await Promise.all(segments.map(async function (segment) {
      var places = new Map(), left = MOST_BYTES / segments.length, home = (await segment.shardOf(word)).number
      for (var n = 0; n < terms.length; n++) {
        var place = await segment.shardOf(terms[n])
        if (!places.has(place.number)) places.set(place.number, { size: place.size, terms: [] })
        places.get(place.number).terms.push(terms[n])
      }
      var taken = Array.from(places).sort(function (a, b) { return b[1].terms.length - a[1].terms.length || a[0] - b[0] })
        .filter(function (place) { return own ? place[0] === home : (left -= place[1].size) >= 0 })
      await Promise.all(taken.map(async function (place) {
        var shard = await segment.terms(place[0])
        place[1].terms.forEach(function (term) {
          var papers = shard.find(term).papers
          counts.set(term, (counts.get(term) || 0) + papers.length)
          if (papers.length) last.set(term, segment.first + papers[papers.length - 1])
        })
      }))
    }))
    terms.forEach(function (term) {
      if ((counts.get(term) || 0) > most) { best = term; most = counts.get(term) }
    })
    return best && written(await lookup.site.documents.document(last.get(best)), best, variants.get(best.slice(0, -engine.constants.NAME_MARK.length)))
  }

  // The name of a term as a paper writes it; `guess` if it is no whole word there.
  function written(document, term, guess) {
    var words = document.authors.join(" ").split(/[\s,]+/)
    return words.find(function (word) { return engine.rank.nameTerm(engine.tokens.fold(word)) === term }) || capital(guess)
  }

  // For the given names of a person, those of the people of that family name who differ in one letter,
  // in as many words: [[typed, known], …] of the person with most papers; [] if there is none.
  async function nearestGiven(lookup, name) {
    var parts = engine.people.words(name), best = [], most = 0
    if (parts.length < 2) return []
    var ways = [[parts[parts.length - 1], parts.slice(0, -1)], [parts[0], parts.slice(1)]]
    for (var n = 0; n < ways.length; n++) {
      var typed = ways[n][1], start = engine.constants.PERSON + engine.people.withoutUmlauts(ways[n][0]) + "."
      var papers = await engine.people.termsBeginning(lookup, start)
      papers.forEach(function (count, term) {
        var known = term.slice(start.length).split(".")
        if (count > most && known.length === typed.length && spelling.distance(known.join("."), typed.join("."), 1) === 1) {
          most = count
          best = typed.map(function (word, at) { return [word, capital(known[at])] })
        }
      })
    }
    return best
  }

  // A query with the nearest name instead of a person's name, "" if there is none; `replaced` is that of
  // suggest.js.
  async function ofPerson(lookup, text, name, replaced) {
    var all = engine.people.words(name), mended = text, n
    for (n = 0; n < all.length; n++) {
      if ((await lookup.exact(all[n], engine.rank.nameTermsOf(all[n]))).papers) continue
      mended = replaced(mended, all[n], await nearest(lookup, all[n]))
    }
    if (mended !== text) return mended
    var given = await nearestGiven(lookup, name)
    given.forEach(function (pair) { if (pair[0] !== pair[1].toLowerCase()) mended = replaced(mended, pair[0], pair[1]) })
    return mended === text ? "" : mended
  }

  // A query with the nearest names for those of `author:` that no paper has; the query itself if all
  // are known, or none is near.
  async function respelt(lookup, text, query, replaced) {
    var n
    for (n = 0; n < query.authors.length; n++) {
      var word = query.authors[n]
      if ((await lookup.exact(word, engine.rank.nameTermsOf(word))).papers) continue
      text = replaced(text, word, await nearest(lookup, word))
    }
    for (n = 0; n < query.people.length; n++) {
      if ((await engine.people.groupOf(lookup, engine.people.person(query.people[n]))).papers) continue
      text = await ofPerson(lookup, text, query.people[n], replaced) || text
    }
    return text
  }

  engine.names = { nearest: nearest, ofPerson: ofPerson, respelt: respelt }
})(paperArchive.engine)
