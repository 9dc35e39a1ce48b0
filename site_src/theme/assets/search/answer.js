// From a query to its answer: parses, ranks, and cuts snippets.
(function (engine) {
  "use strict"
  var tokens = engine.tokens
  var INITIAL = /(?:^|[ .])\p{L}\.(?: |$)/u

  // The id of the tag with this id or title; `wanted` itself if there is none.
  function tagCalled(wanted, known) {
    var id = known.has(wanted) ? wanted : ""
    known.forEach(function (title, tag) { if (!id && title === wanted) id = tag })
    return id || wanted
  }

  // The group of a word of a query; an id among other words means its paper.
  async function groupOf(lookup, word, prefix, several) {
    var id = engine.query.idOf(word)
    var named = id ? await lookup.fact(id) : null
    return named && named.papers ? named : engine.compounds.groupOf(lookup, word, prefix, several)
  }

  // The words that were taken for a misspelt one, as the results write them.
  async function asWritten(lookup, group, results) {
    if (!group.roots.length) return group.corrected
    var texts = results.map(function (result) { return result.title + " " + result.abstract })
    var written = group.roots.map(function (root) { return engine.spelling.writtenIn(root, texts) }).filter(Boolean)
    return written.length ? written : [await lookup.written(group.roots[0], group.corrected[0])]
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
    query.problems.forEach(function (problem) { engine.messages.say(answer, problem[0], [problem[1]]) })
    if (engine.messages.saysNothing(query, answer, text)) {
      answer.people = await engine.people.pagesOf(site, engine.people.typed(query, [], text))
      return answer
    }
    var lookup = new engine.rank.Lookup(site)
    if (query.id) {
      // Its words, which other papers may have, are not looked for.
      query.words = query.phrases = query.common = []
      var id = await engine.ids.known(lookup, query.id)
      if (id) query.facts = [id]
      else {
        engine.ids.unknown(answer, query.id)
        query.phrases = [tokens.words((query.id[0] === "pmid" ? "pmid " : "") + query.id[1])]
      }
    }
    var parted = await lookup.affordable(query.words), lookedFor = parted[0], last = query.words[query.words.length - 1]
    prefetch(site, [].concat.apply([last], [].concat.apply([], engine.compounds.readings(lookedFor))))
    var groups = await Promise.all(lookedFor.map(function (word) { return groupOf(lookup, word, query.prefix && word === last, lookedFor.length > 1) }))
    if (query.begun && groups.length) groups.push(await engine.completions.halfTyped(lookup, query.begun, true))
    // An initial is no part of a compound: *S. Han* is not *Shan*.
    var hasInitial = INITIAL.test(text)
    if (!hasInitial) await engine.compounds.join(lookup, groups, query.prefix || query.begun !== "")
    var typed = engine.people.typed(query, groups, text), name = typed || query.people[0] || ""
    answer.people = await engine.people.pagesOf(site, name)
    // Papers by this person come before those whose authors have the words in several names.
    var signed = typed && (answer.people.length || hasInitial) ? [await engine.people.groupOf(lookup, engine.people.person(typed))] : []
    if (hasInitial && signed.length) groups = groups.filter(function (group) { return Array.from(group.word).length > 1 })
    var inPhrases = new Set()
    query.phrases.forEach(function (phrase) {
      phrase.forEach(function (word) { if (!tokens.STOP_WORDS.has(word)) inPhrases.add(word) })
    })
    var phrased = await Promise.all(Array.from(inPhrases).map(function (word) {
      return lookup.exact(word, engine.rank.termsOf(word))
    }))
    if (parted[1].length) engine.messages.say(answer, "ignored", parted[1])
    var masks = await engine.rank.permitted(lookup, query, phrased), among = options.among ? options.among(site) : null
    if (among) masks.forEach(function (mask, segment) {
      for (var n = 0; n < mask.length; n++) if (!among[segment][n]) mask[n] = 0
    })
    var scored = groups.concat(phrased.filter(function (group) { return lookedFor.indexOf(group.word) < 0 }))
    var also = signed.concat(await engine.questions.groupsOf(lookup, query.asking, scored))
    // Enough papers to fill the page even if `verified` rejects as many as it may.
    var spare = engine.phrases.spare(query, offset + limit)
    var anyWord = query.words.length > 0 && !phrased.length
    var votes = sort === "votes" ? await Promise.all(site.segments.map(engine.columns.votes)) : null
    if (votes && !site.segments.some(function (segment) { return segment.votes })) engine.messages.say(answer, "no-votes")
    var most = among ? site.papers : Math.max(offset + limit, limit ? engine.first.FEW : 0) + spare
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
    if (limit && offset < engine.first.FEW && sort === "relevance" && !spare && query.words.length) {
      ranked.best = await engine.first.ordered(site, ranked.best, text, query)
    }
    var shown = await engine.phrases.verified(site, query, ranked, among ? ranked.total : offset + limit, Boolean(among))
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
    if (answer.elsewhere && answer.total) answer.message += " " + engine.messages.TEXTS.mentioned
    if (!answer.total) {
      await engine.suggest.suggest(answer, lookup, text, query, unknown)
      if (!options.isRetry && !among && !query.id) answer.instead = await engine.instead.instead(site, text, query.words, options)
    }
    else if (shown.gaveUp) engine.messages.say(answer, "unverified")
    else if (unknown.length) {
      engine.messages.say(answer, "unmatched", unknown.map(function (group) { return group.word }))
      answer.suggestion = await engine.suggest.respelt(text, lookup, unknown)
    } else answer.suggestion = await engine.suggest.likelier(text, lookup, groups, answer.all ? "" : typed)
    return answer
  }

  engine.answer = { search: search, placeOf: engine.suggest.placeOf }
})(paperArchive.engine)
