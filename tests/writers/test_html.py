"""The page: it has everything in the records, and an article cannot change it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.article import Article, Diagnostic
from quotes.inputs.originals import Originals, Where, is_below
from quotes.lines import Line
from quotes.records import Act, ArticleInfo, Attribution, Cue, Part, Quote, Speaker
from quotes.writers.html import ArticleEntry, chunks, page
from quotes.writers.visible import inert
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, cue, lines, speaker, statement

html5lib = pytest.importorskip("html5lib")

SAMPLE = Article("sample", TEXT, "sample.txt")
NESTED_TEXT = "Politico claimed that Biden dismissed plans."
NESTED = [
    attribution(NESTED_TEXT, "that Biden dismissed plans", id="n:17", cue="claimed", speaker="Politico"),
    attribution(NESTED_TEXT, "plans", id="n:38", cue="dismissed", speaker="Biden", target="plans", within="n:17"),
]
DENIED = "Lund denied that it rains."
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}</div>&amp;\x1b[31m\x00\u202e\x9b\ufdd0'


def parsed(*entries: ArticleEntry) -> Element:
    """The page, read by a strict parser that allows no error."""
    return parse(b"".join(page(entries)))


def parse(data: bytes) -> Element:
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data.decode())
    return root


def of_class(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def marked(text: str, *records: Attribution) -> list[tuple[str, str, str]]:
    """Each marked piece, what it looks like, and what it is a part of."""
    root = parsed(ArticleEntry(Article("a", text), records))
    pieces = list(of_class(root, "text")[0].iter("span"))
    return [("".join(piece.itertext()), piece.get("class") or "", piece.get("data-of") or "") for piece in pieces]


def test_parts_are_marked_in_place() -> None:
    assert marked(TEXT, REPORTED) == [
        ("Mayor", "role", "1:role"),
        ("Ida Roe", "speaker", "1:speaker"),
        ("told", "cue", "1:cue"),
        ("reporters", "target", "1:target"),
        ("on Monday", "when", "1:when"),
        ("that the old bridge is safe", "quote", "1:quote"),
    ]


def test_a_quote_in_pieces_and_one_within_another() -> None:
    assert [piece for piece, looks, _ in marked(TEXT, SPOKEN) if looks == "quote"] == ["It will stand,", "I promise."]
    assert marked(NESTED_TEXT, *NESTED) == [
        ("Politico", "speaker", "1:speaker"),
        ("claimed", "cue", "1:cue"),
        ("that ", "quote", "1:quote"),
        ("Biden", "quote speaker", "2:speaker 1:quote"),
        (" ", "quote", "1:quote"),
        ("dismissed", "quote cue", "2:cue 1:quote"),
        (" ", "quote", "1:quote"),
        ("plans", "quote target", "2:quote 2:target 1:quote"),
    ]


def test_a_number_follows_each_quote_and_leads_to_its_record() -> None:
    root = parsed(ArticleEntry(Article("n", NESTED_TEXT), NESTED))
    notes = of_class(root, "note")
    assert [(note.get("href"), note.get("data-number"), note.text) for note in notes] == [
        ("#n:17", "1", None),
        ("#n:38", "2", None),
    ]
    [within] = [element for element in of_class(root, "record")[1].iter("dd") if words(element) == "n:17"]
    assert within[0].get("href") == "#n:17"


def spans(found: str | None) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, _, end in (span.partition(":") for span in (found or "").split(";"))]


def told(card: Element) -> dict[str, Any]:
    """What a card says that its line says, too."""
    parts = [
        (part.get("data-part"), spans(part.get("data-span"))[0]) for part in card.iter("dd") if part.get("data-part")
    ]
    return {
        "id": unquote((card.get("id") or "").partition("/")[0]),
        "kind": card.get("data-kind"),
        "act": card.get("data-act"),
        "confidence": float(card.get("data-confidence") or ""),
        "spans": spans(card.get("data-spans")),
        "parts": sorted(parts),
    }


def line_tells(record: Attribution) -> dict[str, Any]:
    named = [(name, getattr(record, name)) for name in ("cue", "speaker", "target", "when", "where")]
    roles = [("role", role) for role in record.roles or [record.role]]
    return {
        "id": record.id,
        "kind": record.quote.kind,
        "act": record.cue.act if record.cue else "none",
        "confidence": record.confidence,
        "spans": list(record.quote.spans),
        "parts": sorted((name, (part.start, part.end)) for name, part in [*named, *roles] if part),
    }


def test_an_export_has_the_ids_the_counts_and_the_offsets_of_the_lines() -> None:
    week = [
        *(Line("monday", record) for record in [REPORTED, SPOKEN, *NESTED, statement("vote", None, id='a b/%"é\x00')]),
        *(Line("tuesday", record) for record in [REPORTED, SPOKEN]),  # of the same ids
    ]
    root = parse(b"".join(chunks(week, Originals())))
    assert [told(card) for card in of_class(root, "record")] == [line_tells(line.record) for line in week]
    anchors = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(anchors) == len(set(anchors))
    assert words(of_class(root, "totals")[0]) == "7 quotes, 3 speakers, 3 articles"


def test_an_id_of_a_people_file_is_on_the_card() -> None:
    known = attribution(TEXT, "safe", speaker=speaker(TEXT, "Ida Roe", "Ida Roe", id="Q<1>"))
    [card] = of_class(parsed(ArticleEntry(SAMPLE, [known])), "record")
    assert "Speaker Ida Roe, person, named, id Q<1>" in words(card)


def test_a_card_has_everything_about_a_quote() -> None:
    [card] = of_class(parsed(ArticleEntry(SAMPLE, [REPORTED])), "record")
    assert words(card) == (
        "1 Ida Roe Mayor told → reporters that the old bridge is safe indirect statement 90% "
        "Speaker Ida Roe, person, named 6–13 Role Mayor 0–5 Verb told, statement 14–18 "
        "Target reporters, addressee 19–28 When on Monday 29–38 Quote 39–66 Rule clause Id sample:39"
    )


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (SPOKEN, "“It will stand,” … “I promise.”"),
        (SPOKEN, "Ida Roe (she) Mayor"),
        (
            statement("a", "she", "Ida Roe", resolution="continued"),
            "Ida Roe (continued)",
        ),
        (SPOKEN, "42%"),
        (statement("a", None), "nobody named that it rains indirect no verb"),
        (statement("a", "Lund", target="(the plan)"), "Lund of the plan"),
        (
            attribution(DENIED, "that it rains", cue=cue(DENIED, "denied", factuality="negated")),
            "denied negated that it rains",
        ),
        (
            attribution("Lund thinks it rains.", "it rains", cue=cue("Lund thinks", "thinks", act=Act.OPINION)),
            "opinion (thought)",
        ),
    ],
)
def test_a_card(record: Attribution, expected: str) -> None:
    [card] = of_class(parsed(ArticleEntry(Article("a", ""), [record])), "record")
    assert expected in words(card)


def test_speakers_are_those_of_quotes_speakers() -> None:
    records = [
        statement("a", "Ida Roe", "Ida Roe", role="Mayor", id="a:1"),
        statement("b", "Roe", "Roe", id="b:1", kind="direct"),
        statement("b", "sources", None, type="group", id="b:2"),
    ]
    root = parse(b"".join(chunks(lines(*records), Originals())))
    first, second = of_class(root, "profile")
    assert words(first) == (
        "Ida Roe 2 person, 2 articles; also Roe Mayor direct 1 indirect 1 Only these quotes that it rains that it rains"
    )
    assert [link.get("href") for link in first.iter("a")] == ["#a:1", "#b:1"]
    assert second.get("data-name") == "sources (b)"


def test_contents_lead_to_the_articles() -> None:
    info = ArticleInfo(title="Bridge opens", outlet="The Courier", date="2 May", url="https://courier.example/bridge")
    root = parsed(
        ArticleEntry(Article("a", "No one spoke.", "a.txt", info=info), []),
        ArticleEntry(Article("b", TEXT), [REPORTED]),
    )
    [contents] = of_class(root, "contents")
    assert words(contents) == "Articles Bridge opens 0 b 1"
    anchors = [article.get("id") for article in of_class(root, "article")]
    assert [link.get("href") for link in contents.iter("a")] == [f"#{anchor}" for anchor in anchors]
    [source, _] = of_class(root, "source")
    assert words(source) == "The Courier 2 May a.txt https://courier.example/bridge"
    assert source[-1].attrib == {"href": "https://courier.example/bridge", "rel": "noopener noreferrer"}
    assert "No attributions." in words(of_class(root, "article")[0])


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Bridge opens\n\nIt did.", "Bridge opens"),
        ("Bridge opens\nIt did.\nIt stands.\n", "Bridge opens"),
        ("Bridge opens.\n\nIt did.", "a"),  # a sentence
        ("“Bridge opens”\n\nIt did.", "a"),
        ("A first paragraph that is\nwrapped at a column\n\nIt did.", "a"),
        (f"{'long ' * 30}\n\nIt did.", "a"),
        ("Bridge opens", "a"),  # nothing is below it
        ("", "a"),
    ],
)
def test_an_article_without_a_title_is_headed_by_its_first_line_if_that_looks_like_one(text: str, head: str) -> None:
    assert words(next(parsed(ArticleEntry(Article("a", text), [])).iter("h2"))) == head


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "//x", "https://a b"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    root = parsed(ArticleEntry(Article("a", TEXT, info=ArticleInfo(url=url)), []))
    [source] = of_class(root, "source")
    assert list(source.iter("a")) == []
    assert " ".join(url.split()) in words(source)


def test_problems_in_the_text_are_shown_with_their_place() -> None:
    odd = Diagnostic("unclosed-mark", "quotation mark that is never closed", 68, 69)
    root = parsed(ArticleEntry(SAMPLE, [], [odd]))
    assert words(of_class(root, "notes")[0]) == "line 1, column 69: quotation mark that is never closed"


def hostile() -> ArticleEntry:
    info = ArticleInfo(title=EVIL, outlet=EVIL, date=EVIL, url=f"https://{EVIL}")
    everywhere = Part(text=EVIL, start=0, end=len(EVIL))
    record = Attribution(
        id=EVIL,
        doc=EVIL,
        path=EVIL,
        quote=Quote(text=EVIL, kind="direct", spans=((0, len(EVIL)),)),
        cue=Cue(**everywhere.to_dict(), lemma=EVIL, act=Act.STATEMENT, factuality="asserted"),
        speaker=Speaker(**everywhere.to_dict(), name=EVIL, type="person", resolution="named"),
        role=everywhere,
        within=EVIL,
        rule=EVIL,
        confidence=1.0,
    )
    return ArticleEntry(Article(EVIL, EVIL, EVIL, info=info), [record], [Diagnostic("x", EVIL)], EVIL)


def test_nothing_of_an_article_acts() -> None:
    data = b"".join(page([hostile()])).decode()
    root = parse(data.encode())
    assert len(list(root.iter("script"))) == 1
    assert list(root.iter("img")) == []
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    links = {element.get("href") or "" for element in root.iter() if element.get("href")}
    assert {link for link in links if not link.startswith("#")} == {"data:,"}
    assert '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}</div>&amp;␛[31m␀' in words(
        next(root.iter("h2"))
    )
    assert set(re.findall("[^\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]|[\u202a-\u202e\u2066-\u2069]", data)) == set()
    assert unquote(of_class(root, "record")[0].get("id") or "") == EVIL


def test_only_its_own_style_and_script_are_allowed() -> None:
    root = parsed(ArticleEntry(SAMPLE, [REPORTED]))
    [policy] = [meta.get("content") or "" for meta in root.iter("meta") if meta.get("http-equiv")]
    for name in ("style", "script"):
        [own] = list(root.iter(name))
        digest = base64.b64encode(hashlib.sha256((own.text or "").encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not [element for element in root.iter() if element.get("style")]
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|eval\(", own.text or "")


TEXTS = st.text(
    st.sampled_from("ab \n\r\t\x00\x0b\x1b\x85\x9b<>&\"'\u00ad\u202e\u2028\ufffe😀"), min_size=1, max_size=40
)


@st.composite
def articles(draw: st.DrawFn) -> ArticleEntry:
    """Any text, with records anywhere in it."""
    text = draw(TEXTS)
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    stretches = places.map(lambda place: (place[0], max(place[0] + 1, place[1])))

    def part(span: tuple[int, int]) -> Part:
        return Part(text=text[slice(*span)], start=span[0], end=span[1])

    def record(number: int) -> Attribution:
        said = draw(stretches)
        return Attribution(
            id=f"a:{number}",
            doc="a",
            quote=Quote(text=text[slice(*said)], kind="mixed", spans=(said,)),
            role=part(draw(stretches)),
            when=part(draw(stretches)),
            rule="clause",
            confidence=0.5,
        )

    return ArticleEntry(Article("a", text), [record(number) for number in range(draw(st.integers(0, 4)))])


LINE_END = attribution("Lund:\r\nIt rains.", "\nIt rains", speaker="Lund")  # a record that tears it apart


@settings(max_examples=60)
@given(articles())
@example(ArticleEntry(Article("a", "Lund:\r\nIt rains."), [LINE_END]))
def test_the_text_is_complete_whatever_marks_cover_it(entry: ArticleEntry) -> None:
    data = b"".join(page([entry])).decode()
    [body] = re.findall(r'<div class="text">.*?</div>', data, re.DOTALL)
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    found = parser.parseFragment(body)
    assert parser.errors == []
    assert "".join(found.itertext()) == inert(entry.article.text)
    assert len(inert(entry.article.text)) == len(entry.article.text)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def texts_of(path: str) -> list[str]:
    found = lines(*(record.model_copy(update={"path": path}) for record in (REPORTED, SPOKEN)))
    root = parse(b"".join(chunks(found, Originals(Where(may_read=is_below)))))
    assert len(of_class(root, "record")) == 2
    return [words(text) for text in of_class(root, "text")]


def test_an_export_has_the_text_if_it_is_found_and_fits(here: Path) -> None:
    (here / "a.txt").write_text(TEXT)
    assert texts_of("a.txt") == [TEXT]
    (here / "a.txt").write_text(TEXT.replace("promise", "promised"))
    assert texts_of("a.txt") == []
    assert texts_of("absent.txt") == []


@pytest.mark.parametrize("path", ["../a.txt", "link.txt", ".a.txt", ".keys/a.txt", "a\x00b"])
def test_no_record_gets_a_file_from_elsewhere_into_the_page(here: Path, path: str) -> None:
    (here / ".keys").mkdir()
    for file in ("../a.txt", ".a.txt", ".keys/a.txt"):
        (here / file).write_text(TEXT)
    (here / "link.txt").symlink_to("../a.txt")
    assert texts_of(path) == []


def test_it_is_written_article_by_article() -> None:
    read = 0

    def entries() -> Iterator[ArticleEntry]:
        nonlocal read
        for read in range(1, 101):
            yield ArticleEntry(Article(f"a{read}", TEXT), [REPORTED, SPOKEN])

    written = page(entries())
    for _ in range(5):
        next(written)
    assert 0 < read < 50
