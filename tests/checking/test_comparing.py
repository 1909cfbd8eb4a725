"""A quotation against a source: the verdict, and what differs as [-left out-] {+added+}."""

from __future__ import annotations

import pytest

from quotes.checking.comparing import Comparison, compare
from quotes.checking.wording import Wording, read

SPEECH = (
    "LUND: We did not test every bolt on the old bridge, my friends. (Applause.) It will stand for a hundred years. "
    "We sent an e-mail to 10,000 well-known drivers, and they aren’t afraid. I tell you: the harbor will close for a "
    "year, and nobody will lose work because of it."
)
SOURCE = read(SPEECH, labels=[(0, 5)])


def compared(quotation: Wording) -> Comparison | None:
    return compare(quotation, SOURCE, (0, len(SOURCE.forms)))


def marked(quotation: Wording, found: Comparison) -> str:
    """What differs, *e.g.* [-2013-] {+2014+}; an exclamation mark for a negation, what admits it behind the rest."""
    shown = []
    for change in found.changes:
        said, quoted = SOURCE.forms[slice(*change.said)], quotation.forms[slice(*change.quoted)]
        sides = [f"[-{' '.join(said)}-]"] * bool(said) + [f"{{+{' '.join(quoted)}+}}"] * bool(quoted)
        shown.append(" ".join([*sides, *["!"] * change.negation, *([change.admitted] if change.admitted else [])]))
    return "; ".join(shown)


@pytest.mark.parametrize(
    ("quotation", "verdict", "differences"),
    [
        # no changes
        ("we did NOT test every bolt — on the old bridge", "verbatim", ""),
        ("bridge, my friends. It will stand", "verbatim", ""),
        ("We sent an email to 10000 well known drivers", "verbatim", ""),
        ("[W]e did not test every bolt [sic] on the old bridge", "verbatim", ""),
        # changes
        ("We did not test every single bolt on the old bridge", "altered", "{+single+}"),
        ("We did not test every bolt on the bridge", "altered", "[-old-]"),
        ("We did not test every nut on the old bridge", "altered", "[-bolt-] {+nut+}"),
        ("Frankly, we did not test every bolt on the old bridge", "altered", "{+frankly+}"),
        ("We did not test every bolt on the old ship", "altered", "[-bridge-] {+ship+}"),
        ("the harbor will close for two years, and nobody will lose work", "altered", "[-a year-] {+two years+}"),
        # negations
        ("We did test every bolt on the old bridge", "altered", "[-not-] !"),
        ("test every bolt on the old bridge", "altered", "[-not-] !"),
        ("It will not stand for a hundred years", "altered", "{+not+} !"),
        ("it will not stand", "altered", "{+not+} !"),
        ("and they are afraid", "altered", "[-aren't-] {+are+} !"),
        ("to 10,000 well-known drivers, and they are not afraid", "altered", "[-aren't-] {+are not+}"),
        ("and everybody will lose work because of it", "altered", "[-nobody-] {+everybody+} !"),
        # an ellipsis
        ("We did not test … on the old bridge", "verbatim", "[-every bolt-] ellipsis"),
        ("We did … test every bolt on the old bridge", "altered", "[-not-] !"),
        ("It will stand ... I tell you: the harbor will close", "verbatim", "[-{}-] ellipsis"),
        ("We did not test … on the new bridge, my friends", "altered", "[-every bolt-] ellipsis; [-old-] {+new+}"),
        # brackets
        ("[The council] did not test every bolt on the old bridge", "verbatim", "[-we-] {+the council+} brackets"),
        ("We did not test every bolt [at all] on the old bridge", "verbatim", "{+at all+} brackets"),
        ("We [have] test[ed] every bolt on the old bridge", "altered", "[-did not test-] {+have tested+} !"),
        ("It will [not] stand for a hundred years", "altered", "{+not+} !"),
        # a part
        (
            "the harbor will close for a year, and that is what every worker in this great town has been told by me",
            "partial",
            "{+that is what every worker in this great town has been told by me+}",
        ),
    ],
)
def test_a_quotation(quotation: str, verdict: str, differences: str) -> None:
    words = read(quotation, alone=True)
    found = compared(words)
    assert found
    between = "for a hundred years we sent an e mail to 10000 well known drivers and they aren't afraid"
    assert (found.verdict, marked(words, found)) == (verdict, differences.replace("{}", between))


@pytest.mark.parametrize(
    "quotation",
    ["It will be a long year for the old town", "a year of work", "the new bridge", "We will not", "Bolts"],
)
def test_what_is_not_there(quotation: str) -> None:
    assert compared(read(quotation, alone=True)) is None


def test_a_mixed_quote_has_its_negation_outside_the_marks() -> None:
    found = compared(read("she did not “test every bolt on the old bridge”", [(13, 46)]))
    assert found
    assert (found.verdict, found.changes) == ("verbatim", ())


def test_the_pieces_are_what_is_quoted() -> None:
    found = compared(read("We did not test … on the old bridge", alone=True))
    assert found
    assert [SPEECH[slice(*SOURCE.span(*piece))] for piece in found.pieces] == ["We did not test", "on the old bridge"]


@pytest.mark.parametrize(
    ("quotation", "similarity"),
    [("It will stand for a hundred years", 1.0), ("It will stand for ten years", 5 / 7), ("It will … years", 1.0)],
)
def test_similarity_is_the_share_of_equal_words(quotation: str, similarity: float) -> None:
    found = compared(read(quotation, alone=True))
    assert found
    assert found.similarity == pytest.approx(similarity)
