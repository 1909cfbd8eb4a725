"""The names in an article: which runs of tokens name a person, an organization, a place or a people.

Named entities are hints only, since a news pipeline is wrong about one in five. Titles before a run of proper
nouns, nouns after it ("the Ortega campaign") and the same string elsewhere in the article count too.
No names are found in headlines in Title Case; only names from the text are looked up there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.grammar import tags
from quotes.grammar.hyphens import is_hyphen
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming import edges, initials, votes
from quotes.naming.divided import joined
from quotes.naming.edges import is_proper
from quotes.naming.name import Name, Names, Tokens, by_token
from quotes.naming.organizations import whole
from quotes.records import SpeakerType
from quotes.words.kinds import (
    ORGANIZATION,
    PERSON,
    UNKNOWN,
    are_inhabitants,
    bare,
    given_gender,
    is_body,
    is_party,
    is_people,
    is_place,
    is_surname_too,
    is_title,
    organization_sort,
    well_known,
)
from quotes.words.nouns import is_demonym, is_plural, of_plural, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "Mayor Roe Opens Bridge to Port": a headline has three long words after its first, and at most 15 % in lower case.
LONG, HEADLINE, LOWER = 4, 3, 0.15

Form = tuple[str, ...]  # the words of a name by which it is compared
Known = dict[str, dict[Form, SpeakerType]]  # by the first word of each


def find(doc: Doc) -> Names:
    """All names of the article; none overlaps another."""
    tokens = Tokens(doc)
    headline = headlines(tokens, doc)
    recognized, surnames = _recognized(tokens, doc, headline)
    ballots = votes.count(tokens, recognized)
    runs = _unrecognized(tokens, recognized, surnames, ballots, headline)
    elected = _elected(tokens, recognized + runs, surnames, ballots)
    named = whole(tokens, list(joined(tokens, elected)))
    labels = initials.find(tokens, named)
    labelled = {label.start for label in labels}
    named = [*(name for name in named if name.start not in labelled), *labels]
    found = _disjoint([*named, *_again(tokens, named)])
    return Names(doc, tokens, found, by_token(found))


def headlines(tokens: Tokens, doc: Doc) -> list[bool]:
    """For each token, whether its sentence is in Title Case or capitals, verbs included.

    A line that leads up to another is not a headline: And from Chairwoman Roe**:**
    """
    flags = [False] * len(doc)
    for sent in doc.sents:
        if _is_headline(tokens[sent.start : sent.end]):
            flags[sent.start : sent.end] = [True] * len(sent)
    return flags


def _is_headline(sentence: Sequence[Token]) -> bool:
    long = [t for t in sentence if t.is_alpha and len(t) >= LONG][1:]
    lower = sum(t.text[0].islower() for t in long)
    if len(long) < HEADLINE or lower > len(long) * LOWER:
        return False
    verbs = any(t.pos_ in {"VERB", "AUX"} and t.text[0].islower() for t in sentence)
    leads = next((t.text == ":" for t in reversed(sentence) if not t.is_space), False)
    return not leads and not verbs


# --- what the recognizer found and what it missed -------------------------------------------------


def _recognized(tokens: Tokens, doc: Doc, headline: Sequence[bool]) -> tuple[list[Name], set[str]]:
    """The entities outside headlines as names, and the surnames of the persons among them."""
    entities = (edges.of_entity(tokens, ent) for ent in doc.ents if not headline[ent.start])
    named = [name for name in entities if name is not None]
    known = {tokens.key(name) for name in named}
    named = [edges.without_epithet(tokens, name, known) for name in named]
    surnames = {form[-1] for name in named if votes.has_surname(form := tokens.key(name), name.type)}
    surnames |= {double for name in named if (double := edges.double(tokens, name)) is not None}
    return _split(tokens, named, surnames), surnames


def _unrecognized(
    tokens: Tokens, recognized: list[Name], surnames: set[str], ballots: votes.Votes, headline: Sequence[bool]
) -> list[Name]:
    """Runs of proper nouns that no entity covers."""
    taken = {i for name in recognized for i in range(name.start, name.end)}
    runs = _split(tokens, (Name(start, end, UNKNOWN) for start, end in _runs(tokens, taken, headline)), surnames)
    return [replace(run, type=votes.of_run(tokens, run, ballots)) if run.type == UNKNOWN else run for run in runs]


def _split(tokens: Tokens, named: Iterable[Name], surnames: Collection[str]) -> list[Name]:
    """The names taken apart, without those that have no word: "😀"."""
    return [part for name in named for part in edges.split(tokens, name, surnames) if tokens.key(part)]


def _elected(tokens: Tokens, named: list[Name], surnames: set[str], ballots: votes.Votes) -> list[Name]:
    """The names without common nouns, each with the type that the article as a whole gives it."""
    inside = {word for name in named if name.end - name.start > 1 for word in tokens.key(name)}
    proper = (name for name in named if not (_is_common(tokens, name) or _is_lone_firm(tokens, name, inside)))
    return [Name(name.start, name.end, votes.elected(tokens, name, ballots, surnames)) for name in proper]


def _is_common(tokens: Tokens, name: Name) -> bool:
    """*e.g.* **Republicans**, **Scholars** at the start of a sentence: not a name, whatever the recognizer says."""
    last, form = tokens[name.end - 1], tokens.key(name)
    if name.end - name.start > 1:
        people = last.lower_ in words("organizations", "people", "words") or are_inhabitants(last.lower_)
        people = people or _are_of_demonym(tokens, name)
        return people and organization_sort(form) is None
    if _is_party_name(last):
        return False
    if is_demonym(last) or _is_lone_title(last) or _is_plural_acronym(last) or is_party(last.text):
        return True
    certain = is_place(form) or organization_sort(form) is not None or (last.is_upper and len(last) > 1)
    if is_people(last) or (name.type == UNKNOWN and last.is_sent_start and not certain):
        return True
    certain = tags.is_plural_form(last) or bool(last.is_sent_start)
    return certain and is_plural(last) and singular(last) in words("descriptions", "person", "neutral")


def _is_lone_firm(tokens: Tokens, name: Name, inside: Collection[str]) -> bool:
    """*e.g.* Corvo Ltd (the "**Company**"): a common noun with a capital; not short for the Corvo Company."""
    word = tokens[name.start]
    if name.end - name.start > 1 or word.lower_ in inside or not word.is_title:
        return False
    return word.lower_ in words("descriptions", "generic", "words") & words("descriptions", "organization", "company")


def _are_of_demonym(tokens: Tokens, name: Name) -> bool:
    """*e.g.* **Danish MEPs**."""
    before = tokens[name.start : name.end - 1]
    return _is_plural_acronym(tokens[name.end - 1]) and all(t.lower_ in words("places", "demonyms") for t in before)


def _is_party_name(token: Token) -> bool:
    """*e.g.* the **Conservatives** said; not **Conservatives** said, nor "the Republicans"."""
    named = token.lower_ in words("organizations", "people", "parties") and token.is_title and token.i > 0
    return named and token.nbor(-1).lower_ in words("descriptions", "article", "words")


def _is_lone_title(token: Token) -> bool:
    """*e.g.* the **Bishop** said: an office with a capital, not a name."""
    return is_title(token) and token.i > 0 and token.nbor(-1).pos_ == "DET"


def _is_plural_acronym(token: Token) -> bool:
    """*e.g.* Polish **MEPs**, **NGOs**."""
    singular_form = of_plural(token.text)
    return singular_form != token.text and len(singular_form) > 1 and singular_form.isupper()


def _runs(tokens: Tokens, taken: set[int], headline: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Token ranges of adjacent proper nouns that no entity covers, without titles and roles at their start."""
    found = having(tokens.doc, "POS", ["PROPN", tags.PRONOUN])
    nouns = {i for i in found if tokens[i].pos_ == "PROPN" or _is_in_capitals(tokens[i])}
    possible = sorted((nouns | {i - 1 for i in nouns if i}) - taken)
    proper = [i for i in possible if not headline[i] and is_proper(tokens[i])]
    proper = sorted(proper + [i + 1 for i, after in pairwise(proper) if after == i + 2 and is_hyphen(tokens[i + 1])])
    breaks = [n for n, i in enumerate(proper) if n and (i > proper[n - 1] + 1 or tokens[i].is_sent_start)]
    for first, last in pairwise([0, *breaks, len(proper)]):
        if first < last:
            start, end = proper[first], proper[last - 1] + 1
            begin = _after_titles(tokens, start, end)
            if begin < end:
                yield begin, end


