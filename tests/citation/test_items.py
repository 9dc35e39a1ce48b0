"""The papers of a list are cited from what their items show, whatever their names and titles."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation
from paper_archive.citation.ris import ris
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import item
from playwright.sync_api import Browser

from tests.citation.test_formats import HOSTILE, SCRIPT, TELLING
from tests.pages.papers import catalog, paper

TITLES = ("LLMs for LLM", "A-A a A", "{LLM} -- 100% of T5 & C", "|GPT| |x", "birds", "+T5")


def hostile_papers() -> list[object]:
    rng = random.Random(3)

    def words() -> str:
        return " ".join(
            rng.choice([*TELLING, "".join(rng.choices(HOSTILE, k=3)), "Ann", "Lee"])
            for _ in range(rng.randint(1, 3))
        )

    def authors() -> tuple[str, ...]:
        plain = ["Ann Lee", "Plato", "Bo van Dam", "Jo Lee"]
        names = [rng.choice(plain) if rng.random() < 0.7 else words() for _ in range(6)]
        return tuple(" ".join(name.split()) for name in names[: rng.randint(0, 6)])

    return [
        paper(f"p-{n}", title=title, authors=authors(), arxiv_id=f"2503.{n:05}" if n % 2 else "")
        for n, title in enumerate([*TITLES * 10, *(words() for _ in range(100))])
    ]


@pytest.mark.browser
def test_a_list_is_cited_as_its_papers_are(browser: Browser, tmp_path: Path) -> None:
    papers = hostile_papers()
    imprint = Imprint.of(catalog([]))
    items = "\n".join(item(each, imprint, "days").html for each in papers)
    # Most items say less than the whole.
    assert items.count('data-who="|') > 30 and items.count('data-tex="|') > 10
    place = '<section class="pa-cite"><div class="pa-bar"></div></section>'
    (tmp_path / "list.html").write_text(
        f'<!doctype html><meta charset="utf-8"><ol class="pa-list">{items}</ol>{place}'
        f'<script src="{SCRIPT.as_uri()}"></script>',
        "utf-8",
    )
    page = browser.new_page()
    page.goto((tmp_path / "list.html").as_uri())
    for button, write in (("BibTeX", bibtex), ("RIS", ris)):
        page.get_by_role("radio", name=button).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save").click()
        saved = Path(waiting.value.path()).read_text("utf-8")
        expected = [write(Citation.of(each, "")).strip() for each in papers]
        assert [entry.strip() for entry in saved.strip().split("\n\n")] == expected
    page.close()
