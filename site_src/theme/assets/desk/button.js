// The button "Follow", and for who follows something the script that counts what is new. On all pages.
;(function (desk) {
  "use strict"
  var doc = document, button = doc.querySelector("[data-follow]")
  var home = doc.querySelector(".pa-newest"), what = { star: button, home: home }
  // A visit ends when no page was before the reader for half an hour. A clock that was set back ends none.
  desk.goesOn = function (at, now) { return now - at < 18e5 }

  // Keeps a visit going: of this page, the one that was read with what else is kept (marks.js).
  desk.stay = function (visit) {
    if (visit && !doc.hidden) desk.transact(["facts"], "readwrite", function (stores) {
      stores.facts.get("visit").onsuccess = function (event) {
        var visit = event.target.result, now = Date.now()
        if (!visit || !desk.goesOn(visit.value.at, now)) return
        visit.value.at = now
        stores.facts.put(visit)
      }
    }).catch(function () { /* Nothing is kept. */ })
  }
  if (!desk.marks.papers().length) desk.stay(true)
  setInterval(desk.stay, 3e5, true)

  function show() {
    desk.all("follows").then(function (follows) {
      var of = button && button.getAttribute("data-follow"), isSearch = of === "search"
      var on = follows.some(function (follow) { return follow.key === of })
      if (button && !isSearch) {
        button.setAttribute("aria-pressed", on)
        // WebKit drops a click if its text is drawn anew between press and release.
        if (on === (button.textContent === "Follow")) button.textContent = on ? "Following" : "Follow"
      }
      if (desk.showFollows || (follows.length && (home || isSearch))) desk.marks.keep("showFollows", what, "follow")
    }).catch(function () { /* Nothing is kept. */ })
  }
  if (button) button.addEventListener("click", function () { desk.marks.keep("pressFollow", what, "follow") })
  if (button || home) {
    show()
    desk.onChange(show)
  }
})(paperArchive.desk)
