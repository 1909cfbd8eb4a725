"""Organizations by their words: *the Ortega campaign*, *Russia's foreign ministry*, *the Harbor Commission*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from quotes.grammar import tags
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming.name import Name, Tokens, by_token
from quotes.words.kinds import AFTER_NAME, ORGANIZATION, PERSON, PLACE, UNKNOWN, bare, is_body, is_place, is_title
from quotes.words.nouns import is_person_noun, is_plural

# "Russia's **old foreign** ministry": the words between owner and body.
MODIFIERS = 2


def whole(tokens: Tokens, named: list[Name]) -> list[Name]:
    """The names, with organizations stretched to their full extent, and bodies of places and other organizations."""
    stretched = [_stretched(tokens, _with_body(tokens, name)) for name in named]
    return [*stretched, *_owned(tokens, by_token(stretched))]


def _with_body(tokens: Tokens, name: Name) -> Name:
    """*e.g.* the **Ortega campaign**, the **Ortega Company**: the organization, not Ortega."""
    if _is_part(tokens, name) or _is_titled(tokens, name):
        return Name(name.start, name.end + 1, ORGANIZATION)
    if name.end == len(tokens) or tokens[name.end].lower_ not in _first_words():
        return name
    for length in (2, 1):
        tail = tokens[name.end : name.end + length]
        body = " ".join(token.lower_ for token in tail)
        if len(tail) == length and body in _after_name() and not tail[0].is_sent_start:
            return Name(name.start, name.end + length, ORGANIZATION)
    return name


def _is_part(tokens: Tokens, name: Name) -> bool:
    """Whether the parse attaches a person's name to the capitalised word after it: Anna Ortega | **Company**."""
    if name.type != PERSON or name.end == len(tokens) or not is_body(tokens[name.end]):
        return False
    return any(t.head.i == name.end for t in tokens[name.start : name.end])


def _is_titled(tokens: Tokens, name: Name) -> bool:
    """*e.g.* **Quarry** magazine; not "a **Torsby** magazine", "Lund's **Quarry** magazine"."""
    if name.end == len(tokens) or tokens[name.end].lower_ not in words("organizations", "after-title", "words"):
        return False
    before = tokens[name.start - 1] if name.start and not tokens[name.start].is_sent_start else None
    return before is None or not (before.pos_ in {"DET", "ADJ"} or tags.is_possessive_mark(before))


# --- the words of one name --------------------------------------------------------------------------


def _stretched(tokens: Tokens, name: Name) -> Name:
    """*e.g.* the **Harbor and** Coast Commission, **Bishop** Lund College, Harbor Center **for Coastal Research**."""
    end = _past_legal_form(tokens, name.end)
    if end > name.end:
        return Name(name.start, end, ORGANIZATION)
    if name.type == ORGANIZATION and _is_branch(tokens, name):
        return Name(name.start, name.end + 1, ORGANIZATION)
    if name.type == PERSON or not is_body(tokens[name.end - 1]):
        return name
    start, end = _start(tokens, name.start), _tail(tokens, name.end)
    bounded = start and (tokens[start - 1].pos_ == "DET" or tags.is_possessive_mark(tokens[start - 1]))
    return Name(start if bounded else _past_titles(tokens, name), end, ORGANIZATION)


def _past_legal_form(tokens: Tokens, end: int) -> int:
    """*e.g.* Corvo Group **plc**, Corvo**, Inc.**: token index where the name ends."""
    form = end + 1 if end < len(tokens) and tokens[end].text == "," else end
    legal = words("organizations", "legal", "words")
    return form + 1 if form < len(tokens) and bare(tokens[form]) in legal else end


def _is_branch(tokens: Tokens, name: Name) -> bool:
    """*e.g.* Harbor Forum **UK**: whether the country's letters after the name are part of it."""
    if name.end == len(tokens) or not tokens[name.end].is_upper:
        return False
    return is_place((tokens.bare[name.end],)) and name.start <= tokens[name.end].head.i < name.end


def _start(tokens: Tokens, start: int) -> int:
    """Token index at which it begins after "the" or a possessive: there a name that ends so has all of an "and"."""
    while start and (_is_capital_noun(tokens, start - 1) or _is_joint(tokens, start - 1)):
        start -= 1
    return start


