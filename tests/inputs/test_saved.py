"""Ids to names of files: safe in any folder, and different for different ids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.inputs.saved import file_name


@pytest.mark.parametrize(
    ("doc_id", "name"),
    [
        ("news-7", "news-7.txt"),
        ("004_d5", "004_d5.txt"),
        ("v1.2", "v1.2.txt"),
        ("a/b", "a%2Fb.txt"),
        ("a%2Fb", "a%252Fb.txt"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd.txt"),
        ("..", "%2E..txt"),
        (".x", "%2Ex.txt"),
        ("-rf", "%2Drf.txt"),
        ("a\0\n b", "a%00%0A%20b.txt"),
        ("Núñez", "N%C3%BA%C3%B1ez.txt"),
        ("CON", "%43ON.txt"),
        ("nul.a", "%6Eul.a.txt"),
        ("com1", "%63om1.txt"),
        ("console", "console.txt"),
        ("C:\\x|y*", "C%3A%5Cx%7Cy%2A.txt"),
        ("x" * 200, "x" * 200 + ".txt"),
    ],
)
def test_a_name(doc_id: str, name: str) -> None:
    assert file_name(doc_id) == name


def test_long_ids_that_begin_alike_have_different_names() -> None:
    one, other = file_name("x" * 500), file_name("x" * 501)
    assert one != other
    assert re.fullmatch(r"x{100}\+[0-9a-f]{64}\.txt", one)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), unique=True))
def test_any_id_has_a_safe_name_of_its_own(ids: list[str]) -> None:
    names = list(map(file_name, ids))
    assert len(set(names)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_~%][A-Za-z0-9_.~%+-]{0,250}", name) for name in names)
