"""The page of a week stays small: its first papers have their gist, the others their title."""

from __future__ import annotations

from paper_archive.pages import pages as drawn
from paper_archive.pages.week import WITH_GIST

from tests.pages.papers import catalog, paper


def test_the_most_voted_papers_have_their_gist_and_all_can_be_narrowed() -> None:
    birds = [
        paper(f"bird-{n}", f"2025-03-{10 + n % 5}", tags=("physics",) if n else (), upvotes=n)
        for n in range(WITH_GIST + 5)
    ]
    pages = {page.src_uri: page for page in drawn(catalog([*birds, paper("late", "2025-03-18")]))}
    week = pages["weeks/2025-W11.md"]
    assert week.html.count("Birds find their way") == WITH_GIST
    assert week.html.count("<li") == len(birds) == week.html.count('<p class="pa-facts">')
    assert week.html.count('data-t="physics"') == 4 and 'value="physics"' in week.html
    places = [week.html.index(f">Bird {n}<") for n in reversed(range(len(birds)))]
    assert places == sorted(places)
    # All can be cited, those without their authors too.
    assert week.html.count("data-key=") == len(birds) and 'id="cite"' in week.html
    # In a narrow column there is room for one tag beside the day.
    some = [paper(slug, tags=tags) for slug, tags in (("a", ("physics", "surveys")),
            ("b", ("surveys",)), ("c", ("surveys", "physics")))]  # fmt: skip
    html = {page.src_uri: page.html for page in drawn(catalog([*some, paper("d")]))}[week.src_uri]
    assert html.count('href="../tags/') == 3 and html.count('data-t="surveys"') == 1
    assert "<b>4<i> votes</i></b>" in week.html and "<b>2<i>" not in week.html
    assert 'href="2025-W12.html" rel="next">Week 12 →' in week.html
    assert 'href="../days/2025-03-11.html"' in week.html
    index = pages["weeks/index.md"].html
    assert index.index("2025-W12.html") < index.index("2025-W11.html")
    # Weeks are reached from home, months and the index of days.
    assert "weeks/2025-W12.html" in pages["index.md"].html
    assert "../weeks/2025-W11.html" in pages["days/2025-03.md"].html
    assert "../weeks/index.html" in pages["days/index.md"].html
