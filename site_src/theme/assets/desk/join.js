// Puts imported papers beside those that are kept: which are new, which are one with a kept paper,
// and what to restore to undo it. Nothing of the reader's is overwritten. No dependencies;
// tests/desk runs it without a page.
(function () {
  "use strict"
  var desk = window.paperArchive.desk

  // The names under which a paper may be known.
  function namesOf(entry) {
    return (entry.ids || []).concat(entry.slug ? "slug:" + entry.slug : [], desk.idOf(entry), entry.key || [])
  }
  function isSame(one, other) { return JSON.stringify(one) === JSON.stringify(other) }

  // `kept` and `incoming` are lists of entries. Returns { puts, before, added, merged, same }: the
  // entries to write, the [key, former entry or null] to restore, and how many papers are new,
  // changed and as they were.
  function join(kept, incoming, now) {
    var byName = new Map(), puts = new Map(), before = new Map(), added = 0, merged = 0, same = 0
    function learn(entry) { namesOf(entry).forEach(function (name) { if (!byName.has(name)) byName.set(name, entry.key) }) }
    var byKey = new Map(kept.map(function (entry) { return [entry.key, entry] }))
    kept.forEach(learn)
    incoming.forEach(function (entry) {
      var known = namesOf(entry).find(function (name) { return byName.has(name) })
      var mine = known === undefined ? undefined : byKey.get(byName.get(known)), made
      if (mine) {
        made = Object.assign(desk.merge(mine, entry), { key: mine.key })
        // A title that is only an id, and facts that were missing, are better known now.
        if (!mine.slug && entry.slug) made = Object.assign(made, factsOf(entry))
        if (isSame(sorted(made), sorted(mine))) { same++; return }
        if (!before.has(mine.key)) { before.set(mine.key, mine); merged++ }
      } else {
        made = Object.assign({}, entry, { key: entry.key || desk.idOf(entry) })
        if (!made.saved && !made.note) made.saved = now
        before.set(made.key, null)
        added++
      }
      byKey.set(made.key, made)
      puts.set(made.key, made)
      learn(made)
    })
    return { puts: Array.from(puts.values()), before: Array.from(before), added: added, merged: merged, same: same }
  }
  function factsOf(entry) {
    return {
      slug: entry.slug, title: entry.title, authors: entry.authors, more: entry.more, gist: entry.gist, listed: entry.listed,
      tags: entry.tags, links: entry.links, votes: entry.votes,
    }
  }
  function sorted(entry) {
    return Object.keys(entry).sort().map(function (name) { return [name, entry[name]] })
  }

  desk.join = join
  desk.isSame = function (one, other) { return Boolean(one) === Boolean(other) && (!one || isSame(sorted(one), sorted(other))) }
})()