def _past_titles(tokens: Tokens, name: Name) -> int:
    """*e.g.* **Bishop** Lund College: with a title that the parse attaches to the body itself."""
    start = name.start
    while start and is_title(tokens[start - 1]) and name.start <= tokens[start - 1].head.i < name.end:
        start -= 1
    return start


def _tail(tokens: Tokens, end: int) -> int:
    """*e.g.* Harbor Center **for Coastal Research**, Council **on a Free Press**: token index where it ends."""
    if end + 2 >= len(tokens) or tokens[end].lower_ not in _before_matter(bare(tokens[end - 1])):
        return end
    first = end + 1 + (tokens[end + 1].pos_ == "DET")
    last = first
    while last < len(tokens) and _is_of_a_matter(tokens, last):
        last += 1
    return last if last > first else end


@cache
def _before_matter(body: str) -> frozenset[str]:
    """*e.g.* Bank **of** Torsby, Council **on** Foreign Trade; not the Harbor Post on Facebook."""
    inside = words("descriptions", "inside", "prepositions")
    if body in words("organizations", "located", "words"):
        inside |= words("organizations", "located", "prepositions")
    deals = any(body in words("organizations", "sort", sort) for sort in ("agency", "panel", "society"))
    return inside | words("organizations", "matter", "prepositions") if deals else inside


def _is_of_a_matter(tokens: Tokens, i: int) -> bool:
    """*e.g.* **Coastal Research**, **Trade and Ports**; not the Council on **Monday**."""
    if _is_joint(tokens, i):
        return i + 1 < len(tokens) and _is_capital_noun(tokens, i + 1) and tokens[i + 1].ent_type_ == ""
    return (
        _is_capital_noun(tokens, i) and tokens[i].lower_ not in words("time", "nouns") and not tokens[i].is_sent_start
    )


def _is_capital_noun(tokens: Tokens, i: int) -> bool:
    return tokens[i].text[0].isupper() and tokens[i].pos_ in tags.NAME_LIKE


def _is_joint(tokens: Tokens, i: int) -> bool:
    return tokens[i].pos_ == "CCONJ" and i > 0 and _is_capital_noun(tokens, i - 1)


# --- bodies in lower case, and bodies that belong to another ----------------------------------------


def _owned(tokens: Tokens, at: Mapping[int, Name]) -> Iterator[Name]:
    """*e.g.* **Russia's foreign ministry**, the **Danish government**, **NASA's Office of the Inspector General**."""
    for i in having(tokens.doc, "LOWER", _after_place()):
        start = _owner(tokens, at, _before_modifiers(tokens, i))
        if start is not None and tokens[i].is_lower:
            yield Name(start, i + 1, ORGANIZATION)
    for name in {name.start: name for name in at.values()}.values():
        whole = _with_owner(tokens, at, name)
        if whole is not None:
            yield whole
    yield from _of_people(tokens, at)
    yield from _parties(tokens)


def _parties(tokens: Tokens) -> Iterator[Name]:
    """*e.g.* the **Danish Conservatives**, the **New Democrats**; not "the Conservatives", "Danish Conservatives"."""
    for i in having(tokens.doc, "LOWER", words("organizations", "people", "wings")):
        if i < 2 or not (tokens[i].is_title and tokens[i - 1].is_title and tokens[i - 1].pos_ == "ADJ"):
            continue
        start = _first_of_demonym(tokens, i - 1)
        if start and tokens[start - 1].lower_ in words("descriptions", "article", "words"):
            yield Name(start, i + 1, ORGANIZATION)


def _of_people(tokens: Tokens, at: Mapping[int, Name]) -> Iterator[Name]:
    """*e.g.* the **Harbor Traders' Forum**, **Shoppers' Helpline**: a body of people, all in capitals."""
    marks = (i for i in having(tokens.doc, "POS", [tags.PARTICLE]) if tags.is_possessive_mark(tokens[i]))
    for mark in marks:
        owner, body = tokens[max(mark - 1, 0)], tokens[min(mark + 1, len(tokens) - 1)]
        if not (owner.is_title and body.is_title and is_person_noun(owner) and is_plural(owner)):
            continue
        name = at.get(body.i)
        if is_body(body) if name is None else name.type != PERSON:
            end = body.i + 1 if name is None else name.end
            yield Name(_start(tokens, mark - 1), _tail(tokens, end), ORGANIZATION)


