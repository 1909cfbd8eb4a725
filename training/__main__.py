"""The command: `python -m training CORPORA_DIR`."""

import argparse
import tempfile
from pathlib import Path

from training.build import build
from training.encoders import DEFAULT, ENCODERS


def main() -> None:
    """Read the arguments and build the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Make quotes/model/ from the corpora.")
    parser.add_argument(
        "corpora", metavar="CORPORA_DIR", type=Path, help="holds ud/, ner/, polnear/ and wide-train.jsonl"
    )
    parser.add_argument("--output", type=Path, default=Path("quotes/model"), help="default: %(default)s")
    parser.add_argument(
        "--work",
        type=Path,
        help="keep what was learnt here, every ten minutes, and go on from it (default: a temporary directory)",
    )
    parser.add_argument(
        "--encoder",
        choices=sorted(ENCODERS),
        default=DEFAULT,
        help="what the network starts from: the default reader's, or the accurate reader's (default: %(default)s)",
    )
    parser.add_argument("--steps", type=int, help="stop after so many steps: to try the command, not the pipeline")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        build(options.corpora, options.output, work, options.steps, options.encoder)


if __name__ == "__main__":
    main()
