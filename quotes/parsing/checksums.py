"""The checksums that a saved pipeline may come with, in a file that `sha256sum --check` can read, too."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from quotes.errors import ModelError
from quotes.files import cause

NAME = "SHA256SUMS"

_ENTRY = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[^\0]+)")


def write(folder: Path) -> None:
    """Write the checksums of all files in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def check(folder: Path) -> None:
    """Compare each file with its checksum. A folder without checksums passes.

    Raises ModelError, which names the first file that is missing, cannot be read, or has changed.
    """
    if not (folder / NAME).is_file():
        return
    for line in _bytes(folder, NAME).decode("utf-8", "replace").splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            raise ModelError(str(folder), f"{NAME} is not a list of checksums")
        # a whole file at once: hashing releases Python's lock once, and another thread can import meanwhile
        if sha256(_bytes(folder, entry["name"])).hexdigest() != entry["sum"]:
            raise ModelError(str(folder), f"{entry['name']} does not match its checksum in {NAME}")


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(str(folder), f"{name}: {cause(error)}") from error
