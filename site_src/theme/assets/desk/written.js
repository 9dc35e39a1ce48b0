// What the desk writes of its papers: Markdown with notes, and what cite.js needs for citations of a
// paper whose page was never seen. No dependencies; tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk
  var TEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
  }

  function tex(text) {
    return text.replace(/[\\{}~^<>|&%$#_]/g, function (sign) { return TEX[sign] || "\\" + sign })
  }
  function idOfKind(entry, kind) {
    var id = (entry.ids || []).filter(function (each) { return !each.indexOf(kind + ":") })[0]
    return id ? id.slice(kind.length + 1) : ""
  }
  function parts(name) {
    var at = name.lastIndexOf(" ")
    return at < 0 ? [name] : [name.slice(at + 1), name.slice(0, at)]
  }

  // A name in BibTeX, of its parts: family, given, suffix; one part alone is never taken apart.
  function texName(name) {
    return name.length > 1 ? [name[0], name[2], name[1]].filter(Boolean).map(tex).join(", ") : "{" + tex(name[0]) + "}"
  }

  // The citation of an entry as far as it is known. BibTeX names the other authors as "others".
  function citation(entry) {
    var arxiv = idOfKind(entry, "arxiv"), doi = idOfKind(entry, "doi"), link = (entry.links || [])[0]
    var names = (entry.authors || []).map(parts), month = /^(\d\d)(0[1-9]|1[0-2])\./.exec(arxiv)
    var by = names.map(texName)
    return {
      key: entry.slug || desk.idOf(entry).replace(/^\w+:/, "").replace(/[^A-Za-z0-9.]+/g, "-").slice(0, 80), title: entry.title, names: names, tex: tex(entry.title),
      by: by.concat(entry.more && names.length ? "others" : []).join(" and "),
      date: month ? "20" + month[1] + "-" + month[2] : "", arxiv: arxiv, category: "",
      url: arxiv ? "https://arxiv.org/abs/" + arxiv : doi ? "https://doi.org/" + doi : link ? link[1] : "",
      kind: "", venue: "", texVenue: "", doi: doi || (arxiv && "10.48550/arXiv." + arxiv),
      pmid: idOfKind(entry, "pmid"), pmcid: idOfKind(entry, "pmcid").toUpperCase(), more: [],
    }
  }
  // Citations of entries, whose keys are all different.
  function citations(entries) {
    var seen = new Map()
    return entries.map(function (entry) {
      var cited = entry.cite || citation(entry), times = (seen.get(cited.key) || 0) + 1
      seen.set(cited.key, times)
      return times > 1 ? Object.assign({}, cited, { key: cited.key + "-" + times }) : cited
    })
  }

  // A text that Markdown shows as it is.
  function escaped(text) {
    return text.replace(/[\\`*_[\]<>&|~]/g, "\\$&").replace(/^(\s*)([-+#=]|\d{1,9}[.)])/gm, function (all, blank, sign) {
      return blank + (sign.length > 1 ? sign.slice(0, -1) + "\\" + sign.slice(-1) : "\\" + sign)
    })
  }
  function target(address) { return address.replace(/[()\s<>\\]/g, function (sign) { return "%" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0") }) }

  // A list of papers, each with its note. `addressOf(entry)` returns where a paper can be read.
  function markdown(entries, heading, addressOf) {
    var items = entries.map(function (entry) {
      var address = addressOf(entry), title = escaped(entry.title)
      var names = escaped((entry.authors || []).join(", ")) + (entry.more ? " … + " + entry.more : "")
      var facts = [names, (entry.ids || []).map(desk.called).map(escaped).join(", "), (entry.folders || []).map(escaped).join(", ")]
      var note = entry.note ? "\n\n" + escaped(entry.note).split("\n").map(function (line) { return line ? "  " + line : "" }).join("\n") : ""
      return "- " + (address ? "[" + title + "](" + target(address) + ")" : title) +
        facts.filter(Boolean).map(function (fact) { return "  \n  " + fact }).join("") + note + "\n"
    })
    return "# " + escaped(heading) + "\n\n" + items.join("\n")
  }

  desk.tex = tex
  desk.texName = texName
  desk.citation = citation
  desk.citations = citations
  desk.markdown = markdown
})()
