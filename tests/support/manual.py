"""The manual, README.md and docs/: its pages as blocks, sections and links, and the output of its commands."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from tests.support import ROOT
from tests.support.command import environment, read_terminal

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWS = frozenset({"console", "json"})  # what a block prints stands in the next one


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page, with the block right after it that shows its output."""

    language: str
    text: str
    shown: str | None = None
    shown_as: str = ""


def text_of(name: str) -> str:
    """A page of docs/."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page in order; an output belongs to the block that prints it."""
    found = list(_FENCE.finditer(page))
    for i, match in enumerate(found):
        if match[1] in _SHOWS and i > 0 and _adjoin(page, found[i - 1], match):
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        if after is not None and after[1] in _SHOWS and _adjoin(page, match, after):
            yield Block(match[1], match[2], after[2], after[1])
        else:
            yield Block(match[1], match[2])


def _adjoin(page: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return not page[one.end() : other.start()].strip()


def sections(page: str) -> dict[str, str]:
    """The text under each heading of the second level, by the heading."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchors(page: str) -> set[str]:
    """The anchors of a page: each heading in lower case, with hyphens for its spaces."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def terminal(command: Sequence[str], here: Path, tools: Path) -> tuple[int, str]:
    """Exit code and what a terminal of 80 columns gets in that folder; standard error comes last.

    `tools` is a folder of programs that come before all others.
    """
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    variables = environment(PATH=path, COLUMNS="80", TERM="dumb", PYTHONIOENCODING="utf-8")
    parent, child = pty.openpty()
    ioctl(child, TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command, cwd=here, stdin=subprocess.DEVNULL, stdout=child, stderr=errors, env=variables
        ) as process,
    ):
        os.close(child)
        printed = b"".join(iter(lambda: read_terminal(parent), b""))
        code = process.wait()
        errors.seek(0)
        printed += errors.read()
    os.close(parent)
    return code, printed.decode().replace("\r\n", "\n")
