// How safe the desk is in this browser: the last export, a reminder, the browser's promise to keep
// it, its size, and deleting it. Another archive's desk of this browser can be taken over.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk, doc = document
  var DAY = 86400000, REMIND_AFTER = 14, REMIND_SAFARI_AFTER = 3

  function part(name) { return doc.getElementById("desk-" + name) }
  // Safari deletes what a site keeps after seven days of use without a visit, unless it is installed.
  function forgets() {
    return /^Apple/.test(navigator.vendor || "") && !navigator.standalone && !matchMedia("(display-mode: standalone)").matches
  }

  // A number that differs, almost certainly, where what the reader wrote differs.
  desk.printOf = function (kept) {
    var hash = 2166136261
    function add(text) {
      for (var at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
      hash = Math.imul(hash ^ 31, 16777619)
    }
    kept.papers.slice().sort(function (one, other) { return one.key < other.key ? -1 : 1 }).forEach(function (entry) {
      add([entry.key, entry.saved || "", entry.note || ""].concat(entry.folders.slice().sort()).join("\u001f"))
    })
    kept.follows.map(function (follow) { return follow.key }).sort().forEach(add)
    return hash >>> 0
  }

  // How many whole days ago; 0 for a time in the future, as of a clock that was set back.
  desk.daysSince = function (time, now) {
    var past = Date.parse(now) - Date.parse(time)
    return past > 0 ? Math.floor(past / DAY) : 0
  }
  function ago(days) { return days ? desk.count(days, "day") + " ago" : "today" }

  // The sentence that reminds of an export, "" where none is needed.
  desk.reminder = function (kept, exported, now, isForgetful) {
    var known = exported && typeof exported.at === "string" ? exported : null
    if (!kept.papers.length || (known && known.print === desk.printOf(kept))) return ""
    var first = kept.papers.reduce(function (least, entry) {
      var time = entry.saved || entry.noted || now
      return time < least ? time : least
    }, now)
    var days = desk.daysSince(known ? known.at : first, now)
    if (days < (isForgetful ? REMIND_SAFARI_AFTER : REMIND_AFTER)) return ""
    return known ? "The desk has changed since its last export, " + ago(days) + ": export it again to be sure of it."
      : "What you kept since " + archive.view.longDay(first.slice(0, 10)) + " was never exported: export the desk to be sure of it."
  }

  function size(bytes) {
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)).toLocaleString("en") + " KB" : (bytes / 1e6).toFixed(1) + " MB"
  }
  function showSize() {
    if (!navigator.storage || !navigator.storage.estimate) return
    navigator.storage.estimate().then(function (told) {
      var used = (told.usageDetails && told.usageDetails.indexedDB) || told.usage
      if (used) part("size").textContent = " This site keeps " + size(used) + " here."
    }).catch(function () { /* not told */ })
  }

  function showPromise() {
    var storage = navigator.storage, place = part("promise"), button = part("persist")
    if (!storage || !storage.persisted || !storage.persist) return
    function say(kept) {
      button.hidden = kept
      place.textContent = kept ? "This browser has promised not to delete the desk by itself." : forgets()
        ? "Safari deletes what a site keeps once you have not visited it for seven days of use; a site that you added to the home screen or the Dock is exempt."
        : "This browser may delete the desk when its disk is full."
    }
    storage.persisted().then(say).catch(function () { /* not told */ })
    button.addEventListener("click", function () {
      storage.persist().then(function (kept) {
        say(kept)
        if (!kept) desk.say("The browser did not promise it. Some do for bookmarked or installed sites, or after more visits. Export the desk now and then.")
      }, desk.failed)
    })
  }

  // Shows what depends on what is kept.
  desk.showKept = function (kept) {
    return desk.fact("exported").then(function (exported) {
      var now = desk.now(), reminder = desk.reminder(kept, exported, now, forgets())
      var at = exported && typeof exported.at === "string" ? exported.at : ""
      part("last").textContent = "Last export: " + (at ? archive.view.longDay(at.slice(0, 10)) : "never") + "."
      part("remind").textContent = reminder
      part("remind").hidden = !reminder
      part("delete").hidden = !kept.papers.length && !kept.follows.length && !kept.read.length
      part("damaged").textContent = kept.left ? desk.count(kept.left, "record is", "records are") + " damaged and not shown; the others are." : ""
      part("damaged").hidden = !kept.left
      showSize()
    })
  }

  function deleting() {
    var box = part("sure")
    part("delete").addEventListener("click", function () {
      desk.everything().then(function (kept) {
        var notes = kept.papers.filter(function (entry) { return entry.note }).length
        part("what").textContent = [[kept.papers.length, "paper"], [notes, "note"], [kept.follows.length, "follow"]].filter(function (each) { return each[0] })
          .map(function (each) { return desk.count(each[0], each[1]) }).concat("all marks of what you read").join(", ").replace(/, (?=all marks)/, " and ") +
          " will be deleted from this browser."
        box.showModal()
      }).catch(desk.failed)
    })
    part("save-first").addEventListener("click", function () { desk.exportAll().catch(desk.failed) })
    part("leave").addEventListener("click", function () { box.close() })
    part("wipe").addEventListener("click", function () {
      box.close()
      // The button that opened it goes.
      part("open").focus()
      desk.everything().then(function (kept) {
        return desk.clear().then(function () {
          desk.say("All of it is deleted.", function () {
            return desk.takeIn(kept, desk.now()).then(function () { return "All of it is back." })
          })
        })
      }).catch(desk.failed)
    })
  }

  desk.keeping = function () {
    showPromise()
    deleting()
  }
})()
