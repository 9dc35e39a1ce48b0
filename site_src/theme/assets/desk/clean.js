// Makes well-formed entries of what a stranger's file says: every value is of its type and of a
// bounded length, addresses are of the web, and nothing else is taken over. What does not fit is left
// out. No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk
  var LONGEST = { title: 1000, name: 200, gist: 3000, note: 100000, label: 60, address: 2000, id: 250, query: 2000 }
  var MOST_LABELS = 100, MOST_NAMES = 6000, MOST_LINKS = 20
  var SLUG = /^[a-z0-9][a-z0-9-]{0,119}$/, DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
  var TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z$/
  var ID = /^(?:arxiv:[a-z0-9./-]+|doi:10\.[0-9.]+\/\S+|pmid:\d+|pmcid:pmc\d+|acl:[a-z0-9._-]+|openreview:[\w-]+)$/i
  var WEB = /^https?:\/\/[^\s"<>\\^`{|}]+$/i
  var KINDS = ["tag", "author", "topic", "search"]
  // The commands that the generator writes into BibTeX (citation/bibtex.py).
  var WRITTEN = /\\(?:text(?:backslash|braceleft|braceright|asciitilde|asciicircum|less|greater|bar)\{\}|[&%$#_])/g
  var KEY = /^[^\s{}(),"'#%~\\=@]{1,200}$/

  function isObject(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value) }
  function list(value, most) { return Array.isArray(value) ? value.slice(0, most) : [] }
  // Half of a surrogate pair is no character, and control characters are no text.
  function text(value, most) {
    if (typeof value !== "string") return ""
    return value.slice(0, most).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, "")
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1")
  }
  function line(value, most) { return text(value, most).replace(/\s+/g, " ").trim() }
  function lines(value, most) { return text(value, most).replace(/\r\n?/g, "\n").trim() }
  function fitting(form, most) {
    return function (value) { return typeof value === "string" && value.length <= most && form.test(value) ? value : "" }
  }
  // No calendar has the thirteenth month.
  function dated(form, most) {
    var fits = fitting(form, most)
    return function (value) { return fits(value) && !isNaN(Date.parse(value)) ? value : "" }
  }
  var slug = fitting(SLUG, 120), day = dated(DAY, 10), time = dated(TIME, 40), address = fitting(WEB, LONGEST.address)
  function unique(values) { return Array.from(new Set(values.filter(Boolean))) }
  // A label of the reader's own; "" for none.
  function label(value) { return line(value, 1000).normalize("NFC").slice(0, LONGEST.label).trim() }
  function labels(value) { return unique(list(value, MOST_LABELS).map(label)) }
  function id(value) {
    if (typeof value !== "string" || value.length > LONGEST.id || !ID.test(value)) return ""
    return value.indexOf("openreview:") ? value.toLowerCase() : value
  }
  function pairs(value, first, second) {
    return list(value, MOST_LINKS).map(function (pair) {
      return Array.isArray(pair) ? [first(pair[0]), second(pair[1])] : ["", ""]
    }).filter(function (pair) { return pair[0] && pair[1] })
  }
  function count(value, most) { return Number.isInteger(value) && value > 0 && value <= most ? value : 0 }

  // Whether BibTeX reads a text as a field and nothing more: braces in pairs, and no other commands.
  function isPlainTex(value) {
    var rest = value.replace(WRITTEN, ""), depth = 0
    for (var at = 0; at < rest.length; at++) {
      if (rest[at] === "{") depth++
      else if (rest[at] === "}" && --depth < 0) return false
    }
    return !depth && rest.indexOf("\\") < 0
  }
  // What cite.js writes citations from, null unless all of it is as cite.js made it.
  function cite(value) {
    if (!isObject(value) || !KEY.test(line(value.key, 300))) return null
    var cited = {}, fields = ["key", "title", "tex", "by", "date", "arxiv", "category", "kind", "venue", "texVenue", "doi", "pmid", "pmcid"]
    fields.forEach(function (name) { cited[name] = line(value[name], name === "by" ? 300000 : LONGEST.title) })
    if (!cited.title || ![cited.tex, cited.by, cited.texVenue].every(isPlainTex)) return null
    if (![cited.arxiv, cited.category, cited.doi, cited.pmid, cited.pmcid].every(function (plain) { return /^[^\s{}\\]*$/.test(plain) })) return null
    if (!/^\d{0,4}(?:-\d\d){0,2}$/.test(cited.date)) cited.date = ""
    cited.url = address(value.url)
    cited.names = list(value.names, MOST_NAMES).map(function (name) {
      return list(name, 3).map(function (part) { return line(part, LONGEST.name) })
    }).filter(function (name) { return name.length && name[0] })
    cited.more = list(value.more, MOST_LINKS).map(address).filter(Boolean)
    return cited
  }

  // The entry of a paper (see entry.js) without its key; null if it says not even what it is called.
  function entry(value) {
    if (!isObject(value)) return null
    var made = {
      ids: unique(list(value.ids, 20).concat(value.id).map(id)),
      title: line(value.title, LONGEST.title),
      authors: list(value.authors, MOST_NAMES).map(function (name) { return line(name, LONGEST.name) }).filter(Boolean),
      more: count(value.more, 100000), gist: line(value.gist, LONGEST.gist), listed: day(value.listed),
      tags: pairs(value.tags, slug, function (title) { return line(title, LONGEST.name) }),
      votes: count(value.votes, 1e9),
      links: pairs(value.links, function (name) { return line(name, LONGEST.label) }, address),
      cite: cite(value.cite), saved: time(value.saved), folders: labels(value.folders),
      note: lines(value.note, LONGEST.note), noted: time(value.noted),
    }
    if (slug(value.slug)) made.slug = value.slug
    if (!made.title && made.cite) made.title = made.cite.title
    if (!made.title) made.title = made.ids.length ? desk.called(made.ids[0]) : ""
    return made.title ? made : null
  }

  // What the reader had seen of what a follow finds: a build, its newest day and a number.
  function since(value) {
    return { id: fitting(/^[\w-]+$/, 100)(value.id), n: count(value.n, 1e9), newest: day(value.newest) }
  }
  function follow(value) {
    if (!isObject(value) || KINDS.indexOf(value.kind) < 0) return null
    var made = { kind: value.kind, id: line(value.id, LONGEST.query), title: line(value.title, LONGEST.name), query: line(value.query, LONGEST.query) }
    if (value.feed === true) made.feed = true
    if (time(value.followed)) made.followed = value.followed
    if (isObject(value.since)) made.since = since(value.since)
    made.key = made.kind + ":" + made.id
    return made.id && made.title ? made : null
  }
  // { slug: time }, as a list of marks.
  function read(value) {
    return Object.keys(isObject(value) ? value : {}).filter(function (name) { return slug(name) && time(value[name]) })
      .map(function (name) { return { slug: name, at: value[name] } })
  }
  // { day: { slug, at } }: how far the reader came in the list of a day.
  function days(value) {
    var made = {}
    Object.keys(isObject(value) ? value : {}).forEach(function (name) {
      var mark = value[name]
      if (day(name) && isObject(mark) && slug(mark.slug) && time(mark.at)) made[name] = { slug: mark.slug, at: mark.at }
    })
    return made
  }

  desk.clean = {
    entry: entry, cite: cite, follow: follow, read: read, days: days, label: label, labels: labels, id: id, address: address,
    line: line, lines: lines, isObject: isObject, isPlainTex: isPlainTex,
  }
  // An id as people write it: arXiv:2608.16590, doi:10.1000/x.
  var NAMES = { arxiv: "arXiv:", doi: "doi:", pmid: "PubMed ", pmcid: "", acl: "ACL ", openreview: "OpenReview " }
  desk.called = function (of) {
    var at = of.indexOf(":"), value = of.slice(at + 1)
    return NAMES[of.slice(0, at)] + (of.indexOf("pmcid:") ? value : value.toUpperCase())
  }
})()
