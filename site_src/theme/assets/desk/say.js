// What the desk says of what just happened, with a button to undo it.
(function () {
  "use strict"
  var desk = window.paperArchive.desk

  // `undo()` returns a promise of what to say then.
  desk.say = function (words, undo) {
    desk.marks.say(words, null, undo ? [["Undo", function () {
      undo().then(function (said) { desk.say(said || "Undone.") }, desk.failed)
    }]] : [])
  }
  desk.failed = function (error) { desk.say(error.message || String(error)) }
  desk.count = function (number, one, many) { return number.toLocaleString("en") + " " + (number === 1 ? one : many || one + "s") }

  // "A", "A and B", "A, B and 3 others", with titles in quotes.
  desk.named = function (titles) {
    var quoted = titles.slice(0, 3).map(function (title) {
      return "“" + (title.length > 80 ? Array.from(title).slice(0, 79).join("") + "…" : title) + "”"
    })
    var more = titles.length - quoted.length
    return quoted.join(", ") + (more ? " and " + desk.count(more, "other") : "")
  }
})()
