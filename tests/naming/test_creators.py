"""Who made a document, where the parse is wrong; `tests/naming.toml` has the sentences with a right one."""

from __future__ import annotations

from quotes.naming import names
from quotes.naming.creators import creator
from tests.support.trees import misread


def test_a_maker_on_what_the_document_is_about() -> None:
    arcs = {0: (5, "nsubj"), 1: (2, "case"), 2: (0, "nmod"), 3: (4, "case"), 4: (2, "nmod")}
    tags = {1: ("ADP", "IN"), 2: ("NOUN", "NNS"), 3: ("ADP", "IN"), 5: ("VERB", "VBD")}
    parsed = misread("survey of ports by Corvo found", arcs, tags)
    assert creator(names.find(parsed), parsed[0]) == parsed[4]
