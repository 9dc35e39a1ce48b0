// From a query to its answer: parses, ranks, tests phrases, and cuts snippets.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  // A paper may have all words of a phrase in another order. The search gives up after so many of
  // these papers, and so many more per paper with the phrase: the same for all pages of results.
  var MOST_REJECTED = 24, MORE_REJECTED = 2
  // If it looks among some papers alone, which are few, it gives up much later.
  var MOST_REJECTED_AMONG = 400
  // A paper called as the query says comes first if it is among so many: those of a query of up to
  // SHORT_NAME words, and those that are loaded first anyway.
  var PEEK = 6, SHORT_NAME = 2, FEW = 3
  var INITIAL = /(?:^|[ .])\p{L}\.(?: |$)/u
  var MESSAGES = {
    empty: "Type a word, a “phrase”, or a filter with its value, such as author:curie.",
    common: "Too common to look for: {}. Add a word that says more.",
    negative: "{} only says what not to find. Add a word to look for.",
    "unknown-tag": "No paper has the tag {}.",
    "unknown-doi": "No paper has the DOI {}.",
    "unknown-id": "The archive has no paper {}.",
    "unknown-category": "No paper has the category {}.",
    "unknown-venue": "No paper has the venue {}.",
    "unknown-has": "No paper has {}: only has:code is known.",
    "no-votes": "No listing states votes: the newest papers come first.",
    "bad-date": "{} is no date. Write it like 2025-03.",
    long: "The query is very long: its first words were looked for.",
    ignored: "These words are in too many papers to tell them apart: {}.",
    nothing: "No paper was found.",
    unmatched: "No paper has {}: the other words were looked for.",
    mentioned: "These papers mention it.",
    unverified: "Only the best papers with all these words were looked through for the phrase."
  }

  function say(answer, code, about) {
    if (answer.code) return
    var shown = (about || []).slice(0, 5).map(function (word) { return "“" + word + "”" }).join(", ")
    answer.code = code
    answer.message = MESSAGES[code].split("{}").join(shown)
  }

  function saysNothing(query, answer, text) {
    if (query.words.length || query.phrases.length || query.tags.length || query.authors.length || query.people.length) return false
    if (query.facts.length || query.after || query.before) return false
    if (query.common.length) say(answer, "common", query.common)
    else if (query.without.length || query.without_phrases.length || query.without_tags.length || query.without_authors.length || query.without_people.length || query.without_facts.length) {
      var typed = Array.from(text.trim())
      say(answer, "negative", [typed.slice(0, 40).join("") + (typed.length > 40 ? "…" : "")])
    } else say(answer, "empty")
    return true
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

  // The first `wanted` papers; if the query has phrases, only papers whose text satisfies them, and of
  // the others it rejects at least `most`.
  async function verified(site, query, ranked, wanted, most) {
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

  // The id of the tag with this id or title; `wanted` itself if there is none.
  function tagCalled(wanted, known) {
    var id = known.has(wanted) ? wanted : ""
    known.forEach(function (title, tag) { if (!id && title === wanted) id = tag })
    return id || wanted
  }

  // The known category or word of venues that is nearest to an unknown one, "" if none is near.
  async function nearestFact(lookup, name, value) {
    var values = await lookup.valuesOf(name)
    if (name === "category") return engine.spelling.nearestTag(value, new Map(values.map(function (known) { return [known, ""] })))
    var stem = engine.spelling.nearestTag(tokens.stem(value), new Map(values.map(function (known) { return [known, ""] })))
    return stem && engine.spelling.completed(stem, value)
  }

  // Says that no paper has an id, and where its paper would be.
  function unknownId(answer, id) {
    say(answer, "unknown-id", [engine.query.nameOf(id)])
    answer.elsewhere = engine.query.pageOf(id)
  }

  async function suggest(answer, lookup, text, query, unknown) {
    var known = lookup.site.names, mended = text, n
    for (n = 0; n < query.tags.length; n++) {
      var tag = query.tags[n]
      if ((await lookup.exact(tag, [engine.rank.tagTerm(tag)])).papers) continue
      say(answer, "unknown-tag", [tag])
      mended = replaced(mended, tag, engine.spelling.nearestTag(tag, known), "tag:")
      mended = replaced(mended, tag, engine.spelling.nearestTag(tag, known), 'tag:"')
    }
    for (n = 0; n < query.facts.length; n++) {
      var name = query.facts[n][0], value = query.facts[n][1]
      if ((await lookup.fact(query.facts[n])).papers) continue
      if (name === "arxiv" || (name === "doi" && value.indexOf("/") > 0)) unknownId(answer, query.facts[n])
      else say(answer, "unknown-" + name, [value])
      if (name !== "category" && name !== "venue") continue
      var near = await nearestFact(lookup, name, value)
      mended = replaced(mended, value, near, name + ":")
      mended = replaced(mended, value, near, name + ':"')
    }
    mended = await engine.names.respelt(lookup, mended, query, replaced)
    answer.suggestion = await respelt(mended, lookup, unknown) || (mended === text ? "" : mended)
    if (["long", "ignored", "bad-date"].indexOf(answer.code) >= 0) answer.message += " " + MESSAGES.nothing
    say(answer, "nothing")
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

  // The words that were taken for a misspelt one, as the results write them.
  async function asWritten(lookup, group, results) {
    if (!group.roots.length) return group.corrected
    var texts = results.map(function (result) { return result.title + " " + result.abstract })
    var written = group.roots.map(function (root) { return engine.spelling.writtenIn(root, texts) }).filter(Boolean)
    return written.length ? written : [await lookup.written(group.roots[0], group.corrected[0])]
  }

  // The id as a paper has it, null for none: a preprint may be cited with its version.
  async function known(lookup, id) {
    if ((await lookup.fact(id)).papers) return id
    var whole = [id[0], id[1].replace(/v\d+$/, "")]
    return whole[1] !== id[1] && (await lookup.fact(whole)).papers ? whole : null
  }

  // The group of a word of a query; an id among other words means its paper.
  async function groupOf(lookup, word, prefix, several) {
    var id = engine.query.idOf(word)
    var named = id ? await lookup.fact(id) : null
    return named && named.papers ? named : engine.compounds.groupOf(lookup, word, prefix, several)
  }

  // The papers with those first that are called as the query says, by the whole title or by what
  // stands before its colon, if they are among the first `peeked`.
  async function calledFirst(site, best, peeked, text) {
    function joined(words) { return tokens.words(words).join("") }
    var wanted = joined(text), some = best.slice(0, peeked)
    var called = await Promise.all(some.map(async function (match) {
      var title = (await site.documents.document(match[0])).title
      return joined(title) === wanted ? 2 : joined(title.split(/:\s/)[0]) === wanted ? 1 : 0
    }))
    var order = some.map(function (_, at) { return at }).sort(function (a, b) { return called[b] - called[a] || a - b })
    return order.map(function (at) { return some[at] }).concat(best.slice(peeked))
  }

  // `number` as a whole number if it is 0 or more, else the default.
  function count(number, fallback) {
    return Number.isFinite(number) && number >= 0 ? Math.floor(number) : fallback
  }

  // Loads at once what the steps of a search would load one after the other.
  function prefetch(site, terms) {
    site.segments.forEach(function (segment) {
      terms.filter(Boolean).forEach(async function (term) {
        segment.terms((await segment.shardOf(term)).number).catch(function () { /* reported by who needs it */ })
      })
    })
  }

  async function search(site, text, options) {
    var limit = count(options.limit, 10), offset = count(options.offset, 0), sort = engine.order.sortOf(options.sort)
    var query = engine.query.parse(text)
    var answer = {
      total: 0, all: 0, results: [], atMost: false, counts: null, instead: [], words: [], corrected: {}, suggestion: "", message: "",
      code: "", elsewhere: "", people: [], tags: site.tags
    }
    ;[].concat(options.tags || []).forEach(function (tag) {
      var wanted = engine.query.tagOf(String(tag))
      if (wanted && query.tags.indexOf(wanted) < 0) query.tags.push(wanted)
    })
    ;["after", "before"].forEach(function (name) {
      var date = engine.query.day(String(options[name] || ""))
      if (date) engine.query.narrow(query, name, date)
    })
    if (options.code) query.facts.push(["has", "code"])
    ;["tags", "without_tags"].forEach(function (name) {
      query[name] = Array.from(new Set(query[name].map(function (tag) { return tagCalled(tag, site.names) })))
    })
    query.problems.forEach(function (problem) { say(answer, problem[0], [problem[1]]) })
    if (saysNothing(query, answer, text)) {
      answer.people = await engine.people.pagesOf(site, engine.people.typed(query, [], text))
      return answer
    }
    var lookup = new engine.rank.Lookup(site)
    if (query.id) {
      // Its words, which other papers may have, are not looked for.
      query.words = query.phrases = query.common = []
      var id = await known(lookup, query.id)
      if (id) query.facts = [id]
      else {
        unknownId(answer, query.id)
        query.phrases = [tokens.words((query.id[0] === "pmid" ? "pmid " : "") + query.id[1])]
      }
    }
    var parted = await lookup.affordable(query.words), lookedFor = parted[0], last = query.words[query.words.length - 1]
    prefetch(site, [].concat.apply([last], [].concat.apply([], engine.compounds.readings(lookedFor))))
    var groups = await Promise.all(lookedFor.map(function (word) { return groupOf(lookup, word, query.prefix && word === last, lookedFor.length > 1) }))
    if (query.begun && groups.length) groups.push(await engine.completions.halfTyped(lookup, query.begun, true))
    // An initial is no part of a compound: *S. Han* is not *Shan*.
    if (!INITIAL.test(text)) await engine.compounds.join(lookup, groups, query.prefix || query.begun !== "")
    var typed = engine.people.typed(query, groups, text), name = typed || query.people[0] || ""
    answer.people = await engine.people.pagesOf(site, name)
    // Papers by this person come before those whose authors have the words in several names.
    var hasInitial = INITIAL.test(text)
    var signed = typed && (answer.people.length || hasInitial) ? [await engine.people.groupOf(lookup, engine.people.person(typed))] : []
    if (hasInitial && signed.length) groups = groups.filter(function (group) { return Array.from(group.word).length > 1 })
    var inPhrases = new Set()
    query.phrases.forEach(function (phrase) {
      phrase.forEach(function (word) { if (!tokens.STOP_WORDS.has(word)) inPhrases.add(word) })
    })
    var phrased = await Promise.all(Array.from(inPhrases).map(function (word) {
      return lookup.exact(word, engine.rank.termsOf(word))
    }))
    if (parted[1].length) say(answer, "ignored", parted[1])
    var masks = await engine.rank.permitted(lookup, query, phrased), among = options.among ? options.among(site) : null
    if (among) masks.forEach(function (mask, segment) {
      for (var n = 0; n < mask.length; n++) if (!among[segment][n]) mask[n] = 0
    })
    var scored = groups.concat(phrased.filter(function (group) { return lookedFor.indexOf(group.word) < 0 }))
    var also = signed.concat(await engine.questions.groupsOf(lookup, query.asking, scored))
    // Enough papers to fill the page even if `verified` rejects as many as it may.
    var verify = query.phrases.length || query.without_phrases.length ? MOST_REJECTED + MORE_REJECTED * (offset + limit) : 0
    var anyWord = query.words.length > 0 && !phrased.length
    var votes = sort === "votes" ? await Promise.all(site.segments.map(engine.columns.votes)) : null
    if (votes && !site.segments.some(function (segment) { return segment.votes })) say(answer, "no-votes")
    var most = among ? site.papers : Math.max(offset + limit, limit ? PEEK : 0) + verify
    var ranked = engine.order.order(site, scored, masks, {
      also: also, sort: sort, votes: votes, anyWord: anyWord, most: most, whole: Boolean(among)
    })
    var wanted = new Set()
    scored.forEach(function (group) { group.terms.forEach(function (term) { if (!engine.rank.isName(term)) wanted.add(term) }) })
    var inNames = new Set(query.authors.map(engine.rank.nameTerm))
    scored.forEach(function (group) { 
      // Of a half-typed word only the name as typed.
      var names = group.weights ? engine.rank.nameTermsOf(group.word) : Array.from(group.terms)
      names.forEach(function (term) { if (group.terms.has(term) && engine.rank.isName(term)) inNames.add(term) })
    })
    if (typed && !signed.length) name = ""
    // Of a short query, which may be a name, more papers are looked at than of a long one.
    var peeked = sort === "relevance" && !verify && query.words.length ? (query.words.length <= SHORT_NAME ? PEEK : FEW) : 0
    if (limit && peeked > offset) ranked.best = await calledFirst(site, ranked.best, peeked, text)
    var shown = await verified(site, query, ranked, among ? ranked.total : offset + limit, among ? MOST_REJECTED_AMONG : MOST_REJECTED)
    if (among) answer.numbers = shown.matches.map(function (match) { return match[0] })
    answer.total = ranked.total - shown.rejected
    answer.all = Math.min(ranked.all, answer.total)
    if (options.counts) answer.counts = await engine.columns.counts(site, ranked.matches, ranked.all ? 2 : 1)
    answer.atMost = shown.atMost
    answer.words = scored.map(function (group) { return { word: group.word, papers: group.papers } })
    answer.results = await Promise.all(shown.matches.slice(offset, offset + limit).map(async function (match) {
      var document = await site.documents.document(match[0])
      var snippet = engine.snippet.snippet(document.abstract, wanted, document.gist)
      return {
        url: "papers/" + document.slug + ".html",
        title: document.title,
        date: document.date,
        tags: document.tags,
        snippet: snippet,
        score: match[1],
        votes: votes && engine.columns.votesOf(site, votes, match[0]) || null,
        authors: document.authors,
        signed: engine.people.signed(document.authors, name, inNames),
        abstract: document.abstract,
        marked: {
          title: engine.snippet.marked(document.title, wanted), snippet: engine.snippet.marked(snippet, wanted)
        }
      }
    }))
    for (var n = 0; n < groups.length; n++) {
      if (groups[n].corrected.length) answer.corrected[groups[n].word] = await asWritten(lookup, groups[n], answer.results)
    }
    var unknown = scored.filter(function (group) { return !group.papers && !group.begun && !query.id })
    if (answer.elsewhere && answer.total) answer.message += " " + MESSAGES.mentioned
    if (!answer.total) {
      await suggest(answer, lookup, text, query, unknown)
      if (!options.isRetry && !among && !query.id) answer.instead = await engine.instead.instead(site, text, query.words, options)
    }
    else if (shown.gaveUp) say(answer, "unverified")
    else if (unknown.length) {
      say(answer, "unmatched", unknown.map(function (group) { return group.word }))
      answer.suggestion = await respelt(text, lookup, unknown)
    } else {
      var doubtful = groups.filter(function (group) { return group.corrected.length || isOnlyEnded(group) })
      answer.suggestion = await respelt(text, lookup, doubtful)
      if (typed && !answer.all && query.words.length > 1) {
        answer.suggestion = answer.suggestion || await engine.names.ofPerson(lookup, text, typed, replaced)
      }
    }
    return answer
  }

  engine.answer = { search: search, placeOf: placeOf }
})(paperArchive.engine)
