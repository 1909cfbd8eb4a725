"""Running text with its names marked: the common form for all name corpora."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

# No space before closing punctuation and clitics, none after opening punctuation.
_CLOSES = re.compile(r"[.,;:!?)\]}%”’]+|'|n['’]t|['’](?:s|m|d|ll|re|ve)|\.\.\.", re.IGNORECASE)
_OPENS = re.compile(r"[(\[{$£€“‘#@]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: character offsets into the passage's text, half-open, and PERSON, ORG or LOC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and all its names, in text order and not nested."""

    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A token of a name corpus: its form, its label ("" outside names) and whether a name starts with it."""

    form: str
    label: str
    starts: bool
    space_after: bool = True


def document(passage: Passage, nlp: Language) -> Doc:
    """The passage as spaCy tokens, with its names as entities."""
    return marked(nlp.make_doc(passage.text), passage)


def marked(doc: Doc, passage: Passage) -> Doc:
    """The doc with the passage's names as its only entities; a name that cuts a token takes the whole token."""
    spans = (doc.char_span(name.start, name.end, name.label, alignment_mode="expand") for name in passage.names)
    doc.set_ents(filter_spans(span for span in spans if span is not None))
    return doc


def from_tokens(tokens: Sequence[Labelled]) -> Passage:
    """The passage with the text of these tokens."""
    starts, text = _offsets(tokens)
    names = []
    for first, last in _runs(tokens):
        names.append(Name(starts[first], starts[last] + len(tokens[last].form), tokens[first].label))
    return Passage(text, tuple(names))


def spaced(forms: Sequence[str]) -> list[bool]:
    """Whether a space follows each of these tokens in ordinary writing; for corpora that do not say."""
    spaces = []
    inside_quotation = False
    for form, following in zip(forms, [*forms[1:], ""], strict=True):
        if form == '"':
            inside_quotation = not inside_quotation
        opens = _OPENS.fullmatch(form) or (form == '"' and inside_quotation)
        closes = _CLOSES.fullmatch(following) or (following == '"' and inside_quotation)
        spaces.append(not (opens or closes))
    return spaces


def _offsets(tokens: Sequence[Labelled]) -> tuple[list[int], str]:
    starts: list[int] = []
    text = ""
    for token in tokens:
        starts.append(len(text))
        text += token.form + (" " if token.space_after else "")
    return starts, text.rstrip()


def _runs(tokens: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """The first and last token index of each name."""
    first: int | None = None
    for index, token in enumerate(tokens):
        if first is not None and (token.starts or token.label != tokens[first].label):
            yield first, index - 1
            first = None
        if first is None and token.label:
            first = index
    if first is not None:
        yield first, len(tokens) - 1
