"""The same words in any layout give the same records: as paragraphs, in one line, wrapped at a column."""

from __future__ import annotations

import pytest

from evaluation.layouts import LAYOUTS
from quotes import Attribution
from tests.support.pipelines import extracted

STORY = """\
TORSBY — The bridge over the river will be closed for the whole winter, Mayor Anna Lund told reporters on Monday.

“It is safe for those who walk,” Lund said. “It is not safe for cars, and it will not be until the cables are new.”

Erik Dahl, a professor at Harbor State University who led the tests, said that two of the cables had been broken since \
the spring. He warned that a third would not hold a truck.

“I told the council in March,” he said. “Nobody answered.”

The council denied that it had been told.

In a letter to the Torsby Times, its chairwoman, Ada Frost, called the claim “an insult to the people who work for \
this town.”

The mayor has asked the builders of the bridge to pay for the new cables. The builders, Holm & Sons, refused to say \
whether they would.

“We are reading the report,” spokesman Karl Weber said in an email. “We will answer it in time.”

Drivers will have to take the ferry, which leaves twice an hour, or the road around the lake.

“It takes me an hour more each day,” said Ida Moss, a nurse who lives on the other side. “My children are asleep when \
I come home.”

The ferry's captain, Otto Ruiz, believes that the winter will be hard. According to Ruiz, ice stopped the boats for \
two weeks last year.

The council meets again in May.
"""


def line(record: Attribution) -> str:
    """`speaker's name | cue | target | content`, with single blanks."""
    parts = (record.speaker and (record.speaker.name or record.speaker.text), record.cue and record.cue.text)
    target = record.target.text if record.target else ""
    return " ".join(" | ".join([*(part or "" for part in parts), target, record.quote.text]).split())


def lines(text: str) -> list[str]:
    return [line(record) for record in extracted(text).attributions]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_any_layout_gives_the_same_records(layout: str) -> None:
    assert lines(LAYOUTS[layout](STORY)) == lines(STORY)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_offsets_are_those_of_the_text_as_given(layout: str) -> None:
    text = LAYOUTS[layout](STORY)
    for record in extracted(text).attributions:
        assert record.quote.text == " ".join(text[start:end] for start, end in record.quote.spans)
        assert record.speaker is None or record.speaker.text == text[record.speaker.start : record.speaker.end]


ACROSS = [
    # a quotation that goes on in the next paragraph, its mark repeated
    (
        'Coach Ray Holt was happy. He said, "It felt good.\n\n"We could have won early."',
        ["Ray Holt | said | | It felt good. We could have won early."],
    ),
    (
        'Otto Ruiz said: "The brakes were bad for years.\n\n"Nobody would listen.\n\n"They laughed at us."\n\nHe left.',
        ["Otto Ruiz | said | | The brakes were bad for years. Nobody would listen. They laughed at us."],
    ),
    # the cue comes in the last one; the break is lost
    (
        "Anna Lund left.\n\n“It was a long night for all.\n\n“We saw the water rise,” Erik Dahl said.",
        ["Erik Dahl | said | | It was a long night for all. We saw the water rise"],
    ),
    (
        "Anna Lund left. “It was a long night for all. “We saw the water rise,” Erik Dahl said.",
        ["Erik Dahl | said | | It was a long night for all. We saw the water rise"],
    ),
    # behind a quotation of one phrase, and before a sentence that is about somebody else
    (
        'Weber told the Harbor News it "must be open": "Moves are welcome.\n\n"We are ready." The council met.',
        ['Weber | told | the Harbor News | it "must be open": "Moves are welcome. We are ready.'],
    ),
]


LOST = [
    # the opening mark, and with it that of what follows
    (
        'She walks with her dog, "Prince."\n\nI\'m mad about this," said Anna Dahl. "We are no better off."',
        ["Anna Dahl | said | | I'm mad about this We are no better off."],
    ),
    (
        "The bridge is safe for cars,” Mayor Anna Lund said on Monday.",
        ["Anna Lund | said | | The bridge is safe for cars"],
    ),
    (
        "“The bridge is safe for cars,” Mayor Anna Lund said. It will not fall,” Karl Weber added.",
        ["Anna Lund | said | | The bridge is safe for cars", "Karl Weber | added | | It will not fall"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LOST)
def test_a_quotation_whose_opening_mark_is_lost(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(("text", "expected"), ACROSS)
def test_a_quotation_over_paragraphs_is_one(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
