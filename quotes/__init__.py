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
    from quotes.article import Article as Article
    from quotes.article import Diagnostic as Diagnostic
    from quotes.component import pipeline as pipeline
    from quotes.errors import ArticleError as ArticleError
    from quotes.errors import BatchError as BatchError
    from quotes.errors import LexiconError as LexiconError
    from quotes.errors import LinesError as LinesError
    from quotes.errors import ModelError as ModelError
    from quotes.errors import OutputError as OutputError
    from quotes.errors import PeopleError as PeopleError
    from quotes.errors import PlaceError as PlaceError
    from quotes.errors import QuotesError as QuotesError
    from quotes.errors import RecordError as RecordError
    from quotes.extract import Extraction as Extraction
    from quotes.extract import Extractor as Extractor
    from quotes.extract import load as load
    from quotes.inputs.articles import articles as articles
    from quotes.people.known import People as People
    from quotes.people.known import Person as Person
    from quotes.records import Act as Act
    from quotes.records import ArticleInfo as ArticleInfo
    from quotes.records import Attribution as Attribution
    from quotes.records import Cue as Cue
    from quotes.records import Part as Part
    from quotes.records import Quote as Quote
    from quotes.records import Speaker as Speaker
    from quotes.records import Target as Target

__version__ = "0.1.0"

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
        "PeopleError",
        "PlaceError",
        "QuotesError",
        "RecordError",
    ),
    "quotes.extract": ("Extraction", "Extractor", "load"),
    "quotes.inputs.articles": ("articles",),
    "quotes.people.known": ("People", "Person"),
    "quotes.records": ("Act", "ArticleInfo", "Attribution", "Cue", "Part", "Quote", "Speaker", "Target"),
}

__all__ = sorted(["__version__", *(name for names in _HOMES.values() for name in names)])  # noqa: PLE0605


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
