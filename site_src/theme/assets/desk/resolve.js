// Finds imported papers in this archive, by the search: by their ids, else by the same title. Papers
// that the archive does not have are kept with links to where they are.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var AT_ONCE = 8

  // Whether a file comes from this archive: what it says of papers' pages is then true.
  function isOwn(from, here) {
    return Boolean(from.title || from.site) && (from.site && here.site ? from.site === here.site : from.title === here.title)
  }

  function ofResult(result, entry, tags) {
    return Object.assign({}, entry, {
      slug: result.url.replace(/^papers\/|\.html$/g, ""), title: result.title, authors: result.authors.slice(0, 3), more: Math.max(0, result.authors.length - 3),
      gist: result.snippet, listed: result.date || "", tags: result.tags.map(function (tag) { return [tag, tags.get(tag) || tag] }),
      links: linksOf(entry).concat(entry.links.filter(function (link) { return link[0] === "Code" })), cite: entry.cite,
    })
  }
  function linksOf(entry) {
    return entry.ids.reduce(function (links, id) {
      var name = id.slice(0, id.indexOf(":")), value = id.slice(name.length + 1)
      if (name === "arxiv") return links.concat([["arXiv", "https://arxiv.org/abs/" + value], ["PDF", "https://arxiv.org/pdf/" + value]])
      return links.concat([[{ doi: "DOI", pmid: "PubMed", pmcid: "PMC", acl: "ACL", openreview: "OpenReview" }[name], archive.engine.query.pageOf([name, value])]])
    }, []).filter(function (link) { return desk.clean.address(link[1]) })
  }
  function elsewhere(entry, from) {
    var made = Object.assign({}, entry), links = linksOf(entry).concat(entry.links)
    if (from.site && entry.slug) links.unshift([from.title || "Archive", from.site.replace(/\/*$/, "/") + "papers/" + entry.slug + ".html"])
    var seen = new Set()
    made.links = links.filter(function (link) { return !seen.has(link[1]) && seen.add(link[1]) })
    delete made.slug
    made.listed = ""
    return made
  }

  function fold(title) { return archive.engine.tokens.words(title).join(" ") }
  // The entry as this archive has the paper, or null.
  function lookUp(entry) {
    var ids = entry.ids.slice()
    function byTitle() {
      // Papers with different arXiv ids are different, whatever their titles.
      if (entry.ids.some(function (id) { return !id.indexOf("arxiv:") }) || !fold(entry.title)) return null
      return archive.search(entry.title, { limit: 3 }).then(function (answer) {
        var same = answer.results.filter(function (result) { return fold(result.title) === fold(entry.title) })
        return same.length === 1 ? ofResult(same[0], entry, titlesOf(answer)) : null
      })
    }
    function next() {
      var id = ids.shift()
      if (!id) return byTitle()
      var at = id.indexOf(":"), address = archive.engine.query.pageOf([id.slice(0, at), id.slice(at + 1)])
      return archive.search(address, { limit: 1 }).then(function (answer) {
        return answer.total && !answer.elsewhere ? ofResult(answer.results[0], entry, titlesOf(answer)) : next()
      })
    }
    return Promise.resolve(next())
  }
  function titlesOf(answer) {
    return new Map((answer.tags || []).map(function (tag) { return [tag[0], tag[2] || tag[0]] }))
  }

  // Resolves to { papers, unknown }: the entries as this archive has them, and the number of those
  // that it does not have. `progress(done)` is called now and then.
  desk.resolve = function (found, here, progress) {
    if (isOwn(found.archive, here)) {
      return Promise.resolve({ papers: found.papers, unknown: found.papers.filter(function (entry) { return !entry.slug }).length })
    }
    var papers = [], unknown = 0, at = 0
    function some() {
      var now = found.papers.slice(at, at + AT_ONCE)
      at += now.length
      if (!now.length) return { papers: papers, unknown: unknown }
      return Promise.all(now.map(lookUp)).then(function (entries) {
        entries.forEach(function (entry, n) {
          if (!entry) unknown++
          papers.push(entry || elsewhere(now[n], found.archive))
        })
        progress(papers.length)
        return some()
      })
    }
    return archive.parse("").then(some)
  }
})()
