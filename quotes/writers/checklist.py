"""What `quotes check` wrote about records, so that the page and the database show it beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from quotes.checking.checked import Checked
from quotes.checking.comparing import Verdict
from quotes.errors import LinesError
from quotes.files import path_name
from quotes.lines import read, read_as
from quotes.records import Attribution
from quotes.writers.outgoing import file_name

WORST: tuple[Verdict, ...] = ("not found", "partial", "altered", "verbatim")


class Checklist:
    """The checks of records: of a mixed quote, one for each of its quotations.

    Attributes:
        stale: how many are of other words than their record has now. They are given to no record.
    """

    def __init__(self, found: Iterable[Checked] = (), name: str = "") -> None:
        self.stale = 0
        self._name = name
        self._of = defaultdict[tuple[str | None, str | None, str | None], list[Checked]](list)
        for each in found:
            self._of[each.path, each.doc, each.id].append(each)

    @classmethod
    def read(cls, path: str, *, local_paths: bool) -> Checklist:
        """The checks in a file, with names of sources instead of paths unless they are asked for. Raises LinesError."""
        if _has_attributions(path):
            raise LinesError(path_name(path), "has attributions: give the file that quotes check wrote with -o")
        found = read_as(path, Checked)
        return cls(found if local_paths else map(_named, found), path_name(path))

    def __bool__(self) -> bool:
        return bool(self._of)

    def of(self, record: Attribution, path: str | None) -> tuple[Checked, ...]:
        """The checks of a record; `path` is that of its article, as `quotes check` was given it."""
        found = self._of.get((path, record.doc, record.id), ())
        fitting = tuple(each for each in found if each.quote in record.quote.text)
        self.stale += len(found) - len(fitting)
        return fitting

    def error(self) -> LinesError | None:
        """What to tell the user if checks were left out."""
        if not self.stale:
            return None
        are = "1 check is" if self.stale == 1 else f"{self.stale:,} checks are"
        return LinesError(self._name, f"{are} of other words than the records have now: run quotes check again")


def worst(checked: Sequence[Checked]) -> Verdict | None:
    """The verdict that matters most; None if nothing was checked."""
    return min((each.verdict for each in checked), key=WORST.index, default=None)


def _has_attributions(path: str) -> bool:
    """Whether the file begins with an attribution; a pipe, which could be read only once, does not."""
    with suppress(LinesError):
        return Path(path).is_file() and next(read(path), None) is not None
    return False


def _named(check: Checked) -> Checked:
    """The check with the file's name of its source."""
    if check.found is None or check.found.path is None:
        return check
    return check.model_copy(update={"found": check.found.model_copy(update={"path": file_name(check.found.path)})})
