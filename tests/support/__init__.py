"""What the tests share: records, parses, an archive, fakes, the command line in this process."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
