// The results on the search page: what the status says, the list, and links to other pages of it.
// `search-page.js` has the state of the page, and what makes a link to another state.
(function () {
  "use strict"
  var archive = window.paperArchive = window.paperArchive || {}
  var TAGS_SHOWN = 3, NAMES_SHOWN = 4

  // `PAGE` is how many results a page has.
  archive.results = function (here, PAGE) {
    var view = archive.view

    // What the status says of an answer.
    function summary(answer, asked) {
      var said = view.corrections(answer, asked, function (query, word) { return here.link(here.changed({ q: query.trim() }), [word], { dir: "auto" }, here.firstResults) })
      var code = answer.code, narrowed = here.state().q && (here.state().tags.length || here.state().after || here.state().before || here.state().code)
      answer.people.forEach(function (person) {
        said.push("Author: ", view.make("a", { href: archive.root + person.url, dir: "auto" }, [person.name]), ". ")
      })
      if (answer.total && answer.results.length) {
        said = said.concat(totals(answer))
        if (here.state().page > 1) said.push(", page " + here.state().page)
        if (answer.message || answer.suggestion) said.push(". ")
      } else if (answer.total && code !== "unverified") {
        said.push("There are " + view.papers(answer) + " and no page " + here.state().page + ". ", here.link(here.changed({}), ["Go to the first page"], {}, here.firstResults), ". ")
      }
      said = said.concat(view.message(answer))
      if (answer.suggestion) {
        said.push("Did you mean ", here.link(here.changed({ q: answer.suggestion }), [answer.suggestion], { dir: "auto" }, here.firstResults), "? ")
      }
      if (!answer.total && narrowed) {
        said.push(here.link(here.changed({ tags: [], after: "", before: "", code: false }), ["Search without filters"], {}, here.firstResults), ". ")
      }
      var other = instead(answer)
      if (answer.code === "nothing" && !answer.suggestion && !narrowed && !answer.instead.length) {
        other = ["Look at ", all("tags"), " or ", all("days"), "."]
      }
      return said.concat(other)
    }

    function all(what) { return view.make("a", { href: archive.root + what + "/index.html" }, ["all " + what]) }
    function count(number) { return number.toLocaleString("en") }
    // How many papers have all words, and how many more have some.
    function totals(answer) {
      var all = answer.all, some = answer.total - all
      if (answer.atMost || !some) return [view.make("strong", {}, [view.papers(answer).replace(/^at/, "At")])]
      if (!all) return ["No paper has all words, ", view.make("strong", {}, [view.papers(answer)]), some === 1 ? " has some" : " have some"]
      return [
        view.make("strong", {}, [view.papers({ total: all })]), (all === 1 ? " has" : " have") + " all words, " + count(some) + " more " +
        (some === 1 ? "has some" : "have some")
      ]
    }
    // What finds something where the query does not: fewer words, no filters, the tag of that name.
    function instead(answer) {
      var said = answer.instead.reduce(function (said, other) {
        var none = { tags: [], after: "", before: "", code: false }, wanted = here.changed(Object.assign({ q: other.query }, other.filtered ? {} : none))
        if (other.tag) wanted = here.changed(Object.assign({ q: "" }, none, { tags: [other.tag] }))
        else if (!other.filtered && other.query === here.state().q.trim()) return said // The link above.
        var name = other.tag ? "the tag " + (here.tagTitle(other.tag) || other.tag) : other.query + (other.filtered ? "" : " without filters")
        return said.concat(said.length ? "; " : "Try ", here.link(wanted, [name], { dir: "auto" }, here.firstResults), " (" + view.papers({ total: other.papers }) + ")")
      }, [])
      return said.concat(said.length ? "." : "")
    }

    function items(found) {
      return found.map(function (result) {
        var url = archive.root + result.url, facts = [], names = []
        if (result.authors.length) names.push(view.make("span", { dir: "auto" }, view.named(result, NAMES_SHOWN)))
        if (result.votes) facts.push(view.make("b", {}, [count(result.votes), view.make("i", {}, [result.votes === 1 ? " vote" : " votes"])]))
        if (result.date) facts.push(view.make("a", { href: archive.root + "days/" + result.date + ".html" }, [view.longDay(result.date)]))
        else facts.push(view.make("a", { href: archive.root + "days/undated.html" }, ["Undated"]))
        result.tags.slice(0, TAGS_SHOWN).forEach(function (tag) {
          facts.push(view.make("a", { href: archive.root + "tags/" + tag + ".html" }, [here.tagTitle(tag) || tag]))
        })
        return view.make("li", {}, [
          view.make("h2", { dir: "auto" }, [view.make("a", { href: url }, view.marked(result.marked.title))]),
          view.make("div", { class: "pa-abs", dir: "auto" }, view.marked(result.marked.snippet)),
          view.make("p", { class: "pa-facts" }, names.concat(facts))
        ])
      })
    }
    function list(answer) {
      var element = view.make("ol", { class: "pa-list pa-wide", "aria-label": "Results, page " + here.state().page, tabindex: "-1" }, items(answer.results))
      // Numbers continue from page to page.
      element.style.counterReset = "n " + (here.state().page - 1) * PAGE
      return element
    }

    // Links to the first page and to the pages around this one.
    function paging(answer) {
      var last = Math.ceil(answer.total / PAGE), at = here.state().page, numbers = [1]
      function to(number) { return Object.assign({}, here.state(), { page: number }) }
      function arrive() {
        scrollTo(0, 0)
        return here.firstResults()
      }
      for (var page = Math.max(2, at - 2); page <= Math.min(last, at + 2); page++) numbers.push(page)
      var nav = view.make("nav", { class: "pa-pages", "aria-label": "Pages" }, [
        view.make("span", { class: "pa-seg" }, numbers.map(function (number) {
          return here.link(to(number), [String(number)], {
            "aria-label": "Page " + number, "aria-current": number === at ? "page" : null
          }, arrive)
        }))
      ])
      if (at > 1) nav.append(" ", here.link(to(at - 1), ["← Back"], { rel: "prev" }, arrive))
      if (at < last) nav.append(" ", here.link(to(at + 1), ["More results →"], { rel: "next" }, arrive))
      return nav
    }

    return { summary: summary, items: items, list: list, paging: paging }
  }
})()
