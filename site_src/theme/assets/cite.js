// Citations: BibTeX, RIS and CSL-JSON of a paper's page, and of all papers of a day or a tag.
// archive.js loads this where there is something to cite. No dependencies; works on file://.
//
// What is written is, character by character, what the generator writes (pages/citation.py,
// publish/ris.py, publish/csl.py); tests/publish/citations/ has cases that both pass.
(function () {
  "use strict"
  var doc = document
  var MONTHS = ("January February March April May June July August September October November " +
    "December").split(" ")
  var STOP = " a an and for from how in is of on the to towards via what when why with "
  var ESCAPED = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "&": "\\&",
    "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
  }
  var SPECIAL = /([\\{}&%$#_~^<>|])/, SPECIALS = /[\\{}&%$#_~^<>|]/g
  var PARTICLES = among("af al av bin da das de dei del della den der di do dos du el ibn la las le " +
    "los ten ter te van vom von zu zum zur")
  var SUFFIXES = among("Jr Jr. Sr Sr. II III IV")
  var OF_GROUPS = among("& alliance and collaboration committee community consortium contributors " +
    "corporation foundation group inc inc. initiative institute lab laboratory labs llc ltd ltd. " +
    "project research team teams university")
  var LATIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }

  // A paper is { slug, title, authors, published, arxiv, url, listed }: days are 2025-03-14,
  // `published` may be a year alone, and what is not known is "".
  function escaped(text) { return text.replace(SPECIALS, function (sign) { return ESCAPED[sign] }) }
  function among(words) {
    words = " " + words + " "
    return function (word) { return word !== "" && words.indexOf(" " + word + " ") >= 0 }
  }
  // The parts of a name, as pages/author.py has them; a group's name has none.
  function parted(text) {
    var words = text.split(" "), group = { family: text, given: "", suffix: "", group: true }
    if (words.indexOf("AI") >= 0 || text.toLowerCase().split(" ").some(OF_GROUPS)) return group
    if (text.indexOf(",") >= 0) return withCommas(text) || group
    if (/^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text)) {
      return { family: words[0], given: words.slice(1).join(" "), suffix: "" }
    }
    var suffix = words.length > 1 && SUFFIXES(words[words.length - 1]) ? words.pop() : ""
    var start = words.length - 1
    while (start && PARTICLES(words[start - 1])) start--
    if (start && start < words.length - 1 && PARTICLES(words[start - 1].toLowerCase())) start--
    var given = words.slice(0, start).join(" ")
    if (!given) return { family: text, given: "", suffix: "", group: suffix !== "" }
    return { family: words.slice(start).join(" "), given: given, suffix: suffix }
  }
  function withCommas(text) {
    var parts = text.split(", "), suffixes = parts.filter(SUFFIXES)
    var rest = parts.filter(function (part) { return !SUFFIXES(part) })
    var name
    if (suffixes.length > 1 || rest.some(function (part) { return !part })) return null
    if (rest.length === 2) name = { family: rest[0], given: rest[1] }
    else if (rest.length === 1 && suffixes.length && rest[0].indexOf(",") < 0) name = parted(rest[0])
    if (!name || !name.given) return null
    name.suffix = suffixes[0] || ""
    return name
  }
  function familyFirst(name) {
    if (!name.given) return name.family
    return name.family + ", " + name.given + (name.suffix ? ", " + name.suffix : "")
  }
  function note(paper) {
    var day = paper.listed.split("-").map(Number)
    return "Listed " + day[2] + " " + MONTHS[day[1] - 1] + " " + day[0]
  }
  function keyOf(paper) {
    var name = parted(paper.authors[0] || "")
    var word = name.group ? name.family : name.family.slice(name.family.lastIndexOf(" ") + 1)
    var author = word.toLowerCase().replace(/[^a-z]/g, function (sign) { return LATIN[sign] || sign })
      .normalize("NFKD").replace(/[^a-z]/g, "")
    if (!author) return paper.slug
    var words = paper.slug.split("-")
    var telling = words.filter(function (word) { return STOP.indexOf(" " + word + " ") < 0 })
    return author + paper.published.slice(0, 4) + (telling.length ? telling[0] : words[0])
  }
  // Of papers of one file, the second of a key has its slug.
  function keyed(papers) {
    var taken = {}
    return papers.map(function (paper) {
      var key = keyOf(paper), own = taken["=" + key] ? paper.slug : key
      taken["=" + key] = true
      return { key: own, paper: paper }
    })
  }

  function braced(title) {
    return title.split(SPECIAL).map(function (part) {
      return ESCAPED[part] || part.replace(/[\p{L}\p{N}]+/gu, function (word) {
        var rest = Array.from(word).slice(1).join("")
        return rest !== rest.toLowerCase() ? "{" + word + "}" : word
      })
    }).join("")
  }
  function bibtexName(text) {
    var name = parted(text)
    if (name.group || /\band\b/i.test(text)) return "{" + escaped(text) + "}"
    if (name.suffix) name = { family: name.family, given: name.suffix + ", " + name.given }
    return escaped(familyFirst(name))
  }
  function bibtex(paper, key) {
    var fields = [["title", braced(paper.title)]]
    if (paper.authors.length) fields.push(["author", paper.authors.map(bibtexName).join(" and ")])
    if (paper.published) fields.push(["year", paper.published.slice(0, 4)])
    if (paper.arxiv) fields.push(["eprint", paper.arxiv], ["archivePrefix", "arXiv"])
    if (paper.url) fields.push(["url", paper.url])
    if (paper.listed) fields.push(["note", note(paper)])
    var width = Math.max.apply(null, fields.map(function (field) { return field[0].length }))
    return "@misc{" + key + ",\n" + fields.map(function (field) {
      return "  " + field[0] + " ".repeat(width - field[0].length) + " = {" + field[1] + "}"
    }).join(",\n") + "\n}"
  }

  function ris(paper) {
    var lines = ["TY  - GEN", "TI  - " + paper.title]
    paper.authors.forEach(function (name) { lines.push("AU  - " + familyFirst(parted(name))) })
    if (paper.published) lines.push("PY  - " + paper.published.slice(0, 4))
    if (paper.published.length > 4) lines.push("DA  - " + paper.published.replace(/-/g, "/"))
    if (paper.arxiv) lines.push("DB  - arXiv", "AN  - " + paper.arxiv)
    if (paper.url) lines.push("UR  - " + paper.url)
    if (paper.listed) lines.push("N1  - " + note(paper))
    return lines.concat("ER  - ").join("\n")
  }

  function csl(paper, key) {
    var item = { id: key, type: "article", title: paper.title }
    if (paper.authors.length) {
      item.author = paper.authors.map(function (text) {
        var name = parted(text)
        if (!name.given) return { literal: name.family }
        var own = { family: name.family, given: name.given }
        if (name.suffix) own.suffix = name.suffix
        return own
      })
    }
    if (paper.published) item.issued = { "date-parts": [paper.published.split("-").map(Number)] }
    if (paper.arxiv) { item.publisher = "arXiv"; item.number = "arXiv:" + paper.arxiv }
    if (paper.url) item.URL = paper.url
    if (paper.listed) item.note = note(paper)
    return item
  }

  function lines(write) {
    return function (papers) {
      return keyed(papers).map(function (each) { return write(each.paper, each.key) + "\n" }).join("\n")
    }
  }
  var FORMATS = [
    { name: "BibTeX", suffix: "bib", type: "application/x-bibtex", write: lines(bibtex) },
    { name: "RIS", suffix: "ris", type: "application/x-research-info-systems", write: lines(ris) },
    {
      name: "CSL", suffix: "json", type: "application/vnd.citationstyles.csl+json",
      write: function (papers) {
        return JSON.stringify(keyed(papers).map(function (each) {
          return csl(each.paper, each.key)
        }), null, 2) + "\n"
      },
    },
  ]

  // What the page holds.
  function slugOf(path) { return decodeURIComponent(path.replace(/^.*\/|\.html.*$/g, "")) }
  function found(arxiv, page) { return arxiv ? "https://arxiv.org/abs/" + arxiv : page }
  // The page's address on the web.
  function home() {
    var link = doc.querySelector("link[rel=canonical]")
    return link ? link.href : ""
  }
  function ofPage() {
    function head(name) {
      var metas = doc.querySelectorAll('meta[name="citation_' + name + '"]')
      return Array.prototype.map.call(metas, function (meta) { return meta.content })
    }
    function day(name) { return (head(name)[0] || "").replace(/\//g, "-") }
    var arxiv = head("arxiv_id")[0] || ""
    return {
      slug: slugOf(location.pathname), title: head("title")[0] || "", authors: head("author"),
      published: day("publication_date"), arxiv: arxiv,
      url: found(arxiv, home()), listed: day("online_date"),
    }
  }
  // An item has the authors (data-who, parted by `|`), the arXiv id (that of its heading), when it
  // was published (data-y, where the id does not tell it), and the day it was listed first
  // (data-when, where that is not the day of its page or its section).
  function ofItem(item) {
    var link = item.querySelector("h2 a, h3 a"), id = link.parentNode.id
    var section = item.parentNode.previousElementSibling
    function data(name) { return item.getAttribute("data-" + name) || "" }
    var arxiv = id.indexOf("p-") ? id : "", year = /^(\d\d)(0[1-9]|1[0-2])\.\d{4,5}$/.exec(arxiv)
    var day = /d(\d{4}-\d\d-\d\d)$/.exec((section && section.id) || "") ||
      /(\d{4}-\d\d-\d\d)\.html$/.exec(location.pathname) || ["", ""]
    return {
      slug: slugOf(link.getAttribute("href")), title: link.textContent,
      authors: data("who") ? data("who").split("|").map(decodeURIComponent) : [],
      published: data("y") || (year ? "20" + year[1] : ""), arxiv: arxiv,
      url: found(arxiv, home() ? new URL(link.getAttribute("href"), home()).href : ""),
      listed: data("when") || day[1],
    }
  }

  function make(tag, className, text, parent) {
    var element = doc.createElement(tag)
    if (className) element.className = className
    if (text) element.textContent = text
    parent.appendChild(element)
    return element
  }
  function button(text, bar, press) {
    var made = make("button", "pa-copy", text, bar)
    made.addEventListener("click", function () {
      press()
      made.textContent = text === "Copy" ? "Copied" : "Saved"
      setTimeout(function () { made.textContent = text }, 1500)
    })
  }
  function copy(text) {
    // The clipboard interface is refused on file://; a selection is not.
    var area = make("textarea", "pa-vh", "", doc.body), before = doc.activeElement
    area.value = text
    area.select()
    doc.execCommand("copy")
    area.remove()
    if (before) before.focus()
  }
  function save(text, format, name) {
    var link = make("a", "pa-vh", "", doc.body)
    link.href = URL.createObjectURL(new Blob([text], { type: format.type }))
    link.download = name + "." + format.suffix
    link.click()
    link.remove()
    setTimeout(function () { URL.revokeObjectURL(link.href) }, 60000)
  }

  // A bar to choose a format, copy and save; `show` is called with what is chosen.
  function bar(papers, name, show) {
    var box = doc.createElement("div"), chosen = 0
    box.className = "pa-bar"
    var tabs = make("div", "pa-seg", "", box), pair = make("div", "pa-pair", "", box)
    tabs.setAttribute("role", "radiogroup")
    tabs.setAttribute("aria-label", "Format")
    function text() { return FORMATS[chosen].write(papers()) }
    button("Copy", pair, function () { copy(text()) })
    button("Save", pair, function () { save(text(), FORMATS[chosen], name) })
    var buttons = FORMATS.map(function (format, i) {
      var tab = make("button", "", format.name, tabs)
      tab.setAttribute("role", "radio")
      tab.addEventListener("click", function () { choose(i) })
      tab.addEventListener("keydown", function (event) {
        var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: 2, ArrowUp: 2 }[event.key]
        if (!step) return
        event.preventDefault()
        choose((i + step) % FORMATS.length)
        buttons[chosen].focus()
      })
      return tab
    })
    function choose(at) {
      chosen = at
      buttons.forEach(function (tab, i) {
        tab.setAttribute("aria-checked", String(i === at))
        tab.tabIndex = i === at ? 0 : -1
      })
      if (show) show(text())
    }
    choose(0)
    return box
  }

  function view() {
    var code = doc.querySelector(".pa-cite code"), lists = doc.querySelectorAll(".pa-list")
    var name = slugOf(location.pathname)
    if (code) {
      var pre = code.parentNode
      pre.tabIndex = 0
      pre.parentNode.insertBefore(bar(function () { return [ofPage()] }, name, function (text) {
        code.textContent = text
      }), pre)
    } else if (/\/(days|tags)\/[^/]*$/.test(location.pathname) && lists.length) {
      var last = lists[lists.length - 1], section = doc.createElement("section")
      section.className = "pa-cite pa-rule"
      var title = make("h2", "", "Cite these papers", section)
      title.id = "cite"
      section.appendChild(bar(function () {
        var items = Array.prototype.slice.call(doc.querySelectorAll(".pa-list > li"))
        return items.filter(function (item) { return !item.hidden }).map(ofItem)
      }, name))
      last.parentNode.insertBefore(section, last.nextSibling)
    }
  }

  var archive = window.paperArchive = window.paperArchive || {}
  archive.cite = { bibtex: bibtex, ris: ris, csl: csl, key: keyOf, formats: FORMATS }
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", view)
  else view()
})()
