"""The names in an article: which runs of tokens name a person, an organization, a place or a people.

Named entities are taken as hints, since a news pipeline is wrong about one in five: titles before a run of
proper nouns, nouns after it ("the Ortega campaign") and the same string elsewhere in the article have a say.
Headlines in Title Case get no names of their own; only those found in the text are looked up in them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.grammar.hyphens import is_hyphen
from quotes.language import words
from quotes.naming.organizations import governments, whole
from quotes.words.kinds import (
    ORGANIZATION,
    PERSON,
    PLACE,
    PUBLIC,
    UNKNOWN,
    Kind,
    Name,
    Tokens,
    bare,
    given_gender,
    is_initials,
    is_letters,
    is_people,
    is_place,
    is_seat,
    is_title,
    organization_sort,
)
from quotes.words.nouns import is_demonym

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Labels of entity recognizers -> types of speakers: ours, CoNLL's and OntoNotes'.
LABELS: dict[str, Kind] = {
    "PERSON": PERSON,
    "PER": PERSON,
    "ORG": ORGANIZATION,
    "FAC": ORGANIZATION,
    "LOC": PLACE,
    "GPE": PLACE,
}

Votes = dict[tuple[str, ...], Counter[Kind]]


def find_names(tokens: Tokens, doc: Doc) -> list[Name]:
    """All names of the article in text order; none overlaps another."""
    headline = headlines(tokens, doc)
    found = [name for ent in doc.ents if not headline[ent.start] for name in _from_entity(tokens, ent)]
    known = {tokens.key(name) for name in found}
    found = [_without_epithet(tokens, name, known) for name in found]
    surnames = {form[-1] for name in found if _has_surname(form := tokens.key(name), name.kind)}
    found = [part for name in found for part in _split(tokens, name, surnames) if tokens.key(part)]
    votes = _votes(tokens, found)
    taken = {i for name in found for i in range(name.start, name.end)}
    proper = [Name(a, b, UNKNOWN) for a, b in _runs(tokens, taken, headline)]
    runs = [part for run in proper for part in _split(tokens, run, surnames) if tokens.key(part)]  # not "😀"
    found += [replace(run, kind=_kind_of_run(tokens, run, votes)) if run.kind == UNKNOWN else run for run in runs]
    found = [
        whole(tokens, Name(n.start, n.end, _elected(tokens, n, votes, surnames)))
        for n in found
        if not _is_common(tokens, n)
    ]
    found += governments(doc)
    found += _again(tokens, found)
    return _disjoint(found)


def headlines(tokens: Tokens, doc: Doc) -> list[bool]:
    """Per token: does it stand in a sentence set in Title Case or capitals? Its verbs are capitalised too.

    A line that leads up to another is none: And from Chairwoman Roe**:**
    """
    flags = [False] * len(doc)
    for sent in doc.sents:
        own = tokens[sent.start : sent.end]
        long = [t for t in own if t.is_alpha and len(t) > 3][1:]
        lower = sum(t.text[0].islower() for t in long)
        if len(long) < 3 or lower > len(long) * 0.15:
            continue
        verbs = any(t.pos_ in {"VERB", "AUX"} and t.text[0].islower() for t in own)
        leads = next((t.text == ":" for t in reversed(own) if not t.is_space), False)
        if not leads and not verbs:
            flags[sent.start : sent.end] = [True] * len(own)
    return flags


# --- entities and runs of proper nouns ------------------------------------------------------------


def _from_entity(doc: Tokens, ent: Span) -> Iterator[Name]:
    """The entity without article, title and possessive; an entity over a line break is no name."""
    kind = LABELS.get(ent.label_)
    start, end = ent.start, ent.end
    if kind is None or any(t.is_space for t in doc[start:end]):
        return
    while start < end and _is_before_name(doc[start], kind, end - start):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or (doc[end - 1].is_punct and doc[end - 1].text[-1] != ".")):
        end -= 1
    while kind == PERSON and end - start > 2 and doc[end - 1].is_stop and not doc[end - 1].is_upper:
        end -= 1
    if start < end and any(t.text[0].isupper() or t.text[0].isdigit() for t in doc[start:end]):
        if kind == PERSON:
            start, end = _name_start(doc, start), _name_end(doc, end)
        while kind == PERSON and end > start and is_letters(doc[end - 1]):
            end -= 1
        if start < end:
            yield Name(start, end, kind)


def _is_before_name(token: Token, kind: Kind, length: int) -> bool:
    """*e.g.* **The** Harbor Times, **Meanwhile** Roe, **Senator** Roe: what a recognizer may take into the name."""
    if (
        token.is_punct
        or token.pos_ in _BEFORE
        or (token.is_stop and given_gender(token.lower_) is None and not token.is_upper)
    ):
        return True
    # "**Senator** Roe", "**Norwegian** Lars Holm"
    return kind == PERSON and length > 1 and (is_title(token) or (token.pos_ == "ADJ" and length > 2))


_BEFORE = {"DET", "ADV", "ADP", "SCONJ", "CCONJ", "PRON"}


def _split(doc: Tokens, name: Name, surnames: set[str]) -> Iterator[Name]:
    """What is several names, or a name and a role, taken apart.

    *e.g.* "Harbor Court Justice | Ann Roe", "State | Antony Roe" (of "Secretary of State Antony Roe"),
    "Harbor Post | Roe" where the article has an Ann Roe, "Corvo Bank | CEO".
    """
    start, end = name.start, name.end
    if name.kind == PERSON:
        yield name
        return
    end = _before_role(doc, start, end)
    for i in range(end - 1, start, -1):
        if doc[i - 1].pos_ in _BEFORE or doc[i - 1].tag_ == "POS":
            break
        given = given_gender(bare(doc[i])) is not None and end - i in (2, 3)
        known = name.kind == ORGANIZATION and i == end - 1 and bare(doc[i]) in surnames
        if given or known or (_is_role(doc[i - 1]) and end - i in (1, 2, 3)):
            yield Name(i, end, PERSON)
            end = _before_role(doc, start, i)
            break
    if start < end:
        yield Name(start, end, name.kind)


def _before_role(doc: Tokens, start: int, end: int) -> int:
    """Where the name ends before a role: "Corvo Bank | CEO"; not in the Union of **Teachers**, Corvo **Partners**."""
    if is_hyphen(doc[end - 1]):  # "Washington-| Roe"
        end -= 1
    while end > start and _is_role(doc[end - 1]):
        member = end - 2 > start and doc[end - 2].pos_ == "ADP"
        if member or doc[end - 1].tag_ in {"NNS", "NNPS"}:
            break
        end -= 1
    return end


def _without_epithet(doc: Tokens, name: Name, known: set[tuple[str, ...]]) -> Name:
    """*e.g.* "Crooked | Maria Delgado", where the article has Maria Delgado too; "trade | Maria Delgado" everywhere."""
    for i in range(name.start + 1, name.end - 1):
        if name.kind == PERSON and doc[i - 1].pos_ in {"NOUN", "ADJ"} and given_gender(bare(doc[i])) is not None:
            return Name(i, name.end, PERSON)
    if name.kind != PERSON or name.end - name.start < 3 or given_gender(bare(doc[name.start])) is not None:
        return name
    rest = Name(name.start + 1, name.end, PERSON)
    given = given_gender(bare(doc[rest.start])) is not None
    return rest if given and doc.key(rest) in known else name


def _is_role(token: Token) -> bool:
    """*e.g.* Harbor Court **Justice**, Corvo Bank **CEO**."""
    lemma = token.lemma_.lower().rstrip(".")
    return is_title(token) or (token.text[0].isupper() and lemma in words("descriptions", "person", "neutral"))


def _is_common(doc: Tokens, name: Name) -> bool:
    """*e.g.* **Republicans**, **Scholars** at the start of a sentence: no name, though the recognizer thinks so."""
    last = doc[name.end - 1]
    if name.end - name.start > 1:
        return last.lower_ in words("organizations", "people", "words")
    if is_demonym(last):
        return True
    form = doc.key(name)
    certain = is_place(form) or organization_sort(form) is not None or (last.is_upper and len(last) > 1)
    if is_people(last) or (name.kind == UNKNOWN and last.is_sent_start and not certain):
        return True
    plural = last.tag_ in {"NNS", "NNPS"} or bool(last.is_sent_start)
    return plural and last.lower_.endswith("s") and last.lower_[:-1] in words("descriptions", "person", "neutral")


def _name_start(doc: Tokens, start: int) -> int:
    """*e.g.* the recognizer begins at "Delgado" in "**Maria** Delgado"."""
    if start and not doc[start].is_sent_start and (_is_given(doc[start - 1]) or is_initials(doc[start - 1])):
        return start - 1
    if start == 0 or doc[start].is_sent_start or (start > 1 and doc[start - 2].pos_ == "ADP"):
        return start
    if start > 1 and is_hyphen(doc[start - 1]):
        return start - 2 if doc[start - 2].is_title else start  # "**Jo-**Ann Roe"
    before, first = doc[start - 1], doc[start]
    tied = (functions.has(before, "compound", "flat") and before.head == first) or (
        functions.has(first, "flat") and first.head == before
    )
    proper = _is_proper(before) and before.is_alpha and before.ent_type_ == "" and not before.is_upper
    return start - 1 if tied and proper and not _is_role(before) else start


def _name_end(doc: Tokens, end: int) -> int:
    """*e.g.* the recognizer stops at "Maria" in "Maria **Delgado**", at "Kim" in "Kim**-ho**"."""
    if end + 1 < len(doc) and is_hyphen(doc[end]):
        return end + 2 if doc[end + 1].is_alpha else end
    if end + 1 < len(doc) and doc[end].lower_ in words("titles", "suffix", "particles") and doc[end + 1].is_title:
        return end + 2  # "Juan | **de Soto**"
    while (
        end < len(doc)
        and doc[end].ent_type_ == ""
        and doc[end].text[0].isupper()
        and functions.has(doc[end], "flat")
        and doc[end].is_alpha
    ):
        end += 1
    return end


def _runs(doc: Tokens, taken: set[int], headline: list[bool]) -> Iterator[tuple[int, int]]:
    """Token ranges of adjacent proper nouns that no entity covers, titles and roles at their start left out."""
    nouns = {i for i, token in enumerate(doc) if token.pos_ == "PROPN"}
    possible = sorted((nouns | {i - 1 for i in nouns if i}) - taken)
    proper = [i for i in possible if not headline[i] and _is_proper(doc[i])]
    proper = sorted(proper + [i + 1 for i, after in pairwise(proper) if after == i + 2 and is_hyphen(doc[i + 1])])
    breaks = [n for n, i in enumerate(proper) if n and (i > proper[n - 1] + 1 or doc[i].is_sent_start)]
    for first, last in pairwise([0, *breaks, len(proper)]):
        if first < last:
            start, end = proper[first], proper[last - 1] + 1
            begin = _after_titles(doc, start, end)
            if begin < end:
                yield begin, end


def _is_proper(token: Token) -> bool:
    if not token.text[:1].isupper() or token.lower_ in words("time", "nouns"):
        return False
    opener = token.is_sent_start and token.is_stop and given_gender(token.lower_) is None
    return (token.pos_ == "PROPN" and not opener) or _is_given(token)


def _is_given(token: Token) -> bool:
    """*e.g.* **Lars** Holm, whatever the tagger makes of Lars."""
    if not token.is_title or given_gender(bare(token)) is None or token.i + 1 == len(token.doc):
        return False
    return token.nbor(1).pos_ == "PROPN" and token.nbor(1).is_title and not token.nbor(1).is_sent_start


def _after_titles(doc: Tokens, start: int, end: int) -> int:
    """*e.g.* "Deputy Mayor **Alice Brown**": where the name begins; of a lone title there is no name."""
    for i in range(end - 1, start - 1, -1):
        if is_title(doc[i]):
            return i + 1
    return start


def _kind_of_run(doc: Tokens, run: Name, votes: Votes) -> Kind:
    """A run after a title or with a given name is a person; else what the same string is elsewhere."""
    form = doc.key(run)
    if form in votes:
        return _winner(votes[form])
    before = doc[run.start - 1] if run.start and not _is_assembly(doc, run) else None
    if before is not None and (is_title(before) or before.lower_ in words("descriptions", "person", "neutral")):
        return PERSON
    if organization_sort(form) is not None:
        return ORGANIZATION
    given = run.end - run.start in (2, 3) and given_gender(bare(doc[run.start])) is not None
    return PERSON if given else UNKNOWN


# --- what kind a name is --------------------------------------------------------------------------


def _has_surname(form: tuple[str, ...], kind: Kind) -> bool:
    """A person's full name; "Lower Denmark" is none, though "Jim Jordan" is."""
    return kind == PERSON and len(form) > 1 and not (is_place(form[-1:]) and given_gender(form[0]) is None)


