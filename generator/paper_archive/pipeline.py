"""The pipeline, every stage in order:

    read → merge → tag → topics → lists → relate → pages → search → desk → exports → publish
    → commit

A first build does all of it. A later one does what has changed, and its result is that of a first
build, byte for byte:

    read, merge, tag   only listings that differ, and papers that share an id, a title or an address
                       with their entries (`store/update.py`, which says in `Changes` what it did)
    topics             only papers that differ, and topics whose query does (`store/topics.py`)
    lists              looked up in every build that has any (`lists/`)
    relate             only papers whose neighbours may differ (`related/`), and the words of days
                       whose papers changed (`trends/`)
    pages              only those that show a change (`touched` of each `PageKind`); MkDocs is not
                       started where it would render what it did (`site/kept_theme.py`)
    search             only segments whose papers changed (`search/index_files.py`)
    desk               all, which is little (`desk/`)
    exports            only files whose papers changed (`Export.is_touched`)
    publish            only files whose contents differ (`site/publisher.py`)

Where nothing changed at all, the command does not even come here (`site.session.unchanged`). Where
the site does not show what is in the store, everything is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from sqlite3 import DatabaseError

from paper_archive.archive.curation import Curation
from paper_archive.catalog import Catalog
from paper_archive.config import Settings
from paper_archive.desk import desk_files
from paper_archive.exports import export_files
from paper_archive.listing import sources
from paper_archive.lists import load_lists, resolved, update_lists
from paper_archive.model import InputError, Paper, Problem
from paper_archive.offline.lists import list_files
from paper_archive.pages import pages, touched_pages
from paper_archive.pages.conversion import CONVERSIONS, conversions
from paper_archive.pages.touched import EVERYTHING
from paper_archive.related import relate
from paper_archive.run import Run
from paper_archive.site.kept_theme import KEPT, kept, stored
from paper_archive.site.look import ABOUT
from paper_archive.site.markdown_folder import written
from paper_archive.site.own_pages import are_as_before, own_pages, without
from paper_archive.site.problem_list import shortened
from paper_archive.site.session import Session
from paper_archive.site.summary import Summary
from paper_archive.site.theme import Rendered, Request
from paper_archive.site.written_lists import LISTS, WrittenLists
from paper_archive.store.author_update import update_authors
from paper_archive.store.leaders import update_leaders
from paper_archive.store.list_days import update_list_days
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.stored_listings import remember_year
from paper_archive.store.topics import Topic, update_topics
from paper_archive.store.update import Changes, UpdateSteps, update
from paper_archive.tags import VOCABULARY, Taxonomy, compiled, tag_all, tagger_of
from paper_archive.text.english import plural
from paper_archive.trends import begin_record

# What `build` and `preview` return: a run that stops once.
Build = Generator[Request, Rendered, Summary | None]


def build(settings: Settings, run: Run) -> Generator[Request, Rendered, Summary]:
    """Build the site, which stays as it was until the new one is complete.

    Stops once, for the theme to be rendered; returns what it did. Raises InputError for input or
    folders that it cannot build from.
    """
    # NumPy is slow to import, and not every command that reads this module needs it.
    from paper_archive.search.index_files import MEMORY, search_files

    with Session.open(settings, run.clean) as session:
        for note in filter(None, (session.damage, *session.notes)):
            run.note(note)
        # read → merge → tag → topics → lists → relate: what differs from the store, what changed.
        store, snapshot = session.with_store(partial(bring_up_to_date, settings, run))
        catalog, site = snapshot.catalog, session.publisher
        for topic in catalog.topics:
            if catalog.outline.topics[topic.id] == (0, 0):
                run.note(f"no paper matches the topic '{topic.name}': {topic.query}")
        for lacking in shortened(snapshot.lacking):
            run.note(str(lacking))
        # None where everything has to be built.
        own = own_pages(settings.docs_dir)
        is_update = (
            are_as_before(own, store)
            and settings.stamp
            and not snapshot.changes.everything
            # Every page links to the topics and to the lists, where there are any.
            and bool(snapshot.changes.before.topics) == bool(snapshot.changes.after.topics)
            and bool(snapshot.changes.before.lists) == bool(snapshot.changes.after.lists)
            and session.shows(store)
        )
        changes = snapshot.changes if is_update else None
        to_draw = touched_pages(changes, catalog) if changes else EVERYTHING

        # pages: those that show what changed; each is drawn when the site takes it.
        conversions.recall(store.blob(CONVERSIONS))
        count = catalog.outline.papers if to_draw.paths is None else len(to_draw.paths)
        lists = WrittenLists(catalog, site, settings.pages_dir, store.blob(LISTS))
        before = lists.last(changes) if changes else None
        drawn = run.progress(pages(catalog, to_draw, run.workers, before), "Writing", count)
        drawn = lists.noting(without(drawn, own, run.report))
        drawn = written(drawn, settings.pages_dir, to_draw.gone if changes else None)
        # Another program renders the theme: the pages that people wrote, and a shell of each kind
        # of ours, which is a page with slots (`site/shell.py`).
        last = kept(store.blob(KEPT), catalog, site) if changes and not settings.strict else None
        theme = yield Request.of(session.rendered, catalog, drawn, settings.stamp, own, last)
        for note in theme.notes:
            run.note(note)
        if changes:
            site.keep_pages_but(to_draw.gone)
        of_theme = site.take(theme.files())
        site.take(theme.stamp(drawn))

        # search, desk, exports: the files that differ, and what the next build must remember.
        # Workers begin with the exports while this process begins with the search.
        exported = export_files(catalog, site, store.blob, changes, run.workers)
        memory = {
            KEPT: stored(theme, of_theme, site),
            CONVERSIONS: conversions.stored(),
            LISTS: lists.stored(is_update=is_update),
            MEMORY: site.take(
                search_files(catalog, settings.templates, store.blob(MEMORY), changes, run.workers)
            ),
        }
        site.take(desk_files(catalog, settings.templates))
        memory |= site.take(exported)
        if catalog.offline:
            site.take(list_files(catalog, site.now, theme.design))

        # publish: files that differ take the place of those in the site.
        site.publish()
        summary = Summary.of(site, snapshot.changes, snapshot.files, snapshot.problems)
        # commit: the store is what the site shows.
        try:
            session.save(summary, store, memory)
        except (OSError, DatabaseError) as error:
            what = f"cannot be written: {error}; the next build makes everything anew"
            run.report(Problem(str(settings.cache), 0, what, "check its permissions and the disk"))
        return summary


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archive as its listings have it now, and what changed since the last build.

    `lacking` name papers of shared lists that it lacks.
    """

    catalog: Catalog
    curation: Curation
    changes: Changes
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    lacking: tuple[Problem, ...] = ()


