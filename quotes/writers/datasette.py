"""What Datasette shows beside the tables of writers.sqlite: titles, what columns mean, facets (docs.datasette.io)."""

from __future__ import annotations

from typing import Any

from quotes.writers import jsonl
from quotes.writers.flat import ARTICLE, DESCRIPTIONS

_KEYS = {
    "article_id": "The article",
    "speaker_id": "The speaker; null where the text names nobody",
}


_TEXTS = {"sentence": "The sentence around the quote and its verb; null where the article's text was not found"}

# Only columns whose names do not explain themselves: Datasette shows the descriptions above the rows.
_NOT_PLAIN = (
    "quote_spans", "cue_lemma", "cue_factuality", "speaker_name", "speaker_resolution", "speaker_confidence",
    "roles_text", "target_kind", "within", "rule", "confidence", "role_confidence", "target_confidence",
)  # fmt: skip


def metadata(database: str) -> bytes:
    """The JSON for `datasette --metadata`; `database` is the name of the database's file without its ending."""
    about = {"title": "Who said what", "description": "Attributions in news articles, as `quotes extract` found them"}
    return jsonl.dump({"databases": {database: {**about, "tables": _tables()}}}) + b"\n"


def _tables() -> dict[str, Any]:
    return {
        "who_said_what": {
            "description": "A row per attribution, to look at and to search",
            "facets": ["speaker", "kind", "act", "factuality", "outlet", "desk", "verdict"],
            "fts_table": "attributions_fts",
            "fts_pk": "key",
        },
        "attributions": {
            "description": "All that is known of each attribution",
            "columns": {**_KEYS, **{column: DESCRIPTIONS[column] for column in _NOT_PLAIN}, **_TEXTS},
            "label_column": "quote_text",
            "facets": ["speaker_id", "quote_kind", "cue_act", "cue_factuality", "speaker_type"],
        },
        "checks": {
            "description": "What quotes check found: a row for each quotation",
            "columns": {
                "quote": "The words that were looked for",
                "negation": "Whether a negation is lost or added",
                "found_in": "The source; null where it was not found",
                "found_speaker": "Whom the source names as the speaker",
                "same_speaker": "Whether the source names the same speaker; null if it is not known",
            },
            "label_column": "quote",
            "facets": ["verdict", "found_in"],
        },
        "speakers": {
            "description": "A name in all articles, or a source without a name in its article",
            "columns": {
                "name": "The name, or what the article calls a source without one",
                "type": DESCRIPTIONS["speaker_type"],
                "person_id": DESCRIPTIONS["speaker_id"],
                "article_id": "The article of a source without a name; null where there is a name",
            },
            "label_column": "name",
            "facets": ["type"],
        },
        "articles": {
            "description": "An article of a file of JSON Lines",
            "columns": {column.removeprefix("article_"): DESCRIPTIONS[column] for column in ARTICLE},
            "label_column": "doc",
            "facets": ["source"],
        },
    }
