"""Who is in an article, under which names, on frozen parses (`tests/frozen/people.conllu`)."""

from __future__ import annotations

import pytest

from quotes.naming import names, register
from tests.support.conllu import doc_from_conllu, frozen, full_name, to_conllu
from tests.support.written import parsed

Row = tuple[str, str, list[str]]  # type, fullest name, all namings in text order

PEOPLE: dict[str, tuple[str, list[Row]]] = {
    "surname-first": (
        "Roe Wins Harbor Vote Again\n\nAnn Roe won the vote on Monday. Roe thanked the voters.",
        [("person", "Ann Roe", ["Roe", "Ann Roe", "Roe"])],
    ),
    "namesakes": (
        "Bill Frey met Clara Frey in Oslo. Mrs. Frey left early.",
        [
            ("person", "Bill Frey", ["Bill Frey"]),
            ("person", "Clara Frey", ["Clara Frey", "Frey"]),
            ("place", "Oslo", ["Oslo"]),
        ],
    ),
    "campaign": (
        "Paul Ortega thanked the Ortega campaign. The Ortega team cheered.",
        [
            ("person", "Paul Ortega", ["Paul Ortega"]),
            ("organization", "Ortega campaign", ["Ortega campaign", "Ortega team"]),
        ],
    ),
    "initial": (
        "Donald J. Holm spoke in May. Donald Holm won.",
        [("person", "Donald J. Holm", ["Donald J. Holm", "Donald Holm"])],
    ),
    "initials": (
        "Minister V.K. Holm met Parliament. Holm won.",
        [("person", "V.K. Holm", ["V.K. Holm", "Holm"]), ("organization", "Parliament", ["Parliament"])],
    ),
    "hyphen": (
        "Pollster C-Vote has projected a win.",
        [("person", "C-Vote", ["C-Vote"])],
    ),
    "double-surname": (
        "Juan Carlos Ortega spoke in May. Mr. Carlos Ortega won.",
        [("person", "Juan Carlos Ortega", ["Juan Carlos Ortega", "Carlos Ortega"])],
    ),
    "given-name": (
        "Maria Delgado sang in Oslo. Maria won.",
        [("person", "Maria Delgado", ["Maria Delgado", "Maria"]), ("place", "Oslo", ["Oslo"])],
    ),
    "acronym": (
        "The Bureau of Harbor Safety met. The BHS voted.",
        [("organization", "Bureau of Harbor Safety", ["Bureau of Harbor Safety", "BHS"])],
    ),
    "commission": (
        "The Harbor and Coast Commission met on Monday.",
        [("organization", "Harbor and Coast Commission", ["Harbor and Coast Commission"])],
    ),
    "place-name": (
        "Jim Jordan flew to Jordan. Jordan waved.",
        [("person", "Jim Jordan", ["Jim Jordan", "Jordan", "Jordan"])],
    ),
    "republicans": (
        "Republicans voted on Monday. Democrats left.",
        [],
    ),
    "seat": (
        "The White House was silent.",
        [("organization", "White House", ["White House"])],
    ),
}


@pytest.mark.parametrize("identifier", PEOPLE)
def test_people(identifier: str) -> None:
    text, wanted = PEOPLE[identifier]
    doc = frozen("people")[f"people-{identifier}"]
    assert doc.text == text
    people = register.build(names.find(doc))
    found = []
    for entity in people.entities:
        namings = sorted(entity.names, key=lambda name: name.start)
        full = full_name(people, entity)
        found.append((entity.type, full, [doc[name.start : name.end].text for name in namings]))
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Then/ADV [Jan Roe PERSON] met/VERB [Jo Roe PERSON] and/CCONJ [J. Roe PERSON] left/VERB",
            {"Jan Roe": ["Jan Roe"], "Jo Roe": ["Jo Roe"]},
        ),
        (
            "Then/ADV [Corvo Foods Ltd ORG] closed/VERB and/CCONJ [Corvo PERSON] left/VERB",
            {"Corvo Foods Ltd": ["Corvo Foods Ltd", "Corvo"]},
        ),
        (
            "Then/ADV [Corvo Foods Ltd ORG] closed/VERB and/CCONJ Mr. [Corvo PERSON] left/VERB",
            {"Corvo Foods Ltd": ["Corvo Foods Ltd"], "Corvo": ["Corvo"]},
        ),
        (
            "Then/ADV [Ann J. Roe PERSON] met/VERB [Ann Jane Roe PERSON] there/ADV",
            {"Ann Jane Roe": ["Ann Jane Roe", "Ann J. Roe"]},
        ),
        (
            "Then/ADV Quill Zorvo closed/VERB and/CCONJ [Q. Zorvo PERSON] left/VERB",
            {"Quill Zorvo": ["Quill Zorvo", "Q. Zorvo"]},
        ),
    ],
)
def test_who_joins_whom(text: str, wanted: dict[str, list[str]]) -> None:
    doc = parsed(text)
    people = register.build(names.find(doc))
    assert {
        full_name(people, entity): [doc[n.start : n.end].text for n in entity.names] for entity in people.entities
    } == wanted


def test_a_doc_survives_its_conllu() -> None:
    doc = frozen("speakers")["continued"]
    again = doc_from_conllu(to_conllu(doc, "again"))
    assert again.text == doc.text
    assert [t.head.i for t in again] == [t.head.i for t in doc]
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]
