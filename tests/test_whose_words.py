"""Who said it, whatever the page looks like: text in, `name: words` out, with the included pipeline."""

from __future__ import annotations

from itertools import chain

import pytest

from quotes.records import Attribution
from tests.support.pipelines import extracted

NO_SPACE_AT_THE_MARK = [
    ("Gate guard Nils Varga said,“Not tonight.” The crowd left.", ["Nils Varga: Not tonight."]),
    ('Varga said,"No visitors."', ["Varga: No visitors."]),
    ('"The bell and the rope are gone,"said Ida Strand.', ["Ida Strand: The bell and the rope are gone"]),
    ("“The bell and the rope are gone”--said Ida Strand.", ["Ida Strand: The bell and the rope are gone"]),
    ("“The bell and the rope are gone”—Ida Strand, mayor", ["Ida Strand: The bell and the rope are gone"]),
    ("Nils Varga said:“The gate is shut.”He went home.", ["Nils Varga: The gate is shut."]),
    ("``The count was clean,''said Ida Strand.", ["Ida Strand: The count was clean"]),
]

MARKS_IN_MARKS = [
    (
        "“She looked at us and said “leave now,” so we left,” said Ida Strand, a former nurse.",
        ["Ida Strand: She looked at us and said “leave now,” so we left"],
    ),
    (
        "``The count was clean,'' said Ida Strand. ``Every box was opened twice.''",
        ["Ida Strand: The count was clean Every box was opened twice."],
    ),
]

NEVER_CLOSED = [
    ('"The bell cracked twice," Ida Strand said. "We told them.', ["Ida Strand: The bell cracked twice We told them."]),
    (
        "Ida Strand said: “The bell cracked in May. Nobody came.\n\nIt was shut. “We sent two men,” said Nils Varga.",
        ["Ida Strand: The bell cracked in May. Nobody came.", "Nils Varga: We sent two men"],
    ),
]

TWO_IN_A_SENTENCE = [
    ("“We will stay,” said Strand, and “not past noon,” said Varga.", ["Strand: We will stay", "Varga: not past noon"]),
    (
        "“The bell is fine,” said Ida Strand, but “it was never fine,” said driver Nils Varga.",
        ["Ida Strand: The bell is fine", "Nils Varga: it was never fine"],
    ),
    (
        "“It was cold,” said Ida Strand, 41, and Nils Varga, 62, added: “And the door was locked.”",
        ["Ida Strand: It was cold", "Nils Varga: And the door was locked."],
    ),
    ("“It was cold,” said Ida Strand and Nils Varga.", ["Ida Strand and Nils Varga: It was cold"]),
    ("“Who rang?” “I did,” said Varga.", [": Who rang?", "Varga: I did"]),
    ("“Who?”\n\n“The ringer from Elm,” Varga said.", [": Who?", "Varga: The ringer from Elm"]),
]

ANOTHER_SENTENCE = [
    (
        "“It rings. No cracks,” the priest later told reporters about Strand's bell. “We open it in June.”",
        [": It rings. No cracks We open it in June."],
    ),
    (
        "On Friday Nils Varga, the ringer, said he was tired. “What they took will be missed in every house.”",
        ["Nils Varga: he was tired", "Nils Varga: What they took will be missed in every house."],
    ),
    (
        "“We will look,” Varga said. “It is cold.” He declined to say when the tower would open again.",
        ["Varga: We will look It is cold.", "Varga: to say when the tower would open again"],
    ),
]

SIGNED = [
    ("“The bell kept me awake.”\n— Ida Strand, retired nurse", ["Ida Strand: The bell kept me awake."]),
    ("“The bell kept me awake.”\n- Ida Strand, a nurse", ["Ida Strand: The bell kept me awake."]),
    ("“The bell kept me awake.”\n–Ida Strand\n\nThe council votes in May.", ["Ida Strand: The bell kept me awake."]),
    ("“The bell kept me awake.” -Senator Ida Strand", ["Ida Strand: The bell kept me awake."]),
    ("“The bell kept me awake.” (Chief Ida Strand)", ["Ida Strand: The bell kept me awake."]),
    ("“The bell kept me awake.” Ida Strand, secretary of state", ["Ida Strand: The bell kept me awake."]),
    ("> “The bell kept me awake.”\n>\n> — Chief Ida Strand", ["Ida Strand: The bell kept me awake."]),
    (
        "“The bell kept me awake.”\n\nIda Strand, mayor of Elm\n\n“I slept well.”\n\nNils Varga, ringer",
        ["Ida Strand: The bell kept me awake.", "Nils Varga: I slept well."],
    ),
    # what is no signature
    ("“The bell kept me awake.” (Applause)", [": The bell kept me awake."]),
    ("“The bell kept me awake.”\n\nBell Rings, Again, in Elm", [": The bell kept me awake."]),
]

