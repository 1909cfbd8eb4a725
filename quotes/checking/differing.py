"""Where a quotation differs from the source that it was found in, and what admits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Literal

from rapidfuzz.distance import LCSseq, Levenshtein

from quotes.checking.aligning import Pair
from quotes.checking.wording import Admission, Wording, is_negation, without_negation
from quotes.spans import Range

DifferenceKind = Literal["added", "left out", "changed"]

# The words before the first common one, and behind the last, stand for as many of the source or a few more, unless
# more than this share of them differs: then they stand for nothing that was said.
_MORE, _FEW, _UNLIKE = 3, 3, 2 / 3


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quotation in the place of words of the source: half-open ranges of words, of which one may be empty.

    `negation`: one side has a negation more than the other.
    """

    quoted: Range
    said: Range
    negation: bool
    admitted: Admission | None

    @property
    def kind(self) -> DifferenceKind:
        """What the quotation did with the source's words."""
        if self.said[0] == self.said[1]:
            return "added"
        return "left out" if self.quoted[0] == self.quoted[1] else "changed"

    @property
    def size(self) -> int:
        """The number of words that differ."""
        return max(self.quoted[1] - self.quoted[0], self.said[1] - self.said[0])


@dataclass(frozen=True, slots=True)
class Passage:
    """What of a source stands for a quotation: a half-open range of its words, and all that differs, in order."""

    said: Range
    changes: tuple[Change, ...]

    @property
    def pieces(self) -> tuple[Range, ...]:
        """The ranges of words that are quoted: without what an ellipsis or an interruption leaves out."""
        left_out = (c.said for c in self.changes if c.kind == "left out" and c.admitted)
        edges = [self.said[0], *chain.from_iterable(left_out), self.said[1]]
        return tuple(zip(edges[::2], edges[1::2], strict=True))


def passage(quotation: Wording, source: Wording, pairs: Sequence[Pair]) -> Passage:
    """The passage around equal words of both, which are given in order; there is at least one pair."""
    sides = _Sides(quotation, source)
    gaps = list(sides.gaps(pairs))
    changes = tuple(change for gap in gaps for change in sides.changes(*gap))
    return Passage((gaps[0][1][0], gaps[-1][1][1]), changes)


_Gap = tuple[Range, Range, Admission | None]  # words of the quotation, words of the source, what leaves these out


