"""The command: `python -m training CORPORA_DIR`."""

import argparse
import tempfile
from pathlib import Path

from training.build import build


def main() -> None:
    """Read the arguments and build the pipeline."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Make quotes/model/ from the corpora.")
    parser.add_argument("corpora", metavar="CORPORA_DIR", type=Path, help="holds ud/, ner/ and polnear/")
    parser.add_argument("--output", type=Path, default=Path("quotes/model"), help="default: %(default)s")
    parser.add_argument(
        "--work",
        type=Path,
        help="keep the network after each course here, and go on from what is here (default: a temporary directory)",
    )
    parser.add_argument("--steps", type=int, help="stop after so many steps: to try the command, not the pipeline")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        build(options.corpora, options.output, work, options.steps)


if __name__ == "__main__":
    main()
