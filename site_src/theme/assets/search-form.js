// The form of the search page: it shows what is searched for, and says what it does not understand.
(function () {
  "use strict"
  var archive = window.paperArchive = window.paperArchive || {}

  // `here` has `changed(by)`, `go(state)` and `link(state, content, attributes)` of the page.
  archive.searchForm = function (form, address, here) {
    var view = archive.view, make = view.make
    // Fields are read from `elements`, because a property of the form could have a field's name.
    var fields = form.elements, message = form.querySelector(".pa-wrong"), opener = form.querySelector(".pa-open")

    function show(state) {
      if (fields.q.value.trim() !== state.q) fields.q.value = state.q
      if (fields.tag) showTag(state.tags)
      showDate("after", state.after)
      showDate("before", state.before)
      fields.sort.value = state.sort
      mark("")
      say(misread(state))
      var chosen = state.tags.length + (state.after ? 1 : 0) + (state.before ? 1 : 0)
      view.fill(opener, ["Filters" + (chosen ? " (" + chosen + ")" : "")])
    }
    // Several tags are one choice of the field, which the chips show one by one.
    function showTag(tags) {
      var several = fields.tag.querySelector("[data-several]")
      if (several) several.remove()
      if (tags.length > 1) {
        several = make("option", { value: "", "data-several": "" }, [tags.length + " tags"])
        fields.tag.insertBefore(several, fields.tag.firstChild)
      }
      if (tags.length === 1) fields.tag.value = tags[0]
      else fields.tag.selectedIndex = 0
    }
    // If the address names a day, the field shows a day and not only a month.
    function showDate(name, value) {
      var field = fields[name]
      if (/^\d{4}-\d\d-\d\d$/.test(value)) field.type = "date"
      else {
        field.type = "month"
        if (!isText(field) && value.length === 4) value += "-01"
      }
      field.value = value
    }
    // Firefox and Safari on computers have no calendar of months: there the field is one for text.
    function isText(field) {
      if (field.type !== "text") return false
      field.placeholder = "2025-03"
      field.pattern = "\\s*[0-9]{4}(-[0-9]{1,2}){0,2}\\s*"
      field.title = "Year and month, such as 2025-03"
      return true
    }

    // The date in a field; null, and a message, if it is none.
    function dated(name) {
      var typed = fields[name].value.trim(), value = address.day(typed)
      if (value || !typed) return value
      mark(name)
      say([view.quoted(typed), " is not a month. Write the year and the month, such as ", make("code", {}, ["2025-03"]), "."])
      open(true)
      return null
    }
    function mark(wrong) {
      ;["after", "before"].forEach(function (name) {
        if (name === wrong) fields[name].setAttribute("aria-invalid", "true")
        else fields[name].removeAttribute("aria-invalid")
      })
    }
    function misread(state) {
      return state.misread.reduce(function (said, part, n) {
        var near = part[2] && here.changed({ tags: state.tags.concat(part[2]) })
        said.push(n ? ", " : "Not understood in the address, and left out: ", part[0] + " ", view.quoted(part[1]))
        if (near) said.push(" (did you mean ", here.link(near, [address.tagTitle(part[2])]), "?)")
        return n === state.misread.length - 1 ? said.concat(".") : said
      }, [])
    }
    function say(content) {
      view.fill(message, content)
      message.hidden = !content.length
    }

    // On a phone the filters are closed until the reader asks for them.
    function open(isOpen) {
      form.classList.toggle("pa-opened", isOpen)
      opener.setAttribute("aria-expanded", String(isOpen))
    }
    opener.addEventListener("click", function () { open(!form.classList.contains("pa-opened")) })
    if (fields.tag) {
      fields.tag.addEventListener("change", function () { here.go(here.changed({ tags: fields.tag.value ? [fields.tag.value] : [] })) })
    }
    fields.sort.addEventListener("change", function () { here.go(here.changed({ sort: fields.sort.value })) })
    ;["after", "before"].forEach(function (name) {
      fields[name].addEventListener("change", function () {
        var by = {}
        by[name] = dated(name)
        if (by[name] !== null) here.go(here.changed(by))
      })
    })
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      if (dated("after") !== null && dated("before") !== null) here.go(here.changed({ q: fields.q.value.trim() }))
    })

    return { box: fields.q, show: show }
  }
})()
