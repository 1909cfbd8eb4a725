"""Initials before a colon at the start of a line stand for the one person who has them."""

from __future__ import annotations

import pytest

from quotes.naming import names, register
from tests.support.conllu import full_name
from tests.support.written import parsed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("AL :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Jan Kos PERSON]", "Ann Lehto"),
        ("JK/NOUN :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Jan Kos PERSON]", "Jan Kos"),
        ("JK/NOUN :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Jan Piet Kos PERSON]", "Jan Piet Kos"),
        ("[JPK ORG] :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Jan Piet Kos PERSON]", "Jan Piet Kos"),
        ("[LEDGER PERSON] :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB the/DET [Torsby Ledger ORG]", "Torsby Ledger"),
        ("[Ledger PERSON] ,/PUNCT why/ADV [Ann Lehto PERSON] met/VERB the/DET [Torsby Ledger ORG]", "Ledger"),
        ("AL/NOUN :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Aki Lund PERSON]", None),
        ("PS/NOUN :/PUNCT why/ADV [Ann Lehto PERSON] met/VERB [Jan Kos PERSON]", None),
        ("AL/NOUN left/VERB and/CCONJ [Ann Lehto PERSON] met/VERB [Jan Kos PERSON]", None),
    ],
)
def test_whom_a_label_means(text: str, wanted: str | None) -> None:
    doc = parsed(text)
    known = register.build(names.find(doc))
    meant = known.entity(doc[0])
    assert (None if meant is None else full_name(known, meant)) == wanted
