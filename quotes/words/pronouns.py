"""Pronouns of the third person, from data/en/pronouns.toml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from quotes.grammar import functions, tags
from quotes.language import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def third_person(token: Token) -> dict[str, Any] | None:
    """The table's entry for a pronoun of the third person."""
    if token.pos_ not in {"PRON", "DET"}:
        return None
    entry = forms().get(token.lower_)
    return entry if entry is not None and entry["refers"][0] not in {"speaker", "antecedent"} else None


@cache
def forms() -> dict[str, dict[str, Any]]:
    """The table's entries by form, in lower case."""
    return {form: entry for entry in table("pronouns")["pronoun"] for form in entry["forms"]}


def subject_of_reflexive(token: Token) -> Token | None:
    """*e.g.* **Kos** backed Lind and distanced *himself*; the **mayor** *himself*; None of any other pronoun."""
    if token.lower_ not in words("pronouns", "reflexive"):
        return None
    verb = token.head
    if verb.pos_ in tags.NOMINAL:
        return verb
    while functions.holder(verb) is None and functions.has(verb, "conjunct", "open clause"):
        verb = verb.head
    return functions.holder(verb)


def is_expletive(token: Token) -> bool:
    """*e.g.* **It** is clear that ..., **it** was reported that ..."""
    if functions.has(token, "expletive"):
        return True
    impersonal = functions.has(token, "passive subject") or (
        functions.has(token, "subject") and token.head.pos_ == "ADJ"
    )
    return impersonal and bool(functions.clauses(token.head))


def is_declared(token: Token) -> bool:
    """*e.g.* Robin Vale, who uses **they**/them pronouns: the form itself shows that they are one person's."""
    after = token.doc[token.i + 1 : token.i + 3]
    slash = len(after) == 2 and after[0].text == "/"
    return slash and after[1].lower_ in forms() and forms()[after[1].lower_] is forms().get(token.lower_)
