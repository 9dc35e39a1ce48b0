// What of a paper's text is shown, as generator/search/snippet.py has it.
(function (engine) {
  "use strict"
  var WORDS = 32, BEFORE = 4
  var CHUNK = /[^ ]{1,40}/gu
  var LEADING = /^[!-/:-@[-`{-~]+/, TRAILING = /[!-/:-@[-`{-~]+$/

  function chunksOf(text, wanted) {
    return Array.from(text.matchAll(CHUNK)).map(function (match) {
      var found = engine.tokens.stems(match[0]).filter(function (stem) { return wanted.has(stem) })
      return { text: match[0], start: match.index, end: match.index + match[0].length, found: found }
    })
  }

  function snippet(text, wanted) {
    var chunks = chunksOf(text, wanted), best = 0, most = [0, 0]
    if (!chunks.length) return ""
    chunks.forEach(function (chunk, at) {
      if (!chunk.found.length) return
      var start = Math.max(0, at - BEFORE), different = new Set(), matching = 0
      chunks.slice(start, start + WORDS).forEach(function (own) {
        own.found.forEach(function (stem) { different.add(stem) })
        if (own.found.length) matching++
      })
      if (different.size > most[0] || (different.size === most[0] && matching > most[1])) {
        best = start
        most = [different.size, matching]
      }
    })
    var end = best + WORDS
    var shown = text.slice(chunks[best].start, chunks[Math.min(end, chunks.length) - 1].end)
    return (best ? "… " : "") + shown + (end < chunks.length ? " …" : "")
  }

  function marked(text, wanted) {
    var pieces = [""], at = 0
    chunksOf(text, wanted).forEach(function (chunk) {
      if (!chunk.found.length) return
      var start = chunk.end - chunk.text.replace(LEADING, "").length
      var end = chunk.start + chunk.text.replace(TRAILING, "").length
      pieces[pieces.length - 1] += text.slice(at, start)
      pieces.push(text.slice(start, end), "")
      at = end
    })
    pieces[pieces.length - 1] += text.slice(at)
    return pieces
  }

  engine.snippet = { snippet: snippet, marked: marked }
})(paperArchive.engine)
