// A paper in the list of the desk. It looks as it does in the lists of the archive; all that is the
// reader's or a stranger's goes into the page as text.
(function () {
  "use strict"
  var archive = window.paperArchive, desk = archive.desk
  var NAMES = 4

  function names(entry) {
    var known = entry.authors, all = known.length + (entry.more || 0)
    if (all <= NAMES && !entry.more) return known.join(", ")
    var shown = known.slice(0, Math.min(known.length, NAMES - 1))
    return shown.join(", ") + (shown.length ? "\u00a0…\u00a0+\u00a0" : "") + (all - shown.length)
  }

  // Where the paper can be read: its page here, else where it came from.
  function addressOf(entry) {
    var link = (entry.links || [])[0]
    return entry.slug ? "papers/" + entry.slug + ".html" : (link && desk.clean.address(link[1])) || ""
  }
  // Its address for others.
  desk.publicAddress = function (entry) {
    var cited = entry.cite || desk.citation(entry)
    var site = desk.here().site
    return cited.url || (site && entry.slug ? site.replace(/\/*$/, "/") + "papers/" + entry.slug + ".html" : "")
  }

  function button(className, words, label, pressed) {
    return archive.view.make("button", { type: "button", class: className, "aria-label": label, "aria-pressed": pressed || null }, words)
  }

  // `actions` are functions by name: filter(label), note(item, entry), folders(button, entry), star(entry).
  desk.item = function (entry, actions) {
    var make = archive.view.make, address = addressOf(entry), id = entry.ids.filter(function (each) { return !each.indexOf("arxiv:") })[0]
    var item = make("li", { "data-key": null })
    item.deskKey = entry.key
    item.appendChild(make("h3", { id: id ? id.slice(6) : entry.slug ? "p-" + entry.slug : null, dir: "auto" }, [address ? make("a", { href: address }, [entry.title]) : entry.title]))
    if (entry.gist) item.appendChild(make("div", { class: "pa-abs", dir: "auto" }, [entry.gist]))
    if (entry.note) {
      var note = make("p", { class: "pa-mine", dir: "auto" }, [entry.note])
      note.addEventListener("click", function () { if (!String(getSelection())) actions.note(item, entry) })
      item.appendChild(note)
    }
    var facts = make("p", { class: "pa-facts" })
    function add(element) { facts.append(element, " ") }
    if (entry.authors.length) add(make("span", { dir: "auto" }, [names(entry)]))
    if (entry.listed && entry.slug) add(make("a", { href: "days/" + entry.listed + ".html" }, [archive.view.longDay(entry.listed)]))
    if (!entry.slug) add(make("span", {}, ["not in this archive"]))
    entry.folders.forEach(function (label) {
      var chip = button("pa-label", [make("bdi", {}, [label])], "Folder " + label)
      chip.addEventListener("click", function () { actions.filter(label) })
      add(chip)
    })
    if (entry.votes) add(make("b", {}, [String(entry.votes), make("i", {}, [" votes"])]))
    ;(entry.links || []).forEach(function (link) {
      var href = desk.clean.address(link[1])
      if (href && href !== address) add(make("a", { class: link[0] === "Code" ? "pa-code" : "pa-get", href: href }, [link[0]]))
    })
    var write = button("pa-do pa-write", [entry.note ? "Edit note" : "Note"], (entry.note ? "Edit the note: " : "Write a note: ") + entry.title)
    write.addEventListener("click", function () { actions.note(item, entry) })
    add(write)
    var choose = button("pa-do", ["Folders"], "Folders: " + entry.title)
    choose.setAttribute("aria-haspopup", "dialog")
    choose.addEventListener("click", function () { actions.folders(choose, [entry]) })
    add(choose)
    item.appendChild(facts)
    var star = button("pa-star", [], "Save: " + entry.title, String(Boolean(entry.saved)))
    star.addEventListener("click", function () { actions.star(entry) })
    item.appendChild(star)
    item.deskPaper = { place: item, star: star, title: entry.title }
    return item
  }
  desk.names = names
})()
