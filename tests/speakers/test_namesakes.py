"""Which names of a run are one speaker's, as rows: the names, and how they fall into speakers."""

from __future__ import annotations

from itertools import permutations

import pytest

from quotes.people.names import Naming, naming
from quotes.records import SpeakerType
from quotes.speakers.namesakes import meanings


def speakers(*names: str) -> set[frozenset[str]]:
    """The names by speaker. A name is a person's; [a name] is an organization's, ?a name of unknown type."""
    means = meanings(naming(*_typed(name)) for name in names)
    found: dict[Naming, set[str]] = {}
    for name in names:
        found.setdefault(means[naming(*_typed(name))], set()).add(name)
    return {frozenset(group) for group in found.values()}


def _typed(name: str) -> tuple[str, SpeakerType]:
    if name.startswith("["):
        return name.strip("[]"), "organization"
    return name.lstrip("?"), "unknown" if name.startswith("?") else "person"


@pytest.mark.parametrize(
    "names",
    [
        # case, punctuation, courtesy, suffix
        ("Ida Roe", "IDA ROE", "Ida  Roe"),
        ("Jan O’Neal", "Jan O'Neal", "Jan ONeal"),
        ("J.P. Kos", "JP Kos"),
        ("Ida Roe", "Dr. Ida Roe", "Mrs Ida Roe"),
        ("Jan Kos", "Jan Kos, Jr.", "Jan Kos Jr"),
        ("Ida Roe", "Ida Roe, Ph.D."),
        ("José Lima", "Jose\u0301 Lima", "Jose Lima"),
        ("[Corvo Holdings]", "[CORVO Holdings]"),
        # spellings of other scripts, initials, nicknames, words written together
        ("Oleh Marsky", "Oleh Marskiy", "Oleh Marskyy", "Marskii"),
        ("Łukasz Øster", "Lukasz Oster"),
        ("Ida B. Roe", "Ida Roe", "Roe"),
        ("Robert “Bob” Lane", "Robert Lane", "Bob Lane", 'Robert "Bob" Lane', "Robert (Bob) Lane", "Lane"),
        ("Tae Min-jun", "Tae Min Jun"),
        # a surname with one bearer
        ("Anna Lund", "Lund"),
        ("Anna Lund", "Ms. Lund", "LUND"),
        ("Jan Kos Jr.", "Kos", "Kos Jr.", "Jan Kos"),
        ("Maria van der Berg", "van der Berg", "Van der Berg", "Berg"),
        ("Al Marsh", "Marsh"),
        # a type that is not known
        ("Ida Roe", "?Ida Roe"),
        ("[Corvo]", "?Corvo"),
        ("Anna Lund", "?Anna Lund", "Lund"),
    ],
)
def test_one_speaker(names: tuple[str, ...]) -> None:
    assert speakers(*names) == {frozenset(names)}


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        # two given names, and a surname that may be either's
        (("Anna Lund", "Erik Lund", "Lund"), "Anna Lund | Erik Lund | Lund"),
        (("Anna Lund", "A. Lund", "Lund"), "Anna Lund | A. Lund | Lund"),
        (("Anna Lund", "Anna Maria Lund"), "Anna Lund | Anna Maria Lund"),
        (("Anna Lund", "Anna"), "Anna Lund | Anna"),
        (("Ann Smith-Marsh", "Marsh"), "Ann Smith-Marsh | Marsh"),
        (("Jan Lord", "Jan Dame"), "Jan Lord | Jan Dame"),  # titles stand first
        (("Ida B. Roe", "Ida C. Roe", "Ida Roe"), "Ida B. Roe | Ida C. Roe | Ida Roe"),
        (("Robert “Bob” Lane", "Bob “Bobby” Lane", "Bob Lane"), "Robert “Bob” Lane | Bob “Bobby” Lane | Bob Lane"),
        (("Robert Lane", "Bob Lane"), "Robert Lane | Bob Lane"),
        (("Ida Clark", "Ida Clarke"), "Ida Clark | Ida Clarke"),
        # father and son, and a name that may be either's
        (("Jan Kos Jr.", "Jan Kos Sr.", "Jan Kos", "Kos"), "Jan Kos Jr. | Jan Kos Sr. | Jan Kos | Kos"),
        # persons and others
        (("Ida Jordan", "[Jordan]"), "Ida Jordan | [Jordan]"),
        (("Jordan", "[Jordan]", "?Jordan"), "Jordan | [Jordan] | ?Jordan"),
        (("Ralph Marsh", "[Ralph Marsh]"), "Ralph Marsh | [Ralph Marsh]"),
        (("[Port of Lund]", "Lund"), "[Port of Lund] | Lund"),
        (("[Lady Harbor]", "[Harbor]"), "[Lady Harbor] | [Harbor]"),
        # a type that is not known takes no surname, and leaves it to nobody else
        (("Anna Lund", "?Lund"), "Anna Lund | ?Lund"),
        (("?Erik Lund", "Lund"), "?Erik Lund | Lund"),
        (("Anna Lund", "?Erik Lund", "Lund"), "Anna Lund | ?Erik Lund | Lund"),
    ],
)
def test_apart(names: tuple[str, ...], apart: str) -> None:
    assert speakers(*names) == {frozenset([name]) for name in apart.split(" | ")}


def test_two_of_three() -> None:
    assert speakers("Anna Lund", "Lund", "Kos", "Erik Marsh") == {
        frozenset({"Anna Lund", "Lund"}),
        frozenset({"Kos"}),
        frozenset({"Erik Marsh"}),
    }


def test_the_order_of_names_does_not_matter() -> None:
    names = ("Anna Lund", "?Anna Lund", "Lund", "?Lund", "Anna Lund Jr.")
    assert {frozenset(speakers(*order)) for order in permutations(names)} == {frozenset(speakers(*names))}


@pytest.mark.parametrize(
    ("name", "words", "suffix"),
    [
        ("Mr. Jan Kos, Jr.", ("jan", "kos"), ("jr",)),
        ("Sr. Lima Sr.", ("lima",), ("sr",)),
        ("Dr.", ("dr",), ()),  # nothing else is left
        ("Dr. Jr.", ("jr",), ()),
        ("—", ("—",), ()),
        (" ", (" ",), ()),
    ],
)
def test_what_is_compared(name: str, words: tuple[str, ...], suffix: tuple[str, ...]) -> None:
    assert naming(name, "person") == Naming(words, suffix, "person")
