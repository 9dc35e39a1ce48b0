// What a query that finds too little may have meant: other tags, values and spellings.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  // A word of at most so many papers may be misspelt in them, if one of so many times more is near.
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

  function nearestTag(tag, known) {
    var best = "", least = 3, names = []
    known.forEach(function (title, id) { names.push([id, id], [title, id]) })
    names = names.filter(function (name) { return name[0] })
    names.forEach(function (name) {
      var far = engine.spelling.distance(tag, name[0], 2)
      if (far < least) { best = name[1]; least = far }
    })
    var similar = names.find(function (name) { return name[0].startsWith(tag) }) ||
      names.find(function (name) { return name[0].indexOf(tag) >= 0 })
    return best || (similar ? similar[1] : "")
  }

  // The known category or word of venues that is nearest to an unknown one, "" if none is near.
  async function nearestFact(lookup, name, value) {
    var values = await lookup.valuesOf(name)
    if (name === "category") return nearestTag(value, new Map(values.map(function (known) { return [known, ""] })))
    var stem = nearestTag(tokens.stem(value), new Map(values.map(function (known) { return [known, ""] })))
    return stem && engine.spelling.completed(stem, value)
  }

  // Says which tags and values no paper has, and suggests a query that finds something.
  async function suggest(answer, lookup, text, query, unknown) {
    var known = lookup.site.names, mended = text, n
    for (n = 0; n < query.tags.length; n++) {
      var tag = query.tags[n]
      if ((await lookup.exact(tag, [engine.rank.tagTerm(tag)])).papers) continue
      engine.messages.say(answer, "unknown-tag", [tag])
      mended = replaced(mended, tag, nearestTag(tag, known), "tag:")
      mended = replaced(mended, tag, nearestTag(tag, known), 'tag:"')
    }
    for (n = 0; n < query.facts.length; n++) {
      var name = query.facts[n][0], value = query.facts[n][1]
      if ((await lookup.fact(query.facts[n])).papers) continue
      if (name === "arxiv" || (name === "doi" && value.indexOf("/") > 0)) engine.ids.unknown(answer, query.facts[n])
      else engine.messages.say(answer, "unknown-" + name, [value])
      if (name !== "category" && name !== "venue") continue
      var near = await nearestFact(lookup, name, value)
      mended = replaced(mended, value, near, name + ":")
      mended = replaced(mended, value, near, name + ':"')
    }
    answer.suggestion = await respelt(mended, lookup, unknown) || (mended === text ? "" : mended)
    if (["long", "ignored", "bad-date"].indexOf(answer.code) >= 0) answer.message += " " + engine.messages.TEXTS.nothing
    engine.messages.say(answer, "nothing")
  }

  // The query with the nearest words in place of unknown ones, "" if none is near.
  async function respelt(text, lookup, unknown) {
    var mended = text
    if (text.indexOf("://") >= 0) return "" // An address is copied, and not misspelt.
    for (var n = 0; n < unknown.length; n++) {
      mended = replaced(mended, unknown[n].word, await lookup.suggestion(unknown[n].word))
    }
    return mended === text ? "" : mended
  }

  // The query with a word of very many papers in place of one that two papers at most have, and in no
  // title: *transformer* for *tranformer*. "" if there is none.
  async function likelier(text, lookup, groups) {
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
