"""Any text: what is found is correct, is found again, and does not depend on how the text is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.inputs.text import read
from quotes.parsing import marks
from quotes.records import Attribution, check
from tests.support import ROOT
from tests.support.pipelines import extracted, extractor

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# Our own, each with something that depends on its marks, line ends or edges.
SENTENCES = """
“The bridge is safe,” Mayor Anna Lund said.
“The bridge,” Lund said, “is safe.”
Lund said: “The bridge is safe.”
Lund said the bridge was “as safe as any.”
“Is it safe?” asked Erik Dahl, an engineer. “Nobody knows.”
“We won’t close it,” she told reporters on Monday.
“It’s the council’s bridge,” said Dahl, who led the tests.
The Harbor Observer wrote that the “so-called test” never took place.
“He told me ‘never again’ and left,” Roe said.
According to Dahl, the city “never asked us.”
The mayor rejected what she called “a rumor.”
“Nothing moved,” the engineer said. “Nothing at all.”
Lund: “We tested it twice.”
“No,” she said.
Officials denied that the bridge had been “closed.”
“The ’90s are over,” Kos said.
“I read ‘The Bridge’ twice,” Ada Frost told the Observer.
Frost said she would “wait and see,” and Kos agreed.
“We lost,” the coach admitted, “but we will be back.”
The union warned of “a long winter.”
“Who pays?” the senator asked.
“Go!” he shouted.
Kos called the plan “brave” but “too late.”
The report says “no one is to blame.”
“Torsby,” the minister wrote, “is not for sale.”
The company said in a statement that it “takes this seriously.”
“When it rains,” Lund explained, “the road floods.”
She said “yes” and he said “no.”
The court found that the city “knew or should have known.”
“It is late,” said Roe, “and the bridge is closed.”
""".strip().splitlines()


def found(text: str) -> list[Attribution]:
    """The records of a text, each proved by it."""
    records = extracted(text).attributions
    for record in records:
        check(record, text)
    assert len({record.id for record in records}) == len(records)
    assert [r.quote.spans[0][0] for r in records] == sorted(r.quote.spans[0][0] for r in records)
    return records


def plain(text: str) -> str:
    """The text with straight marks."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def told(records: Iterable[Attribution]) -> list[list[str]]:
    """Kind, speaker, cue and content of each record, in straight marks and on one line."""
    found = ([r.quote.kind, *(part.text if part else "" for part in (r.speaker, r.cue)), r.quote.text] for r in records)
    return [[" ".join(plain(part).split()) for part in parts] for parts in found]