def _is_in_capitals(pronoun: Token) -> bool:
    """*e.g.* **WHO** said, the **US**: acronyms that a tagger takes for a word."""
    return pronoun.is_upper and len(pronoun) > 1


def _after_titles(tokens: Tokens, start: int, end: int) -> int:
    """*e.g.* "Deputy Mayor **Alice Brown**": token index where the name begins. "Premier Foods" has no title."""
    for i in range(end - 1, start - 1, -1):
        firm = i + 1 < end and is_body(tokens[i + 1]) and not is_surname_too(bare(tokens[i + 1]))
        if is_title(tokens[i]) and not firm:
            return i + 1
    return start


# --- names found again ----------------------------------------------------------------------------


def _again(tokens: Tokens, named: list[Name]) -> Iterator[Name]:
    """Known names, and surnames of known persons, where nothing was found: in headlines, after a wrong tag.

    The longest name wins. A single word that the article also has in lower case is skipped.
    """
    known = _by_first_word(tokens, named)
    taken = {i for name in named for i in range(name.start, name.end)}
    forms = [*tokens.bare, ""]
    places = [i for i, form in enumerate(forms) if form in known]
    common = {tokens[i].text for i in places if tokens[i].is_lower}
    end = 0
    for i in sorted({*places, *(place - 1 for place in places if place)} - taken):
        if i < end:
            continue
        if i + 1 not in taken and forms[i + 1] in known and _is_full(tokens, i, known):
            yield Name(i, i + 2, PERSON)
            end = i + 2
            continue
        options = known[forms[i]] if forms[i] in known and _may_begin(tokens, i) else {}
        match = max((k for k in options if k == tuple(forms[i : i + len(k)])), key=len, default=())
        if match and (len(match) > 1 or match[0] not in common):
            yield Name(i, i + len(match), options[match])
        end = i + len(match)


