"""Records to an SQLite database: articles, speakers, attributions, and an index of their words.

- An article is identified by its file of lines, its path and its id: Monday's harbor.txt is not Tuesday's.
  Articles in a list of articles are included even without attributions.
- The speakers are those of `quotes speakers`: "Lund" is Anna Lund if nobody else can be meant; an unnamed source ("two
  officials") belongs to its article. Attributions that are not asserted are counted separately.
- The view who_said_what is for people: a row per attribution, with the columns of `quotes show`, and the sentence.
- The texts of articles are included as far as they are found.
- What `quotes check` found, if it is given, is in the table checks, the worst of each attribution in the view, too.
- An attribution has all columns of a CSV row, but the id in a people file stands with the speaker, as person_id. Its
  own id is unique in its article: if it occurs again, as in a file to which a second run was appended, the last one is
  kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pydantic_core import to_json

from quotes.checking.checked import Checked
from quotes.errors import OutputError
from quotes.inputs.originals import Originals
from quotes.lines import Line, ListedLine
from quotes.records import ArticleInfo, Attribution
from quotes.speakers.groups import Key, Unnamed
from quotes.speakers.registry import Registry, key_of
from quotes.writers.building import built
from quotes.writers.checklist import WORST, Checklist
from quotes.writers.flat import ARTICLE, COLUMNS, Cell, row, spans
from quotes.writers.segments import sentence
from quotes.writers.wording import found_in, is_denied

_SCHEMA = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL, -- the file of lines
    path TEXT,
    doc TEXT NOT NULL,
    title TEXT, outlet TEXT, desk TEXT, date TEXT, url TEXT,
    text TEXT, -- null where it is not at hand
    characters INTEGER, words INTEGER, -- of its text; null where no list of articles tells
    attributions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX articles_by_doc ON articles (doc, source, path);

CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE, -- or what the article calls a source without a name
    type TEXT NOT NULL,
    person_id TEXT, -- in a people file
    article_id INTEGER REFERENCES articles (id), -- null where the name is one
    quotes INTEGER NOT NULL DEFAULT 0, -- those that are asserted, pull quotes left out
    direct INTEGER NOT NULL DEFAULT 0, mixed INTEGER NOT NULL DEFAULT 0, indirect INTEGER NOT NULL DEFAULT 0,
    not_asserted INTEGER NOT NULL DEFAULT 0, -- those that are negated, hypothetical or disputed, as above
    articles INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX speakers_by_name ON speakers (name, type, article_id);
CREATE INDEX speakers_by_person ON speakers (person_id);

CREATE TABLE attributions (
    key INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    speaker_id INTEGER REFERENCES speakers (id), -- null where the text names nobody
    schema_version TEXT NOT NULL,
    id TEXT NOT NULL,
    quote_text TEXT NOT NULL, quote_kind TEXT NOT NULL, quote_spans TEXT NOT NULL,
    cue_text TEXT, cue_start INTEGER, cue_end INTEGER, cue_lemma TEXT, cue_act TEXT, cue_factuality TEXT,
    speaker_text TEXT, speaker_start INTEGER, speaker_end INTEGER,
    speaker_name TEXT, speaker_type TEXT, speaker_resolution TEXT, speaker_confidence REAL,
    role_text TEXT, role_start INTEGER, role_end INTEGER, roles_text TEXT, roles_spans TEXT,
    target_text TEXT, target_start INTEGER, target_end INTEGER, target_kind TEXT, target_name TEXT,
    when_text TEXT, when_start INTEGER, when_end INTEGER,
    where_text TEXT, where_start INTEGER, where_end INTEGER,
    within TEXT, -- the id of another attribution of the article
    repeats TEXT, -- the same, of the one with the same words
    rule TEXT NOT NULL,
    confidence REAL NOT NULL, role_confidence REAL, target_confidence REAL,
    extra TEXT, -- fields that this version does not know, as JSON
    sentence TEXT, -- around the quote and its verb; null where the article's text is not at hand
    UNIQUE (article_id, id)
);
CREATE INDEX attributions_by_speaker ON attributions (speaker_id);
CREATE INDEX attributions_by_id ON attributions (id);

CREATE TABLE checks ( -- what quotes check found; of a mixed quote, a row for each of its quotations
    id INTEGER PRIMARY KEY,
    attribution_key INTEGER NOT NULL REFERENCES attributions (key),
    quote TEXT NOT NULL, -- the words that were looked for
    verdict TEXT NOT NULL,
    rank INTEGER NOT NULL, -- of the verdict: 0 for not found, 3 for verbatim
    similarity REAL NOT NULL,
    negation INTEGER NOT NULL, -- whether a negation is lost or added
    found_in TEXT, -- the source; null where it was not found, as all that follows
    found_doc TEXT, found_id TEXT, found_text TEXT, found_spans TEXT, found_speaker TEXT,
    same_speaker INTEGER, -- null where it is not known
    differences TEXT NOT NULL -- as JSON
);
CREATE INDEX checks_by_attribution ON checks (attribution_key, rank);

CREATE VIEW who_said_what AS
SELECT
    a.key, articles.doc AS article, articles.title, articles.outlet, articles.desk, articles.date, articles.url,
    speakers.name AS speaker, a.role_text AS role, a.cue_text AS verb, a.quote_text AS quote,
    a.quote_kind AS kind, coalesce(a.cue_factuality, 'asserted') AS factuality, a.target_text AS target,
    a.when_text AS "when", a.where_text AS "where", a.cue_act AS act, a.sentence,
    a.confidence, a.speaker_confidence AS name_confidence, a.role_confidence, a.target_confidence,
    checks.verdict, checks.found_in, checks.found_spans, checks.negation, checks.same_speaker
FROM attributions AS a
JOIN articles ON articles.id = a.article_id
LEFT JOIN speakers ON speakers.id = a.speaker_id
LEFT JOIN checks ON checks.id = (
    SELECT id FROM checks AS c WHERE c.attribution_key = a.key ORDER BY rank, similarity, id LIMIT 1
);

CREATE VIRTUAL TABLE attributions_fts USING fts5 (
    quote_text, speaker_name, speaker_text, role_text,
    content="attributions", content_rowid=key, tokenize='unicode61 remove_diacritics 2' -- Datasette looks for content="
);
"""

