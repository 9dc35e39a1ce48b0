r"""Day reports in Markdown: a heading for every paper, and its facts below.

    # Rec-R1: Bridging …                      ### [1] [Cross-Modal …](https://arxiv.org/abs/…)
    **Authors**: Jiacheng Lin, Tian Wang      *Xinze Zhang,Wei Li*
    **Link**: [PDF](https://arxiv.org/…)      Main category: cs.CV
    **Abstract**: We propose …                TL;DR: AtmoFuseNet是一个…
    ---                                       <details> … Motivation: … Abstract: … </details>

    # 📅 2026-03-01 精选笔记
    ### [AgilePruner: Adaptive …](agilepruner.md)
    📄 多模态VLM / 模型效率
    AgilePruner 系统性地用…

Blank lines stand between most of these. A heading with a link is a paper; so is a heading with
labelled lines below it (`markdown.field_labels`). Other headings are the day or a topic; one that
is a category of arXiv is the category of the papers below it. Numbers that count the headings are
left out. Text without a label is the abstract if it is English; in another script it is a summary,
as are `TL;DR` and the like, and is labelled so. Refused and reported: a heading of a paper without
a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from paper_archive.listing.entries.building import Raw, arxiv_of, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.entries.language import is_east_asian, language_of
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.field_labels import SUMMARIES, labelled
from paper_archive.listing.markdown.headings import category_of, day_of, day_of_line, heading_of
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.listing.records import ai_enhanced
from paper_archive.listing.tables.page_columns import SOURCE, names
from paper_archive.model import Entry, Problem, Summary

FORM = "day-report"
_NUMBERED = re.compile(r"\[\d{1,5}\]\s{0,3}(?=\[)")
_COUNTED = re.compile(r"(\d{1,5})[.)、]\s{1,3}(?=\S)")
_LINKED = re.compile(r"\[.{0,1000}\]\((?!#)[^()\s]{0,500}\)$")
_OF_SITE = re.compile(r"huggingface\.co/(?:papers|login)|\]\(/papers/|\]\[\d")
_RULE = re.compile(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
_TOPIC = re.compile(r"[^\w\s]{1,4}\ufe0f?\s{1,3}\S.{0,100}/")
_EMPHASIS = re.compile(r"\*[^*\s][^*]{0,20000}\*$")
_MARKUP = re.compile(r"\s{0,8}</?(?:details|summary|div|p|a|br|hr|center)\b[^<>]{0,300}>")
_BACK = re.compile(r"\]\(#[^()\s]{0,100}\)\s*$")
_END = "</details>"
_FEW = 3


@dataclass(slots=True)
class _Section:
    """A paper while it is read; `fields` are its labelled texts, `text` its other lines."""

    line: int
    title: str
    url: str = ""
    numbered: bool = False
    category: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)


def detect(text: str) -> str:
    """Return the reason why the text is a day report, "" if it is not."""
    lines = text.split("\n")
    linked = fields = 0
    dated = False
    for line in lines:
        if heading := heading_of(line):
            paper = _paper(heading[1])
            if paper and _NUMBERED.match(heading[1]):
                return "its papers are numbered headings with links"
            if heading[1].startswith("[") and _OF_SITE.search(line):
                return ""
            linked += paper is not None
            dated = dated or day_of(heading[1]) is not None
        else:
            found = labelled(line)
            fields += found is not None and found[0] in ("abstract", "authors", "tldr", "links")
    if linked and (fields >= linked or dated):
        return "its papers are headings with links, with text below"
    headings = sum(heading_of(line) is not None for line in lines)
    return "its papers are headings with labelled lines below" if fields > headings > 0 else ""


def read(name: str, text: str) -> list[Reading]:
    """Read the papers below their headings."""
    papers = ByDay(name, FORM)
    last = 0
    for section in _sections(text.split("\n"), papers):
        # A number is no part of the title if it goes on from that of the paper before.
        if (counted := _COUNTED.match(section.title)) and int(counted[1]) in (1, last + 1):
            last = int(counted[1])
            section.title = section.title[counted.end() :]
        paper = partial(_entry, name, section)
        papers.add(*attempt(name, section.line, "a paper", paper, lambda p: (None, [p])))
        if papers.full:
            break
    return papers.readings()


def _sections(lines: list[str], papers: ByDay) -> Iterator[_Section]:
    """Yield the papers; set the days of headings between them."""
    section: _Section | None = None
    category = ""
    now = ""  # The field to which lines belong.
    for number, line in enumerate(lines, 1):
        if heading := heading_of(line):
            paper = _paper(heading[1])
            if section and not paper and section.numbered and not _BACK.search(line):
                section.fields.setdefault(now or "abstract", []).append(line.strip())
                continue  # A line of an abstract may begin so: `# of tokens`.
            if section:
                yield section
            section, now = None, ""
            if paper:
                title, url = paper
                numbered = _NUMBERED.match(heading[1]) is not None
                section = _Section(number, title, url, numbered, category)
            elif _is_followed(lines, number):
                section = _Section(number, words(heading[1]), category=category)
            elif day := day_of(heading[1]):
                papers.begin(day, number)
            else:
                category = category_of(heading[1])
        elif section is None:
            if not papers.count and (day := day_of_line(line)):
                papers.begin(day, number)
        elif _RULE.match(line):
            yield section
            section = None
        else:
            now = _line(section, line, now)
    if section:
        yield section


def _paper(heading: str) -> tuple[str, str] | None:
    """Return the title and the address of a heading that is a link, else None."""
    unnumbered = _NUMBERED.sub("", heading.strip(), count=1)
    numbered = unnumbered != heading.strip()
    heading = unnumbered
    # A title may have brackets before parentheses; a heading of several links is no title.
    if not _LINKED.fullmatch(heading) or (not numbered and heading.count("](") != 1):
        return None
    end = heading.rfind("](")
    return heading[1:end].strip(), heading[end + 2 : -1]


def _is_followed(lines: list[str], number: int) -> bool:
    """Tell whether the next lines with text after line `number` have labels."""
    for line in [line for line in lines[number : number + 2 * _FEW] if line.strip()][:1]:
        return labelled(line) is not None
    return False


def _line(section: _Section, line: str, now: str) -> str:
    """Add a line to a paper; return the field to which the next lines belong."""
    text = line.strip()
    if not text:
        return now
    if _MARKUP.match(line):
        ends = text.lower().startswith(_END)
        if inner := words(text):
            section.text += [] if inner.lower() == "details" else [inner]
        return "" if ends else now
    found = labelled(line)
    # An abstract may have a line `Methods: …`, but hardly one with a label in bold.
    in_abstract = now == "abstract" and (section.numbered or (found and found[0] in SUMMARIES))
    if found and (found[2] or not in_abstract):
        section.fields.setdefault(found[0], []).append(found[1])
        return found[0]
    if now:
        section.fields[now].append(text)
    elif not section.fields and not section.text and _EMPHASIS.fullmatch(text):
        section.fields["authors"] = [text]
    elif not _TOPIC.match(text) or len(text) > 120:
        section.text.append(text)
    return now


def _entry(name: str, section: _Section) -> tuple[Entry | None, list[Problem]]:
    title = words(section.title)
    if not title:
        what = "a heading of a paper without a title"
        return None, [Problem(name, section.line, what, "write its title")]
    abstract = section.fields.get("abstract", [])
    if not is_east_asian(title):  # Else its abstract is a translation or a summary.
        section.text += filter(is_east_asian, abstract)
        section.fields["abstract"] = [line for line in abstract if not is_east_asian(line)]
    fields = {key: " ".join(filter(None, lines)) for key, lines in section.fields.items()}
    text = " ".join(section.text)
    links = fields.get("links", "")
    raw = Raw(
        title=title,
        authors=names(words(fields.get("authors", ""))),
        arxiv_id=links if arxiv_of(links)[0] else "",
        urls=[section.url, *addresses(links)] if "://" in section.url else addresses(links),
        published=day_of(fields.get("published", "")),
        categories=fields.get("categories", section.category).replace(",", " ").split(),
        comment=words(fields.get("comment", "")),
        venue=words(fields.get("venue", "")),
        abstract=fields.get("abstract", ""),
    )
    summaries = list(_summaries(fields, section.numbered))
    if text and is_east_asian(text):
        summaries.append(Summary(text, SOURCE, language_of(text)))
    elif text and not raw.abstract:
        raw.abstract = text
    raw.summaries = summaries
    return built(name, section.line, raw, with_abstract=section.numbered or not summaries)


def _summaries(fields: dict[str, str], by_ai_enhanced: bool) -> Iterator[Summary]:
    for part in SUMMARIES:
        if not (text := fields.get(part, "")):
            continue
        if by_ai_enhanced:
            if found := ai_enhanced.summary(part, text):
                yield found
        else:
            kind = "summary" if part == "tldr" else part
            yield Summary(text, f"{kind} in the listing", language_of(text))
