"""The scorer: small annotations and finds, and the exact figures that they give."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.matching import alike, kind, marked, overlap, pairs, same_name
from evaluation.scoring import Figures, score, table

TEXT = "Mayor Anna Lund told reporters that the old bridge is safe. “We tested it,” she said. Critics doubt it."

# As annotated: name, role and target included.
LUND = {"name": "Anna Lund", "role": ["Mayor"], "target": None}
TOLD = {"target": {"text": "reporters", "kind": "addressee"}}
NOBODY: dict[str, Any] = {"name": None, "role": [], "target": None}


def spans(*phrases: str) -> list[list[int]]:
    return [[TEXT.index(phrase), TEXT.index(phrase) + len(phrase)] for phrase in phrases if phrase]


def gold(source: str, cue: str, *content: str, **links: Any) -> dict[str, Any]:
    return {"source": spans(source), "cue": spans(cue), "content": spans(*content), **links}


def part(phrase: str | None, **more: Any) -> dict[str, Any] | None:
    if phrase is None:
        return None
    [[start, end]] = spans(phrase)
    return {"text": phrase, "start": start, "end": end, **more}


def find(source: str | None, cue: str | None, *content: str, **links: Any) -> dict[str, Any]:
    """A record as JSON, with what the scorer reads of it."""
    name, role, target = (links.get(key) for key in ("name", "role", "target"))
    return {
        "quote": {"spans": spans(*content)},
        "cue": part(cue),
        "speaker": part(source, name=name),
        "role": role and {"text": role},
        "target": target and {"text": target[0], "kind": target[1]},
    }


BRIDGE = gold("Mayor Anna Lund", "told", "that the old bridge is safe", **LUND | TOLD)
TESTED = gold("she", "said", "“We tested it,”", **LUND)
DOUBTS = gold("Critics", "doubt", "it.", name=None, role=["Critics"], target=None)
FOUND_BRIDGE = find(
    "Anna Lund", "told", "the old bridge is safe", name="Anna Lund", role="Mayor", target=("reporters", "addressee")
)


def figures(attributions: list[dict[str, Any]], *records: dict[str, Any]) -> Figures:
    return score([{"doc": "a", "text": TEXT, "attributions": attributions}], {"a": records})


def check(found: Figures, **wanted: float) -> None:
    names = {name.replace("__", "."): value for name, value in wanted.items()}
    assert {name: found[name] for name in names} == names


def test_all_right() -> None:
    found = figures([BRIDGE], FOUND_BRIDGE)
    assert {value for name, value in found.items() if "recall" not in name} == {1, 100}
    check(found, documents=1, gold=1, predicted=1, relation_recall__indirect__n=1, relation_recall__indirect__r=100)


def test_nothing_is_found() -> None:
    check(figures([BRIDGE]), relation__p=0, relation__r=0, relation__f1=0, record=0, name_accuracy=0, source_accuracy=0)


def test_nothing_is_annotated() -> None:
    check(figures([], FOUND_BRIDGE), gold=0, predicted=1, relation__p=0, relation__r=0, content_partial__f1=0)


def test_precision_recall_and_f1() -> None:
    found = figures([BRIDGE, TESTED, DOUBTS], FOUND_BRIDGE, find("Critics", "said", "reporters"))
    check(found, relation__p=50, relation__r=33.3, relation__f1=40, cue__p=100, cue__r=66.7, record=33.3)


def test_recall_is_given_by_kind_of_content_and_cue() -> None:
    found = figures([BRIDGE, TESTED, DOUBTS], FOUND_BRIDGE, find("Critics", "doubt", "it."))
    recall = {name.removeprefix("relation_recall."): value for name, value in found.items() if "recall" in name}
    by_kind = {"direct.n": 1, "direct.r": 0, "indirect.n": 2, "indirect.r": 100}
    assert recall == by_kind | {"speech.n": 2, "speech.r": 50, "thought.n": 1, "thought.r": 100}


# (content found, half, exact, partial precision, partial recall); annotated is "the old bridge is safe"
CONTENTS = [
    ("that the old bridge is safe.", 100, 100, 100, 100),
    ("the old bridge is safe. “We tested it,” she", 100, 0, 55.6, 100),
    ("bridge is safe", 100, 0, 100, 60),
    ("is safe", 0, 0, 100, 40),
    ("reporters", 0, 0, 0, 0),
]


@pytest.mark.parametrize(("content", "half", "exact", "precision", "recall"), CONTENTS)
def test_contents_are_compared_by_words(
    content: str, half: float, exact: float, precision: float, recall: float
) -> None:
    found = figures([BRIDGE], find("Anna Lund", "told", content))
    check(found, content_half__f1=half, content_exact__f1=exact)
    check(found, content_partial__p=precision, content_partial__r=recall)


# (annotated source, speaker found, relation's F1, share of right sources)
SOURCES = [
    ("Mayor Anna Lund", "Lund", 100, 100),
    ("Mayor Anna Lund", "Critics", 0, 0),
    ("Mayor Anna Lund", None, 0, 0),
    ("the old bridge", "the", 0, 0),  # an article alone is nobody
    ("", None, 100, 0),
    ("", "Critics", 100, 0),
]


@pytest.mark.parametrize(("annotated", "given", "relation", "accuracy"), SOURCES)
def test_a_speaker_shares_a_word_with_the_source(
    annotated: str, given: str | None, relation: float, accuracy: float
) -> None:
    found = figures(
        [gold(annotated, "told", "that the old bridge is safe")], find(given, "told", "the old bridge is safe")
    )
    check(found, relation__f1=relation, source_accuracy=accuracy)


# (what is other than annotated, name, role's F1, target's F1, record)
LINKS: list[tuple[dict[str, Any], float, float, float, float]] = [
    ({}, 100, 100, 100, 100),
    ({"name": "Mayor Anna Maria Lund"}, 100, 100, 100, 100),
    ({"name": "Lund"}, 0, 100, 100, 0),
    ({"name": None}, 0, 100, 100, 0),
    ({"role": None}, 100, 0, 100, 0),
    ({"role": "the old Mayor"}, 100, 100, 100, 100),
    ({"role": "the old bridge"}, 100, 0, 100, 0),
    ({"target": None}, 100, 100, 0, 0),
    ({"target": ("the reporters", "addressee")}, 100, 100, 100, 100),
    ({"target": ("Critics", "addressee")}, 100, 100, 0, 0),
]


@pytest.mark.parametrize(("other", "name", "role", "target", "record"), LINKS)
def test_a_record_is_right_if_everything_in_it_is(
    other: dict[str, Any], name: float, role: float, target: float, record: float
) -> None:
    links = {"name": "Anna Lund", "role": "Mayor", "target": ("reporters", "addressee")} | other
    found = figures([BRIDGE], find("Anna Lund", "told", "the old bridge is safe", **links))
    check(found, name_accuracy=name, role__f1=role, target__f1=target, record=record)


def test_a_target_of_the_wrong_kind_is_counted_separately() -> None:
    links = {"name": "Anna Lund", "role": "Mayor", "target": ("reporters", "object")}
    found = figures([BRIDGE], find("Anna Lund", "told", "the old bridge is safe", **links))
    check(found, target__f1=100, target_kind_accuracy=0, record=100)


def test_a_find_is_wrong_if_nothing_is_annotated() -> None:
    speaker = gold("Critics", "doubt", "it.", **NOBODY)
    check(figures([speaker], find("Critics", "doubt", "it.")), name_accuracy=100, record=100)
    named = find("Critics", "doubt", "it.", name="Anna Lund", role="Mayor", target=("reporters", "object"))
    check(figures([speaker], named), name_accuracy=0, role__p=0, target__p=0, record=0)


def test_without_annotated_names_there_are_no_figures_of_them() -> None:
    found = figures([gold("Critics", "doubt", "it.")], find("Critics", "doubt", "it."))
    assert not {name for name in found if name.startswith(("name", "role", "target", "record"))}


def test_optional_annotations_are_neither_missed_nor_wrong() -> None:
    optional = DOUBTS | {"optional": True}
    check(figures([BRIDGE, optional], FOUND_BRIDGE), gold=1, predicted=1, relation__f1=100)
    found = figures([BRIDGE, optional], FOUND_BRIDGE, find("Critics", "doubt", "it."))
    check(found, gold=1, predicted=1, relation__f1=100)


def test_a_find_that_matches_a_required_one_better_is_counted() -> None:
    nested = gold("Mayor Anna Lund", "told", "bridge is safe", **LUND, optional=True)
    check(figures([BRIDGE, nested], FOUND_BRIDGE), gold=1, predicted=1, relation__f1=100)


def test_documents_without_records_and_records_without_documents() -> None:
    found = score([{"doc": "a", "text": TEXT, "attributions": [BRIDGE]}], {"b": [FOUND_BRIDGE]})
    check(found, documents=1, gold=1, predicted=0)


def test_an_annotation_without_content_is_left_out() -> None:
    check(figures([gold("Critics", "doubt")]), gold=0)


def test_each_has_one_partner_the_one_that_shares_most() -> None:
    whole = marked(TEXT, [], spans("told"), spans("the old bridge is safe"))
    some = marked(TEXT, [], spans("told"), spans("bridge is safe"))
    by_words = lambda a, b: overlap(a.content, b.content)  # noqa: E731
    assert pairs([whole, some], [some, whole], by_words) == [(0, 1, 1.0), (1, 0, 1.0)]
    assert pairs([whole], [some, some], by_words) == [(0, 0, 0.6)]


KINDS = [
    (["“We tested it,”"], "direct"),
    (["We tested it"], "direct"),  # the mark stands before it
    (["the old bridge is safe. “We tested it,”"], "mixed"),
    (["the old bridge is safe"], "indirect"),
    (["the old bridge is safe", "“We tested it,”"], "mixed"),
]


@pytest.mark.parametrize(("content", "wanted"), KINDS)
def test_the_kind_of_a_content(content: list[str], wanted: str) -> None:
    assert kind(TEXT, spans(*content)) == wanted


def test_straight_marks_open_and_close() -> None:
    text = 'It was "an odd" and "a long" night'
    assert kind(text, [[0, len(text)]]) == "mixed"
    assert kind(text, [[7, 15]]) == "direct"


NAMES = [
    ("Anna Lund", "Anna Lund", True),
    ("Anna Lund", "Mayor Anna Lund", True),
    ("Sen. Anna Lund", "Anna Lund", True),
    ("The Lund Courier", "Lund Courier", True),
    ("Anna Lund", "Lund", False),
    ("Anna Lund", None, False),
    (None, "Anna Lund", False),
    (None, None, True),
    (None, "", True),
]


@pytest.mark.parametrize(("annotated", "given", "wanted"), NAMES)
def test_names(annotated: str | None, given: str | None, wanted: bool) -> None:
    assert same_name(annotated, given) is wanted


def test_phrases_are_alike_if_they_share_half_of_their_words() -> None:
    assert alike("the mayor of Lund", "a mayor")
    assert not alike("the mayor of Lund", "mayor of a northern town")
    assert alike("his", "his"), "light words are compared if there are no others"


def test_a_cue_without_a_word_is_where_it_stands() -> None:
    colon = marked("Lund: It rains", [(0, 4)], [(4, 5)], [(6, 14)])
    assert (sorted(colon.cue), colon.is_speech) == ([4], True)


def test_the_table_has_a_line_for_each_figure() -> None:
    assert list(table({"gold": 12, "relation.f1": 73.5})) == ["gold             12", "relation.f1    73.5"]
