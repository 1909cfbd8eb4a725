"""Pages that need no other file: their style and script stand in them, and their policy allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from quotes.writers.visible import inert, visible
from quotes.writers.wording import number, percent


@cache
def environment(folder: str) -> Environment:
    """The templates of a folder in quotes/data, and those of the report, which others build on.

    Those compiled so far are kept: that takes longer than a short page.
    """
    folders = dict.fromkeys((folder, "report"))
    found = Environment(
        loader=ChoiceLoader([PackageLoader("quotes", f"data/{each}") for each in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"line": lambda text: inert(visible(text)), "percent": percent, "number": number}
    return found


def own(folder: str, name: str) -> Markup:
    """A style or a script of ours, unchanged."""
    return Markup((files("quotes") / "data" / folder / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def style(*sheets: str) -> Markup:
    """Our style sheets, one after the other: what all pages share, then *e.g.* report/style.css."""
    return Markup("\n").join(own(*sheet.split("/")) for sheet in ("page/palette.css", *sheets))


def digest(text: str) -> str:
    """What a Content-Security-Policy calls a style or a script by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
