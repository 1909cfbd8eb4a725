"""Doc -> cues: the tokens that the lexicon knows as speech or thought verbs, nouns and adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotes.finding.lexicon import TAGS, Entry, lexicon
from quotes.grammar import functions, hyphens, phrases
from quotes.grammar.distances import BESIDE
from quotes.grammar.layout import having
from quotes.language import words
from quotes.spans import Range
from quotes.words import negation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class CueToken:
    """A token of the doc that may introduce speech, and the lexicon's entries for it, most specific first."""

    token: Token
    entries: tuple[Entry, ...]

    @property
    def is_verb(self) -> bool:
        """Whether it is looked up as a verb first."""
        return self.entries[0].pos == "verb"

    @property
    def spoken(self) -> Entry:
        """The entry to use beside a direct quotation: one that takes a clause, if the cue has one."""
        return next((e for e in self.entries if any("clause" in f.content for f in e.frames)), self.entries[0])


def find(doc: Doc) -> Iterator[CueToken]:
    """Every cue of the doc, in text order."""
    heads, strings = _heads(), doc.vocab.strings
    lemmas, forms = doc.to_array(["LEMMA", "LOWER"]).T.tolist()
    known = {word for word in {*lemmas, *forms} if strings[word].lower() in heads}
    found = (at(doc[i]) for i in having(doc, "POS", _POS) if lemmas[i] in known or forms[i] in known)
    return (cue for cue in found if cue is not None)


@cache
def _heads() -> frozenset[str]:
    """The words that the lexicon has, as whatever part of speech."""
    return frozenset(word for word, _ in lexicon())


def at(token: Token) -> CueToken | None:
    """The cue at this token, if the lexicon has its lemma with its part of speech, particle and preposition."""
    if token.pos_ not in _POS:
        return None
    kinds = ["verb"] if is_misread(token) else _POS[token.pos_]
    entries = [entry for pos in kinds for entry in known(token, pos) if _is_complete(token, entry)]
    if len(entries) > 1 and token.pos_ == "VERB" and _is_state(token):
        entries = [e for e in entries if e.pos == "adj"] or entries  # are worried that: a state, not an act
    return CueToken(token, tuple(entries)) if entries and not _is_part(token) else None


def _is_part(token: Token) -> bool:
    """*e.g.* **e**-mailed, so-**called** reforms, a long-**promised** road: a piece of another word."""
    start, end = hyphens.word(token)
    return end > token.i + 1 or (start < token.i and functions.has(token, "adjective", "compound"))


def _is_state(verb: Token) -> bool:
    """*e.g.* are **worried** that it fell; people **worried** that it fell: nobody is named who worries them."""
    return (functions.is_passive(verb) or functions.is_reduced_passive(verb)) and functions.agent(verb) is None


def is_misread(noun: Token) -> bool:
    """*e.g.* heard Jan Kos **shout**: a verb after a name that was read as a noun."""
    if noun.pos_ != "NOUN" or not functions.has(noun, "object"):
        return False
    named = noun.i > 0 and noun.nbor(-1).pos_ == "PROPN" and functions.dependent(noun, "determiner") is None
    return named and noun.head.lemma_.lower() in words("clauses", "witnesses")


_POS = {tag: [pos for pos, tags in TAGS.items() if tag in tags] for tag in frozenset().union(*TAGS.values())}


def known(token: Token, pos: str) -> tuple[Entry, ...]:
    """The word's entries; an adjective tagged as a verb (concerned, worried) is looked up by its form."""
    word = token.lower_ if pos == "adj" and token.pos_ == "VERB" else token.lemma_.lower()
    return lexicon().get((word, pos), ())


def _is_complete(token: Token, entry: Entry) -> bool:
    """Whether the words that the entry asks for are there: point **out**, call **on**, give an **opinion**."""
    return (
        (entry.particle is None or functions.has_particle(token, entry.particle))
        and (entry.preposition is None or functions.governs(token, entry.preposition))
        and (not entry.needs_noun or any(t.lemma_.lower() in entry.nouns for t in (token.head, *token.children)))
    )


def refusal(verb: Token) -> Token | None:
    """The verb right before, by which somebody does not say something: **declined** to *comment* on it."""
    above = verb.head
    near = 0 < verb.i - above.i <= BESIDE and functions.is_infinitive(verb)
    return above if near and above.lemma_.lower() in words("factuality", "denials") else None


# The most tokens from a verb to the preposition that is shown with it: called **on**, spoke out **against**. The words
# between are shown too, so there must be few: spoke | to Roe this week **about**.
_PREPOSITION = 3


def _shared_before(verb: Token) -> list[Token]:
    """**would neither confirm nor** deny: the words in front that two verbs share, and the first of the verbs."""
    above = verb.head if functions.has(verb, "conjunct") else verb
    return [above, *functions.dependents(above, "auxiliary", "conjunction", "adverb")]


def span(verb: Token, preposition: Token | None = None, noun: Token | None = None) -> Range:
    """Characters of the cue: "told", "called on", "voicing concern", "did not say".

    A negated verb includes its auxiliaries, so that the cue as shown never says the opposite of the text.
    """
    tokens = [verb, *functions.dependents(verb, "particle"), *filter(None, [refusal(verb)])]
    around = functions.dependents(verb, "auxiliary", "negation", "adverb")
    before = [t for t in around if verb.i - BESIDE <= t.i < verb.i]
    if before and negation.is_negated(verb) and not negation.stands_inverted(verb):
        tokens += before
    if negation.is_coordinate(verb):  # would neither confirm nor **deny**
        tokens += [t for t in _shared_before(verb) if verb.i - 2 * BESIDE <= t.i < verb.i]
    if preposition is not None and verb.i < preposition.i <= verb.i + _PREPOSITION:
        tokens.append(preposition)
    if noun is not None and abs(noun.i - verb.i) <= BESIDE:
        tokens.append(noun)
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return phrases.from_to(first, last)
