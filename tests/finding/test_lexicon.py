"""Every entry of the lexicon fires on its examples and not on its counterexamples; errors in the data are named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quotes import extract
from quotes.errors import LexiconError
from quotes.finding.lexicon import Entry, frames, read_entry
from quotes.finding.proposal import Proposal
from quotes.language import table
from quotes.parsing import marks
from quotes.records import Act
from tests.support.parses import by_text, entries

ENTRIES = entries()


def name(entry: Entry) -> str:
    return " ".join(filter(None, (entry.lemma, entry.particle, entry.preposition, f"({entry.pos})")))


def found_by(entry: Entry, text: str) -> Iterator[Proposal]:
    """What the engine finds in the frozen parse of the sentence by this entry."""
    doc = by_text(entry.act)[text]
    _, kept, _ = extract.find(doc, marks.pair(text))
    proposals = [verdict.proposal for verdict in kept]
    return (p for p in proposals if p.entry is not None and p.entry.key == entry.key)


def test_frozen_parses_hold_the_sentences_to_the_character() -> None:
    for entry in ENTRIES:
        for text in (*entry.examples, *entry.counterexamples):
            assert by_text(entry.act)[text].text == text


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_examples_are_found_by_their_entry_and_counterexamples_are_not(entry: Entry) -> None:
    missed = [text for text in entry.examples if not any(p.content for p in found_by(entry, text))]
    fooled = [text for text in entry.counterexamples if any(found_by(entry, text))]
    assert (missed, fooled) == ([], [])


def test_every_frame_is_taken_by_an_entry() -> None:
    assert {frame.id for entry in ENTRIES for frame in entry.frames} == set(frames())


@pytest.mark.parametrize("act", Act)
def test_a_file_holds_the_entries_of_its_act_in_order(act: Act) -> None:
    rows = table(f"cues/{act}")["cue"]
    keys = [read_entry(act, row).key for row in rows]
    assert keys == sorted(keys)
    assert {row["act"] for row in rows} == {act}


SAY = {
    "lemma": "say",
    "pos": "verb",
    "act": "statement",
    "frames": ["statement"],
    "examples": ["The mayor said that the bridge was safe."],
    "counterexamples": ["The mayor said no."],
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"frames": ["stating"]}, "frames: found 'stating', allowed are"),
        ({"frames": ["topic"]}, "preposition: frame topic needs one"),
        ({"frames": ["expression"]}, "nouns: frame expression needs some"),
        ({"act": "speech"}, "act: found 'speech', allowed are"),
        ({"pos": "adverb"}, "pos: found 'adverb', allowed are"),
        ({"examples": []}, "examples: at least one is needed"),
        ({"counterexamples": "The mayor said no."}, "counterexamples: at least one is needed"),
        ({"variants": ["e-say"]}, "variants: 'e-say' is split by the tokenizer"),
        ({"nouns": ["Concern"]}, "nouns: 'Concern' has a capital letter"),
        ({"prepositon": "to"}, "field: found 'prepositon', allowed are"),
    ],
)
def test_an_error_in_an_entry_names_file_entry_and_field(change: dict[str, object], told: str) -> None:
    with pytest.raises(LexiconError) as error:
        read_entry("statement", {**SAY, **change})
    assert str(error.value).startswith(f"cues/statement.toml: say: {told}")


@pytest.mark.parametrize("field", SAY)
def test_a_missing_field_is_named(field: str) -> None:
    with pytest.raises(LexiconError) as error:
        read_entry("statement", {name: value for name, value in SAY.items() if name != field})
    assert f"{field}: missing" in str(error.value)
