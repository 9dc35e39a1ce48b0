"""The labels of fields in reports that programs write: `**Authors**: …`, `TL;DR: …`."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"\s{0,8}(?:[-*+]\s{1,4})?(?:[^\w\s*]{1,4}\s{0,2})?(\*{0,2})([A-Za-z\u4e00-\u9fff]"
    r"[\w ;&/\u4e00-\u9fff-]{0,30}?(?:\s?[((][\w ]{1,12}[))])?)"
    r"\s{0,2}(?:\*\*\s{0,2}[:：]|[:：]\*{0,2})\s{0,4}(.*)"
)
_FIELDS = {
    "authors": ("authors", "author", "作者"),
    "links": (
        "link", "links", "pdf", "url", "arxiv", "paper", "paper link", "arxiv link", "arxiv id",
        "html", "abs", "id", "code", "github", "project",
        "project page", "链接", "论文链接", "代码",
    ),
    "abstract": ("abstract", "摘要", "original abstract", "英文摘要", "原文摘要"),
    "categories": (
        "main category", "categories", "category", "subjects", "primary category", "分类", "类别",
    ),
    "published": ("published", "date", "publish date", "发布日期", "submitted", "发布时间"),
    "comment": ("comment", "comments", "备注"),
    "venue": ("venue", "journal", "conference", "journal ref", "会议"),
    "tldr": (
        "tl;dr", "tldr", "summary", "ai summary", "core idea", "总结", "中文总结", "一句话总结",
    ),
    "motivation": ("motivation", "动机", "研究动机"),
    "method": ("method", "methods", "方法", "研究方法"),
    "result": ("result", "results", "结果", "实验结果"),
    "conclusion": ("conclusion", "conclusions", "结论"),
    "translation": (
        "abstract (zh)", "abstract(zh)", "中文摘要", "摘要翻译", "abstract zh", "translation",
        "chinese abstract", "abstract (cn)",
    ),
    "title_translation": ("title (zh)", "title(zh)", "中文标题", "标题翻译"),
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _FIELDS.items() for label in labels}
# Fields of a summary; the others are facts of the paper.
SUMMARIES = ("tldr", "motivation", "method", "result", "conclusion", "translation")


def labelled(line: str) -> tuple[str, str, bool] | None:
    """Return the field that a line begins, its text, and whether its label is in bold.

    None for a line that begins no field.
    """
    if (match := _LABEL.match(line)) and (field := _FIELD_OF.get(_plain(match[2]))):
        return field, match[3].strip(), "**" in line[: match.start(3)]
    return None


def _plain(label: str) -> str:
    return label.strip().lower().replace("(", "(").replace(")", ")")
