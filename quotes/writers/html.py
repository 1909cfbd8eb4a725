"""Records to one HTML page for people: each article with its quotes marked in place, then the speakers and the counts.

The page needs no other files and no network. Text from an article, a file name or a record is only ever text in it:
jinja2 escapes it, `inert` and `visible` replace characters that would act or hide, and the page's own policy (its
Content-Security-Policy) allows only the one style and the one script whose hashes it names.

The page is written article by article. Only a line per article, for the lists at the end, is kept in memory.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote as percent_encoded

from markupsafe import Markup

from quotes.article import Article, Diagnostic
from quotes.checking.checked import Checked
from quotes.inputs.originals import Originals
from quotes.lines import Line, ListedLine
from quotes.records import Attribution, Factuality
from quotes.speakers.groups import Key
from quotes.speakers.profiles import Profile
from quotes.speakers.registry import Registry, key_of
from quotes.writers.about import About
from quotes.writers.carried import Carried
from quotes.writers.checklist import WORST, Checklist, worst
from quotes.writers.dates import day
from quotes.writers.links import link
from quotes.writers.segments import paragraphs, segments
from quotes.writers.templates import digest, environment, own, style
from quotes.writers.visible import inert
from quotes.writers.wording import (
    asked,
    called,
    differing,
    found_in,
    has_doubtful_name,
    headline,
    is_denied,
    is_doubtful,
    note,
    number,
    other_mention,
    pieces,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_PARTS = ("speaker", "cue", "target", "when", "where")
_LABEL = 120  # characters of a quote that are kept for its speaker's list
_DAYS = 31  # if the articles are of more days than that, they are chosen by the month

Checks = Mapping[str, Sequence[Checked]]  # of an article's records, by their ids


class ArticleEntry(NamedTuple):
    """An article and what to show of it; its text is "" if it was not found, and its title if it has only its own."""

    article: Article
    records: Sequence[Attribution]
    diagnostics: Sequence[Diagnostic] = ()
    source: str = ""  # the file of lines that the records are from
    checks: Checks = MappingProxyType({})
    title: str = ""


class Card(NamedTuple):
    """A record on the page: its number, its anchor, and the anchor of the record around it, if that is shown."""

    number: int
    anchor: str
    within: str | None
    record: Attribution
    checks: Sequence[Checked] = ()


class Piece(NamedTuple):
    """A piece of text covered by the same parts, such as (3, "quote"); `ends` are the quotes that end with it."""

    text: str
    parts: Sequence[tuple[int, str]] = ()
    ends: Sequence[Card] = ()


class Shown(NamedTuple):
    """An article for the template. A paragraph is a list of pieces; the text between two paragraphs is a string."""

    number: int
    title: str
    article: Article
    outlet: str  # "" if it is not known, as the day
    day: str
    url: str | None
    notes: list[str]
    body: Iterable[list[Piece] | str]
    cards: list[Card]
    tally: str  # 2 quotes, 1 not asserted, 1 repeated


class Mention(NamedTuple):
    """A quote in its speaker's list, also one that is not asserted."""

    anchor: str
    label: str
    factuality: Factuality


