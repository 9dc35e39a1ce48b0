// Papers out of BibTeX and out of lists of ids, for the import. Both take one pass over the text.
// What is cut off, as the end of a file that was not saved as a whole, is left out, and `cut` names it.
// `idOf(word)` is the search's own: the pair of an id, such as ["arxiv", "2608.16590"], or null.
// No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, clean = desk.clean
  var ENTRY = /\n[ \t]*@\s*[A-Za-z]+\s*[{(]/y
  // Characters of an id, and of all that names and numbers stand for.
  var LONGEST_ID = 600, MOST_BY_NAME = 1e7
  var COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    u: "\u0306", v: "\u030c", H: "\u030b", c: "\u0327", k: "\u0328", r: "\u030a", d: "\u0323", b: "\u0331",
  }
  var LETTERS = {
    ss: "ß", ae: "æ", AE: "Æ", oe: "œ", OE: "Œ", o: "ø", O: "Ø", l: "ł", L: "Ł", aa: "å", AA: "Å", i: "ı", j: "ȷ", dh: "ð", DH: "Ð",
    th: "þ", TH: "Þ", dj: "đ", DJ: "Đ", ng: "ŋ", NG: "Ŋ", textbackslash: "\\", textbraceleft: "{", textbraceright: "}",
    textasciitilde: "~", textasciicircum: "^", textless: "<", textgreater: ">", textbar: "|", textendash: "–", textemdash: "—", slash: "/",
  }

  // TeX as plain text, as far as bibliographies use it.
  function plain(tex) {
    return tex.replace(/\\(?:([`'^~"=.])|([uvHckrdb])(?![A-Za-z]))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g, function (all, sign, name, one, other) {
      return ((one || other) + COMBINING[sign || name]).normalize("NFC")
    }).replace(/\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))/g, function (all, name) {
      return Object.prototype.hasOwnProperty.call(LETTERS, name) ? LETTERS[name] : " "
    }).replace(/\\([^A-Za-z])/g, "$1").replace(/[{}$]/g, "").replace(/~/g, " ").replace(/---?/g, "–").replace(/``|''/g, '"')
  }

  // Reads the value of a field from `at` on: parts in braces or quotes, numbers and names, joined by
  // "#". Returns [value, where it ends]; the value is null if it is never closed: another entry or
  // the end of the text comes first.
  function valueAt(text, at, names) {
    var value = "", depth, start, end
    function blank() { while (/\s/.test(text[at] || "")) at++ }
    for (;;) {
      blank()
      if (text[at] === "{" || text[at] === '"') {
        var quoted = text[at] === '"'
        for (start = ++at, depth = 0; at < text.length; at++) {
          if (text[at] === "\\") at++
          else if (text[at] === "\n" && (ENTRY.lastIndex = at, ENTRY.test(text))) return [null, at + 1]
          else if (quoted && !depth && text[at] === '"') break
          else if (text[at] === "{") depth++
          else if (text[at] === "}" && --depth < 0) break
        }
        if (at >= text.length) return [null, at]
        value += text.slice(start, at)
        at++
      } else {
        for (end = at; end < text.length && /[^\s,#{}()"=]/.test(text[end]); end++) { /* a word */ }
        var word = text.slice(at, end)
        word = names.has(word.toLowerCase()) ? names.get(word.toLowerCase()) : word
        // A short name may stand for a long text a million times.
        if ((names.room -= word.length) > 0) value += word
        at = end
      }
      blank()
      if (text[at] !== "#") return [value, at]
      while (/[\s#]/.test(text[at] || "")) at++
    }
  }

  // The entries of a text as maps of their fields, with `type` and `key`; those that are cut off, in
  // whatever place, have `cut`.
  function entries(text) {
    var found = [], names = new Map(), opening = /@\s*([A-Za-z]+)\s*[{(]/g, match, comma = -1
    names.room = MOST_BY_NAME
    while ((match = opening.exec(text))) {
      var type = match[1].toLowerCase(), fields = new Map([["type", type]]), at = opening.lastIndex
      if (type === "comment" || type === "preamble") continue
      if (type !== "string") {
        // The text is searched for commas once, however many entries have none.
        if (comma < at) comma = (text.indexOf(",", at) + 1 || text.length + 1) - 1
        var next = text.indexOf("@", at)
        if (comma === text.length && next < 0 && text.indexOf("}", at) < 0) found.push(fields.set("key", text.slice(at).trim()).set("cut", true))
        if (comma === text.length || (next >= 0 && next < comma)) continue
        fields.set("key", text.slice(at, comma).trim())
        at = comma + 1
      }
      for (;;) {
        while (/[\s,]/.test(text[at] || "")) at++
        var start = at
        while (at < text.length && /[A-Za-z0-9_:.+-]/.test(text[at])) at++
        var name = text.slice(start, at).toLowerCase()
        while (/\s/.test(text[at] || "")) at++
        if (!name || text[at] !== "=") break
        var read = valueAt(text, at + 1, names)
        if (read[0] === null) fields.set("cut", true)
        else if (type === "string") names.set(name, read[0].slice(0, 2000))
        else if (!fields.has(name)) fields.set(name, read[0])
        at = read[1]
        if (read[0] === null) break
      }
      // Nothing closes it before the end of the text, or before the next entry.
      if (at >= text.length || (!name && text[at] === "@")) fields.set("cut", true)
      opening.lastIndex = at
      if (type !== "string") found.push(fields)
    }
    if (/(?:^|\n)[ \t]*@\s*[A-Za-z]*\s*$/.test(text.slice(-100))) found.push(new Map([["cut", true]]))
    return found
  }

  // "Ding, Xin and {Kimi Team}" as names in their natural order; [names, whether there are others].
  function people(value) {
    var parts = [], depth = 0, word = "", others = false
    value.replace(/\s+/g, " ").split(" ").forEach(function (each) {
      if (each.toLowerCase() === "and" && !depth) { parts.push(word); word = "" }
      else word += (word && " ") + each
      depth += each.split("{").length - each.split("}").length
    })
    parts.push(word)
    var names = parts.map(function (name) {
      var pieces = /^\s*\{[^{}]*\}\s*$/.test(name) ? [name] : name.split(",")
      name = pieces.length > 2 ? [pieces[2], pieces[0], pieces[1]] : pieces.length > 1 ? [pieces[1], pieces[0]] : pieces
      return clean.line(plain(name.join(" ")), 200)
    }).filter(function (name) {
      others = others || name.toLowerCase() === "others"
      return name && name.toLowerCase() !== "others"
    })
    return [names, others]
  }

  function idsOf(words, idOf) {
    var ids = []
    words.forEach(function (word) {
      // Every id has a digit, except some of OpenReview.
      var pair = word && word.length < LONGEST_ID && /\d|openreview/i.test(word) ? idOf(word) : null, id = pair ? clean.id(pair[0] + ":" + pair[1]) : ""
      if (id && ids.indexOf(id) < 0) ids.push(id)
    })
    return ids
  }

  // The entry with what its citation needs, if the file names all its authors.
  // `names` are the parts of their names, where the file tells them.
  function cited(entry, key, year, venue, names) {
    if (!entry || !key || !entry.authors.length) return entry
    entry.cite = clean.cite(Object.assign(desk.citation(entry), { key: key, venue: venue, texVenue: desk.tex(venue) }, year ? { date: year } : {}, names ? {
      names: names, by: names.map(desk.texName).join(" and "),
    } : {}))
    return entry
  }

  // The papers of a BibTeX file.
  function bibliography(text, idOf) {
    var cut = []
    var all = entries(text).filter(function (fields) {
      if (fields.get("cut")) cut.push(clean.line(plain(fields.get("title") || fields.get("key") || ""), 200))
      return !fields.get("cut")
    })
    var papers = all.map(function (fields) {
      function field(name) { return clean.line(plain(fields.get(name) || ""), 2000) }
      var eprint = field("eprint"), archive = (field("archiveprefix") || field("eprinttype") || "arxiv").toLowerCase()
      var addresses = [field("url"), field("howpublished"), field("note")].map(function (value) { return (/https?:\/\/\S+/.exec(value) || [""])[0].replace(/[),.;]+$/, "") })
      var inVenue = /arxiv[: ]\s?(?:preprint )?(?:arxiv:)?(\d{4}\.\d{4,5})/i.exec(field("journal") + " " + field("note"))
      var who = people(fields.get("author") || ""), doi = field("doi")
      var venue = field("journal") || field("booktitle"), year = /^\d{4}/.exec(field("year") || field("date"))
      return cited(clean.entry({
        ids: idsOf([archive === "arxiv" && eprint, inVenue && inVenue[1], doi && (/^10\./.test(doi) ? "doi:" + doi : doi), field("pmid") && "pmid:" + field("pmid")].concat(addresses), idOf),
        title: field("title"), authors: who[0], more: who[1] ? 1 : 0,
        links: addresses.filter(clean.address).slice(0, 1).map(function (address) { return ["Page", address] }),
        note: clean.lines(plain(fields.get("annote") || fields.get("annotation") || ""), 20000),
        folders: [],
      }), who[1] ? "" : fields.get("key"), year ? year[0] : "", inVenue ? "" : venue)
    }).filter(Boolean)
    return { papers: papers, left: all.length - papers.length, cut: cut }
  }

  // The papers whose ids or addresses stand in a text, one a line or among words. A line that is
  // nothing but an address which says no id is kept as a link.
  function idList(text, idOf) {
    var papers = [], seen = new Set()
    function keep(id, entry) {
      if (seen.has(id)) return
      seen.add(id)
      papers.push(clean.entry(entry))
    }
    text.split(/[\r\n]+/).forEach(function (line) {
      var words = line.replace(/\b(arxiv|doi|pmid|pmcid):\s+(?=\S)/gi, "$1:").split(/[\s,;|<>()[\]{}"“”]+/).filter(Boolean)
      var ids = idsOf(words.map(function (word) { return word.length < LONGEST_ID ? word.replace(/[.'’]+$/, "") : "" }), idOf)
      ids.forEach(function (id) { keep(id, { ids: [id], title: desk.called(id) }) })
      if (!ids.length && words.length === 1 && clean.address(words[0])) keep(words[0], { title: words[0], links: [["Page", words[0]]] })
    })
    return { papers: papers.filter(Boolean), left: 0 }
  }

  desk.bibliography = bibliography
  desk.idList = idList
  desk.idsOf = idsOf
  desk.cited = cited
})()
