"""Names and ids in, speakers out: an id is one, and a name without an id is whose it can only be."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.people.names import naming
from quotes.speakers.groups import Key, Named, Unnamed, groups, speakers_of


def key(text: str) -> Key:
    """ "Anna Lund Q1" or "Anna Lund"; (officials) of an article."""
    name, _, id_ = text.partition(" Q")
    if text.startswith("("):
        return Unnamed(("run", None, "a"), text)
    return Named(naming(name, "person"), f"Q{id_}" if id_ else None)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        # an id is one speaker, whatever the names
        (["Anna Lund Q1", "Karl Weber Q1"], [["Anna Lund Q1", "Karl Weber Q1"]]),
        (["Lund Q1", "Anna Lund Q1"], [["Anna Lund Q1", "Lund Q1"]]),
        (["Anna Lund Q1", "Anna Lund Q2"], [["Anna Lund Q1"], ["Anna Lund Q2"]]),
        (["Anna Lund Q1", "Lund Q2"], [["Anna Lund Q1"], ["Lund Q2"]]),
        # a name without one
        (["Anna Lund Q1", "Anna Lund"], [["Anna Lund Q1", "Anna Lund"]]),
        (["Anna Lund", "Lund Q1"], [["Anna Lund"], ["Lund Q1"]]),
        (["Lund", "Anna Lund Q1"], [["Anna Lund Q1", "Lund"]]),
        (["Anna Lund Q1", "Erik Lund", "Lund"], [["Anna Lund Q1"], ["Erik Lund"], ["Lund"]]),
        (["Anna Lund", "Lund Q1", "Lund"], [["Anna Lund"], ["Lund Q1"], ["Lund"]]),
        (["Anna Lund Q1", "Anna Lund Q2", "Anna Lund"], [["Anna Lund Q1"], ["Anna Lund Q2"], ["Anna Lund"]]),
        (["Anna Lund Q1", "Anna Lund Q2", "Lund"], [["Anna Lund Q1"], ["Anna Lund Q2"], ["Lund"]]),
        (["Robert “Bob” Lane Q1", "Bob Lane"], [["Robert “Bob” Lane Q1", "Bob Lane"]]),
        # and those without a name
        (["(officials)", "Anna Lund"], [["(officials)"], ["Anna Lund"]]),
    ],
)
def test_speakers(keys: list[str], found: list[list[str]]) -> None:
    assert groups(map(key, keys)) == [[key(each) for each in group] for group in found]
    assert speakers_of(map(key, keys)) == len(found)


NAMES = st.sampled_from("Anna Lund|Erik Lund|Lund|Anna B. Lund|Anna “Ann” Lund|Ann Lund|Kos|(officials)".split("|"))
KEYS = st.lists(st.builds(lambda name, id_: key(name + id_), NAMES, st.sampled_from(["", " Q1", " Q2"])), max_size=12)


@given(KEYS, st.randoms(use_true_random=False))
@settings(max_examples=200, derandomize=True)
def test_each_key_is_one_speaker_s_in_whatever_order(keys: list[Key], random: Random) -> None:
    found = groups(keys)
    assert sorted((each for group in found for each in group), key=str) == sorted(set(keys), key=str)
    assert all(len({each.id for each in group if isinstance(each, Named) and each.id}) < 2 for group in found)
    shuffled = random.sample(keys, len(keys))
    assert {frozenset(group) for group in groups(shuffled)} == {frozenset(group) for group in found}
