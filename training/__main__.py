"""The command: `python -m training CORPORA_DIR`."""

import argparse
import tempfile
from pathlib import Path

from training.build import build
from training.encoders import DEFAULT, ENCODERS

OUTPUT = {"minilm": Path("quotes/model"), "mpnet": Path("models/accurate/quotes_accurate/model")}


def main() -> None:
    """Read the arguments and build the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train a reader on the corpora.")
    parser.add_argument(
        "corpora", metavar="CORPORA_DIR", type=Path, help="folder with ud/, ner/, polnear/ and wide-train.jsonl"
    )
    parser.add_argument("--output", type=Path, help="default: where the reader's package has its pipeline")
    parser.add_argument(
        "--work",
        type=Path,
        help="save what was learned here every ten minutes, and continue from it (default: a temporary directory)",
    )
    parser.add_argument(
        "--encoder",
        choices=sorted(ENCODERS),
        default=DEFAULT,
        help="where training starts: minilm for the default reader, mpnet for the accurate one (default: %(default)s)",
    )
    parser.add_argument("--steps", type=int, help="end after this many steps: sooner, or to try out the command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        build(options.corpora, options.output or OUTPUT[options.encoder], work, options.steps, options.encoder)


if __name__ == "__main__":
    main()