# Paragraphs and records, divided by a stroke.
TALKS = [
    (
        "DR. STRAND: It froze. / MS. VARGA: Who saw it? / DR. STRAND: I did.",
        "STRAND: It froze. / VARGA: Who saw it? / STRAND: I did.",
    ),
    (
        "Sen. Strand: Why did you wait? / Rep. Varga: I read it. / Sen. Strand: When?",
        "Strand: Why did you wait? / Varga: I read it. / Strand: When?",
    ),
    (
        "THE CLERK: All rise. / JUDGE STRAND: Sit down. / THE DEFENDANT: I did not.",
        ": All rise. / STRAND: Sit down. / : I did not.",
    ),
    (
        "Strand (Green): Who knew? / Varga (Labour): I did. / Strand (Green): When?",
        "Strand: Who knew? / Varga: I did. / Strand: When?",
    ),
    (
        "Ida Strand (Elm) (Con): Is it true? / Nils Varga: It is. / Ida Strand: When?",
        "Ida Strand: Is it true? / Nils Varga: It is. / Ida Strand: When?",
    ),
    (
        "IDA STRAND, mayor: We look. / NILS VARGA: Look now. / IDA STRAND: We do.",
        "IDA STRAND: We look. / NILS VARGA: Look now. / IDA STRAND: We do.",
    ),
    ("Q. Were you there? / A. I was. It was dark.", ": Were you there? / : I was. It was dark."),
    (
        "**Elm Times:** Why did you leave? / **Strand:** I was tired. / **Elm Times:** Why?",
        "Elm Times: Why did you leave? / Strand: I was tired. / Elm Times: Why?",
    ),
    (
        "STRAND: It froze. / It froze in May. / VARGA: Who saw it? / STRAND: I did.",
        "STRAND: It froze. It froze in May. / VARGA: Who saw it? / STRAND: I did.",
    ),
    (
        "STRAND: It froze in May. / STRAND laughs. / VARGA: Who saw it? / STRAND: I did.",
        "STRAND: It froze in May. / VARGA: Who saw it? / STRAND: I did.",
    ),
    (
        "Ida Strand -- Elm -- Mayor / It froze. / In May. / Nils Varga -- Baker / When? / Ida Strand -- Mayor / No.",
        "Ida Strand: It froze. In May. / Nils Varga: When? / Ida Strand: No.",
    ),
    ("When: Doors open at noon. / Where: The mill is by the river. / Cost: It is free.", ""),
    ("Photo: The bell rang. / Update: It rang again. / Photo: It hangs in Elm.", ""),
]
LABELS = [(text.replace(" / ", "\n\n"), expected.split(" / ") if expected else []) for text, expected in TALKS]

BLOCKS = [
    (
        "Strand lashed out on Twitter, saying:\n\nThe council lied again. I will not sign.\n\nThe council met in May.",
        ["Strand: The council lied again. I will not sign."],
    ),
    (
        "In a post, Ida Strand wrote:\n\nWe lost the bell today.\n\nWe will buy another.\n\nThe council meets in May.",
        ["Ida Strand: We lost the bell today. We will buy another."],
    ),
    ("Read the full letter:\n\nThe mill will close in May.\n\nIt opened in 1911.", [": The mill will close in May."]),
    # what announces no words
    ("Do you like the mill? Share the page:\n\nThe mill will close in May.", []),
    ("What we learned on the tour:\n\nThe mill will close in May.", []),
    # a list, and what is said before the colon
    (
        "Strand listed what would close:\n\n- The mill closes in May.\n\n- The church closes in June.",
        ["Strand: what would close"],
    ),
    (
        "The panel made two demands:\n\n- The bell should ring at noon.\n- Strand should pay.\n\nIt rained.",
        [": The bell should ring at noon. Strand should pay."],
    ),
    (
        "Points raised in the report included:\n - No houses on the dunes.\n - The review failed.\n\nIt rained.",
        [": No houses on the dunes. The review failed."],
    ),
    ("Here is what to pack:\n\n- Two shirts.\n- A hat.", []),
]

POSTS = [
    (
        "Few agreed.\n\nThe bell is gone\nNobody asked us https://elm.example\n\n— Ida Strand (@idastrand) May 3",
        ["Ida Strand: The bell is gone Nobody asked us"],
    ),
    (
        "Mayor Nils Varga (@nvarga): The vote was fair. Read the minutes.\n\nThe council met in May.",
        ["Nils Varga: The vote was fair. Read the minutes."],
    ),
    ("Mayor Nils Varga (Green): The vote was fair.\n\nThe council met in May.", []),
]

