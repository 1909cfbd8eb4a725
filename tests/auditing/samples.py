"""Records of two weeks, with what an audit counts: kinds, dates, desks, outlets, sources without a name."""

from __future__ import annotations

from typing import Any

from quotes.lines import Line, ListedLine
from quotes.listing import Listed
from quotes.records import ArticleInfo, Attribution, Factuality
from tests.support.samples import attribution, cue, place, speaker

POST_MAY = ArticleInfo(outlet="Harbor Post", desk="city", date="2026-05-04")
POST_JUNE = ArticleInfo(outlet="Harbor Post", desk="sports", date="2026-06-01T08:00:00Z")
TIMES = ArticleInfo(outlet="Torsby Times", date="yesterday")


def said(
    who: str | None,
    words: str,
    article: ArticleInfo | None,
    *,
    role: str | None = None,
    factuality: Factuality = "asserted",
    doc: str = "a",
    **fields: Any,
) -> Attribution:
    """A record of these words; a name begins with a capital."""
    text = f"{who}, {role}, said that {words}."
    name = who if who and who[0].isupper() else None
    if who:
        fields["speaker"] = speaker(text, who, name, type=fields.pop("type", "person"))
    if role:
        fields["role"] = role
    record = attribution(text, words, doc=doc, article=article, cue=cue(text, "said", factuality=factuality), **fields)
    return record.model_copy(update={"id": f"{doc}:{place(text, words)['start']}:{who}:{words}"})


RECORDS = [
    said("Ida Roe", "it rains a lot", POST_MAY, role="mayor", doc="1", kind="direct"),
    said("Ida Roe", "it snows", POST_JUNE, doc="2"),
    said("Ida Roe", "it hails", POST_JUNE, doc="2", factuality="negated"),
    said("Jan Kos", "we won", POST_JUNE, role="coach", doc="2", kind="mixed"),
    said("two residents", "it is loud", POST_MAY, doc="1"),
    said(None, "it is late", TIMES, doc="3"),
    said("Erik Lund", "it is dark", TIMES, doc="3", factuality="disputed"),
    said("Erik Lund", "it is so", TIMES, doc="3", factuality="hypothetical"),
]


def quiet(doc: str, article: ArticleInfo | None, attributions: int = 0) -> ListedLine:
    listed = Listed(
        doc=doc,
        path=None,
        article=article,
        sha256="0",
        characters=1,
        words=1,
        attributions=attributions,
        diagnostics=(),
    )
    return ListedLine("run", listed)


LINES: list[Line | ListedLine] = [Line("run", record) for record in RECORDS]
LISTED: list[Line | ListedLine] = [
    *LINES,
    *(quiet(doc, info, 1) for doc, info in (("1", POST_MAY), ("2", POST_JUNE), ("3", TIMES))),
    quiet("4", POST_MAY),
]
