// Stands in for a page without a browser. It has only the parts of a page that search.js uses.
// Python (engine.py) reads the files and calls the functions of `page`. They return "=" and a text,
// or "!" and a message. Nothing here can reach a file, the network or Python.
//
// QuickJS limits the time of scripts, but not the time in which Python asks it for the text of what
// a script threw, and a script may throw an object whose `toString` never ends. So everything that
// is thrown is caught here. Scripts may replace every global, so those used for that are kept.
var window = globalThis
var document = {
  // Addresses are then relative to the site's root.
  currentScript: { src: "assets/search.js" },
  createElement: function () { return { remove: function () {} } },
  head: {}
}
var page = (function () {
  "use strict"
  var apply = Reflect.apply, define = Object.defineProperty, evaluate = eval
  var join = Array.prototype.join, parse = JSON.parse, stringify = JSON.stringify, NativePromise = Promise, then = Promise.prototype.then
  var asked = [] // The script elements that wait for their files, in order.
  var reply = ""

  document.head.appendChild = function (element) { asked.push(element) }

  // Scripts cannot catch the errors that end them at a limit, so they must not change their text.
  define(InternalError.prototype, Symbol.toPrimitive, { value: function () { return "stopped at a limit" } })
  define(InternalError.prototype, "stack", { value: "" })
  Object.freeze(InternalError.prototype)
  define(Error, "prepareStackTrace", { value: undefined })
  define(Error, "stackTraceLimit", { value: 10 })

  // Nothing catches what these two throw later, nor what a promise's constructor does.
  delete globalThis.queueMicrotask
  delete globalThis.FinalizationRegistry
  define(Promise, Symbol.species, { value: Promise })
  define(Promise.prototype, "then", {
    value: function (done, failed) {
      define(this, "constructor", { value: NativePromise })
      return apply(then, this, [done, failed])
    }
  })

  // The text in a field of what was thrown, "" if there is none.
  function field(thrown, name) {
    try {
      var text = thrown[name]
      return typeof text === "string" ? text : ""
    } catch (error) {
      return ""
    }
  }

  function messageOf(thrown) {
    return field(thrown, "message") || (typeof thrown === "string" ? thrown : "a script threw no error, but " + typeof thrown)
  }

  // Python cannot read the result of "+", which QuickJS keeps in two parts if it is long.
  function joined(sign, text) {
    return apply(join, [sign, typeof text === "string" ? text : ""], [""])
  }

  function guarded(work) {
    return function () {
      try {
        return joined("=", apply(work, null, arguments))
      } catch (error) {
        return joined("!", messageOf(error))
      }
    }
  }

  function take() { return asked.shift() }

  return {
    // Runs a script of the site.
    run: guarded(function (script) { evaluate(script) }),
    // Returns the address of the next file that the scripts wait for, or "".
    wanted: guarded(function () { return asked.length ? asked[0].src : "" }),
    // Reports that this file was a script and ran.
    ran: guarded(function () { take().onload() }),
    // Passes the value of this file of the index, as JSON, with its id.
    loaded: guarded(function (id, json) {
      paperArchive.shard(id, parse(json))
      take().onload()
    }),
    // Reports that this file cannot be read.
    failed: guarded(function () { take().onerror() }),

    // Calls a function of `paperArchive`, whose name may have dots, with a list of values as JSON.
    call: guarded(function (name, values) {
      reply = ""
      async function answer() {
        try {
          var at = name.split("."), called = at.pop()
          var owner = at.reduce(function (value, key) { return value[key] }, paperArchive)
          var value = await apply(owner[called], owner, parse(values))
          reply = stringify({ value: value === undefined ? null : value })
        } catch (error) {
          reply = stringify({
            error: messageOf(error), name: field(error, "name"), url: field(error, "url"), code: field(error, "code")
          })
        }
      }
      answer()
    }),
    // The function's result or error as JSON; "" while it waits for files.
    answer: guarded(function () { return reply })
  }
})()
