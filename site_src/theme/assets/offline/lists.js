// Loads lists of files and the files that they name, and compares their checksums: whatever a host's
// caches still have, only files of one build are kept. offline/lists.py of the generator documents the
// format of the lists.
(function () {
  "use strict"
  var offline = self.paperArchiveOffline, lists = offline.lists = {}
  var FORMAT = 1, PARALLEL = 6

  async function get(address, cache) {
    var response
    try {
      response = await fetch(offline.root + address, { cache: cache, credentials: "same-origin" })
    } catch (error) {
      throw offline.error("network")
    }
    // A file that is gone was part of another build.
    if (!response.ok) throw offline.error(response.status >= 500 ? "network" : "renewed")
    return response
  }

  async function bytesOf(response) {
    try {
      return await response.arrayBuffer()
    } catch (error) {
      throw offline.error("network")
    }
  }

  // What is no JSON comes from a hotspot that wants a login.
  async function json(address) {
    return (await get(address, "no-cache")).json().catch(function () { throw offline.error("network") })
  }

  lists.index = async function () {
    var index = await json("offline/index.json")
    if (index.format !== FORMAT) throw offline.error("format")
    return index
  }

  // The list of a group of the index.
  lists.files = async function (group) {
    return (await lists.file(group[0], group[1], group[0])).json()
  }

  lists.design = function () { return json("offline/design.json") }

  // A file with this checksum; address is that by which pages load it. The response has no trace of
  // a redirect, with which no page could be opened.
  lists.file = async function (path, checksum, address, design) {
    for (var cache of ["no-cache", "reload"]) {
      var response = await get(address, cache), bytes = await bytesOf(response)
      // Hosts may add to pages, and then nothing but their design tells of which build they are.
      var same = await offline.checksum(bytes) === checksum || (cache === "reload" && design
        && offline.isPage(path) && offline.designOf(new TextDecoder().decode(bytes)) === design)
      var type = response.headers.get("content-type")
      if (same) return new Response(bytes, { headers: type ? { "content-type": type } : {} })
    }
    throw offline.error("renewed")
  }

  // Runs a task for all items, a few at a time. After an error none is begun, and those that run come
  // to their end before it is thrown.
  lists.each = async function (items, task) {
    var next = 0, failure = null, runs = []
    async function run() {
      while (next < items.length && !failure) {
        await task(items[next++]).catch(function (error) { failure = failure || error })
      }
    }
    for (var at = 0; at < PARALLEL; at++) runs.push(run())
    await Promise.all(runs)
    if (failure) throw failure
  }
})()