# A headline is read by the rules alone.
HEADLINES = [
    (
        "Elm mayor 'lied about bell' - former driver\n\nA former driver rang the bell in May.",
        [": Elm mayor 'lied about bell'"],
    ),
    (
        "Bell not for sale - Strand\n\nIda Strand wants to keep the bell.",
        ["Ida Strand: Bell not for sale", "Ida Strand: to keep the bell"],
    ),
    (
        "Bell not for sale - Elm Times\n\nIda Strand wants to keep the bell.",
        ["Ida Strand: to keep the bell"],
    ),
    ("Ringers hit back at thin bell jibe\n\nIt rang on Monday.", [": thin bell jibe"]),
]

SPOKEN_OF = [
    (
        "Coach Ida Strand on the loss: “We forgot how to win.”\n\nOn the fans: “They sang all night.”",
        ["Ida Strand: We forgot how to win.", "Ida Strand: They sang all night."],
    ),
]

INTRODUCED = [
    ("Here's Coach Ida Strand on the loss: “We forgot how to win.”", ["Ida Strand: We forgot how to win."]),
    (
        "In the words of Ida Strand, the ringer was “held together with tape.”",
        ["Ida Strand: the ringer was “held together with tape.”"],
    ),
    ("They were attacked by the priest because “their sums do not add up.”", [": their sums do not add up."]),
    ("The priest criticized the firm because “their sums do not add up.”", [": their sums do not add up."]),
    ("It was late. Replied driver Nils Varga, ``We have not slept.''", ["Nils Varga: We have not slept."]),
]

ANOTHERS_WORDS = [
    ("Ida Strand read aloud a letter from her son Piet: “The soup is thin.”", ["Piet: The soup is thin."]),
    ("Nils Varga held up a photo of a sign: “Path closed.”", [": Path closed."]),
    ("Nils Varga pulled a note from his pocket: “You have one day.”", [": You have one day."]),
    ("Nils Varga answered a letter from Ida Strand: “The path is shut.”", ["Nils Varga: The path is shut."]),
    ("Ida Strand remembers the ringer telling her, “Stay below.”", [": Stay below."]),
    ("Ida Strand overheard Nils Varga tell a boy, “Pull the rope.”", ["Nils Varga: Pull the rope."]),
]

WITHOUT_A_CUE = [
    ("Ida Strand turned to the guard. “Open the door.” The guard nodded.", ["Ida Strand: Open the door."]),
    (
        "Ida Strand laid the bill on the desk. “You pay it today.” Nils Varga read it twice.",
        ["Ida Strand: You pay it today."],
    ),
    (
        "“Nobody was paid,” said Ida Strand.\n\nNils Varga, her boss, laughs.\n\n“All were paid in May.”",
        ["Ida Strand: Nobody was paid", "Nils Varga: All were paid in May."],
    ),
]

THE_WHOLE_CONTENT = [
    (
        (
            "Ida Strand admitted last week that the ringers “don’t have a clue” "
            "after previously voicing concern that it may fall."
        ),
        ["Ida Strand: that the ringers “don’t have a clue”", "Ida Strand: that it may fall"],
    ),
    (
        "According to the report, Strand has turned down two offers for the mill, arguing that they were “too low.”",
        [
            ": Strand has turned down two offers for the mill, arguing that they were “too low.”",
            "Strand: that they were “too low.”",
        ],
    ),
    ("The drivers left, chanting “Ring the bell” and carrying flags.", [": Ring the bell"]),
    ("Nils Varga pleaded not guilty to theft.", ["Nils Varga: not guilty to theft"]),
    (
        "Nils Varga speaking to Elm Radio: “We were asleep. We woke up.\n\n“I told them to run. They ran.”",
        ["Nils Varga: We were asleep. We woke up. I told them to run. They ran."],
    ),
]

TABLES = (
    THE_WHOLE_CONTENT,
    ANOTHERS_WORDS,
    WITHOUT_A_CUE,
    NO_SPACE_AT_THE_MARK,
    MARKS_IN_MARKS,
    NEVER_CLOSED,
    TWO_IN_A_SENTENCE,
    ANOTHER_SENTENCE,
    SIGNED,
    LABELS,
    BLOCKS,
    POSTS,
    HEADLINES,
    SPOKEN_OF,
    INTRODUCED,
)


def line(record: Attribution) -> str:
    """`name: words`, the name empty where none was found."""
    return f"{record.speaker.name or '' if record.speaker else ''}: {record.quote.text}"


@pytest.mark.parametrize(("text", "expected"), list(chain.from_iterable(TABLES)))
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert [line(record) for record in extracted(text).attributions] == expected


@pytest.mark.parametrize(("text", "expected"), [*LABELS, *SIGNED[:4]])
def test_finds_of_the_layout_are_kept_from_one_half_on(text: str, expected: list[str]) -> None:
    found = [record for record in extracted(text).attributions if record.confidence >= 0.5]
    assert [line(record) for record in found] == expected
