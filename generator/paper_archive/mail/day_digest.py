"""The digest: the papers of a day or a week, or those of some tags, as an e-mail in text and HTML.

    From: Archive <archive@example.org>
    To: reader@example.org                       one reader a message, hidden from others
    Subject: 12 papers: Friday 14 March 2025     or: 2 papers on Physics or Speech: …
    Date: Fri, 14 Mar 2025 00:00:00 +0000        the time of sending, if it is sent
    List-Unsubscribe: <mailto:archive@example.org?subject=unsubscribe>
    multipart/alternative: text/plain; text/html

A message depends only on the papers, the reader and the sender, not on the clock or on chance. Text
from listings is only in the body. Addresses and subject are reduced to one line before they become
headers, and the e-mail package refuses a header of two lines as well. A paper's venue, and links to
its DOI and other ids, follow its abstract.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from hashlib import sha256
from html import escape
from itertools import chain
from textwrap import fill
from unicodedata import east_asian_width
from urllib.parse import quote

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Day, Facts, Paper
from paper_archive.pages.quiet_line import votes
from paper_archive.store.topics import Topic, slugs_of_topic
from paper_archive.store.weeks import PapersOfWeek
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import full_day, long_days, plural
from paper_archive.text.gist import gist_text
from paper_archive.text.identifiers import address_of, label_of
from paper_archive.text.lead import shown_title

WIDTH = 78  # of a line of text, as mail programs show it
# The site's style, for mail programs that read style sheets; the others read `style` attributes.
STYLE = (
    "a{color:#0b5d6e}h1,b{font-family:Palatino,'Palatino Linotype',Georgia,serif;line-height:1.3}"
    "h1 a,li a{color:inherit;text-decoration:none}h1{border-top:3px solid #0b5d6e;padding-top:.7em}"
    "li::marker{color:#767676}@media(prefers-color-scheme:dark){body{background:#111618;"
    "color:#e3e7e7}a{color:#7cc7d4}h1{border-color:#7cc7d4}}"
)
STOP = "To get no more of these e-mails, write to {} with the subject “unsubscribe”."
HTML_END = "</body></html>\n"


class _Unsubscribe(UnstructuredHeader):
    """A header that stays on one line: the e-mail package would encode a long address in it."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as a line of the message."""
        return f"List-Unsubscribe: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unsubscribe)  # type: ignore[arg-type] # as it documents
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Digest:
    """Papers as a message; `name` is for files, `written` is midnight of the newest day."""

    archive: str
    subject: str
    text: str
    html: str
    name: str
    written: datetime

    def message(
        self, sender: Address, reader: Address, written: datetime | None = None
    ) -> EmailMessage:
        """Return the message to one reader, dated `written` or else midnight of the day.

        A sender without a name has that of the archive.
        """
        message = EmailMessage(policy=_POLICY)
        shown = sender.display_name or self.archive
        message["From"] = Address(shown, sender.username, sender.domain)
        message["To"], message["Subject"] = reader, self.subject
        message["Date"] = written or self.written
        mark = sha256(f"{self.name}\n{sender}\n{reader}\n{self.html}".encode()).hexdigest()
        message["List-Unsubscribe"] = f"<{_unsubscribe(sender)}>"
        message["Message-ID"] = f"<{mark[:32]}@{sender.domain}>"
        stop = STOP.format(sender.addr_spec)
        text = f"{self.text}{fill(stop, WIDTH, break_long_words=False, break_on_hyphens=False)}\n"
        message.set_content(text, cte="quoted-printable")
        link = f'<a href="{escape(_unsubscribe(sender))}">{escape(sender.addr_spec)}</a>'
        html = f"{self.html.removesuffix(HTML_END)}<p>{STOP.format(link)}</p>\n{HTML_END}"
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        # A longer boundary would be split over lines, which few mail programs can join.
        message.set_boundary(mark[:32])
        return message


def day_digest(
    catalog: Catalog, day: Day, tags: Collection[str] = (), topic: Topic | None = None
) -> Digest | None:
    """Return the digest of a day, None without papers.

    With `tags`, it has only papers with one of them, with `topic` only papers of that topic. Raises
    ValueError if the site has no address or the day no date.
    """
    if day.date is None:
        raise ValueError("a digest needs a dated day")
    subject = _Subject(full_day(day.date), day.date.isoformat(), urls.day(day.date), day.date)
    return _digest(catalog, subject, day.papers, tags, topic)


