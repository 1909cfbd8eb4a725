"""Who each speaker is: mention -> name, type, role, and how the name was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from quotes.grammar import tags
from quotes.grammar.layout import Layout
from quotes.language import table, words
from quotes.naming import author, certainty, creators, dialogue, mentions, names, reference, register, roles, speaker
from quotes.naming.entity import Entity
from quotes.naming.lists import one_of_two
from quotes.naming.name import Names, head_of
from quotes.naming.ranking import Reference, Weights
from quotes.naming.salience import Places
from quotes.naming.speaker import Cast, Speaker
from quotes.spans import Range, strip
from quotes.words.kinds import GROUP, PERSON, UNKNOWN
from quotes.words.nouns import describe, is_bare, is_plural, part_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Statement:
    """The parts of one attribution that naming needs. All ranges are characters of the article, half-open.

    Attributes:
        content: what was said.
        cue: the word that says it was said, if there is one.
        mention: head of the speaker's noun phrase in the cue's clause; None where the text gives none.
        continued: a free-standing or continued quotation that goes on with the last speaker; if there is none, it is
            the mention's.
        target: head of the noun phrase of whoever is told or judged, if there is one.
    """

    content: tuple[Range, ...]
    cue: Range | None
    mention: Token | None
    continued: bool = False
    target: Token | None = None

    @property
    def at(self) -> int:
        """The character where the text says who speaks."""
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
    return _Identifier(layout, statements, everybody(layout, statements)).parties()


def everybody(layout: Layout, statements: Sequence[Statement], weights: Weights | None = None) -> Cast:
    """Everybody whom an article mentions. `weights`: other ones than the fitted, by which references are weighed."""
    named = register.build(names.find(layout.doc))
    quoted = _tokens(layout, [q.inner for q in layout.quotations])
    said, labels = _words(layout, named.names, statements), _labels(layout.text, statements)
    places = Places(said, quoted, labels, paragraph_starts(layout))
    beside = roles.find(named)
    return Cast(layout.text, named, beside, reference.resolve(named, beside, places, weights), quoted)


def paragraph_starts(layout: Layout) -> list[int]:
    """The index of each paragraph's first token."""
    return [layout.indices(paragraph.span).start for paragraph in layout.paragraphs]


def _labels(text: str, statements: Sequence[Statement]) -> set[int]:
    """*e.g.* THE **CLERK**: All rise."""
    with_sign = ((s.mention, s.cue) for s in statements if s.mention is not None and s.cue is not None)
    return {m.i for m, cue in with_sign if text[slice(*cue)] == ":" and cue[0] == m.idx + len(m)}


def _words(layout: Layout, known: Names, statements: Sequence[Statement]) -> dict[int, set[int]]:
    """What each speaker says, as tokens, by the token that `reference` takes for the mention; -1 without a mention."""
    found: dict[int, set[int]] = defaultdict(set)
    for statement in statements:
        head = -1
        if statement.mention is not None:
            name = known.at.get(statement.mention.i)
            head = statement.mention.i if name is None else head_of(known.doc, name).i
        found[head] |= _tokens(layout, statement.content)
    return found