def _votes(doc: Tokens, found: list[Name]) -> Votes:
    """How often each string was called what; a title before it counts twice, and so does being somebody's surname."""
    votes: Votes = defaultdict(Counter)
    for name in found:
        form = doc.key(name)
        votes[form][name.kind] += not _is_modifier(doc, name)
        if name.start and is_title(doc[name.start - 1]) and not _is_assembly(doc, name):
            votes[form][PERSON] += 2
        if _has_surname(form, name.kind):
            votes[form[-1:]][PERSON] += 1
    return votes


def _is_modifier(doc: Tokens, name: Name) -> bool:
    """The **Lund** campaign, the **Lund** administration: of Lund alone that says nothing."""
    after = doc[name.end] if name.end < len(doc) else None
    return name.end - name.start == 1 and after is not None and after.pos_ == "NOUN" and after.is_lower


_SURE = {*PUBLIC, "society", "school"}


def _elected(doc: Tokens, name: Name, votes: Votes, surnames: set[str]) -> Kind:
    """What the article as a whole says of this string; certain words in a name settle it."""
    form = doc.key(name)
    if is_place(form) and not (name.start and is_title(doc[name.start - 1])):
        return PERSON if form[-1] in surnames else PLACE
    given = given_gender(form[0]) is not None
    sort = organization_sort(form)
    article = name.start > 0 and doc[name.start - 1].pos_ == "DET"  # "the Harbor Observer" is no person
    if is_seat(form) or (sort and (name.kind != PERSON or article or (sort in _SURE and not given))):
        return ORGANIZATION
    ballot = votes.get(form)
    return _winner(ballot) if ballot else name.kind


