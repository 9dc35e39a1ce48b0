// The desk as one file, which the reader takes along: written, and read with suspicion. Its fields
// are those of api/schema/desk.json. No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, clean = desk.clean
  var FORMAT = "paper-archive desk", VERSION = 1
  var MOST_BYTES = 40e6, MOST_OF_LIST = 10e6, MOST_PAPERS = 20000
  var FIELDS = [
    "slug", "ids", "title", "authors", "more", "gist", "listed", "tags", "votes", "links", "cite", "saved", "folders", "note", "noted",
  ]

  function byText(one, other) { return one < other ? -1 : one > other ? 1 : 0 }

  // The file of what is kept, { papers, read, days, follows }, by this archive, { title, site }.
  function write(kept, archive, now) {
    var read = {}, days = {}
    kept.read.slice().sort(function (one, other) { return byText(one.slug, other.slug) }).forEach(function (mark) { read[mark.slug] = mark.at })
    Object.keys(kept.days).sort().forEach(function (day) { days[day] = kept.days[day] })
    var papers = kept.papers.slice().sort(function (one, other) {
      return byText(one.saved || one.noted || "", other.saved || other.noted || "") || byText(one.key, other.key)
    })
    return JSON.stringify({
      format: FORMAT, version: VERSION, archive: archive, exported: now,
      papers: papers.map(function (entry) {
        var written = { id: desk.idOf(entry) }
        FIELDS.forEach(function (name) { if (entry[name] !== undefined) written[name] = entry[name] })
        return written
      }),
      read: read, days: days,
      follows: kept.follows.map(function (follow) {
        var written = { kind: follow.kind, id: follow.id, title: follow.title, query: follow.query || "" }
        ;["feed", "since", "followed"].forEach(function (name) { if (follow[name]) written[name] = follow[name] })
        return written
      }),
    }, null, 1) + "\n"
  }

  // What a file keeps: { archive, papers, read, days, follows, left } with `left` papers that could
  // not be read. Throws an error whose message says why it is none of ours.
  function read(text) {
    var value
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ""))
    } catch (error) {
      throw new Error("The file is damaged: it begins like a desk file, but its JSON cannot be read to the end.")
    }
    if (!clean.isObject(value) || value.format !== FORMAT) throw new Error("This is no desk file: its “format” is not “" + FORMAT + "”.")
    if (value.version !== VERSION) {
      throw new Error(value.version > VERSION
        ? "The file is of a newer version of the desk. Import it at an archive that was built with a newer paper-archive."
        : "The file has no version that the desk knows.")
    }
    if (!Array.isArray(value.papers)) throw new Error("The file is damaged: it has no list of papers.")
    atMost(value.papers.length)
    var papers = value.papers.map(clean.entry).filter(Boolean)
    var archive = clean.isObject(value.archive) ? value.archive : {}
    return {
      archive: { title: clean.line(archive.title, 200), site: clean.address(archive.site) },
      papers: papers, left: value.papers.length - papers.length,
      read: clean.read(value.read), days: clean.days(value.days),
      follows: (Array.isArray(value.follows) ? value.follows.slice(0, 2000) : []).map(clean.follow).filter(Boolean),
    }
  }
  function atMost(papers) {
    if (papers <= MOST_PAPERS) return
    throw new Error("The file has " + papers.toLocaleString("en") + " papers, and the desk takes " + MOST_PAPERS.toLocaleString("en") + " at a time. Nothing was imported.")
  }
  // Refuses a file by its size, before it is read.
  function notTooLarge(bytes, most) {
    most = most || MOST_BYTES
    if (bytes > most) throw new Error("It has " + Math.round(bytes / 1e6) + " MB, and the desk reads up to " + most / 1e6 + " MB of that kind. Nothing was imported.")
  }

  // Reads any file that the desk imports, or pasted text; `idOf(word)` returns the pair of an id.
  // Papers of BibTeX and of lists are saved at `now`, those with a note too.
  function readAny(text, idOf, now) {
    var nothing = { archive: { title: "", site: "" }, left: 0, read: [], days: {}, follows: [] }, found
    if (!text.trim()) throw new Error("There is nothing in it to import.")
    if (/^\ufeff?\s*[{[]/.test(text) && !/^\s*\[[^\]\n"{]*\]/.test(text)) return read(text)
    if (text.indexOf("\u0000") >= 0) throw new Error("This is no text: the desk imports desk files, BibTeX, and lists of ids or addresses.")
    notTooLarge(text.length, MOST_OF_LIST)
    found = /^[ \t\ufeff\u00a0]*@\s*[A-Za-z]+\s*[{(]/m.test(text) ? desk.bibliography(text, idOf) : desk.idList(text, idOf)
    if (!found.papers.length) throw new Error("No paper was found in it: the desk imports desk files, BibTeX, and lists of arXiv ids, DOIs or addresses.")
    atMost(found.papers.length)
    found.papers.forEach(function (paper) { paper.saved = now || "" })
    return Object.assign(nothing, found)
  }

  desk.file = { write: write, read: read, readAny: readAny, notTooLarge: notTooLarge }
})()
