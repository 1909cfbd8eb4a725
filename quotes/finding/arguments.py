"""Who does what to whom: the speaker of a verb, the owner of a claim, the one told or accused; active and passive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.finding import cues
from quotes.grammar import functions, phrases, tags, wordorder
from quotes.grammar.answers import once
from quotes.grammar.distances import SHORT
from quotes.language import words
from quotes.records import Act
from quotes.words import negation, times
from quotes.words.kinds import DOCUMENT
from quotes.words.nouns import describe, is_thing

if TYPE_CHECKING:
    from spacy.tokens import Token


def speaker_of(verb: Token) -> Token | None:
    """The noun that does the saying: the verb's subject, a passive's agent, or a subject shared with another verb.

    The **clerk** was quoted by the paper as saying so: not the paper.
    """
    if functions.is_passive(verb) or functions.is_reduced_passive(verb):
        return functions.passive_subject(verb) if passed_on(verb) is not None else functions.agent(verb)
    own = functions.subject(verb)
    if own is not None and not times.is_when(own):
        return own
    if (other := heard(verb)) is not None:
        return other
    continued = _continued(verb) if is_continuer(verb) else said_before(verb)
    if continued is not None:
        return speaker_of(continued)
    if tags.is_inflected(verb) or tags.is_participle(verb):
        return wordorder.subject_by_place(verb) or _taken_over(verb)
    return _taken_over(verb)


def state_of(adjective: Token) -> Token | None:
    """The noun in that state: **the firm** said tests had failed but was *upbeat*.

    What is joined to a reported clause about a thing goes on with the report.
    """
    own, above = functions.holder(adjective), adjective.head
    if not functions.has(adjective, "conjunct") or functions.subject(adjective) is not None:
        return own
    if own is None and above.pos_ in tags.VERBAL:
        own = speaker_of(above)
    said = above.head if functions.has(above, "clause") and above.head.i < above.i else None
    if said is None or cues.at(said) is None or not (own is None or own.pos_ == tags.PRONOUN or is_thing(own)):
        return own
    return speaker_of(said)


def heard(verb: Token) -> Token | None:
    """Who is heard, seen or remembered saying it: overheard **Roe** tell a deckhand; **Roe** was heard saying that."""
    above = witness(verb)
    if above is None:
        return None
    if functions.is_passive(above):
        nouns = [t for t in functions.dependents(above, "object") if above.i < t.i < verb.i]
        return _seen_in(nouns[-1]) if nouns else functions.passive_subject(above)
    noun = next((t for t in reversed(verb.doc[above.i + 1 : verb.i]) if t.pos_ not in _SKIPPED), None)
    if noun is None or noun.pos_ not in tags.SUBJECTS:
        return None
    while noun.head.i != noun.i and above.i < noun.head.i < verb.i:
        noun = noun.head
    return _seen_in(noun)


_SKIPPED = frozenset({"ADV", "CCONJ", "VERB"})  # between the person heard and the verb: heard Roe *laugh and* say


def _seen_in(noun: Token) -> Token:
    """The person seen in a document: showed the jury a video of **Roe** saying that it fell."""
    seen = functions.oblique(noun, *words("function_words", "owners"))
    return seen if seen is not None and describe(noun).type == DOCUMENT else noun


def witness(verb: Token) -> Token | None:
    """The verb whose subject heard another say it: **remembers** Roe saying that it fell; **heard** Roe say so."""
    above = verb.head
    if functions.has(verb, "participial modifier") and functions.has(above, "object"):
        above = above.head
    return above if above.i < verb.i and _may_witness(above) and _is_without_tense(verb) else None


def _may_witness(verb: Token) -> bool:
    return verb.lemma_.lower() in words("clauses", "witnesses")


def _is_without_tense(verb: Token) -> bool:
    """*e.g.* the surgeon **saying**, heard Roe **tell** him (even if tagged as present); not: heard *that* ...."""
    if cues.is_misread(verb):
        return True
    if not (tags.is_ing(verb) or tags.has_no_ending(verb)) or functions.complementizer(verb) is not None:
        return False
    return not functions.is_infinitive(verb) or functions.is_passive(verb.head)


def is_witness(verb: Token) -> bool:
    """Whether the verb's subject only hears somebody else's words: **remembers** Roe saying that it fell."""
    if not _may_witness(verb):
        return False
    noun = functions.direct_object(verb)
    below = [*verb.rights, *(functions.dependents(noun, "participial modifier") if noun is not None else ())]
    return any(_is_heard(verb, clause) for clause in below)


def _is_heard(verb: Token, clause: Token) -> bool:
    if witness(clause) != verb:
        return False
    if is_witness(clause):  # recalled **hearing** Roe say so
        return True
    cue = cues.at(clause)
    return cue is not None and cue.is_verb and not cue.spoken.act.is_thought


def is_continuer(verb: Token) -> bool:
    """*e.g.* He said it was late, **adding** that it rained: a participle that continues what was said."""
    if not tags.is_ing(verb) or verb.lemma_.lower() not in words("clauses", "continuers") or verb.i < 2:
        return False
    before = verb.nbor(-1) if verb.nbor(-1).pos_ != "ADV" else verb.nbor(-2)
    return before.text == "," or before.is_quote


def _continued(verb: Token) -> Token | None:
    """The verb of saying above a continuer: **said** officials deem it soft, adding ... (which continues "said").

    Or the one between: it will close, **warned** Roe, adding ...
    """
    between = (t for t in functions.dependents(verb.head, "parataxis") if verb.head.i < t.i < verb.i)
    inserted = next((t for t in between if cues.at(t) is not None), None)
    if inserted is not None:
        return inserted
    for above in verb.ancestors:
        cue = cues.at(above) if above.pos_ == "VERB" else None
        if cue is not None and not cue.entries[0].act.is_thought:
            return above
    return None


def said_before(verb: Token) -> Token | None:
    """The verb of saying that another goes on with, where a parser gives that a subject which cannot speak.

    *e.g.* The mayor **said** the bridge was safe and *promised* to open it; **said** it was late, *predicting* rain.
    """
    if (inserted := _inserted(verb)) is not None:
        return inserted
    if withholds(verb):
        return verb.head.head
    joined = functions.has(verb, "conjunct") and tags.is_inflected(verb)
    trails = functions.has(verb, "adverbial clause") and tags.is_ing(verb) and not _opened(verb)
    noun = _taken_over(verb) if (joined or trails) and functions.subject(verb) is None else None
    if noun is None or not (_is_nobody(noun) or (describe(noun).type == DOCUMENT and _commits(verb))):
        return None
    above = (cues.at(t) for t in verb.ancestors if t.i < noun.i and t.pos_ == "VERB" and noun in t.subtree)
    return next((cue.token for cue in above if cue is not None), None)


def _is_nobody(noun: Token) -> bool:
    """The **remark** was taken out of context; the agency concedes that **it** is short *and blames* the city."""
    return is_thing(noun) or noun.lower_ in words("pronouns", "things")


def withholds(verb: Token) -> bool:
    """Confirmed that they would look, but **would not say** when, but **declined** to say: who reports it is silent.

    Only right after a reported clause.
    """
    if not functions.has(verb, "conjunct") or not functions.has(verb.head, "clause") or functions.subject(verb):
        return False
    conjunction = functions.dependent(verb, "conjunction")
    if conjunction is None or conjunction.lower_ not in words("factuality", "against"):
        return False
    if functions.infinitive(verb) is not None:
        return verb.lemma_.lower() in words("factuality", "denials")
    cue = cues.at(verb) if negation.is_negated(verb) else None
    return cue is not None and cue.spoken.act is Act.STATEMENT


def _commits(verb: Token) -> bool:
    """*e.g.* said the report was wrong and **vowed** to sue: a report says and warns, but does not promise."""
    cue = cues.at(verb)
    return cue is not None and cue.spoken.act in _OF_PERSONS


_OF_PERSONS = frozenset({Act.COMMITMENT, Act.DESIRE, Act.EMOTION})


def _inserted(verb: Token) -> Token | None:
    """It fell, Roe **reported**, *citing* a study: the verb in front, though a parser attaches "citing" to "fell"."""
    said, above = verb.head, verb.head.head
    is_behind = functions.has(said, "clause") and said.i < above.i < verb.i and not _opened(verb)
    return above if is_behind and tags.is_ing(verb) and cues.at(above) is not None else None


def _opened(clause: Token) -> bool:
    """*e.g.* fell **after** promising so: not set off by a comma alone."""
    first, _ = phrases.ends(clause)
    return first.i == 0 or first.nbor(-1).text != "," or first.pos_ in {"ADP", "SCONJ"}


# How many verbs up the subject of a verb without one may be: Roe **came**, **wanting** to **try** to **say** that it
# fell.
_STEPS = 4


def _taken_over(verb: Token, steps: int = _STEPS) -> Token | None:
    """The subject that a verb without a subject shares with another verb.

    *e.g.* "Roe dismissed it, **stressing** that ..."; "Roe came and **said** ..."; "Roe wants to **say** ...";
    "a letter **saying** that ..." (the noun itself); "it was rejected by Roe, **arguing** ..." (the agent).
    """
    head = functions.shared_with(verb) or verb.head
    if head.i == verb.i or not steps:
        return None
    if (other := heard(verb)) is not None:
        return other
    if quoted_as(verb) is not None:
        return acted_on(head)  # the paper quoted *Roe* as **saying**; *Roe* was quoted by the paper as **saying**
    if is_reached(verb) and head.pos_ == "NOUN":  # **Kos** is at pains to say; **Kos** had the grace to say
        return functions.copula_subject(head) or speaker_of(head.head)
    if functions.has(verb, "participial modifier") and head.pos_ in tags.NOMINAL:
        return None if times.is_time(head) else head  # after **20 years** of talking about it
    if not functions.has(verb, "conjunct", "adverbial clause", "open clause", "parataxis", "auxiliary", "clause"):
        return None
    if functions.has(verb, "clause") and not tags.is_ing(verb):
        return None
    acts = functions.is_passive(head) and not functions.has(verb, "conjunct")  # shared by six users *and closed*
    own = functions.agent(head) if acts else functions.subject(head)
    if own is None and functions.is_passive(head):
        own = functions.passive_subject(head)
    return own or _taken_over(head, steps - 1)


def quoted_as(verb: Token) -> Token | None:
    """The verb by which somebody passes the words on: **quoted** Roe as *saying*; Roe was **cited** as *saying*."""
    is_passed_on = tags.is_ing(verb) and verb.i and verb.nbor(-1).lower_ in words("function_words", "asides")
    return verb.head if is_passed_on and verb.head.i < verb.i else None


def passed_on(verb: Token) -> Token | None:
    """The saying that a passive passes on: Roe was quoted as **saying** that it fell; not: the paper quoted Roe."""
    if not functions.is_passive(verb):
        return None
    return next((t for t in verb.rights if quoted_as(t) == verb and cues.at(t) is not None), None)


def is_reached(verb: Token) -> bool:
    """*e.g.* got in touch to **thank** the crew; is at pains to **say** that: what the words before led to was said."""
    above = verb.head
    if not functions.is_infinitive(verb) or above.i > verb.i or functions.is_passive(above):
        return False
    if above.pos_ != "NOUN" and above.lemma_.lower() in words("modality", "reaching"):
        asked = functions.has(verb, "open clause", "clause") and cues.at(above) is not None  # called to ban it
        return not asked and functions.subject(verb) is None
    nouns = (above, *functions.dependents(above, "object", "oblique"))
    return any(t.i < verb.i and t.lemma_.lower() in words("modality", "touching") for t in nouns)


def is_judged(noun: Token) -> bool:
    """*e.g.* Roe rejected the **claim**, so it is somebody else's; not: Roe made the claim."""
    cue = cues.at(noun.head) if functions.has(noun, "object") else None
    return cue is not None and any(f.target_kind == "object" for entry in cue.entries for f in entry.frames)


