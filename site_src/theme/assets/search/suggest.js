// What a query that finds too little may have meant: other tags, values and spellings.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  // A word of at most so many papers may be misspelt in them, if one of so many times more is near; a
  // correction that more than LIKELIER papers have is beyond doubt.
  var RARE = 2, LIKELIER = 50

  // The query with the first whole `word` that follows `after` replaced; unchanged if `by` is "".
  function replaced(text, word, by, after) {
    var at = by ? placeOf(text, word, after || "") : -1
    return at < 0 ? text : text.slice(0, at) + by + text.slice(at + word.length)
  }
  function placeOf(text, word, after) {
    var lower = text.toLowerCase(), letter = /^[\p{L}\p{N}]$/u
    if (lower.length !== text.length) return -1
    for (var at = lower.indexOf(after + word); at >= 0; at = lower.indexOf(after + word, at + 1)) {
      var start = at + after.length, before = Array.from(text.slice(0, at)).pop() || ""
      var next = Array.from(text.slice(start + word.length, start + word.length + 2))[0] || ""
      if (!letter.test(before) && !letter.test(next)) return start
    }
    return -1
  }

  // The known tag of which `tag:` has only the first word, as in *tag:world models*: its words, by id or
  // title, and its id, of the longest such tag; [] if there is none.
  function begun(text, tag, known) {
    var names = []
    known.forEach(function (title, id) {
      ;[id, title].forEach(function (name) { names.push([name.split("-").join(" "), id]) })
    })
    return names.filter(function (name) {
      return name[0].startsWith(tag + " ") && placeOf(text, name[0], "tag:") >= 0
    }).sort(function (one, other) { return other[0].length - one[0].length })[0] || []
  }

  // The known category or word of venues that is nearest to an unknown one, "" if none is near.
  async function nearestFact(lookup, name, value) {
    var values = await lookup.valuesOf(name)
    if (name === "category") return engine.spelling.nearestTag(value, new Map(values.map(function (known) { return [known, ""] })))
    var stem = engine.spelling.nearestTag(tokens.stem(value), new Map(values.map(function (known) { return [known, ""] })))
    return stem && engine.spelling.completed(stem, value)
  }

  // Says which tags and values no paper has, and suggests a query that finds something.
  async function suggest(answer, lookup, text, query, unknown) {
    var known = lookup.site.names, mended = text, n
    for (n = 0; n < query.tags.length; n++) {
      var tag = query.tags[n]
      if ((await lookup.exact(tag, [engine.rank.tagTerm(tag)])).papers) continue
      engine.messages.say(answer, "unknown-tag", [tag])
      var whole = begun(mended, tag, known), near = whole[1] || engine.spelling.nearestTag(tag, known)
      mended = replaced(mended, whole[0] || tag, near, "tag:")
      if (!whole.length) mended = replaced(mended, tag, near, 'tag:"')
    }
    for (n = 0; n < query.facts.length; n++) {
      var name = query.facts[n][0], value = query.facts[n][1]
      if ((await lookup.fact(query.facts[n])).papers) continue
      if (name === "arxiv" || (name === "doi" && value.indexOf("/") > 0)) engine.ids.unknown(answer, query.facts[n])
      else engine.messages.say(answer, "unknown-" + name, [value])
      if (name !== "category" && name !== "venue") continue
      near = await nearestFact(lookup, name, value)
      mended = replaced(mended, value, near, name + ":")
      mended = replaced(mended, value, near, name + ':"')
    }
    mended = await engine.names.respelt(lookup, mended, query, replaced)
    answer.suggestion = await respelt(mended, lookup, unknown) || (mended === text ? "" : mended)
    if (["long", "ignored", "bad-date"].indexOf(answer.code) >= 0) answer.message += " " + engine.messages.TEXTS.nothing
    engine.messages.say(answer, "nothing")
  }

  // The query with the nearest words in place of unknown ones, "" if none is near.
  async function respelt(text, lookup, unknown) {
    var mended = text
    if (text.indexOf("://") >= 0) return "" // An address is copied, and not misspelt.
    for (var n = 0; n < unknown.length; n++) {
      var word = unknown[n].word
      // A word that is taken for another one may be a name.
      var near = await engine.names.nearest(lookup, word, isOnlyEnded(unknown[n])) || (unknown[n].papers ? "" : await lookup.suggestion(word))
      mended = replaced(mended, word, near)
    }
    return mended === text ? "" : mended
  }

  // Whether a half-typed word begins no other, and only its ending may be unfinished: *hinten* in *hint*.
  function isOnlyEnded(group) {
    return group.weights !== null && !group.corrected.length && !Array.from(group.terms).some(function (term) { return term.startsWith(group.word) })
  }

  // What a query that finds papers may have meant all the same, "" for nothing: the names that its
  // words, taken for others, are near to; a word of very many papers in place of one that two papers
  // at most have, and in no title, *transformer* for *tranformer*; a person near to `typed`.
  async function likelier(text, lookup, groups, typed) {
    // What very many papers have is no misspelt name: *vidoe* is *video*, not *Vito*.
    var doubtful = groups.filter(function (group) {
      return (group.corrected.length && group.papers <= LIKELIER) || isOnlyEnded(group)
    })
    return await respelt(text, lookup, doubtful) || await commoner(text, lookup, groups) ||
      (typed && groups.length > 1 ? await engine.names.ofPerson(lookup, text, typed, replaced) : "")
  }
  async function commoner(text, lookup, groups) {
    var rare = groups.filter(function (group) {
      return group.papers && group.papers <= RARE && !group.corrected.length && /^\p{L}+$/u.test(group.word) && !lookup.isInTitle(group)
    })
    if (!rare.length || text.indexOf("://") >= 0) return ""
    var near = await lookup.nearest(rare[0].word, true)
    if (!near.length || near[0][2] < LIKELIER * rare[0].papers) return ""
    var mended = replaced(text, rare[0].word, await lookup.written(near[0][0], near[0][1]))
    return mended === text ? "" : mended
  }

  engine.suggest = { suggest: suggest, respelt: respelt, likelier: likelier, placeOf: placeOf }
})(paperArchive.engine)
