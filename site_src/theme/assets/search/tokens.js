// Words of a text and their stems, as generator/search/tokens.py has them: lunr's, with its mends.
(function (engine) {
  "use strict"
  var LONGEST = 64
  var STOP_WORDS = new Set((
    "a able about across after all almost also am among an and any are as at be because been but " +
    "by can cannot could dear did do does either else ever every for from get got had has have he " +
    "her hers him his how however i if in into is it its just least let like likely may me might " +
    "most must my neither no nor not of off often on only or other our own rather said say says " +
    "she should since so some than that the their them then there these they this tis to too twas " +
    "us wants was we were what when where which while who whom why will with would yet you your "
  ).trim().split(" "))
  var LETTER = "[0-9A-Z_a-z\\u0080-\\u{10ffff}]"
  var WORD = new RegExp(LETTER + "+(?:['.&+@#*^~%$]" + LETTER + "+)*", "gu")
  var ACCENTS = /[\u0300-\u036f]+/g
  var HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
    "\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}"
  var HAN_RUN = new RegExp("[" + HAN + "]+|[^" + HAN + "]+", "gu")
  var IS_HAN = new RegExp("[" + HAN + "]", "u")
  var STARTS_HAN = new RegExp("^[" + HAN + "]", "u")
  var SENTENCES = /^(?=.*[\p{L}\p{Nl}\p{No}]{3})[\p{L}\p{Nl}\p{No}]+(?:[.][\p{L}\p{Nl}\p{No}]+)+$/u
  var STROKES = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i" }
  var IRREGULAR = { eed: "e", eeds: "e", ies: "ie", sses: "sse" }

  function isAscii(text) { return !/[^\x00-\x7f]/.test(text) }

  // Lower case, without accents, and with blanks for what parts words.
  function fold(text) {
    if (!isAscii(text)) {
      text = text.normalize("NFKD").replace(ACCENTS, "").toLowerCase().replace(ACCENTS, "").normalize("NFC")
      text = text.replace(/[\u2019\u02bc]/g, "'").replace(/[łøđðßæœı]/g, function (letter) { return STROKES[letter] })
        .replace(/[^\x00-\x7f\p{L}\p{N}\p{M}]/gu, " ")
    }
    return text.toLowerCase().replace(/[^0-9a-z_'.&+@#*^~%$\u0080-\uffff]/g, " ")
  }

  function rawWords(text) { return fold(text).split(" ").filter(Boolean) }

  function cut(word) { return word.length <= LONGEST ? word : Array.from(word).slice(0, LONGEST).join("") }

  function parts(raw) {
    var found = []
    ;(raw.match(WORD) || []).forEach(function (joined) {
      var pieces = SENTENCES.test(joined) ? joined.split(".") : [joined]
      pieces.forEach(function (word) {
        if (word.endsWith("'s")) word = word.slice(0, -2)
        if (!IS_HAN.test(word)) { found.push(cut(word)); return }
        word.match(HAN_RUN).forEach(function (run) {
          if (!STARTS_HAN.test(run)) { Array.prototype.push.apply(found, cut(run).match(WORD) || []); return }
          var letters = Array.from(run)
          if (letters.length === 1) found.push(run)
          for (var at = 0; at + 1 < letters.length; at++) found.push(letters[at] + letters[at + 1])
        })
      })
    })
    return found
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
    var found, y = w[0] === "y"
    if (y) w = "Y" + w.slice(1)
    if (/^.+?(ss|i)es$/.test(w)) w = w.slice(0, -2)
    else if (/^.+?[^s]s$/.test(w)) w = w.slice(0, -1)
    if ((found = /^(.+?)eed$/.exec(w))) {
      if (SOME.test(found[1])) w = w.slice(0, -1)
    } else if ((found = /^(.+?)(ed|ing)$/.exec(w)) && VOWEL.test(found[1])) {
      w = found[1]
      if (/(at|bl|iz)$/.test(w)) w += "e"
      else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1)
      else if (SHORT.test(w)) w += "e"
    }
    if (/^.+?[^aeiou]y$/.test(w)) w = w.slice(0, -1) + "i"
    if ((found = RE2.exec(w)) && SOME.test(found[1])) w = found[1] + STEP2[found[2]]
    if ((found = RE3.exec(w)) && SOME.test(found[1])) w = found[1] + STEP3[found[2]]
    if ((found = RE4.exec(w))) {
      if (MORE.test(found[1])) w = found[1]
    } else if ((found = /^(.+?[st])ion$/.exec(w)) && MORE.test(found[1])) w = found[1]
    if ((found = /^(.+?)e$/.exec(w))) {
      if (MORE.test(found[1]) || (ONE.test(found[1]) && !SHORT.test(found[1]))) w = found[1]
    }
    if (/ll$/.test(w) && MORE.test(w)) w = w.slice(0, -1)
    return y ? "y" + w.slice(1) : w
  }

  function stem(word) {
    if (word.length < 3 || "sdgylirnmectu".indexOf(word[word.length - 1]) < 0) return word
    return Object.prototype.hasOwnProperty.call(IRREGULAR, word) ? IRREGULAR[word] : porter(word)
  }

  function stems(text) {
    return words(text).filter(function (word) { return !STOP_WORDS.has(word) }).map(stem)
  }

  engine.tokens = {
    STOP_WORDS: STOP_WORDS, JOINS: "_'.&+@#*^~%$", isAscii: isAscii, fold: fold, words: words, stem: stem, stems: stems
  }
})(paperArchive.engine)
