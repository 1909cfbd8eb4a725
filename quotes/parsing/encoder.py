"""The spaCy component that reads a doc with one small transformer: tags, sentences, dependencies, names, attributions.

It runs one ONNX graph with several heads in onnxruntime. The scores of the heads are decoded here and in `decoding`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS as UPOS
from spacy.pipeline import Pipe
from spacy.pipeline.dep_parser import parser_score
from spacy.pipeline.morphologizer import morphologizer_score
from spacy.pipeline.ner import ner_score
from spacy.pipeline.tagger import tagger_score

from quotes.parsing import chunks
from quotes.parsing.decoding import NameTags, sentences, tree
from quotes.parsing.pieces import Pieces
from quotes.parsing.reading import DEFAULT, Reading, links
from quotes.parsing.runtime import onnxruntime
from quotes.parsing.windows import LONGEST, OVERLAP, Window, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FACTORY = "quotes_encoder"

# The graph's outputs for a window of W words: class numbers (W,) for the first three; names (W, tags); starts (W,), log
# odds; arcs (W, W + 1) with the root in column 0; dependents (W, L) and governors (W + 1, L), from which labels are
# scored; parts (W, parts), probabilities; links (W, W + 1).
OUTPUTS = ("xpos", "upos", "feats", "names", "starts", "arcs", "dependents", "governors", "parts", "links")

_COLUMNS = (TAG, POS, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE)
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3  # spaCy's numbers for ENT_IOB

_SCORERS: tuple[Callable[..., dict[str, Any]], ...] = (tagger_score, morphologizer_score, parser_score, ner_score)

# At most this many windows of one paragraph are in memory, about 6,000 words. Few paragraphs have more than two.
_MOST = 48

# spaCy's own tag, part of speech and label for white space.
_SPACE_TAG, _SPACE_POS, _SPACE_DEP = "_SP", "SPACE", "dep"


@Language.factory(
    FACTORY,
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.dep",
        "token.head",
        "token.is_sent_start",
        "doc.sents",
        "doc.ents",
        "token.ent_iob",
        "token.ent_type",
    ],
    default_config={"longest": LONGEST, "overlap": OVERLAP, "reader": DEFAULT},
    default_score_weights={"tag_acc": 0.2, "pos_acc": 0.1, "dep_las": 0.5, "ents_f": 0.2},
)
def make_encoder(nlp: Language, name: str, longest: int, overlap: int, reader: str) -> Encoder:
    """The component, empty: `from_disk` or `from_bytes` fill it, as `spacy.load` does.

    `longest`: how many pieces the encoder reads at once. `overlap`: how many pieces two windows of a longer paragraph
    share at least. `reader`: the name of the reader, by which the arbiter finds its weights.
    """
    return Encoder(nlp.vocab, name, longest=longest, overlap=overlap, reader=reader)


@dataclass(frozen=True, slots=True)
class _Read:
    """A window and the graph's outputs for it, by the names of `OUTPUTS`."""

    window: Window
    first: int  # the window's first word, counted in its paragraph
    said: dict[str, Any]

    @property
    def own(self) -> tuple[int, int]:
        """The words whose annotation comes from this window, counted in its paragraph."""
        start, end = self.window.own
        return self.first + start, self.first + end


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole sentences of a paragraph: its words `[start, end)`, and the windows that annotate them."""

    reads: list[_Read]
    start: int
    end: int

    def rows(self, name: str, *, after: int = 0) -> Any:
        """The words' rows of an output, `after` this many rows that do not represent words."""
        return self._words([read.said[name][after:] for read in self.reads])

    @property
    def tokens(self) -> Ints:
        """The words' token indices in the doc."""
        found: Ints = self._words([read.window.tokens for read in self.reads])
        return found

    def _words(self, rows: list[Any]) -> Any:
        own = [part[slice(*read.window.own)] for part, read in zip(rows, self.reads, strict=True)]
        first = self.reads[0].own[0]
        return (np.concatenate(own) if len(own) > 1 else own[0])[self.start - first : self.end - first]


