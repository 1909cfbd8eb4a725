"""The lemma of every verb in the cue lexicon, from each of its forms; and that the memory changes none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

from quotes.finding.lexicon import lexicon
from tests.support.pipelines import shipped

if TYPE_CHECKING:
    from spacy.language import Language

FORMS = tomllib.loads(Path(__file__).with_name("verbs.toml").read_text(encoding="utf-8"))
VERBS = sorted({entry.lemma for known in lexicon().values() for entry in known if entry.pos == "verb"})

# The features of each form in Universal Dependencies, by its Penn Treebank tag.
FEATURES = {
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part|Voice=Pass",
}
# "lay" is the past of "lie" as well as a verb; in what was said it is mostly the latter.
AMBIGUOUS = {("lie", "VBD"), ("lie", "VBN")}


def forms(verb: str) -> dict[str, str]:
    """The forms of a verb by tag."""
    stem = verb + verb[-1] if verb in FORMS["doubled"]["verbs"] else verb.removesuffix("e")
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    past = f"{verb[:-1]}ied" if consonant_y else f"{stem}ed"
    past, participle = FORMS["irregular"].get(verb, (past, past))
    ing = f"{verb[:-2]}ying" if verb.endswith("ie") else f"{verb if verb.endswith(('ee', 'ye')) else stem}ing"
    if consonant_y:
        third = f"{verb[:-1]}ies"
    elif verb == "quiz":
        third = "quizzes"
    else:
        third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    return {"VBZ": third, "VBD": past, "VBG": ing, "VBN": participle}


TABLE = [(form, tag, verb) for verb in VERBS for tag, form in forms(verb).items() if (verb, tag) not in AMBIGUOUS]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return shipped()


def lemmas(nlp: Language, forms: list[str], tags: list[str]) -> list[str]:
    doc = Doc(nlp.vocab, words=forms, tags=tags, pos=["VERB"] * len(forms), morphs=[FEATURES[tag] for tag in tags])
    return [token.lemma_ for token in nlp.get_pipe("lemmatizer")(doc)]


def test_every_form_of_every_cue(nlp: Language) -> None:
    forms, tags, verbs = map(list, zip(*TABLE, strict=True))
    found = zip(forms, lemmas(nlp, forms, tags), strict=True)
    assert [pair for pair, verb in zip(found, verbs, strict=True) if pair[1] != verb] == []


def test_capitals_change_nothing(nlp: Language) -> None:
    assert lemmas(nlp, ["SAID", "Said"], ["VBD", "VBD"]) == ["say", "say"]


def test_the_cache_gives_the_same_as_spacy(nlp: Language) -> None:
    component = nlp.get_pipe("lemmatizer")
    assert isinstance(component, EnglishLemmatizer)
    text = "“We didn't know,” the judges said. She was hoping the bridges had been closed, and left them in 2021."
    with nlp.select_pipes(disable="lemmatizer"):
        bare = nlp(text)
    remembered = [component(bare.copy()) for _ in range(2)]
    plain = EnglishLemmatizer.__call__(component, bare.copy())
    assert [[t.lemma_ for t in doc] for doc in remembered] == [[t.lemma_ for t in plain]] * 2


def test_a_lemma_that_is_set_is_kept(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["said"], pos=["VERB"], lemmas=["speak"])
    assert nlp.get_pipe("lemmatizer")(doc)[0].lemma_ == "speak"