def bring_up_to_date(settings: Settings, run: Run, store: Store) -> Snapshot:
    """Read, merge, tag and relate what differs from the store, which is not committed.

    Raises InputError without listings, for a mistake in vocabulary or corrections, and for any
    problem in a strict build.
    """
    inputs = settings.inputs
    inputs.refuse_none()
    vocabulary = replace(inputs.vocabulary(), compiled=store.blob(VOCABULARY))
    taxonomy = tagger_of(vocabulary).taxonomy
    curation = inputs.corrections(taxonomy.names)
    files = inputs.files(curation)
    topics, match_topics = _topics(settings, taxonomy, run)
    lists, mistakes = load_lists(inputs.lists, inputs.root) if inputs.lists else ((), ())
    steps = UpdateSteps(
        read=partial(inputs.read, progress=run.progress, workers=run.workers),
        tags=partial(run.workers.map, partial(tag_all, vocabulary)),
        curation=curation,
        rules=f"{vocabulary.digest} {inputs.year}",
        workers=run.workers,
    )
    changes = update(store, files, steps)
    if (now := compiled(vocabulary)) != vocabulary.compiled:
        store.set_blob(VOCABULARY, now)
    remember_year(store, inputs.year)
    changes = update_authors(store, changes, curation, settings.author_pages)
    changes = update_leaders(store, match_topics(store, changes))
    update_list_days(store, changes)
    shared = resolved(StoredArchive(store), lists, max(changes.after.days, default=""))
    changes = update_lists(store, changes, shared.lists)
    # Workers begin with the words of days, while this process searches for related papers.
    end_record = begin_record(store, changes, run.workers)
    changes = replace(changes, slugs=changes.slugs | relate(store, changes, run.workers))
    end_record()
    problems = (*store.problems(), *mistakes, *shared.problems)
    for problem in (
        *shortened(problems),
        *changes.odd,
    ):  # Odd addresses refuse nothing, and pass once.
        run.report(problem)
    if settings.strict and problems:
        what = f"{plural(len(problems), 'problem')} in the listings, and the build is strict"
        raise InputError(Problem(str(settings.files[0]), 0, what, "mend the listings"))
    catalog = Catalog(
        StoredArchive(store),
        changes.after,
        taxonomy,
        settings.site_url,
        settings.site_name,
        settings.new_issue,
        topics,
        settings.links,
        (settings.docs_dir / ABOUT).is_file(),
        settings.offline_reading,
        settings.offline_zip,
        shared.lists,
    )
    names = tuple(file.name for file in files)
    return Snapshot(catalog, curation, changes, names, problems, shared.lacking)


def _topics(
    settings: Settings, taxonomy: Taxonomy, run: Run
) -> tuple[tuple[Topic, ...], Callable[[Store, Changes], Changes]]:
    """Return the topics, and the step that matches them. Raises InputError for mistakes in them."""
    if settings.inputs.topics is None:
        return (), lambda store, changes: update_topics(store, changes, (), {}, lambda *_: ())
    # The engine of the search is slow to import, and few archives have topics.
    from paper_archive.search.topics_file import load_topics

    source = sources.open_source(settings.inputs.topics, settings.inputs.root)
    titles = {tag.id: tag.title for tag in taxonomy.tags}
    topics, queries = load_topics(source, settings.templates, titles)

    def match(papers: Iterable[Paper], asked: Sequence[str]) -> Iterable[Sequence[str]]:
        return run.workers.map(partial(queries.matching, topics=asked), papers)

    return topics, lambda store, changes: update_topics(store, changes, topics, queries.keys, match)
