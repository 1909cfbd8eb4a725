"""A file that a library wrote is passed on completely, and nothing of it is left on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import OutputError
from quotes.writers.building import built


@pytest.mark.parametrize("size", [0, 5, 3 << 20])
def test_its_bytes_are_handed_on(size: int) -> None:
    places: list[Path] = []

    def build(path: Path) -> None:
        places.append(path)
        path.write_bytes(b"x" * size)

    assert b"".join(built(build)) == b"x" * size
    assert not places[0].parent.exists()


def test_a_reader_that_stops_in_the_middle_leaves_nothing_behind() -> None:
    places: list[Path] = []

    def build(path: Path) -> None:
        places.append(path)
        path.write_bytes(b"x" * (3 << 20))

    pieces = built(build)
    next(pieces)
    del pieces
    assert not places[0].parent.exists()


def test_what_the_system_says() -> None:
    with pytest.raises(OutputError, match="temporary file: no such file or directory"):
        list(built(lambda path: path.joinpath("absent").touch()))
