"""Words -> pieces of the encoder's vocabulary, and the look of a word, which its lower-case pieces do not show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

OPENING, CLOSING, UNKNOWN, NEWLINE = "[CLS]", "[SEP]", "[UNK]", "[unused0]"

# How a word is written. Each look, with and without a space before the word, is a row of the second embedding.
LOOKS = ("lower", "title", "upper", "initial", "mixed", "digits", "other", "newline")

# A longer word is a link or noise, for which its beginning is enough.
_LONGEST = 48
# The cache is emptied when it holds this many words, so that memory does not grow with the number of articles.
_CACHED = 20_000

# Curly marks mean the same as straight ones. Each is replaced by the mark that keeps most of the pinned scores.
_SAME = str.maketrans("“”‘'", '""’’')
_PARTS = re.compile(r"\w+|[^\w\s]")


class Pieces:
    """Splits words for BERT's uncased vocabularies: lower case, no accents, punctuation apart, longest pieces first.

    After Devlin et al. 2019 (https://aclanthology.org/N19-1423). Their tokenizer reads whole texts; here each word of
    spaCy's tokenizer is split alone, so that a piece always belongs to one word.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        from curated_tokenizers import WordPieceProcessor  # only when a pipeline is loaded

        self.vocabulary = list(vocabulary)
        numbers = {piece: number for number, piece in enumerate(self.vocabulary)}
        self.opening, self.closing, self.newline = numbers[OPENING], numbers[CLOSING], numbers[NEWLINE]
        self._unknown = numbers[UNKNOWN]
        self._split = WordPieceProcessor(self.vocabulary)
        self._known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, word: str) -> tuple[list[int], int]:
        """The numbers of the word's pieces, at least one, and the index of its look."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            known = self._known[word] = (self._pieces(word[:_LONGEST]), look(word))
        return known

    def _pieces(self, word: str) -> list[int]:
        word = unicodedata.normalize("NFD", word.lower().translate(_SAME))
        plain = "".join(c for c in word if unicodedata.category(c) != "Mn")
        found = [number for part in _PARTS.findall(plain) for number in self._split.encode(part)[0]]
        return [self._unknown if number < 0 else number for number in found] or [self._unknown]


def look(word: str) -> int:
    """How a word is written, as an index into `LOOKS`."""
    if word[0].isdigit():
        return LOOKS.index("digits")
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return LOOKS.index("other")
    capitals = [c.isupper() for c in letters]
    if not any(capitals):
        return LOOKS.index("lower")
    if all(capitals):
        return LOOKS.index("upper" if len(letters) > 1 else "initial")
    return LOOKS.index("title" if capitals[0] and not any(capitals[1:]) else "mixed")
