"""The articles under review, from files of records, from files of articles, and from the page's form.

Articles that are in no file of records yet are kept in one (`Desk.output`) with the first decision on one of their
records: the records first, then the decision, so that nothing is lost between the two.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.files import WholeFile, append, writing
from quotes.inputs.originals import Originals
from quotes.inputs.saved import file_name
from quotes.lines import Line, ListedLine, read_once
from quotes.records import Attribution, Pick, picked
from quotes.review.ledger import Decisions
from quotes.serving.dossiers import Dossier
from quotes.serving.dropped import Manner
from quotes.serving.keeping import repair
from quotes.serving.problems import ProblemError
from quotes.serving.readers import Readers
from quotes.writers.html import ArticleEntry

_AT_ONCE = 8  # articles that are read while nobody asks; more would only wait for a process
_UNKEPT = 1_000  # pasted articles that are in memory alone
_UNKEPT_TEXTS = 1 << 28  # characters of their texts
_TEXTS = ".texts"  # the folder with the texts of pasted articles, beside review.jsonl


class Taken(NamedTuple):
    """What became of a file: the numbers of its articles, and why others cannot be read."""

    numbers: list[int]
    refused: list[ArticleError]


class Desk:
    """The articles under review, by their numbers, from 1.

    Attributes:
        output: the path of the file that keeps the records of articles that are in no file yet.
        reviewer: the name of a reviewer who gives none.
    """

    def __init__(
        self,
        readers: Readers,
        pick: Pick,
        originals: Originals,
        output: str,
        reviewer: str | None,
        manner: Manner = Manner(),  # noqa: B008 - it cannot be changed
    ) -> None:
        self.output = output
        self._manner = manner
        self.reviewer = reviewer
        self._readers = readers
        self._pick = pick
        self._originals = originals
        self._dossiers: list[Dossier] = []
        self._by_article: dict[tuple[str, str | None], Dossier] = {}
        self._reading: asyncio.Task[None] | None = None
        self._decisions = Decisions(output)
        if Path(output).is_file():
            repair(output, self._decisions)
            self.open(output)

    def __iter__(self) -> Iterator[tuple[int, Dossier]]:
        """The articles with their numbers."""
        return enumerate(self._dossiers, 1)

    def __len__(self) -> int:
        return len(self._dossiers)

    @property
    def is_dated(self) -> bool:
        """Whether it is known of any article who published it, or when."""
        infos = (dossier.article.info for dossier in self._dossiers)
        return any(info and (info.outlet or info.date) for info in infos)

    def dossier(self, place: int) -> Dossier | None:
        """The article with that number."""
        return self._dossiers[place - 1] if 0 < place <= len(self._dossiers) else None

    def files(self) -> list[list[Dossier]]:
        """The articles, those whose decisions are in the same file together."""
        found: dict[str, list[Dossier]] = {}
        for dossier in self._dossiers:
            found.setdefault(dossier.decisions.name, []).append(dossier)
        return list(found.values())

    def open(self, path: str) -> None:
        """Put the articles of a file of records on the desk. Raises LinesError."""
        same = Path(path).absolute() == Path(self.output).absolute()
        decisions = self._decisions if same else Decisions(path)
        for line in read_once(path):
            self._open(line, decisions)
        for record in decisions.added():  # an article in which nothing else was found
            if (record.doc, record.path) not in self._by_article:
                article = Article(record.doc, "", record.path, info=record.article)
                self._lay(Dossier(article, decisions, origin=record.path))

    def _open(self, line: Line | ListedLine, decisions: Decisions) -> None:
        about = line.record if isinstance(line, Line) else line.article
        dossier = self._by_article.get((about.doc, about.path))
        if dossier is None or dossier.decisions is not decisions:
            article = Article(about.doc, "", about.path, info=about.article)
            dossier = self._lay(Dossier(article, decisions, origin=line.origin))
        if isinstance(line, Line):
            dossier.put(line.record)
        else:
            dossier.digest = line.article.sha256

    def add(self, article: Article) -> None:
        """Put an article on the desk that is still to be read, unless the output has it already."""
        if (article.id, article.path) not in self._by_article:
            self._lay(Dossier(article, self._decisions, waiting=True, kept=False))

    async def take(self, name: str, data: bytes) -> Taken:
        """Put the articles of a file on the desk that somebody has dropped on a page.

        Raises ProblemError as `paste` does, and if the file takes too long.
        """
        read = await self._readers.run(partial(self._manner.read, name, data))
        articles = [each for each in read if isinstance(each, Article)]
        refused = [each for each in read if isinstance(each, ArticleError)]
        self._require_room(articles)
        return Taken([self.paste(each, each.id) for each in articles], refused)

    def paste(self, article: Article, called: str = "pasted") -> int:
        """Put an article on the desk that is in no file here. Returns its number, the same for the same text.

        Raises ProblemError if there are too many on which nobody has decided anything.
        """
        name = f"{called}-{sha256(article.text.encode()).hexdigest()[:12]}"
        path = str(self._texts / file_name(name))
        known = self._by_article.get((name, path))
        if known is None:
            self._require_room([article])
            article = replace(article, id=name, path=path)
            known = self._lay(Dossier(article, self._decisions, waiting=True, pasted=True, kept=False))
        return self._dossiers.index(known) + 1

    def _require_room(self, articles: Sequence[Article]) -> None:
        """Raises ProblemError if there is none in memory for so many articles without a decision."""
        unkept = [dossier.article for dossier in self._dossiers if dossier.pasted and not dossier.kept]
        texts = sum(len(article.text) for article in (*unkept, *articles))
        if len(unkept) + len(articles) > _UNKEPT or texts > _UNKEPT_TEXTS:
            detail = f"{len(unkept):,} articles are open without a decision: decide on some, or start the server again"
            raise ProblemError(HTTPStatus.INSUFFICIENT_STORAGE, detail)

    @property
    def _texts(self) -> Path:
        return Path(self.output.removesuffix(".jsonl") + _TEXTS)

    def _lay(self, dossier: Dossier) -> Dossier:
        self._dossiers.append(dossier)
        self._by_article[dossier.article.id, dossier.article.path] = dossier
        return dossier

    async def found(self, dossier: Dossier) -> ArticleEntry:
        """The article with what was found in it; it is read now if it is still waiting.

        Raises ArticleError, ProblemError.
        """
        await self._read(dossier)
        text = dossier.article.text or _text(dossier.records(), dossier, self._originals)
        dossier.seen(text)
        dossier.decisions.refresh()
        return ArticleEntry(replace(dossier.article, text=text), dossier.records(), dossier.diagnostics)

    async def _read(self, dossier: Dossier) -> None:
        if not dossier.waiting:
            return
        extraction = await self._readers.extract(dossier.article)
        if not dossier.waiting:  # it was asked for twice
            return
        for record in picked(extraction.attributions, self._pick):
            dossier.put(record)
        dossier.diagnostics = extraction.diagnostics
        dossier.waiting = False

    def keep(self, dossier: Dossier) -> None:
        """Write an article that is in no file yet to the output. Raises OutputError."""
        if dossier.kept:
            return
        if dossier.pasted and dossier.article.path:
            with writing(str(self._texts)):
                self._texts.mkdir(exist_ok=True)
            with closing(WholeFile(dossier.article.path)) as file:
                file.write(dossier.article.text.encode())
                file.commit()
        with writing(self.output):
            append(Path(self.output), b"".join(dossier.lines.values()))
        dossier.kept = True

    async def read_all(self) -> None:
        """Read the articles that are still waiting; one that cannot be read stays waiting, and who opens it is told."""
        rest = (dossier for dossier in self._dossiers if dossier.waiting)  # also those that are added meanwhile

        async def read() -> None:
            for dossier in rest:
                with suppress(ArticleError, ProblemError):
                    await self._read(dossier)

        await asyncio.gather(*(read() for _ in range(_AT_ONCE)))

    def read_on(self) -> None:
        """Begin to read the articles that are still waiting, unless that is being done."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self.read_all())

    def stop(self) -> None:
        """Give up what `read_on` has begun."""
        if self._reading is not None:
            self._reading.cancel()

    async def name_all(self) -> None:
        """Look for the headlines of articles that are known by their records alone."""
        originals = self._originals.another()
        for dossier in list(self._dossiers):
            if not (dossier.article.text or (dossier.article.info and dossier.article.info.title)):
                dossier.seen(await asyncio.to_thread(_text, dossier.found(), dossier, originals))


def _text(records: Sequence[Attribution], dossier: Dossier, originals: Originals) -> str:
    """The article's text, if there is one that fits all of these records of it; else ""."""
    if not records:
        digest = dossier.digest
        return (digest and originals.unchanged(dossier.article.id, dossier.origin, digest)) or ""
    texts = {originals.find(record, dossier.origin).text for record in records}
    return (texts.pop() or "") if len(texts) == 1 else ""
