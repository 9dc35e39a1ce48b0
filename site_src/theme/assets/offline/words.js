// What offline.html says: sizes, days, and what went wrong.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, words = offline.words = {}
  var WRONG = {
    network: "The network went away. What has arrived is kept; the rest comes when you go on.",
    renewed: "The site is being renewed. Try again in some minutes.",
    format: "The site has changed. Load this page again.",
    stopped: "Stopped. What has arrived is kept.",
  }

  words.size = function (bytes) {
    if (bytes < 999500) return Math.max(1, Math.round(bytes / 1000)) + " KB"
    return bytes < 9950000 ? (bytes / 1e6).toFixed(1) + " MB" : Math.round(bytes / 1e6).toLocaleString("en") + " MB"
  }

  words.count = function (number, noun) {
    return number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s")
  }

  words.day = function (day) {
    var date = new Date(day + "T00:00:00Z")
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
  }

  words.wrong = function (error) {
    if (error.name === "QuotaExceededError") {
      return "This device has no room for it. What was kept before is still here; choose fewer days, or remove something."
    }
    return WRONG[error.code] || "This browser cannot keep it (" + (error.message || error.name) + ")."
  }
})()