def week_digest(
    catalog: Catalog,
    of_week: PapersOfWeek,
    tags: Collection[str] = (),
    topic: Topic | None = None,
) -> Digest | None:
    """Return the digest of a week, None without papers, as `day_digest` does. It says the votes
    of papers, which are in their order."""
    week = of_week.week
    title = f"{week.title}, {long_days(week.monday, week.sunday)}"
    subject = _Subject(title, week.name, urls.week(week.name), week.sunday, by_votes=True)
    return _digest(catalog, subject, of_week.papers, tags, topic)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a digest is about: its title, its name in file names, its page, and its newest day;
    with `by_votes`, its papers are in the order of their votes."""

    title: str
    name: str
    src_uri: str
    day: date
    by_votes: bool = False


def _digest(
    catalog: Catalog,
    subject: _Subject,
    papers: Iterable[Paper],
    tags: Collection[str],
    topic: Topic | None,
) -> Digest | None:
    if not catalog.site_url:
        raise ValueError("a digest needs a site address")
    chosen = [paper for paper in papers if not tags or not {*tags}.isdisjoint(paper.tags)]
    pages = {catalog.tags[tag].title: urls.tag(tag) for tag in tags}
    if topic:
        slugs = slugs_of_topic(catalog.archive, topic.id)
        chosen = [paper for paper in chosen if paper.slug in slugs]
        pages[topic.name] = urls.topic(topic.id)
    if not chosen:
        return None
    on = " or ".join(pages)
    title = f"{plural(len(chosen), 'paper')}{f' on {on}' if on else ''}: {subject.title}"
    links = {
        name: catalog.site_url + urls.html(src_uri)
        for name, src_uri in {title: subject.src_uri, **pages}.items()
    }
    return Digest(
        "".join(filter(str.isprintable, _one_line(catalog.site_name))),
        _one_line(title),
        _text(catalog, links, chosen, subject.by_votes),
        _html(catalog, links, chosen, subject.by_votes),
        "-".join((subject.name, *sorted(tags), *([topic.id] if topic else []))),
        datetime.combine(subject.day, time(), UTC),
    )


def _text(
    catalog: Catalog, links: Mapping[str, str], papers: Sequence[Paper], by_votes: bool
) -> str:
    """Return the text: first the title of the digest with its link, then those of its subjects."""
    parts = ["\n".join(chain.from_iterable(links.items()))]
    for n, paper in enumerate(papers, 1):
        voted = f" ({_votes(paper)})" if by_votes and _votes(paper) else ""
        heading = _filled(f"{n}. {shown_title(paper.title)}{voted}")
        lines = (heading, _url(catalog, paper), _filled(_gist(paper)), *_published(paper.facts))
        parts.append("\n".join(filter(None, lines)))
    parts.append(f"-- \n{_one_line(catalog.site_name)}\n{catalog.site_url}")
    return "\n\n".join(parts).encode("utf-8", "replace").decode() + "\n"


def _html(
    catalog: Catalog, links: Mapping[str, str], papers: Iterable[Paper], by_votes: bool
) -> str:
    items = "\n".join(_item(catalog, paper, by_votes) for paper in papers)
    (title, link), *others = links.items()
    about = " · ".join(f'<a href="{escape(url)}">All on {escape(name)}</a>' for name, url in others)
    page = (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>\n"
        '<body style="font:16px/1.5 sans-serif;max-width:40em;margin:1em auto;padding:0 1em;'
        'overflow-wrap:anywhere">\n'
        f'<h1 style="font-size:1.4em"><a href="{escape(link)}">{escape(title)}</a></h1>\n'
        f"{f'<p>{about}</p>{chr(10)}' if about else ''}"
        f'<ol style="padding-left:1.6em">\n{items}\n</ol>\n'
        f'<p><a href="{escape(catalog.site_url)}">{escape(catalog.site_name)}</a></p>\n'
        f"{HTML_END}"
    )
    return page.encode("utf-8", "replace").decode()


def _item(catalog: Catalog, paper: Paper, by_votes: bool) -> str:
    title, gist = shown_title(paper.title), _gist(paper)
    voted = f" <small>{_votes(paper)}</small>" if by_votes and _votes(paper) else ""
    # Title and abstract may have different directions.
    between = '</div><div dir="auto">' if has_right_to_left(title + gist) else "<br>"
    return (
        f'<li style="margin:0 0 1em"><div dir="auto"><a href="{escape(_url(catalog, paper))}">'
        f"<b>{escape(title)}</b></a>{voted}{between}{escape(gist)}{_published_html(paper.facts)}</div></li>"
    )


def _votes(paper: Paper) -> str:
    return plural(count, "vote") if (count := votes(paper)) else ""


def _published(facts: Facts) -> Iterator[str]:
    """Yield the lines that say where a paper was published: its venue, the pages of its ids."""
    yield _filled(facts.venue)
    for scheme, value in facts.ids:
        yield address_of(scheme, value)


def _published_html(facts: Facts) -> str:
    """Return the same in HTML, "" if nothing is known."""
    links = " ".join(
        f'<a href="{escape(address_of(scheme, value))}">{escape(label_of(scheme, value))}</a>'
        for scheme, value in facts.ids
    )
    known = " · ".join(filter(None, (escape(facts.venue), links)))
    return f"<br><small>{known}</small>" if known else ""


def _unsubscribe(sender: Address) -> str:
    """Return the address of a message that asks the sender for no more messages."""
    return f"mailto:{quote(sender.addr_spec, safe='@')}?subject=unsubscribe"


def _filled(text: str) -> str:
    """Wrap text at 78 columns; a Han letter takes two of them, and a link is not broken."""
    wide = not text.isascii() and any(east_asian_width(sign) in "FW" for sign in text)
    width = WIDTH // 2 if wide else WIDTH
    return fill(text, width, break_long_words="://" not in text, break_on_hyphens=False)


def _gist(paper: Paper) -> str:
    return gist_text(paper.abstract, paper.gist)


def _url(catalog: Catalog, paper: Paper) -> str:
    return catalog.site_url + urls.html(urls.paper(paper.slug))


def _one_line(text: str) -> str:
    return " ".join(text.split())
