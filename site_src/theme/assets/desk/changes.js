// Changes of many papers at once, each in one transaction, and undoing them. A change is
// { key, before, after }: entries, or null where there was or is none.
(function () {
  "use strict"
  var desk = window.paperArchive.desk

  function put(papers, key, entry) {
    if (entry) papers.put(entry)
    else papers.delete(key)
  }

  // Changes the kept papers of these entries: `alter(entry)` gets a copy and changes it. A paper that
  // is then neither saved nor has a note is dropped. Papers that are no longer kept are left out, or
  // taken as they were if `evenGone`. Resolves to the changes.
  function alterAll(entries, alter, evenGone) {
    return desk.write(["papers"], function (stores, set) {
      var changes = []
      set(changes)
      entries.forEach(function (entry) {
        var key = entry.key
        stores.papers.get(key).onsuccess = function (event) {
          var before = event.target.result || null
          if (!before && !evenGone) return
          var after = Object.assign({}, sound(before) || entry)
          alter(after)
          if (!after.saved && !after.note) after = null
          if (desk.isSame(before, after)) return
          put(stores.papers, key, after)
          changes.push({ key: key, before: before, after: after })
        }
      })
    })
  }

  // Restores what was before the changes. What was changed again since is merged, or left alone
  // where it was new. Resolves to the number of papers that were left alone.
  function restore(changes) {
    return desk.write(["papers"], function (stores, set) {
      var left = 0
      set(left)
      changes.forEach(function (change) {
        stores.papers.get(change.key).onsuccess = function (event) {
          var now = event.target.result || null, untouched = desk.isSame(now, change.after)
          if (untouched || !now) return put(stores.papers, change.key, change.before)
          set(++left)
          if (change.before) put(stores.papers, change.key, Object.assign(desk.merge(now, change.before), { key: change.key }))
        }
      })
    })
  }

  // Everything that is kept, as { papers, read, days, follows }. Records that are damaged are left
  // out, and counted in `left`.
  function everything() {
    return desk.read(["papers", "read", "follows", "facts"], function (stores, set) {
      var kept = { papers: [], read: [], days: {}, follows: [], left: 0 }
      function take(name, sound) {
        stores[name].getAll().onsuccess = function (event) {
          kept[name] = event.target.result.map(sound).filter(Boolean)
          kept.left += event.target.result.length - kept[name].length
        }
      }
      set(kept)
      take("papers", sound)
      take("read", function (mark) { return isText(mark.slug) && isText(mark.at) && mark })
      take("follows", function (follow) { return isText(follow.key) && isText(follow.kind) && isText(follow.id) && isText(follow.title) && follow })
      stores.facts.getAll().onsuccess = function (event) { kept.days = daysOf(event.target.result) }
    })
  }
  // How far the reader came in each day, which the facts named "day:…" say (see days.js).
  function daysOf(facts) {
    return desk.clean.days(Object.fromEntries(facts.filter(function (fact) { return !String(fact.name).indexOf("day:") }).map(function (fact) {
      return [fact.name.slice(4), fact.value]
    })))
  }
  var TEXTS = ["title", "gist", "listed", "saved", "note", "noted"], LISTS = ["ids", "authors", "folders"], PAIRS = ["tags", "links"]
  function isText(value) { return typeof value === "string" }
  function isPair(value) { return Array.isArray(value) && isText(value[0]) && isText(value[1]) }
  function isWell(entry) {
    return TEXTS.every(function (name) { return entry[name] === undefined || isText(entry[name]) }) &&
      LISTS.every(function (name) { return Array.isArray(entry[name]) && entry[name].every(isText) }) &&
      PAIRS.every(function (name) { return entry[name] === undefined || (Array.isArray(entry[name]) && entry[name].every(isPair)) }) &&
      isText(entry.title) && (entry.slug === undefined || isText(entry.slug)) && (!entry.cite || typeof entry.cite === "object")
  }
  // A record of a paper as the desk shows it: the record itself, one that is damaged without what does
  // not fit, or null if it does not even say what the paper is called.
  function sound(entry) {
    if (!entry || !isText(entry.key)) return null
    if (isWell(entry)) return entry
    var mended = desk.clean.entry(entry)
    return mended && Object.assign(mended, { key: entry.key })
  }

  // Adds what an import found, in one transaction: all of it is kept, or nothing. Resolves to
  // { changes, added, merged, same, follows, read }; the last two are keys of what is new.
  function takeIn(found, now) {
    return desk.write(["papers", "read", "follows", "facts"], function (stores, set) {
      var result = { follows: [], read: [] }
      set(result)
      stores.papers.getAll().onsuccess = function (event) {
        var kept = event.target.result.map(sound).filter(Boolean), joined = desk.join(kept, found.papers, now)
        var byKey = new Map(joined.puts.map(function (entry) { return [entry.key, entry] }))
        joined.puts.forEach(function (entry) { stores.papers.put(entry) })
        result.changes = joined.before.map(function (pair) { return { key: pair[0], before: pair[1], after: byKey.get(pair[0]) } })
        ;["added", "merged", "same"].forEach(function (name) { result[name] = joined[name] })
      }
      ;[["read", "slug"], ["follows", "key"]].forEach(function (store) {
        stores[store[0]].getAllKeys().onsuccess = function (event) {
          var known = new Set(event.target.result)
          found[store[0]].forEach(function (record) {
            if (known.has(record[store[1]])) return
            known.add(record[store[1]])
            stores[store[0]].put(record)
            result[store[0]].push(record[store[1]])
          })
        }
      })
      Object.keys(found.days).forEach(function (day) {
        stores.facts.get("day:" + day).onsuccess = function (event) {
          if (!event.target.result) stores.facts.put({ name: "day:" + day, value: found.days[day] })
        }
      })
    })
  }
  // Takes back what `takeIn` did. Resolves to the number of papers that were left alone.
  function takeOut(result) {
    return restore(result.changes).then(function (left) {
      return desk.remove("read", result.read).then(function () { return desk.remove("follows", result.follows) })
        .then(function () { return left })
    })
  }

  // Deletes all that is kept of this archive.
  function clear() {
    var every = ["papers", "read", "follows", "facts"]
    return desk.write(every, function (stores) {
      every.forEach(function (name) { stores[name].clear() })
    })
  }

  desk.alterAll = alterAll
  desk.clear = clear
  desk.restore = restore
  desk.everything = everything
  desk.daysOf = daysOf
  desk.sound = sound
  desk.takeIn = takeIn
  desk.takeOut = takeOut
})()
