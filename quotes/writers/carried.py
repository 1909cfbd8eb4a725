"""The records that a page carries, so that a reader can save those that are shown: gzip in base64, with both forms.

Each line of it is a JSON array: the record's line of JSON, and its row of CSV. The header comes first.
"""

from __future__ import annotations

import zlib
from base64 import b64encode

from quotes.lines import Line
from quotes.writers import csv, jsonl
from quotes.writers.flat import COLUMNS, row

_GZIP = 16 + zlib.MAX_WBITS  # with gzip's header, which has no time in it


class Carried:
    """The lines so far, compressed as they come."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(wbits=_GZIP)
        self._packed = [self._line(b"", [*csv.table([COLUMNS])])]

    def add(self, line: Line) -> None:
        """Carry a record."""
        self._packed.append(self._line(jsonl.line(line.record), [*csv.table([row(line).values()])]))

    def packed(self) -> str:
        """All of it. Nothing can be added after that."""
        return b64encode(b"".join([*self._packed, self._packer.flush()])).decode()

    def _line(self, record: bytes, cells: list[bytes]) -> bytes:
        forms = [record.decode(), b"".join(cells).decode()]
        return self._packer.compress(jsonl.dump(forms) + b"\n")
