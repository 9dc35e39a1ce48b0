// A day that is read to a paper: all papers to it are marked as read, and the next visit goes on from
// there. No dependencies.
(function () {
  "use strict"
  var desk = window.paperArchive.desk, marks = desk.marks, name = "day:" + marks.day

  function list() { return marks.papers().filter(function (paper) { return paper !== marks.page }) }
  // Numbers count all papers of the day, whatever is hidden or sorted.
  function numberOf(paper) { return +paper.place.getAttribute("data-n") || list().indexOf(paper) + 1 }

  function readTo(paper) {
    var last = numberOf(paper), at = desk.now()
    return desk.write(["read", "facts"], function (stores) {
      list().forEach(function (each) {
        var isBefore = numberOf(each) <= last
        stores.read.get(each.slug).onsuccess = function (event) {
          var mark = event.target.result
          if (isBefore && !mark) stores.read.put({ slug: each.slug, at: at, day: marks.day })
          // Read to an earlier paper now.
          else if (!isBefore && mark && mark.day === marks.day) stores.read.delete(each.slug)
        }
      })
      stores.facts.put({ name: name, value: { slug: paper.slug, at: at } })
    }).then(function () {
      list().forEach(function (each) { each.to = numberOf(each) <= last })
      if (to) watch()
      marks.say("Read to paper " + last + ".", null, [["Take back", takeBack]])
    })
  }
  function takeBack() {
    desk.write(["read", "facts"], function (stores) {
      stores.facts.delete(name)
      list().forEach(function (each) {
        stores.read.get(each.slug).onsuccess = function (event) {
          if (event.target.result && event.target.result.day === marks.day) stores.read.delete(each.slug)
        }
      })
    }).then(function () {
      list().forEach(function (each) { each.to = false })
      if (to) watch()
    }).catch(function (error) { marks.say(error.message) })
  }

  // What the reader is told who comes back to a day, `place` is what is kept of it.
  function greet(place) {
    var at = list().filter(function (paper) { return paper.slug === place.slug })[0]
    if (!at) return
    list().forEach(function (each) { each.to = numberOf(each) <= numberOf(at) })
    var number = numberOf(at), next = list().filter(function (paper) { return numberOf(paper) === number + 1 })
    marks.say("You read to paper " + number + ".", null, next.map(function (paper) {
      return ["Go on", function () { marks.keep("goTo", paper, "key") }]
    }).concat([["Take back", takeBack]]))
  }

  // A button that says to which paper the reader came, the last one in sight.
  var to = null, seen = null
  function watch() {
    if (!to) {
      to = marks.button("pa-copy pa-to", "", "", document.querySelector("main"), function () { marks.keep("readTo", seen, "day") })
      addEventListener("scroll", function () { requestAnimationFrame(watch) }, { passive: true })
    }
    var rows = list().filter(function (paper) { return !paper.place.hidden }), low = innerHeight * 0.9
    var item = (document.elementFromPoint(innerWidth / 2, low) || document.body).closest("li")
    var at = rows.filter(function (paper) { return paper.place === item })[0], last = rows[rows.length - 1]
    if (!at && last && last.place.getBoundingClientRect().bottom < low) at = last
    seen = at || seen
    to.hidden = !seen || Boolean(seen.to)
    if (!to.hidden) to.textContent = "Read to " + numberOf(seen)
  }

  desk.watch = watch
  desk.readTo = readTo
  desk.greet = greet
})()
