// Cuts snippets: the part of a text with most of the query's words, in pieces to highlight. Lengths
// are in words; in a text without blanks, 40 letters count as a word. A gist, of 260 letters, is whole.
(function (engine) {
  "use strict"
  var WORDS = 32, BEFORE = 4, LONGEST = 40, LONGEST_GIST = 260
  var LEADING = /^[!-/:-@[-`{-~]+/, TRAILING = /[!-/:-@[-`{-~]+$/

  // The chunks of a text, with their wanted stems.
  function chunksOf(text, wanted) {
    var chunks = [], at = 0
    function add(chunk) {
      var stems = engine.tokens.stems(chunk).filter(isWanted)
      chunks.push({ text: chunk, start: at, end: at + chunk.length, stems: stems })
      at += chunk.length
    }
    function isWanted(stem) { return wanted.has(stem) }
    text.split(" ").forEach(function (word) {
      if (word.length > LONGEST) parted(word).forEach(add)
      else if (word) add(word)
      at++
    })
    return chunks
  }

  function parted(word) {
    var letters = Array.from(word), chunks = []
    for (var at = 0; at < letters.length; at += LONGEST) chunks.push(letters.slice(at, at + LONGEST).join(""))
    return chunks
  }

  // The gist as lists show it: with a capital, cut after a word if it is long.
  function gistOf(text, start) {
    var first = text.split(" ", 1)[0].replace(/[,;:]$/, "")
    if (start && /^\p{Ll}+$/u.test(first)) text = text[0].toUpperCase() + text.slice(1)
    if (text.length <= LONGEST_GIST) return text
    var at = text.lastIndexOf(" ", LONGEST_GIST - 2)
    return Array.from(text.slice(0, at > 0 ? at : LONGEST_GIST - 2)).join("") + " …"
  }

  // The gist, at [start, end], if it has as many different wanted stems as any part; else the part
  // of a text, of at most 32 words, with most of the wanted stems.
  function snippet(text, wanted, place) {
    var chunks = chunksOf(text, wanted), best = 0, most = [0, 0], inGist = new Set()
    var gist = place && place[0] < place[1] ? gistOf(text.slice(place[0], place[1]), place[0]) : ""
    if (!chunks.length) return ""
    chunks.forEach(function (chunk, at) {
      if (!chunk.stems.length) return
      var start = Math.max(0, at - BEFORE), different = new Set(), matching = 0
      chunks.slice(start, start + WORDS).forEach(function (inside) {
        inside.stems.forEach(function (stem) { different.add(stem) })
        if (inside.stems.length) matching++
      })
      if (different.size > most[0] || (different.size === most[0] && matching > most[1])) {
        best = start
        most = [different.size, matching]
      }
    })
    if (gist) chunksOf(gist, wanted).forEach(function (chunk) { chunk.stems.forEach(function (stem) { inGist.add(stem) }) })
    if (gist && inGist.size >= most[0]) return gist
    var end = best + WORDS
    var shown = text.slice(chunks[best].start, chunks[Math.min(end, chunks.length) - 1].end)
    return (best ? "… " : "") + shown + (end < chunks.length ? " …" : "")
  }

  // A text in pieces, every second of which has a wanted stem.
  function marked(text, wanted) {
    var pieces = [""], at = 0
    chunksOf(text, wanted).forEach(function (chunk) {
      if (!chunk.stems.length) return
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
