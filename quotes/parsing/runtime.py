"""onnxruntime without its telemetry: the one place that imports it."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def onnxruntime(part: str = "") -> Any:
    """The module, or a part of it: `.quantization`.

    From 1.29 on, onnxruntime looks up a server of its maker ten seconds after it has read a model, sends it what it was
    used for, and leaves a number for this machine in the user's cache. It asks this variable when it is imported, and
    afterwards nothing stops it: not its own `disable_telemetry_events` either. Whoever has set the variable keeps his
    choice.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    return import_module(f"onnxruntime{part}")
