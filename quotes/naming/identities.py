"""Who each speaker is: mention -> name, type, role, and how the name was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from quotes.grammar import tags
from quotes.grammar.layout import Layout
from quotes.language import table, words
from quotes.naming import creators, mentions, names, reference, register, roles, speaker
from quotes.naming.entity import Entity, Reference
from quotes.naming.lists import one_of_two
from quotes.naming.name import head_of
from quotes.naming.salience import Places
from quotes.naming.speaker import Cast, Speaker
from quotes.spans import Range, strip
from quotes.words.kinds import GROUP, PERSON, UNKNOWN
from quotes.words.nouns import describe, part_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution, as far as it matters here. All ranges are characters of the article, half-open.

    Attributes:
        content: what was said.
        cue: the word that says it was said, if there is one.
        mention: head of the speaker's noun phrase in the cue's clause; None where the text gives none.
        continued: a free-standing or continued quotation that goes on with the last speaker.
        target: head of the noun phrase of whoever is told or judged, if there is one.
    """

    content: tuple[Range, ...]
    cue: Range | None
    mention: Token | None
    continued: bool = False
    target: Token | None = None

    @property
    def at(self) -> int:
        """The character at which it is told who says it."""
        if self.mention is not None:
            return self.mention.idx
        return self.cue[0] if self.cue is not None else self.content[0][0]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who speaks, None where the text does not say; and the name of whoever is told or judged, if it has one."""

    speaker: Speaker | None
    target: str | None


def identify(layout: Layout, statements: Sequence[Statement]) -> list[Parties]:
    """The parties of each statement. Statements come in text order."""
    speakers = {s.mention.i for s in statements if s.mention is not None}
    said = _tokens(layout, [span for s in statements for span in s.content])
    quoted = _tokens(layout, [q.inner for q in layout.quotations])
    places = Places(speakers, said, quoted)
    named = register.build(names.find(layout.doc))
    beside = roles.find(named)
    cast = Cast(layout.text, named, beside, reference.resolve(named, beside, places))
    return _Identifier(layout, statements, cast, quoted).parties()


class _Identifier:
    def __init__(self, layout: Layout, statements: Sequence[Statement], cast: Cast, quoted: set[int]) -> None:
        self.layout, self.statements, self.cast, self.quoted = layout, statements, cast, quoted
        self.names = cast.register.names
        self._known: dict[int, Speaker | None] = {}
        self._within = _enclosing(statements)

    def parties(self) -> list[Parties]:
        return [Parties(self._speaker(n), self._target(n)) for n in range(len(self.statements))]

    def _target(self, n: int) -> str | None:
        target = self.statements[n].target
        if target is None or target.lower_ in words("pronouns", "things"):
            return None
        return self._meant(n, mentions.core(self.names, self.cast.roles, target), mentions.span_of(target)).name

    def _speaker(self, n: int) -> Speaker | None:
        if n not in self._known:
            self._known[n] = None  # a circle of quotations has no speaker
            statement = self.statements[n]
            if statement.continued:
                self._known[n] = self._last(n)
            elif statement.mention is not None and any(map(str.isalnum, statement.mention.text)):
                self._known[n] = self._before_cue(statement, self._mentioned(n, statement.mention))
        return self._known[n]

    def _before_cue(self, statement: Statement, who: Speaker) -> Speaker:
        """*e.g.* a reporter | shouted: a cue that a parser hung on the speaker is part of neither mention nor role."""
        if statement.cue is None:
            return who
        role = None if who.role is None else self._cut(who.role, statement.cue)
        every = tuple(self._cut(span, statement.cue) for span in who.roles)
        return replace(who, span=self._cut(who.span, statement.cue), role=role, roles=every)

    def _cut(self, span: Range, cue: Range) -> Range:
        start, end = strip(self.layout.text, (span[0], cue[0]), ",") if span[0] < cue[0] < span[1] else span
        return (start, end) if start < end else span

    def _last(self, n: int) -> Speaker | None:
        """The speaker before, who goes on; a quotation that says "I" is not a group's, nor a document's."""
        single = self._says_i(self.statements[n])
        for m in (m for m in range(n - 1, -1, -1) if self._within[m] is None):
            who = self._speaker(m)
            if who is not None and not (single and who.type != PERSON):
                return replace(who, resolution="continued")
            before = self.statements[m]
            if who is None and before.continued and (single or not self._says_i(before)):
                return None  # that one found nobody to go on with either: not all are looked through again
        return None

    def _says_i(self, statement: Statement) -> bool:
        singular = words("pronouns", "first_person", "singular")
        return any(self.names.tokens[i].lower_ in singular for i in _tokens(self.layout, statement.content))

    # --- one mention ------------------------------------------------------------------------------

    def _mentioned(self, n: int, mention: Token) -> Speaker:
        beside = self.cast.roles
        mention = creators.creator(self.names, mention) or mention
        span = mentions.with_name(self.names, beside, mention)
        if mention.i in beside.asides:  # "said Jan Kos, head of the **port**", by a wrong parse
            mention = self.names.doc[beside.asides[mention.i].start]
        return self._meant(n, mentions.core(self.names, beside, mention), span)

    def _meant(self, n: int, mention: Token, span: Range) -> Speaker:
        group = speaker.several(self.cast, mention, span)
        if group is not None:
            return group
        named = one_of_two(self.names, mention)
        if named is not None:
            mention = head_of(self.names.doc, named)
        elif mention.pos_ in {"PRON", "DET", "NUM"} and mention.i not in self.names.at:
            told = self._pronominal(n, mention, span)
            if told is not None:
                return told
        return speaker.known_as(self.cast, mention, self._reference(n, mention), span)

    def _pronominal(self, n: int, mention: Token, span: Range) -> Speaker | None:
        """I, who, some: the pronouns that do not refer to somebody spoken of before."""
        if mention.lower_ in _forms("speaker"):
            return self._first_person(n, span)
        if tags.is_relative_word(mention):
            noun = mentions.antecedent(self.names, mention)
            return self._meant(n, noun, span) if noun is not None else speaker.nobody(span, UNKNOWN)
        if mention.lower_ in words("pronouns", "indefinite", "person") | words("pronouns", "indefinite", "group"):
            return self._indefinite(mention, span)
        return None

    def _first_person(self, n: int, span: Range) -> Speaker:
        """I and we: in a quotation its speaker, else the author, whom the text does not name."""
        outer = self._within[n]
        who = self._speaker(outer) if outer is not None else None
        if who is None:
            return speaker.nobody(span, PERSON)
        return replace(who, span=span, resolution="pronoun" if who.name is not None else "none")

    def _indefinite(self, mention: Token, span: Range) -> Speaker:
        """*e.g.* **one** of the senators, **many** of the voters, **some**."""
        part = part_of(mention)
        single = mention.lower_ in words("pronouns", "indefinite", "person")
        if part is None:
            return speaker.nobody(span, PERSON if single else GROUP)
        meant = self.cast.roles.meant.get(part.i)
        if meant is not None:  # "**one** of the family's lawyers, Jan Kos, said"
            return speaker.known_as(self.cast, part, Reference(meant, "named"), span)
        of = describe(part).type
        type_ = PERSON if single and of == GROUP else of
        return speaker.unnamed(span, type_, "none", speaker.mention_role(self.cast, part, type_))

    def _reference(self, n: int, mention: Token) -> Reference:
        at = self.cast.references.at
        if mention.i in self.names.at:
            mention = head_of(self.names.doc, self.names.at[mention.i])
        if mention.i in self.quoted and mention.i not in at:
            outer = self._within[n]
            return self.cast.references.pronoun(mention, exclude=None if outer is None else self._entity_of(outer))
        return at.get(mention.i) or Reference(None, "none", describe(mention).type)

    def _entity_of(self, n: int) -> Entity | None:
        mention = self.statements[n].mention
        return None if mention is None else self._reference(n, mention).entity


@cache
def _forms(refers: str) -> frozenset[str]:
    return frozenset(
        form for entry in table("pronouns")["pronoun"] if refers in entry["refers"] for form in entry["forms"]
    )


def _tokens(layout: Layout, spans: Sequence[Range]) -> set[int]:
    """Indices of the tokens that lie in one of the character ranges."""
    return set(chain.from_iterable(map(layout.covered, spans)))


def _enclosing(statements: Sequence[Statement]) -> list[int | None]:
    """For each statement the number of the one whose content its mention or cue stands in, the innermost; else None."""
    spans = sorted((span[0], -span[1], m) for m, s in enumerate(statements) for span in s.content)
    within: list[int | None] = [None] * len(statements)
    open_: list[tuple[int, int]] = []
    position = 0
    for at, n in sorted((statement.at, n) for n, statement in enumerate(statements)):
        while position < len(spans) and spans[position][0] <= at:
            open_.append((-spans[position][1], spans[position][2]))
            position += 1
        open_ = [(end, m) for end, m in open_ if end > at]
        within[n] = next((m for _, m in reversed(open_) if m != n), None)
    return within
