"""The declared shapes of the tables in data/en, and the check of a table against its shape.

A shape has the structure of its table: a mapping for a TOML table, and for a value a check of what it may be. A key
that ends with `?` may be missing. Errors name the file, the path in it and the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quotes.errors import LexiconError

Path = tuple[str, ...]  # the file first, then the keys
Check = Callable[[Path, object], None]
Shape = Check | Mapping[str, "Shape"]


def is_token(word: str, signs: str = "") -> bool:
    """Whether the tokenizer keeps a lower-case word as one token, in some spelling, except for the `signs` in it.

    It splits at white space, hyphens and apostrophes, but keeps the stop in "u.s" and "jan.".
    """
    return word.isalnum() or all(sign.isalnum() or sign == "." or sign in signs for sign in word)


@dataclass(frozen=True, slots=True)
class Words:
    """A list of different, non-empty words in lower case; each is one token, or several divided by the `signs`."""

    signs: str = ""

    def __call__(self, path: Path, value: object) -> None:
        """Check a list of words. Raises LexiconError."""
        found = _strings(path, value)
        for word in found:
            if word != word.lower():
                raise _wrong(path, word, "has a capital letter")
            if not is_token(word, self.signs):
                raise _wrong(path, word, "is split by the tokenizer, and would never be found")


def text(path: Path, value: object) -> None:
    """A string that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, value, "a text is expected")


def pattern(path: Path, value: object) -> None:
    """A regular expression."""
    text(path, value)
    try:
        re.compile(str(value))
    except re.error as error:
        raise _wrong(path, value, f"is not a regular expression: {error}") from error