_FIND_ARTICLE = "SELECT id FROM articles WHERE doc = :doc AND source = :source AND path IS :path"
_NEW_ARTICLE = (
    "INSERT INTO articles (source, path, doc, title, outlet, desk, date, url)"
    " VALUES (:source, :path, :doc, :article_title, :article_outlet, :article_desk, :article_date, :article_url)"
)
_KEEP_TEXT = "UPDATE articles SET text = ? WHERE id = ? AND text IS NULL"
_LIST_ARTICLE = "UPDATE articles SET characters = :characters, words = :words WHERE id = :id"
_NEW_SPEAKER = "INSERT INTO speakers (id, name, type, person_id, article_id) VALUES (?, ?, ?, ?, ?)"

# Until all names are known, an attribution has the number of its speaker's key instead of the speaker's id.
_KEYS = "CREATE TEMPORARY TABLE keys (key INTEGER PRIMARY KEY, speaker INTEGER NOT NULL)"
_NEW_KEY = "INSERT INTO keys VALUES (?, ?)"

_PERSON = "speaker_id"  # the column of the id in a people file; the database has it with the speaker
_OWN = ("article_id", "speaker_id", *(column for column in COLUMNS if column not in {*ARTICLE, _PERSON}), "sentence")
_NEW_ATTRIBUTION = (
    f"INSERT OR REPLACE INTO attributions ({', '.join(_OWN)})"  # noqa: S608 - the columns' names are ours
    f" VALUES ({', '.join(f':{column}' for column in _OWN)})"
)

_NEW_CHECK = "INSERT INTO checks VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

# The last attribution of an id is kept, so everything is counted at the end. A speaker may then have none left.
_FINISH = """
DELETE FROM checks WHERE attribution_key NOT IN (SELECT key FROM attributions);
UPDATE attributions SET speaker_id = (SELECT speaker FROM keys WHERE key = speaker_id) WHERE speaker_id IS NOT NULL;
DELETE FROM speakers WHERE id NOT IN (SELECT speaker_id FROM attributions WHERE speaker_id IS NOT NULL);
UPDATE articles SET attributions = (SELECT count(*) FROM attributions AS a WHERE a.article_id = articles.id);
UPDATE speakers SET (quotes, direct, mixed, indirect, not_asserted, articles) = (
    SELECT
        count(*) FILTER (WHERE counts AND asserted),
        count(*) FILTER (WHERE counts AND asserted AND quote_kind = 'direct'),
        count(*) FILTER (WHERE counts AND asserted AND quote_kind = 'mixed'),
        count(*) FILTER (WHERE counts AND asserted AND quote_kind = 'indirect'),
        count(*) FILTER (WHERE counts AND NOT asserted),
        count(DISTINCT article_id)
    FROM (
        SELECT *, repeats IS NULL AS counts, coalesce(cue_factuality, 'asserted') = 'asserted' AS asserted
        FROM attributions
    )
    WHERE speaker_id = speakers.id
);
INSERT INTO attributions_fts (attributions_fts) VALUES ('rebuild');
"""


def chunks(
    lines: Iterable[Line | ListedLine], originals: Originals | None = None, checklist: Checklist | None = None
) -> Iterator[bytes]:
    """The database's file, with the texts that `originals` finds. Raises OutputError if SQLite cannot hold it."""
    return built(lambda path: build(path, lines, originals, checklist))


