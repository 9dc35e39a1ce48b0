// Splits a text into words and stems them, as search/tokens.py of the generator does for the index:
// lunr's rules, with the changes listed there.
(function (engine) {
  "use strict"
  var constants = engine.constants
  var LONGEST = constants.LONGEST_WORD, STOP_WORDS = new Set(constants.STOP_WORDS)
  var WORD = new RegExp(constants.WORD, "gu")
  var ACCENTS = new RegExp(constants.ACCENTS, "g")
  var APOSTROPHES = new RegExp("[" + constants.APOSTROPHES + "]", "g")
  var PAIRED_RUN = new RegExp("[" + constants.PAIRED + "]+|[^" + constants.PAIRED + "]+", "gu")
  var IS_PAIRED = new RegExp("[" + constants.PAIRED + "]", "u")
  var STARTS_PAIRED = new RegExp("^[" + constants.PAIRED + "]", "u")
  var CLUSTER = new RegExp(constants.CLUSTER, "gu")
  var GREEK = constants.GREEK, GREEK_RUN = new RegExp(constants.GREEK_RUN, "g")
  var POWER = new RegExp(constants.POWER, "g"), THOUSANDS = /([0-9]),(?=[0-9]{3}(?![0-9]))/g
  var SENTENCE = new RegExp("^" + constants.SENTENCE.split("<letter>").join("[\\p{L}\\p{Nl}\\p{No}]") + "$", "u")
  var STROKES = constants.STROKES, STROKED = new RegExp("[" + Object.keys(STROKES).join("") + "]", "g")
  var PARTING = new RegExp("[^0-9a-z" + constants.JOINS + "\\u0080-\\uffff]", "g")
  var SUFFIXED = constants.SUFFIXED, IRREGULAR = constants.IRREGULAR

  function isAscii(text) { return !/[^\x00-\x7f]/.test(text) }

  // The text in lower case, without accents, and with blanks for the signs that separate words.
  function fold(text) {
    text = text.replace(THOUSANDS, "$1")
    if (!isAscii(text)) {
      text = text.normalize("NFKD").replace(ACCENTS, "").toLowerCase().replace(ACCENTS, "").normalize("NFC")
      text = text.replace(GREEK_RUN, function (run) { return GREEK[run] || run })
      text = text.replace(APOSTROPHES, "'").replace(STROKED, function (letter) { return STROKES[letter] })
        .replace(/[^\x00-\x7f\p{L}\p{N}\p{M}]/gu, " ")
    }
    return text.toLowerCase().replace(PARTING, " ")
  }

  function rawWords(text) { return fold(text).split(" ").filter(Boolean) }

  function cut(word) { return word.length <= LONGEST ? word : Array.from(word).slice(0, LONGEST).join("") }

  function parts(raw) {
    var result = []
    ;(raw.replace(POWER, "$1").match(WORD) || []).forEach(function (joined) {
      var pieces = SENTENCE.test(joined) ? joined.split(".") : [joined]
      pieces.forEach(function (word) {
        if (word.endsWith("'s")) word = word.slice(0, -2)
        if (!IS_PAIRED.test(word)) { result.push(cut(word)); return }
        word.match(PAIRED_RUN).forEach(function (run) {
          if (!STARTS_PAIRED.test(run)) { Array.prototype.push.apply(result, cut(run).match(WORD) || []); return }
          var letters = run.match(CLUSTER)
          if (letters.length === 1) result.push(run)
          for (var at = 0; at + 1 < letters.length; at++) result.push(letters[at] + letters[at + 1])
        })
      })
    })
    return result
  }

  function words(text) {
    return rawWords(text).reduce(function (all, raw) { return all.concat(parts(raw)) }, [])
  }

  // Porter's stemmer as lunr.js has it (Copyright (C) 2020 Oliver Nightingale, MIT).
  var C = "[^aeiou][^aeiouy]*", V = "[aeiouy][aeiou]*"
  var SOME = new RegExp("^(" + C + ")?" + V + C), ONE = new RegExp("^(" + C + ")?" + V + C + "(" + V + ")?$")
  var MORE = new RegExp("^(" + C + ")?" + V + C + V + C), VOWEL = new RegExp("^(" + C + ")?[aeiouy]")
  var SHORT = new RegExp("^" + C + "[aeiouy][^aeiouwxy]$")
  var STEP2 = {
    ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent",
    eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful",
    ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble", logi: "log"
  }
  var STEP3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" }
  var RE2 = new RegExp("^(.+?)(" + Object.keys(STEP2).join("|") + ")$")
  var RE3 = new RegExp("^(.+?)(" + Object.keys(STEP3).join("|") + ")$")
  var RE4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/

  function porter(w) {
    var match, y = w[0] === "y"
    if (y) w = "Y" + w.slice(1)
    if (/^.+?(ss|i)es$/.test(w)) w = w.slice(0, -2)
    else if (/^.+?[^s]s$/.test(w)) w = w.slice(0, -1)
    if ((match = /^(.+?)eed$/.exec(w))) {
      if (SOME.test(match[1])) w = w.slice(0, -1)
    } else if ((match = /^(.+?)(ed|ing)$/.exec(w)) && VOWEL.test(match[1])) {
      w = match[1]
      if (/(at|bl|iz)$/.test(w)) w += "e"
      else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1)
      else if (SHORT.test(w)) w += "e"
    }
    if (/^.+?[^aeiou]y$/.test(w)) w = w.slice(0, -1) + "i"
    if ((match = RE2.exec(w)) && SOME.test(match[1])) w = match[1] + STEP2[match[2]]
    if ((match = RE3.exec(w)) && SOME.test(match[1])) w = match[1] + STEP3[match[2]]
    if ((match = RE4.exec(w))) {
      if (MORE.test(match[1])) w = match[1]
    } else if ((match = /^(.+?[st])ion$/.exec(w)) && MORE.test(match[1])) w = match[1]
    if ((match = /^(.+?)e$/.exec(w))) {
      if (MORE.test(match[1]) || (ONE.test(match[1]) && !SHORT.test(match[1]))) w = match[1]
    }
    if (/ll$/.test(w) && MORE.test(w)) w = w.slice(0, -1)
    return y ? "y" + w.slice(1) : w
  }

  function stem(word) {
    if (word.length < 3 || SUFFIXED.indexOf(word[word.length - 1]) < 0) return word
    return Object.prototype.hasOwnProperty.call(IRREGULAR, word) ? IRREGULAR[word] : porter(word)
  }

  // Snippets ask for the stems of one chunk at a time, and most chunks recur.
  var MOST_REMEMBERED = 20000, remembered = new Map()
  function stems(text) {
    var known = remembered.get(text)
    if (known) return known
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    known = words(text).filter(function (word) { return !STOP_WORDS.has(word) }).map(stem)
    remembered.set(text, known)
    return known
  }

  engine.tokens = {
    STOP_WORDS: STOP_WORDS, JOINS: constants.JOINS, isAscii: isAscii, fold: fold, words: words, stem: stem, stems: stems
  }
})(paperArchive.engine)