class Encoder(Pipe):
    """Fills the doc's tags, morphology, sentences, dependencies and entities.

    Sentence starts and entities that are already set are kept. Each window is read alone, so the result for a paragraph
    does not depend on other paragraphs or on other docs of a batch.
    """

    def __init__(
        self,
        vocab: Vocab,
        name: str = "encoder",
        *,
        longest: int = LONGEST,
        overlap: int = OVERLAP,
        reader: str = DEFAULT,
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.longest = longest
        self.overlap = overlap
        self.reader = reader
        self.classes: dict[str, list[str]] = {}
        self._state: dict[str, bytes] = {}

    @property
    def vocabulary(self) -> list[str]:
        """The pieces that words are split into, in order."""
        return self._pieces.vocabulary

    @property
    def labels(self) -> tuple[str, ...]:
        """All classes of all heads."""
        return tuple(dict.fromkeys(label for head in self.classes.values() for label in head if label))

    def __call__(self, doc: Doc) -> Doc:
        """Read one doc."""
        columns = doc.to_array(list(_COLUMNS)).astype(np.int64).reshape(len(doc), len(_COLUMNS))
        settled = doc.to_array("SENT_START").astype(np.int64)
        words = np.zeros(len(doc), dtype=bool)
        reading = Reading.empty(len(doc), self.reader)
        for found in windows(doc, self._pieces, self.longest, self.overlap):
            for stretch in _stretches(self._run(found, reading), settled):
                words[stretch.tokens] = True
                self._fill(columns, stretch, settled[stretch.tokens])
        _hang_spaces(columns, words, self._ids["space"])
        columns[columns[:, 5] == 0, 5] = _OUTSIDE
        doc.from_array(list(_COLUMNS), columns.astype(np.uint64))  # type: ignore[arg-type]  # the stub wants signed
        reading.keep(doc)
        return doc

    def _run(self, found: Iterable[Window], reading: Reading) -> Iterator[_Read]:
        """Run the graph on each window. Its outputs for attributions are written into the `reading`."""
        first = owned = 0
        for window in found:
            first = owned - window.own[0]
            owned += window.own[1] - window.own[0]
            said = self.read(window)
            _keep(reading, window, said.pop("parts"), said.pop("links"))
            yield _Read(window, first, said)

    def read(self, window: Window) -> dict[str, Any]:
        """The graph's outputs for a window, by the names of `OUTPUTS`."""
        feed = {"pieces": window.pieces[None], "looks": window.looks[None], "firsts": window.firsts[None]}
        return dict(zip(OUTPUTS, self._session.run(OUTPUTS, feed), strict=True))

    def label_scores(self, pairs: Floats) -> Floats:
        """The scores (N, classes) of the labels of N arcs, each the sum (L,) of its dependent and its governor.

        One product for each arc: for a product of them all, numpy would start threads, which cost more than they save.
        """
        scores: Floats = (np.maximum(pairs, 0)[:, None] @ self._weight)[:, 0] + self._bias
        return scores

    def _fill(self, columns: Ints, stretch: _Stretch, settled: Ints) -> None:
        """Fill in the columns for a stretch's words."""
        tokens = stretch.tokens
        for place, name in enumerate(("xpos", "upos", "feats")):
            columns[tokens, place] = self._ids[name][stretch.rows(name)]
        heads = np.zeros(len(tokens), dtype=np.int64)  # indices in the stretch; a root is its own head
        for start, end in sentences(stretch.rows("starts"), settled):
            found = tree(_arcs(stretch.reads, stretch.start + start, stretch.start + end))
            heads[start:end] = np.where(found == 0, np.arange(start, end), start + found - 1)
        roots = heads == np.arange(len(tokens))
        columns[tokens, 3] = tokens[heads] - tokens
        columns[tokens, 4] = self._ids["deps"][self._label(stretch, heads, roots)]
        for start, end, kind in self._names.spans(stretch.rows("names")):
            rows = columns[tokens[start] : tokens[end - 1] + 1]
            if not rows[:, 5].any():
                rows[:, 5], rows[0, 5], rows[:, 6] = _INSIDE, _BEGIN, self.vocab.strings[kind]

    def _label(self, stretch: _Stretch, heads: Ints, roots: NDArray[np.bool_]) -> Ints:
        """The class of each word's label, given its head; it is "ROOT" for roots only."""
        governors = stretch.rows("governors", after=1)[heads]
        governors[roots] = stretch.reads[0].said["governors"][0]
        scores = self.label_scores(stretch.rows("dependents") + governors)
        scores[~roots, self._root] = -np.inf
        found: Ints = scores.argmax(axis=1)
        found[roots] = self._root
        return found

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """The scores of spaCy's tagger, morphologizer, parser and entity recognizer."""
        gathered = list(examples)
        return {name: value for scorer in _SCORERS for name, value in scorer(gathered, **kwargs).items()}

    def fill(self, graph: bytes, label: dict[str, Any], classes: dict[str, list[str]], vocabulary: list[str]) -> None:
        """Give the component its graph, label scorer (`weight` (L, classes), `bias`), classes by head, and pieces."""
        self._load(
            {
                "graph.onnx": graph,
                "label.msgpack": srsly.msgpack_dumps(label),
                "classes.json": json.dumps(classes, ensure_ascii=False, indent=1).encode(),
                "pieces.txt": "\n".join(vocabulary).encode(),
            }
        )

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The contents of all files as one bytes object."""
        return bytes(srsly.msgpack_dumps({name: data for name, data in self._state.items() if name not in exclude}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load the result of `to_bytes`."""
        self._load({name: part for name, part in srsly.msgpack_loads(data).items() if name not in exclude})
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save to a directory."""
        Path(path).mkdir(parents=True, exist_ok=True)
        for name, data in self._state.items():
            if name not in exclude:
                chunks.write(Path(path) / name, data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load from a directory."""
        names = [name for name in _FILES if name not in exclude]
        self._load({name: chunks.read(Path(path) / name) for name in names})
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle through bytes, since a session of onnxruntime cannot be pickled."""
        return _unpickled, (self.vocab, self.name, self.longest, self.overlap, self.reader, self.to_bytes())

    def _load(self, state: dict[str, bytes]) -> None:
        """Raises ValueError, which names the damaged file."""
        self._state = state
        with _reading("classes.json"):
            self.classes = json.loads(state["classes.json"])
            self._root = self.classes["deps"].index("ROOT")
            self._names = NameTags(self.classes["names"])
            self._ids = self._numbers()
        with _reading("pieces.txt"):
            self._pieces = Pieces(state["pieces.txt"].decode().split("\n"))
        with _reading("label.msgpack"):
            label = srsly.msgpack_loads(state["label.msgpack"])
            self._weight, self._bias = np.array(label["weight"]), np.array(label["bias"])
        with _reading("graph.onnx"):
            self._session = _session(state["graph.onnx"])

    def _numbers(self) -> dict[str, Ints]:
        """The number that spaCy has for each class, by head."""
        strings, morphology = self.vocab.strings, self.vocab.morphology
        for tag in self.classes["names"]:
            strings.add(tag[2:])
        ids = {
            "xpos": [strings.add(tag) for tag in self.classes["xpos"]],
            "upos": [UPOS[pos] for pos in self.classes["upos"]],
            "feats": [morphology.add(feats or "_") for feats in self.classes["feats"]],
            "deps": [strings.add(dep) for dep in self.classes["deps"]],
            "space": [strings.add(_SPACE_TAG), UPOS[_SPACE_POS], morphology.add(""), 0, strings.add(_SPACE_DEP)],
        }
        return {head: np.array(numbers, dtype=np.uint64).astype(np.int64) for head, numbers in ids.items()}


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn any error inside into one that says the file is damaged."""
    try:
        yield
    except Exception as error:  # onnxruntime's have nothing else in common
        raise ValueError(f"{name} is damaged: {error}") from error


_FILES = ("graph.onnx", "label.msgpack", "classes.json", "pieces.txt")


def _unpickled(vocab: Vocab, name: str, longest: int, overlap: int, reader: str, data: bytes) -> Encoder:
    return Encoder(vocab, name, longest=longest, overlap=overlap, reader=reader).from_bytes(data)


def _session(graph: bytes) -> InferenceSession:
    """A session with one thread: a window is too small to share, and callers with many articles use processes.

    onnxruntime is imported only here, since spaCy imports all registered components whenever it makes a pipeline.
    """
    runtime = onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it plans memory per shape, and each window has another shape
    session: InferenceSession = runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return session


def _stretches(reads: Iterable[_Read], settled: Ints) -> Iterator[_Stretch]:
    """The paragraph as one stretch; a very long one as several, to limit memory."""
    held, start = list[_Read](), 0
    for read in reads:
        held.append(read)
        if len(held) == _MOST:
            end = _last_start(read, settled)
            yield _Stretch(held, start, end)
            held, start = [read], end
    if start < held[-1].own[1]:
        yield _Stretch(held, start, held[-1].own[1])


def _last_start(read: _Read, settled: Ints) -> int:
    """The index where the last sentence in a window's own words starts; their end if no sentence starts there."""
    own = slice(*read.window.own)
    known = settled[read.window.tokens[own]]
    starts = np.flatnonzero(np.where(known == 0, read.said["starts"][own] > 0, known > 0))
    return read.own[0] + int(starts[-1]) if len(starts) and starts[-1] else read.own[1]


def _arcs(reads: list[_Read], start: int, end: int) -> Floats:
    """Scores (W, W + 1) of the arcs among the words `[start, end)` of a paragraph, the root in column 0.

    In a sentence over two windows, each word can have the heads that its own window shows.
    """
    scores = np.full((end - start, end - start + 1), -1e8, dtype=np.float32)
    for read in reads:
        own = read.own
        rows = (max(start, own[0]), min(end, own[1]))
        if rows[0] >= rows[1]:
            continue
        columns = (max(start, read.first), min(end, read.first + len(read.window.tokens)))
        part = read.said["arcs"][rows[0] - read.first : rows[1] - read.first]
        into = scores[rows[0] - start : rows[1] - start]
        into[:, 0] = part[:, 0]
        into[:, 1 + columns[0] - start : 1 + columns[1] - start] = part[
            :, 1 + columns[0] - read.first : 1 + columns[1] - read.first
        ]
    return scores


def _keep(reading: Reading, window: Window, parts: Floats, scores: Floats) -> None:
    """Write a window's parts and links into the reading."""
    tokens, own = window.tokens, slice(*window.own)
    found = links(parts, scores)[own]
    reading.parts[tokens[own]] = parts[own]
    reading.links[tokens[own]] = np.where(found == 0, -1, tokens[found - 1])


def _hang_spaces(columns: Ints, words: NDArray[np.bool_], space: Ints) -> None:
    """Attach white space to the word before it, else to the first word; in a text without words it is a root."""
    spaces = np.flatnonzero(~words)
    if not len(spaces):
        return
    columns[spaces, :5] = space
    known = np.flatnonzero(words)
    if not len(known):
        columns[spaces, 3] = -spaces
        return
    before = np.searchsorted(known, spaces) - 1
    columns[spaces, 3] = known[np.maximum(before, 0)] - spaces
