"""A pipeline that has been changed in any way is an error of one line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from quotes.errors import ModelError
from quotes.parsing import checksums, parse

Change = Callable[[Path], object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the included pipeline."""
    return Path(shutil.copytree(parse.SHIPPED, tmp_path / "copy"))


def cut(name: str) -> Change:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) // 2])

    return change


def put(name: str, data: bytes) -> Change:
    return lambda folder: (folder / name).write_bytes(data)


def gone(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def turn_a_byte(folder: Path) -> None:
    graph = bytearray((folder / "encoder" / "graph.onnx").read_bytes())
    graph[len(graph) // 2] ^= 1
    (folder / "encoder" / "graph.onnx").write_bytes(graph)


def version(number: str) -> Change:
    def change(folder: Path) -> None:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        (folder / "meta.json").write_text(json.dumps({**meta, "version": number}), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (turn_a_byte, "encoder/graph.onnx does not match its checksum in SHA256SUMS"),
        (cut("encoder/graph.onnx"), "encoder/graph.onnx does not match its checksum in SHA256SUMS"),
        (cut("encoder/pieces.txt"), "encoder/pieces.txt does not match its checksum in SHA256SUMS"),
        (put("config.cfg", b"[nlp"), "config.cfg does not match its checksum in SHA256SUMS"),
        (gone("encoder/classes.json"), "encoder/classes.json: no such file or directory"),
        (gone("meta.json"), "meta.json: no such file or directory"),
        (version("3.9.9"), "meta.json does not match its checksum in SHA256SUMS"),
        (version("4.0.0"), "is version 4.0.0 of quotes_news; this version of quotes needs version 3"),
        (version("30.0.0"), "is version 30.0.0 of quotes_news; this version of quotes needs version 3"),
        (put("SHA256SUMS", b"no sums"), "SHA256SUMS is not a list of checksums"),
        (put("SHA256SUMS", b"\xff\x00"), "SHA256SUMS is not a list of checksums"),
    ],
)
def test_what_was_changed_is_named(copy: Path, change: Change, complaint: str) -> None:
    change(copy)
    with pytest.raises(ModelError) as error:
        parse.load(copy)
    assert str(error.value) == f"{copy}: {complaint}"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (cut("encoder/graph.onnx"), "graph.onnx is damaged"),
        (put("encoder/graph.onnx", b""), "graph.onnx is damaged"),
        (put("encoder/classes.json", b"{"), "classes.json is damaged"),
        (put("encoder/classes.json", b"[]"), "classes.json is damaged"),
        (put("encoder/pieces.txt", b"one\ntwo"), "pieces.txt is damaged"),
        (put("encoder/label.msgpack", b"\xc1"), "label.msgpack is damaged"),
        (gone("encoder/graph.onnx"), "graph.onnx"),
        (put("config.cfg", b"[nlp"), "Config validation error"),
        (cut("config.cfg"), "interpolation"),
        (put("meta.json", b"[]"), "meta.json"),
        (cut("tokenizer"), "Unpack failed"),
        (gone("lemmatizer/lookups/lookups.bin"), "lemma_rules"),
    ],
)
def test_without_checksums_the_error_is_still_one_line(copy: Path, change: Change, complaint: str) -> None:
    (copy / checksums.NAME).unlink()
    change(copy)
    with pytest.raises(ModelError, match=re.escape(complaint)) as error:
        parse.load(copy)
    assert len(str(error.value).splitlines()) == 1


def test_a_pipeline_that_was_saved_again_has_no_checksums(copy: Path, tmp_path: Path) -> None:
    nlp = spacy.load(copy)
    nlp.add_pipe("quotes")
    nlp.to_disk(tmp_path / "mine")
    assert "quotes" in parse.load(tmp_path / "mine").pipe_names


def test_another_program_reads_the_checksums(copy: Path) -> None:
    program = shutil.which("sha256sum") or pytest.skip("no sha256sum here")
    subprocess.run([program, "--check", "--strict", "--quiet", checksums.NAME], cwd=copy, check=True)


def test_all_files_that_are_loaded_have_checksums(copy: Path) -> None:
    shipped = (copy / checksums.NAME).read_bytes()
    for name in ("LICENSE", "MODEL_CARD.md"):
        (copy / name).unlink()
    checksums.write(copy)
    assert (copy / checksums.NAME).read_bytes() == shipped
