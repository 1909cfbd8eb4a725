"""A batch's inputs: the shards at the paths, on disks and in object stores, and the articles of each.

fsspec is imported only if a path is a URL.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from quotes.article import Article
from quotes.errors import ArticleError, BatchError
from quotes.files import cause, path_name, stem
from quotes.inputs import paths
from quotes.inputs.articles import Ids
from quotes.inputs.articles import articles as articles_at

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


# Endings such as -2.articles.ndjson follow the name, and most disks allow 255 bytes in all.
_LONGEST = 200
# The decisions on x.jsonl are in x.decisions.jsonl, so no shard's records may have such a name.
_TAKEN = re.compile(r"\.(?=decisions$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of articles.

    `path` is its name in records and messages, `place` is where any process finds it, `name` is used for its outputs,
    and `stamp` changes when the file changes.
    """

    path: str
    place: str
    name: str
    stamp: str


def plan(given: Iterable[str]) -> tuple[list[Shard], list[ArticleError]]:
    """The shards at the paths, and an error for each path without one.

    Each file occurs once, sorted by path, so that names do not depend on the order given. If several files have the
    same name, the second is called -2 and the third -3; "A" and "a" are the same name, as on many disks.
    """
    files: dict[str, Shard] = {}
    errors = []
    for file in chain.from_iterable(map(_files, given)):
        for found in _found(file):
            if isinstance(found, ArticleError):
                errors.append(found)
            else:
                files.setdefault(found.place, found)
    ordered = sorted(files.values(), key=lambda shard: shard.path)
    names = _names(shard.name for shard in ordered)
    return [replace(shard, name=name) for shard, name in zip(ordered, names, strict=True)], errors


def _names(wanted: Iterable[str]) -> Iterator[str]:
    """Unique names for the outputs, also on a disk that ignores case and the encoding of é."""
    unique = Ids()
    for name in wanted:
        short = _TAKEN.sub("-", name.encode()[:_LONGEST].decode(errors="ignore"))
        folded = normalize("NFD", normalize("NFD", short).casefold())
        yield short + unique(folded).removeprefix(folded)


def articles(shard: Shard, fields: Mapping[str, str]) -> Iterator[Article | ArticleError]:
    """The articles of the shard, as `quotes.articles` gives them.

    Raises BatchError if the file is not the one that was planned: before the first article, and after the last, since
    it may change while it is read.
    """
    _check(shard)
    with _at_hand(shard.place) as path:
        for item in articles_at([path], fields):
            if isinstance(item, Article):
                yield replace(item, path=shard.path)
            else:
                yield ArticleError(shard.path, item.cause)
    _check(shard)


def _check(shard: Shard) -> None:
    if _stamp(shard.place) != shard.stamp:
        raise BatchError(shard.path, "has changed since the batch began, or is a different file on this worker")


def _files(path: str) -> Iterator[str | ArticleError]:
    """The files at a path, or in a list, as `quotes.inputs.paths.find` gives them; URLs as they are."""
    for each in paths.listed(path):
        yield from [each] if isinstance(each, ArticleError) or paths.is_url(each) else paths.find(each)


def _found(path: str | ArticleError) -> Iterator[Shard | ArticleError]:
    """The shard at a path, or those at a URL with a * in it."""
    if isinstance(path, ArticleError):
        yield path
        return
    try:
        for place in _places(path):
            name = place if paths.is_url(path) else path_name(path)
            yield Shard(name, place, stem(place), _stamp(place))
    except Exception as error:  # noqa: BLE001 - each store raises what its own library does
        yield _unreadable(path, error)


def _places(path: str) -> list[str]:
    """Where the shards of a path are, also for a process in another folder."""
    if not paths.is_url(path):
        return [os.path.abspath(path)]  # noqa: PTH100 - Path.absolute keeps ..
    store, inner = _store(path)
    names = sorted(store.glob(inner)) if "*" in inner else [inner]
    if not names:
        raise FileNotFoundError("no such file")
    return [store.unstrip_protocol(name) for name in names]


def _stamp(place: str) -> str:
    """What changes when the file changes: size and time, or its store's equivalent."""
    if paths.is_url(place):
        store, inner = _store(place)
        return str(store.ukey(inner))
    stat = Path(place).stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _unreadable(path: str, error: Exception) -> ArticleError:
    if isinstance(error, ArticleError):
        return error
    said = cause(error) if isinstance(error, OSError) else str(error) or type(error).__name__
    return ArticleError(path_name(path), " ".join(said.split()))


def _store(url: str) -> tuple[AbstractFileSystem, str]:
    """The store, and the path within it. Raises ArticleError if fsspec is not installed."""
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError as error:
        raise ArticleError(url, f"needs {error.name}: pip install {error.name}") from error
    found: tuple[Any, str] = url_to_fs(url)
    return found


@contextmanager
def _at_hand(place: str) -> Iterator[str]:
    """A local path of the shard: for one in an object store, that of a temporary copy."""
    if not paths.is_url(place):
        yield place
        return
    with TemporaryDirectory(prefix="quotes-") as folder:
        store, inner = _store(place)
        copy = str(Path(folder, Path(inner).name))  # its name tells the format, and the ids of rows
        store.get_file(inner, copy)
        yield copy
