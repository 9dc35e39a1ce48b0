// The ids of papers in a query: which form of an id papers have, and where else its paper would be.
(function (engine) {
  "use strict"

  // The id as a paper has it, null for none: a preprint may be cited with its version.
  async function known(lookup, id) {
    if ((await lookup.fact(id)).papers) return id
    var whole = [id[0], id[1].replace(/v\d+$/, "")]
    return whole[1] !== id[1] && (await lookup.fact(whole)).papers ? whole : null
  }

  // Says that no paper has an id, and where its paper would be.
  function unknown(answer, id) {
    engine.messages.say(answer, "unknown-id", [engine.query.nameOf(id)])
    answer.elsewhere = engine.query.pageOf(id)
  }

  engine.ids = { known: known, unknown: unknown }
})(paperArchive.engine)
