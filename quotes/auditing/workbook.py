"""An audit as an Excel workbook: what to beware of, then a sheet for each dimension. Needs XlsxWriter."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.auditing.counts import Audit
from quotes.auditing.sheets import COLUMNS, rows
from quotes.auditing.shown import WARNINGS, articles, title
from quotes.writers.xlsx import Column, Sheet, workbook

_WIDTHS = {"value": 40, "sort": 30}  # characters
_STYLES = dict.fromkeys(("share_of_statements", "share_of_voice"), "0.0%")
_LONGEST = 28  # characters of a sheet's name; Excel has room for 31, and two sheets may need a number
_FORBIDDEN = str.maketrans("[]:*?/\\", " " * 7)


def chunks(audit: Audit) -> Iterator[bytes]:
    """The file. Raises OutputError if it cannot be written."""
    columns = [Column(name, _WIDTHS.get(name, len(name) + 4), _STYLES.get(name, "")) for name in COLUMNS]
    about = Sheet("About", [Column("Whom do we quote", 120)], ([text] for text in (articles(audit), *WARNINGS)))
    return workbook(
        [about, *(Sheet(_name(name), columns, rows(audit, groups)) for name, groups in audit.groups.items())]
    )


def _name(dimension: str) -> str:
    """What a sheet may be called."""
    return title(dimension).translate(_FORBIDDEN)[:_LONGEST].strip("' ") or "-"
