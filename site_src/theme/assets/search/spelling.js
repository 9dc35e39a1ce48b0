// Other spellings of a word: those one letter away, and British and American ones.
(function (engine) {
  "use strict"
  var ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789".split("")
  // Endings that the stemmer removes.
  var ENDINGS = (
    "ability able ably al ally ance ancy ant ary ate ative ator e ed ely ement ence ency ent er ers " +
    "es iance ibility ible ic ical icity ics ied ier ies ify ing ion ions isation ise ising ism ist " +
    "ity ive ivity ization ize izing ment ness ors ory ous s th y"
  ).split(" ")

  // British to American and back; the first rule that fits applies.
  var OUR = "(behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rig|rum|sav|tum|vap|vig)"
  var RE = "(calib|cent|fib|lit|met|theat)", IZE = "(e|ed|es|er|ers|ing|able|ation|ations)"
  var SPELLINGS = [
    [OUR + "our(.*)", "$1or$2"], [OUR + "or(.*)", "$1our$2"],
    ["(.{3,}[iy])s" + IZE, "$1z$2"], ["(.{3,}[iy])z" + IZE, "$1s$2"],
    [RE + "re(s?)", "$1er$2"], [RE + "er(s?)", "$1re$2"],
    ["(anal|catal|dial)ogue(s?)", "$1og$2"], ["(anal|catal|dial)og(s?)", "$1ogue$2"],
    ["(def|off|pret)ence(s?)", "$1ense$2"], ["(def|off|pret)ense(s?)", "$1ence$2"]
  ].map(function (pair) { return [new RegExp("^" + pair[0] + "$", "u"), pair[1]] })

  // The American spelling of a British word and the British one of an American word; "" if no rule
  // fits. The result need not exist: *exercize* does not, so it matches nothing.
  function otherSpelling(word) {
    var rule = SPELLINGS.find(function (pair) { return pair[0].test(word) })
    return rule ? word.replace(rule[0], rule[1]) : ""
  }

  // The word of a stem that is spelt most like `word`: *machine* for *machin* and *mahcien*.
  function completed(stemOf, word) {
    var letters = Array.from(word).length, best = null
    ;[""].concat(ENDINGS).forEach(function (ending) {
      var candidate = stemOf + ending
      if (engine.tokens.stem(candidate) !== stemOf) return
      var key = [distance(word, candidate, 4), Math.abs(Array.from(candidate).length - letters), candidate]
      if (!best || key[0] - best[0] < 0 || (key[0] === best[0] && (key[1] < best[1] || (key[1] === best[1] && candidate < best[2])))) best = key
    })
    return best ? best[2] : stemOf
  }

  // The commonest word of a stem in some texts, "" if they have none.
  function writtenIn(stemOf, texts) {
    var counts = new Map(), best = ""
    texts.forEach(function (text) {
      engine.tokens.words(text).forEach(function (word) {
        if (engine.tokens.stem(word) === stemOf) counts.set(word, (counts.get(word) || 0) + 1)
      })
    })
    counts.forEach(function (count, word) { if (!best || count > counts.get(best)) best = word })
    return best
  }

  function isUsual(word, stem) {
    return word === stem || (word.startsWith(stem) && ENDINGS.indexOf(word.slice(stem.length)) >= 0)
  }

  // Maps the stems of all words that are one letter away (two exchanged, one changed, removed or
  // added) to a word: the first with a usual ending, else the first. For *attenton* that is
  // *attention*, not *attentou*. Exchanged letters come first: no other slip that keeps all letters
  // is as common.
  function variants(word) {
    var byStem = new Map(), stem = engine.tokens.stem, at
    function add(variant) {
      var root = stem(variant)
      if (!byStem.has(root) || (isUsual(variant, root) && !isUsual(byStem.get(root), root))) byStem.set(root, variant)
    }
    var letters = Array.from(word)
    function joined(start, between, end) { return letters.slice(0, start).join("") + between + letters.slice(end).join("") }
    for (at = 0; at + 1 < letters.length; at++) add(joined(at, letters[at + 1] + letters[at], at + 2))
    for (at = 0; at < letters.length; at++) ALPHABET.forEach(function (letter) { add(joined(at, letter, at + 1)) })
    for (at = 0; at < letters.length; at++) add(joined(at, "", at + 1))
    for (at = 0; at <= letters.length; at++) ALPHABET.forEach(function (letter) { add(joined(at, letter, at)) })
    byStem.delete(word)
    byStem.delete(stem(word))
    return byStem
  }

  // Whether to look a stem up in the lexicon in order; if not, in the one of words spelt backwards.
  function startsAlike(word, stem) {
    return Array.from(stem).slice(0, 2).join("") === Array.from(word).slice(0, 2).join("")
  }

  // The number of letters to exchange, add, remove or change; `most` + 1 if it exceeds `most`.
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

  // The id of the tag nearest to a name that is none, "" if none is near; `known` has titles by id, as ids.
  function nearestTag(tag, known) {
    var best = "", least = 3, names = []
    known.forEach(function (title, id) { names.push([id, id], [title, id]) })
    names = names.filter(function (name) { return name[0] })
    names.forEach(function (name) {
      var far = distance(tag, name[0], 2)
      if (far < least) { best = name[1]; least = far }
    })
    var similar = names.find(function (name) { return name[0].startsWith(tag) }) ||
      names.find(function (name) { return name[0].indexOf(tag) >= 0 }) ||
      // *robots*, of *robotics-and-driving*.
      names.find(function (name) {
        return name[0].split("-").some(function (word) { return word.startsWith(tag.slice(0, Math.max(4, tag.length - 2))) })
      })
    return best || (similar ? similar[1] : "")
  }

  engine.spelling = {
    // Shorter and longer words are not corrected. The search takes the TAKEN nearest words.
    SHORTEST: 4, LONGEST: 40, TAKEN: 3, ENDINGS: ENDINGS, otherSpelling: otherSpelling,
    completed: completed, writtenIn: writtenIn, variants: variants, startsAlike: startsAlike, distance: distance,
    nearestTag: nearestTag
  }
})(paperArchive.engine)
