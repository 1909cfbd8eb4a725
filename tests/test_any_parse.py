"""Whatever the parse: no exception, no record that fails its check, every range in order and true to the text."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from quotes import assemble, extract
from quotes.article import Article
from quotes.grammar.labels import LABELS
from quotes.parsing import marks
from quotes.parsing.reading import CONTENT, CUE, NOTHING, PARTS, SOURCE, Reading
from quotes.records import Attribution
from tests.support.conllu import vocabulary
from tests.support.trees import LEMMAS, misread

# Words as spaCy's tokenizer has them, by the tags that they mostly get.
WORDS = {
    ("PROPN", "NNP"): "Anna Lund Erik Dahl Jan Kos Roe Corvo Torsby Drug FDA Council Mr. Sen. Mayor President Friday",
    ("NOUN", "NN"): "mayor spokeswoman bridge vaccine plan report letter interview one week campaign government",
    ("NOUN", "NNS"): "reporters officials claims senators nurses",
    ("VERB", "VBD"): "said told accused denied called dismissed asked warned voiced wrote rejected blamed",
    ("VERB", "VBG"): "adding saying lying including",
    ("VERB", "VB"): "say leave",
    ("AUX", "VBD"): "was had is would",
    ("PRON", "PRP"): "he she they it I we",
    ("PRON", "WP"): "who what",
    ("DET", "DT"): "the a this some",
    ("SCONJ", "IN"): "that if as",
    ("ADP", "IN"): "of to on in about with for by according",
    ("CCONJ", "CC"): "and or",
    ("ADJ", "JJ"): "safe former old new absurd latter",
    ("ADV", "RB"): "never not later",
    ("PART", "POS"): "'s",
    ("NUM", "CD"): "59 two",
    ("PUNCT", ","): ", , , ,",
    ("PUNCT", "."): ". ? :",
    ("PUNCT", "``"): '“ ” " ( ) —',
    ("SPACE", "_SP"): "\n",
}
TAGS = sorted(WORDS)
VOCABULARY = [(word, *tags) for tags in TAGS for word in WORDS[tags].split(" ")]
CUES = [(word, *tags) for tags in TAGS if tags[0] == "VERB" for word in WORDS[tags].split(" ")]
PEOPLE = [(word, *tags) for tags in TAGS if tags[0] == "PROPN" for word in WORDS[tags].split(" ")]
NAMES = ("PERSON", "PERSON", "PERSON", "ORG", "GPE")
FUNCTIONS = sorted(LABELS)
FREQUENT = ["subject", "conjunct"] * 2 + ["object", "apposition", "clause", "oblique", "adverbial noun", "possessor"]


def tree(random: Random, count: int) -> list[int]:
    """The heads of this many tokens; the root is its own head. Projective or not."""
    order = random.sample(range(count), count)
    heads = {order[0]: order[0]}
    for place, token in enumerate(order[1:], 1):
        near = min(order[:place], key=lambda other: abs(other - token))
        heads[token] = random.choice([near, random.choice(order[:place])])
    return [heads[token] for token in range(count)]


def label(random: Random) -> str:
    """Of either scheme."""
    function = random.choice([random.choice(FREQUENT), random.choice(FUNCTIONS)])
    return random.choice(sorted(LABELS[function]))


def parsed(random: Random) -> Doc:
    """Some sentences of random words, tags, names and trees, half of them with a random reading."""
    rows: list[tuple[str, str, str]] = []
    heads: list[int] = []
    for _ in range(random.randint(1, 3)):
        words = [random.choice(random.choice([VOCABULARY, PEOPLE, PEOPLE, CUES])) for _ in range(random.randint(3, 10))]
        heads += [len(rows) + head for head in tree(random, len(words))]
        rows += words
    tags = [random.choice(TAGS) if not random.randrange(9) else row[1:] for row in rows]
    doc = Doc(
        vocabulary(),
        words=[word for word, *_ in rows],
        spaces=[word != "\n" and bool(random.randrange(9)) for word, *_ in rows],
        lemmas=[LEMMAS.get(word, word.lower()) for word, *_ in rows],
        pos=[pos for pos, _ in tags],
        tags=[tag for _, tag in tags],
        heads=heads,
        deps=["ROOT" if head == token else label(random) for token, head in enumerate(heads)],
        ents=entities(random, tags),
    )
    if random.randrange(4):
        reading(random, len(doc)).keep(doc)
    return doc


def reading(random: Random, count: int) -> Reading:
    """A cue, a source and a content anywhere, and a few of them beside."""
    parts = [random.choice([NOTHING, NOTHING, random.randrange(len(PARTS))]) for _ in range(count)]
    links = [random.randrange(-1, count) for _ in range(count)]
    cue, source, content = (random.randrange(count) for _ in range(3))
    for part, start in ((CONTENT, content), (SOURCE, source)):
        for token in range(start, min(start + random.randint(1, 8), count)):
            parts[token], links[token] = part, cue
    parts[cue], links[cue] = CUE, source
    certain = 0.95 * np.eye(len(PARTS))[parts] + 0.01
    return Reading(certain.astype(np.float32), np.array(links))


def entities(random: Random, tags: list[tuple[str, str]]) -> list[str]:
    """What a recognizer may say: runs of proper nouns, cut anywhere."""
    found: list[str] = []
    for pos, _ in tags:
        goes_on = bool(found) and found[-1] != "O" and bool(random.randrange(2))
        if pos != "PROPN" or not random.randrange(5):
            found.append("O")
        else:
            found.append(f"I-{found[-1][2:]}" if goes_on else f"B-{random.choice(NAMES)}")
    return found


@settings(derandomize=True, max_examples=300)
@given(st.randoms(use_true_random=False))
def test_any_parse(random: Random) -> None:
    doc = parsed(random)
    _, dropped = assemble.divided(assemble.records(Article("any", doc.text), *extract.find(doc, marks.pair(doc.text))))
    assert dropped == ()


def test_a_text_that_ends_within_an_aside() -> None:
    arcs = {4: (6, "nsubj"), 5: (6, "nsubj"), 6: (6, "ROOT"), 7: (4, "nmod"), 2: (6, "obl"), 0: (2, "case")}
    parsed = misread("according to Roe , mayor Kos left town", arcs, {3: ("PUNCT", ","), 6: ("VERB", "VBD")})
    [record] = assemble.records(Article("x", parsed.text), *extract.find(parsed, marks.pair(parsed.text)))
    assert isinstance(record, Attribution)
    assert record.quote.text == "mayor Kos left town"
