"""The model card and the pipeline's meta data: scores filled into card.md and card.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from training.evaluate import Scores

_HERE = Path(__file__).parent
_ENCODERS = "https://huggingface.co/sentence-transformers/"


def meta(scores: Scores, encoder: str) -> dict[str, Any]:
    """The description of the pipeline that started from this encoder (spaCy's meta.json)."""
    described = _described()
    own = described.pop("reader")[encoder]
    described["description"] = described["description"].format_map(own)
    source = {"name": own["encoder"], "url": _ENCODERS + own["encoder"], "license": "Apache 2.0"}
    performance = {"syntax": scores.syntax, "names": scores.names, "words_per_second": scores.speed}
    return described | {"sources": [source, *described["sources"]], "performance": performance}


def card(scores: Scores, encoder: str) -> str:
    """MODEL_CARD.md."""
    template = Template((_HERE / "card.md").read_text(encoding="utf-8"))
    own = _described()["reader"][encoder]
    return template.substitute(
        {name: text.strip() for name, text in own.items()},
        syntax=table(scores.syntax),
        names=table(scores.names),
        exact_syntax=table(scores.exact_syntax),
        exact_names=table(scores.exact_names),
        speed=table({kind: {"words a second": speed} for kind, speed in scores.speed.items()}, digits=0),
        megabytes=f"{scores.size / 1e6:.1f}",
    )


def licence(encoder: str) -> str:
    """The LICENSE for a pipeline made from this encoder."""
    template = Template((_HERE / "licence.txt").read_text(encoding="utf-8"))
    return template.substitute(encoder=_described()["reader"][encoder]["encoder"])


def _described() -> dict[str, Any]:
    return tomllib.loads((_HERE / "card.toml").read_text(encoding="utf-8"))


def table(rows: Mapping[str, Mapping[str, float]], digits: int = 1) -> str:
    """A Markdown table with a row for each test and a column for each measure."""
    measures = list(next(iter(rows.values())))
    head = f"| | {' | '.join(measures)} |\n|---|{'---:|' * len(measures)}"
    lines = (f"| {name} | {' | '.join(f'{row[m]:,.{digits}f}' for m in measures)} |" for name, row in rows.items())
    return "\n".join([head, *lines])
