"""Records -> who is quoted how often, by source, sort, outlet, desk, month and the columns of a people file.

SQLite does the counting, on disk, from the database of writers.sqlite: so a source is the same as in `quotes speakers`.
Only what is asserted counts as a statement; what is negated, hypothetical or disputed is counted apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from quotes.auditing.sorts import UNKNOWN, sort_of_source, titles
from quotes.lines import Line, ListedLine
from quotes.people.known import People
from quotes.speakers.known import identified
from quotes.writers.dates import month
from quotes.writers.sqlite import build

SOURCE, SORT, OUTLET, DESK, MONTH = "source", "sort", "outlet", "desk", "month"
PEOPLE = "people: "  # before the name of a column of the people file

# What stands where nothing is known.
_NOT_GIVEN = {OUTLET: "(no outlet given)", DESK: "(no desk given)", MONTH: "(no date that can be read)"}
_NOT_NAMED, _NOBODY = "(sources without a name)", "(nobody: the text does not say who speaks)"
_NOT_KNOWN = "(not in the people file, or nothing there)"
_REST = frozenset({*_NOT_GIVEN.values(), _NOT_NAMED, _NOBODY, _NOT_KNOWN})


class Group(NamedTuple):
    """What is counted of those that have one value: all of one outlet, or of one source.

    Attributes:
        value: what they have in common.
        statements: what was asserted; `words` are the words of these.
        direct: how many of the statements are inside quotation marks; `mixed` in part, `indirect` not at all.
        negated: how many records say that it was not said; `hypothetical` and `disputed` as in the record.
        unnamed: how many statements are by sources without a name, or by nobody.
        sources: how many sources with a name the statements are by.
        first_time: how many of them are in no earlier month; None where no months are counted.
        articles: those with a statement; of an outlet, a desk or a month, all of them.
        silent: how many of all of them have no statement; None where not all are counted.
        sort: of a source with a name, its most usual sort; None elsewhere.
        first: of a source with a name, the first month; None elsewhere, and where no date is known.
    """

    value: str
    statements: int = 0
    words: int = 0
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    negated: int = 0
    hypothetical: int = 0
    disputed: int = 0
    unnamed: int = 0
    sources: int = 0
    first_time: int | None = None
    articles: int = 0
    silent: int | None = None
    sort: str | None = None
    first: str | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it holds all of which no value is known; it comes last."""
        return self.value in _REST

    @property
    def not_asserted(self) -> int:
        """How many records are no statements."""
        return self.negated + self.hypothetical + self.disputed


@dataclass(frozen=True, slots=True)
class Audit:
    """The counts: all together, and the groups by source, sort, outlet, desk, month, and by each column of people.

    Those with most statements come first, but months in order. What no article tells (an outlet) has no groups.

    Attributes:
        listed: whether all articles are known, so that those without a statement are counted, too.
    """

    total: Group
    groups: Mapping[str, Sequence[Group]]
    listed: bool


_FACTS = """
CREATE TEMP TABLE facts AS
SELECT
    a.key, a.article_id AS article, a.speaker_id AS speaker, s.article_id IS NULL AND s.id IS NOT NULL AS named, s.name,
    s.person_id AS person, a.quote_kind AS kind, coalesce(a.cue_factuality, 'asserted') AS factuality,
    words(a.quote_text) AS words,
    sort(a.role_text, a.roles_text, a.speaker_name, a.speaker_text, a.speaker_type) AS sort,
    articles.outlet, articles.desk, month(articles.date) AS month
FROM attributions AS a
JOIN articles ON articles.id = a.article_id
LEFT JOIN speakers AS s ON s.id = a.speaker_id
WHERE a.repeats IS NULL; -- a pull quote is not a second statement
CREATE INDEX facts_by_article ON facts (article);

-- where an article gives somebody no role, the one that others give counts; of two as frequent, the earlier
CREATE TEMP TABLE usual AS
SELECT speaker, sort FROM (
    SELECT speaker, sort, row_number() OVER (PARTITION BY speaker ORDER BY count(*) DESC, min(key)) AS place
    FROM facts WHERE named AND sort <> unknown() GROUP BY speaker, sort
) WHERE place = 1;
CREATE UNIQUE INDEX usual_by_speaker ON usual (speaker);
UPDATE facts SET sort = coalesce((SELECT sort FROM usual WHERE usual.speaker = facts.speaker), sort)
WHERE sort = unknown();

CREATE TEMP TABLE firsts AS
SELECT speaker, min(month) AS first FROM facts WHERE named AND factuality = 'asserted' GROUP BY speaker;
CREATE UNIQUE INDEX firsts_by_speaker ON firsts (speaker);
"""

_COUNTS = """
    count(*) FILTER (WHERE factuality = 'asserted'),
    coalesce(sum(words) FILTER (WHERE factuality = 'asserted'), 0),
    count(*) FILTER (WHERE factuality = 'asserted' AND kind = 'direct'),
    count(*) FILTER (WHERE factuality = 'asserted' AND kind = 'mixed'),
    count(*) FILTER (WHERE factuality = 'asserted' AND kind = 'indirect'),
    count(*) FILTER (WHERE factuality = 'negated'),
    count(*) FILTER (WHERE factuality = 'hypothetical'),
    count(*) FILTER (WHERE factuality = 'disputed'),
    count(*) FILTER (WHERE factuality = 'asserted' AND NOT named),
    count(DISTINCT facts.speaker) FILTER (WHERE factuality = 'asserted' AND named),
    count(DISTINCT facts.speaker) FILTER (WHERE factuality = 'asserted' AND month = first),
    count(DISTINCT article) FILTER (WHERE factuality = 'asserted')
"""

