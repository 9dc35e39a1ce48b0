"""Finds what an abstract in another language than English proposes, by a few words."""

from __future__ import annotations

from collections.abc import Sequence

# What authors propose, present or show; and, if there is no such sentence, what the paper is about.
_PROPOSED = (
    *(
        "我们提出",
        "我們提出",
        "本文提出",
        "提出了",
        "本文介绍",
        "我们介绍",
        "本文介紹",
        "我們介紹",
        "我们设计",
    ),
    *(
        "本文设计",
        "我们构建",
        "本文构建",
        "我们开发",
        "本文研究",
        "我们研究",
        "本研究",
        "提案する",
        "提案します",
    ),
    *(
        "提案した",
        "紹介する",
        "を示す",
        "개발하",
        "제안한다",
        "제안하",
        "제시한",
        "소개한",
        "소개하",
    ),
    *("نقترح", "نقدم", "نقدّم", "تقترح هذه", "تقدم هذه", "تقدّم هذه", "يقترح هذا", "يقدم هذا"),
    *("proponemos", "presentamos", "introducimos", "se propone", "se presenta", "nous proposons"),
    *("nous présentons", "nous introduisons", "wir stellen", "wir präsentieren", "wir schlagen"),
    *("wir führen", "wir entwickeln", "vorgestellt", "vorgeschlagen", "propomos", "apresentamos"),
    *("propõe-se", "apresenta-se", "proponiamo", "presentiamo", "предлагаем", "предлагается"),
    *("предложен", "представляем", "мы разработали", "пропонуємо", "запропоновано"),
)
_PAPER = (
    *(
        "本文",
        "本论文",
        "本論文",
        "本稿",
        "我们",
        "我們",
        "この論文",
        "본 논문",
        "본 연구",
        "이 논문",
    ),
    *("هذه الورقة", "هذا البحث", "هذه الدراسة", "este trabajo", "este artículo", "este estudio"),
    *(
        "cet article",
        "cette étude",
        "ce travail",
        "diese arbeit",
        "dieser arbeit",
        "diesem beitrag",
    ),
    *(
        "neste trabalho",
        "este artigo",
        "questo lavoro",
        "в данной работе",
        "в этой работе",
        "статье",
    ),
)

_IN_ASCII = tuple(filter(str.isascii, (*_PROPOSED, *_PAPER)))


def announced(text: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """Return the number of the first of the sentences of a text that proposes something."""
    small = text.lower()
    for words in (_PROPOSED, _PAPER) if not text.isascii() else (_IN_ASCII,):
        # Looking for each is ten times as fast as an expression of them all.
        places = [at for word in words if (at := small.find(word)) >= 0]
        if places:
            at = min(places)
            return next((n for n, (start, end) in enumerate(spans) if start <= at < end), None)
    return None
