// Stands in the place of the worker where offline reading is off: it removes itself and what an
// earlier one kept.
self.addEventListener("install", function () { self.skipWaiting() })
self.addEventListener("activate", function (event) {
  var prefix = "paper-archive " + new URL(self.registration.scope).pathname + " "
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.indexOf(prefix) === 0 }).map(function (name) {
      return caches.delete(name)
    }))
  }).then(function () { return self.registration.unregister() }))
})
