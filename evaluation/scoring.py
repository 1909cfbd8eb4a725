"""How many of the attributions that people annotated were found, and how many of those found are right.

Each annotation has at most one find as its partner. A find is right (`relation`) if their contents match by half and
its speaker shares a word with the annotated source; any speaker is right if no source is annotated.
The figures, over all articles together:

    relation         who said what: the above
    content_half     the content alone matches by half
    content_exact    the content is the same, word by word
    content_partial  the mean share of a content that its partner covers (Pareti 2015)
    cue              finds whose cue shares a word with the annotated one
    source_accuracy  of the contents matched by half that have a source, the share with the right one
    relation_recall  by the kind of content (direct, mixed, indirect) and of cue (speech, thought); n is how many

and if the annotations say who the speakers are, over the contents matched by half:

    name_accuracy    the same name or a fuller one, titles aside; a speaker without a name must get none
    role, target     half of the words are the same
    target_kind_accuracy  of the right targets
    record           the share of all annotations with everything right at once: relation, name, role and target

`.p`, `.r` and `.f1` are precision, recall and their harmonic mean. Shares are percentages with one decimal.
An annotation marked "optional" is not counted, and a find that matches it is not counted either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from evaluation.matching import (
    HALF,
    Document,
    Json,
    Links,
    Marked,
    annotated,
    by_content,
    pairs,
    predicted,
    right_parts,
    same_source,
)

Figures = dict[str, float]
# Sums over the articles: whole numbers, and shares of contents.
_Counts = defaultdict[str, float]


def score(documents: Sequence[Document], records: Mapping[str, Sequence[Json]]) -> Figures:
    """The figures of records, as JSON and by document, against annotated documents: "doc", "text", "attributions"."""
    counts = _Counts(int)
    for document in documents:
        text = document["text"]
        gold, found = annotated(text, document["attributions"]), predicted(text, records.get(document["doc"], ()))
        _add(counts, *_required(gold, found))
    figures: Figures = {"documents": len(documents), "gold": counts["gold"], "predicted": counts["found"]}
    figures |= _extraction(counts)
    if any("name" in annotation for document in documents for annotation in document["attributions"]):
        figures |= _linking(counts)
    return figures


def _required(gold: Sequence[Marked], found: Sequence[Marked]) -> tuple[list[Marked], list[Marked]]:
    """Both without the optional annotations and the finds that match those best."""
    ordered = sorted(gold, key=lambda annotation: not annotation.is_optional)
    spare = {f for g, f, weight in pairs(ordered, found, by_content) if ordered[g].is_optional and weight >= HALF}
    return (
        [annotation for annotation in gold if not annotation.is_optional],
        [find for number, find in enumerate(found) if number not in spare],
    )


def _add(counts: _Counts, gold: Sequence[Marked], found: Sequence[Marked]) -> None:
    """Count one article."""
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    counts["cue"] += len(pairs(gold, found, lambda a, b: len(a.cue & b.cue)))
    counts["cue gold"] += sum(bool(a.cue) for a in gold)
    counts["cue found"] += sum(bool(b.cue) for b in found)
    counts["exact"] += len(pairs(gold, found, lambda a, b: a.content == b.content))
    matched = [(gold[g], found[f]) for g, f, _ in pairs(gold, found, by_content)]
    for pair in matched:
        _add_pair(counts, *pair)
    for a in gold:
        for sort in _sorts(a):
            counts[f"{sort} n"] += 1


def _add_pair(counts: _Counts, gold: Marked, found: Marked) -> None:
    """Count an annotation and its partner."""
    both = len(gold.content & found.content)
    counts["covered of found"] += both / len(found.content)
    counts["covered of gold"] += both / len(gold.content)
    if both / len(gold.content | found.content) < HALF:
        return
    is_right = same_source(gold, found)
    counts["half"] += 1
    if gold.source:
        counts["sourced"] += 1
        counts["source"] += is_right
    if is_right:
        counts["relation"] += 1
        for sort in _sorts(gold):
            counts[f"{sort} met"] += 1
    if gold.links is not None and found.links is not None:
        are_right = _add_links(counts, gold.links, found.links)
        counts["record"] += is_right and are_right


def _add_links(counts: _Counts, gold: Links, found: Links) -> bool:
    """Count name, role and target. Returns whether all are right."""
    right = right_parts(gold, found)
    counts["named"] += 1
    counts["name"] += right.name
    for part, one, other, is_right in (
        ("role", gold.roles, found.roles, right.role),
        ("target", gold.target, found.target, right.target),
    ):
        counts[part] += bool(one) and is_right
        counts[f"{part} gold"] += bool(one)
        counts[f"{part} found"] += bool(other)
    counts["target kind"] += bool(gold.target) and right.target and gold.target_kind == found.target_kind
    return all(right)


def _sorts(annotation: Marked) -> tuple[str, str]:
    return annotation.kind, "speech" if annotation.is_speech else "thought"


def _extraction(counts: _Counts) -> Figures:
    gold, found = counts["gold"], counts["found"]
    return {
        **_f1("relation", counts["relation"], found, counts["relation"], gold),
        **_f1("content_half", counts["half"], found, counts["half"], gold),
        **_f1("content_exact", counts["exact"], found, counts["exact"], gold),
        **_f1("content_partial", counts["covered of found"], found, counts["covered of gold"], gold),
        **_f1("cue", counts["cue"], counts["cue found"], counts["cue"], counts["cue gold"]),
        "source_accuracy": _percent(counts["source"], counts["sourced"]),
        **_recall_by_sort(counts),
    }


def _recall_by_sort(counts: _Counts) -> Figures:
    figures = Figures()
    for sort in sorted(name.removesuffix(" n") for name in counts if name.endswith(" n")):
        figures[f"relation_recall.{sort}.n"] = counts[f"{sort} n"]
        figures[f"relation_recall.{sort}.r"] = _percent(counts[f"{sort} met"], counts[f"{sort} n"])
    return figures


def _linking(counts: _Counts) -> Figures:
    role, target = (
        _f1(part, counts[part], counts[f"{part} found"], counts[part], counts[f"{part} gold"])
        for part in ("role", "target")
    )
    return {
        "name_accuracy": _percent(counts["name"], counts["named"]),
        "record": _percent(counts["record"], counts["gold"]),
        **role,
        **target,
        "target_kind_accuracy": _percent(counts["target kind"], counts["target"]),
    }


def _f1(name: str, right: float, found: float, met: float, wanted: float) -> Figures:
    """Precision (right of found), recall (met of wanted) and F1, by their dotted names."""
    p, r = right / found if found else 0.0, met / wanted if wanted else 0.0
    f1 = 200 * p * r / (p + r) if p + r else 0.0
    return {f"{name}.p": round(100 * p, 1), f"{name}.r": round(100 * r, 1), f"{name}.f1": round(f1, 1)}


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def table(figures: Mapping[str, float]) -> Iterable[str]:
    """A line for each figure, aligned."""
    width = max(map(len, figures))
    return (f"{name:{width}}  {value:6g}" for name, value in figures.items())
