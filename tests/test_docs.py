"""docs/ is correct: its commands and its Python run and print what is shown, and its links work."""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

import quotes
from tests.support import ROOT
from tests.support.forks import program
from tests.support.manual import DOCS, PAGES, Block, anchors, blocks, terminal

READ = {path.name: list(blocks(path.read_text(encoding="utf-8"))) for path in sorted(DOCS.glob("*.md"))}

RUN = frozenset({"sh", "python"})
OTHERS = frozenset({"diff", "toml", "json", "text", "yaml"})  # are shown, not run

# Pages, and first words of blocks, that are not run, each with the reason.
NOT_RUN = {
    "scale.md": "needs an archive, or a cluster",
    "supply-chain.md": "installs packages",
    "quotes batch archive": "needs an archive",
    "python -m tests.support.parses": "writes into the tree",
    "python -m pytest": "is what runs here",
    "python -m evaluation": "needs a checkout, and most of it corpora that do not ship",
    "python -m training": "needs the corpora, and an hour and a half",
    "quotes review out.jsonl\n": "asks on a terminal, as in tests/cli/test_review.py",
    "pip install ./models/accurate": "installs a package",
    "quotes extract article.txt --model en_core_web_lg": "needs a pipeline of another house",
}
NEEDS = {
    "import pandas": "pandas",
    ".parquet": "pyarrow",
    ".xlsx": "xlsxwriter",
    "quotes batch rows": "distributed",
    "out/rows": "distributed",
}  # what stands in a block, and the optional package it needs

# Another processor may round these otherwise: a confidence, in the table and in JSON, and what evidence is worth.
_SCORES = re.compile(r"\d+%|[+−]\d\.\d|(?<=confidence\":)[\d.]+")


@dataclass
class Reader:
    """A reader who follows a page from its top, in a folder with the seeds and in one session of Python."""

    name: str
    here: Path
    names: dict[str, object] = field(default_factory=dict)
    printed: list[tuple[int, str] | None] = field(default_factory=list)

    def result(self, number: int) -> tuple[int, str] | None:
        """Exit code and output of a block, once all before it have run; None if it does not run."""
        while len(self.printed) <= number:
            block = READ[self.name][len(self.printed)]
            runs = block.language in RUN and why_not(self.name, block) is None
            self.printed.append(self._run(block) if runs else None)
        return self.printed[number]

    def _run(self, block: Block) -> tuple[int, str]:
        if block.language == "sh":
            return terminal(["bash", "-euc", block.text], self.here, program().parent)
        with chdir(self.here), redirect_stdout(io.StringIO()) as out:
            exec(block.text, self.names)  # noqa: S102 - our own
        return 0, out.getvalue()


def why_not(name: str, block: Block) -> str | None:
    """Why a block of a page is not run, if it is not."""
    for start, reason in NOT_RUN.items():
        if name == start or block.text.startswith(start):
            return reason
    missing = [name for words, name in NEEDS.items() if words in block.text and find_spec(name) is None]
    return f"needs {missing[0]}" if missing else None


@pytest.fixture(scope="session")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    found = {}
    for name in READ:
        here = tmp_path_factory.mktemp(name.removesuffix(".md"))
        shutil.copytree(ROOT / "seeds", here / "seeds")
        found[name] = Reader(name, here)
    return found


def masked(text: str) -> list[str]:
    return [_SCORES.sub("%", line.rstrip()) for line in text.rstrip("\n").splitlines()]


def is_shown(shown: str, printed: str) -> bool:
    """Whether all of it is shown, except for the parts replaced by a line `...`."""
    lines = ["(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in masked(shown)]
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in masked(printed))) is not None


RUNNING = [
    pytest.param(name, number, id=f"{name}:{block.text.splitlines()[0]}")
    for name, page in READ.items()
    for number, block in enumerate(page)
    if block.language in RUN
]


@pytest.mark.parametrize(("name", "number"), RUNNING)
def test_what_is_typed_prints_what_is_shown(readers: dict[str, Reader], name: str, number: int) -> None:
    block = READ[name][number]
    if reason := why_not(name, block):
        pytest.skip(reason)
    result = readers[name].result(number)
    assert result
    code, printed = result
    assert "Traceback" not in printed
    assert code == 0 or "error:" in (block.shown or ""), printed
    if block.shown_as == "json":
        assert unsure(printed) == unsure(block.shown or "")
    elif block.shown is not None:
        assert is_shown(block.shown, printed), f"shows\n{printed}"


def unsure(text: str) -> object:
    """The value of the JSON without confidences."""
    return json.loads(text, object_hook=lambda read: {key: read[key] for key in read if not key.endswith("confidence")})


def test_exceptions_are_for_blocks_that_exist() -> None:
    texts = [block.text for page in READ.values() for block in page]
    assert [start for start in NOT_RUN if start not in READ and not any(text.startswith(start) for text in texts)] == []
    assert [words for words in NEEDS if not any(words in text for text in texts)] == []


@pytest.mark.parametrize("name", READ)
def test_a_block_is_run_or_its_language_says_that_it_is_not(name: str) -> None:
    assert {block.language for block in READ[name]} <= RUN | OTHERS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, _, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(#?)([^)]*)\)", text):
        linked = page.parent / target if target else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked.read_text(encoding="utf-8")), f"{target}#{anchor}"


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [name for name in READ if name != "index.md" and f"]({name})" not in index] == []


def test_the_citation_is_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, flags=re.MULTILINE) == [quotes.__version__]
