"""What a shell completes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import run


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quotes spe", ["speakers"]),
        ("quotes show --ki", ["--kind"]),
        ("quotes show --kind ", ["direct", "mixed", "indirect"]),
        ("quotes speakers --type o", ["organization"]),
        ("quotes show out.j", []),  # the shell itself completes files
    ],
)
def test_completion_in_bash(tmp_path: Path, typed: str, expected: list[str]) -> None:
    place = str(typed.count(" "))
    code, out, err = run(
        tmp_path, module="quotes", _QUOTES_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=place
    )
    assert (code, out.decode().split(), err) == (0, expected, "")
