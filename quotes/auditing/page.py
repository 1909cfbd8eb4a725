"""An audit as an HTML page that needs no other file, no network and no script; what comes from a text is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.auditing.counts import SOURCE, Audit, Group
from quotes.auditing.shown import WARNINGS, dimensions, title
from quotes.writers.templates import digest, environment, style

_MOST = 25  # groups of a dimension that are shown; CSV and Excel have them all


def page(audit: Audit, files: Sequence[str]) -> bytes:
    """The page; `files` are the names of the files of records."""
    sheet = style("audit/style.css")
    shown = environment("audit").get_template("page.html")
    return shown.render(
        files=files,
        total=audit.total,
        listed=audit.listed,
        dimensions={title(name): rows for name, rows in dimensions(audit, _MOST).items()},
        apart=_apart(audit.groups.get(SOURCE, ())),
        warnings=WARNINGS,
        style=sheet,
        policy=digest(sheet),
    ).encode()


def _apart(sources: Sequence[Group]) -> list[Group]:
    """Those with most records that are not asserted."""
    found = [group for group in sources if group.not_asserted]
    return sorted(found, key=lambda group: -group.not_asserted)[:_MOST]
