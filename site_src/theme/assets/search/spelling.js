// Words that are one letter away from a misspelt one, as generator/search/spelling.py has them.
(function (engine) {
  "use strict"
  var ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789".split("")
  // What stems lose.
  var ENDINGS = (
    "ability able ably al ally ance ancy ant ary ate ative ator e ed ely ement ence ency ent er ers " +
    "es iance ibility ible ic ical icity ics ied ier ies ify ing ion ions isation ise ising ism ist " +
    "ity ive ivity ization ize izing ment ness ors ory ous s th y"
  ).split(" ")

  function isUsual(word, stem) {
    return word === stem || (word.startsWith(stem) && ENDINGS.indexOf(word.slice(stem.length)) >= 0)
  }

  function variants(word) {
    var found = new Map(), stem = engine.tokens.stem, at
    function add(variant) {
      var own = stem(variant)
      if (!found.has(own) || (isUsual(variant, own) && !isUsual(found.get(own), own))) found.set(own, variant)
    }
    var letters = Array.from(word)
    function joined(start, between, end) { return letters.slice(0, start).join("") + between + letters.slice(end).join("") }
    for (at = 0; at + 1 < letters.length; at++) add(joined(at, letters[at + 1] + letters[at], at + 2))
    for (at = 0; at < letters.length; at++) ALPHABET.forEach(function (letter) { add(joined(at, letter, at + 1)) })
    for (at = 0; at < letters.length; at++) add(joined(at, "", at + 1))
    for (at = 0; at <= letters.length; at++) ALPHABET.forEach(function (letter) { add(joined(at, letter, at)) })
    found.delete(word)
    found.delete(stem(word))
    return found
  }

  function startsAlike(word, stem) {
    return Array.from(stem).slice(0, 2).join("") === Array.from(word).slice(0, 2).join("")
  }

  function distance(one, other, most) {
    one = Array.from(one)
    other = Array.from(other)
    if (Math.abs(one.length - other.length) > most) return most + 1
    var before = [], row = other.map(function (_, at) { return at }).concat(other.length), above
    for (var at = 1; at <= one.length; at++) {
      above = row
      row = [at]
      for (var to = 1; to <= other.length; to++) {
        var cost = Math.min(above[to] + 1, row[to - 1] + 1, above[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1))
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) {
          cost = Math.min(cost, before[to - 2] + 1)
        }
        row.push(cost)
      }
      before = above
      if (Math.min.apply(null, row) > most && Math.min.apply(null, above) > most) return most + 1
    }
    return Math.min(row[other.length], most + 1)
  }

  engine.spelling = {
    SHORTEST: 4, LONGEST: 40, TAKEN: 3, ENDINGS: ENDINGS, variants: variants, startsAlike: startsAlike, distance: distance
  }
})(paperArchive.engine)
