"""The straight line of this package: corpora -> lessons -> network -> pipeline -> scores -> model card."""

import copy
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import spacy
import torch
from spacy.language import Language

from quotes.parsing import checksums
from quotes.parsing.pieces import Pieces
from training import assemble, card, corpora, courses, treebank
from training.evaluate import Scores, evaluate
from training.fit import Manner, fit
from training.lessons import Labels, Lesson, Teacher
from training.network import Network, Sizes, vocabulary

Lessons = list[list[Lesson]]
Reading = Callable[[Teacher, Path, Language], Lessons]

_HERE = Path(__file__).parent
SEED = 1


def build(corpora_directory: Path, output: Path, work: Path, steps: int | None = None) -> Scores:
    """Train on the corpora; write the pipeline, its card and licence to `output`.

    `work` keeps the network after each course. What is found there is not learnt again; the result is the same.
    """
    clock = Clock()
    torch.manual_seed(SEED)
    nlp = spacy.blank("en")
    labels = Labels.of(treebank.documents(corpora.sentences(corpora_directory, "train"), nlp.vocab))
    teacher = Teacher(nlp, Pieces(vocabulary()), labels)
    network = Network(Sizes(**{head: len(getattr(labels, head)) for head in assemble.HEADS}))

    def parsed(read: Reading) -> Lessons:
        return read(teacher, corpora_directory, parser(network, labels))

    plan: list[tuple[str, Callable[[], Lessons], Manner]] = [
        ("first", lambda: courses.first(teacher, corpora_directory), Manner()),
        ("second", lambda: parsed(courses.second), Manner()),
        ("third", lambda: parsed(courses.third), Manner()),
        ("fourth", lambda: parsed(courses.fourth), Manner(pace=0.5, rounded=True)),
    ]
    for name, read, manner in plan:
        kept = work / f"{name}.pt"
        if kept.exists():
            network.load_state_dict(torch.load(kept))
            clock.told(f"{name} course: learnt before")
            continue
        lessons = read()
        clock.told("corpora read")
        print(f"training on {sum(map(courses.count_pieces, lessons)):,} pieces in {len(lessons)} epochs")
        fit(network, lessons, manner, SEED, steps)
        torch.save(network.state_dict(), kept)
        clock.told(f"{name} course: learnt")

    scores = write_model(network, labels, corpora_directory, output)
    clock.told("written and measured")
    print(card.table(scores.syntax), card.table(scores.names), sep="\n\n")
    return scores


class Clock:
    """Tells how long each step took."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def told(self, step: str) -> None:
        """Print a step that is done, with the seconds since the last one."""
        now = time.monotonic()
        print(f"{step}: {now - self._since:.0f} s", flush=True)
        self._since = now


def parser(network: Network, labels: Labels) -> Language:
    """The network as a pipeline, while it goes on learning."""
    return assemble.assemble(copy.deepcopy(network), labels)


def write_model(network: Network, labels: Labels, corpora_directory: Path, output: Path) -> Scores:
    """Write the trained network as the pipeline that ships, replacing `output`."""
    shutil.rmtree(output, ignore_errors=True)
    exact = assemble.assemble(copy.deepcopy(network), labels, quantized=False)
    nlp = assemble.assemble(network, labels)
    for pipeline in (nlp, exact):
        assemble.add_lemmatizer(pipeline, corpora.sentences(corpora_directory, "train"))
    assemble.save(nlp, output)
    scores = evaluate(spacy.load(output), exact, corpora_directory, output)
    assemble.save_meta(nlp, output, card.meta(scores))
    checksums.write(output)  # of what is loaded: card and licence may be put right later
    (output / "MODEL_CARD.md").write_text(card.card(scores), encoding="utf-8")
    shutil.copyfile(_HERE / "licence.txt", output / "LICENSE")
    return scores
