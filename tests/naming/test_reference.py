"""Whom pronouns refer to, and what the article says about them; a question changes nothing."""

from __future__ import annotations

from quotes.naming import names, reference, register, roles
from quotes.naming.reference import References
from quotes.naming.salience import Places
from tests.support.written import parsed

TEXT = "Then/ADV Torsby/nsubj left/VERB and/CCONJ he/PRON/nsubj waved/VERB"
PRONOUN = 4


def resolved(quoted: set[int]) -> References:
    people = register.build(names.find(parsed(TEXT)))
    return reference.resolve(people, roles.find(people), Places(quoted=quoted))


def test_a_pronoun_tells_that_somebody_is_a_person() -> None:
    references = resolved(quoted=set())
    entity = references.at[PRONOUN].entity
    assert entity is not None
    assert (entity.type, references.facts[entity].type) == ("unknown", "person")


def test_asking_for_a_pronoun_in_a_quotation_changes_nothing() -> None:
    references = resolved(quoted={PRONOUN})
    known = dict(references.facts)
    first, second = (references.pronoun(parsed(TEXT)[PRONOUN]) for _ in range(2))
    assert (first.resolution, first.type) == ("pronoun", "person")
    assert first == second
    assert references.facts == known
    assert PRONOUN not in references.at


def test_a_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    references = resolved(quoted={PRONOUN})
    token = parsed(TEXT)[PRONOUN]
    assert references.pronoun(token, exclude=references.pronoun(token).entity).entity is None