def _is_assembly(doc: Tokens, name: Name) -> bool:
    """*e.g.* the General **Assembly**, the Justice **Department**: what stands before is no title."""
    return any(doc[name.end - 1].lower_ in words("organizations", "sort", sort) for sort in (*PUBLIC, "society"))


def _winner(ballot: Counter[Kind]) -> Kind:
    return max(sorted(ballot), key=lambda kind: ballot[kind])


# --- names met again ------------------------------------------------------------------------------


def _again(doc: Tokens, found: list[Name]) -> Iterator[Name]:
    """Known names, and the known persons' family names, wherever nothing was found: in headlines, after a wrong tag.

    The longest first; a word that the article also has in lower case is passed over.
    """
    known: dict[str, dict[tuple[str, ...], Kind]] = defaultdict(dict)
    for name in found:
        full = doc.key(name)
        known[full[0]].setdefault(full, name.kind)
        if name.kind == PERSON:
            known[full[-1]].setdefault(full[-1:], PERSON)
    taken = {i for name in found for i in range(name.start, name.end)}
    forms = [*doc.bare, ""]
    places = [i for i, form in enumerate(forms) if form in known]
    common = {doc[i].text for i in places if doc[i].is_lower}
    end = 0
    for i in sorted({*places, *(place - 1 for place in places if place)} - taken):
        if i < end:
            continue
        if i + 1 not in taken and forms[i + 1] in known and _is_full(doc, i, known):
            yield Name(i, i + 2, PERSON)
            end = i + 2
            continue
        options = known[forms[i]] if forms[i] in known and _may_begin(doc, i) else {}
        match = max((k for k in options if k == tuple(forms[i : i + len(k)])), key=len, default=())
        if match and (len(match) > 1 or match[0] not in common):
            yield Name(i, i + len(match), options[match])
        end = i + len(match)


def _may_begin(doc: Tokens, i: int) -> bool:
    """A capital, or the particle of a surname: "said **de** Soto"."""
    particle = doc[i].lower_ in words("titles", "suffix", "particles") and i + 1 < len(doc) and doc[i + 1].is_title
    return particle or doc[i].text[0].isupper()


def _is_full(doc: Tokens, i: int, known: dict[str, dict[tuple[str, ...], Kind]]) -> bool:
    """*e.g.* "**Maria Delgado** Wins" in a headline over a text that has Delgado alone."""
    surname = (doc.bare[i + 1],)
    person = known.get(surname[0], {}).get(surname) in {PERSON, UNKNOWN}
    return person and doc[i].is_title and doc[i + 1].text[0].isupper() and given_gender(bare(doc[i])) is not None


def _disjoint(found: list[Name]) -> list[Name]:
    """In text order; of two that overlap the longer stays."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
        else:
            kept.append(name)
    return kept
