"""An annotation points to its record's quote and says who spoke."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from quotes.inputs.originals import Originals, Where
from quotes.records import Act, ArticleInfo, Attribution
from quotes.writers.jsonld import annotation, chunks
from tests.support.linked import OA, SCHEMA, TYPE, by_name, triples
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, cue, lines, speaker, statement


def annotated(*records: Attribution, originals: Originals | None = None) -> list[dict[str, Any]]:
    document = json.loads(b"".join(chunks(lines(*records), originals or Originals())))
    assert document.pop("@context") == "http://www.w3.org/ns/anno.jsonld"
    assert list(document) == ["@graph"]
    found: list[dict[str, Any]] = document["@graph"]
    return found


def positions(found: dict[str, Any]) -> list[tuple[int, int]]:
    """The selectors by position."""
    selectors = [selector for target in found["target"] for selector in target["selector"]]
    return [(each["start"], each["end"]) for each in selectors if "start" in each]


def words(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The selectors by words, without their type."""
    selectors = [target["selector"][-1] for target in found["target"]]
    assert {selector.pop("type") for selector in selectors} == {"TextQuoteSelector"}
    return selectors


def test_an_annotation() -> None:
    [found] = annotated(REPORTED)
    assert found.pop("id").startswith("urn:uuid:")
    assert found == {
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "schema:Quotation",
                "schema:text": "that the old bridge is safe",
                "schema:spokenByCharacter": {
                    "type": "schema:Person",
                    "schema:name": "Ida Roe",
                    "schema:jobTitle": "Mayor",
                },
                "schema:audience": {"type": "schema:Audience", "schema:name": "reporters"},
            },
            {"type": "TextualBody", "purpose": "tagging", "value": "indirect"},
            {"type": "TextualBody", "purpose": "tagging", "value": "statement"},
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": "sample",
                "selector": [{"type": "TextQuoteSelector", "exact": "that the old bridge is safe"}],
            }
        ],
    }


def test_each_span_has_its_selectors() -> None:
    found = annotation(SPOKEN, None, positions=True)
    assert positions(found) == list(SPOKEN.quote.spans)
    assert words(found) == [{"exact": "It will stand,"}, {"exact": "I promise."}]


def test_the_words_around_come_from_the_text() -> None:
    assert words(annotation(SPOKEN, TEXT, positions=False)) == [
        {
            "exact": "It will stand,",
            "prefix": "y that the old bridge is safe. “",
            "suffix": "” she said. “I promise.”",
        },
        {"exact": "I promise.", "prefix": "fe. “It will stand,” she said. “", "suffix": "”"},
    ]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (TEXT, True),
        (f"\ufeff{TEXT}", True),
        (TEXT.replace("bridge", "brigde"), True),
        (TEXT.replace("stand", "stood"), False),
        (TEXT.replace("she", "Roe"), False),
        (f" {TEXT}", False),
        ("", False),
        (TEXT + " " * (32 << 20), False),
        (None, False),
    ],
    ids=["same", "mark", "elsewhere", "quote", "speaker", "moved", "empty", "huge", "absent"],
)
def test_only_a_file_that_proves_the_offsets_is_quoted(tmp_path: Path, text: str | None, known: bool) -> None:
    path = tmp_path / "a.txt"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    [found] = annotated(SPOKEN.model_copy(update={"path": str(path)}))
    assert ["prefix" in selector for selector in words(found)] == [known, known]
    assert positions(found) == (list(SPOKEN.quote.spans) if known else [])


@pytest.mark.parametrize(
    ("name", "data", "is_the_text"),
    [
        ("a.txt.gz", gzip.compress(TEXT.encode()), True),
        ("a.jsonl", json.dumps({"text": TEXT}, ensure_ascii=False).encode(), False),
        ("a.json", json.dumps([{"text": "It rained."}, {"id": "sample", "text": TEXT}]).encode(), False),
        ("a.csv", f'id,text\nn-1,"{TEXT}"\n'.encode(), False),
        ("a.html", f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode(), False),
    ],
)
def test_offsets_in_an_extracted_text_are_not_given_for_its_file(
    tmp_path: Path, name: str, data: bytes, is_the_text: bool
) -> None:
    if name == "a.html":
        pytest.importorskip("trafilatura", reason="of the extra `html`")
    (tmp_path / name).write_bytes(data)
    [found] = annotated(SPOKEN.model_copy(update={"path": str(tmp_path / name)}))
    assert ["prefix" in selector for selector in words(found)] == [True, True]
    assert positions(found) == (list(SPOKEN.quote.spans) if is_the_text else [])


