"""Records of many articles in, speakers out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from quotes.records import Attribution, Quote, Speaker, Target
from quotes.registry import Registry, Source, schema
from quotes.writers.jsonl import line
from quotes.writers.register import grid
from tests.samples import REPORTED

SCHEMA = Path(__file__).parents[1] / "schemas" / "speaker.schema.json"


def said(doc: str, mention: str, name: str | None, **fields: Any) -> Attribution:
    """An attribution of an article, with as much as a register asks for; `role` by its words."""
    resolution = fields.pop("resolution", "named" if name else "none")
    speaker = Speaker(
        text=mention, start=0, end=len(mention), name=name, type=fields.pop("type", "person"), resolution=resolution
    )
    if role := fields.pop("role", None):
        fields["role"] = {"text": role, "start": 0, "end": len(role)}
        fields["roles"] = (fields["role"],)
    quote = Quote(text="x", kind=fields.pop("kind", "indirect"), spans=((0, 1),))
    return Attribution.model_validate(
        {"id": f"{doc}:0", "doc": doc, "quote": quote, "speaker": speaker, "rule": "r", "confidence": 0.9} | fields
    )


def register(*records: Attribution) -> list[Source]:
    registry = Registry()
    for record in records:
        registry.add(record)
    return registry.sources()


def names(*records: Attribution) -> list[tuple[str | None, int]]:
    return [(source.name or source.mention, source.quotes.total) for source in register(*records)]


MERGED = [
    # a name is one speaker in all articles, with its courtesy titles and "Jr."
    ([("a", "Ida Roe"), ("b", "Ida Roe"), ("c", "Mrs. Ida Roe")], [("Ida Roe", 3)]),
    ([("a", "Jan Kos Jr."), ("b", "Jan Kos")], [("Jan Kos Jr.", 2)]),
    # a surname alone is the only person of that name
    ([("a", "Roe"), ("b", "Ida Roe")], [("Ida Roe", 2)]),
    # not where two have it
    ([("a", "Roe"), ("b", "Ida Roe"), ("c", "Tom Roe")], [("Ida Roe", 1), ("Roe", 1), ("Tom Roe", 1)]),
    ([("a", "Ida Roe"), ("b", "Ida Kos")], [("Ida Kos", 1), ("Ida Roe", 1)]),
]


@pytest.mark.parametrize(("spoken", "expected"), MERGED)
def test_who_is_one_speaker(spoken: list[tuple[str, str]], expected: list[tuple[str, int]]) -> None:
    assert names(*(said(doc, name, name) for doc, name in spoken)) == expected


def test_a_company_is_no_person_of_its_name() -> None:
    assert names(said("a", "Roe", "Roe", type="organization"), said("b", "Ida Roe", "Ida Roe")) == [
        ("Ida Roe", 1),
        ("Roe", 1),
    ]


def test_unnamed_sources_are_one_in_their_own_article_only() -> None:
    officials = [said("a", "Two officials", None), said("a", "two officials", None), said("b", "Two officials", None)]
    found = register(*officials)
    assert [(s.name, s.mention, s.quotes.total, s.articles) for s in found] == [
        (None, "Two officials", 2, 1),
        (None, "Two officials", 1, 1),
    ]


def test_what_is_told_of_a_speaker() -> None:
    reporters = Target(text="reporters", start=0, end=9, kind="addressee", name=None)
    her = Target(text="her", start=0, end=3, kind="object", name="Clara Holm")
    [source] = register(
        said("a", "the mayor", "Ida Roe", resolution="description", role="Mayor", kind="direct", target=reporters),
        said("a", "She", "Ida Roe", resolution="pronoun", role="Mayor", kind="mixed", target=reporters),
        said("b", "Roe", "Ida Roe", resolution="alias", role="the former mayor", target=her),
    )
    assert source.variants == ("Roe", "the mayor")
    assert [(role.text, role.doc, role.count) for role in source.roles] == [
        ("Mayor", "a", 2),
        ("the former mayor", "b", 1),
    ]
    assert (source.quotes.direct, source.quotes.mixed, source.quotes.indirect, source.articles) == (1, 1, 1, 2)
    assert [(told.text, told.kind, told.count) for told in source.targets] == [
        ("reporters", "addressee", 2),
        ("Clara Holm", "object", 1),
    ]


def test_who_speaks_most_comes_first() -> None:
    assert names(said("a", "Ann", "Ann"), said("a", "Bo", "Bo"), said("b", "Bo", "Bo")) == [("Bo", 2), ("Ann", 1)]


def test_nobody_is_no_speaker() -> None:
    assert register(REPORTED.model_copy(update={"speaker": None})) == []


def test_the_file_is_the_models() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(), (
        "run: quotes schema speakers > schemas/speaker.schema.json"
    )


def test_lines_are_valid() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for source in register(REPORTED, said("a", "Two officials", None)):
        validator.validate(json.loads(line(source)))


def test_the_table_obeys_no_text() -> None:
    at = Console(file=io.StringIO(), width=90, markup=False, highlight=False, emoji=False, _environ={})
    roles = [said("a", "Ida [red]Roe\x1b[31m", "Ida [red]Roe\x1b[31m", role=role) for role in ("a", "b", "c", "d")]
    at.print(grid(register(*roles), at.width))
    assert isinstance(at.file, io.StringIO)
    shown = at.file.getvalue()
    assert "Ida [red]Roe␛[31m" in shown
    assert "a, b, c, …" in shown


# --- the command


def run(cwd: Path, *args: str, given: bytes = b"") -> tuple[int, bytes, str]:
    command = [sys.executable, "-m", "quotes", "speakers", *args]
    done = subprocess.run(command, cwd=cwd, input=given, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def test_files_and_standard_input_are_one_register(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(said("a", "Ida Roe", "Ida Roe")))
    code, out, err = run(tmp_path, "a.jsonl", "-", given=line(said("b", "Roe", "Roe")) + b"\n")
    assert (code, err) == (0, "")
    assert [(row["name"], row["articles"]) for row in map(json.loads, out.splitlines())] == [("Ida Roe", 2)]


def test_a_bad_line_is_one_line_and_the_others_are_counted(tmp_path: Path) -> None:
    good = line(said("a", "Ida Roe", "Ida Roe"))
    (tmp_path / "a.jsonl").write_bytes(good + b"{}\n\xff\n" + good.replace(b'"1.0"', b'"2.0"') + good)
    code, out, err = run(tmp_path, "absent.jsonl", "a.jsonl")
    assert code == 1
    assert json.loads(out)["quotes"]["indirect"] == 2
    places = [message.split(": ")[2:4] for message in err.splitlines()]
    assert places[0] == ["absent.jsonl", "no such file or directory"]
    assert [place for _, place in places[1:]] == ["line 2", "line 3", "line 4"]
    assert "schema_version" in err


def test_a_table_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(said("a", "Ida Roe", "Ida Roe", role="Mayor")))
    code, out, _ = run(tmp_path, "a.jsonl", "--format", "table", "-o", "out.jsonl")
    assert code == 0
    assert b"Ida Roe" in out
    assert b"Mayor" in out
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["name"] == "Ida Roe"