def test_sentences_say_something() -> None:
    assert sum(bool(found(sentence)) for sentence in SENTENCES) == len(SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_straight_marks_and_curly_ones(sentence: str) -> None:
    assert told(found(plain(sentence))) == told(found(sentence))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_straight_marks_in_an_article(seed: Path) -> None:
    text = read(seed).text
    assert told(found(plain(text))) == told(found(text))


@pytest.mark.parametrize("text", ["\n\n".join(SENTENCES), *(read(seed).text for seed in SEEDS)])
def test_line_ends_move_offsets_and_nothing_else(text: str) -> None:
    unix = text.replace("\r\n", "\n")
    dos = unix.replace("\n", "\r\n")
    before, after = found(unix), found(dos)
    assert told(after) == told(before)
    moved = [[(s + unix[:s].count("\n"), e + unix[:e].count("\n")) for s, e in r.quote.spans] for r in before]
    assert [list(r.quote.spans) for r in after] == moved


def test_a_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\n\n".join(SENTENCES).encode("utf-8"))
    (tmp_path / "b.txt").write_bytes("\n\n".join(SENTENCES).encode("utf-8-sig"))
    first, second = (extractor().extract(read(tmp_path / name)).attributions for name in ("a.txt", "b.txt"))
    assert [r.quote for r in first] == [r.quote for r in second]


MONSTERS = {
    "controls": "".join(map(chr, range(0x20))) + " Roe said that it rained. " + "".join(map(chr, range(0x7F, 0xA0))),
    "NUL": "“It\0rained,” Roe\0 said.\0",
    "carriage returns": "“It rained,” Roe said.\r\r“It did,” Kim said.\r",
    "bidi": "“\u202eIt rained\u202c,” \u2066Roe\u2069 said that \u200fit did.",
    "emoji": "“👩‍👩‍👧 🇸🇪 👍🏽,” Roe said. " + "😀" * 500,
    "combining": "“It\u0301 rained,” Roe sa\u0308id that" + " e" + "\u0301" * 1000 + ".",
    "ligatures and tails": "“\ufb01ne,” Roe said. \ufeff“It \u00ad rained,” \u200bKim said. \ufffd\uffff\U0010ffff",
    "six hundred marks": '"' * 300 + "”" * 300,
    "marks and spaces": "“ ” " * 500,
    "nested marks": "“a ‘b " * 300 + "Roe said. " + "c’ d” " * 300,
    "nested clauses": "Roe said that " * 300 + "it rained.",
    "an endless line": "the mayor and the council and the bridge " * 200 + "said that it rained",
    "an endless word": "x" * 20_000 + " said that it rained.",
    "an endless link": "https://example.org/" + "a/%22?" * 1000 + " said Roe.",
    "an endless number": "1,000." * 1000 + " said Roe.",
    "endless lines": "\n" * 50_000 + "“It rained,” Roe said." + "\r\n" * 50_000,
    "endless spaces": " " * 100_000 + "“It rained,” Roe said.\u00a0\u2003\u3000" + "\t" * 50_000,
}


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters(name: str) -> None:
    found(MONSTERS[name])


def test_marks_by_the_ten_thousand_are_paired() -> None:
    for text in ('"' * 10_000, "“" * 10_000, "“”" * 5_000, "“‘" * 5_000 + "’”" * 5_000, "'\"" * 5_000):
        paired = marks.pair(text)
        assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in paired.quotations)
        assert len(paired.diagnostics) <= len(text)


def texts() -> Iterator[st.SearchStrategy[str]]:
    """Text of every sort: controls, and characters that join or turn the line, with words of ours between them."""
    odd = st.characters(categories=["Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs", "Pi", "Pf", "Ps", "So", "Co", "Cn"])
    steering = st.sampled_from("\0\t\n\r\x0b\x0c\x1b\x85\u2028\u2029\u200d\u200f\u202e\u2066\ufeff\"'“”‘’«»`")
    words = st.sampled_from([" Roe said ", " that it rained", "“It rained,”", " she told Kim ", "\n\n", "\r", ".", " "])
    yield st.text(max_size=60)
    yield st.lists(odd | words, max_size=30).map("".join)
    yield st.lists(steering | words, max_size=30).map("".join)


ANY = settings(derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@settings(ANY, max_examples=80)
@given(st.one_of(*texts()))
def test_any_text(text: str) -> None:
    assert extractor().extract(text).attributions == found(text)


@settings(ANY, max_examples=40)
@given(st.text("“”\"‘’'`«» a,.\n", max_size=200))
def test_marks_in_any_order(text: str) -> None:
    found(text)


# Without pronouns, surnames or descriptions, which other paragraphs may explain.
STORY = [
    "“The bridge is safe,” Mayor Anna Lund said on Monday.",
    "Erik Dahl denied that the city had asked for a test.",
    "According to the Harbor Observer, the road “floods every spring.”",
]
OTHERS = [
    "It rained.",
    "The road was closed for a week.",
    "“Prices will fall,” Ada Frost told the Torsby Times.",
    "The union warned of strikes.",
    "Storm Closes Three Schools",
    "* * *",
]


@settings(ANY, max_examples=12)
@given(st.lists(st.sampled_from(OTHERS), max_size=4), st.lists(st.sampled_from(OTHERS), max_size=4))
def test_paragraphs_around_change_nothing_between(before: list[str], after: list[str]) -> None:
    start = sum(len(paragraph) + 2 for paragraph in before)
    text = "\n\n".join([*before, *STORY, *after])
    end = start + len("\n\n".join(STORY))
    between = [r for r in found(text) if start <= r.quote.spans[0][0] < end]
    assert told(between) == told(found("\n\n".join(STORY)))
    assert [r.quote.spans[0][0] - start for r in between] == [r.quote.spans[0][0] for r in found("\n\n".join(STORY))]
