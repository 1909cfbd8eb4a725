"""The command: `python -m training CORPORA_DIR`."""

import argparse
import tempfile
from pathlib import Path

from training.build import build


def main() -> None:
    """Read the arguments and build the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train quotes/model/ on the corpora.")
    parser.add_argument("corpora", metavar="CORPORA_DIR", type=Path, help="folder with ud/, ner/ and polnear/")
    parser.add_argument("--output", type=Path, default=Path("quotes/model"), help="default: %(default)s")
    parser.add_argument(
        "--work",
        type=Path,
        help="save the network here after each course, and continue from what is here (default: a temporary directory)",
    )
    parser.add_argument("--steps", type=int, help="stop after this many steps, to try out the command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        build(options.corpora, options.output, work, options.steps)


if __name__ == "__main__":
    main()
