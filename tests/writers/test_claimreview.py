"""A draft has the parts of a ClaimReview that the article gives, and nothing that a fact-checker finds out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quotes.lines import Line
from quotes.records import Act, ArticleInfo, Attribution, Factuality
from quotes.writers.claimreview import chunks
from tests.support.linked import SCHEMA, TYPE, by_name, triples
from tests.support.samples import REPORTED, SPOKEN, attribution, cue, statement

KNOWN = ArticleInfo(title="Bridge", outlet="Harbor Times", date="2026-11-26", url="https://example.org/bridge")


def drafts(*records: Attribution) -> list[dict[str, Any]]:
    document = json.loads(b"".join(chunks(Line("run.jsonl", record) for record in records)))
    assert document.pop("@context") == "https://schema.org"
    found: list[dict[str, Any]] = document.pop("@graph")
    assert document == {}
    return found


def test_a_draft() -> None:
    [found] = drafts(REPORTED.model_copy(update={"article": KNOWN, "path": "a.txt"}))
    assert found.pop("@id").startswith("urn:uuid:")
    assert found == {
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "claimReviewed": "that the old bridge is safe",
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ida Roe", "jobTitle": "Mayor"},
            "appearance": {
                "@type": "Article",
                "identifier": "a.txt",
                "url": "https://example.org/bridge",
                "headline": "Bridge",
                "publisher": {"@type": "Organization", "name": "Harbor Times"},
                "datePublished": "2026-11-26",
            },
        },
    }


@pytest.mark.parametrize(
    ("info", "known"),
    [
        (None, {}),
        (ArticleInfo(title="Bridge"), {"headline": "Bridge"}),
        (ArticleInfo(date="26 November"), {}),
        (ArticleInfo(date="2026-11-26T10:00:00+01:00"), {"datePublished": "2026-11-26T10:00:00+01:00"}),
        (ArticleInfo(url="javascript:alert(1)"), {}),
        (ArticleInfo(url="HTTPS://example.org/a b\n<x>?q=ñ"), {"url": "HTTPS://example.org/a%20b%0A%3Cx%3E?q=%C3%B1"}),
    ],
)
def test_only_known_facts_about_the_article(info: ArticleInfo | None, known: dict[str, str]) -> None:
    [found] = drafts(REPORTED.model_copy(update={"article": info}))
    assert found["itemReviewed"]["appearance"] == {"@type": "Article", "identifier": "sample", **known}


def test_a_claim_without_a_speaker_has_no_author() -> None:
    assert "author" not in drafts(statement("a", None))[0]["itemReviewed"]


@pytest.mark.parametrize(
    ("act", "factuality", "claimed"),
    [
        (Act.STATEMENT, "asserted", True),
        (Act.ACCUSATION, "asserted", True),
        (Act.STATEMENT, "negated", False),
        (Act.STATEMENT, "hypothetical", False),
        (Act.STATEMENT, "disputed", False),
        (Act.DENIAL, "asserted", False),
        (Act.JUDGMENT, "asserted", False),
        (Act.QUESTIONING, "asserted", False),
        (Act.COMMITMENT, "asserted", False),
        (Act.REQUEST, "asserted", False),
        (Act.OPINION, "asserted", False),
        (Act.DESIRE, "asserted", False),
    ],
)
def test_only_what_was_claimed_is_a_claim(act: Act, factuality: Factuality, claimed: bool) -> None:
    text = "Lund held that it rains."
    record = attribution(text, "that it rains", cue=cue(text, "held", act=act, factuality=factuality), speaker="Lund")
    assert bool(drafts(record)) == claimed
    assert drafts(SPOKEN.model_copy(update={"cue": None}))


def test_another_library_reads_it() -> None:
    records = [REPORTED.model_copy(update={"article": KNOWN, "path": "a.txt"}), SPOKEN, statement("a", None)]
    found = triples(chunks(Line("run.jsonl", record) for record in records))
    assert by_name(found, f"{SCHEMA}claimReviewed") == sorted(record.quote.text for record in records)
    assert by_name(found, f"{SCHEMA}creativeWorkStatus") == ["Draft"] * 3
    types = by_name(found, TYPE)
    assert {name.removeprefix(SCHEMA): types.count(name) for name in types} == {
        "ClaimReview": 3,
        "Claim": 3,
        "Article": 3,
        "Person": 2,
        "Organization": 1,
    }


def test_without_records_there_are_no_drafts() -> None:
    assert drafts() == []
