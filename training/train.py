"""spaCy's own training, in two processes side by side: syntax on one core, names on the other."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_CONFIGS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Course:
    """One training: its configuration (`syntax` -> syntax.cfg) and the documents to learn from and to choose by."""

    name: str
    train: Path
    dev: Path


class TrainingError(Exception):
    """A training ended with an error; the message names it and its log."""


def train(courses: list[Course], work: Path, steps: int | None = None) -> dict[str, Path]:
    """The best model of each course, by its name. `steps` cuts all of them short.

    Each writes its progress to `work`/NAME.log. Raises TrainingError.
    """
    processes = [(course, _start(course, work, steps)) for course in courses]
    failed = [course.name for course, process in processes if process.wait() != 0]
    if failed:
        raise TrainingError(f"training failed: see {', '.join(str(_log(work, name)) for name in failed)}")
    return {course.name: work / course.name / "model-best" for course in courses}


def _start(course: Course, work: Path, steps: int | None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "spacy", "train", str(_CONFIGS / f"{course.name}.cfg")]
    command += ["--output", str(work / course.name), "--paths.train", str(course.train), "--paths.dev", str(course.dev)]
    if steps is not None:
        command += ["--training.max_steps", str(steps), "--training.eval_frequency", str(steps)]
    with _log(work, course.name).open("wb") as log:
        # One thread each: they share two cores, and the results do not hang on the number of threads.
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=log, stderr=subprocess.STDOUT, env=environment
        )


def _log(work: Path, name: str) -> Path:
    return work / f"{name}.log"
