// Parses a query; search/__init__.py of the generator describes the language.
//
// Every text is a query: a quote that is not closed reaches to the end, a field without a value is
// ignored, and parts that cannot be used are listed in `problems` as [code, text]. Words are folded
// and not stemmed. The search looks for `words`; if `prefix` is true, the last of them is a prefix.
// Papers must be by all of `people` (see people.js), and have all of `authors`, which are words of names.
// `begun` is a stop word at the end, which may be the beginning of a longer word.
// Papers must have all `phrases` and nothing in `without…`. `after` and `before` are "2025-03-01" or
// "". `common` has the stop words that were left out, and `asking` words that only ask (questions.js). `facts` are pairs such as ["category", "cs.cl"],
// and `id` is the pair of a query that is nothing but the id of a paper, such as a DOI.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  var MOST_CHARACTERS = 2000, MOST_WORDS = 32, LONGEST_ID = 500
  var BLANKS = /[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+/g
  var ITEM = /(-?)((?:tag|author|after|before|doi|category|venue|has):)?(?:"([^"]*)"?|([^ "]*))/gi
  var DATE = /^([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?$/

  // The forms of ids, arXiv's first.
  var FORMS = engine.constants.STATED_IDS.map(function (form) {
    return { scheme: form[0], whole: new RegExp("^(?:" + form[1] + ")$", "i"), noEnd: form[2] ? new RegExp(form[2], "i") : null }
  })
  // Copied along with an id: marks after it, and brackets or quotes around it.
  var OPENING = /^[<([{"]/, AFTER = /[",.;]+$/, CLOSING = /[>)\]}",.;]+$/

  function isCommon(word) { return tokens.STOP_WORDS.has(word) }
  function unique(list) { return Array.from(new Set(list)) }

  function tagOf(value) { return tokens.fold(value).split(" ").filter(Boolean).join("-") }

  // An address without its percent signs; any other text as it is.
  function decoded(text) {
    try {
      return /^https?:/i.test(text) ? decodeURIComponent(text) : text
    } catch (error) {
      return text
    }
  }

  // The pair of a text that is the id of a paper and nothing else, bare or in an address; null for
  // any other text. The DOI of a paper at arXiv stands for its id.
  function idOf(text) {
    var stated = decoded(text.trim())
    if (stated.length > LONGEST_ID) return null
    return read(stated, FORMS) ||
      read(OPENING.test(stated) ? stated.slice(1).replace(CLOSING, "") : stated.replace(AFTER, ""), FORMS)
  }
  function read(stated, forms) {
    for (var n = 0; n < forms.length; n++) {
      var form = forms[n], match = form.whole.exec(stated)
      if (!match) continue
      var id = match.slice(1).filter(Boolean).join("")
      if (form.noEnd) id = id.replace(form.noEnd, "")
      if (form.scheme !== "openreview") id = id.toLowerCase()
      return (form.scheme === "doi" && read(id, forms.slice(0, 1))) || [form.scheme, id]
    }
    return null
  }
  function nameOf(id) { return engine.constants.ID_NAMES[id[0]] + id[1] }
  // The address where the paper of an id would be: built of the id alone, "" if that is no text.
  function pageOf(id) {
    try {
      return engine.constants.ID_PAGES[id[0]] + encodeURIComponent(id[1]).replace(/%2F/g, "/").replace(/%3A/g, ":")
    } catch (error) {
      return ""
    }
  }

  // The pairs of a value of `doi:`, `category:`, `venue:` or `has:`.
  function factsOf(name, value) {
    if (name === "doi") {
      var id = idOf(value)
      var start = value.trim().toLowerCase().replace(/[\/.,;]+$/, "")
      return id ? [id] : start ? [["doi", start]] : []
    }
    if (name === "category") {
      var category = tagOf(value).replace(/\.+$/, "")
      return category ? [["category", category]] : []
    }
    if (name === "has") return tokens.fold(value).trim() ? [["has", tokens.fold(value).trim()]] : []
    return unique(tokens.words(value)).filter(function (word) { return Array.from(word).length > 1 }).map(function (word) { return ["venue", word] })
  }

  function day(value) {
    var match = DATE.exec(value.trim())
    if (!match) return ""
    var month = Number(match[2] || 1), dayOfMonth = Number(match[3] || 1)
    if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return ""
    return match[1] + "-" + String(month).padStart(2, "0") + "-" + String(dayOfMonth).padStart(2, "0")
  }

  function narrow(query, name, date) {
    if (name === "after") query.after = date > query.after ? date : query.after
    else query.before = query.before && query.before < date ? query.before : date
  }

  function asks(query) {
    return ["words", "phrases", "tags", "authors", "people", "facts"].some(function (kind) { return query[kind].length > 0 })
  }

  function parse(text) {
    var query = {
      words: [], prefix: false, phrases: [], tags: [], authors: [], people: [], after: "", before: "", without: [],
      without_phrases: [], without_tags: [], without_authors: [], without_people: [], facts: [], without_facts: [], id: null, common: [], asking: [], begun: "", problems: []
    }
    function problem(code, about) {
      var there = query.problems.some(function (item) { return item[0] === code && item[1] === about })
      if (!there) query.problems.push([code, about])
    }
    if (text.length > MOST_CHARACTERS && Array.from(text).length > MOST_CHARACTERS) {
      problem("long", "")
      text = Array.from(text).slice(0, MOST_CHARACTERS).join("")
    }
    text = text.replace(/[“”„«»]/g, '"').replace(BLANKS, " ")
    var left = MOST_WORDS, bare = false, common = "", letter = "", plain = []
    Array.from(text.matchAll(ITEM)).forEach(function (match) {
      if (!match[0]) return
      // Two hyphens are of a title.
      var negative = match[1] !== "" && match[0][1] !== "-", name = (match[2] || "").toLowerCase().slice(0, -1)
      var quoted = match[3] !== undefined, value = quoted ? match[3] : match[4]
      bare = false
      common = ""
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
      if (name === "doi" || name === "category" || name === "venue" || name === "has") {
        var facts = factsOf(name, value).slice(0, left)
        left -= facts.length
        if (!negative) query.facts = query.facts.concat(facts)
        else if (facts.length) query.without_facts.push(facts)
        return
      }
      var words = tokens.words(value)
      if (words.length > left) { problem("long", ""); words = words.slice(0, left) }
      left -= words.length
      if (!words.length) return
      if (name === "author") {
        var isLetter = words.length === 1 && Array.from(words[0]).length === 1
        if ((isLetter || (words.length > 1 && !engine.people.isOneWord(value))) && engine.people.person(value)) {
          if (negative) query.without_people.push(value.trim())
          else if (isLetter) letter = value.trim()
          else query.people.push(value.trim())
          return
        }
        var names = words.filter(function (word) { return Array.from(word).length > 1 })
        if (!negative) query.authors = unique(query.authors.concat(names))
        else if (names.length) query.without_authors.push(names)
        return
      }
      if (!quoted && !negative) plain = plain.concat(words)
      var telling = words.filter(function (word) { return !isCommon(word) })
      if (!quoted && !negative) query.common = query.common.concat(words.filter(isCommon))
      if (!telling.length) {
        if (quoted) query.common = query.common.concat(words)
      } else if (negative && words.length > 1) query.without_phrases.push(words)
      else if (negative) query.without = query.without.concat(telling)
      else if (quoted) query.phrases.push(words)
      else {
        query.words = query.words.concat(telling)
        bare = !isCommon(words[words.length - 1])
      }
      if (!quoted && !negative && isCommon(words[words.length - 1])) common = words[words.length - 1]
    })
    // A letter is a whole name in *author:李*, and an initial in *author:J. Smith*.
    if (letter && (!tokens.isAscii(tokens.fold(letter)) || !asks(query))) query.people.push(letter)
    var end = tokens.fold(text).slice(-1), isOpen = end !== "" && (" " + tokens.JOINS).indexOf(end) < 0
    query.prefix = bare && isOpen
    query.begun = isOpen && query.words.length ? common : ""
    query.asking = unique(engine.questions.filler(plain))
    query.words = query.words.filter(function (word) { return query.asking.indexOf(word) < 0 })
    query.prefix = query.prefix && query.words.length > 0
    var last = query.prefix ? query.words.slice(-1) : []
    query.words = unique(query.words.filter(function (word) { return last.indexOf(word) < 0 })).concat(last)
    query.common = unique(query.common)
    query.id = query.facts.length ? null : idOf(text)
    return query
  }

  engine.query = { idOf: idOf, parse: parse, day: day, narrow: narrow, tagOf: tagOf, nameOf: nameOf, pageOf: pageOf }
})(paperArchive.engine)
