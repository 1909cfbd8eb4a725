"""The straight line of this package: corpora -> lessons -> network -> pipeline -> scores -> model card."""

import copy
import pickle
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import spacy
import torch
from spacy.language import Language

from quotes.errors import ModelError
from quotes.parsing import checksums, readers
from quotes.parsing.parse import SHIPPED
from quotes.parsing.pieces import Pieces
from training import assemble, card, checkpoints, corpora, courses, treebank
from training.distilling import Tutor
from training.encoders import DEFAULT, ENCODERS
from training.evaluate import Scores, evaluate
from training.fit import fit
from training.gold import Labels
from training.lessons import Teacher
from training.network import Network, Sizes

SEED = 1


def build(
    corpora_directory: Path, output: Path, work: Path, steps: int | None = None, encoder: str = DEFAULT
) -> Scores:
    """Train on the corpora; write the pipeline, its card and licence to `output`.

    `work` keeps each course's lessons, its state every few minutes, and the network after it. A later run uses them
    instead of repeating the work, with the same result.
    """
    clock = Clock()
    torch.manual_seed(SEED)
    nlp = spacy.blank("en")
    labels = Labels.of(treebank.documents(corpora.sentences(corpora_directory, "train"), nlp.vocab))
    network = Network(ENCODERS[encoder], Sizes(**{head: len(getattr(labels, head)) for head in assemble.HEADS}))
    teacher = Teacher(nlp, Pieces(network.vocabulary), labels)

    def parser() -> Language:
        """The parser for news articles: the default reader as trained so far, or for other readers the finished one."""
        return assemble.assemble(copy.deepcopy(network), labels) if encoder == DEFAULT else spacy.load(SHIPPED)

    line = courses.COURSES[encoder]
    kept = [work / f"{course.name}.pt" for course in line]
    learnt = max((number for number, path in enumerate(kept, start=1) if path.exists()), default=0)
    if learnt:
        network.load_state_dict(torch.load(kept[learnt - 1]))
        clock.told(f"{line[learnt - 1].name} course: learnt before")

    for course, path in zip(line[learnt:], kept[learnt:], strict=True):
        tutor = None
        if course.manner.taught and (tutor := _tutor(network)) is None:
            continue
        read = partial(course.read, teacher, corpora_directory, parser)
        lessons = _kept_lessons(work / f"{course.name}.lessons", read)
        clock.told("corpora read")
        print(f"training on {sum(map(courses.count_pieces, lessons)):,} pieces in {len(lessons)} epochs", flush=True)
        fit(network, lessons, course.manner, SEED, steps, work / f"{course.name}.checkpoint", tutor)
        checkpoints.save(network.state_dict(), path)
        clock.told(f"{course.name} course: learnt")

    scores = write_model(network, labels, corpora_directory, output, encoder)
    clock.told("written and measured")
    print(card.table(scores.syntax), card.table(scores.names), sep="\n\n")
    return scores


def _kept_lessons(path: Path, read: Callable[[], courses.Lessons]) -> courses.Lessons:
    """The lessons of a course; if it was cut off, the same ones as before."""
    if not path.exists():
        with checkpoints.put_in_place(path) as beside:
            beside.write_bytes(pickle.dumps(read()))
    found: courses.Lessons = pickle.loads(path.read_bytes())  # noqa: S301 - our own file
    return found


def _tutor(network: Network) -> Tutor | None:
    """The accurate reader, if it is installed. It is made after the default one, which parses the news for it."""
    try:
        pipeline = readers.folder("accurate")
    except ModelError as error:
        print(f"not taught: {error}", flush=True)
        return None
    return Tutor(pipeline, network.vocabulary) if pipeline else None


class Clock:
    """Prints how long each step took."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def told(self, step: str) -> None:
        """Print a finished step with the seconds since the last one."""
        now = time.monotonic()
        print(f"{step}: {now - self._since:.0f} s", flush=True)
        self._since = now


def write_model(network: Network, labels: Labels, corpora_directory: Path, output: Path, encoder: str) -> Scores:
    """Write the trained network as a pipeline, replacing `output`."""
    shutil.rmtree(output, ignore_errors=True)
    exact = assemble.assemble(copy.deepcopy(network), labels, quantized=False)
    nlp = assemble.assemble(network, labels, reader=ENCODERS[encoder].reader)
    for pipeline in (nlp, exact):
        assemble.add_lemmatizer(pipeline, corpora.sentences(corpora_directory, "train"))
    assemble.save(nlp, output)
    scores = evaluate(spacy.load(output), exact, corpora_directory, output)
    assemble.save_meta(nlp, output, card.meta(scores, encoder))
    checksums.write(output)  # only of the files that are loaded: card and licence may be corrected later
    (output / "MODEL_CARD.md").write_text(card.card(scores, encoder), encoding="utf-8")
    (output / "LICENSE").write_text(card.licence(encoder), encoding="utf-8")
    return scores