def test_a_page_has_an_address_and_no_offsets(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    info = ArticleInfo(url="https://example.org/bridge")
    [found] = annotated(SPOKEN.model_copy(update={"path": str(path), "article": info}))
    assert (positions(found), "prefix" in words(found)[0]) == ([], True)


def test_saved_texts_are_tried_first(tmp_path: Path) -> None:
    (tmp_path / "sample.txt").write_text(TEXT, encoding="utf-8")
    [found] = annotated(SPOKEN, originals=Originals(Where(folder=str(tmp_path))))
    assert (positions(found), "prefix" in words(found)[0]) == ([], True)


def test_a_pipe_or_a_bad_path_does_not_stop_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (str(tmp_path / "pipe"), str(tmp_path), "/dev/zero", "a\x00b", "x" * 5000):
        assert "prefix" not in words(annotated(SPOKEN.model_copy(update={"path": path}))[0])[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("news/a b.txt", "news/a%20b.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a#b?c", "a%23b%3Fc"),
        ("ñ.txt", "%C3%B1.txt"),
        (None, "sample"),
    ],
)
def test_the_source_is_an_iri(path: str | None, source: str) -> None:
    [found] = annotated(REPORTED.model_copy(update={"path": path}))
    assert found["target"][0]["source"] == source


def test_an_article_on_the_web_is_identified_by_its_address() -> None:
    known = {"title": "Bridge", "outlet": "Harbor Times", "desk": "city", "date": "2026-11-26"}
    info = ArticleInfo(**known, url="https://example.org/bridge?a=b")
    [found] = annotated(SPOKEN.model_copy(update={"path": "a.txt", "article": info}))
    assert [target["source"] for target in found["target"]] == ["https://example.org/bridge?a=b"] * 2
    assert found["body"][0]["schema:isPartOf"] == {
        "type": "schema:Article",
        "schema:url": "https://example.org/bridge?a=b",
        "schema:headline": "Bridge",
        "schema:publisher": {"type": "schema:Organization", "schema:name": "Harbor Times"},
        "schema:articleSection": "city",
        "schema:datePublished": "2026-11-26",
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "bridge.html", "https:///x", "http:"])
def test_only_web_addresses_become_sources(url: str) -> None:
    [found] = annotated(REPORTED.model_copy(update={"path": "a.txt", "article": ArticleInfo(url=url)}))
    assert found["target"][0]["source"] == "a.txt"
    assert "schema:isPartOf" not in found["body"][0]


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ({"role": "chair"}, {"type": "schema:Person", "schema:name": "Lund", "schema:jobTitle": "chair"}),
        (
            {"type": "organization", "role": "union"},
            {"type": "schema:Organization", "schema:name": "Lund", "schema:description": "union"},
        ),
        ({"type": "place"}, {"type": "schema:Place", "schema:name": "Lund"}),
        ({"type": "document"}, {"type": "schema:CreativeWork", "schema:name": "Lund"}),
        ({"type": "group"}, {"type": "schema:Thing", "schema:name": "Lund"}),
        ({"type": "unknown"}, {"type": "schema:Thing", "schema:name": "Lund"}),
    ],
)
def test_who_spoke(fields: dict[str, str], who: dict[str, str]) -> None:
    [found] = annotated(statement("a", "Lund", None, **fields))
    assert found["body"][0]["schema:spokenByCharacter"] == who


def test_without_speaker_and_target() -> None:
    [found] = annotated(statement("a", None))
    assert found["body"][0] == {"type": "schema:Quotation", "schema:text": "that it rains"}


def test_the_topic_of_a_statement() -> None:
    [found] = annotated(statement("a", "Lund", target="(the plan)"))
    assert found["body"][0]["schema:about"] == {"type": "schema:Thing", "schema:name": "the plan"}


def test_factuality_is_tagged_if_not_asserted() -> None:
    text = "Lund denied that it rains."
    denied = attribution(
        text,
        "that it rains",
        cue=cue(text, "denied", act=Act.DENIAL, factuality="negated"),
        speaker=speaker(text, "Lund", None),
    )
    assert [body["value"] for body in annotated(denied)[0]["body"][1:]] == ["indirect", "denial", "negated"]


def test_ids_differ_as_records_do() -> None:
    first, again, other = (found["id"] for found in annotated(REPORTED, REPORTED, SPOKEN))
    assert first == again != other


def test_without_records_there_are_no_annotations() -> None:
    assert annotated() == []


def test_a_terminal_obeys_nothing_in_it() -> None:
    written = b"".join(chunks(lines(statement("a", "\x1b[31m\x9bRoe\u2028")), Originals())).decode()
    assert written.replace("\n", "").isprintable()


def test_another_library_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    info = ArticleInfo(title="Bridge", date="2026-11-26", url="https://example.org/bridge")
    spoken = SPOKEN.model_copy(update={"path": str(path)})
    reported = REPORTED.model_copy(update={"article": info})
    found = triples(chunks(lines(reported, spoken), Originals()))
    assert by_name(found, f"{OA}hasSource") == sorted(
        ["https://example.org/bridge", *[f"https://example.org{path}"] * 2]
    )
    assert by_name(found, f"{OA}exact") == ["I promise.", "It will stand,", "that the old bridge is safe"]
    assert by_name(found, f"{OA}start") == ["69", "96"]
    assert by_name(found, f"{OA}suffix") == ["”", "” she said. “I promise.”"]
    assert by_name(found, f"{SCHEMA}text") == sorted([REPORTED.quote.text, SPOKEN.quote.text])
    types = by_name(found, TYPE)
    assert (types.count(f"{OA}Annotation"), types.count(f"{OA}TextPositionSelector")) == (2, 2)
