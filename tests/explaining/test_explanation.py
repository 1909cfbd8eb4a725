"""The explanation as it looks, and what it does with hostile text and narrow consoles."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
from rich.cells import cell_len

from quotes.article import Article
from quotes.explaining.explanation import Branch, CueCandidate, Explanation, Meant, Proposed, Unknown
from quotes.writers.explanation import show
from tests.explaining.test_explain import TEXTS, TWICE, explainer
from tests.support.samples import TEXT, attribution
from tests.writers.test_table import STYLE, console


def shown(explanation: Explanation, width: int = 80, **options: bool) -> str:
    """What is printed, without the spaces at the ends of lines."""
    at = console(width, **options)
    show(at, explanation)
    assert isinstance(at.file, io.StringIO)
    lines = at.file.getvalue().splitlines()
    assert all(cell_len(STYLE.sub("", line)) <= width for line in lines)
    return "".join(line.rstrip() + "\n" for line in lines)


def test_an_attribution() -> None:
    explanation = shown(explainer("“It is about safety, “she told reporters on Friday.").by_id("1"))
    assert re.sub(r"\d\d%", "90%", explanation) == (  # it changes when it is fitted again
        """\
text, line 1, column 1 (offsets 0 to 51)

  “It is about safety, “she told reporters on Friday.

Found text:1, 90% direct
  content   It is about safety
  speaker   she (person)
  name      none, 90%: the article gives no name
  role      none, 90%
  cue       told (telling)
  target    reporters, 90% (addressee)
  when      on Friday
  rule      quote-first: “The bridge is safe,” the mayor said.

Marks
  “ at 0, closed by “ at 21
  ! quotation mark “ used to close at 21

Parse
  safety                             content NN   root        root
  ├── It                             content PRP  nsubj       subject
  ├── is                             content VBZ  cop         copula
  ├── about                          content IN   advmod      adverb
  └── told                           cue     VBD  parataxis   parataxis
      ├── she                        speaker PRP  nsubj       subject
      ├── reporters                  target  NNS  obj         object
      └── Friday                             NNP  obl         oblique
          └── on                             IN   case        case

Cue told at 26
  tell              verb, cues/telling.toml, as in: The mayor told reporters
                    that the bridge was safe.
  frame telling     finds: It is about safety
  frame request     no infinitive of object, as in: The mayor urged drivers to
                    stay at home.
  frame statement   finds: It is about safety
  90% quote-first   she → reporters: It is about safety
                    kept: the share of right results among “quote-first: tell”
      aside         she → reporters: It is about safety
                    lost: quote-first has the same cue
"""
    )


def test_nothing() -> None:
    assert shown(explainer("If Lund says that the bridge is safe, it will open.").at(0)) == (
        """\
text, line 1, column 1 (offsets 0 to 51)

  If Lund says that the bridge is safe, it will open.

Nothing found
  says      clause was not kept: wished, asked for or supposed, not said
  not in the lexicon: open (open, only as open up about)

Parse
  open                                       VB   ROOT        root
  ├── says                                   VBZ  advcl       adverbial clause
  │   ├── If                                 IN   mark        complementizer
  │   ├── Lund                               NNP  nsubj       subject
  │   └── safe                               JJ   ccomp       clause
  │       ├── that                           IN   mark        complementizer
  │       ├── the bridge                     NN   nsubj       subject
  │       └── is                             VBZ  cop         copula
  ├── it                                     PRP  nsubj       subject
  └── will                                   MD   aux         auxiliary

Cue says at 8
  say               verb, cues/statement.toml, as in: The mayor said that the
                    bridge was safe.
  frame statement   finds: that the bridge is safe
  frame wanting     no raised object, as in: The mayor wants the state to pay.
      clause        Lund: that the bridge is safe
                    lost: wished, asked for or supposed, not said
"""
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "The old bridge crosses the river near the mill.",
            """\
  No word of the sentence is a cue, in the lexicon or in the pipeline's reading.
  not in the lexicon: crosses (cross)
""",
        ),
        (
            "Residents of the so-called “quiet quarter” pay higher rents.",
            "  called    in the lexicon, but none of its frames finds a content\n",
        ),
        (
            "By Erik Dahl\n\nLeave a Reply\n\nSource link The mayor says the bridge is safe",
            "  says      clause was not kept: this is text of the page, not of the article\n",
        ),
    ],
)
def test_what_is_missing(text: str, lines: str) -> None:
    assert f"Nothing found\n{lines}" in shown(explainer(text).at(len(text) - 1))


def test_a_long_content_is_shown_by_its_two_ends() -> None:
    for words in ("word " * 40, "x" * 200):
        made = Proposed("clause", ((0, len(words)),), None, None, None, (), "", "")
        text = shown(replace(explainer(TWICE).at(0), article=Article("long", words), passage=(0, 1), records=(),
                             candidates=(CueCandidate(None, None, (), (made,)),),
                             diagnostics=(), unknown=()))  # fmt: skip
        assert words[:20] in text
        assert "…" in text
        assert text.count("word") + text.count("x") < 140


@cache
def explained(text: str) -> Explanation:
    return explainer(text).at(0)


@pytest.mark.parametrize("width", [40, 160])  # the other tests show that it fits 80
def test_it_fits_the_console(width: int) -> None:
    for text in TEXTS[::3]:
        shown(explained(text), width)


def test_colours_are_for_terminals() -> None:
    explanation = explainer(TWICE).at(0)
    plain = shown(explanation)
    assert "\x1b" not in plain
    coloured = shown(explanation, force_terminal=True)
    assert "\x1b[36msaid\x1b[0m" in coloured
    assert STYLE.sub("", coloured).split() == plain.split()


HOSTILE = "\x1b[31m[red]\u202eoh[/red]\x07 {TEXT}\r"


def test_hostile_text_is_inert() -> None:
    hostile = Explanation(
        article=Article("bad", f"{HOSTILE}{TEXT}", f"{HOSTILE}.txt"),
        sentence=(0, len(HOSTILE)),
        passage=(0, len(HOSTILE)),
        pairs=(),
        diagnostics=(),
        parse=(Branch(HOSTILE, "NN", "root", ("root",), "cue"),),
        records=(attribution(f"{HOSTILE}{TEXT}", HOSTILE, id=f"bad:{HOSTILE}", speaker="Ida Roe", role=HOSTILE),),
        meant={f"bad:{HOSTILE}": (Meant(HOSTILE, 0.9, ((HOSTILE, 1.0),)),)},
        candidates=(),
        unknown=(Unknown(HOSTILE, HOSTILE, ()),),
    )
    for explanation in (hostile, replace(hostile, records=())):
        printed = shown(explanation)
        assert not set(printed) & set("\x1b\x07\u202e\r")
        assert "␛[31m[red]⟨U+202E⟩oh[/red]␇" in printed
