"""The cue beside a direct quotation, and its speaker: “...,” *said* Roe; Roe *told* reporters: “...”; **Roe:** “...”"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.finding import acts, cues, documents, prepositions
from quotes.finding.arguments import speaker_of
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.finding.signatures import name_head
from quotes.grammar import functions, phrases, tags
from quotes.grammar.distances import BESIDE, CLAUSE, SHORT
from quotes.grammar.layout import STOPS, Layout
from quotes.language import words as listed
from quotes.parsing.marks import Quotation
from quotes.records import Act

if TYPE_CHECKING:
    from spacy.tokens import Token

INTRODUCERS = frozenset(",:—–-")

# A sentence has a content of its own if more tokens than this follow its cue: “It is late.” The mayor **said** | that
# the bridge would open on Monday. With fewer it refers to the quotation: “It is late.” The mayor said so on Monday.
_OWN_CONTENT = 8

_JUDGING = frozenset({Act.JUDGMENT, Act.ACCUSATION})


@dataclass(frozen=True, slots=True)
class Setting:
    """A quotation with the words of its sentence before and after it, without other quotations."""

    quotation: Quotation
    before: list[Token]
    after: list[Token]


def by_cue(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> Proposal | None:
    """The proposal of the cue beside the quotation, without its content; None if there is no cue. `found`: the cues."""
    ends = ending(layout.text, setting.quotation)
    if ends != "," and setting.before:  # He said: “It is late.” The mayor added that ...
        return _cue_before(layout, setting, found) or _cue_after(layout, setting, found, ends)
    return _cue_after(layout, setting, found, ends) or _cue_before(layout, setting, found)


def ending(text: str, quotation: Quotation) -> str:
    """The stop, comma or dash at the quotation's end, inside or just after the mark; empty if there is none."""
    inside = text[slice(*quotation.inner)].rstrip(" \u00a0’'")[-1:]  # “He said ‘no,’”
    after = text[quotation.span[1] : quotation.span[1] + 1]
    return next((c for c in (inside, after) if c in STOPS or c in ",—–-"), "")


def _cue_after(layout: Layout, setting: Setting, found: Mapping[int, CueToken], ends: str) -> Proposal | None:
    """“...,” **he told reporters** on Friday; “...,” **said Roe**, who ..."""
    tail = setting.after
    if not tail or not (ends or _is_sentence(setting)):
        return None
    if setting.before and _is_piece(layout, setting, found):
        return None
    source = prepositions.preposition(tail[0])
    if source is not None:  # “...,” **according to** the report
        span = phrases.from_to(tail[0], source)
        return Proposal("quote-first", (), cue=tail[0], span=span, speaker=prepositions.named(source))
    whole_sentence = ends in STOPS and not tail[0].is_lower
    for token in tail[:CLAUSE]:
        if token.pos_ not in tags.VERBAL or functions.has(token, "auxiliary", "copula") or functions.is_relative(token):
            continue
        cue = found.get(token.i)
        if cue is None or not cue.is_verb:
            return None
        if functions.direct_object(token) is not None and not any("clause" in f.content for f in cue.spoken.frames):
            return None  # “...” The senator praised the nurses.
        if whole_sentence and (_has_content(token, tail) or not acts.is_report(cue)):
            return None
        return documents.behind(token, tail, found) or _linked(cue, tail, "quote-first")
    return None


def _has_content(verb: Token, tail: list[Token]) -> bool:
    """“It is late.” The mayor said **that the bridge would open on Monday**; “Late.” He declined **to say when**."""
    said = [*functions.clauses(verb), *filter(None, [functions.infinitive(verb)])]
    end = max([tail[-1].i, *(clause.right_edge.i for clause in said)])
    return bool(said) and end - verb.i > _OWN_CONTENT


def _is_sentence(setting: Setting) -> bool:
    """Whether a quotation starts a sentence but lacks its comma: “The bridge is safe” the mayor said."""
    return not setting.before and len(setting.after) <= SHORT


