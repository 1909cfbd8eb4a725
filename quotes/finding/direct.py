"""Direct quotations -> proposals: each stretch of speech between marks finds the cue beside it.

The marks decide what was said, to the character; the parse only helps to find who. A quotation is speech when it
stands where speech stands (after a colon, comma or cue, at a sentence's start) or ends as speech ends (“...,”);
others (the so-called “deal”) are left to the frames, which may find them inside a clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from quotes.finding import acts, cues, documents, prepositions, signatures
from quotes.finding.arguments import speaker_of
from quotes.finding.cues import CueToken
from quotes.finding.frames import target_of
from quotes.finding.proposal import Proposal
from quotes.finding.signatures import name_head
from quotes.grammar import functions, phrases, tags
from quotes.grammar.distances import BESIDE, CLAUSE, SHORT
from quotes.grammar.layout import STOPS, Layout, Paragraph
from quotes.language import words as listed
from quotes.parsing.marks import Quotation, answers
from quotes.records import Act
from quotes.spans import Range, strip
from quotes.words.kinds import is_title

if TYPE_CHECKING:
    from spacy.tokens import Token

INTRODUCERS = frozenset(",:—–-")

# Tokens behind the cue of a sentence that has a content of its own: “It is late.” The mayor **said** | that the bridge
# would open on Monday. Fewer are what was said a second time, or nothing: “It is late.” The mayor said so on Monday.
_OWN_CONTENT = 8
# Tokens of a quotation that can be speech by itself: “It will stand.” Fewer are a title, a slogan, a sign.
_SPEECH = 4


_JUDGING = frozenset({Act.JUDGMENT, Act.ACCUSATION})


@dataclass(frozen=True, slots=True)
class Setting:
    """A quotation with the words before it in its sentence and after it to the sentence's end, quotations left out."""

    quotation: Quotation
    before: list[Token]
    after: list[Token]


def propose(layout: Layout, found: Mapping[int, CueToken]) -> list[Proposal]:
    """One proposal for each piece of direct speech, interrupted pieces and following paragraphs joined.

    `found` has the cues by token index.
    """
    proposals: list[Proposal] = []
    carried = False  # the last paragraph ended inside a quotation that was not closed
    lead: list[Token] = []
    for paragraph, following in zip_longest(layout.paragraphs, layout.paragraphs[1:]):
        if paragraph.boilerplate:
            continue
        mine = _in_paragraph(layout, paragraph, following, lead, found)
        lead = _lead(layout, paragraph)
        opens = bool(paragraph.quotations) and paragraph.quotations[0].span[0] == paragraph.span[0]
        if carried and opens and mine and proposals and (one := _one_speech(proposals[-1], mine[0])) is not None:
            proposals[-1], mine = one, mine[1:]
        proposals += mine
        carried = bool(paragraph.quotations) and not paragraph.quotations[-1].closed
    return proposals


def _one_speech(last: Proposal, following: Proposal) -> Proposal | None:
    """He said: “It fell. [next paragraph] “It broke.” And: “It fell. [next paragraph] “It broke,” he said."""
    if following.continued:
        return replace(last, beyond=last.beyond + following.content)
    return replace(following, beyond=last.content + last.beyond) if last.rule == "free-standing" else None


def _in_paragraph(
    layout: Layout, paragraph: Paragraph, following: Paragraph | None, lead: list[Token], found: Mapping[int, CueToken]
) -> list[Proposal]:
    proposals: list[Proposal] = []
    open_to: int | None = None  # the last proposal goes on with a quotation that starts the next sentence
    for setting in _settings(layout, paragraph, lead):
        content = _content(layout.text, setting.quotation)
        if content is None:
            continue
        proposal = _signed(layout, paragraph, setting, following) or signatures.headed(setting.before)
        proposal = proposal or _by_cue(layout, setting, found)
        last = proposals[-1] if proposals else None
        goes_on = open_to == setting.quotation.span[0] and _is_open(setting)
        if last is not None and goes_on and (proposal is None or proposal.cue == last.cue):
            proposals[-1] = replace(last, content=(*last.content, content))
        elif proposal is not None:
            proposals.append(replace(proposal, content=(content,)))
        elif _is_asked(layout, paragraph, setting):
            proposals.append(Proposal("free-standing", (content,)))
        elif _stands_alone(layout, paragraph, setting, found):
            proposals.append(_without_cue(layout, paragraph, setting, found, content))
        else:
            continue
        open_to = _next_start(layout, paragraph, setting)
    return proposals


