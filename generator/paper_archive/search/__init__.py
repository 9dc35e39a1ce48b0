"""Full-text search without a server: the index, the query language, and asking the built files.

`tokens` makes words of text, `postings` a paper's words with their impacts, `borders` parts the
archive into segments, `segment` turns one into files, `files` all of them into the site's.
`query` reads what was typed, `site` the built files, `ranking` and `compounds` find words, `answer`
the papers. The browser's side of the same is in `site_src/theme/assets/search.js` and the folder
`search/` beside it: the same words, the same numbers, the same results in the same order, which
tests hold both to.

In the browser
--------------
`assets/search.js` is a classic script of a page that searches; it sets `window.paperArchive` and
asks for nothing. The rest, `assets/search/*.js`, comes with the first search, or earlier by
`paperArchive.prepare()`, say when the box gets the focus (scripts, manifest, directories).

    paperArchive.search(query, {limit: 10, offset: 0, sort: "relevance", tags: [], after: "",
                                before: ""})
    → Promise of {
        total,       how many papers match; with `atMost`, not more than that (phrases)
        results,     [{url, title, date, tags, snippet, score, authors, marked, abstract}]
        atMost,      whether `total` is an upper bound
        words,       the query's words as they were looked for: [{word, papers}]
        corrected,   {typed: [taken, …]} where a misspelt word was read as the nearest ones
        suggestion,  the whole query with its nearest spellings where nothing was found, or no paper
                     has one of its words; or ""
        message,     one kind sentence of plain text, or "": what is wrong with the query, what
                     was ignored, that nothing was found
        code,        of the message: "", "empty", "common", "negative", "unknown-tag", "bad-date",
                     "long", "ignored" (words so common that loading them is not worth it),
                     "unverified" (a phrase that the best papers do not have), "unmatched" (some
                     words are in no paper), "nothing"
        tags         the tags of the archive with their papers, most first: [[id, papers], …], or
                     [id, papers, title] where a title is not its tag's id with blanks
      }

`sort` is "relevance" or "date" (newest first). `tags`, `after` and `before` narrow as `tag:`,
`after:`, `before:` in the query do. `url` is relative to the site's root; `paperArchive.root` is
the root's address, so a link is `paperArchive.root + result.url`. `date` is "2025-03-14", "" for
an undated paper. `snippet` and all else is plain text: never put it into a page as HTML.
`marked.title` and `marked.snippet` are the same texts in pieces, [plain, match, plain, match, …],
of which every second one is to be highlighted. `authors` is a list, `abstract` the whole text.

The promise rejects with an Error when a file cannot be loaded: its `message` is for readers, its
`name` is "SearchUnavailable", its `url` the file's. Asking again tries again, past the browser's
cache. Where a file is gone because the site was built anew, the new manifest is asked by itself.
`paperArchive.parse(query)` gives a Promise of the query's parts as `query.Query` has them.

The query language
------------------
    graph networks           papers with any of the words, those with all of them first; the last
                             word is a prefix unless a blank follows it
    "graph neural network"   these words in this order, in title, abstract or authors
    -survey -"case study"    not with this word or phrase; also -tag: and -author:
    tag:graph-neural-networks  with this tag, also by its title: tag:"graph learning"; several: with
                             all of them
    author:hinton            with this name among its authors; author:"geoffrey hinton" with both
    after:2025-03            first listed in March 2025 or later; also after:2025, after:2025-03-14
    before:2025-03           first listed earlier than March 2025
A word is also found by its other endings (stems), by its tags' ids, and as an author's name. A
word of four letters or more that no paper has is read as the nearest that some have (one letter
more, less, other, or two exchanged), else as two that some have: *reinforcementlearning*.
British and American spelling find each other, and so does what is written as one word and as two
where `compounds` knows it: *gpt4, GPT-4*; *data set, dataset*.

Files
-----
All are classic scripts that say `paperArchive.shard(id, value)`, where value is JSON; they stand
in `search/` and their name is their id. Every id but the manifest's holds a hash of the contents,
so a file never changes; of a group of files (`hash/0`, `hash/1`, …) one hash stands for all.

`manifest`      {"format": 2, "papers": n, "segments": [[directory's id, papers], …],
                "tags": [[tag, papers], …]}, at most 10 KB (the rarest tags are left out); a tag
                whose title says something else has it as a third item
directory       {"papers": n, "terms": [[group, …], bounds, [index's id, …]],
                "documents": [group, …], "days": id, "lexicon": id}: where a segment's files are.
                128 shards are a group. Papers are numbered from 0 by day and, within one, from
                the last slug to the first.
index           [bounds, sizes] of a group of term shards: the first terms of each as a list of
                words (below), shortened to what parts it from the one before, and varints of
                their size in units of 128 bytes. The directory has those of the groups.
term shard      [terms, counts, postings]: a list of words; varints of how many papers have each;
                base64 of their postings' bits
document shard  [[slug, title, date, tags, authors, abstract], …] of 3 papers; slug is "" where it
                is the title's letters and digits in lower case with hyphens between
days            [first date, varints]: of each day that has papers the days since the one before
                and how many papers
lexicon         [[[group, …], bounds], [[group, …], bounds]]: shards of all words, in order, and of
                the same words spelt backwards; each shard is [words, counts]

A term is a stem, or `stem!` for a word of an author's name, or `#id` for a tag. The order of terms
is that of their UTF-16. A list of words is text: each word without what it shares with the one
before, preceded by a letter for the length of that ("A" for 0, at most 25), blanks between. A
varint is base64url letters of 6 bits, the lowest 5 bits of the number first, 32 added to all but
the last. How postings are packed stands in `bits`.
"""