def owner(noun: Token) -> Token | None:
    """Whose claim it is: "**his** claim that", "a claim by **Roe** that", "**Roe** made the claim that"."""
    own = functions.possessor(noun) or functions.oblique(noun, *words("function_words", "makers"))
    if own is not None:
        return own
    verb = noun.head
    if functions.has(noun, "object") and verb.pos_ in tags.VERBAL and not is_judged(noun):
        return speaker_of(verb)
    if functions.has(noun, "passive subject"):
        return functions.agent(verb)
    return functions.oblique(noun, *words("function_words", "owners"))


def giver(verb: Token) -> Token | None:
    """Whose judgment somebody gets: drew criticism from **unions**."""
    noun = functions.direct_object(verb)
    heads = (verb,) if noun is None else (noun, verb)
    found = (functions.oblique(head, *words("function_words", "givers")) for head in heads)
    return next(filter(None, found), None)


def acted_on(verb: Token) -> Token | None:
    """The one told or accused: the indirect, else the direct object, or the subject of a passive or an infinitive."""
    if functions.is_passive(verb):
        return functions.passive_subject(verb)
    if functions.is_reduced_passive(verb):  # **Asked** whether it fell, *Roe* left; the *man* **accused** of it
        return functions.holder(verb.head) if verb.head.pos_ in tags.VERBAL else verb.head
    found = named(verb) or functions.indirect_object(verb) or functions.direct_object(verb)
    if found is not None and times.is_when(found):  # dismissed **this year** three plans
        found = next((t for t in functions.dependents(verb, "object") if not times.is_when(t)), None)
    if found is None:
        found = next(filter(_is_bare_name, functions.dependents(verb, "oblique")), None)
    return found if found is not None else raised(verb)


