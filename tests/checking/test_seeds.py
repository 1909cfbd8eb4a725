"""The quotations of the seeds against a made transcript, in which eight things are other than in the articles."""

from __future__ import annotations

from pathlib import Path

from quotes.article import Article
from quotes.checking.checked import Checked
from quotes.checking.looking import best
from quotes.checking.quotations import quotations
from quotes.checking.sources import of_article
from quotes.records import Attribution
from tests.support import ROOT
from tests.support.samples import attribution

TRANSCRIPT = (Path(__file__).parent / "transcript.txt").read_text(encoding="utf-8")
FIRST, SECOND = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))


def direct(start: str, end: str, speaker: str) -> Attribution:
    """The second article's quotation from these words to those."""
    first = SECOND.index(start)
    return attribution(SECOND, SECOND[first : SECOND.index(end, first) + len(end)], kind="direct", speaker=speaker)


RECORDS = [
    attribution(FIRST, "the measures were “not tough enough.”", kind="mixed", speaker="Biden"),
    attribution(FIRST, "Russia as “too soft and too cautious,”", kind="mixed"),
    attribution(FIRST, "analysts “don’t have clarity into Moscow’s intention”", kind="mixed", speaker="Antony Blinken"),
    direct("I believe that", "It’s about summarizing that", "Joe Biden"),
    direct("From here", "variety of options.", "Jen Psaki"),
    direct("It’s very difficult", "the first step", "Antony Blinken"),
    direct("If Russia decides", "better way.", "Antony Blinken"),
    direct("Ministers have", "unwavering.", "Jens Stoltenberg"),
    direct("Everyone is", "view of this", "Sergey Lavrov"),
]

LOST = "Russia has that idea. I strongly hope to take this into account, especially because there is a better way"
WANTED = [
    ("not found", None, []),
    ("altered", None, [("left out", "", "not", True)]),
    ("verbatim", True, []),
    ("altered", True, [("left out", "", "very", False)]),
    ("altered", True, [("changed", "2014", "2013", False), ("added", "here", "", False)]),
    ("altered", True, [("left out", "", "don't", True)]),
    ("partial", True, [("added", LOST, "", False)]),
    ("altered", True, [("added", "that", "", False)]),
    ("verbatim", False, []),
]


def wrong(check: Checked) -> list[tuple[str, str, str, bool]]:
    """What differs and is not admitted."""
    found = [each for each in check.differences if each.admitted is None]
    return [(each.kind, each.quoted.text, each.said.text if each.said else "", each.negation) for each in found]


def test_all_that_is_changed_is_found_and_nothing_else() -> None:
    quoted = [each for record in RECORDS for each in quotations(record)]
    found = list(best(quoted, [of_article(Article("transcript", TRANSCRIPT))]))
    assert [(each.verdict, each.same_speaker, wrong(each)) for each in found] == WANTED


def test_what_brackets_add_is_admitted() -> None:
    [found] = best(list(quotations(RECORDS[7])), [of_article(Article("transcript", TRANSCRIPT))])
    admitted = [(each.quoted.text, each.admitted) for each in found.differences if each.admitted]
    assert admitted == [("of Ukraine and Georgia", "brackets")]