def _is_piece(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """Whether it is part of the clause around it: called it “too soft,” adding ...; on “The Late Hour,” Roe said ..."""
    if _follows_a_report(layout, setting, found):
        return False
    if not any(token.pos_ in tags.VERBAL for token in layout.tokens(setting.quotation.inner)):
        return True
    return layout.text[setting.quotation.inner[0]].islower() and not _introduces(layout, setting, found)


def _follows_a_report(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """“We will sell,” said Roe, **and** “not before June,” said Kos: each has its own cue."""
    *said, last = setting.before
    return (
        last.pos_ == "CCONJ"
        and ending(layout.text, setting.quotation) == ","
        and any(token.i in found and token.pos_ in tags.VERBAL for token in said)
    )


def _cue_before(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> Proposal | None:
    """He said, “...”; Roe told reporters: “...”; She asked “Why?”"""
    head = setting.before
    if not head or not _introduces(layout, setting, found):
        return None
    if (shown := documents.before(head, found)) is not None:
        return shown
    for token in reversed(head[-CLAUSE:]):
        cue = found.get(token.i)
        if cue is not None and cue.is_verb:
            return _linked(cue, head, "cue-first")
    return _by_colon(head) if head[-1].text == ":" else None


def _introduces(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """Whether the words before the quotation introduce it: by a comma, a colon, or the cue itself before a capital."""
    last, start = setting.before[-1], setting.quotation.inner[0]
    if last.text in INTRODUCERS or _gives_a_reason(layout, setting, found):
        return True
    return layout.text[start : start + 1].isupper() and (last.i in found or last.i - 2 in found)


def _gives_a_reason(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """The auditor attacked them **because** “their books do not add up.”"""
    judged = [found[t.i] for t in setting.before if t.i in found and t.pos_ in tags.VERBAL]
    if setting.before[-1].pos_ != "SCONJ" or not judged or judged[-1].spoken.act not in _JUDGING:
        return False
    if any(setting.before[-1].lower_ == entry.preposition for entry in judged[-1].entries):
        return False  # likened it **to** “being shouted at”
    return any(t.pos_ in tags.VERBAL for t in layout.tokens(setting.quotation.inner))


def _linked(cue: CueToken, clause: list[Token], rule: str) -> Proposal:
    verb, entry = cue.token, cue.spoken
    return Proposal(
        rule=rule, content=(), entry=entry, cue=verb, span=cues.span(verb), speaker=_speaker_in(verb, clause)
    )


def _is_within(token: Token, clause: list[Token]) -> bool:
    return clause[0].i <= token.i <= clause[-1].i


def _speaker_in(verb: Token, clause: list[Token]) -> Token | None:
    """The subject by the parse; if it is not in the clause, the noun beside the verb: “...,” Roe said / said Roe."""
    parsed = _of_its_own(verb, clause) or speaker_of(verb)
    if parsed is not None and (_is_within(parsed, clause) or tags.is_ing(verb)):
        return parsed
    before = [t for t in clause if t.i < verb.i and (t.pos_ in _NOUNS or _is_titular(t, verb))]
    if before and verb.i - before[-1].i <= BESIDE:
        return _head_of(before[-1], verb)
    after = next((t for t in clause if t.i > verb.i and t.pos_ in tags.NOMINAL and t.pos_ != "DET"), None)
    if after is not None and after.i - verb.i <= BESIDE:
        return _head_of(after, verb)
    return parsed


_NOUNS = tags.NOMINAL - {"DET"}


def _of_its_own(verb: Token, clause: list[Token]) -> Token | None:
    """“...,” said Roe, 31, and **Kos**, 44, added: the subject between the last *and* and the verb, if there is one."""
    before = [t for t in clause if t.i < verb.i]
    last = next((n for n in range(len(before) - 2, 0, -1) if before[n].pos_ == "CCONJ"), 0)
    if not last or not any(t.pos_ == "VERB" for t in before[:last]) or before[last + 1].pos_ != "PROPN":
        return None
    return name_head(before[last + 1 :])


def _is_titular(token: Token, verb: Token) -> bool:
    """*e.g.* “We are winning,” the **general** insisted: an adjective where only a noun can stand."""
    return token.pos_ == "ADJ" and token.i == verb.i - 1 and token.i > 0 and token.nbor(-1).pos_ == "DET"


def _head_of(noun: Token, verb: Token) -> Token:
    """The head of the noun phrase that the word is in: said Foreign Minister **Roe**."""
    while (
        noun.head.i != noun.i
        and noun.head.i != verb.i
        and functions.has(noun, "compound", "flat", "adjective", "possessor")
    ):
        noun = noun.head
    return noun


def _by_colon(head: list[Token]) -> Proposal | None:
    """**Roe:** “...”; The **mayor** was blunt: “...” (the subject of the sentence is the speaker)."""
    colon = head[-1]
    words = head[:-1]
    if not words:
        return None
    if len(words) > 2 and words[0].lower_ in listed("sources", "presenters") and words[1].pos_ == "AUX":
        words = words[2:]  # **Here's Jane Roe** on it: “...”
    verbs = [t for t in words if t.pos_ in tags.VERBAL and functions.subject(t) is not None]
    speaker = functions.subject(verbs[0]) if verbs else name_head(words)
    if not verbs and words[0].pos_ == "ADP":  # **On** the red card: “...”: what the last speaker talks about
        return Proposal("colon", (), cue=colon, span=phrases.from_to(colon, colon), continued=True)
    if speaker is None or speaker.pos_ not in tags.NOMINAL:
        return None
    return Proposal("colon", (), cue=colon, span=phrases.from_to(colon, colon), speaker=speaker)
