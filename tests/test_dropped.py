"""A record that fails its own check costs only itself: a diagnostic replaces it, and its neighbours stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import quotes
from quotes import component
from quotes.article import Article, Diagnostic
from quotes.assemble import divided, records
from quotes.choosing import arbiter
from quotes.choosing.arbiter import Proposals
from quotes.choosing.verdict import Verdict
from quotes.errors import PlaceError
from quotes.explaining.explain import Explainer
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout
from quotes.naming.identities import Parties
from quotes.naming.speaker import Speaker
from quotes.parsing import marks
from tests.support.pipelines import blank, extractor

TEXT = "One two three four five six."
NESTED = [(0, 27), (4, 27), (8, 18), (8, 13)]


def made(bad: Sequence[int]) -> tuple[list[tuple[str, str | None]], list[Diagnostic]]:
    """Four nested proposals, some without a rule -> (id, within) of each record; the diagnostics."""
    layout = Layout(blank()(TEXT), marks.pair(TEXT))
    found = [Verdict(Proposal("" if n in bad else "a-rule", (span,))) for n, span in enumerate(NESTED)]
    kept, dropped = divided(records(Article("x", TEXT), layout, found, [Parties(None, None)] * len(found)))
    return [(record.id, record.within) for record in kept], list(dropped)


@pytest.mark.parametrize(
    ("bad", "kept"),
    [
        ([], [("x:0", None), ("x:4", "x:0"), ("x:8", "x:4"), ("x:8.2", "x:8")]),
        ([0], [("x:4", None), ("x:8", "x:4"), ("x:8.2", "x:8")]),
        ([1], [("x:0", None), ("x:8", "x:0"), ("x:8.2", "x:8")]),
        ([1, 2], [("x:0", None), ("x:8.2", "x:0")]),
        ([0, 1, 2, 3], []),
    ],
)
def test_what_a_dropped_record_holds_is_within_the_next_one(bad: list[int], kept: list[tuple[str, str | None]]) -> None:
    found, dropped = made(bad)
    assert (found, [(d.start, d.end) for d in dropped]) == (kept, [NESTED[n] for n in bad])


def test_the_diagnostic_names_id_field_and_cause() -> None:
    _, [dropped] = made([2])
    assert dropped == Diagnostic(
        "record-dropped", "dropped the record x:8: rule: String should have at least 1 character", 8, 18
    )


def test_an_offset_that_the_text_does_not_prove_is_dropped_too() -> None:
    layout = Layout(blank()(TEXT), marks.pair(TEXT))
    beyond = Speaker((22, 40), None, "unknown", "none", None)
    _, [dropped] = divided(
        records(Article("x", TEXT), layout, [Verdict(Proposal("a-rule", ((0, 3),)))], [Parties(beyond, None)])
    )
    assert (dropped.code, dropped.message[:31]) == ("record-dropped", "dropped the record x:0: speaker")


SAID = "Anna Lund said that it rained. Erik Dahl said that it snowed."


@pytest.fixture
def first_without_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first attribution of each text gets no rule."""
    settle = arbiter.settle

    def broken(proposed: Proposals) -> list[Verdict]:
        first, *others = settle(proposed)
        return [replace(first, proposal=replace(first.proposal, rule="")), *others]

    monkeypatch.setattr(arbiter, "settle", broken)


@pytest.mark.usefixtures("first_without_rule")
def test_an_extraction() -> None:
    found = extractor().extract(SAID)
    assert [record.quote.text for record in found.attributions] == ["that it snowed"]
    assert [(d.code, d.start) for d in found.diagnostics] == [("record-dropped", SAID.index("that it rained"))]


@pytest.mark.usefixtures("first_without_rule")
def test_a_doc_of_spacy(caplog: pytest.LogCaptureFixture) -> None:
    nlp = quotes.pipeline()
    nlp.add_pipe(component.FACTORY)
    assert [record.quote.text for record in nlp(SAID)._.attributions] == ["that it snowed"]
    [logged] = caplog.record_tuples
    assert logged[0] == "quotes.component"
    assert logged[2].startswith("dropped the record doc:15: rule: ")


@pytest.mark.usefixtures("first_without_rule")
def test_why() -> None:
    article = Article("x", SAID)
    explainer = Explainer(article, *extractor().parse(article))
    assert [record.quote.text for record in explainer.by_id("46").records] == ["that it snowed"]
    assert [d.code for d in explainer.at(0).diagnostics] == ["record-dropped"]
    with pytest.raises(PlaceError, match=r"x: has no attribution 15: try x:46 \(of 1\)"):
        explainer.by_id("15")
