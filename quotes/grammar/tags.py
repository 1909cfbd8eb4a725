"""Penn Treebank tags and universal parts of speech: the only module that knows the tags, with names for sets of them.

Tags after Marcus, Santorini and Marcinkiewicz 1993; parts of speech after universaldependencies.org/u/pos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUN_LIKE = frozenset({"NOUN", "PROPN"})
NAME_LIKE = frozenset({"NOUN", "PROPN", "ADJ"})  # words of a name or a title: Deputy *First* Minister
PRONOUN = "PRON"
PARTICLE = "PART"
SUBJECTS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})  # can be a subject without an article
NOMINAL = frozenset({*SUBJECTS, "SYM", "X", "DET"})
VERBAL = frozenset({"VERB", "AUX"})

_INFLECTED = frozenset({"VBD", "VBZ", "VBP"})
_TENSED = _INFLECTED | {"MD"}
_PAST = frozenset({"VBD", "VBN"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_PLURAL = frozenset({"NNS", "NNPS"})


def is_tensed(word: Token) -> bool:
    """*e.g.* **is**, **lied**, **may**."""
    return word.tag_ in _TENSED


def is_inflected(verb: Token) -> bool:
    """*e.g.* **is**, **lied**; not **may**: a tensed verb with a form of its own."""
    return verb.tag_ in _INFLECTED


def is_present(verb: Token) -> bool:
    """*e.g.* who **heads** the port, who **run** it."""
    return verb.tag_ in {"VBZ", "VBP"}


def is_past(verb: Token) -> bool:
    """*e.g.* he **lied**, has **lied**: taggers confuse past tense and participle."""
    return verb.tag_ in _PAST


def is_participle(verb: Token) -> bool:
    """*e.g.* **rejected** by voters, has **lied**."""
    return verb.tag_ == "VBN"


def is_ing(verb: Token) -> bool:
    """*e.g.* **adding** that ...; after **lying**."""
    return verb.tag_ == "VBG"


def is_bare_verb(verb: Token) -> bool:
    """*e.g.* would **say**, to **say**: a verb without an ending."""
    return verb.tag_ == "VB"


def has_no_ending(verb: Token) -> bool:
    """*e.g.* would **say**, they **say**: two uses of one form, which taggers confuse."""
    return verb.tag_ in {"VB", "VBP"}


def is_modal(word: Token) -> bool:
    """*e.g.* **would** say, **may** say."""
    return word.tag_ == "MD"


def is_to(word: Token) -> bool:
    """*e.g.* vowed **to** fight."""
    return word.tag_ == "TO"


def is_relative_word(word: Token) -> bool:
    """*e.g.* the mayor, **who** said so; the bridge **that** fell; **whose** claim; **what** he said."""
    return word.tag_ in _RELATIVE


def is_relative_possessor(word: Token) -> bool:
    """*e.g.* the mayor, **whose** son left."""
    return word.tag_ == "WP$"


def is_relative_determiner(word: Token) -> bool:
    """*e.g.* the bridge **that** fell, **which** fell."""
    return word.tag_ == "WDT"


def is_possessive_mark(word: Token) -> bool:
    """*e.g.* Russia**'s** right."""
    return word.tag_ == "POS"


def is_plural_form(noun: Token) -> bool:
    """*e.g.* **layoffs**, **Republicans**."""
    return noun.tag_ in _PLURAL


def is_plural_common(noun: Token) -> bool:
    """*e.g.* **hours**."""
    return noun.tag_ == "NNS"


def is_singular_name(noun: Token) -> bool:
    """*e.g.* **Lund**; at the start of a sentence some taggers also call "Lawmakers" one."""
    return noun.tag_ == "NNP"


def is_personal_pronoun(word: Token) -> bool:
    """*e.g.* **he**, **her**; not **his**."""
    return word.tag_ == "PRP"


def is_possessive_pronoun(word: Token) -> bool:
    """*e.g.* **his** lawyer."""
    return word.tag_ == "PRP$"


def is_plain_adverb(word: Token) -> bool:
    """*e.g.* **now** the mayor; not **most**."""
    return word.tag_ == "RB"


def closes_quotation(mark: Token) -> bool:
    """*e.g.* her “monster**”** effort, by the tagger."""
    return mark.tag_ == "''"


def is_hyphen(word: Token) -> bool:
    """*e.g.* the port**-**wide chief: a hyphen within a word, by the tagger."""
    return word.tag_ == "HYPH"


def builds_compound(word: Token) -> bool:
    """*e.g.* **Deputy** First Minister, **ex**-minister, and the hyphen after "ex"."""
    return word.tag_ in {"JJ", "AFX", "HYPH"}


def opens_clause(word: Token) -> bool:
    """*e.g.* **when** asked, **after** he left: an adverb or preposition that may introduce a clause."""
    return word.tag_ in {"WRB", "IN"}
