"""Shares in tenths of a percent that add up to 100%, whatever is rounded."""

from __future__ import annotations

from collections.abc import Sequence

_WHOLE = 1000  # tenths of a percent


def shares(counts: Sequence[int]) -> list[float]:
    """The share of each count in their sum, in percent; the largest remainders are rounded up, the first of equal ones.

    All are 0 if nothing was counted.
    """
    total = sum(counts)
    if not total:
        return [0.0] * len(counts)
    parts = [divmod(_WHOLE * count, total) for count in counts]
    missing = _WHOLE - sum(whole for whole, _ in parts)
    raised = set(sorted(range(len(parts)), key=lambda place: -parts[place][1])[:missing])
    return [(whole + (place in raised)) / 10 for place, (whole, _) in enumerate(parts)]
