"""The table of speakers, on consoles of fixed width, and what it does with hostile text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from quotes.records import Attribution
from quotes.speakers.registry import Registry
from quotes.writers.profiles import close, show
from tests.support import samples
from tests.support.samples import statement
from tests.writers.test_table import HOSTILE, console

RECORDS = [
    statement("harbor", "Anna Lund", "Anna Lund", role="harbor master", target="reporters", kind="direct"),
    statement("harbor", "she", "Anna Lund", resolution="pronoun", role="harbor master", target="(the plan)"),
    statement("harbor", "two officials"),
    statement("harbor", None),
    statement("mayor", "Mayor Lund", "Lund", role="Mayor", target="reporters", kind="mixed"),
    statement("mayor", "Corvo Holdings", "Corvo Holdings", type="organization", target="(Lund)"),
]


def shown(*records: Attribution, width: int = 80, errors: int = 0) -> str:
    """The printed lines, without spaces at their ends."""
    registry = Registry()
    registry.add(samples.lines(*records))
    at = console(width)
    profiles = registry.profiles()
    show(at, profiles)
    close(at, profiles, registry, errors, listed=len(profiles))
    lines = at.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert all(cell_len(line) <= width for line in lines)
    return "".join(line.rstrip() + "\n" for line in lines)


def test_eighty_columns() -> None:
    assert shown(*RECORDS, errors=1) == (
        """\
Speaker, roles, targets                Quotes  Direct  Mixed  Indirect  Articles
────────────────────────────────────────────────────────────────────────────────
Anna Lund                                   3       1      1         1         2
also Lund; Mayor Lund
harbor master ×2; Mayor
→ reporters ×2; about the plan

Corvo Holdings (organization)               1                        1         1
about Lund

two officials (in harbor)                   1                        1         1

3 speakers (1 unnamed), 6 attributions (1 by nobody), 2 articles, 1 error
"""
    )


def test_a_wide_terminal() -> None:
    assert shown(*RECORDS, width=120) == (
        """\
Speaker                   Roles                     To or about               Quotes  Direct  Mixed  Indirect  Articles
───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Anna Lund                 harbor master ×2; Mayor   → reporters ×2; about          3       1      1         1         2
also Lund; Mayor Lund                               the plan

Corvo Holdings                                      about Lund                     1                        1         1
(organization)

two officials (in                                                                  1                        1         1
harbor)

3 speakers (1 unnamed), 6 attributions (1 by nobody), 2 articles
"""
    )


def test_nobody() -> None:
    assert shown() == "0 speakers (0 unnamed), 0 attributions (0 by nobody), 0 articles\n"


def test_notes_are_shown_even_if_nobody_is_listed() -> None:
    at = console(80)
    show(at, [], ["Lund may be Anna Lund"])
    assert at.file.getvalue() == "! Lund may be Anna Lund\n\n"  # type: ignore[attr-defined]


def test_long_lists_are_cut() -> None:
    roles = ["mayor", "candidate", "senator", "judge", "pilot", "poet"]
    found = shown(*(statement("a", "Roe", "Roe", role=role) for role in roles), width=120)
    assert "mayor; candidate; " in found
    assert "senator; judge; 2 more" in found
    assert "pilot" not in found


def test_nothing_in_a_file_is_a_command() -> None:
    named = statement("a", HOSTILE, f"{HOSTILE} Roe", role=HOSTILE, target=HOSTILE)
    unnamed = statement(HOSTILE, HOSTILE)
    found = shown(named, unnamed, width=1000)
    assert found.count("It’s [red]safe[/red] [/] [sic] :smile: ␛[31m␛]8;;http://x␇ ⟨U+009B⟩2J a") == 6
    assert all(line.isprintable() for line in found.split("\n"))


@pytest.mark.parametrize("width", [20, 40, 79, 80, 109, 110, 140, 400])
@pytest.mark.parametrize("word", ["word ", "Donaudampfschifffahrt" * 20, "東京都知事", "e\u0301" * 9])
def test_every_width_holds_every_word(width: int, word: str) -> None:
    text = (word * 5).strip()
    shown(statement(text, text), statement(text, text, text, role=text, target=text), width=width)
