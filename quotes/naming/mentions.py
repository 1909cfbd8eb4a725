"""Which noun or name a mention is about, and its characters, with repairs of how parsers attach subjects.

Nothing here knows who anybody is. It asks only about names, the phrases beside them, and the parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, phrases, tags
from quotes.grammar.phrases import characters
from quotes.language import words
from quotes.naming import roles
from quotes.naming.introduced import is_given
from quotes.naming.name import Name, Names, head_of
from quotes.naming.roles import Roles
from quotes.spans import Range
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON, UNKNOWN, is_people, is_title
from quotes.words.nouns import are_agents, describe, is_person_noun, is_plural, may_be_firm
from quotes.words.times import before_time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "the **senator**, then, who said": how many tokens before "who" its noun may be.
NEAREST = 3


def span_of(mention: Token) -> Range:
    """The characters of the mention's phrase, without preposition and possessive ending."""
    start, end = phrases.phrase(mention)
    start = max(start, roles.after_case(mention))
    end = before_time(mention, end)
    while end - 1 > mention.i and (tags.is_possessive_mark(mention.doc[end - 1]) or mention.doc[end - 1].is_space):
        end -= 1
    return characters(mention.doc, start, end)


def with_name(names: Names, beside: Roles, mention: Token) -> Range:
    """The characters of the mention together with the name that it belongs to.

    *e.g.* "**Mia Holt** said", where the parser gave the verb two subjects; said *midfielder* **Jan Kos**.
    """
    span = span_of(mention)
    name = names.at.get(mention.i) or beside.premodifiers.get(mention.i) or _name_before(names, mention)
    if name is None:
        return span
    start, end = characters(names.doc, name.start, name.end)
    return min(span[0], start), max(span[1], end)


def _name_before(names: Names, mention: Token) -> Name | None:
    """*e.g.* a *Department for Transport* **spokesperson**, two subjects again; not told *Roe* | **officials** said."""
    before = names.at.get(mention.i - 1)
    if before is None or not is_person_noun(mention):
        return None
    return before if head_of(names.doc, before).head in (mention, mention.head) else None


def core(names: Names, beside: Roles, mention: Token) -> Token:
    """The noun or name that the mention is about, in case the parser chose another word of the phrase as its head."""
    doc = names.doc
    if mention.i in beside.premodifiers:  # "**Harbor** Chairman Jan Kos said"
        return doc[beside.premodifiers[mention.i].start]
    mention = _owned(names, hyphens.head(mention))
    acting = _subject_of_misread(names, mention)
    if acting is not None:
        return doc[acting.start]
    following = names.at.get(mention.i + 1)
    if following is not None and _is_of(names, mention, following):
        return doc[following.start]
    one = _one_named(names, beside, mention)
    if one is not None:
        return doc[one.start]
    if mention.pos_ in {"DET", "NUM"} and not tags.is_relative_word(mention) and mention.i + 1 < len(doc):
        return _after_determiner(names, mention)
    if mention.i in names.at or mention.pos_ not in tags.NOUN_LIKE:
        return mention
    questions = (_name_given, _name_in_apposition, _name_described, _name_of_both)
    name = next((name for question in questions if (name := question(names, mention)) is not None), None)
    return mention if name is None else doc[name.start]


def _is_of(names: Names, mention: Token, name: Name) -> bool:
    """*e.g.* "Presidential **candidates** Ann Roe and Jan Kos", "**Ms** Roe", "the **botanist** Ann Roe"."""
    head = head_of(names.doc, name)
    if name.type == PERSON:
        beside = (mention.head, *functions.appositions(mention))
        tied = mention.pos_ == "NOUN" and (head in beside or (functions.has(head, "flat") and head.head == mention))
        return is_person_noun(mention) or is_title(mention) or tied
    together = is_person_noun(mention) and is_plural(mention)  # "the **analysts** Corvo Research"
    return together and name.type == ORGANIZATION and head.head in (mention, mention.head)


def _one_named(names: Names, beside: Roles, mention: Token) -> Name | None:
    """*e.g.* **One** of them, Ann Roe, said; **One**, the singer Ann Roe, said; The **other**, Ann Roe, said."""
    if mention.lower_ not in words("pronouns", "indefinite", "person") and mention.pos_ not in {"ADJ", "NUM"}:
        return None
    nouns = (noun for noun in functions.appositions(mention) if noun.i > mention.i)
    named = (names.person_at(noun.i) or beside.premodifiers.get(noun.i) for noun in nouns)
    return next((name for name in named if name is not None), None)


def _name_given(names: Names, noun: Token) -> Name | None:
    """*e.g.* "a man who goes by **Rex**", "a woman who gave her name as **Ada**", "a guard called **Rex**".

    So in an apposition: "our guide, a student called **Rex**".
    """
    nouns = (noun, *functions.appositions(noun))
    clauses = (c for each in nouns for c in functions.dependents(each, "relative clause", "participial modifier"))
    for clause in clauses:
        for token in clause.subtree:
            name = names.at.get(token.i)
            if name is not None and token == head_of(names.doc, name) and is_given(clause, token):
                return name
    return None


