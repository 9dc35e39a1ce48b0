"""Ids of arXiv: every way to write one, and those that cannot exist."""

from __future__ import annotations

import pytest
from paper_archive.text.arxiv import known_id, stated_id


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        ("2405.15738", "2405.15738"),
        (" arXiv:2405.15738v12 ", "2405.15738"),
        ("arXiv: 2405.15738v1 [cs.CL]", "2405.15738"),
        ("0704.0001", "0704.0001"),
        ("1412.9999v2", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("http://arxiv.org/abs/2405.15738v1", "2405.15738"),
        ("https://export.arxiv.org/pdf/2405.15738v2.pdf", "2405.15738"),
        ("arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/2405.15738?context=cs", "2405.15738"),
        ("oai:arXiv.org:math/0309136", "math/0309136"),
        ("10.48550/arXiv.2405.15738", "2405.15738"),
        ("https://doi.org/10.48550/ARXIV.2405.15738", "2405.15738"),
        ("math.GT/0309136v1", "math/0309136"),
        ("CS.CL/0112017", "cs/0112017"),
        ("cond-mat.mes-hall/0703001", "cond-mat/0703001"),
        ("physics.acc-ph/9610001", "physics/9610001"),
        ("arXiv 2405.15738", "2405.15738"),
        ("arXiv.2405.15738", "2405.15738"),
        ("arXiv:2405.15738v1 [cs.CL] 24 May 2024", "2405.15738"),
        ("https://ar5iv.labs.arxiv.org/html/2405.15738", "2405.15738"),
        ("https://www.alphaxiv.org/abs/2405.15738", "2405.15738"),
        ("https://huggingface.co/papers/2405.15738", "2405.15738"),
    ],
)
def test_an_id_is_read_in_all_its_forms(text: str, arxiv_id: str) -> None:
    assert stated_id(text) == arxiv_id


@pytest.mark.parametrize(
    "text",
    [
        *("2513.00001", "2500.00001", "math/0313136", "hep-th/9900001"),  # no such month
        *("1412.00001", "1501.0001", "2405.157380", "2405.157"),  # digits of another era
        *("0703.0001", "0612.00001", "math/0704001", "hep-th/9012001"),  # before or after
        *("word/0309136", "stat/0309136", "../x", "", "２４０５.15738", "٢٤٠٥.15738"),
        *("see 2405.15738", "https://example.org/abs/2405.15738", "10.1000/arXiv.2405.15738"),
    ],
)
def test_an_id_that_cannot_exist_is_none(text: str) -> None:
    assert stated_id(text) == ""


def test_a_known_id_has_no_version() -> None:
    assert known_id("math.GT/0309136") == "math/0309136"
    assert known_id("2405.15738v1") == known_id("https://arxiv.org/abs/2405.15738") == ""
