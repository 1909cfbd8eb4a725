"""The main job from end to end, like the README's first command: the included pipeline, the two seeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quotes.inputs.text import read
from tests.support import ROOT, command
from tests.support.command import seconds_of_processes

SEEDS = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "seeds").glob("*.txt"))]


@pytest.fixture(scope="module")
def timed() -> tuple[float, subprocess.CompletedProcess[bytes]]:
    begun = seconds_of_processes()
    done = extract(PYTHONHASHSEED="0")
    return seconds_of_processes() - begun, done


@pytest.fixture(scope="module")
def run(timed: tuple[float, subprocess.CompletedProcess[bytes]]) -> subprocess.CompletedProcess[bytes]:
    return timed[1]


@pytest.fixture(scope="module")
def records(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


def extract(*more: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    arguments = [sys.executable, "-W", "error", "-m", "quotes", "extract", *SEEDS, *more]
    return subprocess.run(arguments, cwd=ROOT, env={**os.environ, **env}, capture_output=True, check=False)


def test_it_succeeds_and_reports_it(run: subprocess.CompletedProcess[bytes]) -> None:
    assert run.returncode == 0, run.stderr.decode()
    assert run.stderr.decode().splitlines()[-1].endswith(" speakers, 2 articles")


def test_each_line_is_valid_for_a_validator_of_another_house(records: list[dict[str, Any]]) -> None:
    schema = json.loads((ROOT / "schemas" / "attribution.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert records
    for record in records:
        validator.validate(record)


def test_the_articles_prove_each_line(records: list[dict[str, Any]]) -> None:
    texts = {path: read(ROOT / path).text for path in SEEDS}
    for record in records:
        text = texts[record["path"]]
        assert record["quote"]["text"] == " ".join(text[start:end] for start, end in record["quote"]["spans"])
        for part in filter(None, (record[name] for name in ("cue", "speaker", "role", "target", "when", "where"))):
            assert part["text"] == text[part["start"] : part["end"]]


def test_ids_differ_and_lines_are_in_the_order_of_the_articles(records: list[dict[str, Any]]) -> None:
    assert len({record["id"] for record in records}) == len(records)
    assert {record["within"] for record in records} - {None} <= {record["id"] for record in records}
    starts = [(SEEDS.index(record["path"]), record["quote"]["spans"][0][0]) for record in records]
    assert starts == sorted(starts)


def test_again_gives_the_same_bytes(run: subprocess.CompletedProcess[bytes]) -> None:
    again = extract(PYTHONHASHSEED="1")  # sets of words have another order
    assert (again.stdout, again.stderr) == (run.stdout, run.stderr)


def test_an_article_in_other_encodings_gives_the_same(tmp_path: Path, records: list[dict[str, Any]]) -> None:
    text = read(ROOT / SEEDS[0]).text
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (tmp_path / Path(SEEDS[0]).name).write_bytes(text.encode(encoding))
        code, out, _ = command.run(tmp_path, "extract", Path(SEEDS[0]).name, module="quotes")
        assert code == 0
        found = [{**json.loads(line), "path": SEEDS[0]} for line in out.splitlines()]
        assert found == [record for record in records if record["path"] == SEEDS[0]]


def test_it_is_quick(timed: tuple[float, subprocess.CompletedProcess[bytes]]) -> None:
    assert timed[0] < 10  # 3 s; a slow machine takes several times that
