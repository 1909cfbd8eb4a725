"""Who each speaker is: mention -> name, type, role, and how the name was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, phrases
from quotes.grammar.layout import Layout
from quotes.grammar.phrases import characters
from quotes.language import table, words
from quotes.naming import roles
from quotes.naming.lists import listed, one_of_two
from quotes.naming.reference import Discourse, Reference, Resolution
from quotes.naming.register import Entity, Register
from quotes.spans import Range, strip
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON, UNKNOWN, Kind, head_of, is_people, is_title
from quotes.words.nouns import describe, is_age, is_bare, is_person_noun, part_of
from quotes.words.times import before_time

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


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it.

    Attributes:
        span: the mention's characters; of a continued quotation the speaker's mention before it.
        name: the fullest proper name in the article, without title, as it stands there; None if none or in doubt.
        type: person, organization, group, place, document or unknown.
        resolution: how the name was found: named, alias, pronoun, description, continued or none.
        role: characters of the best phrase that says what the speaker is.
        roles: those of all such phrases, the best among them, in text order.
    """

    span: Range
    name: str | None
    type: Kind
    resolution: Resolution
    role: Range | None
    roles: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """Who speaks, None where the text does not say; and the name of whoever is told or judged, if it has one."""

    speaker: Speaker | None
    target: str | None


def identify(layout: Layout, statements: Sequence[Statement]) -> list[Parties]:
    """The parties of each statement. Statements come in text order."""
    return _Identifier(layout, statements).parties()