@dataclass(slots=True)
class Totals:
    """What is known at the end: the contents, the speakers as in `quotes speakers`, the counts."""

    registry: Registry = field(default_factory=Registry)
    contents: list[tuple[int, str, int]] = field(default_factory=list)  # an article's number, title, quotes
    mentions: defaultdict[Key, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    kinds: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    thoughts: Counter[str] = field(default_factory=Counter)
    tenths: Counter[int] = field(default_factory=Counter)  # of confidence: 9 for 0.9 to 1
    outlets: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    carried: Carried = field(default_factory=Carried)

    def count(self, card: Card, entry: ArticleEntry, article: Shown) -> None:
        """Count a record."""
        record, cue = card.record, card.record.cue
        self.carried.add(Line(entry.source, record))
        self.outlets[article.outlet] += 1
        self.days[article.day] += 1
        self.verdicts[worst(card.checks) or ""] += 1
        self.registry.count(record, entry.source)
        if record.speaker:
            mention = Mention(card.anchor, record.quote.text[:_LABEL], record.factuality)
            self.mentions[key_of(record.speaker, (entry.source, record.path, record.doc))].append(mention)
        self.kinds[kind(record)] += 1
        acts = self.thoughts if cue and cue.act.is_thought else self.acts
        acts[cue.act if cue else "none"] += 1
        self.tenths[min(9, int(10 * record.confidence))] += 1

    @property
    def dates(self) -> list[tuple[str, int]]:
        """The days in order with their counts, or the months if there are many days; "" comes last."""
        length = self.date_length
        found = Counter[str]()
        for each, count in self.days.items():
            found[each[:length]] += count
        return sorted(found.items(), key=lambda item: (not item[0], item[0]))

    @property
    def date_length(self) -> int:
        """How many characters of a day tell the dates apart: all of 2026-11-02, or 2026-11."""
        return 10 if len(self.days) <= _DAYS else 7

    @property
    def checked(self) -> list[tuple[str, int]]:
        """The verdicts with their counts, the worst first; none if nothing was checked."""
        verdicts = [(each, self.verdicts[each]) for each in (*WORST, "") if self.verdicts[each]]
        return [] if [each for each, _ in verdicts] == [""] else verdicts

    def speakers(self) -> Iterator[tuple[Profile, list[Mention]]]:
        """Each speaker with their quotes, those with most quotes first."""
        for profile, keys in self.registry.speakers():
            yield profile, [mention for key in keys for mention in self.mentions[key]]


def chunks(
    lines: Iterable[Line | ListedLine], originals: Originals, checklist: Checklist | None = None
) -> Iterator[bytes]:
    """The page of records, with the text of each article that is found and fits them."""
    return page(entries(lines, originals, checklist))


def page(entries: Iterable[ArticleEntry], about: About | None = None) -> Iterator[bytes]:
    """The page, an article at a time. Raises OutputError if SOURCE_DATE_EPOCH is not a time."""
    sheet, script = report_style(), report_script()
    policy = {"style": digest(sheet), "script": digest(script)}
    return render("report", "page.html", entries, about, style=sheet, script=script, policy=policy)


def report_style() -> Markup:
    """The style of the report, for pages that show articles as it does."""
    return style("page/marks.css", "report/style.css")


def report_script() -> Markup:
    """The script of the report."""
    return Markup("").join(own("report", f"{name}.js") for name in ("search", "saving", "page", "script"))


def render(
    folder: str, template: str, entries: Iterable[ArticleEntry], about: About | None = None, **values: object
) -> Iterator[bytes]:
    """The page by a template of a folder, an article at a time. `values` are what else the template names.

    Raises OutputError if SOURCE_DATE_EPOCH is not a time.
    """
    summary = Totals()
    found = templates(folder).get_template(template)
    stream = found.stream(about=about or About(), articles=prepared(entries, summary), summary=summary, **values)
    stream.enable_buffering(1000)
    return (piece.encode() for piece in stream)


def kind(record: Attribution) -> str:
    """The quote's kind for the page's filter: those that are not asserted have kinds of their own."""
    return record.quote.kind if record.is_asserted else record.factuality


@cache
def templates(folder: str = "report") -> Environment:
    """The templates of a folder, and the page's own, with their filters."""
    found = environment(folder)
    filters: dict[str, Any] = {
        "pieces": pieces,
        "called": called,
        "other_mention": other_mention,
        "kind": kind,
        "has_doubtful_name": has_doubtful_name,
        "doubtful": is_doubtful,
        "asked": lambda words, confidence: asked(words, doubtful=is_doubtful(confidence)),
        "worst": worst,
        "found_in": found_in,
        "denied": is_denied,
        "differing": differing,
        "parts": lambda parts: " ".join(f"{record}:{part}" for record, part in parts),
        "classes": _classes,
    }
    found.filters |= filters
    return found


def _classes(parts: Sequence[tuple[int, str]]) -> str:
    """The style of a piece: that of a quote, if it is in one, and that of the narrowest other part around it."""
    names = [part for _, part in parts]
    narrowest = next((name for name in names if name != "quote"), "")
    return " ".join(filter(None, ["quote" if "quote" in names else "", narrowest]))


def prepared(entries: Iterable[ArticleEntry], summary: Totals) -> Iterator[Shown]:
    """The articles for the templates, one after the other; each is counted once it has been taken."""
    taken: Counter[str] = Counter()
    cards_before = 0
    for place, entry in enumerate(entries, 1):
        article = entry.article
        cards = list(_cards(entry, cards_before, taken))
        cards_before += len(cards)
        title, info = entry.title or headline(article), article.info
        said = sum(card.record.is_asserted and card.record.repeats is None for card in cards)
        found = Shown(
            place,
            title,
            article,
            (info and info.outlet) or "",
            (info and day(info.date)) or "",
            link(info.url if info else None),
            [note(article, diagnostic) for diagnostic in entry.diagnostics],
            _body(article.text, cards),
            cards,
            _tally(said, cards),
        )
        yield found
        summary.contents.append((place, title, said))
        for card in cards:
            summary.count(card, entry, found)


def _tally(said: int, cards: Sequence[Card]) -> str:
    """*e.g.* 2 quotes, 1 not asserted, 1 repeated: each card is one of the three."""
    repeated = sum(card.record.repeats is not None for card in cards)
    others = {"not asserted": len(cards) - said - repeated, "repeated": repeated}
    return ", ".join([number(said, "quote"), *(f"{count:,} {which}" for which, count in others.items() if count)])


def _cards(entry: ArticleEntry, before: int, taken: Counter[str]) -> Iterator[Card]:
    records = entry.records
    anchors = [_anchor(record.id, taken) for record in records]
    of = {record.id: anchor for record, anchor in zip(records, anchors, strict=True)}
    for place, (record, anchor) in enumerate(zip(records, anchors, strict=True), before + 1):
        yield Card(place, anchor, of.get(record.within or ""), record, entry.checks.get(record.id, ()))


def _anchor(record_id: str, taken: Counter[str]) -> str:
    """The id, escaped for an address, with /2 if the same id occurs twice. The page's own anchors begin with /."""
    encoded = percent_encoded(record_id, safe=":")
    taken[encoded] += 1
    return encoded if taken[encoded] == 1 else f"{encoded}/{taken[encoded]}"


def _body(text: str, cards: Sequence[Card]) -> Iterator[list[Piece] | str]:
    """The text's paragraphs and the characters between them: together, the complete text."""
    shown, bounds = inert(text), paragraphs(text)
    ends: defaultdict[int, list[Card]] = defaultdict(list)
    for card in cards:
        ends[card.record.quote.spans[-1][1]].append(card)

    def paragraph(segment: tuple[int, int, object]) -> int | None:
        place = bisect(bounds, segment[0], key=lambda bound: bound[0]) - 1
        return place if place >= 0 and segment[0] < bounds[place][1] else None

    marks = (mark for card in cards for mark in _marks(card))
    cut = segments(len(text), marks, (edge for bound in bounds for edge in bound))
    for place, group in groupby(cut, paragraph):
        run = [Piece(shown[start:end], parts, ends[end]) for start, end, parts in group]
        yield "".join(piece.text for piece in run) if place is None else run


def _marks(card: Card) -> Iterator[tuple[int, int, tuple[int, str]]]:
    record = card.record
    for start, end in record.quote.spans:
        yield start, end, (card.number, "quote")
    roles = dict.fromkeys((record.role, *record.roles))
    for name, part in [*((name, getattr(record, name)) for name in _PARTS), *(("role", role) for role in roles)]:
        if part is not None:
            yield part.start, part.end, (card.number, name)


def entries(
    lines: Iterable[Line | ListedLine], originals: Originals, checklist: Checklist | None = None
) -> Iterator[ArticleEntry]:
    """The articles of the lines, whose records are adjacent; at the end of a file, those without attributions."""
    shown = set[tuple[str, str | None, str]]()
    for (source, doc, path), group in groupby(lines, _article_of):
        found = list(group)
        records = [line.record for line in found if isinstance(line, Line)]
        if records or (source, path, doc) not in shown:
            yield _entry(source, found, originals, checklist or Checklist())
        shown.add((source, path, doc))


def _entry(source: str, lines: Sequence[Line | ListedLine], originals: Originals, checklist: Checklist) -> ArticleEntry:
    first = lines[0]
    if isinstance(first, ListedLine):
        listed = first.article
        return ArticleEntry(Article(listed.doc, "", listed.path, info=listed.article), [], source=source)
    kept = [line for line in lines if isinstance(line, Line)]
    texts = {originals.find(line.record, line.origin).text for line in kept}
    text = texts.pop() if len(texts) == 1 else None
    record = first.record
    article = Article(record.doc, text or "", record.path, info=record.article)
    checks = {line.record.id: checklist.of(line.record, line.origin) for line in kept}
    return ArticleEntry(article, [line.record for line in kept], source=source, checks=checks)


def _article_of(line: Line | ListedLine) -> tuple[str, str, str | None]:
    about = line.record if isinstance(line, Line) else line.article
    return line.source, about.doc, about.path
