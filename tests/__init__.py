"""The tests: a folder for each folder of the package."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports numpy: other tests need the cores
