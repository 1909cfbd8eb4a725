"""The model card and the pipeline's meta data: scores filled into card.md and card.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from training.evaluate import Scores

_HERE = Path(__file__).parent


def meta(scores: Scores) -> dict[str, Any]:
    """What the pipeline says of itself (spaCy's meta.json)."""
    described: dict[str, Any] = tomllib.loads((_HERE / "card.toml").read_text(encoding="utf-8"))
    performance = {"syntax": scores.syntax, "names": scores.names, "words_per_second": scores.speed}
    return described | {"performance": performance}


def card(scores: Scores) -> str:
    """MODEL_CARD.md."""
    template = Template((_HERE / "card.md").read_text(encoding="utf-8"))
    return template.substitute(
        syntax=table(scores.syntax),
        names=table(scores.names),
        exact_syntax=table(scores.exact_syntax),
        exact_names=table(scores.exact_names),
        speed=table({kind: {"words a second": speed} for kind, speed in scores.speed.items()}, digits=0),
        size=f"{scores.size / 1e6:.1f}",
    )


def table(rows: Mapping[str, Mapping[str, float]], digits: int = 1) -> str:
    """A Markdown table with a row for each test and a column for each measure."""
    measures = list(next(iter(rows.values())))
    head = f"| | {' | '.join(measures)} |\n|---|{'---:|' * len(measures)}"
    lines = (f"| {name} | {' | '.join(f'{row[m]:,.{digits}f}' for m in measures)} |" for name, row in rows.items())
    return "\n".join([head, *lines])
