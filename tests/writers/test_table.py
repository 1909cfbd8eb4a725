"""The table as it looks, on consoles of fixed width, and what it does with hostile text."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from quotes.article import Article, Diagnostic
from quotes.records import Act, ArticleInfo, Attribution
from quotes.writers.table import Notes, Table, Tally
from quotes.writers.visible import visible
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, cue, speaker, target

STYLE = re.compile(r"\x1b\[[0-9;]*m")
ARTICLE = Article("sample", TEXT, "news/sample.txt")


def console(width: int, **options: Any) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False, _environ={}, **options)


def shown(
    records: Sequence[Attribution],
    width: int = 80,
    diagnostics: Sequence[Diagnostic] = (),
    article: Article = ARTICLE,
    **options: Any,
) -> str:
    """What is printed, without the spaces at the ends of lines."""
    at = console(width, **options)
    table = Table(at)
    table.article(article, records, diagnostics)
    table.close(1)
    assert isinstance(at.file, io.StringIO)
    lines = at.file.getvalue().splitlines()
    assert all(cell_len(STYLE.sub("", line)) <= width for line in lines)
    return "".join(line.rstrip() + "\n" for line in lines)


def test_eighty_columns() -> None:
    assert shown([REPORTED, SPOKEN]) == (
        """\
news/sample.txt
Speaker, verb, target         Quote                                        Conf.
────────────────────────────────────────────────────────────────────────────────
Ida Roe                       that the old bridge is safe                    90%
Mayor                                                                   indirect
told → reporters · on Monday                                               id 39

Ida Roe (she)                 “It will stand,” … “I promise.”                42%
Mayor                                                                     direct
said                                                                       id 69

2 attributions (1 direct, 0 mixed, 1 indirect), 1 speaker, 1 article, 1 error
"""
    )


def test_a_wide_terminal() -> None:
    assert shown([REPORTED, SPOKEN], 120) == (
        """\
news/sample.txt
Speaker                 Verb           Target              Quote                                                   Conf.
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Ida Roe                 told           → reporters         that the old bridge is safe                               90%
Mayor                   on Monday                                                                               indirect
                                                                                                                   id 39

Ida Roe (she)           said                               “It will stand,” … “I promise.”                           42%
Mayor                                                                                                             direct
                                                                                                                   id 69