# All sources without a name together, and all that nobody is named for: each article has others.
_SOURCES = f"""
SELECT coalesce(CASE WHEN named THEN name END, CASE WHEN facts.speaker IS NULL THEN :nobody ELSE :unnamed END),
    {_COUNTS}, NULL, CASE WHEN named THEN coalesce(usual.sort, unknown()) END, min(first)
FROM facts LEFT JOIN firsts USING (speaker) LEFT JOIN usual USING (speaker)
GROUP BY CASE WHEN named THEN facts.speaker WHEN facts.speaker IS NULL THEN -1 ELSE -2 END
"""  # noqa: S608 - our own names

_ARTICLES = """
SELECT {value}, count(*), count(*) FILTER (
    WHERE NOT EXISTS (SELECT 1 FROM facts WHERE article = articles.id AND factuality = 'asserted')
) FROM articles GROUP BY 1
"""


def audit(
    lines: Iterable[Line | ListedLine],
    people: People | None = None,
    doubt: Callable[[str], object] = lambda _: None,
) -> Audit:
    """Count the records of the lines, by the columns of the people too.

    `doubt` is called with a message for each name that several of the people have.

    Raises:
        OutputError: SQLite cannot hold the counts.
    """
    with TemporaryDirectory(prefix="quotes-") as folder:
        path = Path(folder, "audit.sqlite")
        build(path, identified(lines, people, doubt) if people else lines)
        with closing(sqlite3.connect(path)) as connection:
            counter = _Counter(connection, people)
            return Audit(counter.total(), counter.groups(), counter.listed())


class _Counter:
    """The facts of a database, counted."""

    def __init__(self, connection: sqlite3.Connection, people: People | None) -> None:
        self._connection = connection
        self._people = people
        connection.create_function("words", 1, lambda text: len(text.split()), deterministic=True)
        connection.create_function("month", 1, month, deterministic=True)
        connection.create_function("sort", 5, _sort, deterministic=True)
        connection.create_function("unknown", 0, lambda: titles()[UNKNOWN], deterministic=True)
        connection.create_function("column", 2, self._column)
        connection.executescript(_FACTS)

    def _column(self, id_: str | None, name: str) -> str | None:
        person = self._people.get(id_) if self._people and id_ else None
        return (person and person.columns.get(name)) or None

    def _ask(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def listed(self) -> bool:
        """Whether a list of articles stood beside each file of records."""
        [(unknown,)] = self._ask("SELECT count(*) FROM articles WHERE words IS NULL")
        return not unknown

    def total(self) -> Group:
        """All of them."""
        all_of_them = "'all'"
        articles = dict(self._articles(all_of_them))
        return next(iter(self._with(articles, self._by(all_of_them))), Group("all", silent=0))

    def groups(self) -> dict[str, list[Group]]:
        """Those of each dimension in which something is known."""
        sources = [_timeless(Group(*row)) for row in self._ask(_SOURCES, nobody=_NOBODY, unnamed=_NOT_NAMED)]
        found = {SOURCE: sources, SORT: self._by("sort"), OUTLET: self._of_articles(OUTLET, OUTLET)}
        found |= {DESK: self._of_articles(DESK, DESK), MONTH: self._of_articles(MONTH, "month(date)")}
        for name in self._people.columns if self._people else ():
            found[f"{PEOPLE}{name}"] = self._by("coalesce(column(person, :name), :otherwise)", _NOT_KNOWN, name=name)
        told = {name: groups for name, groups in found.items() if not all(group.is_rest for group in groups)}
        return {name: sorted(groups, key=_in_order if name == MONTH else _most_first) for name, groups in told.items()}

    def _of_articles(self, name: str, column: str) -> list[Group]:
        """By something that an article has, `column` of its row: with the articles that have no statement."""
        otherwise = _NOT_GIVEN[name]
        spoken = self._by(f"coalesce({name}, :otherwise)", otherwise, timeless=name != MONTH)
        return list(self._with(dict(self._articles(f"coalesce({column}, :otherwise)", otherwise)), spoken))

    def _by(self, value: str, otherwise: str = "", *, timeless: bool = True, **values: object) -> list[Group]:
        sql = f"SELECT {value}, {_COUNTS} FROM facts LEFT JOIN firsts USING (speaker) GROUP BY 1"  # noqa: S608
        groups = [Group(*row) for row in self._ask(sql, otherwise=otherwise, **values)]
        return [_timeless(group) for group in groups] if timeless else groups

    def _articles(self, value: str, otherwise: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
        """By each value, how many articles have it, and how many of them have no statement."""
        for found, count, silent in self._ask(_ARTICLES.format(value=value), otherwise=otherwise):
            yield found, (count, silent)

    def _with(self, articles: Mapping[str, tuple[int, int]], spoken: Iterable[Group]) -> Iterator[Group]:
        of = {group.value: group for group in spoken}
        for value, (count, silent) in articles.items():
            yield of.get(value, Group(value))._replace(articles=count, silent=silent)


def _sort(*source: str | None) -> str:
    return titles()[sort_of_source(*source)]


def _timeless(group: Group) -> Group:
    """The group without the number of first-time sources, which only months have."""
    return group._replace(first_time=None)


def _most_first(group: Group) -> tuple[bool, int, int, str, str]:
    return group.is_rest, -group.statements, -group.words, group.value.casefold(), group.value


def _in_order(group: Group) -> tuple[bool, str]:
    return group.is_rest, group.value
