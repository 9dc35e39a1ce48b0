// The entry of a kept paper, and what becomes of two entries of one paper. No dependencies.
//
// {
//   key    its id when it was first kept; it never changes
//   slug   the name of its page, papers/<slug>.html; none if the archive lacks the paper
//   ids    ["arxiv:2608.16590", "doi:10.1000/x"]: in lower case, arXiv's without version
//   title, authors ["Xin Ding", ...], more (authors beyond these), gist, listed "2026-08-20"
//   tags   [["agents-and-tools", "Agents"], ...]
//   votes  a number, or 0
//   links  [["PDF", "https://..."], ...]: https or http only
//   cite   what cite.js writes citations from, or null where the page did not say it all
//   saved  when, or "" for a paper with a note alone
//   folders ["to cite"]: labels of the reader's own
//   note, noted   plain text, and when it was written
// }
;(function () {
  "use strict"
  var desk = window.paperArchive.desk

  // Records may be damaged: what is no list or no text counts as none.
  function union(one, other) {
    one = Array.isArray(one) ? one : []
    return one.concat((Array.isArray(other) ? other : []).filter(function (each) { return one.indexOf(each) < 0 }))
  }
  function text(value) { return typeof value === "string" ? value : "" }
  function earlier(one, other) { return !one || (other && other < one) ? other : one }

  // Two entries of one paper, as one: nothing that the reader wrote is lost. A note that contains
  // the other takes its place, else both stay, the older one first. Facts are those of `mine`.
  function merge(mine, theirs) {
    var merged = Object.assign({}, theirs, mine)
    merged.ids = union(mine.ids, theirs.ids)
    merged.folders = union(mine.folders, theirs.folders)
    merged.saved = earlier(mine.saved, theirs.saved) || ""
    merged.cite = mine.cite || theirs.cite || null
    var a = text(mine.note), b = text(theirs.note)
    var aFirst = (mine.noted || "") <= (theirs.noted || "")
    merged.note = a.indexOf(b) >= 0 ? a : b.indexOf(a) >= 0 ? b : aFirst ? a + "\n\n" + b : b + "\n\n" + a
    merged.noted = (aFirst ? theirs.noted : mine.noted) || mine.noted || theirs.noted || ""
    return merged
  }

  // The id that others know the paper by: of arXiv, else DOI, else its slug. A paper that the
  // archive lacks has no slug, and another id instead, or a title alone.
  function idOf(entry) {
    var ids = entry.ids || []
    return ids.filter(function (id) { return !id.indexOf("arxiv:") })[0] ||
      ids.filter(function (id) { return !id.indexOf("doi:") })[0] ||
      (entry.slug ? "slug:" + entry.slug : ids[0] || desk.titleKey(entry.title))
  }

  // Returns a function that tells the slug which a paper has now.
  function endOf(moved) {
    return function (slug) {
      for (var i = 0; i < 100 && Object.prototype.hasOwnProperty.call(moved, slug); i++) slug = String(moved[slug])
      return slug
    }
  }

  // Follows papers that the archive renamed or merged: `moved` has the new slug of each former one.
  // Of two marks that a paper was read, one that it was opened stays, else the first one.
  // Resolves to the number of entries that changed.
  function follow(moved) {
    var end = endOf(moved)
    return desk.write(["papers", "read", "facts"], function (stores, set) {
      var count = 0
      set(0)
      stores.read.getAll().onsuccess = function (event) {
        var first = Object.create(null)
        event.target.result.forEach(function (mark) {
          var slug = end(mark.slug), other = first[slug]
          if (slug !== mark.slug) stores.read.delete(mark.slug)
          // An opened paper stays read where a day is taken back.
          if (!other || (!mark.day && other.day) || (!mark.day === !other.day && mark.at < other.at)) first[slug] = mark
          if (first[slug].slug !== slug || other) stores.read.put(Object.assign({}, first[slug], { slug: slug }))
        })
      }
      stores.facts.getAll().onsuccess = function (event) {
        event.target.result.forEach(function (fact) {
          var place = String(fact.name).indexOf("day:") ? null : fact.value, slug = place && end(place.slug)
          if (!place || slug === place.slug) return
          place.slug = slug
          stores.facts.put(fact)
        })
      }
      stores.papers.getAll().onsuccess = function (event) {
        var bySlug = Object.create(null)
        event.target.result.forEach(function (entry) {
          var slug = end(entry.slug), other = bySlug[slug]
          var same = slug === entry.slug && !other
          if (!slug) return // It has no page here.
          if (other) {
            // Both were kept, and are one paper now.
            stores.papers.delete(entry.key)
            entry = Object.assign(merge(other, entry), { key: other.key })
          }
          bySlug[slug] = Object.assign(entry, { slug: slug })
          if (same) return
          stores.papers.put(bySlug[slug])
          set(++count)
        })
      }
    }).then(function (count) {
      desk.tell({ moved: new Map(Object.entries(moved)) })
      return count
    })
  }

  // Changes what is kept of a paper: `alter(entry)` gets a copy of the kept entry, or of `paper`
  // where there is none, and changes it; an entry that is neither saved nor has a note is dropped.
  // Resolves to the entry, or null.
  function change(paper, alter) {
    return desk.write(["papers"], function (stores, set) {
      desk.lookUp(stores.papers, paper, function (entries) {
        var changed = entries.reduce(function (one, other) { return merge(one, other) }, entries[0] || paper)
        var isKept
        changed = Object.assign({}, changed)
        alter(changed)
        isKept = changed.saved || changed.note
        entries.forEach(function (entry) { stores.papers.delete(entry.key) })
        set(isKept ? changed : null)
        if (!isKept) return
        stores.papers.get(changed.key).onsuccess = function (event) {
          // Another paper had this slug when it was kept.
          if (event.target.result) changed.key += "+" + desk.now()
          stores.papers.put(changed)
        }
      })
    })
  }

  desk.merge = merge
  desk.idOf = idOf
  desk.endOf = endOf
  desk.follow = follow
  desk.change = change
})()
