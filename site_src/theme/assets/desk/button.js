// The button "Follow", and for who follows something the script that counts what is new. On all pages.
;(function (desk) {
  "use strict"
  var doc = document, button = doc.querySelector("[data-follow]")
  var home = doc.querySelector(".pa-newest"), what = { star: button, home: home }
  // A visit ends when no page was before the reader for half an hour. A clock that was set back ends none.
  desk.goesOn = function (at, now) { return now - at < 18e5 }

  // Where the browser keeps nothing, the button says so.
  function nothing() {}

  function stay() {
    desk.quiet(["facts"], function (stores) {
      stores.facts.get("visit").onsuccess = function (event) {
        var visit = event.target.result, now = Date.now()
        if (!visit || !desk.goesOn(visit.value.at, now)) return
        visit.value.at = now
        stores.facts.put(visit)
      }
    }).catch(nothing)
  }
  stay()
  setInterval(function () { if (!doc.hidden) stay() }, 3e5)

  function show() {
    desk.all("follows").then(function (follows) {
      var of = button && button.getAttribute("data-follow")
      if (button && of !== "search") {
        var on = follows.some(function (follow) { return follow.key === of })
        button.setAttribute("aria-pressed", on)
        button.textContent = on ? "Following" : "Follow"
      }
      if (desk.showFollows || (follows.length && (home || of === "search"))) desk.marks.keep("showFollows", what, "follow")
    }).catch(nothing)
  }
  if (button) button.addEventListener("click", function () { desk.marks.keep("pressFollow", what, "follow") })
  if (button || home) {
    show()
    desk.onChange(show)
  }
})(paperArchive.desk)