def _signed(layout: Layout, paragraph: Paragraph, setting: Setting, following: Paragraph | None) -> Proposal | None:
    """Who signs the quotation: in the rest of its paragraph, or in the line below it."""
    if not _is_open(setting):
        return None
    below = following is not None and setting.quotation.span[1] == paragraph.span[1] and not following.quotations
    return signatures.signed(layout.tokens(following.span) if following is not None and below else setting.after)


def _is_open(setting: Setting) -> bool:
    """Speech starts or goes on here: “A,” he said, |“b”; not in he said, adding that the board |“looked away.”"""
    return not setting.before or setting.before[-1].text in INTRODUCERS


def _content(text: str, quotation: Quotation) -> Range | None:
    """The words between the marks, without the comma that belongs to the sentence around them."""
    span = strip(text, quotation.inner, ",")
    return span if span[0] < span[1] and any(c.isalpha() for c in text[slice(*span)]) else None


def _settings(layout: Layout, paragraph: Paragraph, lead: list[Token]) -> list[Setting]:
    settings: list[Setting] = []
    quotations = paragraph.quotations
    for i, q in enumerate(quotations):
        left = quotations[i - 1].span[1] if i else paragraph.span[0]
        right = quotations[i + 1].span[0] if i + 1 < len(quotations) else paragraph.span[1]
        before = _last_sentence(layout.tokens((left, q.span[0])))
        if settings and [token.text for token in before] == [":"]:  # told him that it was “open”|: “We are ready.”
            before = settings[-1].before + before
        after = _first_sentence(layout.tokens((q.span[1], right)))
        if q.span[0] == paragraph.span[0]:
            before = lead
        settings.append(Setting(q, before, after))
    return settings


def _lead(layout: Layout, paragraph: Paragraph) -> list[Token]:
    """What leads up to the next paragraph: He wrote: [next paragraph] “...”; From the desk of Roe. [next] “...”"""
    tokens = [] if paragraph.boilerplate else layout.tokens(paragraph.span)
    if signatures.letterhead(tokens):
        return tokens
    return _last_sentence(tokens) if tokens and tokens[-1].text == ":" else []


def _first_sentence(tokens: list[Token]) -> list[Token]:
    for n, token in enumerate(tokens):
        if _is_stop(token):
            return tokens[: n + 1]
    return tokens


def _last_sentence(tokens: list[Token]) -> list[Token]:
    for n in range(len(tokens) - 1, -1, -1):
        if _is_stop(tokens[n]):
            return tokens[n + 1 :]
    return tokens


def _is_stop(token: Token) -> bool:
    """A sentence's end; not the full stop of "Capt. Roe"."""
    return token.text in STOPS and not (token.text == "." and token.i > 0 and is_title(token.nbor(-1)))


def _next_start(layout: Layout, paragraph: Paragraph, setting: Setting) -> int | None:
    """Where a quotation must open to go on with this one: “A,” he said. |“B.” and “A,” he said, |“and B.”"""
    after = setting.after
    _, end = phrases.from_to(after[0], after[-1]) if after else setting.quotation.span
    rest = layout.text[end : paragraph.span[1]]
    return end + len(rest) - len(rest.lstrip())


# --- the cue beside a quotation -------------------------------------------------------------------


