"""Full-text search without a server: Python writes an index, scripts in the browser query it.

`tokens` splits text into words, and `postings` computes the impact of a paper's words. `borders`
splits the archive into segments, `segment` turns one into files (with `bits`, `lists` and
`shards`), and `index_files` yields all files of the search. The query side exists once, as scripts:
`site_src/theme/assets/search.js` and the folder `search/` beside it. `constants` writes the values
that both sides share into a file for the scripts, and `engine` runs the scripts for
`paper-archive search`.

In the browser
--------------
Every page that searches includes the classic script `assets/search.js`. It sets
`window.paperArchive` and loads nothing. The first search loads the other scripts,
`assets/search/*.js`. To load scripts, manifest and directories earlier, for example when the box
gets the focus, call `paperArchive.prepare()`.

    paperArchive.search(query, {limit: 10, offset: 0, sort: "relevance", tags: [], after: "",
                                before: ""})
    → Promise of {
        total,       how many papers match; if `atMost` is true, they may be fewer (phrases)
        results,     [{url, title, date, tags, snippet, score, authors, signed, marked, abstract}]
        atMost,      whether `total` is an upper bound
        words,       the words that the search used, and how many papers have them: [{word, papers}]
        corrected,   {typed: [taken, …]} if a misspelt word was read as the nearest ones
        suggestion,  the whole query in its nearest spelling if nothing matches or no paper has one
                     of its words; or ""
        message,     a sentence of plain text if something is wrong with the query, a part of it was
                     ignored, or nothing matches; or ""
        code,        the kind of message: "", "empty", "common", "negative", "unknown-tag",
                     "unknown-category", "unknown-venue", "unknown-doi", "unknown-id", "bad-date",
                     "long", "ignored" (words so common that loading them is not worth it),
                     "unverified" (a phrase that the best papers do not have), "unmatched" (some
                     words are in no paper), "nothing"
        people,      [{name, url}] of the authors with a page whose name the query is, at most three
        elsewhere,   the address where the paper would be if the query is an id that no paper has;
                     or ""
        tags         the tags of the archive with their papers, most first: [[id, papers], …], or
                     [id, papers, title] unless the title is the id with blanks
      }

`sort` is "relevance" or "date" (newest first). `tags`, `after` and `before` narrow the results as
`tag:`, `after:`, `before:` in the query do. `url` is relative to the site's root;
`paperArchive.root` is the address of the root, so a link is `paperArchive.root + result.url`.
`date` is "2025-03-14", "" for an undated paper. `snippet` is the gist if it has as many words of
the query as any part of the abstract, else such a part. It and all other texts are plain text:
never put them into a page as HTML. `marked.title` and `marked.snippet` are the same texts in
pieces, [plain, match, plain, match, …]; highlight every second one. `authors` is a list, `signed`
has those of them whom the query names, at most two, and `abstract` is the whole text.

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
These three also exclude: -category:, -venue:, -doi:. A query that is nothing but the id of a
paper (arXiv, DOI, PubMed, PMC, OpenReview, ACL Anthology), also in an address, finds that paper
alone. If no paper has the id, the answer says where it would be, and has the papers that mention
it.

A word also matches its other endings (stems), the ids of tags, and authors' names. A word of four
letters or more that no paper has is read as the nearest words that some papers have (one letter
more, less or different, or two exchanged), else as two words that some papers have:
*reinforcementlearning*. British spelling also matches American spelling, and the other way round.
Words written together also match words written apart if `compounds.js` knows them: *gpt4, GPT-4*;
*data set, dataset*.

Files
-----
All are classic scripts that call `paperArchive.shard(id, value)`, where value is JSON. They are in
the folder `search/`, and are named after their ids. Every id except the manifest's contains a hash
of the contents, so a file never changes; the files of a group (`hash/0`, `hash/1`, …) share one
hash.

`manifest`      {"format": 2, "papers": n, "segments": [[directory's id, papers], …],
                "people": id, "tags": [[tag, papers], …]}, at most 10 KB (the rarest tags are left
                out); a tag whose title is not its id with blanks has the title as a third item
directory       {"papers": n, "terms": [[group, …], bounds, [index's id, …]],
                "documents": [group, …], "days": id, "lexicon": id}: where a segment's files are.
                128 shards are a group. Papers are numbered from 0 by day and, within one, from
                the last slug to the first.
index           [bounds, sizes] of a group of term shards: the first term of each as a list of
                words (below), cut after the first letter that differs from the term before, and
                varints of their sizes in units of 128 bytes. The directory has the bounds of the
                groups.
term shard      [terms, counts, postings]: a list of words; varints of how many papers have each;
                base64 of the bits of their postings
document shard  [[slug, title, date, tags, authors, abstract, start, end], …] of 3 papers; slug is
                "" where it is the title's letters and digits in lower case with hyphens between;
                the last two, in UTF-16, are the place of the gist in the abstract, if it has one
days            [first date, varints]: for each day with papers the days since the one before and
                how many papers it has
people          [[group, …], bounds]: where the authors are who have a page; each shard is
                [[term, name, slug], …] in order of terms; the id is "" if there are none
lexicon         [[[group, …], bounds], [[group, …], bounds]]: shards of all words, in order, and of
                the same words spelt backwards; each shard is [words, counts]

A term is a stem, or `stem!` for a word of an author's name, or `#id` for a tag, or one of
`fact_terms` or `people`, which begin with a colon. Terms are in the order of their UTF-16. A list
of words is text: each word without the start that it shares with the one before, preceded by a
letter for the length of that start ("A" for 0, at most 25), with blanks between. A varint is
base64url letters of 6 bits, the lowest 5 bits of the number first, with 32 added to all but the
last. `bits` describes how postings are packed.
"""
