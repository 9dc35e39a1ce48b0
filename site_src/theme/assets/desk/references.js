// Papers out of RIS and CSL-JSON, and what of a table in CSV is whole, for the import. What is cut off
// is left out, and `cut` names it. No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, clean = desk.clean
  var TAG = /^([A-Z][A-Z0-9]) {1,2}- ?(.*)$/

  function text(value) { return typeof value === "string" || typeof value === "number" ? String(value) : "" }

  // The paper of what a file says of it. A name is a list of its parts: family, given, suffix.
  function paper(of, idOf) {
    var doi = clean.line(of.doi, 300), addresses = of.addresses.filter(clean.address)
    return desk.cited(clean.entry({
      ids: desk.idsOf([of.arxiv, doi && (/^10\./.test(doi) ? "doi:" + doi : doi), of.pmid && "pmid:" + of.pmid, of.pmcid].concat(addresses), idOf),
      title: of.title, authors: of.names.map(function (name) { return [name[1], name[0], name[2]].filter(Boolean).join(" ") }),
      links: addresses.slice(0, 1).map(function (address) { return ["Page", address] }),
    }), clean.line(of.key, 200), (/^\d{4}/.exec(of.year) || [""])[0], clean.line(of.venue, 1000), of.names)
  }
  function isNamed(name) { return name[0] }

  // The papers of a file in RIS, whose records begin with TY and end with ER.
  function ris(all, idOf) {
    var papers = [], cut = [], left = 0, record = null, last = ""
    function first(names) { return names.map(function (name) { return (record[name] || [""])[0] }).filter(Boolean)[0] || "" }
    function title() { return clean.line(first(["TI", "T1", "CT", "BT"]), 2000) }
    function cutOff() { if (record) cut.push(title() || clean.line(first(["ID", "DO", "UR"]), 200)) }
    function close() {
      var found = paper({
        arxiv: first(["DB"]) === "arXiv" ? first(["AN"]) : "", pmid: first(["DB"]) === "PubMed" ? first(["AN"]) : "", pmcid: first(["C2"]),
        doi: first(["DO"]), title: title(), key: first(["ID"]),
        // "Ding, Xin, Jr."
        names: (record.AU || record.A1 || []).map(function (name) { return name.split(",").slice(0, 3).map(function (part) { return part.trim() }) }).filter(isNamed),
        addresses: (record.UR || []).concat(record.L1 || [], record.L2 || []), year: first(["PY", "Y1", "DA"]), venue: first(["T2", "JO", "JF", "JA"]),
      }, idOf)
      if (found) papers.push(found)
      else left++
      record = null
    }
    all.split(/\r\n?|\n/).forEach(function (line) {
      var tag = TAG.exec(line.replace(/^[ \t\ufeff]+/, ""))
      if (!tag) {
        // A long value goes on in the next line.
        if (record && record[last] && line.trim()) record[last].push(record[last].pop() + " " + line.trim())
      } else if (tag[1] === "TY") {
        cutOff()
        record = Object.create(null)
      } else if (record && tag[1] === "ER") close()
      else if (record) (record[tag[1]] = record[tag[1]] || []).push(tag[2].trim())
      last = tag ? tag[1] : last
    })
    cutOff()
    return { papers: papers, left: left, cut: cut }
  }

  // Whether a value of JSON is a list of references: CSL-JSON, as cite.js writes it and Zotero does.
  function isCsl(value) {
    return Array.isArray(value) && value.some(function (item) { return clean.isObject(item) && typeof item.type === "string" && typeof item.title === "string" })
  }
  function list(value) { return Array.isArray(value) ? value : [] }
  function csl(items, idOf) {
    var papers = items.map(function (item) {
      if (!clean.isObject(item)) return null
      var number = /^arxiv:\s*(.+)$/i.exec(text(item.number)), issued = clean.isObject(item.issued) ? item.issued : {}
      return paper({
        arxiv: number ? number[1] : text(item.archive) === "arXiv" ? text(item.archive_location) : "", doi: text(item.DOI), pmid: text(item.PMID), pmcid: text(item.PMCID),
        title: text(item.title), key: text(item["citation-key"] || item.id), addresses: [text(item.URL)], venue: text(item["container-title"]),
        year: text(list(list(issued["date-parts"])[0])[0]) || text(issued.raw || issued.literal),
        names: list(item.author).filter(clean.isObject).map(function (name) {
          var family = [name["non-dropping-particle"], name.family].map(text).filter(Boolean).join(" ")
          return name.literal || !family ? [text(name.literal)] : [family, text(name.given), text(name.suffix)].slice(0, name.suffix ? 3 : name.given ? 2 : 1)
        }).filter(isNamed),
      }, idOf)
    }).filter(Boolean)
    return { papers: papers, left: items.length - papers.length, cut: [] }
  }

  // A table in CSV without its last line where the line is cut off: it has fewer fields than the first
  // one, or a quotation mark is never closed.
  function wholeLines(table) {
    var start = table.search(/\S/), end = (table.indexOf("\n", start) + 1 || table.length + 1) - 1, head = table.slice(start, end)
    if (!/\b(?:doi|id|url|link|title|arxiv)\b/i.test(head) || /[\n\r]\s*$/.test(table)) return table
    var sign = /[,;\t]/.exec(head), fields = 0, most = 0, isQuoted = false, isNew = true
    if (!sign) return table
    for (var at = start; at < table.length; at++) {
      var letter = table[at]
      if (letter === '"' && (isQuoted || isNew)) isQuoted = !isQuoted
      else if (isQuoted) continue
      else if (letter === sign[0]) fields++
      else if (letter === "\n") { most = most || fields; fields = 0 }
      isNew = letter === sign[0] || letter === "\n" || (letter === '"' && !isQuoted)
    }
    return isQuoted || fields < most ? table.slice(0, table.lastIndexOf("\n") + 1) : table
  }
  // As `idList`.
  function table(all, idOf) {
    var whole = wholeLines(all)
    return Object.assign(desk.idList(whole, idOf), { cut: whole === all ? [] : [clean.line(all.slice(whole.length), 80)] })
  }

  desk.references = { ris: ris, csl: csl, isCsl: isCsl, table: table }
})()
