"""Who said what, in which role, to whom, in English news.

>>> import quotes
>>> extractor = quotes.load()
>>> for attribution in extractor.extract(text).attributions:
...     print(attribution.speaker, attribution.quote.text)

Names load on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.article import Article, Diagnostic
    from quotes.component import pipeline
    from quotes.errors import (
        ArticleError,
        BatchError,
        LexiconError,
        LinesError,
        ModelError,
        OutputError,
        PlaceError,
        QuotesError,
        RecordError,
    )
    from quotes.extract import Extraction, Extractor, load
    from quotes.inputs.articles import articles
    from quotes.records import Act, ArticleInfo, Attribution, Cue, Part, Quote, Speaker, Target

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Article",
    "ArticleError",
    "ArticleInfo",
    "Attribution",
    "BatchError",
    "Cue",
    "Diagnostic",
    "Extraction",
    "Extractor",
    "LexiconError",
    "LinesError",
    "ModelError",
    "OutputError",
    "Part",
    "PlaceError",
    "Quote",
    "QuotesError",
    "RecordError",
    "Speaker",
    "Target",
    "__version__",
    "articles",
    "load",
    "pipeline",
]

_HOMES = {
    "quotes.article": ("Article", "Diagnostic"),
    "quotes.component": ("pipeline",),
    "quotes.errors": (
        "ArticleError",
        "BatchError",
        "LexiconError",
        "LinesError",
        "ModelError",
        "OutputError",
        "PlaceError",
        "QuotesError",
        "RecordError",
    ),
    "quotes.extract": ("Extraction", "Extractor", "load"),
    "quotes.inputs.articles": ("articles",),
    "quotes.records": ("Act", "ArticleInfo", "Attribution", "Cue", "Part", "Quote", "Speaker", "Target"),
}


def __getattr__(name: str) -> object:
    """The public name from its home module (PEP 562), kept here for the next use."""
    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