def _by_first_word(tokens: Tokens, named: list[Name]) -> Known:
    """Forms of the names, surnames of the persons, and well-known names, with their types, by first word."""
    known: Known = defaultdict(dict)
    for form in well_known():
        known[form[0]][form] = ORGANIZATION
    for name in named:
        full = tokens.key(name)
        known[full[0]].setdefault(full, name.type)
        if name.type == PERSON:
            known[full[-1]].setdefault(full[-1:], PERSON)
    return known


def _may_begin(tokens: Tokens, i: int) -> bool:
    """Whether a name may begin here: with a capital, or with the particle of a surname: "said **de** Soto"."""
    particle = (
        tokens[i].lower_ in words("titles", "suffix", "particles") and i + 1 < len(tokens) and tokens[i + 1].is_title
    )
    return particle or tokens[i].text[0].isupper()


def _is_full(tokens: Tokens, i: int, known: Known) -> bool:
    """*e.g.* "**Maria Delgado** Wins" in a headline above a text that has only "Delgado".

    So with a given name that is in no list, "**Velka Delgado** Wins", where a recognizer takes the two for one name.
    """
    surname = (tokens.bare[i + 1],)
    if known.get(surname[0], {}).get(surname) not in {PERSON, UNKNOWN}:
        return False
    if not (tokens[i].is_title and tokens[i + 1].text[0].isupper()):
        return False
    return given_gender(bare(tokens[i])) is not None or edges.is_person(tokens[i : i + 3])


def _disjoint(named: list[Name]) -> list[Name]:
    """The names in text order; of two that overlap the longer stays: **Norway's trade ministry**, not "Norway"."""
    kept: dict[int, Name] = {}
    for name in sorted(named, key=lambda n: (n.start - n.end, n.start)):
        if kept.keys().isdisjoint(range(name.start, name.end)):
            kept |= by_token([name])
    return sorted(set(kept.values()), key=lambda name: name.start)
