// The feeds of what a reader follows, as a file that feed readers import (OPML 2.0). Pure.
;(function (desk) {
  "use strict"
  var GROUPS = [["tag", "Tags"], ["author", "Authors"], ["topic", "Topics"]]

  // Text as the value of an attribute; characters that XML forbids are left out.
  function quoted(text) {
    return Array.from(String(text)).filter(function (letter) {
      var code = letter.codePointAt(0)
      return code >= 32 ? (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13
    }).map(function (letter) {
      return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\n": " ", "\r": " " }[letter] || letter
    }).join("")
  }

  // Returns { text, feeds, without }: the file, how many feeds it has, and the follows without one.
  // `site` is the archive's address, which ends in a slash; `follows` have `url`, as desk.whatIsNew
  // returns them, or none if their page is gone.
  desk.opml = function (follows, site, title) {
    var without = [], feeds = 0
    var groups = GROUPS.map(function (group) {
      var outlines = follows.filter(function (follow) {
        if (follow.kind !== group[0]) return false
        var has = !follow.gone && /^(tags|topics|authors)\/[^?]*\.html$/.test(follow.url) && (follow.kind !== "author" || follow.feed)
        if (!has) without.push(follow)
        return has
      }).map(function (follow) {
        var page = site + follow.url, name = quoted(follow.title)
        feeds++
        return '<outline type="rss" text="' + name + '" title="' + name + '" xmlUrl="' + quoted(page.replace(/\.html$/, ".xml")) +
          '" htmlUrl="' + quoted(page) + '"/>\n'
      })
      return outlines.length ? '<outline text="' + group[1] + '">\n' + outlines.join("") + "</outline>\n" : ""
    })
    without = without.concat(follows.filter(function (follow) { return follow.kind === "search" }))
    return {
      feeds: feeds, without: without,
      text: '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>\n<title>' + quoted(title) +
        "</title>\n</head>\n<body>\n" + groups.join("") + "</body>\n</opml>\n"
    }
  }
})(paperArchive.desk)
