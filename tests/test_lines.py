"""Lines -> records, and errors for lines that are not records."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from quotes.errors import LinesError
from quotes.lines import Line, ListedLine, Shelf, attributions, read, read_once, read_whole
from quotes.listing import Listed
from quotes.records import unknown
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN, statement

GOOD = line(REPORTED)

Reader = Callable[[Path], Iterator[Line | ListedLine]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n \n", b"\n\n"])
def test_what_was_written_is_read(file: Path, end: bytes) -> None:
    file.write_bytes(GOOD.rstrip() + end + line(SPOKEN).rstrip() + end)
    assert list(read(file)) == [REPORTED, SPOKEN]


def test_the_last_line_needs_no_end_and_a_file_no_line(file: Path) -> None:
    file.write_bytes(GOOD.rstrip())
    assert list(read(file)) == [REPORTED]
    file.write_bytes(b"")
    assert list(read(str(file))) == []


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (
            GOOD.replace(b'"schema_version":"1.2"', b'"schema_version":"2.0","mood":"calm"'),
            "schema version 2.0, not 1.2: use a newer version of quotes",
        ),
        (
            GOOD.replace(b'"1.2"', b'"0.9"').replace(b'"rule":', b'"sieve":'),
            "schema version 0.9, not 1.2: use an older version of quotes",
        ),
        (
            b'{"schema_version":"1.10"}',
            "schema version 1.10, not 1.2: use a newer version of quotes",
        ),
        (
            GOOD.replace(b'"1.2"', b'"newest\x1b"'),
            "Invalid JSON: control character (\\u0000-\\u001F) found while parsing a string at column 26",
        ),
        (
            GOOD.replace(b'"1.2"', b'"newest"'),
            r"schema_version: String should match pattern '^1\.[0-9]{1,4}$'",
        ),
        (GOOD.replace(b'"indirect"', b'"free"'), "quote.kind: Input should be 'direct', 'mixed' or 'indirect'"),
        (GOOD.replace(b'"end":5', b'"end":6'), "role: Value error, 0 to 6 is not the length of the text, 5"),
        (GOOD[:70], "Invalid JSON: EOF while parsing a string at column 70"),
        (b"Roe said that it rains.", "Invalid JSON: expected value at column 1"),
        (b"\xff\xfe\x00", "Invalid JSON: expected value at column 1"),
        (b"[" * 100_000, "Invalid JSON: recursion limit exceeded at column 202"),
        (b"[]", "Input should be an object"),
        (b'{"text": "an article"}', "id: Field required"),
    ],
)
def test_a_line_that_is_not_a_record(file: Path, bad: bytes, cause: str) -> None:
    file.write_bytes(GOOD + bad.rstrip() + b"\n" + GOOD)
    records = read(file)
    assert next(records) == REPORTED
    with pytest.raises(LinesError) as error:
        next(records)
    assert str(error.value) == f"{file}: line 2: {cause}"
    assert (error.value.path, error.value.line, error.value.cause) == (str(file), 2, cause)


@pytest.mark.parametrize(
    ("path", "cause"),
    [("absent.jsonl", "no such file or directory"), (".", "is a directory"), ("a\0b", "embedded null byte")],
)
def test_a_file_that_does_not_exist(path: str, cause: str) -> None:
    with pytest.raises(LinesError) as error:
        list(read(path))
    assert (str(error.value), error.value.line) == (f"{path}: {cause}", None)


def test_a_whole_file_is_given_with_its_name(file: Path) -> None:
    file.write_bytes(GOOD + line(SPOKEN))
    assert list(read_whole(file)) == [Line(str(file), REPORTED), Line(str(file), SPOKEN)]


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        ("", ""),
        ("aAb", "aAb"),
        ("aa", "a"),
        ("abcab", "cab"),
        ("aba", "ba"),
        ("axb", "xb"),  # x has the id of a, and another text
        ("apa", "pa"),  # p has the id of a in another file
    ],
)
def test_of_an_id_in_an_article_the_last_record_is_given(file: Path, lines: str, given: str) -> None:
    first = statement("harbor", "Anna Lund", id="1")
    of = {"a": first, "b": statement("harbor", "Anna Lund", id="2"), "c": statement("harbor", "Anna Lund", id="3")}
    of |= {"A": statement("port", "Anna Lund", id="1"), "x": statement("harbor", "Ida Roe", id="1")}
    of |= {"p": first.model_copy(update={"path": "port.txt"})}
    file.write_bytes(b"".join(line(of[each]) for each in lines))
    assert [found.record for found in attributions(read_once(file))] == [of[each] for each in given]
    assert [found.record for found in attributions(read_whole(file))] == [of[each] for each in lines]


def test_a_file_with_a_bad_line_gives_nothing(file: Path) -> None:
    file.write_bytes(GOOD * 3 + b"no\n")
    with pytest.raises(LinesError, match="line 4"):
        next(read_whole(file))


@pytest.mark.parametrize("change", [(b'"cue":{', b'"cue":{"note":1,'), (b'"rule":', b'"mood":"calm","rule":')])
@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_an_unknown_field_is_kept(file: Path, change: tuple[bytes, bytes], version: str) -> None:
    file.write_bytes(GOOD.replace(*change).replace(b'"1.2"', b'"%s"' % version.encode()))
    (record,) = read(file)
    assert json.loads(line(record)) == json.loads(file.read_bytes())
    assert unknown(record) in ({"cue": {"note": 1}}, {"mood": "calm"})


def test_a_line_of_version_1_1_is_read_as_one_of_ours(file: Path) -> None:
    old = GOOD.replace(b'"1.2"', b'"1.1"').replace(b',"role_confidence":null,"target_confidence":null', b"")
    file.write_bytes(old)
    (record,) = read(file)
    assert (record, line(record)) == (REPORTED, GOOD)


@pytest.mark.parametrize(("negated", "factuality"), [("true", "negated"), ("false", "asserted")])
def test_a_line_of_version_1_0_is_read_as_one_of_ours(file: Path, negated: str, factuality: str) -> None:
    old = GOOD.replace(b'"1.2"', b'"1.0"').replace(b'"factuality":"asserted"', b'"negated":%s' % negated.encode())
    file.write_bytes(old)
    (record,) = read(file)
    assert line(record) == GOOD.replace(b'"asserted"', b'"%s"' % factuality.encode())


def test_an_error_in_a_line_of_version_1_0_is_reported(file: Path) -> None:
    file.write_bytes(GOOD.replace(b'"1.2"', b'"1.0"').replace(b'"factuality":"asserted"', b'"negated":1'))
    with pytest.raises(LinesError, match=r"cue\.factuality: Field required"):
        list(read(file))


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz", "run"])
def test_a_packed_file_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(GOOD + line(SPOKEN)))
    assert list(read(file)) == [REPORTED, SPOKEN]
    with closing(Shelf(file)) as shelf:
        assert [shelf.at(place) for place, _ in list(shelf)] == [REPORTED, SPOKEN]


def article(doc: str, attributions: int) -> Listed:
    return Listed(
        doc=doc, path=None, article=None, sha256="0", characters=1, words=1, attributions=attributions, diagnostics=()
    )


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz", "run"])
@pytest.mark.parametrize("reader", [read_once, read_whole])
def test_the_articles_of_a_list_come_after_the_records(tmp_path: Path, name: str, reader: Reader) -> None:
    file, listed = tmp_path / name, [article("a", 2), article("b", 0)]
    file.write_bytes(GOOD + line(SPOKEN))
    (tmp_path / "run.articles.ndjson").write_bytes(b"".join(map(line, listed)))
    source = str(file)
    assert list(reader(file)) == [
        *(Line(source, record) for record in (REPORTED, SPOKEN)),
        *(ListedLine(source, each) for each in listed),
    ]


@pytest.mark.parametrize("reader", [read_once, read_whole])
def test_the_list_of_another_run_is_an_error(file: Path, reader: Reader) -> None:
    file.write_bytes(GOOD)
    file.with_suffix(".articles.ndjson").write_bytes(line(article("a", 2)))
    with pytest.raises(LinesError) as error:
        list(reader(file))
    assert str(error.value) == (
        f"{file.with_suffix('.articles.ndjson')}: lists 2 attributions, and {file} has 1: it belongs to another run."
        " Delete it, or run quotes extract --articles again"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_file_that_is_too_large_for_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> BinaryIO:
        return Path("/dev/full").open("r+b", buffering=0)

    file.write_bytes(GOOD)
    monkeypatch.setattr("quotes.lines.SpooledTemporaryFile", full)
    with pytest.raises(LinesError, match=r"run\.jsonl: cannot be kept: no space left on device"):
        next(read_whole(file))


def test_each_record_is_found_again_by_its_place(file: Path) -> None:
    file.write_bytes(b"\n" + GOOD + b" \n" + line(SPOKEN).rstrip())
    with closing(Shelf(file)) as shelf:
        places = dict(shelf)
        assert list(places.values()) == [REPORTED, SPOKEN]
        file.unlink()  # another may take its path meanwhile
        assert [shelf.at(place) for place in reversed(places)] == [SPOKEN, REPORTED]
        with pytest.raises(LinesError, match=r"run.jsonl: Invalid JSON"):
            shelf.at(5)


def test_a_shelf_reports_what_cannot_be_read(file: Path) -> None:
    file.write_bytes(GOOD + b"no\n")
    with closing(Shelf(file)) as shelf, pytest.raises(LinesError, match=r"run.jsonl: line 2: Invalid JSON"):
        list(shelf)
    for path, cause in [("absent", "no such file or directory"), ("a\x00b", "embedded null byte")]:
        with pytest.raises(LinesError, match=f"{cause}$"):
            Shelf(path)


def test_a_pipe_is_kept_to_be_read_twice() -> None:
    reader, writer = os.pipe()
    os.write(writer, GOOD)
    os.close(writer)
    with closing(Shelf(f"/dev/fd/{reader}")) as shelf:
        assert [list(shelf), list(shelf)] == [[(0, REPORTED)]] * 2
    os.close(reader)