2 attributions (1 direct, 0 mixed, 1 indirect), 1 speaker, 1 article, 1 error
"""
    )


@pytest.mark.parametrize(
    ("info", "lines"),
    [
        (None, ["news/sample.txt"]),
        (ArticleInfo(), ["news/sample.txt"]),
        (ArticleInfo(title="Bridge holds"), ["Bridge holds", "news/sample.txt"]),
        (
            ArticleInfo(title="Bridge\x1b holds", outlet="Harbor Times", date="2026-03-02"),
            ["Bridge␛ holds · Harbor Times · 2026-03-02", "news/sample.txt"],
        ),
        (ArticleInfo(outlet="Harbor Times"), ["news/sample.txt · Harbor Times"]),
        (ArticleInfo(date="2026-03-02"), ["news/sample.txt · 2026-03-02"]),
    ],
)
def test_headings(info: ArticleInfo | None, lines: list[str]) -> None:
    assert shown([], article=replace(ARTICLE, info=info)).splitlines()[: len(lines) + 1] == [*lines, "no attributions"]


def test_diagnostics_are_below_the_table() -> None:
    found = (Diagnostic("a", "a mark that is never closed", 68, 69), Diagnostic("b", "decoded somehow"))
    assert shown([], diagnostics=found).splitlines()[:4] == [
        "news/sample.txt",
        "no attributions",
        "! line 1, column 69: a mark that is never closed",
        "! decoded somehow",
    ]


def test_notes_have_one_line_each_and_a_closing_line() -> None:
    at = console(30)
    notes = Notes(at)
    notes.article(ARTICLE, [REPORTED], [Diagnostic("a", "a mark that is never closed", 68, 69)])
    notes.article(Article("stdin", TEXT), [], [Diagnostic("b", "odd\x1b[31m")])
    notes.close(0)
    assert isinstance(at.file, io.StringIO)
    assert at.file.getvalue() == (
        "news/sample.txt: line 1, column 69: a mark that is never closed\n"
        "stdin: odd␛[31m\n"
        "1 attribution (0 direct, 0 mixed, 1 indirect), 1 speaker, 2 articles\n"
    )


def first_row(**fields: Any) -> list[str]:
    """The left column of the only row."""
    rows = shown([attribution(TEXT, "that the old bridge is safe", **fields)]).splitlines()[3:]
    left = [row[:28].rstrip() for row in rows[: rows.index("")]]
    return [row for row in left if row]


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        # a quote that stands alone, by nobody
        ({}, ["nobody named"]),
        ({"cue": "told"}, ["nobody named", "told"]),
        ({"cue": cue(TEXT, "told", factuality="negated")}, ["nobody named", "told (negated)"]),
        ({"cue": "told", "target": "reporters"}, ["nobody named", "told → reporters"]),
        # dismissed: those rumors
        ({"cue": "told", "target": target(TEXT, "reporters", "object")}, ["nobody named", "told: reporters"]),
        # a target's name, where the text has another word there
        (
            {"cue": "told", "target": target(TEXT, "reporters", name="Daily Roe")},
            ["nobody named", "told → Daily Roe (reporters)"],
        ),
        ({"cue": "told", "target": target(TEXT, "reporters", name="Reporters")}, ["nobody named", "told → reporters"]),
        # nothing need have been said
        ({"cue": cue(TEXT, "told", act=Act.OPINION)}, ["nobody named", "told (thought)"]),
        (
            {"cue": "told", "when": "on Monday", "where": "the old bridge"},
            ["nobody named", "told · on Monday · the old", "bridge"],
        ),
        # the mention, if it is neither a part of the name nor the name with a title
        ({"speaker": speaker(TEXT, "reporters", None)}, ["reporters"]),
        ({"speaker": speaker(TEXT, "Roe", "Ida Roe")}, ["Ida Roe"]),
        ({"speaker": speaker(TEXT, "Mayor Ida Roe", "Ida Roe")}, ["Ida Roe"]),
        ({"speaker": speaker(TEXT, "Mayor", "Ida Roe", resolution="description")}, ["Ida Roe (Mayor)"]),
        ({"speaker": speaker(TEXT, "Roe", "Ida Roe", resolution="continued")}, ["Ida Roe (continued)"]),
        # a role that the name shows already
        ({"speaker": speaker(TEXT, "Mayor Ida Roe", None), "role": "Mayor"}, ["Mayor Ida Roe"]),
        # an id in a people file
        ({"speaker": speaker(TEXT, "Ida Roe", "Ida Roe", id="Q1")}, ["Ida Roe", "id Q1"]),
        ({"speaker": speaker(TEXT, "Ida Roe", "Ida Roe", id="Ida Roe")}, ["Ida Roe"]),
    ],
)
def test_who_said_it(fields: dict[str, Any], lines: list[str]) -> None:
    assert first_row(**fields) == lines


@pytest.mark.parametrize(
    ("id_", "lines"),
    [
        ("sample:155", ["id 155"]),
        ("sample:155.2", ["id 155.2"]),
        ("155", ["id 155"]),
        ("other:155", ["id", "other:15", "5"]),  # of another program: complete
    ],
)
def test_the_id_that_other_commands_understand(id_: str, lines: list[str]) -> None:
    rows = shown([attribution(TEXT, "that the old bridge is safe", id=id_)]).splitlines()[5:]
    assert [row[-8:].strip() for row in rows[: rows.index("")]] == lines


def test_a_nested_attribution_is_indented() -> None:
    outer = attribution(TEXT, "the old bridge is safe", id="a")
    inner = attribution(TEXT, "old bridge", id="b", within="a")
    innermost = attribution(TEXT, "bridge", id="c", within="b")
    left_out = attribution(TEXT, "safe", id="d", within="gone")
    rows = shown([inner, outer, innermost, left_out]).splitlines()
    assert [row[:20].rstrip() for row in rows if "nobody" in row] == [
        "↳ nobody named",
        "nobody named",
        "  ↳ nobody named",
        "↳ nobody named",
    ]


@pytest.mark.parametrize(
    ("confidence", "percent"), [(0, "0%"), (0.004, "0%"), (0.29, "29%"), (0.996, "99%"), (0.9999, "99%"), (1, "100%")]
)
def test_only_certainty_is_a_hundred(confidence: float, percent: str) -> None:
    assert shown([attribution(TEXT, "safe", confidence=confidence)]).splitlines()[3].endswith(f" {percent}")


@pytest.mark.parametrize(
    ("confidence", "name"), [(0.49, "Ada Roe? (She)"), (0.5, "Ada Roe (She)"), (None, "Ada Roe (She)")]
)
def test_a_doubtful_name_has_a_question_mark(confidence: float | None, name: str) -> None:
    text = "She said the bridge was safe. Ada Roe left."
    record = attribution(text, "the bridge was safe", speaker=speaker(text, "She", "Ada Roe", confidence=confidence))
    assert name in shown([record])


@pytest.mark.parametrize(("confidence", "mark"), [(0.49, "?"), (0.5, ""), (None, "")])
def test_a_doubtful_role_or_target_has_a_question_mark(confidence: float | None, mark: str) -> None:
    text = "Mayor Ida Roe told reporters that it was safe."
    record = attribution(text, "it was safe", speaker="Ida Roe", role="Mayor", target="reporters")
    rows = shown([record.model_copy(update={"role_confidence": confidence, "target_confidence": confidence})])
    assert {line.split("  ")[0].strip() for line in rows.splitlines()} >= {f"Mayor{mark}"}
    assert f"reporters{mark} " in rows


def test_counts() -> None:
    counts = Tally()
    assert counts.line(0) == "0 attributions (0 direct, 0 mixed, 0 indirect), 0 speakers, 0 articles"
    officials = speaker(TEXT, "reporters", None)
    named = speaker(TEXT, "Roe", "Ida Roe")
    for doc in ("a", "b"):  # officials of one article are not those of another; a name is
        counts.add([attribution(TEXT, "safe", doc=doc, speaker=who) for who in (officials, officials, named, None)])
    assert counts.line(2) == "8 attributions (0 direct, 0 mixed, 8 indirect), 3 speakers, 2 articles, 2 errors"


HOSTILE = "It’s [red]safe[/red] [/] [sic] :smile: \x1b[31m\x1b]8;;http://x\x07 \x9b2J a\rb \u202edlo\u202c \x00\x7f end"


def test_nothing_in_a_text_is_a_command() -> None:
    article = Article("evil\x1b[2J", HOSTILE)
    everywhere = attribution(HOSTILE, HOSTILE, kind="direct", cue="safe", speaker=speaker(HOSTILE, HOSTILE, HOSTILE))
    found = shown([everywhere], 300, [Diagnostic("x", HOSTILE)], article)
    assert "“It’s [red]safe[/red] [/] [sic] :smile: ␛[31m␛]8;;http://x␇ ⟨U+009B⟩2J a␍b" in found
    assert "⟨U+202E⟩dlo⟨U+202C⟩ ␀␡ end" in found
    assert found.startswith("evil␛[2J\n")
    assert all(line.isprintable() for line in found.split("\n"))


def test_colours_are_only_ours_and_can_be_turned_off() -> None:
    plain = shown([REPORTED, SPOKEN])
    coloured = shown([REPORTED, SPOKEN], force_terminal=True, color_system="standard")
    assert "\x1b[36mtold\x1b[0m" in coloured
    bare = shown([REPORTED, SPOKEN], force_terminal=True, color_system="standard", no_color=True)
    assert "\x1b[36m" not in bare
    assert "\x1b" not in plain


@pytest.mark.parametrize("width", [20, 40, 79, 80, 100, 109, 110, 140, 200, 400])
@pytest.mark.parametrize("word", ["word ", "Donaudampfschifffahrt" * 20, "東京都知事", "🎉👩‍👩‍👧", "e\u0301" * 9])
def test_every_width_holds_every_word(width: int, word: str) -> None:
    text = (word * 40).strip()
    found = shown([attribution(text, text, speaker=speaker(text, text, text), role=text, target=text)], width)
    if width >= 40:
        letters = "".join(found.split())
        assert letters.count(word.strip()[:1]) >= text.count(word.strip()[:1])


def test_paragraphs_are_marked_and_lines_are_joined() -> None:
    assert visible("One,\ntwo.\r\n\r\nThree\t\tfour.\n \n\nFive.") == "One, two. ¶ Three four. ¶ Five."


def test_what_can_be_seen_stays() -> None:
    text = "“Señora” — 東京 👩‍👩‍👧 é e\u0301 \xa0 ½ ©"
    assert visible(text) == text


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    left = {
        character for character in visible(text) if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }
    assert left <= {"\u200c", "\u200d"}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from([40, 80, 120]))
def test_any_text_fits(text: str, width: int) -> None:
    shown([attribution(text, text, role=text)], width, article=Article(text, text))