class _Identifier:
    def __init__(self, layout: Layout, statements: Sequence[Statement]) -> None:
        self.layout = layout
        self.doc = layout.doc
        self.text = layout.text
        self.statements = statements
        self.register = Register(layout.doc)
        mentions = {s.mention.i for s in statements if s.mention is not None}
        said = _tokens(layout, [span for s in statements for span in s.content])
        self.quoted = _tokens(layout, [q.inner for q in layout.quotations])
        self.discourse = Discourse(self.register, mentions, said, self.quoted)
        self._known: dict[int, Speaker | None] = {}
        self._within = _enclosing(statements)

    def parties(self) -> list[Parties]:
        return [Parties(self._speaker(n), self._target(n)) for n in range(len(self.statements))]

    def _target(self, n: int) -> str | None:
        target = self.statements[n].target
        if target is None or target.lower_ in words("pronouns", "things"):
            return None
        return self._meant(n, self._core(target), _span(target)).name

    def _speaker(self, n: int) -> Speaker | None:
        if n not in self._known:
            self._known[n] = None  # a circle of quotations has no speaker
            statement = self.statements[n]
            if statement.continued:
                self._known[n] = self._last(n)
            elif statement.mention is not None and any(map(str.isalnum, statement.mention.text)):
                self._known[n] = self._before_cue(statement, self._mentioned(n, statement.mention))
        return self._known[n]

    def _before_cue(self, statement: Statement, speaker: Speaker) -> Speaker:
        """*e.g.* a reporter | shouted: a cue that a parser hung on the speaker is part of neither mention nor role."""
        if statement.cue is None:
            return speaker
        span, role = (self._cut(span, statement.cue) if span else None for span in (speaker.span, speaker.role))
        every = tuple(self._cut(span, statement.cue) for span in speaker.roles)
        return replace(speaker, span=span or speaker.span, role=role, roles=every)

    def _cut(self, span: Range, cue: Range) -> Range:
        start, end = strip(self.text, (span[0], cue[0]), ",") if span[0] < cue[0] < span[1] else span
        return (start, end) if start < end else span

    def _last(self, n: int) -> Speaker | None:
        """The speaker before, who goes on; a quotation that says "I" is not a group's, nor a document's."""
        single = self._says_i(self.statements[n])
        for m in (m for m in range(n - 1, -1, -1) if self._within[m] is None):
            speaker = self._speaker(m)
            if speaker is not None and not (single and speaker.type != PERSON):
                return replace(speaker, resolution="continued")
            before = self.statements[m]
            if speaker is None and before.continued and (single or not self._says_i(before)):
                return None  # that one found nobody to go on with either
        return None

    def _says_i(self, statement: Statement) -> bool:
        singular = words("pronouns", "first_person", "singular")
        return any(self.doc[i].lower_ in singular for i in _tokens(self.layout, statement.content))

    # --- one mention ------------------------------------------------------------------------------

    def _mentioned(self, n: int, mention: Token) -> Speaker:
        span = self._with_name(mention, _span(mention))
        if mention.i in self.register.asides:  # "said Jan Kos, head of the **port**", by a wrong parse
            mention = self.doc[self.register.asides[mention.i].start]
        return self._meant(n, self._core(mention), span)

    def _with_name(self, mention: Token, span: Range) -> Range:
        """*e.g.* "**Mia Holt** said", where the parser gave the verb two subjects; said *midfielder* **Jan Kos**."""
        at = self.register.name_at
        name = at.get(mention.i) or self.register.premodifiers.get(mention.i)
        before = at.get(mention.i - 1)
        if name is None and before is not None and is_person_noun(mention):
            # a *Department for Transport* **spokesperson**, two subjects again; not told *Roe* | **officials** said
            tied = head_of(self.doc, before).head in (mention, mention.head)
            name = before if tied else None
        if name is None:
            return span
        start, end = characters(self.doc, name.start, name.end)
        return min(span[0], start), max(span[1], end)

    def _meant(self, n: int, mention: Token, span: Range) -> Speaker:
        several = self._list(mention)
        if several is not None:
            return replace(several, span=span)
        named = one_of_two(self.register, mention)
        if named is not None:
            return self._known_as(self.doc[named.start], self._reference(n, head_of(self.doc, named)), span)
        if mention.pos_ in {"PRON", "DET", "NUM"}:
            if mention.lower_ in _forms("speaker"):
                return self._first_person(n, span)
            if mention.tag_ in {"WP", "WDT", "WP$"}:
                noun = self._antecedent(mention)
                return self._meant(n, noun, span) if noun is not None else _nobody(span, UNKNOWN)
            if mention.lower_ in words("pronouns", "indefinite", "person") | words("pronouns", "indefinite", "group"):
                return self._indefinite(mention, span)
        return self._known_as(mention, self._reference(n, mention), span)

    def _core(self, mention: Token) -> Token:
        """The noun or name that the mention is about, where the parser hung the phrase on another of its words."""
        if mention.i in self.register.premodifiers:  # "**Harbor** Chairman Jan Kos said"
            return self.doc[self.register.premodifiers[mention.i].start]
        mention = self._owned(hyphens.head(mention))
        following = self.register.name_at.get(mention.i + 1)
        if following is not None and following.kind == PERSON and (is_person_noun(mention) or is_title(mention)):
            return self.doc[following.start]  # "Presidential **candidates** Ann Roe and Jan Kos", "**Ms** Roe"
        if mention.pos_ in {"DET", "NUM"} and mention.tag_ not in {"WP", "WDT"} and mention.i + 1 < len(self.doc):
            return self._after_determiner(mention)
        if mention.i not in self.register.name_at and mention.pos_ == "NOUN":
            named = [self.register.name_at.get(t.i) for t in functions.appositions(mention)]
            kinds = {ORGANIZATION, PERSON} if describe(mention).type == UNKNOWN else {ORGANIZATION}
            own = next((n for n in named if n is not None and n.kind in kinds), None)
            if own is not None and not is_person_noun(mention):
                return self.doc[own.start]  # "The firm, **Corvo Partners**, said"; "Her shadow, **Tom Lund**, said"
            # "**Ann Roe**, head of policy for the Corvo Center, a think *tank*, said"
            start = phrases.phrase(mention)[0]
            name = self.register.name_at.get(next((t.i for t in self.doc[start : mention.i] if not is_title(t)), -1))
            if name is not None and name.kind == PERSON and self.doc[name.end].text == ",":
                return self.doc[name.start]
        return mention

    def _owned(self, mention: Token) -> Token:
        """*e.g.* **Ortega**'s campaign said, with Ortega as subject; the three of "a mother of **three** said"."""
        before = self.doc[max(0, mention.i - 2)]
        if mention.pos_ == "NUM" and is_person_noun(before):
            return before
        name = self.register.name_at.get(mention.i)
        if name is None or not functions.has(mention, "subject", "passive subject") or name.end + 1 >= len(self.doc):
            return mention
        noun, end = self.doc[name.end], name.end + 1
        if name.kind != PERSON and noun.head.i == mention.i and noun.pos_ == "NOUN" and is_person_noun(noun):
            return noun  # a *Department for Transport* **spokesperson** said
        if self.doc[name.end].tag_ != "POS":
            return mention
        while end < len(self.doc) and self.doc[end].pos_ in {"ADJ", "NOUN"}:
            end += 1
        return self.doc[end - 1] if self.doc[end - 1].pos_ == "NOUN" else mention

    def _after_determiner(self, mention: Token) -> Token:
        """*e.g.* **The** Harbor Times reports, **One** Republican said, with both words under the verb."""
        first = self.doc[mention.i + 1]
        end = first.i
        while (
            end < len(self.doc) and self.doc[end].pos_ in {"ADJ", "NOUN", "PROPN"} and not self.doc[end].is_sent_start
        ):
            end += 1
        persons = [t for t in self.doc[first.i : end] if is_person_noun(t) or is_people(t)]
        named = first.i in self.register.name_at
        return persons[-1] if persons else first if named else mention

    def _reference(self, n: int, mention: Token) -> Reference:
        if mention.i in self.quoted and mention.i not in self.discourse.references:
            outer = self._within[n]
            speaker = self._entity_of(outer) if outer is not None else None
            return self.discourse.pronoun(mention, exclude=() if speaker is None else (speaker,))
        if mention.i in self.register.name_at:
            mention = head_of(self.doc, self.register.name_at[mention.i])
        return self.discourse.references.get(mention.i) or Reference(None, "none", describe(mention).type)

    def _known_as(self, mention: Token, reference: Reference, span: Range) -> Speaker:
        entity = reference.entity
        if entity is None:
            kind = reference.type or UNKNOWN
            return _unnamed(span, kind, "none", self._mention_role(mention, kind))
        kind = reference.type or entity.kind
        name = self.register.name_of(entity)
        if name is not None:
            known = entity if kind in (PERSON, ORGANIZATION) else None
            return self._named(span, self.text[slice(*name)], kind, reference.resolution, known)
        again = mention.pos_ == "PRON" or (is_bare(mention) and not entity.plural)
        noun = entity.nominal if again else mention
        role = roles.best(entity) or (self._mention_role(noun, kind) if noun is not None else None)
        return _unnamed(span, kind, reference.resolution if mention.pos_ == "PRON" else "none", role)

    def _named(self, span: Range, name: str, kind: Kind, resolution: Resolution, entity: Entity | None) -> Speaker:
        if entity is None:
            return Speaker(span, name, kind, resolution, None)
        return Speaker(span, name, kind, resolution, roles.best(entity), roles.every(entity))

    def _mention_role(self, noun: Token, kind: Kind) -> Range | None:
        """The unnamed mention itself; "the agency" and documents say nothing."""
        if kind == ORGANIZATION and any(t.lower_ in words("descriptions", "definite", "words") for t in noun.lefts):
            return None
        if kind not in (PERSON, GROUP, ORGANIZATION) or noun.i in self.register.name_at:
            return None
        if noun.pos_ in {"PRON", "DET"} or is_age(noun):
            return None
        role = roles.of_mention(noun)
        return None if role is None else role.span

    def _list(self, mention: Token) -> Speaker | None:
        """*e.g.* **Sens. Ann Roe and Jan Kos**: a group of named persons, its name from the first to the last."""
        names = listed(self.register, mention)
        if len(names) < 2:
            return None
        entity = self.register.entity(self.doc[names[0].start])
        start, end = characters(self.doc, names[0].start, names[-1].end)
        kind = GROUP if names[0].kind == PERSON else names[0].kind
        known = entity if kind == GROUP else None
        return self._named((start, end), self.text[start:end], kind, "named", known)

    def _first_person(self, n: int, span: Range) -> Speaker:
        """I and we: in a quotation its speaker, else the author, whom the text does not name."""
        outer = self._within[n]
        speaker = self._speaker(outer) if outer is not None else None
        if speaker is None:
            return _nobody(span, PERSON)
        return replace(speaker, span=span, resolution="pronoun" if speaker.name is not None else "none")

    def _indefinite(self, mention: Token, span: Range) -> Speaker:
        """*e.g.* **one** of the senators, **many** of the voters, **some**."""
        part = part_of(mention)
        single = mention.lower_ in words("pronouns", "indefinite", "person")
        if part is None:
            return _nobody(span, PERSON if single else GROUP)
        if part.i in self.register.meant:  # "**one** of the family's lawyers, Jan Kos, said"
            return self._known_as(part, Reference(self.register.meant[part.i], "named"), span)
        of = describe(part).type
        kind = PERSON if single and of == GROUP else of
        return _unnamed(span, kind, "none", self._mention_role(part, kind))

    def _antecedent(self, pronoun: Token) -> Token | None:
        """*e.g.* the **senator**, who said; for "who" a person, looked for upwards from the noun before it too."""
        noun = functions.antecedent(pronoun)
        before = [t for t in self.doc[max(0, pronoun.i - 3) : pronoun.i] if not t.is_punct and not t.is_space]
        nearest = before[-1] if before and before[-1].pos_ in {"NOUN", "PROPN"} else None
        if pronoun.lower_ not in words("pronouns", "personal"):
            return noun or nearest
        chain = [t for start in (noun, nearest) if start is not None for t in (start, *start.ancestors)]
        found = next((t for t in chain if t.i < pronoun.i and self._is_somebody(t)), noun or nearest)
        if found is not None and found.i not in self.register.name_at and functions.has(found, "oblique"):
            # "the nominee for **president**, who said"
            return found.head if is_person_noun(found.head) else found
        return found

    def _is_somebody(self, noun: Token) -> bool:
        name = self.register.name_at.get(noun.i)
        kind = name.kind if name is not None else describe(noun).type
        return kind in (PERSON, GROUP)

    def _entity_of(self, n: int) -> Entity | None:
        mention = self.statements[n].mention
        return None if mention is None else self._reference(n, mention).entity


