"""onnxruntime without its telemetry: the only place that imports it."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def onnxruntime(part: str = "") -> Any:
    """The module, or a part of it: `.quantization`.

    Since version 1.29, onnxruntime contacts a server of its maker ten seconds after it has loaded a model, reports how
    it is used, and stores an identifier of this machine in the user's cache. It reads this variable on import;
    afterwards nothing stops it, not even its own `disable_telemetry_events`. A value that the user has set is kept.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    return import_module(f"onnxruntime{part}")