def build(
    path: Path,
    lines: Iterable[Line | ListedLine],
    originals: Originals | None = None,
    checklist: Checklist | None = None,
) -> None:
    """Write the database to a path where no file is. Raises OutputError as `chunks` does."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # an interrupted run leaves nothing behind, so no journal is needed
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_SCHEMA}; {_KEYS};")
            database = _Database(connection, originals, checklist or Checklist())
            for line in lines:
                database.add(line)
            database.name_speakers()
            connection.executescript(f"BEGIN; {_FINISH} COMMIT;")  # executescript commits first
    except sqlite3.Error as error:
        raise OutputError("SQLite", str(error)) from error
    except OverflowError as error:  # an impossible offset, in a line from another program
        raise OutputError("SQLite", "an offset has more than 64 bits") from error


class _Database:
    """The tables while they are filled."""

    def __init__(self, connection: sqlite3.Connection, originals: Originals | None, checklist: Checklist) -> None:
        self._connection = connection
        self._originals = originals
        self._checklist = checklist
        self._registry = Registry()
        self._keys: dict[Key, int] = {}

    def add(self, line: Line | ListedLine) -> None:
        """Enter an attribution, or an article of a list."""
        if isinstance(line, ListedLine):
            self._list(line)
            return
        record, cells = line.record, row(line)
        self._registry.count(record, line.source)
        speaker = None
        if record.speaker is not None:
            key = key_of(record.speaker, (line.source, record.path, record.doc))
            speaker = self._keys.setdefault(key, len(self._keys) + 1)
        article = self._article(cells)
        text = self._originals.find(record, line.origin).text if self._originals else None
        self._keep(article, text)
        around = _sentence(text, record) if text else None
        values = {**cells, "article_id": article, "speaker_id": speaker, "sentence": around}
        entered = self._connection.execute(_NEW_ATTRIBUTION, values)
        checks = self._checklist.of(record, line.origin)
        self._connection.executemany(_NEW_CHECK, ((entered.lastrowid, *_check(check)) for check in checks))

    def _keep(self, article: int, text: str | None) -> None:
        if text:
            self._connection.execute(_KEEP_TEXT, (text, article))

    def _list(self, line: ListedLine) -> None:
        article = line.article
        cells: dict[str, Cell] = {"source": line.source, "path": article.path, "doc": article.doc}
        info = article.article or ArticleInfo()
        cells |= {f"article_{name}": getattr(info, name) for name in ArticleInfo.model_fields}
        values = {"id": self._article(cells), "characters": article.characters, "words": article.words}
        self._connection.execute(_LIST_ARTICLE, values)
        if self._originals:
            self._keep(self._article(cells), self._originals.unchanged(article.doc, line.origin, article.sha256))

    def _article(self, cells: dict[str, Cell]) -> int:
        """The id of the article's row, which is created if it is missing."""
        known = self._connection.execute(_FIND_ARTICLE, cells).fetchone()
        found: tuple[int] = known or self._connection.execute(f"{_NEW_ARTICLE} RETURNING id", cells).fetchone()
        return found[0]

    def name_speakers(self) -> None:
        """Enter the speakers, now that all names are known."""
        for number, (profile, keys) in enumerate(self._registry.speakers(), 1):
            name, article = profile.name or profile.mention, self._home(keys[0])
            self._connection.execute(_NEW_SPEAKER, (number, name, profile.type, profile.id, article))
            self._connection.executemany(_NEW_KEY, [(self._keys[key], number) for key in keys])

    def _home(self, key: Key) -> int | None:
        """The article of a source without a name."""
        if not isinstance(key, Unnamed):
            return None
        source, path, doc = key.article
        found: tuple[int] = self._connection.execute(
            _FIND_ARTICLE, {"source": source, "path": path, "doc": doc}
        ).fetchone()
        return found[0]


def _check(check: Checked) -> tuple[Cell, ...]:
    """The row of a check, after its attribution's key."""
    found, differences = check.found, [each.to_dict() for each in check.differences]
    place = (found_in(found), found.doc, found.id, found.text, spans(found.spans), found.speaker) if found else ()
    verdict = check.quote, check.verdict, WORST.index(check.verdict), check.similarity, is_denied(check)
    return (*verdict, *(place or (None,) * 6), check.same_speaker, to_json(differences).decode())


def _sentence(text: str, record: Attribution) -> str:
    """The sentence, or the sentences, that the quote and its verb stand in."""
    edges = [edge for span in record.quote.spans for edge in span]
    if record.cue:
        edges += (record.cue.start, record.cue.end)
    return sentence(text, min(edges), max(edges))
