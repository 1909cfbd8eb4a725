# ruff: noqa: E501  (a case is one line of text)
"""Which word a mention is about, and which names are a list, whatever word the parser chose as subject."""

from __future__ import annotations

import pytest

from quotes.naming import mentions, names, register, roles
from quotes.naming.lists import listed
from tests.support.written import parsed


@pytest.mark.parametrize(
    ("text", "mention", "core"),
    [
        ("Then/ADV Harbor Chairman [Jan Kos PERSON] left/VERB", "Harbor", "Jan"),
        ("Presidential/ADJ candidates/PLURAL [Ann Roe PERSON] left/VERB", "candidates", "Ann"),
        ("a/DET mother of/ADP three/NUM left/VERB", "three", "mother"),
        ("the/DET [Harbor Department/nsubj ORG] spokesperson/appos left/VERB", "Department", "spokesperson"),
        ("Then/ADV [Ortega/nsubj PERSON] ~'s/POS reelection campaign left/VERB", "Ortega", "campaign"),
        ("Then/ADV [Ortega/nsubj PERSON] ~'s/POS left/VERB", "Ortega", "Ortega"),
        ("One/NUM senator left/VERB", "One", "senator"),
        ("The/DET [Harbor Times ORG] left/VERB", "The", "Harbor"),
        ("The/DET bridge fell/VERB", "The", "The"),
        ("The/DET [Harbor Times/nsubj ORG] reports", "reports", "Harbor"),
        ("The/DET [Harbor Times ORG] reports", "reports", "reports"),
    ],
)
def test_core(text: str, mention: str, core: str) -> None:
    doc = parsed(text)
    people = register.build(names.find(doc))
    token = next(token for token in doc if token.text == mention)
    assert mentions.core(people.names, roles.find(people), token).text == core


@pytest.mark.parametrize(
    ("text", "pronoun", "noun"),
    [
        ("The/DET report which/DET fell/VERB", "which", "report"),
        ("The/DET senator ~, who/PRON left/VERB", "who", "senator"),
        ("Then/ADV ~, who/PRON left/VERB", "who", None),
    ],
)
def test_antecedent(text: str, pronoun: str, noun: str | None) -> None:
    doc = parsed(text)
    found = mentions.antecedent(names.find(doc), next(token for token in doc if token.text == pronoun))
    assert (found.text if found is not None else None) == noun


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("*[Ann Roe PERSON] and/CCONJ [Jan Kos PERSON] left/VERB", ["Ann Roe", "Jan Kos"]),
        ("Sen. *[Ann Roe PERSON] and/CCONJ Rep. [Jan Kos PERSON] left/VERB", ["Ann Roe", "Jan Kos"]),
        (
            "[Ann Roe PERSON] (/PUNCT ~Ohio ~)/PUNCT ~,/PUNCT [Jan Kos PERSON] ~,/PUNCT *[Otto Lind PERSON] and/CCONJ [Lund PERSON] left/VERB",
            ["Ann Roe", "Jan Kos", "Otto Lind", "Lund"],
        ),
        ("*[Ann Roe PERSON] ~,/PUNCT [Jan Kos PERSON] left/VERB", []),
        ("*[Ann Roe PERSON] ~;/PUNCT [Jan Kos PERSON] left/VERB", []),
        ("*[Ann Roe PERSON] and/CCONJ [Corvo Bank ORG] left/VERB", []),
        ("*[Ann Roe PERSON] left/VERB and/CCONJ [Jan Kos PERSON] stayed/VERB", []),
    ],
)
def test_lists(text: str, wanted: list[str]) -> None:
    """The star marks the mention."""
    doc = parsed(text.replace("*", ""))
    named = names.find(doc)
    at = len(text[: text.index("*")].split()) - text[: text.index("*")].count("]")
    assert [doc[name.start : name.end].text for name in listed(named, doc[at])] == wanted
