"""The names in a cell of a table."""

from __future__ import annotations

import pytest
from paper_archive.listing.authors.table_cell import authors


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Lee, Ann; Ray, Bo", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee|Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee, Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Lee, Ann and Ray, Bo", ["Ann Lee", "Bo Ray"]),
        ("Lee, Ann", ["Ann Lee"]),
        ("Lee AB, Ray B.", ["AB Lee", "B Ray"]),
        (
            "van der Berg A.B., Ray B., Boat Consortium",
            ["A.B. van der Berg", "B. Ray", "Boat Consortium"],
        ),
        ("Smith J Jr, Ray B", ["J Smith Jr", "B Ray"]),
        ("Kimi AI", ["Kimi AI"]),
        ("Hal Daumé III, Henry V", ["Hal Daumé III", "Henry V"]),
        ("Ann Lee et Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee, Bo Ray und Cy Twombly", ["Ann Lee", "Bo Ray", "Cy Twombly"]),
        ("Ann Lee, Bo Ray, et al.", ["Ann Lee", "Bo Ray"]),
        ("李明，王芳、张三", ["李明", "王芳", "张三"]),
        ("Lee, Ann B. (57200000000); Ray, Bo (1)", ["Ann B. Lee", "Bo Ray"]),
        ("Lee, Ann (Kiel)*; Ray, Bo (Kiel; Oslo)", ["Ann Lee", "Bo Ray"]),
    ],
)
def test_names_in_a_cell(cell: str, read: list[str]) -> None:
    assert authors(cell) == read
