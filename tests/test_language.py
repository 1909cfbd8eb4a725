"""The tables of data/en: each has the shape declared in quotes/tables.py, and errors are named."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from quotes import tables
from quotes.errors import LexiconError
from quotes.finding.shapes import SHAPES
from quotes.language import table, words
from quotes.parsing.parse import SHIPPED
from quotes.tables import TABLES, Each, ListOf, Shape, Words, by_its_reader
from tests.support import sources

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = Path(__file__).parents[1]


def test_each_table_is_declared_and_keeps_to_it() -> None:
    files = {path.stem for path in (ROOT / "quotes" / "data" / "en").glob("*.toml")}
    assert files == set(TABLES)
    assert all(table(name) for name in files)


def test_each_shape_has_its_function() -> None:
    assert set(table("shapes")) == set(SHAPES)


# --- what is wrong is named


WRONG: dict[str, tuple[str, str, Any, str]] = {
    "capital": ("time", "nouns", "Friday", "time.toml: nouns: 'Friday' has a capital letter"),
    "twice": ("time", "nouns", "friday", "time.toml: nouns: 'friday' occurs twice"),
    "empty": ("time", "nouns", " ", "time.toml: nouns: ' ' a text is expected"),
    "hyphen": ("where", "platforms", "town-hall", "where.toml: platforms: 'town-hall' is split by the tokenizer"),
    "apostrophe": ("modality", "realis", "don’t", "modality.toml: realis: 'don’t' is split by the tokenizer"),
    "space": ("descriptions", "organization.panel", "task force", "organization.panel: 'task force' is split by the"),
    "two lists": ("names", "male", "anna", "names.toml: female: 'anna' is already in male"),
    "lists apart": ("descriptions", "person.male", "mayor", "person.neutral: 'mayor' is already in person.male"),
    "part": (
        "descriptions",
        "person.relations",
        "dragon",
        "relations: 'dragon' is not in person.neutral",
    ),
    "in a row": ("pronouns", "pronoun.1.forms", "He", "pronouns.toml: pronoun.2.forms: 'He' has a capital letter"),
    "unknown key": (
        "time",
        "noun",
        ["day"],
        "time.toml: noun: unknown key, allowed are adjectives, nouns, pre",
    ),
    "missing key": ("modality", "conditions", None, "modality.toml: conditions: missing"),
    "no list": ("rules", "turn", [], "rules.toml: turn: a text is expected"),
    "no table": ("titles", "letters", "qc", "titles.toml: letters: 'qc' a table is expected"),
    "pattern": ("titles", "party.pattern", "(", "titles.toml: party.pattern: '(' is not a regular expression"),
}


def change(found: Any, path: str, value: Any) -> None:
    """Add a word to the list at the path; if it is not a list, set the value; None removes the key."""
    *keys, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    for key in keys:
        found = found[key]
    if isinstance(found.get(last), list) and value is not None:
        found[last].append(value)
    elif value is None:
        del found[last]
    else:
        found[last] = value


@pytest.mark.parametrize("case", WRONG)
def test_an_error_in_a_table_names_file_path_and_word(case: str) -> None:
    name, path, value, told = WRONG[case]
    found = copy.deepcopy(table(name))
    change(found, path, value)
    with pytest.raises(LexiconError) as error:
        tables.check(name, found)
    assert told in str(error.value)


def test_a_table_that_is_not_declared() -> None:
    with pytest.raises(LexiconError, match=r"colors.toml: is not declared in quotes/tables.py"):
        tables.check("colors", {})


# --- the tokenizer


def tokenizer() -> Callable[[str], Doc]:
    nlp = spacy.blank("en")
    getattr(nlp.tokenizer, "from_disk")(SHIPPED / "tokenizer")  # noqa: B009  # spaCy's stub calls it a function
    return nlp.make_doc


def lists(shape: Shape, value: Any) -> Iterator[tuple[Words, list[str]]]:
    """Each list of words of a table with its shape."""
    if isinstance(shape, Words):
        yield shape, value
    elif isinstance(shape, ListOf):
        for item in value:
            yield from lists(shape.shape, item)
    elif isinstance(shape, Each):
        for item in value.values():
            yield from lists(shape.shape, item)
    elif isinstance(shape, Mapping):
        for key, inner in shape.items():
            if key.rstrip("?") in value:
                yield from lists(inner, value[key.rstrip("?")])


DEAD = [
    *("co-founder", "ex-wife", "half-brother", "president-elect", "runner-up", "secretary-general", "op-ed", "e-mail"),
    *("year-old", "no-one", "didn’t", "don’t", "task force", "think tank", "press release"),
]


def test_a_word_is_a_token_where_the_tokenizer_leaves_it_whole() -> None:
    split = tokenizer()
    found = [word for name, shape in TABLES.items() for _, listed in lists(shape, table(name)) for word in listed]
    for word in {*found, *DEAD}:
        whole = any(len(split(form)) == 1 for form in (word, word.capitalize()))
        assert tables.is_token(word) == whole, word


# --- each look-up is for a list that exists

Keys = tuple[str | None, ...]


def asked(path: Path) -> Iterator[Keys]:
    """The keys of each look-up in a module, and those after `table(...)`; None for a variable key."""
    if "quotes.language" not in sources.text(path):
        return
    nodes = list(ast.walk(sources.tree(path)))
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "quotes.language"]
    names = {alias.asname or alias.name: alias.name for node in imports for alias in node.names}
    for node in nodes:
        call: ast.AST = node
        keys: list[ast.expr] = []
        while isinstance(call, ast.Subscript):
            keys.insert(0, call.slice)
            call = call.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
            fixed = [str(part.value) if isinstance(part, ast.Constant) else None for part in (*call.args, *keys)]
            yield (*fixed, *(["endings"] if names[call.func.id] == "endings" else []))


def reached(keys: Keys, shape: Shape = TABLES, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The paths of all lists that the keys lead to or above; a variable key leads to each."""
    if isinstance(shape, Each | ListOf):
        yield from reached(keys[1:], shape.shape, path)
    elif isinstance(shape, Mapping):
        inner = {key.rstrip("?"): item for key, item in shape.items()}
        for key in [keys[0]] if keys and keys[0] is not None else inner:
            if key in inner:
                yield from reached(keys[1:], inner[key], (*path, key))
    elif not keys or shape is by_its_reader:
        yield ".".join(path)


@pytest.fixture(scope="module")
def looked_up() -> set[Keys]:
    paths = [path for folder in ("quotes", "evaluation", "training") for path in (ROOT / folder).rglob("*.py")]
    return {keys for path in paths for keys in asked(path) if keys[0] is not None}


def test_each_look_up_finds_a_list(looked_up: set[Keys]) -> None:
    assert [keys for keys in looked_up if not list(reached(keys))] == []


def test_each_list_is_looked_up(looked_up: set[Keys]) -> None:
    assert set(reached(())) == {path for keys in looked_up for path in reached(keys)}


def test_a_list_that_does_not_exist() -> None:
    with pytest.raises(LexiconError, match=r"time.toml: verbs: words: a list of words is expected"):
        words("time", "verbs")
