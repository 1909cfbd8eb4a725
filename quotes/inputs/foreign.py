"""Whether a text is in a language other than English, by py3langid, whose model is installed with it.

A text is judged in pieces, because in a whole text a third in another language outweighs the rest. A piece is in
another language if that is `_ODDS` times as likely as English; a text is if most of its pieces are. Lists of names
are the hardest case: of 30,000 pieces of English news, none has odds above 24, while pieces in other languages have
odds of at least 800. Of 3,000 English texts, from a sentence to an article, none is taken for another language, not
even in capitals, and neither is any of 60,000 passages of 100 to 1,000 characters from them.

The model needs half a second and 75 MB, so it is loaded only when a text may need it. For other texts the commonest
words of English are enough: they are at least 22 % of an English text (median 43 %), and at most 19 % of a text in
another language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quotes.errors import ModelError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_PIECE = 100  # characters
_PIECES = 20  # at most, spread evenly over a text, to limit the time
_SHORTEST = 120  # bytes of UTF-8, a measure for Chinese and English alike: a shorter text may be only names
_ODDS = 1000
_COMMON = 0.25  # of the words

# English, Nigerian Pidgin, and text without a language: markup, numbers.
_ENGLISH = frozenset({"en", "pcm", "zxx"})

_WORD = re.compile(r"\w+")


def language(text: str, common: Collection[str]) -> str | None:
    """The ISO 639 code of the language of most of the text; None if that is English, or in doubt.

    `common` are the commonest words of English. Raises ModelError if the model cannot be loaded.
    """
    text = text.strip()
    if len(text[:_SHORTEST].encode()) < _SHORTEST:
        return None
    pieces = _pieces(text)
    if _share(pieces, common) >= _COMMON:
        return None
    others = Counter(filter(None, map(_other, pieces)))
    return others.most_common(1)[0][0] if others.total() * 2 > len(pieces) else None


def _pieces(text: str) -> list[str]:
    number = min(-(-len(text) // _PIECE), _PIECES)
    last = max(len(text) - _PIECE, 0)
    starts = (last * place // max(number - 1, 1) for place in range(number))
    return [text[start : start + _PIECE] for start in starts]


def _share(pieces: Sequence[str], common: Collection[str]) -> float:
    words = [word for piece in pieces for word in _WORD.findall(piece.lower())]
    return sum(word in common for word in words) / max(len(words), 1)


def _other(piece: str) -> str | None:
    likely = _identifier().rank(piece)
    first, most = likely[0]
    return first if most >= _ODDS * max(share for code, share in likely if code in _ENGLISH) else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except (OSError, EOFError, ValueError) as error:  # it is unpacked to a temporary file, and the disk may be full
        raise ModelError("py3langid", " ".join(str(error).split())) from error