class _Sides:
    """A quotation and a source whose words are compared."""

    def __init__(self, quotation: Wording, source: Wording) -> None:
        self._quotation = quotation
        self._source = source

    def changes(self, quoted: Range, said: Range, admitted: Admission | None) -> Iterator[Change]:
        """What differs in a gap."""
        for different in [(quoted, said)] if admitted else self._different(quoted, said):
            yield from self._change(*different, admitted)

    def gaps(self, pairs: Sequence[Pair]) -> Iterator[_Gap]:
        """What stands before, between and behind the pairs: the first and the last gap always, others if not empty."""
        first, last = pairs[0], pairs[-1]
        quoted = (0, first[0])
        yield quoted, self._with_negation(self._fitted(quoted, (0, first[1]), back=True)), None
        for before, behind in pairwise(pairs):
            yield from self._divided((before[0] + 1, behind[0]), (before[1] + 1, behind[1]))
        quoted = (last[0] + 1, len(self._quotation.forms))
        yield quoted, self._fitted(quoted, (last[1] + 1, len(self._source.forms)), back=False), None

    def _with_negation(self, said: Range) -> Range:
        """The range with a negation right before it: she did **not** | test every bolt."""
        at = said[0] - 1
        lost = at >= 0 and at not in self._source.pauses and is_negation(self._source.forms[at])
        return (at, said[1]) if lost and self._quotation.alone else said

    def _divided(self, quoted: Range, said: Range) -> Iterator[_Gap]:
        """A gap, cut where something may be left out: what stands before that, what is left out, what stands behind."""
        if quoted[0] == quoted[1] and said[0] == said[1]:
            return
        at = next((at for at in range(quoted[0], quoted[1] + 1) if at in self._quotation.breaks), None)
        if at is None:
            yield quoted, said, None
            return
        before = self._fitted((quoted[0], at), said, back=False)
        behind = self._fitted((at, quoted[1]), (before[1], said[1]), back=True)
        yield (quoted[0], at), before, None
        yield (at, at), (before[1], behind[0]), self._quotation.breaks[at]
        yield (at, quoted[1]), behind, None

    def _fitted(self, quoted: Range, said: Range, *, back: bool) -> Range:
        """The words of the source that the quotation's stand for: from the range's start, or with `back` its end."""
        count = quoted[1] - quoted[0]
        lengths = range(min(count + _MORE, said[1] - said[0]) + 1)
        options = [(said[1] - n, said[1]) if back else (said[0], said[0] + n) for n in lengths]
        best = min(options, key=lambda option: self._unlikeness(quoted, option, back=back))
        unlike = count > _FEW and self._unlikeness(quoted, best, back=back)[0] > _UNLIKE * count
        return options[0] if unlike else best

    def _unlikeness(self, quoted: Range, said: Range, *, back: bool) -> tuple[int, int, bool, int, int]:
        """Least where few words but negations differ, then where many are the same, in one sentence, and few differ."""
        inside = range(said[0], said[1]) if back else range(said[0] - 1, said[1] - 1)
        crosses = not self._source.stops.isdisjoint(inside)
        words = self._quotation.forms[slice(*quoted)], self._source.forms[slice(*said)]
        bare = [[*filter(None, map(without_negation, side))] for side in words]
        lengths = abs(len(words[1]) - len(words[0]))
        same = LCSseq.similarity(*words)
        return Levenshtein.distance(*bare), -same, crosses, Levenshtein.distance(*words), lengths

    def _different(self, quoted: Range, said: Range) -> Iterator[tuple[Range, Range]]:
        """The stretches that differ in two ranges of words, each as long as it can be."""
        if quoted[0] == quoted[1] or said[0] == said[1]:
            yield quoted, said
            return
        left, right = self._quotation.forms[slice(*quoted)], self._source.forms[slice(*said)]
        start = (0, 0)
        for block in Levenshtein.opcodes(left, right):
            if block.tag == "equal":
                yield _moved(start, (block.src_start, block.dest_start), quoted, said)
                start = (block.src_end, block.dest_end)
        yield _moved(start, (len(left), len(right)), quoted, said)

    def _change(self, quoted: Range, said: Range, admitted: Admission | None) -> Iterator[Change]:
        """The change that the stretch is; none where only hyphens differ, or only an editor's words are left out."""
        if quoted[0] < quoted[1] and said[0] < said[1]:
            quoted, said = self._trimmed(quoted, said)
        left = self._quotation.forms[slice(*quoted)]
        right = [self._source.forms[n] for n in range(*said) if n not in self._source.added]
        if not left and not right:
            return
        if admitted is None and left and self._quotation.added.issuperset(range(*quoted)):
            admitted = "brackets"
        whole_sentences = not left and not self._source.stops.isdisjoint(range(said[0] - 1, said[1]))
        negation = _denials(left) != _denials(right) and not (admitted and whole_sentences)
        yield Change(quoted, said, negation, None if negation else admitted)

    def _trimmed(self, quoted: Range, said: Range) -> tuple[Range, Range]:
        """The ranges without words at their edges that differ in hyphens alone: e-mail, email."""
        left, right = self._quotation.forms[slice(*quoted)], self._source.forms[slice(*said)]
        if _denials(left) != _denials(right):  # not able, notable
            return quoted, said
        first, ahead = _alike(left, right)
        last, behind = _alike(_reversed(left[first:]), _reversed(right[ahead:]))
        return (quoted[0] + first, quoted[1] - last), (said[0] + ahead, said[1] - behind)


def _moved(start: Pair, end: Pair, quoted: Range, said: Range) -> tuple[Range, Range]:
    """The stretch between two places in the words of two ranges."""
    return (quoted[0] + start[0], quoted[0] + end[0]), (said[0] + start[1], said[0] + end[1])


def _denials(forms: Iterable[str]) -> int:
    return sum(map(is_negation, forms))


def _alike(left: Sequence[str], right: Sequence[str]) -> Pair:
    """How many words at the start of both have the same letters, *e.g.* 2 and 1 for e mail and email."""
    common = _common("".join(left), "".join(right))
    ends = {end: n for n, end in enumerate(accumulate(map(len, left)), 1) if end <= common}
    both = [(ends[end], n) for n, end in enumerate(accumulate(map(len, right)), 1) if end in ends]
    return both[-1] if both else (0, 0)


def _common(left: str, right: str) -> int:
    """How many letters both begin with."""
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _reversed(forms: Sequence[str]) -> list[str]:
    return [form[::-1] for form in reversed(forms)]