def _nobody(span: Range, kind: Kind) -> Speaker:
    return _unnamed(span, kind, "none", None)


def _unnamed(span: Range, kind: Kind, resolution: Resolution, role: Range | None) -> Speaker:
    return Speaker(span, None, kind, resolution, role, () if role is None else (role,))


def _span(mention: Token) -> Range:
    start, end = phrases.phrase(mention)
    start = max(start, roles.after_case(mention))
    while start < mention.i and mention.doc[start].pos_ in {"ADP", "SCONJ", "CCONJ", "SPACE", "PUNCT"}:
        start += 1
    end = before_time(mention, end)
    while end - 1 > mention.i and (mention.doc[end - 1].tag_ == "POS" or mention.doc[end - 1].is_space):
        end -= 1
    return characters(mention.doc, start, end)


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
    marks = []
    for n, statement in enumerate(statements):
        at = (
            statement.mention.idx
            if statement.mention is not None
            else statement.cue[0]
            if statement.cue is not None
            else statement.content[0][0]
        )
        marks.append((at, n))
    spans = sorted((span[0], -span[1], m) for m, s in enumerate(statements) for span in s.content)
    within: list[int | None] = [None] * len(statements)
    open_: list[tuple[int, int]] = []
    position = 0
    for at, n in sorted(marks):
        while position < len(spans) and spans[position][0] <= at:
            open_.append((-spans[position][1], spans[position][2]))
            position += 1
        open_ = [(end, m) for end, m in open_ if end > at]
        within[n] = next((m for _, m in reversed(open_) if m != n), None)
    return within
