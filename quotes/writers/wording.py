"""Words for records, shared by the table and the page. They are not yet safe to display (see `visible`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from quotes.article import Article, Diagnostic, place
from quotes.files import stem
from quotes.records import Quote, Speaker
from quotes.writers.segments import paragraphs

if TYPE_CHECKING:
    from quotes.checking.checked import Checked, Difference, FoundIn

_HEADLINE = 110  # characters, which hardly a headline has
_STOPS = tuple('.?!…:;,"”’»)')


def name(article: Article) -> str:
    """The file, with the article's id if it is different: daily.jsonl (n-17); the id if there is no file."""
    if article.path is None or stem(article.path) == article.id:
        return article.name
    return f"{article.path} ({article.id})"


def headline(article: Article) -> str:
    """The article's title, or its first line if it looks like one; the id if there is neither."""
    if article.info and article.info.title:
        return article.info.title
    bounds = paragraphs(article.text)
    first = article.text[slice(*bounds[0])].strip() if len(bounds) > 1 else ""
    is_headline = first and len(first) <= _HEADLINE and "\n" not in first and not first.endswith(_STOPS)
    return first if is_headline else article.id


def published(article: Article) -> list[str]:
    """Who published it and when, as far as it is known."""
    return [part for part in (article.info.outlet, article.info.date) if part] if article.info else []


def note(article: Article, diagnostic: Diagnostic) -> str:
    """The diagnostic with its place, *e.g.* line 3, column 80: a closing mark without an opening one."""
    if diagnostic.start is None:
        return diagnostic.message
    line, column = place(article.text, diagnostic.start)
    return f"line {line}, column {column}: {diagnostic.message}"


DOUBTFUL = 0.5  # a name, role or target that is less sure is shown as doubtful


def is_doubtful(confidence: float | None) -> bool:
    """Whether a part of a record is as likely wrong as right."""
    return confidence is not None and confidence < DOUBTFUL


def has_doubtful_name(speaker: Speaker) -> bool:
    """Whether the speaker has a name that is as likely wrong as right."""
    return speaker.name is not None and is_doubtful(speaker.confidence)


def asked(words: str, *, doubtful: bool) -> str:
    """The words, with a question mark if they are doubtful."""
    return f"{words}?" if doubtful else words


def called(speaker: Speaker) -> str:
    """The name, with a question mark if it is doubtful; the mention if there is none."""
    return asked(speaker.name or speaker.text, doubtful=has_doubtful_name(speaker))


def other_mention(speaker: Speaker) -> str:
    """What the text calls the speaker here, unless it is the name, a part of it or the name with a title."""
    if speaker.resolution == "continued":
        return "continued"
    called, mention = (speaker.name or speaker.text).casefold(), speaker.text.casefold()
    return "" if mention in called or called in mention else speaker.text


def pieces(quote: Quote) -> list[str]:
    """The characters of each span: the quote's text is these, joined by one space."""
    found, position = [], 0
    for start, end in quote.spans:
        found.append(quote.text[position : position + end - start])
        position += end - start + 1
    return found


def percent(probability: float) -> str:
    """*e.g.* 97%; 100% only if it is exact."""
    return "100%" if probability == 1 else f"{min(99, round(100 * probability))}%"


def number(count: int, noun: str) -> str:
    """*e.g.* 1 speaker, 2,000 speakers."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def found_in(found: FoundIn) -> str:
    """Where a check found a quotation: the record's id, or the file, with the article's id if it is different."""
    if found.id or not found.path:
        return found.id or found.doc
    name = PurePath(found.path).name
    return name if stem(name) == found.doc else f"{name} ({found.doc})"


def is_denied(check: Checked) -> bool:
    """Whether a negation was lost or added."""
    return any(each.negation for each in check.differences)


def differing(quotation: str, differences: Iterable[Difference]) -> Iterator[str | Difference]:
    """The quotation, cut where it differs without being admitted: words that are the same, and each difference."""
    at = 0
    for each in differences:
        if each.admitted is None:
            yield quotation[at : each.quoted.start]
            yield each
            at = each.quoted.end
    yield quotation[at:]