def _subject_of_misread(names: Names, verb: Token) -> Name | None:
    """*e.g.* "The **Harbor Times** *reports*: ...", where the verb was read as a noun that heads the sentence."""
    before = names.at.get(verb.i - 1)
    if before is None or verb.pos_ != "NOUN" or not verb.is_lower or not functions.has(verb, "root"):
        return None
    acts = functions.dependent(verb, "subject") is not None and functions.dependent(verb, "copula") is None
    return before if acts or functions.clauses(verb) else None


def _owned(names: Names, mention: Token) -> Token:
    """*e.g.* **Ortega**'s campaign said, a mother of **three** said: with Ortega, or three, as the subject."""
    doc = names.doc
    before = doc[max(0, mention.i - 2)]
    if mention.pos_ == "NUM" and is_person_noun(before) and before.nbor().pos_ == "ADP":
        return before
    name = names.at.get(mention.i)
    if name is None or not functions.has(mention, "subject", "passive subject") or name.end + 1 >= len(doc):
        return mention
    noun = doc[name.end]
    if name.type != PERSON and noun.head.i == mention.i and noun.pos_ == "NOUN" and is_person_noun(noun):
        return noun  # a *Department for Transport* **spokesperson** said
    if not tags.is_possessive_mark(noun):
        return mention
    owned = doc[_past_nouns(doc, name.end + 1, {"ADJ", "NOUN"}) - 1]
    return owned if owned.pos_ == "NOUN" else mention


def _after_determiner(names: Names, mention: Token) -> Token:
    """*e.g.* **The** Harbor Times reports, **One** Republican said: with both words attached to the verb."""
    doc, start = names.doc, mention.i + 1
    phrase = doc[start : _past_nouns(doc, start, {"ADJ", "NOUN", "PROPN"}, within_sentence=True)]
    persons = [t for t in phrase if is_person_noun(t) or is_people(t)]
    if persons:
        return persons[-1]
    return doc[start] if start in names.at else mention


def _past_nouns(doc: Doc, start: int, nominal: set[str], *, within_sentence: bool = False) -> int:
    """Token index after the nouns and adjectives that begin at the start."""
    ends = (t.i for t in doc[start:] if t.pos_ not in nominal or (within_sentence and t.is_sent_start))
    return next(ends, len(doc))


def _name_in_apposition(names: Names, noun: Token) -> Name | None:
    """*e.g.* "The firm, **Corvo Partners**, said"; "The port's owner, **Corvo**, said"; "Her shadow, **Tom Lund**"."""
    persons = (names.person_at(t.i) for t in functions.appositions(noun))
    beside = next((name for name in persons if name is not None), None)
    if beside is not None and beside.start > noun.i + 1 and is_person_noun(names.doc[beside.start - 1]):
        return beside  # "**Commission** for Trade chief Ann Roe", with the commission as subject
    if is_person_noun(noun) and not may_be_firm(noun):
        return None
    other = {UNKNOWN: PERSON, ORGANIZATION: UNKNOWN}.get(describe(noun).type)
    named = (names.at.get(t.i) for t in functions.appositions(noun))
    return next((name for name in named if name is not None and name.type in (ORGANIZATION, other)), None)


def _name_described(names: Names, noun: Token) -> Name | None:
    """*e.g.* "**Ann Roe**, head of policy for the Corvo Center, a think *tank*, said"."""
    start = phrases.phrase(noun)[0]
    name = names.person_at(next((t.i for t in names.doc[start : noun.i] if not is_title(t)), -1))
    return name if name is not None and names.doc[name.end].text == "," else None


def _name_of_both(names: Names, noun: Token) -> Name | None:
    """*e.g.* "Harbor fact checker and staff writer **Ann Roe** said", with all three joined by the "and"."""
    joined = functions.dependents(noun, "conjunct")
    named = (names.person_at(t.i) for t in joined if t.i > noun.i)
    name = next((name for name in named if name is not None), None)
    before = None if name is None else names.doc[name.start - 1]
    return name if before is not None and before in joined and is_person_noun(before) else None


def antecedent(names: Names, pronoun: Token) -> Token | None:
    """*e.g.* the **senator**, who said. For "who", a person, also searched upwards from the noun before it."""
    noun, nearest = functions.antecedent(pronoun), _noun_before(pronoun)
    if pronoun.lower_ not in words("pronouns", "personal"):
        named = None if nearest is None else names.at.get(nearest.i)
        acts = named is not None and named.type == ORGANIZATION  # a lawsuit by **Corvo Bank**, which says ...
        return nearest if acts else noun or nearest
    above = (t for start in (noun, nearest) if start is not None for t in (start, *start.ancestors))
    found = next((t for t in above if t.i < pronoun.i and _is_somebody(names, t)), nearest or noun)
    if found is not None and found.i not in names.at and functions.has(found, "oblique"):
        # "the nominee for **president**, who said"
        return found.head if is_person_noun(found.head) else found
    return found


def _noun_before(pronoun: Token) -> Token | None:
    start = functions.counted(pronoun).i
    tokens = pronoun.doc[max(0, start - NEAREST) : start]
    last = next((t for t in reversed(tokens) if not t.is_punct and not t.is_space), None)
    return last if last is not None and last.pos_ in {"NOUN", "PROPN"} else None


def _is_somebody(names: Names, noun: Token) -> bool:
    name = names.at.get(noun.i)
    return (name.type if name is not None else describe(noun).type) in (PERSON, GROUP) or are_agents(noun)
