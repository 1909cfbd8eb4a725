"""The database has the same content as its records."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import OutputError
from quotes.inputs.originals import Originals, Where
from quotes.lines import Line, ListedLine
from quotes.listing import Listed
from quotes.records import ArticleInfo, Attribution, Part, Quote
from quotes.writers.flat import ARTICLE, COLUMNS, row
from quotes.writers.sqlite import chunks
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, cue, speaker, statement

EVIL = "'); DROP TABLE speakers; --"
HARBOR = [
    statement("harbor", "Anna Lund", "Anna Lund", role="harbor master", path="harbor.txt", id="harbor:1"),
    statement("harbor", "she", "Anna Lund", resolution="pronoun", path="harbor.txt", id="harbor:2"),
    statement("harbor", "two officials", path="harbor.txt", id="harbor:3"),
    statement("harbor", None, path="harbor.txt", id="harbor:4", within="harbor:3"),
]
MOVED = HARBOR[0].model_copy(update={"path": "port.txt"})
VOTE = [
    statement("vote", "Anna Lund", "ANNA LUND", path=None, id="vote:1"),
    statement("vote", "Two officials", id="vote:2"),
    statement("vote", "two officials", id="vote:3"),
    statement("vote", "Corvo Holdings", "Corvo Holdings", type="organization", id="vote:4"),
    statement("vote", EVIL, EVIL, role=EVIL, id="vote:5"),
]
Ask = Callable[..., list[Any]]


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Callable[..., Ask]]:
    """A function that makes a database of files of records, and gives one that queries it."""
    path = tmp_path / "out.sqlite"
    with closing(sqlite3.connect(path)) as database:

        def load(
            lines: list[Line | ListedLine] | None = None,
            originals: Originals | None = None,
            **files: list[Attribution],
        ) -> Ask:
            found = lines or (Line(name, record) for name in files for record in files[name])
            path.write_bytes(b"".join(chunks(found, originals)))
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return lambda sql, *values: database.execute(sql, values).fetchall()

        yield load


def test_the_tables(asked: Callable[..., Ask]) -> None:
    ask = asked(monday=HARBOR, tuesday=VOTE)
    assert ask("SELECT source, path, doc FROM articles") == [
        ("monday", "harbor.txt", "harbor"),
        ("tuesday", None, "vote"),
    ]
    speakers = "SELECT name, speakers.type, doc FROM speakers LEFT JOIN articles ON articles.id = article_id"
    assert ask(f"{speakers} ORDER BY speakers.id") == [
        ("Anna Lund", "person", None),
        ("Two officials", "person", "vote"),
        (EVIL, "person", None),
        ("Corvo Holdings", "organization", None),
        ("two officials", "person", "harbor"),
    ]
    assert ask("SELECT a.id, name FROM attributions a LEFT JOIN speakers ON speakers.id = speaker_id") == [
        ("harbor:1", "Anna Lund"),
        ("harbor:2", "Anna Lund"),
        ("harbor:3", "two officials"),
        ("harbor:4", None),
        ("vote:1", "Anna Lund"),
        ("vote:2", "Two officials"),
        ("vote:3", "Two officials"),
        ("vote:4", "Corvo Holdings"),
        ("vote:5", EVIL),
    ]


def test_an_article_has_what_is_known_of_it(asked: Callable[..., Ask]) -> None:
    info = ArticleInfo(
        title="Bridge is safe", outlet="The Harbor Post", date="2026-11-02", url="https://harbor.example/1"
    )
    records = [statement("a", "Anna Lund", article=info), statement("b", "Anna Lund")]
    assert asked(run=records)("SELECT doc, title, outlet, date, url FROM articles ORDER BY doc") == [
        ("a", "Bridge is safe", "The Harbor Post", "2026-11-02", "https://harbor.example/1"),
        ("b", None, None, None, None),
    ]


def test_an_attribution_has_every_field_of_its_record(asked: Callable[..., Ask]) -> None:
    ask = asked(run=[REPORTED, SPOKEN])
    columns = [column for column in COLUMNS if column not in {*ARTICLE, "speaker_id"}]
    assert [column for _, column, *_ in ask("PRAGMA table_info(attributions)")] == [
        *("key", "article_id", "speaker_id"),
        *columns,
        "sentence",
    ]
    assert ask(f"SELECT {', '.join(columns)} FROM attributions") == [  # noqa: S608
        tuple(row(Line("run", record))[column] for column in columns) for record in (REPORTED, SPOKEN)
    ]


def test_an_attribution_within_another_is_found_in_its_article(asked: Callable[..., Ask]) -> None:
    ask = asked(monday=HARBOR, tuesday=HARBOR)
    inner = "SELECT o.key FROM attributions JOIN attributions o USING (article_id) WHERE o.id = "
    assert ask(f"{inner} attributions.within") == [(3,), (7,)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rains", ["harbor:1", "sample:39"]),
        ("lund", ["harbor:1"]),
        ("speaker_name : Lund", ["harbor:1"]),
        ("quote_text : Lund", []),
        ("role_text : master", ["harbor:1"]),
        ("senora", ["sample:39"]),
        ("drop", []),
    ],
)
def test_words_are_searched(asked: Callable[..., Ask], words: str, found: list[str]) -> None:
    text = "Roe said that it rains on the Señora."
    other = attribution(text, text[9:], id="sample:39")
    ask = asked(monday=[HARBOR[0], other])
    sql = "SELECT id FROM attributions JOIN attributions_fts f ON f.rowid = key WHERE attributions_fts MATCH ?"
    assert ask(f"{sql} ORDER BY key", words) == [(one,) for one in found]


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"monday": [HARBOR[0], HARBOR[0]]}, [("monday", "harbor.txt")]),
        ({"monday": [HARBOR[0], MOVED]}, [("monday", "harbor.txt"), ("monday", "port.txt")]),
        ({"monday": [HARBOR[0]], "tuesday": [HARBOR[0]]}, [("monday", "harbor.txt"), ("tuesday", "harbor.txt")]),
    ],
)
def test_an_id_is_unique_in_its_article(
    asked: Callable[..., Ask], files: dict[str, list[Attribution]], kept: list[tuple[str, str]]
) -> None:
    ask = asked(**files)
    sql = "SELECT source, path FROM attributions a JOIN articles ON articles.id = article_id WHERE a.id = 'harbor:1'"
    assert ask(sql) == kept


def test_the_view_for_people(asked: Callable[..., Ask]) -> None:
    sql = 'SELECT article, speaker, role, verb, quote, kind, target, "when", confidence FROM who_said_what'
    ask = asked(run=[REPORTED])
    assert ask(sql) == [
        ("sample", "Ida Roe", "Mayor", "told", "that the old bridge is safe", "indirect", "reporters", "on Monday", 0.9)
    ]
    assert [column for _, column, *_ in ask("PRAGMA table_info(who_said_what)")] == [
        *("key", "article", "title", "outlet", "desk", "date", "url", "speaker", "role", "verb", "quote", "kind"),
        *("factuality", "target", "when", "where", "act", "sentence", "confidence", "name_confidence"),
        *("role_confidence", "target_confidence"),
        *("verdict", "found_in", "found_spans", "negation", "same_speaker"),
    ]


def test_the_view_says_what_is_not_asserted_and_how_sure_a_name_is(asked: Callable[..., Ask]) -> None:
    text = "Lund never said that it rains."
    who = speaker(text, "Lund", "Anna Lund", confidence=0.6)
    denied = attribution(text, "that it rains", speaker=who, cue=cue(text, "said", factuality="negated"))
    ask = asked(run=[denied, statement("a", "Anna Lund")])
    assert ask("SELECT factuality, name_confidence FROM who_said_what") == [("negated", 0.6), ("asserted", None)]


def test_the_texts_and_sentences_as_far_as_they_are_found(tmp_path: Path, asked: Callable[..., Ask]) -> None:
    for doc, text in {"sample": TEXT, "quiet": "It rained.", "other": "It snowed."}.items():
        (tmp_path / f"{doc}.txt").write_text(text)
    quiet, other = (
        Listed(doc=doc, path=None, article=None, sha256=digest, characters=10, words=2, attributions=0, diagnostics=())
        for doc, digest in (("quiet", sha256(b"It rained.").hexdigest()), ("other", "0"))
    )
    lines = [
        *(Line("run", record) for record in (REPORTED, SPOKEN, statement("gone", "Anna Lund"))),
        *(ListedLine("run", article) for article in (quiet, other)),
    ]
    ask = asked(lines=lines, originals=Originals(Where(str(tmp_path))))
    assert ask("SELECT doc, text FROM articles ORDER BY doc") == [
        ("gone", None),
        ("other", None),
        ("quiet", "It rained."),
        ("sample", TEXT),
    ]
    assert ask("SELECT sentence FROM who_said_what ORDER BY key") == [
        ("Mayor Ida Roe told reporters on Monday that the old bridge is safe.",),
        ("“It will stand,” she said. “I promise.”",),
        (None,),
    ]


def test_the_last_attribution_with_an_id_replaces_the_first_completely(asked: Callable[..., Ask]) -> None:
    later = statement("harbor", "Ida Roe", "Ida Roe", path="harbor.txt", id="harbor:1")
    ask = asked(monday=[HARBOR[0], later])
    assert ask("SELECT name FROM speakers") == [("Ida Roe",)]
    assert ask("SELECT speaker_name FROM attributions") == [("Ida Roe",)]
    assert ask("SELECT count(*) FROM attributions_fts WHERE attributions_fts MATCH 'anna'") == [(0,)]


def test_the_tables_are_looked_up_by_index(asked: Callable[..., Ask]) -> None:
    ask = asked(monday=HARBOR)
    for sql in (
        "SELECT id FROM articles WHERE doc = '' AND source = '' AND path IS NULL",
        "SELECT id FROM speakers WHERE name = '' AND type = '' AND article_id IS 1",
        "SELECT key FROM attributions WHERE speaker_id = 1",
        "SELECT key FROM attributions WHERE id = ''",
    ):
        assert "USING" in ask(f"EXPLAIN QUERY PLAN {sql}")[0][3]


def test_an_offset_that_is_too_large_for_a_database() -> None:
    far = Part(text="Mayor", start=2**70, end=2**70 + 5)
    with pytest.raises(OutputError, match="SQLite: an offset has more than 64 bits"):
        list(chunks([Line("run", attribution(TEXT, "I promise.", roles=(far,), role=far))]))


def test_no_records_are_empty_tables(asked: Callable[..., Ask]) -> None:
    ask = asked(run=[])
    assert ask("SELECT count(*) FROM attributions") == [(0,)]


def test_the_same_records_are_the_same_bytes() -> None:
    lines = [Line("run", record) for record in HARBOR]
    assert b"".join(chunks(lines)) == b"".join(chunks(lines))


def test_any_character_is_kept(asked: Callable[..., Ask]) -> None:
    text = "a\x00b\x1b“🎉”"
    quote = Quote(text=text, kind="direct", spans=((0, len(text)),))
    ask = asked(run=[Attribution(id="a:0", doc="a", quote=quote, rule="x", confidence=1)])
    assert ask("SELECT quote_text FROM attributions") == [(text,)]
