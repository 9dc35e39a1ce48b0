// What an answer says of its query: one message, the first that applies.
(function (engine) {
  "use strict"
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

  // Gives the answer a message, unless it has one.
  function say(answer, code, about) {
    if (answer.code) return
    var shown = (about || []).slice(0, 5).map(function (word) { return "“" + word + "”" }).join(", ")
    answer.code = code
    answer.message = MESSAGES[code].split("{}").join(shown)
  }

  // Whether a query, typed as `text`, has nothing to look for, and says so.
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

  engine.messages = { TEXTS: MESSAGES, say: say, saysNothing: saysNothing }
})(paperArchive.engine)
