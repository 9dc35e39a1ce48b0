"""A vocabulary as builds store it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from paper_archive.model import Source
from paper_archive.resources import vocabularies
from paper_archive.tags import Tagger, compiled, load_taxonomy, tagger_of, vocabulary_of
from paper_archive.tags.stored import is_of, pack, unpack

TAGS = Path(__file__).parents[2] / "site_src" / "tags.yml"


def _installed(name: str) -> Source:
    return Source(name, vocabularies()[name].read_bytes())


@pytest.mark.parametrize("name", vocabularies())
def test_a_stored_vocabulary_is_that_of_the_file(name: str) -> None:
    vocabulary = vocabulary_of(_installed(name))
    tagger = Tagger(load_taxonomy(vocabulary))
    again = unpack(pack(vocabulary, tagger))
    assert again.taxonomy == tagger.taxonomy
    # As text, because 1 and 1.0 are equal, and a tuple must not have become a list.
    assert repr(again.rules.gains) == repr(tagger.rules.gains)
    assert again.rules == tagger.rules


def test_it_serves_no_other_vocabulary() -> None:
    mine = vocabulary_of(Source("tags.yml", TAGS.read_bytes()))
    packed = compiled(mine)
    assert is_of(packed, mine)
    assert compiled(replace(mine, compiled=packed)) is packed
    other = (
        b"extends: default\ntags:\n- {id: owls, facet: %s, title: Owls, means: m, strong: [owl]}\n"
    )
    facet = load_taxonomy(mine).facets[0].id.encode()
    owls = replace(vocabulary_of(Source("tags.yml", other % facet)), compiled=packed)
    assert not is_of(packed, owls)
    assert "owls" in {tag.id for tag in tagger_of(owls).taxonomy.tags}
    assert is_of(compiled(owls), owls)


def test_the_vocabulary_that_is_extended_counts() -> None:
    extending = b"extends: physics\npoints: {cutoff: 2}\n"
    mine = vocabulary_of(Source("tags.yml", extending))
    packed = compiled(mine)
    # A later version of the program may install another one.
    later = replace(mine, base=_installed("biology"))
    assert is_of(packed, mine)
    assert not is_of(packed, later)
