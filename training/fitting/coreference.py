"""Whom pronouns and names refer to, on GUM's test documents: are they linked to an earlier mention of the same chain?

A mention is a third-person pronoun or a name that has an earlier mention in its chain. Its link is right if the nearest
earlier mention that it is linked to is in its chain. The baseline links a name to the nearest earlier name with the
same last word, and a pronoun to the nearest earlier name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.grammar.layout import Layout
from quotes.naming import names, register, roles
from quotes.naming.identities import paragraph_starts
from quotes.naming.reference import resolve
from quotes.naming.salience import Places
from quotes.parsing import marks, parse
from training import conllu, corpora, gum
from training.conllu import Sentence

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int]
# For each mention (its head's character offset), the offset of the earlier one that it is linked to.
Links = dict[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its text, and its mentions as (characters, chain, whether it is a pronoun, whether it is a name)."""

    text: str
    mentions: Sequence[tuple[Span, str, bool, bool]]

    def chain(self, offset: int) -> str | None:
        """The chain of the smallest mention around a character; None if there is none."""
        around = [(end - start, chain) for (start, end), chain, *_ in self.mentions if start <= offset < end]
        return min(around)[1] if around else None


def texts(directory: Path, part: str) -> Iterator[Text]:
    """GUM's documents of a part (train, dev, test), with a paragraph per line."""
    path = corpora.treebank_file(directory, "en_gum-cc-ud", part)
    for _, sentences in conllu.by_document(conllu.read(path)):
        yield _text(sentences)


def _text(sentences: Iterable[Sentence]) -> Text:
    text, found = "", list[tuple[Span, str, bool, bool]]()
    for sentence in sentences:
        if text and sentence.opens_paragraph:
            text = text.rstrip() + "\n\n"
        places = []
        for word in sentence.words:
            places.append((len(text), len(text) + len(word.form)))
            text += word.form + (" " if word.space_after else "")
        for mention in gum.mentions(sentence.words):
            words = sentence.words[mention.first : mention.last + 1]
            pronoun = len(words) == 1 and "Person=3" in words[0].feats and "PronType=Prs" in words[0].feats
            head = sentence.words[gum.head_of(sentence.words, mention.first, mention.last)]
            name = head.xpos in ("NNP", "NNPS")
            found.append(((places[mention.first][0], places[mention.last][1]), mention.chain, pronoun, name))
    return Text(text, found)


def ours(nlp: Language, text: str) -> Links:
    """The links that `quotes` makes."""
    paired = marks.pair(text)
    doc = parse.parse(nlp, text, paired)
    people = register.build(names.find(doc))
    references = resolve(people, roles.find(people), Places(paragraphs=paragraph_starts(Layout(doc, paired))))
    links, last = Links(), dict[int, int]()
    for index, reference in sorted(references.at.items()):
        if reference.entity is not None:
            entity = id(reference.entity)
            if entity in last:
                links[doc[index].idx] = last[entity]
            last[entity] = doc[index].idx
    return links


def nearest(nlp: Language, text: str) -> Links:
    """The baseline's links."""
    doc = nlp(text)
    links, by_word, latest = Links(), dict[str, int](), None
    names = {entity.root.i: entity for entity in doc.ents}
    for token in doc:
        if token.i in names:
            word = names[token.i][-1].lower_
            if word in by_word:
                links[token.idx] = by_word[word]
            by_word[word] = latest = token.idx
        elif latest is not None and "Person=3" in str(token.morph) and token.pos_ == "PRON":
            links[token.idx] = latest
    return links


def scores(linker: Callable[[str], Links], documents: Iterable[Text]) -> dict[str, float]:
    """Precision, recall and F1 in percent, for pronouns, for names, and for both."""
    counts = Counter[tuple[str, str]]()
    for document in documents:
        links = linker(document.text)
        for sort, *what in _judged(document, links):
            for key in (sort, "both"):
                counts.update(
                    (key, name) for name, holds in zip(("linked", "right", "wanted"), what, strict=True) if holds
                )
    found = dict[str, float]()
    for sort in ("pronouns", "names", "both"):
        linked, wanted, right = (counts[sort, what] for what in ("linked", "wanted", "right"))
        found[f"{sort} precision"], found[f"{sort} recall"] = (100 * right / max(1, of) for of in (linked, wanted))
        found[f"{sort} F1"] = 200 * right / max(1, linked + wanted)
    return found


def _judged(document: Text, links: Links) -> Iterator[tuple[str, bool, bool, bool]]:
    """(sort, linked, linked right, has an earlier mention) for each pronoun and name."""
    seen = set[str]()
    for (start, end), chain, pronoun, name in sorted(document.mentions):
        if pronoun or name:
            link = next(
                (links[offset] for offset in range(start, end) if offset in links and _is_own(document, offset, chain)),
                None,
            )
            right = link is not None and document.chain(link) == chain
            yield "pronouns" if pronoun else "names", link is not None, right, chain in seen
        seen.add(chain)


def _is_own(document: Text, offset: int, chain: str) -> bool:
    """Whether a head is that of this mention, not of one inside it: the **mayor** of Lund."""
    return document.chain(offset) == chain
