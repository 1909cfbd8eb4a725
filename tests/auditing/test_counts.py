"""Records in, counts out: by source, sort, outlet, desk, month, and by what a people file has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from quotes.auditing.counts import Audit, Group, audit
from quotes.lines import Line
from quotes.people.known import People
from tests.auditing.samples import LINES, LISTED, POST_MAY, RECORDS, said
from tests.support.samples import lines

NO_NAME, NOBODY = "(sources without a name)", "(nobody: the text does not say who speaks)"


@pytest.fixture(scope="module")
def counted() -> Audit:
    return audit(LISTED)


def told(groups: Sequence[Group], *names: str) -> dict[str, tuple[object, ...]]:
    """Of each group, by its value, what is asked for."""
    return {group.value: tuple(getattr(group, name) for name in names) for group in groups}


def test_the_total(counted: Audit) -> None:
    assert counted.total == Group(
        "all", statements=5, words=14, direct=1, mixed=1, indirect=3, negated=1, hypothetical=1, disputed=1,
        unnamed=2, sources=2, articles=4, silent=1,
    )  # fmt: skip


def test_sources(counted: Audit) -> None:
    assert told(counted.groups["source"], "statements", "words", "not_asserted", "articles", "sort", "first") == {
        "Ida Roe": (2, 6, 1, 2, "Officials and politicians", "2026-05"),
        "Jan Kos": (1, 2, 0, 1, "Sport", "2026-06"),
        "Erik Lund": (0, 0, 2, 0, "Named, no role that tells", None),
        NO_NAME: (1, 3, 0, 1, None, None),
        NOBODY: (1, 3, 0, 1, None, None),
    }
    assert list(told(counted.groups["source"])) == ["Ida Roe", "Jan Kos", "Erik Lund", NOBODY, NO_NAME]


def test_sorts(counted: Audit) -> None:
    assert told(counted.groups["sort"], "statements", "negated", "unnamed", "sources") == {
        "Officials and politicians": (2, 1, 0, 1),  # her role in another article, too
        "Nobody: the text does not say who speaks": (1, 0, 1, 0),
        "Residents, workers, victims and other private people": (1, 0, 1, 0),
        "Sport": (1, 0, 0, 1),
        "Named, no role that tells": (0, 0, 0, 0),
    }


def test_outlets_and_desks(counted: Audit) -> None:
    assert told(counted.groups["outlet"], "statements", "articles", "silent", "first_time") == {
        "Harbor Post": (4, 3, 1, None),
        "Torsby Times": (1, 1, 0, None),
    }
    assert told(counted.groups["desk"], "statements", "articles", "silent") == {
        "city": (2, 2, 1),
        "sports": (2, 1, 0),
        "(no desk given)": (1, 1, 0),
    }


def test_months_are_in_order(counted: Audit) -> None:
    assert list(told(counted.groups["month"], "statements", "sources", "first_time", "silent").items()) == [
        ("2026-05", (2, 1, 1, 1)),
        ("2026-06", (2, 2, 1, 0)),
        ("(no date that can be read)", (1, 0, 0, 0)),
    ]


@pytest.mark.parametrize("dimension", ["source", "sort", "outlet", "desk", "month"])
@pytest.mark.parametrize(
    "name", ["statements", "words", "direct", "mixed", "indirect", "negated", "hypothetical", "disputed", "unnamed"]
)
def test_the_groups_add_up(counted: Audit, dimension: str, name: str) -> None:
    assert sum(getattr(group, name) for group in counted.groups[dimension]) == getattr(counted.total, name)


def test_without_a_list_of_articles_the_silent_ones_are_not_known(counted: Audit) -> None:
    unlisted = audit(LINES)
    assert (counted.listed, unlisted.listed) == (True, False)
    assert (unlisted.total.articles, unlisted.groups["source"]) == (3, counted.groups["source"])


def test_what_no_article_tells_is_left_out() -> None:
    assert list(audit(lines(said("Ida Roe", "it rains", None))).groups) == ["source", "sort"]


def test_of_as_many_statements_the_longer_ones_come_first_then_the_name() -> None:
    names = ("Bo Dahl", "Åsa Dahl", "Ann Dahl", "Cy Dahl")
    records = [said(name, "it rains", POST_MAY, doc=name) for name in names]
    longer = said("Di Dahl", "it rains a lot", POST_MAY, doc="d")
    for order in ([*records, longer], [longer, *reversed(records)]):
        found = audit(lines(*order)).groups["source"]
        assert list(told(found)) == ["Di Dahl", "Ann Dahl", "Bo Dahl", "Cy Dahl", "Åsa Dahl"]


def test_a_name_is_one_source_as_in_speakers() -> None:
    records = [said("Anna Lund", "it rains", None, doc="a"), said("Lund", "it snows", None, doc="b")]
    assert told(audit(lines(*records)).groups["source"], "statements") == {"Anna Lund": (2,)}


def test_by_the_columns_of_a_people_file(tmp_path: Path) -> None:
    rows = ("name,id,party,Seat", "Ida Roe,Q1,Harbor Party,", "Jan Kos,Q2,,7", "Anna Lund,Q3,x,y")
    (tmp_path / "people.csv").write_text("\n".join(rows))
    people = People.read(tmp_path / "people.csv")
    rest = "(not in the people file, or nothing there)"
    found = audit(LINES, people).groups
    assert list(found) == ["source", "sort", "outlet", "desk", "month", "people: party", "people: seat"]
    assert told(found["people: party"], "statements", "sources") == {"Harbor Party": (2, 1), rest: (3, 1)}
    assert told(found["people: seat"], "statements", "sources") == {"7": (1, 1), rest: (4, 1)}


def test_no_records() -> None:
    assert audit([]) == Audit(Group("all", silent=0), {}, listed=True)


def test_a_source_may_be_called_anything() -> None:
    evil = "'); DROP TABLE attributions; --"
    records = [said(f"X{evil}", "it rains", POST_MAY), *RECORDS]
    assert audit([Line("run", record) for record in records]).groups["source"][2].value == f"X{evil}"


def test_a_pull_quote_is_not_a_second_statement() -> None:
    first = said("Ida Roe", "it will stand for a century", None, doc="a")
    again = first.model_copy(update={"id": "a:999", "repeats": first.id})
    assert told(audit(lines(first, again)).groups["source"], "statements", "words") == {"Ida Roe": (1, 6)}
