"""Files that are written completely or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.files import WholeFile

if TYPE_CHECKING:
    import pytest


def test_a_name_survives_a_power_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes reach the disk before the file gets its name, and then the folder does."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    seen = []

    def fsync(descriptor: int) -> None:
        seen.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), path.read_bytes()))

    monkeypatch.setattr(os, "fsync", fsync)
    with closing(WholeFile(str(path))) as file:
        file.write(b"new")
        file.commit()
    assert seen == [(False, b"old"), (True, b"new")]


def test_a_folder_that_cannot_be_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems lack it: the file is written anyway."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    with closing(WholeFile(str(tmp_path / "a"))) as file:
        file.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
