// What was typed, taken apart; the language is described in the search package of the generator.
//
// Everything is a query: a quote without its end goes to the end, a field without a value says
// nothing, and what cannot be used is told in `problems`: [code, what it is about]. Words are folded
// and not stemmed. `words` are looked for, of which the last is a beginning where `prefix` says so;
// `phrases` must be there, `without…` must not. `after` and `before` are "2025-03-01" or "". `common`
// are stop words that were left out.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  var MOST_CHARACTERS = 2000, MOST_WORDS = 32
  var BLANKS = /[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+/g
  var ITEM = /(-?)((?:tag|author|after|before):)?(?:"([^"]*)"?|([^ "]*))/gi
  var DATE = /^([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?$/

  function isCommon(word) { return tokens.STOP_WORDS.has(word) }
  function unique(list) { return Array.from(new Set(list)) }

  function tagOf(value) { return tokens.fold(value).split(" ").filter(Boolean).join("-") }

  function day(value) {
    var found = DATE.exec(value.trim())
    if (!found) return ""
    var month = Number(found[2] || 1), of = Number(found[3] || 1)
    if (month < 1 || month > 12 || of < 1 || of > 31) return ""
    return found[1] + "-" + String(month).padStart(2, "0") + "-" + String(of).padStart(2, "0")
  }

  function narrow(query, name, found) {
    if (name === "after") query.after = found > query.after ? found : query.after
    else query.before = query.before && query.before < found ? query.before : found
  }

  function parse(text) {
    var query = {
      words: [], prefix: false, phrases: [], tags: [], authors: [], after: "", before: "", without: [],
      without_phrases: [], without_tags: [], without_authors: [], common: [], problems: []
    }
    function problem(code, about) {
      var there = query.problems.some(function (each) { return each[0] === code && each[1] === about })
      if (!there) query.problems.push([code, about])
    }
    if (text.length > MOST_CHARACTERS && Array.from(text).length > MOST_CHARACTERS) {
      problem("long", "")
      text = Array.from(text).slice(0, MOST_CHARACTERS).join("")
    }
    text = text.replace(/[“”„«»]/g, '"').replace(BLANKS, " ")
    var left = MOST_WORDS, bare = false
    Array.from(text.matchAll(ITEM)).forEach(function (match) {
      if (!match[0]) return
      var negative = match[1] !== "", name = (match[2] || "").toLowerCase().slice(0, -1)
      var quoted = match[3] !== undefined, value = quoted ? match[3] : match[4]
      bare = false
      if (name === "after" || name === "before") {
        if (!value.trim()) return
        if (day(value)) narrow(query, name, day(value))
        else problem("bad-date", name + ":" + value)
        return
      }
      if (name === "tag") {
        var tag = tagOf(value), tags = negative ? query.without_tags : query.tags
        if (tag && tags.indexOf(tag) < 0 && left) { tags.push(tag); left-- }
        return
      }
      var found = tokens.words(value)
      if (found.length > left) { problem("long", ""); found = found.slice(0, left) }
      left -= found.length
      if (!found.length) return
      if (name === "author") {
        var names = found.filter(function (word) { return Array.from(word).length > 1 })
        if (!negative) query.authors = unique(query.authors.concat(names))
        else if (names.length) query.without_authors.push(names)
        return
      }
      var telling = found.filter(function (word) { return !isCommon(word) })
      if (!quoted && !negative) query.common = query.common.concat(found.filter(isCommon))
      if (!telling.length) {
        if (quoted) query.common = query.common.concat(found)
      } else if (negative && found.length > 1) query.without_phrases.push(found)
      else if (negative) query.without = query.without.concat(telling)
      else if (quoted) query.phrases.push(found)
      else {
        query.words = query.words.concat(telling)
        bare = !isCommon(found[found.length - 1])
      }
    })
    var end = tokens.fold(text).slice(-1)
    query.prefix = bare && end !== "" && (" " + tokens.JOINS).indexOf(end) < 0
    var last = query.prefix ? query.words.slice(-1) : []
    query.words = unique(query.words.filter(function (word) { return last.indexOf(word) < 0 })).concat(last)
    query.common = unique(query.common)
    return query
  }

  engine.query = { parse: parse, day: day, narrow: narrow, tagOf: tagOf }
})(paperArchive.engine)
