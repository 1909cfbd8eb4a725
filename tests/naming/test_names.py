"""Which names an article has, and their titles, whatever the recognizer and the tagger say."""

from __future__ import annotations

import pytest

from quotes.naming import names, register, roles
from tests.support.written import parsed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Then/ADV [Ann Roe PERSON] left/VERB", ["Ann Roe person"]),
        ("Then/ADV [the/DET Harbor Times ORG] left/VERB", ["Harbor Times organization"]),
        ("Then/ADV [the/DET bridge PERSON] fell/VERB", []),
        ("Then/ADV [Ann Roe ~'s/POS PERSON] bridge fell/VERB", ["Ann Roe person"]),
        ("Then/ADV [Ann Roe After/ADP PERSON] lunch left/VERB", ["Ann Roe person"]),
        ("Then/ADV [Harbor Court Justice Ann Roe ORG] left/VERB", ["Harbor Court organization", "Ann Roe person"]),
        ("Then/ADV [Corvo Bank CEO ORG] left/VERB", ["Corvo Bank organization"]),
        (
            "Then/ADV [Ann Roe PERSON] called/VERB and/CCONJ [Harbor Post Roe ORG] left/VERB",
            ["Ann Roe person", "Harbor Post organization", "Roe person"],
        ),
        ("Then/ADV [old/ADJ Maria Delgado PERSON] left/VERB", ["Maria Delgado person"]),
        (
            "Then/ADV [crooked/VERB Maria Delgado PERSON] met/VERB [Maria Delgado PERSON] there/ADV",
            ["Maria Delgado person", "Maria Delgado person"],
        ),
        ("Then/ADV Jo ~-/PUNCT [~Ann Roe PERSON] left/VERB", ["Jo-Ann Roe person"]),
        ("Then/ADV [Kim PERSON] ~-/PUNCT ~ho left/VERB", ["Kim-ho person"]),
        (
            "Then/ADV [Q ~-/PUNCT ~Corvo ORG] met/VERB [Q ~-/PUNCT ~Corvo PERSON] there/ADV",
            ["Q-Corvo organization", "Q-Corvo organization"],
        ),
        ("Then/ADV [Juan PERSON] de/ADP Soto left/VERB", ["Juan de Soto person"]),
        ("Then/ADV [Maria PERSON] Delgado/flat left/VERB", ["Maria Delgado person"]),
        ("Then/ADV met/VERB Maria [Delgado PERSON] there/ADV", ["Maria Delgado person"]),
        ("Then/ADV Lars/NOUN Holm left/VERB", ["Lars Holm person"]),
        ("Then/ADV Governor Kofo [Delgado PERSON] left/VERB", ["Kofo Delgado person"]),
        ("Patience/NOUN/nsubj [Delgado/nsubj PERSON] left/VERB", ["Patience Delgado person"]),
        ("Pilot/NOUN/nsubj [Delgado/nsubj PERSON] left/VERB", ["Delgado person"]),
        ("Then/ADV Governor Deputy [Delgado PERSON] left/VERB", ["Delgado person"]),
        (
            "Then/ADV [Velka Delgado ORG] left/VERB and/CCONJ [Delgado PERSON] met/VERB [Delgado PERSON]",
            ["Velka Delgado person", "Delgado person", "Delgado person"],
        ),
        (
            "Then/ADV [Corvo Delgado ORG] left/VERB and/CCONJ [Delgado PERSON] met/VERB [Delgado ORG]",
            ["Corvo Delgado organization", "Delgado organization", "Delgado organization"],
        ),
        ("Then/ADV Deputy Mayor Alice Brown left/VERB", ["Alice Brown person"]),
        ("Then/ADV the/DET Ortega white house left/VERB", ["Ortega white house organization"]),
        ("Then/ADV the/DET Danish/ADJ government left/VERB", ["Danish government organization"]),
        ("Then/ADV the/DET Ortega white/ADJ flag fell/VERB", ["Ortega unknown"]),
        ("Then/ADV the/DET People/PLURAL ~'s/POS Herald left/VERB", ["People's Herald organization"]),
        ("Then/ADV the/DET [Harbor Reporter ORG] left/VERB", ["Harbor Reporter organization"]),
        ("Then/ADV [Washington ~-/PUNCT ORG] left/VERB", ["Washington place"]),
        ("Then/ADV [Lund PERSON] &/CCONJ Sons/PLURAL left/VERB", ["Lund & Sons organization"]),
        ("Then/ADV [Torsby Gas ORG] &/CCONJ [Water Co. ORG] left/VERB", ["Torsby Gas & Water Co. organization"]),
        ("Then/ADV [Ann Roe PERSON] &/CCONJ [Jan Kos PERSON] left/VERB", ["Ann Roe person", "Jan Kos person"]),
        ("Then/ADV [Tala PERSON] [Leota/flat PERSON] left/VERB", ["Tala Leota person"]),
        (
            "Then/ADV [Tuomi Lehto PERSON] left/VERB and/CCONJ [Lehto ORG] slept/VERB",
            ["Tuomi Lehto person", "Lehto person"],
        ),
        (
            "Then/ADV [Tuomi Lehto PERSON] left/VERB and/CCONJ [Tuomi ORG] slept/VERB",
            ["Tuomi Lehto person", "Tuomi person"],
        ),
        ("Then/ADV winger/NOUN [Tuomi/appos Lehto/flat LOC] left/VERB", ["Tuomi Lehto person"]),
        ("Then/ADV [Tuomi PERSON] “/PUNCT moth/NOUN ”/PUNCT [Lehto PERSON] left/VERB", ["Tuomi “ moth ” Lehto person"]),
        ("Then/ADV Tuomi “/PUNCT Bricks ”/PUNCT [Lehto PERSON] left/VERB", ["Tuomi “ Bricks ” Lehto person"]),
        (
            "Then/ADV [Ann Lund ~-/PUNCT ~Roe PERSON] left/VERB and/CCONJ [Lund ~-/PUNCT ~Roe ORG] slept/VERB",
            ["Ann Lund-Roe person", "Lund-Roe person"],
        ),
        ("Then/ADV left/VERB Tuomi/nmod:desc [Lehto PERSON]", ["Tuomi Lehto person"]),
        ("Then/ADV left/VERB Sister/nmod:desc [Lehto PERSON]", ["Sister unknown", "Lehto person"]),
        ("[BUDDY LEHTO PERSON] left/VERB", ["BUDDY LEHTO person"]),
        ("Then/ADV [DS Lehto PERSON] left/VERB", ["Lehto person"]),
        ("Then/ADV Polish/ADJ [MEPs ORG] left/VERB", []),
        (
            "Then/ADV the/DET [Centers for/ADP Harbor Control ORG] left/VERB",
            ["Centers for Harbor Control organization"],
        ),
        (
            "Then/ADV the/DET [Harbor Center ORG] for/ADP Control and/CCONJ Prevention left/VERB",
            ["Harbor Center for Control and Prevention organization"],
        ),
        (
            "Then/ADV the/DET [Harbor Center ORG] for/ADP Coastal Research left/VERB",
            ["Harbor Center for Coastal Research organization"],
        ),
    ],
)
def test_names(text: str, wanted: list[str]) -> None:
    doc = parsed(text)
    assert [f"{doc[name.start : name.end].text} {name.type}" for name in names.find(doc).all] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Then/ADV [CNN ORG] ~'s/POS [Jan Kos PERSON] left/VERB", {"Jan Kos": ["CNN"]}),
        ("Then/ADV [Ann Roe PERSON] ~'s/POS [Jan Kos PERSON] left/VERB", {}),
        ("Then/ADV panel chairman Rep. [Jan Kos PERSON] left/VERB", {"Jan Kos": ["panel chairman"]}),
        ("Then/ADV another/ADJ former/ADJ mayor [Jan Kos PERSON] left/VERB", {"Jan Kos": ["former mayor"]}),
        ("Then/ADV helped/VERB force Sen. [Jan Kos PERSON] out/ADV", {"Jan Kos": ["Sen."]}),
        ("Then/ADV state Sen. [Jan Kos PERSON] left/VERB", {"Jan Kos": ["state Sen."]}),
    ],
)
def test_titles(text: str, wanted: dict[str, list[str]]) -> None:
    doc = parsed(text)
    people = register.build(names.find(doc))
    said = {people.name_of(entity): told for entity, told in roles.find(people).of.items()}
    found = {
        doc.text[slice(*name)]: [doc.text[slice(*role.span)] for role in told] for name, told in said.items() if name
    }
    assert found == wanted
