// What narrows the results of the search page: the filters in use, code, and, once the reader asks for
// them, the most frequent tags. They are counted only then, because that loads a file.
(function () {
  "use strict"
  var archive = window.paperArchive = window.paperArchive || {}
  var CHIPS = 8

  // `element` holds the chips; `here` has `state()`, `changed(by)`, `go(state)`, `tagTitle(id)`, and
  // `later(focus)`, which takes a function that puts the focus back after the next answer.
  archive.chips = function (element, here) {
    var view = archive.view, group = element.querySelector(".pa-chips"), of = element.querySelector(".pa-of")

    function chip(name, text, number, on, by) {
      var content = number === null ? [text] : [text + " ", view.make("small", {}, [number.toLocaleString("en")])]
      var button = view.make("button", { type: "button", value: name, "aria-pressed": on === null ? null : String(on) }, content)
      button.addEventListener("click", function () {
        here.later(function () {
          var same = Array.prototype.find.call(group.children, function (other) { return other.value === name })
          return same || group.firstElementChild
        })
        here.go(here.changed(by))
      })
      return button
    }
    function dateOf(text) {
      var parts = text.split("-")
      return parts.length === 3 ? view.longDay(text) : parts.length === 2 ? view.MONTHS[parts[1] - 1] + " " + parts[0] : text
    }

    // `answer` has the counts, null while there are none.
    function show(answer) {
      var state = here.state(), counts = answer && answer.counts, buttons
      function numberOf(tag) { return counts && (counts.tags.find(function (other) { return other.tag === tag }) || { papers: 0 }).papers }
      buttons = state.tags.map(function (tag) {
        return chip(tag, here.tagTitle(tag) || tag, numberOf(tag), true, { tags: state.tags.filter(function (other) { return other !== tag }) })
      })
      if (state.after) buttons.push(chip("after", "From " + dateOf(state.after), null, true, { after: "" }))
      if (state.before) buttons.push(chip("before", "Before " + dateOf(state.before), null, true, { before: "" }))
      buttons.push(chip("code", "With code", counts && counts.code, state.code, { code: !state.code }))
      if (counts) {
        counts.tags.filter(function (tag) { return state.tags.indexOf(tag.tag) < 0 }).slice(0, CHIPS).forEach(function (tag) {
          buttons.push(chip(tag.tag, here.tagTitle(tag.tag) || tag.tag, tag.papers, false, { tags: state.tags.concat(tag.tag) }))
        })
      }
      if (!state.counts) buttons.push(chip("counts", "Narrow by tag…", null, null, { counts: true }))
      view.fill(group, buttons)
      // Where only some of the papers are counted, this says which.
      var isPart = counts && !answer.atMost && answer.all && answer.all < answer.total
      view.fill(of, isPart ? ["Of the " + view.papers({ total: answer.all }) + " with all words:"] : [])
      of.hidden = !isPart
      element.hidden = false
    }
    return { show: show, hide: function () { element.hidden = true }, isShown: function () { return !element.hidden } }
  }
})()
