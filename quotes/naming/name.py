"""A name: a run of tokens that names somebody. Also an article's tokens, by whose words names are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from quotes.language import words
from quotes.parsing.reading import starts
from quotes.records import SpeakerType
from quotes.words.kinds import PERSON, bare_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Name:
    """One naming: token indices into the doc, half-open, without title, article and possessive ending."""

    start: int
    end: int
    type: SpeakerType


class Tokens(list["Token"]):
    """A doc's tokens as a list (a doc builds a new object on each access), with `bare` forms and sentence numbers."""

    def __init__(self, doc: Doc) -> None:
        super().__init__(doc)
        self.doc = doc
        lower, strings = doc.to_array("LOWER").tolist(), doc.vocab.strings
        forms = {number: bare_word(strings[number]) for number in set(lower)}
        self.bare = [forms[number] for number in lower]
        self.sentence: list[int] = list(accumulate(starts(doc).tolist()[1:], initial=0))[: len(doc)]
        self._keys: dict[tuple[int, int], tuple[str, ...]] = {}

    def key(self, name: Name) -> tuple[str, ...]:
        """The words of a name by which it is compared: lower case, no "Jr.", no punctuation."""
        found = self._keys.get((name.start, name.end))
        if found is None:
            suffixes = words("titles", "suffix", "words")
            forms = tuple(word for word in self.bare[name.start : name.end] if any(map(str.isalnum, word)))
            found = tuple(word for word in forms if word not in suffixes) or forms
            self._keys[name.start, name.end] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """All names of an article, in text order and without overlaps; `at` finds them by token index."""

    doc: Doc
    tokens: Tokens
    all: Sequence[Name]
    at: Mapping[int, Name]

    def person_at(self, index: int) -> Name | None:
        """The person's name at a token index."""
        name = self.at.get(index)
        return name if name is not None and name.type == PERSON else None


def by_token(named: Iterable[Name]) -> dict[int, Name]:
    """The names by each token index that they cover."""
    return {i: name for name in named for i in range(name.start, name.end)}


def head_of(doc: Doc, name: Name) -> Token:
    """The token of the name that the rest of the sentence hangs on."""
    return doc[name.start] if name.end - name.start == 1 else doc[name.start : name.end].root


# "(R-Ohio)", "(the Port and Coast Party)": a bracket after a name closes within this many tokens.
BRACKET = 8


def closing(doc: Doc, opening: int) -> int | None:
    """Token index of the bracket that closes the one at `opening`; None if there is none, or it is too far."""
    if opening >= len(doc) or doc[opening].text != "(":
        return None
    return next((t.i for t in doc[opening + 1 : opening + 1 + BRACKET] if t.text == ")"), None)
