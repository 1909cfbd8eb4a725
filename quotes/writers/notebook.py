"""An extraction as a piece of HTML for a notebook: the text with the marks of the page, then who said what.

Its style is nested in its own element, so that it changes nothing else around it. There is no script and no link.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from quotes.extract import Extraction
from quotes.writers.html import ArticleEntry, Totals, prepared, templates
from quotes.writers.templates import style


def fragment(found: Extraction) -> str:
    """The piece; whatever stands in the text stays text."""
    [article] = prepared([ArticleEntry(found.article, found.attributions, found.diagnostics)], Totals())
    return templates().get_template("notebook.html").render(article=article, style=_style())


@cache
def _style() -> Markup:
    """The sheets, for the inside of a rule: what they say of the page is said of the element."""
    sheets = str(style("page/marks.css", "report/notebook.css"))  # of Markup, `replace` would escape the &
    return Markup(sheets.replace(":root", "&"))  # noqa: S704 - our own files
