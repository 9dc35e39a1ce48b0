"""Small archives to search, made of words drawn by chance, and their files with the scripts."""

from __future__ import annotations

import random
import shutil
from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from paper_archive.model import Paper
from paper_archive.search.index_files import index_files, manifest
from paper_archive.search.scripts import script_files
from paper_archive.search.shards import File
from paper_archive.store.days import iso

ASSETS = Path(__file__).parents[2] / "site_src" / "theme" / "assets"
WORDS = (
    "graph graphs neural network networks learning learned learn model models language large "
    "diffusion transformer transformers transfer translation survey surveys play playing key keys "
    "generative generation generating optimization optimal policy reward value gradient descent "
    "attention sparse dense retrieval memory quantum quantized kernel bayesian inference causal "
    "schrödinger poincaré erdős naïve don't newton's 3.5 gpt-4o c++ node.js r&d 機械学習 模型 "
    "한국어 שלום data dataset method results propose new approach train training test the of and"
).split()
NAMES = (
    "Ada Lovelace|Grace Hopper|Geoffrey Hinton|Li Wang|Wei Wang|Łukasz Kaiser|J. R. Learn".split(
        "|"
    )
)
TITLES = {"graph-learning": "Networks of Nodes", "vision": "Vision"}
TAGS = "graph-learning vision large-language-models optimization".split()


def papers(count: int, seed: int = 1, undated: int = 0) -> list[Paper]:
    """Papers in order of first listing, some five a day, `undated` ones last."""
    chance = random.Random(seed)
    made = []
    day = date(2024, 1, 1)
    for n in range(count + undated):
        day += timedelta(chance.random() < 0.2)
        # The commonest words come first, as in a language.
        drawn = (WORDS[int(len(WORDS) * chance.random() ** 2)] for _ in range(40))
        words = list(drawn)
        title = " ".join([*words[: chance.randint(1, 7)], f"number {n}"]).title()
        made.append(
            Paper(
                slug=f"paper-{n}" if n % 3 else "-".join(title.lower().split()),
                title=title,
                abstract=" ".join(words[7:]).capitalize() + "." if n % 7 else "",
                raw_title="",
                raw_abstract="",
                days=(day,) if n < count else (),
                undated=n >= count,
                sources=(f"x:{n}",),
                authors=tuple(chance.sample(NAMES, chance.randint(0, 3))),
                tags=tuple(chance.sample(TAGS, chance.randint(0, 2))),
                upvotes=n * 7 % 50 or None,
                code="" if n % 4 else f"https://github.com/of/paper-{n}",
            )
        )
    return made


def titled(texts: Sequence[Sequence[str]]) -> list[Paper]:
    """Papers of these titles and abstracts, one a day."""
    return [
        Paper(
            slug=f"paper-{n}",
            title=title,
            abstract=abstract,
            raw_title="",
            raw_abstract="",
            days=(date(2024, 1, 1) + timedelta(n),),
            undated=False,
            sources=(f"x:{n}",),
            authors=(),
            tags=(),
        )
        for n, (title, abstract) in enumerate(texts)
    ]


def days_of(made: Sequence[Paper]) -> list[str]:
    """The first days of papers, as an index takes them."""
    return [iso(paper.first_day) for paper in made]


def files(made: Sequence[Paper]) -> Iterator[File]:
    """The files of the search of papers."""

    def search() -> Generator[tuple[str, bytes | None], None, None]:
        yield manifest((yield from index_files(made, days_of(made))), TITLES)

    return ((path, data) for path, data in search() if data is not None)


def write(made: Sequence[Paper], folder: Path) -> Path:
    """Write the search of papers into a folder, with the scripts and a page that has them."""
    for path, data in files(made):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    add_scripts(folder)
    return folder


def add_scripts(folder: Path) -> None:
    """Write the search's scripts into a folder, and a page that has them."""
    (folder / "assets" / "search").mkdir(parents=True, exist_ok=True)
    shutil.copy(ASSETS / "search.js", folder / "assets")
    for path, data in script_files([ASSETS.parent]):
        (folder / path).write_bytes(data)
    page = '<!doctype html><meta charset="utf-8"><script src="assets/search.js"></script>'
    (folder / "page.html").write_text(page, "utf-8")
