// Words of a question or request that say nothing of its subject: *what is the best method for …*,
// *papers about …*, *how do I make …*. They stand in front of the subject, and some after it. A query is
// a question only if it begins like one, so that *best arm identification* and *work stealing* keep
// all their words.
(function (engine) {
  "use strict"
  function set(text) { return new Set(text.split(" ")) }
  var ASKING = set("what which how why who whom where when is are was were do does did can could should has have i any whats")
  var REQUEST = set("show find give list tell recommend suggest get search looking searching need want please")
  var AFTER_REQUEST = set("me us for a an the all any some paper papers article articles work works research studies")
  var NOUN = set(
    "paper papers article articles work works research study studies publication publications literature method methods " +
    "approach approaches technique techniques something anything everything art sota"
  )
  var ABOUT = set("about on that which where for to using who whose")
  var FILLER = set(
    "best better good great new recent latest newest current popular important main way ways thing things make makes making use " +
    "used using know there state proposed invented introduced wrote meaning"
  )
  var BE = set("is are was were be")
  var AT_END = set("mean means work works please papers paper exist exists")

  var NEVER = set("state art")
  var MOST = 3, SHARE = 8 // Words that are looked for, and the part of their weight that counts.

  function isStop(word) { return engine.tokens.STOP_WORDS.has(word) }
  function isLead(word) { return isStop(word) || FILLER.has(word) || NOUN.has(word) || REQUEST.has(word) }

  // Those of the words of a query, stop words included, that ask and are no subject; [] if none are.
  function filler(words) {
    var lead = words.findIndex(function (word) { return !isLead(word) }), end = words.length
    if (lead < 1) return []
    var asks = ASKING.has(words[0]) || (REQUEST.has(words[0]) && AFTER_REQUEST.has(words[1]))
    var isAbout = words.slice(0, lead).some(function (word, n) { return NOUN.has(word) && n + 1 < lead && ABOUT.has(words[n + 1]) })
    var isOfArt = words.slice(0, lead).join(" ").indexOf("state of the art in") === 0
    if (!asks && !isAbout && !isOfArt) return []
    while (asks && end > lead + 1 && AT_END.has(words[end - 1])) end--
    // As in *which benchmark is used to evaluate …*.
    var subject = words.slice(lead, end).filter(function (word, n, all) { return !asks || word !== "used" || !n || !BE.has(all[n - 1]) })
    return words.filter(function (word) { return !isStop(word) && subject.indexOf(word) < 0 })
  }

  // The groups of such words, with little weight, of papers that have them in the title, and other words
  // of the query: an abstract has them by chance.
  async function groupsOf(lookup, words, others) {
    words = words.filter(function (word) { return !NEVER.has(word) }).slice(0, MOST)
    return Promise.all(words.map(async function (word) {
      var group = await lookup.exact(word, [engine.tokens.stem(word)])
      group.weight = Math.ceil(group.weight / SHARE)
      group.levels.forEach(function (levels, segment) {
        for (var n = 0; n < levels.length; n++) {
          if (levels[n] <= engine.constants.MOST_OF_ABSTRACT || !others.some(function (other) { return other.levels[segment][n] })) levels[n] = 0
        }
      })
      return group
    }))
  }

  engine.questions = { filler: filler, groupsOf: groupsOf }
})(paperArchive.engine)
