"""Whether anything was said: "to say that ...", "if you ask me" and advice report no words of anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.choosing.verdict import Cause
from quotes.finding import cues, factuality
from quotes.finding.arguments import is_reached
from quotes.finding.lexicon import Entry
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, tags
from quotes.grammar.layout import Layout
from quotes.language import words
from quotes.records import Act
from quotes.words import negation, pronouns
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON
from quotes.words.nouns import describe

if TYPE_CHECKING:
    from spacy.tokens import Token


def doubt(layout: Layout, proposal: Proposal) -> Cause | None:
    """Why the proposal reports nothing; None if it does report something."""
    cue = proposal.cue
    if cue is None or proposal.entry is None:
        return None
    paragraph = layout.paragraph(cue.idx)
    if paragraph is None or paragraph.boilerplate:
        return Cause.PAGE
    if addresses_reader(proposal):
        return Cause.READER
    if tells_of_source(proposal):
        return Cause.SOURCE
    speaker = proposal.speaker
    around = layout.quotation(cue.idx)
    if around is not None and (speaker is None or speaker.pos_ == "PRON"):
        # “I think that ...”: the speaker's own words; but “It is late, she said. (never closed) is a report
        reported = not around.closed and proposal.content[0][0] < cue.idx
        return None if reported else Cause.OWN_WORDS
    if speaker is None and cue.pos_ == "VERB" and tags.is_ing(cue):
        return Cause.UNREAL  # after years of **talking** about it: nobody in particular
    return Cause.UNREAL if is_of_nobody(proposal, cue) or _is_unreal(cue, proposal.entry) else None


def addresses_reader(proposal: Proposal) -> bool:
    """*e.g.* **You** should know that it is late."""
    return proposal.speaker is not None and proposal.speaker.lower_ in words("modality", "second")


def tells_of_source(proposal: Proposal) -> bool:
    """Whether it tells of the source, and not what the source says."""
    return _names_source(proposal) or _hides_name(proposal)


def _names_source(proposal: Proposal) -> bool:
    """*e.g.* The bank will close, the paper said, **citing** two officials: who told the paper, not what."""
    cue = proposal.cue
    cites = cue is not None and cue.lemma_.lower() in words("sources", "citing")
    noun = functions.direct_object(cue) if cue is not None and cites else None
    if noun is None or not (describe(noun).type in _SPEAKERS or noun.ent_type_ in _NAMES):
        return False
    start, end = noun.left_edge.idx, noun.right_edge.idx + len(noun.right_edge)
    return all(start <= piece[0] and piece[1] <= end for piece in proposal.content)


def is_of_nobody(proposal: Proposal, cue: Token) -> bool:
    """Whether nobody says it: without saying so; **nobody** wants to leave."""
    return _goes_without(cue) or _is_nobodys_thought(proposal)


def _is_nobodys_thought(proposal: Proposal) -> bool:
    """*e.g.* **nobody** wants to leave, knew where she was: a thought that nobody has; a denied report is told."""
    thinks = proposal.entry is not None and proposal.entry.act.is_thought
    return thinks and proposal.speaker is not None and negation.is_nobody(proposal.speaker)


def _hides_name(proposal: Proposal) -> bool:
    """A source, **who** asked not to be named, who declined to give her name: how the source is told of."""
    cue, speaker = proposal.cue, proposal.speaker
    if cue is None or speaker is None or cue.pos_ not in tags.VERBAL:
        return False
    clause = functions.infinitive(cue)
    if clause is None:
        return any(noun.lemma_.lower() in words("sources", "namelessness") for _, noun in functions.obliques(cue))
    if clause.lemma_.lower() in words("sources", "naming") and functions.is_passive(clause):
        return True
    if any(t.lower_ in words("sources", "nameless") for t in (clause, *clause.rights)):
        return True
    return _is_own_name(functions.direct_object(clause), speaker)


def _is_own_name(noun: Token | None, speaker: Token) -> bool:
    """A woman declined to give her **name**; not: the police declined to give his name, the suspect's name."""
    if noun is None or noun.lemma_.lower() not in words("sources", "own_names"):
        return False
    owner = functions.possessor(noun)
    entry = pronouns.third_person(owner) if owner is not None else None
    return entry is not None and (speaker.pos_ == tags.PRONOUN or describe(speaker).type == entry["refers"][0])


_SPEAKERS = {PERSON, GROUP, ORGANIZATION}
_NAMES = {"PERSON", "ORG"}


def _goes_without(verb: Token) -> bool:
    """*e.g.* It goes without **saying** that it is late."""
    if not (tags.is_ing(verb) and verb.head.lemma_.lower() in words("modality", "idle")):
        return False
    openers = functions.dependents(verb, "complementizer", "case")
    return any(t.lower_ in words("factuality", "without") for t in openers)


def _is_unreal(verb: Token, entry: Entry) -> bool:
    """*e.g.* to **say** that; would **say**; **Say** it; if he **says** it: nobody has said it.

    A bare verb with a subject is in the present; the tagger took it for an infinitive: nine in ten **say** so.
    """
    condition = functions.complementizer(verb)
    if condition is not None and condition.lower_ in words("modality", "conditions"):
        return True
    if not tags.is_bare_verb(verb):
        return False
    auxiliaries = {t.lower_ for t in functions.dependents(verb, "auxiliary")}
    if auxiliaries:
        if negation.is_negated(verb) and auxiliaries <= words("function_words", "refusing"):
            return False  # would not say when: a refusal
        if _is_performed(verb, auxiliaries):
            return False  # the butter is good, I must admit
        wish = entry.act is Act.DESIRE and entry.lemma in words("clauses", "real_wishes")
        return not wish and not auxiliaries & words("modality", "realis")
    if functions.is_infinitive(verb):
        if is_reached(verb) and factuality.of_cue(verb) == "asserted":
            return False
        return cues.refusal(verb) is None or entry.preposition is None  # declined to **comment on** the case
    return functions.subject(verb) is None and not _is_joined(verb, entry)


def _is_performed(verb: Token, auxiliaries: set[str]) -> bool:
    """*e.g.* **I must** admit that it was good; **I can** tell you that it was: said by saying so."""
    own = functions.subject(verb)
    is_first = own is not None and own.lower_ in words("modality", "first")
    return is_first and auxiliaries <= words("modality", "performing")


def _is_joined(verb: Token, entry: Entry) -> bool:
    """Brokers have **cut** the price and *believe* that it is low; would neither **confirm** nor *deny* it.

    Such a verb shares the auxiliary of another bare verb, but not that of a participle.
    """
    above = verb.head
    if not functions.has(verb, "conjunct") or above.pos_ != "VERB":
        return False
    return not (tags.is_bare_verb(above) and _is_unreal(above, entry))
