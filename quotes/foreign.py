"""Whether a text is in another language than English: by py3langid, whose model is installed with it.

A text is judged in pieces, for of a text as a whole a third in another language outweighs the rest. A piece is in
another language where that is `_ODDS` times as likely as English, a text where most of its pieces are. Nearest to
that come lists of names: of 30,000 pieces of English news none has odds above 24, while those of other languages have
from 800 on. Of 3,000 English texts, from a sentence to an article, none is taken for another language, in capitals
neither, and none of 60,000 stretches of 100 to 1,000 characters of them.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from quotes.errors import ModelError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_PIECE = 100  # characters
_PIECES = 20  # of a text, spread over it evenly: the time has a bound
_SHORTEST = 120  # bytes of UTF-8, of which Chinese needs as many as English: a shorter text may be all names
_ODDS = 1000

# English, Nigerian Pidgin, and what is in no language: markup, numbers.
_ENGLISH = frozenset({"en", "pcm", "zxx"})


def start() -> None:
    """Begin to load the model, half a second's work that leaves the interpreter to others: `language` waits for it."""
    _loading()


def language(text: str) -> str | None:
    """The ISO 639 code of the language that most of a text is in, if that is another than English.

    Raises ModelError where the model cannot be loaded.
    """
    text = text.strip()
    if len(text[:_SHORTEST].encode()) < _SHORTEST:
        return None
    pieces = _pieces(text)
    others = Counter(filter(None, map(_other, pieces)))
    return others.most_common(1)[0][0] if others.total() * 2 > len(pieces) else None


def _pieces(text: str) -> list[str]:
    number = min(-(-len(text) // _PIECE), _PIECES)
    last = max(len(text) - _PIECE, 0)
    starts = (last * place // max(number - 1, 1) for place in range(number))
    return [text[start : start + _PIECE] for start in starts]


def _other(piece: str) -> str | None:
    likely = _loading().result().rank(piece)
    first, most = likely[0]
    return first if most >= _ODDS * max(share for code, share in likely if code in _ENGLISH) else None


@cache
def _loading() -> Future[LanguageIdentifier]:
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(_load)
    finally:
        pool.shutdown(wait=False)


def _load() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except (
        OSError,
        EOFError,
        ValueError,
    ) as error:  # it is unpacked to a temporary file, for which there may be no room
        raise ModelError("py3langid", " ".join(str(error).split())) from error
