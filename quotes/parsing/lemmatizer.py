"""spaCy's English lemmatizer with a cache: the lemma depends only on a word, its part of speech and its features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline.lemmatizer import lemmatizer_score

if TYPE_CHECKING:
    from spacy.tokens import Doc

FACTORY = "quotes_lemmatizer"

# The cache is emptied when it holds this many words, so that memory does not grow with the number of articles.
_REMEMBERED = 20_000


@Language.factory(FACTORY, assigns=["token.lemma"], default_score_weights={"lemma_acc": 1.0})
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """The component with rules and exceptions; its tables are loaded with the pipeline."""
    return Lemmatizer(nlp.vocab, None, name, mode="rule", scorer=lemmatizer_score)


class Lemmatizer(EnglishLemmatizer):
    """Gives the same lemmas as its base class but looks each word up only once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._memory: dict[tuple[int, ...], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each word that has none."""
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
            self.cache.clear()
        lemmas = doc.to_array(LEMMA)
        numbers = dict[tuple[int, ...], int]()  # in this doc: a number in spaCy is not valid after the memory zone
        keys = list(map(tuple, doc.to_array([ORTH, POS, MORPH]).tolist()))
        for index in np.flatnonzero(lemmas == 0).tolist():
            key = keys[index]
            if key not in numbers:
                if key not in self._memory:
                    self._memory[key] = self.lemmatize(doc[index])[0]
                numbers[key] = self.vocab.strings.add(self._memory[key])
            lemmas[index] = numbers[key]
        doc.from_array([LEMMA], lemmas[:, None])  # type: ignore[arg-type]  # the stub wants signed numbers
        return doc