def signs(path: Path, value: object) -> None:
    """A list of different signs or runs of signs."""
    _strings(path, value)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one shape."""

    shape: Shape

    def __call__(self, path: Path, value: object) -> None:
        """Check each item. Raises LexiconError."""
        if not isinstance(value, list):
            raise _wrong(path, value, "a list is expected")
        for number, item in enumerate(value, 1):
            check_value(self.shape, (*path, str(number)), item)


@dataclass(frozen=True, slots=True)
class Each:
    """A table with any keys, with one shape for all values."""

    shape: Shape

    def __call__(self, path: Path, value: object) -> None:
        """Check each value. Raises LexiconError."""
        for key, item in _table(path, value).items():
            check_value(self.shape, (*path, key), item)


def by_its_reader(_: Path, __: object) -> None:
    """Accept anything: for cues and frames, which finding/lexicon.py checks when it reads them."""


WORDS = Words()
NOUNS = Words("-")  # for look-up through words.nouns.singular, which joins what the tokenizer splits at a hyphen
NAMES = Words(" ")  # for look-up by the words of a name, joined by spaces


def _of(keys: str, shape: Shape) -> dict[str, Shape]:
    """A table in which the value of every key has the same shape."""
    return dict.fromkeys(keys.split(), shape)


_MARKS = _of("open close neutral", signs)
_SORTS = "medium company agency panel court house force society school"  # of organizations

TABLES: Mapping[str, Shape] = {
    "boilerplate": {"paragraphs": ListOf(pattern), "dateline": pattern},
    "clauses": _of(
        "ahead continuers fractions headline_reasons heard_by heard_through not_views questions outside_object "
        "real_wishes reasons remarks reporting stances witnesses",
        WORDS,
    ),
    "creators": _of("verbs carriers own", WORDS),
    "descriptions": {
        "person": _of("male female neutral", NOUNS)
        | _of("adjectives family relations bare anonymous endings female_adjectives male_adjectives", WORDS),
        "plural": {"regular": text, "changed": Each(text)},
        "group": _of("words partitive", WORDS),
        "organization": _of(f"{_SORTS} campaign government", WORDS),
        "maker": {"endings": WORDS},
        "agents": {"endings": WORDS},
        "document": {"words": NOUNS, "report": WORDS},
        "place": {"words": WORDS},
        "same": Each(WORDS),
        "party": Each(WORDS),
        "quantifier": {"words": WORDS},
        "occupation": _of("verbs acting become serve appoint", WORDS),
        "epithet": {"words": WORDS},
        "order": _of("first last", WORDS),
        "two": _of("words every", WORDS),
        "trait": _of("words nouns", WORDS),
        "definite": _of("words others complements", WORDS),
        "article": _of("words indefinite", WORDS),
        "generic": {"words": WORDS},
        "trade": _of("words persons", WORDS),
        "trailing": {"words": WORDS},
        "inside": _of("prepositions part affiliation", WORDS),
        "age": {"words": WORDS},
    },
    "factuality": _of(
        "negators merely fronted coordinate hardly nothing at moments until except shared against without yet denials "
        "refusals short completing absolute apart needs regardless opinions future able never told habits prospects "
        "foreseen taken missed chances light perceived imagining anyone misquoting quoting falsely fakes untrue true "
        "rejections evidence whatever",
        WORDS,
    ),
    "frames": by_its_reader,
    "function_words": _of(
        "asides complementizers first_halves formulations givers makers matters nobody owners receivers refusing views",
        WORDS,
    ),
    "introductions": _of("second between participles nouns", WORDS) | {"verbs": Each(WORDS)},
    "marks": {
        "double": _MARKS,
        "single": _MARKS,
        "dash": {"signs": signs},
        "turn": {"label": pattern, "heading": pattern},
        "post": _of("signature label", pattern),
    },
    "modality": _of("idle second realis conditions first performing reaching touching", WORDS),
    "names": _of("male female", WORDS),
    "negation": {"negator": {"words": WORDS, "ending": text, "without": Each(text)}},
    "organizations": {
        "sort": _of(f"{_SORTS} authority", WORDS),
        "known": _of("medium company agency house court authority society", NAMES),
        "seat": {"words": NAMES},
        "after-name": {"words": NAMES},
        "after-place": {"words": WORDS},
        "after-title": {"words": WORDS},
        "located": _of("words prepositions", WORDS),
        "legal": {"words": WORDS},
        "matter": {"prepositions": WORDS},
        "surname": {"words": WORDS},
        "people": _of("words parties wings party inhabitants endings", WORDS),
        "acronym": {"without": WORDS},
    },
    "places": _of("countries capitals states", NAMES) | _of("demonyms parts", WORDS),
    "pronouns": {
        "personal": WORDS,
        "restrictive": WORDS,
        "things": WORDS,
        "matters": WORDS,
        "reflexive": WORDS,
        "pronoun": ListOf({"forms": WORDS, "refers": WORDS, "gender?": text}),
        "first_person": {"singular": WORDS},
        **_of("question accusation answer insistence judgement", {"verbs": WORDS}),
        "indefinite": _of("person group", WORDS),
    },
    "rules": _of(
        "quote-first cue-first read-out colon signature free-standing block turn according-to in-words-of as-aside "
        "hearsay impersonal under-plans headline clause aside stray-clause parataxis rest expression reading",
        text,
    ),
    "shapes": Each(text),
    "spellings": {"endings": Each(WORDS)},
    "sorts": {
        "ends": {"words": WORDS},
        "vague": {"words": WORDS},
        "plural": Each(text),
        "joined": {"words": WORDS},
        "sort": Each(
            {"title": text, "examples": signs, "counterexamples": signs}
            | _of("heads? open? bodies?", NAMES)
            | {"kinds?": WORDS}
        ),
    },
    "sources": _of("prepositions letterheads", ListOf(WORDS))
    | _of("announcing citing headings hearsay into_views issued labels listed listed_by measures", WORDS)
    | _of("nameless namelessness naming own_names", WORDS)
    | _of("pointers presenters read salutations schemes shown under views", WORDS),
    "time": _of("nouns adjectives prepositions", WORDS),
    "titles": {
        "courtesy": _of("male female neutral", WORDS),
        "honorific": {"words": WORDS},
        "office": _of("words capitals lower plural", WORDS) | {"full": Each(text)},
        "suffix": _of("words generations particles", WORDS),
        "letters": {"words": WORDS},
        "peer": {"words": WORDS},
        "possessive": {"endings": WORDS},
        "ranking": {"words": WORDS},
        "party": {"pattern": pattern},
    },
    "where": _of("prepositions inside home platforms speaking", WORDS) | _of("nouns messages", NOUNS),
}

# Lists of a table that must not share a word.
APART: Mapping[str, tuple[str, ...]] = {
    "descriptions": ("person.male", "person.female", "person.neutral"),
    "names": ("male", "female"),
    "places": ("countries", "states"),
    "pronouns": ("indefinite.person", "indefinite.group"),
    "titles": ("courtesy.male", "courtesy.female", "courtesy.neutral"),
}

# Lists whose words must all be in the lists named.
PART_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "descriptions": {
        "person.adjectives": ("person.neutral",),
        "person.family": ("person.male", "person.female", "person.neutral"),
        "person.relations": ("person.neutral",),
        "document.report": ("document.words",),
        "article.words": ("quantifier.words",),
        "article.indefinite": ("article.words",),
    },
    "organizations": {"people.parties": ("people.words",)},
    "titles": {
        "office.full": ("office.words", "courtesy.neutral"),
        "office.plural": ("office.words",),
        "suffix.generations": ("suffix.words",),
    },
    "where": {"messages": ("nouns",), "inside": ("prepositions",)},
}


def check(name: str, found: object) -> None:
    """Check the table `name`, as TOML gives it.

    Raises:
        LexiconError: no shape is declared for it, a key is unknown or missing, or a word is not allowed in its list.
    """
    path = (f"data/en/{name}.toml",)
    shape = by_its_reader if name.startswith("cues/") else TABLES.get(name)
    if shape is None:
        raise LexiconError(*path, f"is not declared in quotes/tables.py, which has {', '.join(TABLES)}")
    check_value(shape, path, found)
    _check_apart(path, found, APART.get(name, ()))
    for part, whole in PART_OF.get(name, {}).items():
        _check_part(path, found, part, whole)


def check_value(shape: Shape, path: Path, value: object) -> None:
    """Check one value of a table against its shape. Raises LexiconError as `check` says."""
    if not isinstance(shape, Mapping):
        return shape(path, value)
    allowed = {key.rstrip("?"): inner for key, inner in shape.items()}
    table = _table(path, value)
    for key, item in table.items():
        if key not in allowed:
            raise LexiconError(*path, key, f"unknown key, allowed are {', '.join(sorted(allowed))}")
        check_value(allowed[key], (*path, key), item)
    for key in shape:
        if key not in table and not key.endswith("?"):
            raise LexiconError(*path, key, "missing")
    return None


def _check_apart(path: Path, found: object, lists: tuple[str, ...]) -> None:
    seen: dict[str, str] = {}
    for name in lists:
        for word in _at(found, name):
            if word in seen:
                raise _wrong((*path, name), word, f"is already in {seen[word]}")
        seen.update(dict.fromkeys(_at(found, name), name))


def _check_part(path: Path, found: object, part: str, whole: tuple[str, ...]) -> None:
    known = {word for name in whole for word in _at(found, name)}
    for word in _at(found, part):
        if word not in known:
            raise _wrong((*path, part), word, f"is not in {' or '.join(whole)}")


def _at(found: Any, name: str) -> Iterator[str]:
    for key in name.split("."):
        found = found[key]
    return iter(found)


def _strings(path: Path, value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise _wrong(path, value, "a list of words is expected")
    for item in value:
        text(path, item)
    if len(set(value)) < len(value):
        raise _wrong(path, next(word for word in value if value.count(word) > 1), "occurs twice")
    return value


def _table(path: Path, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, value, "a table is expected")
    return value


def _wrong(path: Path, found: object, cause: str) -> LexiconError:
    file, *keys = path
    return LexiconError(file, ".".join(keys), f"{found!r} {cause}" if isinstance(found, str) else cause)
