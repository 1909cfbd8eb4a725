"""Records to an SQLite database: articles, speakers, attributions, and an index of their words.

- An article is one by its file of lines, its path and its id: harbor.txt of Monday's run is not that of Tuesday's.
- A speaker is one by name and type in all articles; a source without a name ("two officials") is its article's own.
- The view who_said_what is what people look at: a row per attribution, in the columns of the table of `quotes show`.
- An attribution has all columns of a CSV row. Its id is unique in its article: where the same comes again, as in a
  file to which a second run was appended, the last one stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from quotes.errors import OutputError
from quotes.lines import Line
from quotes.writers.building import built
from quotes.writers.flat import ARTICLE, COLUMNS, Cell, row

_SCHEMA = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL, -- the file of lines
    path TEXT,
    doc TEXT NOT NULL,
    title TEXT, outlet TEXT, date TEXT, url TEXT
);
CREATE INDEX articles_by_doc ON articles (doc, source, path);

CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE, -- or what the article calls a source without a name
    type TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id) -- null where the name is one
);
CREATE INDEX speakers_by_name ON speakers (name, type, article_id);

CREATE TABLE attributions (
    key INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    speaker_id INTEGER REFERENCES speakers (id), -- null where the text names nobody
    schema_version TEXT NOT NULL,
    id TEXT NOT NULL,
    quote_text TEXT NOT NULL, quote_kind TEXT NOT NULL, quote_spans TEXT NOT NULL,
    cue_text TEXT, cue_start INTEGER, cue_end INTEGER, cue_lemma TEXT, cue_act TEXT, cue_negated INTEGER,
    speaker_text TEXT, speaker_start INTEGER, speaker_end INTEGER,
    speaker_name TEXT, speaker_type TEXT, speaker_resolution TEXT,
    role_text TEXT, role_start INTEGER, role_end INTEGER, roles_text TEXT, roles_spans TEXT,
    target_text TEXT, target_start INTEGER, target_end INTEGER, target_kind TEXT, target_name TEXT,
    when_text TEXT, when_start INTEGER, when_end INTEGER,
    where_text TEXT, where_start INTEGER, where_end INTEGER,
    within TEXT, -- the id of another attribution of the article
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    UNIQUE (article_id, id)
);
CREATE INDEX attributions_by_speaker ON attributions (speaker_id);
CREATE INDEX attributions_by_id ON attributions (id);

CREATE VIEW who_said_what AS
SELECT
    a.key, articles.doc AS article, articles.outlet, articles.date,
    coalesce(a.speaker_name, a.speaker_text) AS speaker, a.role_text AS role, a.cue_text AS verb, a.quote_text AS quote,
    a.quote_kind AS kind, a.target_text AS target, a.when_text AS "when", a.where_text AS "where", a.cue_act AS act,
    a.confidence
FROM attributions AS a JOIN articles ON articles.id = a.article_id;

CREATE VIRTUAL TABLE attributions_fts USING fts5 (
    quote_text, speaker_name, speaker_text, role_text,
    content="attributions", content_rowid=key, tokenize='unicode61 remove_diacritics 2' -- Datasette looks for content="
);
"""

_FIND_ARTICLE = "SELECT id FROM articles WHERE doc = :doc AND source = :source AND path IS :path"
_NEW_ARTICLE = (
    "INSERT INTO articles (source, path, doc, title, outlet, date, url)"
    " VALUES (:source, :path, :doc, :article_title, :article_outlet, :article_date, :article_url)"
)
_FIND_SPEAKER = "SELECT id FROM speakers WHERE name = :name AND type = :type AND article_id IS :article_id"
_NEW_SPEAKER = "INSERT INTO speakers (name, type, article_id) VALUES (:name, :type, :article_id)"

_OWN = ("article_id", "speaker_id", *(column for column in COLUMNS if column not in ARTICLE))
_NEW_ATTRIBUTION = (
    f"INSERT OR REPLACE INTO attributions ({', '.join(_OWN)})"  # noqa: S608 - the columns' names are ours
    f" VALUES ({', '.join(f':{column}' for column in _OWN)})"
)

# A speaker of whom a later run has nothing; the words are indexed at the end, all at once.
_FINISH = """
DELETE FROM speakers WHERE id NOT IN (SELECT speaker_id FROM attributions WHERE speaker_id IS NOT NULL);
INSERT INTO attributions_fts (attributions_fts) VALUES ('rebuild');
"""


def chunks(lines: Iterable[Line]) -> Iterator[bytes]:
    """The database's file. Raises OutputError where SQLite cannot hold it."""
    return built(lambda path: _build(path, lines))


def _build(path: Path, lines: Iterable[Line]) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # who stops here leaves nothing: no journal is needed
            database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_SCHEMA}")
            for line in lines:
                _add(database, row(line))
            database.executescript(f"BEGIN; {_FINISH} COMMIT;")  # after a commit of its own
    except sqlite3.Error as error:
        raise OutputError("SQLite", str(error)) from error
    except OverflowError as error:  # an offset that no article has, in a line from elsewhere
        raise OutputError("SQLite", "an offset has more than 64 bits") from error


def _add(database: sqlite3.Connection, cells: dict[str, Cell]) -> None:
    article = _found_or_new(database, _FIND_ARTICLE, _NEW_ARTICLE, cells)
    speaker = None
    if cells["speaker_text"] is not None:
        named = cells["speaker_name"] is not None
        key = {"name": cells["speaker_name" if named else "speaker_text"], "type": cells["speaker_type"]}
        key["article_id"] = None if named else article
        speaker = _found_or_new(database, _FIND_SPEAKER, _NEW_SPEAKER, key)
    database.execute(_NEW_ATTRIBUTION, {**cells, "article_id": article, "speaker_id": speaker})


def _found_or_new(database: sqlite3.Connection, find: str, new: str, values: dict[str, Cell]) -> int:
    """The id of the row with these values, which is made where there is none."""
    known = database.execute(find, values).fetchone()
    found: tuple[int] = known or database.execute(f"{new} RETURNING id", values).fetchone()
    return found[0]
