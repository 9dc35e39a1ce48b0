"""Full-text search without a server: Python writes an index, scripts in the browser query it.

`tokens` splits text into words, `postings` tells the impact of a paper's words, and `gathering`
computes it for many papers at once. `borders` splits the archive into segments and groups of
documents; `segment` (with `bits`, `lists` and `shards`), `document_files` and `columns` turn them
into files, and `index_files` yields all files of the search. The query side exists once, as
scripts: `site_src/theme/assets/search.js` and the folder `search/` beside it. `scripts` joins them,
behind the values that both sides share (`constants`), and `engine` runs them for `paper-archive
search`.

In the browser
--------------
Every page that searches includes the classic script `assets/search.js`. It sets
`window.paperArchive` and loads nothing. The first search loads the query side,
`assets/search/engine.js`, and the manifest. To load them earlier, call `paperArchive.prepare()`.
The search page has all its scripts in one, `assets/search/page.js`.

A search loads in three steps, each with all its requests at once: query side and manifest; for each
word a file of each segment (one segment up to 1,023 papers, two up to 32,767); the documents of the
results, of which a file has three.

    paperArchive.search(query, {limit: 10, offset: 0, sort: "relevance", tags: [], after: "",
                                before: "", code: false, counts: false})
    → Promise of {
        total,       how many papers match: they have some of the words; if `atMost` is true, they
                     may be fewer (phrases)
        all,         how many of them have all words that any paper has
        results,     [{url, title, date, tags, snippet, score, votes, authors, signed, marked,
                     abstract}]; `votes` is null unless sorted by votes
        atMost,      whether `total` is an upper bound
        counts,      null unless asked for: {tags: [{tag, papers}], code}, how many of the papers
                     with all words have each tag, most frequent first, and how many have code;
                     if none has all words, how many of those with some
        instead,     if nothing matches, up to three queries that find something: [{query, papers,
                     filtered, tag}]; `filtered` tells whether the options that narrow still hold,
                     `tag` is the id of the tag that has the query's name, or ""
        words,       the words that the search used, and how many papers have them: [{word, papers}]
        corrected,   {typed: [taken, …]} if a misspelt word was read as the nearest ones
        suggestion,  the whole query in its nearest spelling if nothing matches, no paper has one
                     of its words, a misspelt word may be a name, or only one or two abstracts have
                     a word that is one letter away from one of fifty times as many papers; or ""
        message,     a sentence of plain text if something is wrong with the query, a part of it was
                     ignored, or nothing matches; or ""
        code,        the kind of message: "", "empty", "common", "negative", "unknown-tag",
                     "unknown-category", "unknown-venue", "unknown-doi", "unknown-id",
                     "unknown-has", "bad-date", "long", "no-votes", "ignored" (words so common
                     that loading them is not worth it), "unverified" (a phrase that the best
                     papers do not have), "unmatched" (some words are in no paper), "nothing"
        people,      [{name, url}] of the authors with a page whose name the query is, at most three
        elsewhere,   the address where the paper would be if the query is an id that no paper has;
                     or ""
        tags         the tags of the archive with their papers, most first: [[id, papers], …], or
                     [id, papers, title] unless the title is the id with blanks
      }

`sort` is "relevance", "newest" ("date" is its earlier name), "oldest" or "votes"; in the last
three, papers with all words come first. `tags`, `after`, `before` and `code` narrow the results as
`tag:`, `after:`, `before:` and `has:code` in the query do. Counting tags and sorting by votes load
a file of each segment that no other search needs: at 10,000 papers 25 KB and 5 KB, compressed.
A script that knows the index may pass `among`, a function that gets the site's index and returns by
segment a mask of its papers. Then only papers of the mask that have all words match, and the answer
has `numbers`, the numbers of all these papers in their order. The desk counts with it what is new
(`desk/newest.js`).

The first three papers are in an order of their own (`first.js`), so their `score` need not fall.
`url` is relative to the site's root; `paperArchive.root` is the address of the root, so a link is
`paperArchive.root + result.url`. `date` is "2025-03-14", "" for an undated paper. `snippet` is the
gist if it has as many words of the query as any part of the abstract, else such a part. It and all
other texts are plain text: never put them into a page as HTML. `marked.title` and `marked.snippet`
are the same texts in pieces, [plain, match, plain, match, …]; highlight every second one. `authors`
is a list, `signed` has those of them whom the query names, at most two, and `abstract` is the whole
text.

The promise rejects with an Error if a file cannot be loaded: its `message` is for readers, its
`name` is "SearchUnavailable", its `url` the address of the file. The next search tries again, past
the browser's cache. If a file is gone because the site was built again, the search loads the new
manifest by itself. `paperArchive.parse(query)` returns a Promise of the parts of a query, which
`query.js` describes.

The query language
------------------
    graph networks           papers with any of the words, those with all of them first; the last
                             word is a prefix unless a blank follows it
    "graph neural network"   these words in this order, in title, abstract or authors
    -survey -"case study"    not with this word or phrase; also -tag: and -author:
    tag:graph-neural-networks  with this tag, also by its title: tag:"graph learning"; several: with
                             all of them
    author:hinton            with this word in an author's name
    author:"song han"        by this person: in either order, also author:"s. han"; `people.js` says
                             which names are meant
    after:2025-03            first listed in March 2025 or later; also after:2025, after:2025-03-14
    before:2025-03           first listed earlier than March 2025
    category:cs.CL           in this category; category:cs for all of them in arXiv's archive *cs*;
                             category:"cell biology"
    venue:nature             with this word in the journal, conference or reference where it was
                             published; venue:"nature communications" with both
    doi:10.1101/583012       with this DOI, also as an address; doi:10.1101 for all that begin so
    has:code                 with a link to its code
These four also exclude: -category:, -venue:, -doi:, -has:. A query that is nothing but the id of a
paper (arXiv, DOI, PubMed, PMC, OpenReview, ACL Anthology), also in an address, finds that paper
alone. If no paper has the id, the answer says where it would be, and has the papers that mention
it.

A word also matches its other endings (stems), the ids of tags, and authors' names. A word of four
letters or more that no paper has is read as the nearest words that some papers have (one letter
more, less or different, or two exchanged), else as two words that some papers have:
*reinforcementlearning*. British spelling also matches American spelling, and the other way round.
Words written together also match words written apart if `compounds.js` knows them: *gpt4o, GPT-4o*;
*data set, dataset*; *big code bench, BigCodeBench*. `tokens` says what letters are alike.

Files
-----
All are classic scripts that call `paperArchive.shard(id, value)`, where value is JSON. They are in
the folder `search/`, and are named after their ids. Every id except the manifest's contains a hash
of the contents, so a file never changes; the files of a group (`hash/0`, `hash/1`, …) share one
hash.

`manifest`      {"format": 4, "papers": n, "tags": [[tag, papers], …], "documents": [[group,
                papers], …], "segments": [directory, …], "votes": [id, …], "people": id}. The tags
                are at most 7 KB (the rarest are left out); one whose title is not its id with
                blanks has the title as a third item. The votes are those of the segments, "" where
                no paper has any.
directory       {"papers": n, "terms": [[group, …], bounds, sizes], "lexicon": [[[group, …],
                bounds], [[group, …], bounds]], "days": [undated, first date, varints],
                "facets": id}: where a segment's files are. Papers are numbered from 0, the undated
                first, by day and, within one, from the last slug to the first. 128 shards are a
                group. The bounds are the first term of each shard as a list of words (below), cut
                after the first letter that differs from the term before; the sizes of term shards
                are varints in units of 512 bytes. The lexicon has the words in order, and spelt
                backwards. The days are how many papers are undated and, for each day with papers,
                the days since the one before and how many papers it has.
term shard      [terms, counts, postings]: a list of words; varints of how many papers have each;
                base64 of the bits of their postings: papers, and levels from 1 to 20, whose impacts
                `postings` has
document shard  [[slug, title, date, tags, authors, abstract, start, end], …] of 3 papers; slug is
                "" where it is the title's letters and digits in lower case with hyphens between;
                the last two, in UTF-16, are the place of the gist in the abstract, if it has one.
                A group has whole days of papers, whatever their segment.
lexicon shard   [words, counts]: a list of words, and varints of how many papers have each
facets          [tags, varints]: for each paper twice the number of its tags, plus 1 if it has code,
                then the places of the tags in the list
votes           varints, one for each paper
people          [[group, …], bounds]: where the authors are who have a page; each shard is
                [[term, name, slug], …] in order of terms; the id is "" if there are none

A term is a stem, or `stem!` for a word of an author's name, or `#id` for a tag, or one of
`fact_terms` or `people`, which begin with a colon. Terms are in the order of their UTF-16. A list
of words is text: each word without the start that it shares with the one before, preceded by a
letter for the length of that start ("A" for 0, at most 25), with blanks between. A varint is
base64url letters of 6 bits, the lowest 5 bits of the number first, with 32 added to all but the
last. `bits` describes how postings are packed.
"""
