"""News articles with automatic names, cleaned by the annotator's own majority.

The names are a tagger's output: good in sentences, bad in headlines in Title Case and for a few frequent names, and
not consistent. So an article's names are collected from its sentences. Each gets the label that it most often has in
all articles, or the one in names.toml, and is then marked wherever it occurs.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training import conllu
from training.conllu import Sentence, Word
from training.conventions import conventions
from training.files import open_text
from training.passages import Name, Passage

_PARAGRAPH = re.compile(r"\S[^\n]*")
_WORDS = re.compile(r"[^\W\d_]+")
_LONG_WORDS = re.compile(r"[^\W\d_]{5,}")
# A paragraph is a headline if at least this share of its words of five or more letters has capitals.
TITLE_CASE = 0.8


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name as annotated: its character offset into the article, its text, and our label ("" for other kinds)."""

    start: int
    text: str
    label: str


def from_articles(texts: Path, annotations: Path) -> Iterator[Passage]:
    """The articles in `texts` (JSON lines: doc, text) with the names in `annotations` (CoNLL-U), in order."""
    with open_text(texts) as lines:
        articles = {row["doc"]: row["text"] for row in map(json.loads, lines)}
    annotated = conllu.by_document(conllu.read(annotations))
    mentions = {doc: list(_mentions(sentences, articles[doc])) for doc, sentences in annotated}
    labels = majority(mention for found in mentions.values() for mention in found)
    for doc, found in mentions.items():
        yield _passage(articles[doc], found, labels)


def majority(mentions: Iterable[_Mention]) -> dict[str, str]:
    """Each name's label, by its case-folded text: the corrected or the most frequent one; "" if it is not ours."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        counts[mention.text.casefold()][mention.label] += 1
    return {text: count.most_common(1)[0][0] for text, count in counts.items()} | conventions().settled["news"]


def is_headline(paragraph: str) -> bool:
    """Whether most long words have capitals: "Mayor Promises Safer Bridges"."""
    words = _LONG_WORDS.findall(paragraph)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)


def _mentions(sentences: Iterable[Sentence], text: str) -> Iterator[_Mention]:
    """The names in the sentences: adjacent words with one label are one name."""
    for sentence in sentences:
        first = 0
        while first < len(sentence.words):
            last = _same_kind(sentence.words, first)
            yield from _trimmed(sentence.words[first:last], text)
            first = last


def _same_kind(words: Sequence[Word], first: int) -> int:
    last = first + 1
    while last < len(words) and _kind(words[last]) == _kind(words[first]):
        last += 1
    return last


def _kind(word: Word) -> str:
    return word.misc.get("NER", "")


def _trimmed(words: Sequence[Word], text: str) -> Iterator[_Mention]:
    """The name in a mention. Nationalities and the like (MISC) are not names for us."""
    label = conventions().label(_kind(words[0]))
    forms = [word.form for word in words]
    start, end = conventions().trim(forms, label)
    if _kind(words[0]) == "MISC" or (label and conventions().is_name(forms[start:end], label)):
        offsets = int(words[start].misc["Start"]), int(words[end - 1].misc["End"])
        yield _Mention(offsets[0], text[slice(*offsets)], label)


def _passage(text: str, mentions: Sequence[_Mention], labels: Mapping[str, str]) -> Passage:
    paragraphs = [(match.start(), match[0]) for match in _PARAGRAPH.finditer(text)]
    headlines = [range(start, start + len(paragraph)) for start, paragraph in paragraphs if is_headline(paragraph)]
    in_sentences = [mention.text for mention in mentions if not any(mention.start in span for span in headlines)]
    return marked(text, {name: labels[name.casefold()] for name in in_sentences})


def marked(text: str, known: Mapping[str, str]) -> Passage:
    """The text with these names, and the surnames of persons among them, wherever they occur."""
    return Passage(text, tuple(_occurrences(text, {**known, **_surnames(known, text)})))


def _surnames(known: Mapping[str, str], text: str) -> dict[str, str]:
    """Surnames as persons: "Roldán" in an article on Ana Roldán; not "Will" of George Will, which is also a word."""
    persons = [name.split() for name, label in known.items() if label == "PERSON"]
    surnames = {words[-1] for words in persons if len(words) > 1 and words[-1].istitle()}
    words = set(_WORDS.findall(text))
    return {
        name: "PERSON"
        for name in sorted(surnames)
        if name.lower() not in words and name.casefold() not in conventions().settled["news"]
    }


def _occurrences(text: str, known: Mapping[str, str]) -> Iterator[Name]:
    """Where the known names occur in a text; of overlapping ones the longest, so not "Trump" in "Trump Tower"."""
    if known:
        longest_first = sorted(known, key=len, reverse=True)
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text):
            if label := known[match[0]]:
                yield Name(match.start(), match.end(), label)
