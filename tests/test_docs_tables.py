"""docs/ agrees with the commands' help and the schemas; a failure shows the lines that docs/ should have."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import typer

from quotes import extract
from quotes.cli import app
from quotes.errors import LexiconError
from quotes.finding.lexicon import read_entry
from quotes.inputs import keys
from quotes.language import table
from quotes.parsing import marks
from quotes.records import Act, schema
from quotes.tables import check
from tests.support import ROOT
from tests.support.conllu import doc_from_conllu
from tests.support.manual import README, blocks, sections, text_of
from tests.support.parses import entries
from tests.test_schema import MODELS

COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group's


def plain(text: str) -> str:
    """The text without line ends, links and code marks."""
    return " ".join(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "").split())


def cell(text: str) -> str:
    return text.replace("|", r"\|")


def options(name: str) -> str:
    """The table of a command's arguments and options, in the words of its --help."""
    context = COMMANDS[name].make_context(name, [], resilient_parsing=True)
    helps = [parameter.get_help_record(context) for parameter in COMMANDS[name].get_params(context)]
    rows = [(re.sub(r" <(list\[)?str\]?>", "", left), " ".join(right.split())) for left, right in filter(None, helps)]
    lines = [f"| `{cell(left)}` | {cell(right)} |" for left, right in rows if left != "--help"]
    return "\n".join(["| | |", "| --- | --- |", *lines])


def test_each_command_has_its_section() -> None:
    titles = [title for title in sections(text_of("commands")) if title.startswith("quotes ")]
    assert titles == [f"quotes {name}" for name in COMMANDS]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_has_the_options_of_the_command(name: str) -> None:
    wanted = options(name)
    assert wanted in sections(text_of("commands"))[f"quotes {name}"], f"should have\n\n{wanted}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_says_what_the_help_says(name: str) -> None:
    section = plain(sections(text_of("commands"))[f"quotes {name}"])
    paragraphs = [plain(part) for part in COMMANDS[name].help.split("\n\n")]
    assert [part for part in paragraphs if not part.startswith("Example: ") and part not in section] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_s_example_is_one_that_is_run(name: str) -> None:
    run = {line for block in blocks(text_of("commands")) if block.language == "sh" for line in block.text.splitlines()}
    assert set(re.findall(r"Example: (.+)", COMMANDS[name].help)) <= run


def test_the_keys_of_rows_are_named() -> None:
    rows = re.findall(r"^\| (\w+) \| (`.*`.*) \|$", sections(text_of("commands"))["quotes extract"], re.MULTILINE)
    assert {name: re.findall(r"`([\w-]+)`", cells) for name, cells in rows} == {
        name: list(keys.Keys().of(name)) for name in keys.FIELDS
    }


NAMES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


def kind(field: dict[str, Any], parts: dict[str, Any]) -> str:
    """The type of a field of a JSON Schema, in words."""
    if "anyOf" in field:
        return " or ".join(kind(one, parts) for one in field["anyOf"])
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return ", ".join(f"*{value}*" for value in field["enum"])
    if "const" in field:
        return f"*{field['const']}*"
    if field["type"] == "array":
        return "pairs of offsets" if "prefixItems" in field["items"] else f"list of {kind(field['items'], parts)}"
    return NAMES[field["type"]]


def fields(part: dict[str, Any], parts: dict[str, Any]) -> str:
    """The table of the fields of a line, or of one of its parts."""
    rows = [
        f"| `{name}` | {cell(kind(field, parts))} | {cell(field['description'])} |"
        for name, field in part["properties"].items()
    ]
    return "\n".join(["| Field | What it holds | What it is |", "| --- | --- | --- |", *rows])


def tables() -> dict[str, str]:
    """The table under each heading of docs/record.md: the lines by name, then the parts that they share."""
    found = {}
    for model in MODELS.values():
        line = schema(model)
        parts = line["$defs"]
        for name, part in {line["title"]: line, **parts}.items():
            if "properties" in part:
                found[name] = fields(part, parts)
    return found


@pytest.mark.parametrize("name", tables())
def test_the_fields_of_records_are_explained(name: str) -> None:
    wanted = tables()[name]
    assert wanted in sections(text_of("record")).get(name, ""), f"## {name} should have\n\n{wanted}\n"


def test_the_acts_have_an_example_from_the_lexicon() -> None:
    told = re.findall(r"^\| \*(\w+)\* \| (.+) \|$", sections(text_of("record"))["Act"], flags=re.MULTILINE)
    assert [act for act, _ in told] == list(Act)
    known = {(str(entry.act), example) for entry in entries() for example in entry.examples}
    assert [row for row in told if row not in known] == []


def shown(language: str) -> list[str]:
    """The blocks of that language on how to add a verb."""
    return [block.text for block in blocks(text_of("verbs")) if block.language == language]


ROWS = [row for text in shown("toml") for row in tomllib.loads(text)["cue"]]
ERROR, PARSE, TABLE_ERROR = shown("text")


@pytest.mark.parametrize("row", ROWS)
def test_the_entry_shown_finds_its_example_in_the_parse_shown(
    row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = read_entry(row["act"], row)
    assert entry.key not in {known.key for known in entries()}
    monkeypatch.setattr("quotes.finding.cues.lexicon", lambda: {(entry.lemma, entry.pos): (entry,)})
    monkeypatch.setattr("quotes.finding.cues._heads", lambda: {entry.lemma})
    doc = doc_from_conllu(PARSE)
    assert [doc.text] == list(entry.examples)
    [found] = extract.find(doc, marks.pair(doc.text))[1]
    assert (found.proposal.entry, found.proposal.rule) == (entry, "clause")


def test_the_error_shown_is_the_real_one() -> None:
    with pytest.raises(LexiconError) as error:
        read_entry(ROWS[0]["act"], {**ROWS[0], "frames": ["stating"]})
    assert str(error.value).startswith(ERROR.strip().removesuffix("..."))


def test_the_error_shown_for_a_table_is_the_real_one() -> None:
    found = {**table("where"), "platforms": ["truth-social"]}
    with pytest.raises(LexiconError) as error:
        check("where", found)
    assert f"{error.value}\n" == TABLE_ERROR


def test_the_frames_are_listed_with_their_examples() -> None:
    wanted = "\n".join(f"| `{name}` | {row['why']} |" for name, row in table("frames").items())
    assert wanted in text_of("verbs"), f"should have\n\n{wanted}\n"


@pytest.mark.parametrize(
    "text", [sections(README)["How it works"], sections(text_of("contributing"))["Where things are"]]
)
def test_each_folder_of_the_package_is_explained(text: str) -> None:
    folders = {path.parent.name for path in (ROOT / "quotes").glob("*/__init__.py")}
    assert set(re.findall(r"`(\w+)/`", text)) - {"quotes", "tests"} == folders


def test_accuracy_has_the_figures_of_the_readme() -> None:
    tables = re.findall(r"(?:^\|.+\n)+", sections(README)["How well it works"], flags=re.MULTILINE)
    assert len(tables) == 3
    figures = re.findall(r"\d+\.\d", "".join(tables))
    assert figures
    assert [figure for figure in figures if figure not in text_of("accuracy")] == []
