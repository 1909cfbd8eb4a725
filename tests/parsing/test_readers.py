"""Our readers that are separate packages, tested with one that contains the included pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

import quotes
from quotes.archive import batch
from quotes.errors import ModelError
from quotes.inputs.encoding import from_text
from quotes.parsing import encoder, parse, readers, reading
from tests.support import ROOT

ACCURATE = ROOT / "models" / "accurate" / "quotes_accurate" / "model"
MEGABYTE = 1_000_000

TEXT = "The bridge is safe, Anna Lund said."


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a reader, as installed by pip."""
    package, info = tmp_path / "a_reader", tmp_path / "a_reader-1.0.dist-info"
    package.mkdir()
    info.mkdir()
    (package / "__init__.py").touch()
    (package / "model").symlink_to(parse.SHIPPED, target_is_directory=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: a-reader\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        f"[{readers.GROUP}]\naccurate = a_reader\nlost = no_such_package\nempty = tests\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return package


def test_an_installed_reader_is_found_by_its_name(installed: Path) -> None:
    assert readers.folder("accurate") == installed / "model"
    assert batch._files("accurate") == installed / "model"
    [found] = quotes.load("accurate").extract(TEXT).attributions
    assert (found.speaker and found.speaker.name, found.quote.text) == ("Anna Lund", "The bridge is safe")


@pytest.mark.parametrize(
    ("reader", "told"), [(None, ""), ("default", ", default reader"), ("accurate", ", accurate reader")]
)
def test_a_page_can_tell_the_readers_apart(reader: str | None, told: str) -> None:
    nlp = spacy.blank("en")
    if reader:
        nlp.add_pipe(encoder.FACTORY, config={"reader": reader})
    assert quotes.Extractor(nlp).model == f"en_{nlp.meta['name']} {nlp.meta['version']}{told}"


def test_other_names_are_spacy_s() -> None:
    assert readers.folder("en_core_web_lg") is None
    assert readers.folder("models/accurate") is None


def test_a_reader_that_is_not_installed() -> None:
    with pytest.raises(ModelError) as error:
        quotes.load("accurate")
    assert str(error.value) == "accurate: this reader is not installed; to install it: pip install ./models/accurate"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "complaint",
    [
        "lost: its package is damaged: No module named 'no_such_package'",
        "empty: its package has no pipeline; docs/pipelines.md explains how to make one",
    ],
)
def test_a_reader_whose_package_is_damaged(complaint: str) -> None:
    with pytest.raises(ModelError, match=f"^{complaint}$"):
        quotes.load(complaint.partition(":")[0])


@pytest.mark.skipif(not ACCURATE.exists(), reason="a package of its own, which a source distribution leaves out")
def test_the_accurate_reader_of_this_checkout() -> None:
    sizes = [file.stat().st_size for file in ACCURATE.rglob("*") if file.is_file()]
    assert max(sizes) < 60 * MEGABYTE
    assert sum(sizes) < 120 * MEGABYTE
    extractor = quotes.load(ACCURATE)
    article = from_text(TEXT, "a")
    read = reading.of(extractor.parse(article)[0])
    assert read is not None
    assert read.reader == "accurate"  # for which the arbiter has weights
    assert extractor.model.endswith(", accurate reader")
    [found] = extractor.extract(article).attributions
    assert (found.speaker and found.speaker.name, found.quote.text) == ("Anna Lund", "The bridge is safe")