def _before_modifiers(tokens: Tokens, i: int) -> int:
    """*e.g.* Russia's | **old foreign** ministry: token index of the first modifier in lower case, else of the body."""
    start = i
    while start and i - start < MODIFIERS and tokens[start - 1].is_lower and tokens[start - 1].pos_ in tags.NAME_LIKE:
        start -= 1
    return start


def _owner(tokens: Tokens, at: Mapping[int, Name], start: int) -> int | None:
    """Token index of the owner of a body: **Russia**'s | ministry, **Senate** | committee, **Danish** | government."""
    before = start - 1
    if before < 0:
        return None
    if tags.is_possessive_mark(tokens[before]):
        owner = at.get(before - 1)
        return owner.start if owner is not None and owner.type == PLACE else None
    owner = at.get(before)
    if owner is not None:
        return None if owner.type == PERSON else owner.start
    demonym = tokens[before].pos_ == "ADJ" and tokens[before].is_title and not tokens[before].is_sent_start
    return _first_of_demonym(tokens, before) if demonym else None


def _first_of_demonym(tokens: Tokens, last: int) -> int:
    """*e.g.* the **South Korean** government, the **New Zealand** army: token index of its first word."""
    first = last - 1
    part = first >= 0 and tokens[first].lower_ in words("places", "parts") and tokens[first].is_title
    return first if part else last


def _with_owner(tokens: Tokens, at: Mapping[int, Name], name: Name) -> Name | None:
    """The name with its owner, if the owner is part of it; else None."""
    if name.type == PERSON:
        return None
    starts = (question(tokens, at, name) for question in (_of_a_kind, _of_another, _of_an_office))
    start = next((start for start in starts if start is not None), None)
    return None if start is None else Name(start, name.end, ORGANIZATION)


def _of_a_kind(tokens: Tokens, at: Mapping[int, Name], name: Name) -> int | None:
    """*e.g.* the **People's** | Herald, the **Women's** | Institute: an owner with a capital that is not a name."""
    if name.start < 3 or not tags.is_possessive_mark(tokens[name.start - 1]):
        return None
    owner, before = tokens[name.start - 2], tokens[name.start - 3]
    article = before.lower_ in words("descriptions", "article", "words")
    known = at.get(owner.i)
    is_kind = known is None or (known.type == UNKNOWN and known.end - known.start == 1)
    return owner.i if article and owner.is_title and is_kind else None


def _of_another(tokens: Tokens, at: Mapping[int, Name], name: Name) -> int | None:
    """*e.g.* **NASA's** | Office of the Inspector General: a body that many organizations have."""
    of = name.end - name.start > 2 and tokens[name.start + 1].lower_ in words("descriptions", "inside", "part")
    if name.start < 2 or not of or not is_body(tokens[name.start]):
        return None
    owner = at.get(name.start - 2) if tags.is_possessive_mark(tokens[name.start - 1]) else None
    return None if owner is None or owner.type == PERSON else owner.start


def _of_an_office(tokens: Tokens, at: Mapping[int, Name], name: Name) -> int | None:
    """*e.g.* the **Torsby Attorney General's** | Office, **Torsby County** | Sheriff's Office."""
    if not is_body(tokens[name.end - 1]):
        return None
    start = name.start
    if start > 1 and tags.is_possessive_mark(tokens[start - 1]) and is_title(tokens[start - 2]):
        start = _first_title(tokens, at, start - 2)
    owner = at.get(start - 1)
    if owner is None or owner.type == PERSON or not start <= tokens[owner.end - 1].head.i < name.end:
        return start if start < name.start else None
    return owner.start


def _first_title(tokens: Tokens, at: Mapping[int, Name], i: int) -> int:
    """Token index of the first of several titles that end at `i`: **Attorney** General."""
    while i and is_title(tokens[i - 1]) and i - 1 not in at:
        i -= 1
    return i


@cache
def _first_words() -> frozenset[str]:
    return frozenset(body.partition(" ")[0] for body in _after_name())


@cache
def _after_name() -> frozenset[str]:
    sorts = (words("descriptions", "organization", sort) for sort in AFTER_NAME)
    return words("organizations", "after-name", "words").union(*sorts)


@cache
def _after_place() -> frozenset[str]:
    """Not "team": "the Danish team" is not its name."""
    governments = words("descriptions", "organization", "government") | words("organizations", "after-name", "words")
    return governments | words("organizations", "after-place", "words")
