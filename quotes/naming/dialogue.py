"""Question and answer: whose turn it is in a dialogue whose speakers are named only once.

*e.g.* “Did you lock it?” asked Lund. / “I did,” said Crane. / “And the gate?” is Lund's, and “That too.” Crane's.
"""

from __future__ import annotations

from quotes.grammar.layout import Layout
from quotes.spans import Range

Content = tuple[Range, ...]


def goes_back(layout: Layout, first: Content, second: Content, third: Content) -> bool:
    """Whether the third of three contents in a row has the speaker of the first, and not of the second.

    It has if the third is another question after an answer, or an answer after a question, and each is in the
    paragraph after the one before.
    """
    if not (_follows(layout, first, second) and _follows(layout, second, third)):
        return False
    return _asks(layout, second) or (_asks(layout, first) and _asks(layout, third))


def _asks(layout: Layout, content: Content) -> bool:
    return layout.text[content[-1][1] - 1] == "?"


def _follows(layout: Layout, one: Content, other: Content) -> bool:
    above, below = layout.paragraph(one[-1][1] - 1), layout.paragraph(other[0][0])
    if above is None or below is None or above is below:
        return False
    return not layout.text[above.span[1] : below.span[0]].strip()