class _Identifier:
    def __init__(self, layout: Layout, statements: Sequence[Statement], cast: Cast) -> None:
        self.layout, self.statements, self.cast = layout, statements, cast
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
            self._known[n] = (self._last(n) if statement.continued else None) or self._named(n, statement)
        return self._known[n]

    def _named(self, n: int, statement: Statement) -> Speaker | None:
        mention = statement.mention
        if mention is None or not any(map(str.isalnum, mention.text)):
            return None
        who = self._before_cue(statement, self._mentioned(n, mention))
        return replace(who, grounds=certainty.grounds(self.cast, who, mention))

    def _before_cue(self, statement: Statement, who: Speaker) -> Speaker:
        """*e.g.* a reporter | shouted: mention and role end before a cue that the parser made part of the phrase."""
        if statement.cue is None:
            return who
        role = None if who.role is None else self._cut(who.role, statement.cue)
        every = tuple(self._cut(span, statement.cue) for span in who.roles)
        if role is not None and role != who.role and self._is_bare(role):
            every = tuple(span for span in every if span != role)  # people | who believe it
            role = None
        return replace(who, span=self._cut(who.span, statement.cue), role=role, roles=every)

    def _is_bare(self, role: Range) -> bool:
        articles = words("descriptions", "article", "words")
        inside = [t for t in map(self.names.tokens.__getitem__, self.layout.covered(role)) if t.lower_ not in articles]
        return len(inside) == 1 and is_bare(inside[0])

    def _cut(self, span: Range, cue: Range) -> Range:
        if not span[0] < cue[0] < span[1]:
            return span
        before = (self.names.tokens[i] for i in self.layout.covered((span[0] + 1, cue[0])))
        clauses = [t.idx for t in before if tags.is_relative_word(t)]  # a diver | **who** praised
        start, end = strip(self.layout.text, (span[0], clauses[-1] if clauses else cue[0]), ",")
        return (start, end) if start < end else span

    def _last(self, n: int) -> Speaker | None:
        """The last speaker, who goes on; for a quotation that says "I" the last person, not a group or a document."""
        single = self._says_i(self.statements[n])
        before = (m for m in range(n - 1, -1, -1) if self._within[m] is None)
        latest = list(islice(before, 2))
        if (who := self._in_turn(n, latest)) is not None:
            return who
        for m in chain(latest, before):
            who = self._speaker(m)
            if who is not None and not (single and who.type not in _SINGLE):
                return self._gone_on(who)
            other = self.statements[m]
            if who is None and other.continued and (single or not self._says_i(other)):
                return None  # that statement found no earlier speaker either: do not search them all again
        return None

    def _in_turn(self, n: int, before: Sequence[int]) -> Speaker | None:
        """In a dialogue, the speaker before the last one. `before`: the last statements, the latest first."""
        if len(before) < 2:
            return None
        other, who = map(self._speaker, before)
        contents = [self.statements[m].content for m in (*reversed(before), n)]
        if who is None or other is None or (who.name or who.span) == (other.name or other.span):
            return None
        if not dialogue.goes_back(self.layout, *contents):
            return None
        return self._gone_on(who)

    def _gone_on(self, who: Speaker) -> Speaker:
        """The same speaker, marked as found by continuation."""
        goes_on = replace(who, resolution="continued")
        return replace(goes_on, grounds=certainty.grounds(self.cast, goes_on, None))

    def _says_i(self, statement: Statement) -> bool:
        singular = words("pronouns", "first_person", "singular")
        return any(self.names.tokens[i].lower_ in singular for i in _tokens(self.layout, statement.content))

    @cached_property
    def _author(self) -> Entity | None:
        return author.find(self.layout, self.cast.register)

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
        """I, who, some: the pronouns that do not refer to somebody mentioned before."""
        if mention.lower_ in _forms("speaker"):
            return self._first_person(n, mention, span)
        if tags.is_relative_word(mention):
            noun = mentions.antecedent(self.names, mention)
            if noun is None:
                return speaker.nobody(span, UNKNOWN)
            return self._somebody(mention, noun, span) or self._meant(n, noun, span)
        counts = mention.pos_ == "NUM" and part_of(mention) is not None  # **two** of the senators
        if counts or mention.lower_ in _anybody():
            return self._indefinite(mention, span)
        return None

    def _somebody(self, pronoun: Token, noun: Token, span: Range) -> Speaker | None:
        """*e.g.* the **ropers**, who said: the pronoun shows that a noun in no table stands for persons."""
        if noun.pos_ != "NOUN" or noun.i in self.names.at or pronoun.lower_ not in words("pronouns", "personal"):
            return None
        found = self.cast.references.at.get(noun.i)
        if describe(noun).type != UNKNOWN or (found is not None and found.entity is not None):
            return None
        type_ = GROUP if is_plural(noun) else PERSON
        return speaker.unnamed(span, type_, "none", speaker.mention_role(self.cast, noun, type_))

    def _first_person(self, n: int, mention: Token, span: Range) -> Speaker:
        """I and we: in a quotation, its speaker; elsewhere the author, whom few articles name."""
        outer = self._within[n]
        who = self._speaker(outer) if outer is not None else None
        if who is None:
            single = outer is None and mention.lower_ in words("pronouns", "first_person", "singular")
            entity = self._author if single and mention.i not in self.cast.quoted else None
            if entity is None:
                return speaker.nobody(span, PERSON)
            return speaker.known_as(self.cast, mention, Reference(entity, "pronoun"), span)
        return replace(who, span=span, resolution="pronoun" if who.name is not None else "none")

    def _indefinite(self, mention: Token, span: Range) -> Speaker:
        """*e.g.* **one** of the senators, **many** of the voters, **some**."""
        part = part_of(mention)
        if part is not None and tags.is_relative_word(part):  # pilots, **some** of whom
            part = mentions.antecedent(self.names, part)
        single = mention.lower_ in words("pronouns", "indefinite", "person")
        if part is None:
            return speaker.nobody(span, PERSON if single else GROUP)
        meant = self.cast.roles.meant.get(part.i)
        if meant is not None:  # "**one** of the family's lawyers, Jan Kos, said"
            return speaker.known_as(self.cast, part, Reference(meant, "named"), span)
        reference = self.cast.references.at.get(part.i)
        if not single and part.pos_ == "PRON" and reference is not None and not self._has_name(reference):
            return speaker.known_as(self.cast, part, reference, span)  # **two** of them
        of = describe(part).type
        type_ = PERSON if single and of == GROUP else of
        return speaker.unnamed(span, type_, "none", speaker.mention_role(self.cast, part, type_))

    def _has_name(self, reference: Reference) -> bool:
        return reference.entity is not None and self.cast.register.name_of(reference.entity) is not None

    def _reference(self, n: int, mention: Token) -> Reference:
        at = self.cast.references.at
        if mention.i in self.names.at:
            mention = head_of(self.names.doc, self.names.at[mention.i])
        if mention.i in self.cast.quoted and mention.i not in at:
            outer = self._within[n]
            return self.cast.references.pronoun(mention, exclude=None if outer is None else self._entity_of(outer))
        return at.get(mention.i) or Reference(None, "none", describe(mention).type)

    def _entity_of(self, n: int) -> Entity | None:
        mention = self.statements[n].mention
        return None if mention is None else self._reference(n, mention).entity


_SINGLE = frozenset({PERSON, UNKNOWN})  # who may say "I": “...,” fumed gran. “I did it.”


def _anybody() -> frozenset[str]:
    return words("pronouns", "indefinite", "person") | words("pronouns", "indefinite", "group")


@cache
def _forms(refers: str) -> frozenset[str]:
    return frozenset(
        form for entry in table("pronouns")["pronoun"] if refers in entry["refers"] for form in entry["forms"]
    )


def _tokens(layout: Layout, spans: Sequence[Range]) -> set[int]:
    """Indices of the tokens that lie in one of the character ranges."""
    return set(chain.from_iterable(map(layout.covered, spans)))


def _enclosing(statements: Sequence[Statement]) -> list[int | None]:
    """For each statement, the number of the innermost other one whose content holds its mention or cue; else None."""
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
