// The address of the search page: what to search for, as ?q=&tag=&after=&before=&code=&sort=&counts=&page=.
(function () {
  "use strict"
  var archive = window.paperArchive = window.paperArchive || {}
  var LAST_PAGE = 99999, MOST_TAGS = 8

  // A year, month or day that the fields can show, else "": the page searches for the date it shows.
  function day(text) {
    var parts = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text)
    if (!parts) return ""
    var month = (parts[2] || "1").padStart(2, "0"), of = (parts[3] || "1").padStart(2, "0")
    var date = new Date(parts[1] + "-" + month + "-" + of + "T00:00:00Z")
    if (isNaN(date) || date.getUTCDate() !== Number(of) || parts[1] === "0000") return ""
    return [parts[1], month, of].slice(0, parts[3] ? 3 : parts[2] ? 2 : 1).join("-")
  }

  // `fields` are those of the form, whose options are the tags and the orders that there are.
  archive.address = function (fields) {
    var tags = Array.prototype.filter.call(fields.tag ? fields.tag.options : [], function (option) { return option.value })
    var sorts = Array.prototype.map.call(fields.sort.options, function (option) { return option.value })

    function tagTitle(id) {
      var option = tags.find(function (candidate) { return candidate.value === id })
      return option ? option.textContent : ""
    }
    // The id of a tag by its id or title in any case, "" if there is none.
    function tagCalled(name) {
      var wanted = name.toLowerCase()
      var match = tags.find(function (option) { return option.value === wanted || option.textContent.toLowerCase() === wanted })
      return match ? match.value : ""
    }
    function nearestTag(name) {
      var engine = archive.engine
      return engine.spelling.nearestTag(engine.query.tagOf(name), new Map(tags.map(function (option) {
        return [option.value, engine.query.tagOf(option.textContent)]
      })))
    }

    // What the address says. `misread` has what it says that is nothing, as [name, value, nearest tag].
    function read() {
      var parameters = new URLSearchParams(location.search), state = {
        q: parameters.get("q") || "", tags: [], after: "", before: "", code: false, counts: parameters.get("counts") === "1",
        sort: sorts[0], page: 1, misread: []
      }
      function take(name, read) {
        var value = (parameters.get(name) || "").trim(), known = value ? read(value) : null
        if (known) state[name] = known
        else if (known !== null) state.misread.push([name, value, ""])
      }
      parameters.getAll("tag").forEach(function (name) {
        var id = tagCalled(name.trim())
        if (!id && name.trim()) state.misread.push(["tag", name.trim(), nearestTag(name)])
        else if (id && state.tags.indexOf(id) < 0 && state.tags.length < MOST_TAGS) state.tags.push(id)
      })
      take("after", day)
      take("before", day)
      take("code", function (value) { return value === "1" || (value === "0" ? null : false) })
      // "date" is an earlier name of "newest".
      take("sort", function (value) { return value === "date" ? "newest" : sorts.indexOf(value) < 0 ? "" : value })
      take("page", function (value) { return /^\d+$/.test(value) && Math.min(Math.max(1, Number(value)), LAST_PAGE) })
      return state
    }

    function of(state) {
      var parameters = new URLSearchParams()
      if (state.q) parameters.append("q", state.q)
      state.tags.forEach(function (tag) { parameters.append("tag", tag) })
      if (state.after) parameters.append("after", state.after)
      if (state.before) parameters.append("before", state.before)
      if (state.code) parameters.append("code", "1")
      if (state.counts) parameters.append("counts", "1")
      if (state.sort !== sorts[0]) parameters.append("sort", state.sort)
      if (state.page > 1) parameters.append("page", state.page)
      return location.pathname + (String(parameters) ? "?" + parameters : "")
    }

    return { read: read, of: of, day: day, tagTitle: tagTitle }
  }
})()
