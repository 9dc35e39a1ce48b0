// What a reader follows, and what they have seen of it, in the store.
//
// follows  { key: "tag:vision", kind, id, title, query, feed, since, followed }: `id` of an author is
//          "authors/slug", of a search its address after "?"; `feed` tells of an author whether there
//          is one; `since` is what the reader had seen last, { id, n, newest } (see since.js)
// facts    "visit": { at, n, last, shown }: when a page was last before the reader; the number of the
//          last list of papers that was seen, and the list; the one that home or desk last showed
//          "seen:ID": a list of papers
//
// When a visit is over, the next home page or desk moves `since` of all follows to what the visit
// showed last. The reader's clock only says when a visit is over.
;(function (desk) {
  "use strict"
  var archive = window.paperArchive, since = desk.since, SEEN = "seen:"
  var loading = null

  // Promises the archive's newest days, desk/recent.js; `again` past the browser's cache.
  function recent(again) {
    if (loading && !again) return loading
    loading = new Promise(function (resolve, reject) {
      var script = document.createElement("script"), value = null
      archive.deskRecent = function (given) { value = given }
      script.onload = script.onerror = function () {
        script.remove()
        if (value && Array.isArray(value.days)) return resolve(value)
        loading = null
        reject(new Error("The list of the newest papers could not be loaded."))
      }
      script.src = desk.root + "desk/recent.js" + (again ? "?" + Date.now() : "")
      document.head.appendChild(script)
    })
    return loading
  }

  // Records may be damaged: what is of another kind counts as not there.
  function isText(value) { return typeof value === "string" }
  function isSeen(value) { return Boolean(value) && isText(value.id) && isText(value.newest) && typeof value.n === "number" }
  function sound(follow) {
    if (![follow.key, follow.kind, follow.id, follow.title].every(isText)) return null
    return Object.assign({}, follow, { query: isText(follow.query) ? follow.query : "", since: isSeen(follow.since) ? follow.since : undefined })
  }
  function soundVisit(value) {
    value = Object(value)
    return {
      at: typeof value.at === "number" ? value.at : 0, n: value.n > 0 ? value.n : 0,
      last: isSeen(value.last) ? value.last : undefined, shown: isSeen(value.shown) ? value.shown : undefined,
    }
  }

  function fact(stores, name, then) {
    stores.facts.get(name).onsuccess = function (event) {
      var value = event.target.result && event.target.result.value
      then(name === "visit" ? value && soundVisit(value) : isSeen(value) && isText(value.from) && isText(value.marks) ? value : undefined)
    }
  }

  // Keeps what a reader sees in this build; calls `then` with { id, n, newest } and the visit.
  function keep(stores, now, then) {
    fact(stores, "visit", function (visit) {
      visit = visit || { at: Date.now(), n: 0 }
      if (!visit.last || visit.last.id !== now.id) {
        var seen = since.seenNow(now, ++visit.n)
        visit.last = { id: seen.id, n: seen.n, newest: seen.newest }
        stores.facts.put({ name: SEEN + seen.id, value: seen })
      }
      then(visit.last, visit)
      stores.facts.put({ name: "visit", value: visit })
    })
  }

  // Moves what was seen of these follows to `seen`, unless they were followed later, and calls `then`
  // with the names of all lists. A follow that came from another browser has a list that is not here.
  function move(stores, follows, seen, then) {
    stores.facts.getAllKeys(IDBKeyRange.bound(SEEN, SEEN + "\uffff")).onsuccess = function (event) {
      var lists = event.target.result
      follows.forEach(function (follow) {
        if (follow.since && lists.indexOf(SEEN + follow.since.id) >= 0 && follow.since.n >= seen.n) return
        follow.since = seen
        stores.follows.put(follow)
      })
      if (then) then(lists)
    }
  }

  // Calls `then` with what the reader has seen: this build, unless they saw a newer one before, as
  // where the browser still has an older list.
  function newest(stores, now, then) {
    fact(stores, "visit", function (visit) {
      fact(stores, SEEN + now.id, function (known) {
        if (visit && visit.last && known && known.n < visit.last.n) then(visit.last)
        else keep(stores, now, then)
      })
    })
  }

  // Follows a tag, author, topic or search, { kind, id, title, query }: what is there now is not new.
  function follow(what) {
    return recent().then(function (now) {
      return desk.write(["follows", "facts"], function (stores) {
        newest(stores, now, function (seen) {
          stores.follows.put(Object.assign({ key: what.kind + ":" + what.id, feed: false, query: "" }, what, {
            since: seen, followed: desk.now()
          }))
        })
      })
    })
  }

  // Begins a visit if the last one is over; promises what is followed.
  function visit() {
    return desk.transact(["follows", "facts"], "readwrite", function (stores, set) {
      stores.follows.getAll().onsuccess = function (event) {
        var follows = event.target.result.map(sound).filter(Boolean)
        set(follows)
        if (!follows.length) return
        fact(stores, "visit", function (visit) {
          visit = visit || { at: 0, n: 0 }
          if (!desk.goesOn(visit.at, Date.now()) && visit.shown) move(stores, follows, visit.shown, function (lists) {
            // Those that nothing refers to are of no use any more.
            var used = follows.map(function (follow) { return follow.since }).concat(visit.last, visit.shown)
            lists.forEach(function (name) {
              if (!used.some(function (one) { return one && SEEN + one.id === name })) stores.facts.delete(name)
            })
          })
          visit.at = Date.now()
          stores.facts.put({ name: "visit", value: visit })
        })
      }
    })
  }
  // Remembers that home or desk has shown this build.
  function shown(now) {
    return desk.transact(["facts"], "readwrite", function (stores) {
      keep(stores, now, function (seen, visit) { visit.shown = seen })
    })
  }

  // Marks all that this build has as seen; promises what was followed before, for `restore`.
  function markSeen(now) {
    return desk.write(["follows", "facts"], function (stores, set) {
      keep(stores, now, function (seen) {
        stores.follows.getAll().onsuccess = function (event) {
          set(JSON.parse(JSON.stringify(event.target.result)))
          move(stores, event.target.result.map(sound).filter(Boolean), seen)
        }
      })
    })
  }

  // The lists that follows refer to, by their id. One that is not there, as after an import, is known
  // by its newest day alone.
  function seenBy(follows) {
    return desk.read(["facts"], function (stores, set) {
      var lists = {}
      set(lists)
      follows.forEach(function (follow) {
        var of = follow.since || {}
        if (lists[of.id]) return
        lists[of.id] = { id: of.id, n: of.n || 0, newest: of.newest || "\uffff", from: "", marks: "" }
        fact(stores, SEEN + of.id, function (list) { if (list) lists[of.id] = list })
      })
    })
  }

  desk.following = {
    recent: recent, follow: follow, visit: visit, shown: shown, markSeen: markSeen, seenBy: seenBy,
    all: function () { return desk.all("follows").then(function (follows) { return follows.map(sound).filter(Boolean) }) },
    stored: function (key) { return desk.get("follows", key) },
    unfollow: function (key) { return desk.remove("follows", key) },
    restore: function (follows) { return desk.put("follows", follows) }
  }
})(paperArchive.desk)
