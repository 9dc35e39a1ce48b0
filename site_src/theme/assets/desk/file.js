// The desk as one file, which the reader takes along: written, and read with suspicion. Its fields
// are those of api/schema/desk.json. No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, clean = desk.clean
  var FORMAT = "paper-archive desk", VERSION = 1
  var MOST_BYTES = 40e6, MOST_OF_LIST = 10e6, MOST_PAPERS = 20000
  var KINDS = "desk files, BibTeX, RIS, CSL-JSON, and lists of arXiv ids, DOIs or addresses"
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

  function parsed(text) {
    try {
      return JSON.parse(text.replace(/^\ufeff/, ""))
    } catch (error) {
      throw new Error("The file is damaged: it begins like a desk file or CSL-JSON, but its JSON cannot be read to the end. Nothing was imported.")
    }
  }
  // What a file of the desk keeps, out of its JSON: { archive, papers, read, days, follows, left } with
  // `left` papers that could not be read. Throws an error whose message says why it is none of ours.
  function read(value) {
    if (!clean.isObject(value) || value.format !== FORMAT) throw new Error("This is no desk file: its “format” is not “" + FORMAT + "”, and it is no list of references in CSL-JSON.")
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

  // The papers of a text that is no JSON.
  function readText(text, idOf) {
    if (text.indexOf("\u0000") >= 0) throw new Error("This is no text: the desk imports " + KINDS + ".")
    notTooLarge(text.length, MOST_OF_LIST)
    var found = (/^[ \t\ufeff]*TY {1,2}- /m.test(text) ? desk.references.ris
      : /^[ \t\ufeff\u00a0]*@\s*[A-Za-z]+\s*[{(]/m.test(text) ? desk.bibliography : desk.references.table)(text, idOf)
    if (!found.papers.length) throw new Error(found.cut.length ? "The file is cut off, and no paper in it is whole. Nothing was imported." : "No paper was found in it: the desk imports " + KINDS + ".")
    return found
  }

  // Reads any file that the desk imports, or pasted text, whatever it is called; `idOf(word)` returns
  // the pair of an id. `cut` has the titles of papers that were cut off and left out. Papers of others
  // than desk files are saved at `now`, those with a note too.
  function readAny(text, idOf, now) {
    var nothing = { archive: { title: "", site: "" }, left: 0, cut: [], read: [], days: {}, follows: [] }, value = null, found
    if (!text.trim()) throw new Error("There is nothing in it to import.")
    if (/^\ufeff?\s*[{[]/.test(text) && !/^\s*\[[^\]\n"{]*\]/.test(text)) {
      value = parsed(text)
      if (!desk.references.isCsl(value)) return Object.assign(nothing, read(value))
      atMost(value.length)
    }
    found = value ? desk.references.csl(value, idOf) : readText(text, idOf)
    atMost(found.papers.length)
    found.papers.forEach(function (paper) { paper.saved = now || "" })
    return Object.assign(nothing, found)
  }

  desk.file = { write: write, readAny: readAny, notTooLarge: notTooLarge }
})()
