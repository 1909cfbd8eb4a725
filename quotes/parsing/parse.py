"""Text -> spaCy `Doc`: the only module that loads a pipeline, ours or any installed English one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quotes.errors import ModelError
from quotes.language import table
from quotes.parsing import checksums, readers, reading
from quotes.parsing.marks import Marks
from quotes.parsing.paragraphs import laid_out
from quotes.parsing.reading import Reading
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED = Path(__file__).parents[1] / "model"

_OURS, _MAJOR = "quotes_news", "3"  # the name in its meta.json, and the major version that can be read

LONGEST = 5_000_000  # characters of one article; spaCy's default, a million, is meant for larger models

# No-break and thin spaces would become tokens and parts of names. One character for one keeps the offsets.
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")

# Labels that only one scheme has; without any of them, a parser's scheme is unknown.
_TELLTALE = frozenset({"nsubj:pass", "obl", "nsubjpass", "pobj"})


def load(model: str | Path | None = None) -> Language:
    """The included pipeline, another reader of ours by name, or any English pipeline by name or path.

    Raises:
        ModelError: it cannot be loaded, does not match its checksums, is another version of ours, lacks a parser, tags
            or lemmas, or has labels of an unknown scheme.
    """
    name = str(SHIPPED if model is None else readers.folder(str(model)) or model)
    _require_version(name)
    with ThreadPoolExecutor(1) as pool:
        checked = pool.submit(checksums.check, Path(name))
        import spacy  # takes half a second, in which the files are checked

        checked.result()
    try:
        nlp = spacy.load(name)
    except Exception as error:  # damaged files can make spaCy and other libraries raise anything
        raise ModelError(name, " ".join(str(error).split()) or type(error).__name__) from error
    require(name, nlp)
    nlp.max_length = LONGEST
    _teach_titles(nlp.tokenizer)
    return nlp


def _require_version(name: str) -> None:
    """Refuse another version of the included pipeline with a clear message, before its files cause an obscure error."""
    try:
        meta = json.loads(Path(name, "meta.json").read_bytes())
        ours, version = meta["name"] == _OURS, str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError):  # an installed pipeline, or none: spaCy will report any error
        return
    if ours and version.partition(".")[0] != _MAJOR:
        raise ModelError(name, f"is version {version} of {_OURS}; this version of quotes needs version {_MAJOR}")


def _teach_titles(tokenizer: object) -> None:
    """Keep the stop in "Sens. Roe and Kos" and "MR. ROE" with the title, since it does not end a sentence.

    Forms in capitals are added only for known abbreviations. Tokenizers of another class are left unchanged.
    """
    add_special_case, known = (getattr(tokenizer, name, None) for name in ("add_special_case", "rules"))
    if add_special_case is None or known is None:
        return
    titles = table("titles")
    abbreviated = {f"{title.capitalize()}." for title in titles["office"]["full"]}
    courtesy = {f"{title.capitalize()}." for listed in titles["courtesy"].values() for title in listed}
    for word in abbreviated | {word.upper() for word in abbreviated | (courtesy & set(known))}:
        add_special_case(word, [{"ORTH": word}])


def require(name: str, nlp: Language) -> None:
    """Report at once what the pipeline lacks, rather than finding nothing later.

    Raises:
        ModelError: it lacks a parser, tags or lemmas, has labels of an unknown scheme, or is for another language.
    """
    if nlp.lang != "en":
        raise ModelError(f"{name}: an English pipeline is needed, this one is for '{nlp.lang}'")
    assigned = {pipe: set(nlp.get_pipe_meta(pipe).assigns) for pipe in nlp.pipe_names}
    missing = [what for what, attribute in _NEEDED.items() if not any(attribute in a for a in assigned.values())]
    if missing:
        raise ModelError(
            f"{name}: the pipeline has no {', no '.join(missing)} (it has {', '.join(nlp.pipe_names) or 'nothing'})"
        )
    parsers = [pipe for pipe, attributes in assigned.items() if _NEEDED["parser"] in attributes]
    labels = {label for pipe in parsers for label in nlp.pipe_labels.get(pipe, ())}
    if labels and not labels & _TELLTALE:
        raise ModelError(f"{name}: the parser's labels are neither Universal Dependencies nor ClearNLP")


# What a pipeline must have, and the attribute that such a spaCy component declares to set.
_NEEDED = {"parser": "token.dep", "tagger": "token.tag", "lemmatizer": "token.lemma"}


Watch = Callable[[float], object]


def parse(nlp: Language, text: str, marks: Marks) -> Doc:
    """Parse one text. Sentence starts that follow from layout and marks are set before the parser runs."""
    return read(nlp, prepared(nlp, text, marks))


def read(nlp: Language, doc: Doc, watch: Watch | None = None) -> Doc:
    """Parse what `prepared` has made.

    A long text is parsed in runs of whole paragraphs, since a pipeline's memory grows with the length of a doc. `watch`
    is told after each run which share of the text has been parsed.
    """
    from spacy.tokens import Doc

    edges = _edges(doc)
    if len(edges) == 2:
        return nlp(doc)
    pieces = list[Doc]()
    for piece in nlp.pipe((doc[start:end].as_doc() for start, end in pairwise(edges)), batch_size=1):
        pieces.append(piece)
        if watch is not None:
            watch(edges[len(pieces)] / len(doc))
    readings = [found for piece in pieces if (found := reading.of(piece)) is not None]
    # spaCy cannot join readings and would warn about them
    whole = Doc.from_docs(pieces, ensure_whitespace=False, exclude=["user_data"])  # type: ignore[call-arg]  # not in the stub
    if len(readings) == len(pieces):
        Reading.joined(readings).keep(whole)
    return whole


def _edges(doc: Doc) -> list[int]:
    """Token indices where the doc is cut: its edges, and the first paragraph after every run of `_RUN` tokens."""
    edges = [0]
    for start in np.flatnonzero(reading.starts(doc)).tolist():
        if start - edges[-1] >= _RUN:
            edges.append(start)
    return [*edges, len(doc)]


_RUN = 20_000


def prepared(nlp: Language, text: str, marks: Marks) -> Doc:
    """The tokenised text with the sentence starts that `settle` sets."""
    return settle(_tokenised(nlp, laid_out(text.translate(_SPACES), marks.paragraphs), marks), marks)


def _tokenised(nlp: Language, text: str, marks: Marks) -> Doc:
    """The text's tokens, also cut at quotation marks, since a page may lack spaces beside them (said,“No.”He left).

    The tokenizer takes quadratic time for text without white space, so it gets such text in pieces.
    """
    cuts = {match.end() for match in _UNDIVIDED.finditer(text)}
    doc = _in_pieces(nlp, text, cuts)
    glued = _glued(doc, marks)
    return _joined(_in_pieces(nlp, text, cuts | glued) if glued else doc, marks)


def _joined(doc: Doc, marks: Marks) -> Doc:
    """The doc with each mark of several characters as one token: ``TeX''."""
    edges = (edge for q in marks.quotations for edge in ((q.span[0], q.inner[0]), (q.inner[1], q.span[1])))
    long = [span for edge in edges if edge[1] - edge[0] > 1 and (span := doc.char_span(*edge)) and len(span) > 1]
    if long:
        with doc.retokenize() as retokenizer:
            for span in long:
                retokenizer.merge(span)
    return doc


def _in_pieces(nlp: Language, text: str, cuts: set[int]) -> Doc:
    """The tokens of the text, cut at these offsets."""
    from spacy.tokens import Doc

    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *sorted(cuts), len(text)])]
    return Doc.from_docs(pieces, ensure_whitespace=False)


_UNDIVIDED = re.compile(r"\S{500}(?=\S)")  # words, and nearly all links, are shorter


def _glued(doc: Doc, marks: Marks) -> set[int]:
    """The edges of quotation marks, and of dashes beside them, that lie inside a token."""
    text = doc.text  # spaCy joins it anew each time
    edges = {edge for q in marks.quotations for edge in (*q.span, *q.inner, *_around_dashes(text, q.span))}
    starts, lengths = doc.to_array(["IDX", "LENGTH"]).T.astype(np.int64)
    return edges.difference(starts.tolist(), (starts + lengths).tolist())


def _around_dashes(text: str, span: Range) -> Range:
    """Where the dashes on both sides of a quotation begin and end: said|--“No”--|and left; “No” -|Roe."""
    before = text[max(0, span[0] - _MOST_DASHES) : span[0]]
    after = _DASHES_AFTER.match(text, span[1])
    return span[0] - len(before) + len(before.rstrip("-–—")), after.end() if after else span[1]


_DASHES_AFTER = re.compile(r"[-–—]+|\s+[-–—]+(?=[^\W\d_a-z])")
_MOST_DASHES = 3  # in a row


def settle(doc: Doc, marks: Marks) -> Doc:
    """Set the sentence starts that follow from layout, marks and spelling in a doc that is only tokenised."""
    text = doc.text
    starts = {start for start, _ in marks.paragraphs}
    closing = {q.inner[1] for q in marks.quotations if q.closed}
    after_comma = {q.span[1] for q in marks.quotations if q.closed and text[: q.inner[1]].rstrip()[-1:] == ","}
    settled = np.zeros(len(doc), dtype="int64")
    ended = None
    columns = doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).astype(np.int64).tolist()
    for index, (start, length, is_space) in enumerate(columns):
        if is_space:
            continue
        if start in starts:
            settled[index] = 1
        elif ended is not None and (start in closing or ended in after_comma or _goes_on(text, ended, start)):
            settled[index] = -1
        ended = start + length
    # all at once: setting token.is_sent_start searches the whole doc each time
    return doc.from_array(["SENT_START"], settled.astype("uint64"))  # type: ignore[arg-type]  # a column is enough


def _goes_on(text: str, ended: int, start: int) -> bool:
    """Whether no sentence starts here: in lower case, or after a word."""
    return text[start].islower() or text[ended - 1].isalnum()