@once
def named(verb: Token) -> Token | None:
    """What stands before the marks that hold what it is called: called **her** “a pest”, read as a pest of hers."""
    reach = verb.doc[verb.i + 1 : min(verb.right_edge.i + 1, verb.i + SHORT)]
    first = next((t.i for t in reach if t.is_punct), verb.i + 1)
    cue = cues.at(verb) if first > verb.i + 1 and verb.doc[first].is_quote else None
    if cue is None or not any("object+predicate" in f.content for entry in cue.entries for f in entry.frames):
        return None
    noun = verb.doc[verb.i + 1 : first].root
    # Called **the closing** “...”
    is_gerund = tags.is_ing(noun) and functions.dependent(noun, "determiner") is not None
    if noun.left_edge.i <= verb.i or not (noun.pos_ in _NAMED or is_gerund):
        return None
    closing = next((t.i for t in verb.doc[first + 1 :] if t.is_quote), len(verb.doc))
    behind = functions.dependents(verb, "object", "open clause")
    return noun if not any(t.i > closing for t in behind) else None  # called *striker “Bo” **Kos*** a pest


_NAMED = tags.NOMINAL - {"DET"}


def raised(verb: Token) -> Token | None:
    """*e.g.* wants **the state** to pay; not: called **for** the state to pay."""
    clause = functions.infinitive(verb) or functions.predicate_complement(verb)
    noun = functions.subject(clause) if clause is not None else None
    if clause is None or noun is None:
        return None
    return None if any(mark.i < noun.i for mark in functions.dependents(clause, "complementizer")) else noun


def _is_bare_name(oblique: Token) -> bool:
    """*e.g.* told CNN's **Ann Roe** that ..., read as a time, since only times have no preposition."""
    return bool(oblique.ent_type_) and oblique.i > oblique.head.i and functions.dependent(oblique, "case") is None
