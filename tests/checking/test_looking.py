"""Quotations against several sources: which place is taken, in which characters, by whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.article import Article
from quotes.checking import quotations
from quotes.checking.checked import Checked
from quotes.checking.looking import best, every
from quotes.checking.quotations import QuotedText
from quotes.checking.sources import Source, of_article, of_record
from quotes.inputs import subtitles
from quotes.records import Attribution
from tests.support.samples import attribution, cue, speaker

STORY = "Mayor Anna Lund told us: “The old bridge will stand for years.” She called it “safe” and “not too expensive.”"
DIRECT = attribution(
    STORY, "The old bridge will stand for years.", kind="direct", speaker=speaker(STORY, "Anna Lund", "Anna Lund")
)
MIXED = attribution(STORY, "it “safe” and “not too expensive.”", kind="mixed")


def made(record: Attribution) -> QuotedText:
    [found] = quotations.quotations(record)
    return found


def text(words: str, doc: str = "speech") -> Source:
    return of_article(Article(doc, words, f"{doc}.txt"))


def check(record: Attribution, *sources: Source) -> Checked:
    [found] = best([made(record)], sources)
    return found


@pytest.mark.parametrize(
    ("speeches", "verdict", "doc"),
    [
        (["Nothing of the sort.", "The old bridge will stand for years."], "verbatim", "1"),
        (["The new bridge will stand for years.", "The old bridge will stand for years."], "verbatim", "1"),
        (["The old bridge will stand for years.", "The old bridge will stand for years."], "verbatim", "0"),
        (["The new bridge will not stand for years.", "The new bridge will stand for years."], "altered", "1"),
        (["The old bridge will fall."], "not found", None),
    ],
)
def test_the_best_of_all_sources(speeches: list[str], verdict: str, doc: str | None) -> None:
    found = check(DIRECT, *(text(words, str(n)) for n, words in enumerate(speeches)))
    assert (found.verdict, found.found and found.found.doc) == (verdict, doc)


@pytest.mark.parametrize(
    ("speech", "named", "same"),
    [
        ("LUND: The old bridge will stand for years.\n\nWEBER: No.", "LUND", True),
        ("LUND: No.\n\nWEBER: The old bridge will stand for years.", "WEBER", False),
        ("WEBER: The old bridge will stand for years.\n\nLUND: The old bridge will stand for years.", "LUND", True),
        ("Q: The old bridge will stand for years?\n\nWEBER: No.", "Q", None),
        ("The old bridge will stand for years.", None, None),
    ],
)
def test_who_says_it(speech: str, named: str | None, same: bool | None) -> None:
    found = check(DIRECT, text(speech))
    assert found.found
    assert (found.verdict, found.found.speaker, found.same_speaker) == ("verbatim", named, same)


def test_an_article_is_not_a_source_for_itself() -> None:
    record = DIRECT.model_copy(update={"path": "sample.txt"})
    assert check(record, text(STORY, "sample")).verdict == "not found"
    assert check(record, text(STORY, "copy")).verdict == "verbatim"


def test_each_part_in_marks_of_a_mixed_quote_is_checked() -> None:
    found = best(list(quotations.quotations(MIXED)), [text("It was not expensive. The bridge is safe.")])
    assert [(each.id, each.quote, each.verdict) for each in found] == [
        (MIXED.id, "safe", "verbatim"),
        (MIXED.id, "not too expensive.", "not found"),
    ]


def test_an_indirect_quote_claims_no_words() -> None:
    assert not list(quotations.quotations(attribution(STORY, "The old bridge will stand for years.")))


@pytest.mark.parametrize(
    ("words", "verdict"), [("Never.", "verbatim"), ("Not safe", "verbatim"), ("Not me", "not found")]
)
def test_a_quotation_of_one_word_or_two(words: str, verdict: str) -> None:
    [found] = best([quotations.given(words)], [text("Is it safe? Never! It is not safe.")])
    assert found.verdict == verdict


def test_a_record_is_a_source_with_its_places_in_its_article() -> None:
    story = "“The old bridge,” said Karl Weber, “will stand for years.”"
    said = attribution(
        story, "The old bridge,", "will stand for years.", kind="direct", speaker="Karl Weber", doc="other"
    )
    found = check(DIRECT, of_record(said))
    assert found.found
    assert (found.found.id, found.found.speaker, found.same_speaker) == (said.id, "Karl Weber", False)
    assert [story[start:end] for start, end in found.found.spans] == ["The old bridge,", "will stand for years"]


def test_subtitles_give_the_characters_of_the_file() -> None:
    file = (
        "1\n00:00:01.000 --> 00:00:02.000\nThe old bridge will\n\n2\n00:00:02.000 --> 00:00:03.000\nstand for years.\n"
    )
    article = replace(Article("film", file, "film.vtt"), prose=subtitles.blanked(file))
    found = check(DIRECT, of_article(article))
    assert found.found
    assert found.found.text == "The old bridge will stand for years"
    assert [file[start:end] for start, end in found.found.spans] == ["The old bridge will", "stand for years"]


def test_an_organization_may_speak_through_anybody() -> None:
    who = speaker(STORY, "Anna Lund", "Harbor Bank", type="organization")
    record = DIRECT.model_copy(update={"speaker": who})
    found = check(record, text("WEBER: The old bridge will stand for years.\n\nQ: Will it?\n\nWEBER: Yes."))
    assert (found.verdict, found.same_speaker) == ("verbatim", None)


@pytest.mark.parametrize(
    "hostile", ["( " * 30_000, "(" + "a" * 100_000, "[sic" + " " * 100_000, "a " * 30_000, "1," * 50_000]
)
def test_any_text_is_read_in_linear_time(hostile: str) -> None:
    quotation = quotations.given(hostile[:20_000])
    assert len(list(best([quotation], [text(hostile)]))) == 1


def test_a_quotation_without_words_is_not_found() -> None:
    [found] = best([quotations.given("…!")], [text("Is it … safe?")])
    assert found.verdict == "not found"


def test_equal_quotations_are_all_answered() -> None:
    other = DIRECT.model_copy(update={"id": "other:1", "speaker": speaker(STORY, "Mayor", "Karl Weber")})
    source = text("LUND: The old bridge will stand for years.\n\nQ: Will it?\n\nLUND: Yes.")
    found = best([made(DIRECT), made(other)], [source])
    assert [(each.id, each.verdict, each.same_speaker) for each in found] == [
        (DIRECT.id, "verbatim", True),
        ("other:1", "verbatim", False),
    ]


def test_a_denied_quote_may_have_lost_its_negation() -> None:
    denied = DIRECT.model_copy(update={"cue": cue(STORY, "told", factuality="negated")})
    speech = text("I do not say: never the old bridge will stand for years.")
    assert check(DIRECT, speech).verdict == "altered"
    assert check(denied, speech).verdict == "verbatim"


def test_every_source_of_words_that_are_asked_for() -> None:
    sources = [
        text("The old bridge will not stand.", "a"),
        text("It rains.", "b"),
        text("The old bridge will stand.", "c"),
    ]
    found = every(quotations.given("the old bridge will stand"), sources)
    assert [(each.verdict, each.found and each.found.doc) for each in found] == [("verbatim", "c"), ("altered", "a")]
    assert [each.verdict for each in every(quotations.given("the moon"), sources)] == ["not found"]