def _by_cue(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> Proposal | None:
    ends = _ending(layout.text, setting.quotation)
    if ends != "," and setting.before:  # He said: “It is late.” The mayor added that ...
        return _cue_before(layout, setting, found) or _cue_after(layout, setting, found, ends)
    return _cue_after(layout, setting, found, ends) or _cue_before(layout, setting, found)


def _ending(text: str, quotation: Quotation) -> str:
    """The stop or comma at the quotation's end, inside or just after the mark; empty if there is none."""
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
    """“It is late.” The mayor said | that the bridge would open on Monday; “It is late.” He declined | to say when."""
    said = [*functions.clauses(verb), *filter(None, [functions.infinitive(verb)])]
    end = max([tail[-1].i, *(clause.right_edge.i for clause in said)])
    return bool(said) and end - verb.i > _OWN_CONTENT


def _is_sentence(setting: Setting) -> bool:
    """A quotation that starts a sentence and lacks its comma: “The bridge is safe” the mayor said."""
    return not setting.before and len(setting.after) <= SHORT


def _is_piece(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """A piece of the clause around it: called it “too soft,” adding ...; on “The Late Hour,” Roe said ...."""
    if _follows_a_report(layout, setting, found):
        return False
    if not any(token.pos_ in tags.VERBAL for token in layout.tokens(setting.quotation.inner)):
        return True
    return layout.text[setting.quotation.inner[0]].islower() and not _introduces(layout, setting, found)


def _follows_a_report(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """“We will sell,” said Roe, **and** “not before June,” said Kos: each has its own."""
    *said, last = setting.before
    return (
        last.pos_ == "CCONJ"
        and _ending(layout.text, setting.quotation) == ","
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
    """Whether the words before the quotation lead up to it: a comma, a colon, or the cue itself before a capital."""
    last, start = setting.before[-1], setting.quotation.inner[0]
    if last.text in INTRODUCERS or _gives_a_reason(layout, setting, found):
        return True
    return layout.text[start : start + 1].isupper() and (last.i in found or last.i - 2 in found)


def _gives_a_reason(layout: Layout, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """The auditor attacked them **because** “their books do not add up.”"""
    judged = [found[t.i].spoken.act for t in setting.before if t.i in found and t.pos_ in tags.VERBAL]
    clause = any(t.pos_ in tags.VERBAL for t in layout.tokens(setting.quotation.inner))
    return setting.before[-1].pos_ == "SCONJ" and clause and bool(judged) and judged[-1] in _JUDGING


def _linked(cue: CueToken, clause: list[Token], rule: str) -> Proposal:
    verb, entry = cue.token, cue.spoken
    speaker = _speaker_in(verb, clause)
    target, kind = target_of(cue)
    if target is not None and (speaker is None or target.i == speaker.i or not _is_within(target, clause)):
        target, kind = None, None
    return Proposal(
        rule=rule,
        content=(),
        entry=entry,
        cue=verb,
        span=cues.span(verb),
        speaker=speaker,
        target=target,
        target_kind=kind,
    )


def _is_within(token: Token, clause: list[Token]) -> bool:
    return clause[0].i <= token.i <= clause[-1].i


def _speaker_in(verb: Token, clause: list[Token]) -> Token | None:
    """The parse's subject; where it has none in the clause, the noun beside the verb: “...,” Roe said / said Roe."""
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
    """“...,” said Roe, 31, and **Kos**, 44, added: the subject behind the last *and* before the verb, if it has one."""
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


# --- no cue: a colon, a paragraph that goes on -----------------------------------------


def _by_colon(head: list[Token]) -> Proposal | None:
    """**Roe:** “...”; The mayor was blunt: “...” (the subject of the sentence speaks)."""
    colon = head[-1]
    words = head[:-1]
    if not words:
        return None
    if len(words) > 2 and words[0].lower_ in listed("sources", "presenters") and words[1].pos_ == "AUX":
        words = words[2:]  # **Here's Jane Roe** on it: “...”
    verbs = [t for t in words if t.pos_ in tags.VERBAL and functions.subject(t) is not None]
    speaker = functions.subject(verbs[0]) if verbs else name_head(words)
    if not verbs and words[0].pos_ == "ADP":  # **On** the red card: “...”: what the last speaker speaks of
        return Proposal("colon", (), cue=colon, span=phrases.from_to(colon, colon), continued=True)
    if speaker is None or speaker.pos_ not in tags.NOMINAL:
        return None
    return Proposal("colon", (), cue=colon, span=phrases.from_to(colon, colon), speaker=speaker)


def _without_cue(
    layout: Layout, paragraph: Paragraph, setting: Setting, found: Mapping[int, CueToken], content: Range
) -> Proposal:
    """**Roe** turned to the judge. “...”; else the last speaker goes on; else “...” **Roe** slid the tray across."""
    before = acts.before(layout, setting.quotation, found)
    opens = setting.quotation.span[0] == paragraph.span[0]
    behind = acts.actor(setting.after, found) if before is None and opens else None
    return Proposal("free-standing", (content,), speaker=before or behind, continued=before is None)


def _has_said_before(verb: Token) -> bool:
    return functions.host(verb) is not None or any(c.i < verb.i for c in functions.clauses(verb))


def _is_asked(layout: Layout, paragraph: Paragraph, setting: Setting) -> bool:
    """**“Who paid?”** “I did,” said Roe: a question whose answer is another's; the text does not say whose it is."""
    end = setting.quotation.span[1]
    return not setting.before and any(end in boundary for boundary in answers(layout.text, paragraph.quotations))


def _stands_alone(layout: Layout, paragraph: Paragraph, setting: Setting, found: Mapping[int, CueToken]) -> bool:
    """A whole quotation that opens its paragraph or its sentence and has no cue: it goes on with the last speaker.

    One that is never closed must hold no aside: “It is late, she said. Nobody answered.
    """
    q = setting.quotation
    if setting.before or q.single:
        return False
    words = layout.tokens(q.inner)
    if not q.closed and any(t.i in found and _has_said_before(t) for t in words):
        return False
    enough = len(words) >= _SPEECH or q.span == paragraph.span
    return enough and (_ending(layout.text, q) in STOPS or not q.closed)
