"""An article from paste to exported records with the keyboard alone: each sort of fault is made, found and corrected.

The reading is the pipeline's; the faults are ours, so that the right records are known whatever the pipeline finds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import quotes
from quotes.article import Article
from quotes.extract import Extraction
from quotes.inputs.originals import Originals
from quotes.records import Attribution, Part
from quotes.serving.desk import Desk
from tests.support import ROOT
from tests.support.browser import browser, needed
from tests.support.reviewing import DELETE, DOWN, ENTER, ESCAPE, LEFT, RIGHT, SHIFT, TAB, Page, is_gone, served
from tests.support.serving import Reader

pytestmark = needed

SEEDS = sorted(ROOT.glob("seeds/*.txt"))
Fix = Callable[[Page, Attribution], None]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = browser()
    driver.saved = tmp_path_factory.mktemp("saved")
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(driver.saved)})
    yield driver
    driver.quit()


@dataclass
class Damaged(Reader):
    """Reads an article as the pipeline does, and damages what it has found; `right` has what it should be."""

    extractor: quotes.Extractor
    right: dict[str, Attribution] = field(default_factory=dict)
    fixes: dict[str, list[Fix]] = field(default_factory=dict)
    missed: list[Attribution] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)

    async def extract(self, article: Article) -> Extraction:
        found = self.extractor.extract(article)
        self.right = {record.id: record for record in found.attributions}
        records = list(found.attributions)
        alone = [record for record in records if len(record.quote.spans) == 1 and record.speaker and record.cue]
        missed = next(each for each in reversed(alone) if all(other.within != each.id for other in records))
        records.remove(missed)
        self.missed = [missed]
        for damage, fix in DAMAGES:
            place = next(
                (
                    n
                    for n, each in enumerate(records)
                    if each.id not in self.fixes and damage(each, article.text) != each
                ),
                None,
            )
            if place is not None:
                self.fixes[records[place].id] = [fix]
                records[place] = damage(records[place], article.text)
        false = records[-1].model_copy(update={"id": f"{article.id}:false"})
        self.wrong = {false.id}
        return Extraction(article, [*records, false], found.diagnostics)


# --- faults, and the keys that mend them ------------------------------------------------------------------------------


def cut(record: Attribution, text: str) -> Attribution:
    """Without the last two words of a quote of one piece."""
    *_, (start, end) = record.quote.spans
    words = text[start:end].split(" ")
    if len(words) < 5 or len(record.quote.spans) > 1 or not all(word.isalpha() for word in words[-3:]):
        return record
    shorter = " ".join(words[:-2])
    quote = record.quote.model_copy(update={"text": shorter, "spans": ((start, start + len(shorter)),)})
    return record.model_copy(update={"quote": quote})


def another(record: Attribution, _: str) -> Attribution:
    """Said by somebody else, who is named elsewhere."""
    if record.speaker is None or record.speaker.name is None:
        return record
    return record.model_copy(update={"speaker": record.speaker.model_copy(update={"name": "Somebody Else"})})


def elsewhere(name: str) -> Callable[[Attribution, str], Attribution]:
    """With a part that stands at the beginning of the article."""

    def damage(record: Attribution, text: str) -> Attribution:
        part = getattr(record, name)
        word = text.split(maxsplit=1)[0].strip(".,:;")
        if part is None or part.start == 0 or (name == "role" and record.roles != (record.role,)):
            return record
        moved = part.model_copy(update={"text": word, "start": text.index(word), "end": text.index(word) + len(word)})
        return record.model_copy(update={name: moved} | ({"roles": (moved,)} if name == "role" else {}))

    return damage


def without(name: str) -> Callable[[Attribution, str], Attribution]:
    return lambda record, _: record.model_copy(update={name: None})


def surplus(name: str) -> Callable[[Attribution, str], Attribution]:
    def damage(record: Attribution, text: str) -> Attribution:
        if getattr(record, name) is not None or record.speaker is None:
            return record
        part = Part(text=text[:4], start=0, end=4)
        return record.model_copy(update={name: part}) if text[:4].isalpha() else record

    return damage


def negated(record: Attribution, _: str) -> Attribution:
    if record.cue is None:
        return record
    return record.model_copy(update={"cue": record.cue.model_copy(update={"factuality": "negated"})})


# Where the words begin that are marked while others are typed
PLACE = """
const [mark] = CSS.highlights.get("piece");
const before = document.createRange();
before.selectNodeContents(document.querySelector(".text"));
before.setEnd(mark.startContainer, mark.startOffset);
return [...before.toString()].length;
"""


def choose(at: Page, part: Part) -> None:
    """Find words by typing them, go to the place that is meant, and go on."""
    at.press("/", part.text)
    for _ in range(20):
        if at.driver.execute_script(PLACE) == part.start:
            break
        at.press(DOWN)
    at.press(ENTER)


def mend(key: str, name: str) -> Fix:
    def fix(at: Page, right: Attribution) -> None:
        at.press(key)
        choose(at, getattr(right, name))
        at.after(ENTER)

    return fix


def longer(at: Page, _: Attribution) -> None:
    at.press("q", RIGHT, RIGHT, f"{SHIFT}{RIGHT}{SHIFT}", f"{SHIFT}{LEFT}{SHIFT}")
    at.after(ENTER)


def renamed(at: Page, right: Attribution) -> None:
    assert right.speaker
    assert right.speaker.name
    at.press("w")
    at.after(right.speaker.name, ENTER)


def respoken(at: Page, right: Attribution) -> None:
    assert right.speaker
    at.press("s")
    choose(at, right.speaker)
    at.press(ENTER)
    at.after(right.speaker.name or DELETE, DOWN, ENTER)


def asserted(at: Page, _: Attribution) -> None:
    at.press("f")
    at.after("ass", ENTER)


def taken_away(key: str) -> Fix:
    def fix(at: Page, _: Attribution) -> None:
        at.press(key)
        at.after(DELETE)

    return fix


DAMAGES: list[tuple[Callable[[Attribution, str], Attribution], Fix]] = [
    (cut, longer),
    (another, renamed),
    (elsewhere("role"), mend("o", "role")),
    (elsewhere("cue"), mend("v", "cue")),
    (elsewhere("target"), mend("t", "target")),
    (without("when"), mend("e", "when")),
    (without("where"), mend("h", "where")),
    (surplus("when"), taken_away("e")),
    (negated, asserted),
    (elsewhere("speaker"), respoken),
]


def essence(record: Any) -> dict[str, Any]:
    """What a reader is told: the words, and whose they are."""

    def words(part: Any) -> Any:
        return part and (part["text"], part["start"])

    found = record if isinstance(record, dict) else record.to_dict()
    return {
        "quote": found["quote"]["text"],
        "spans": [list(span) for span in found["quote"]["spans"]],
        **{name: words(found[name]) for name in ("cue", "speaker", "role", "target", "when", "where")},
        "name": found["speaker"] and found["speaker"]["name"],
        "factuality": found["cue"] and found["cue"]["factuality"],
    }


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_a_seed_is_corrected_from_paste_to_exported_records(
    driver: Any, extractor: quotes.Extractor, tmp_path: Path, seed: Path
) -> None:
    reader: Any = Damaged(extractor)
    laid = Desk(reader, lambda record: record, Originals(), str(tmp_path / "review.jsonl"), "Ada")
    driver.get_log("browser")
    with served(laid) as url:
        at = Page(driver, url, tmp_path, "review.decisions.jsonl")
        pasted(at, seed.read_text(encoding="utf-8"))
        assert len(reader.fixes) >= 7  # an article need not have a where, or two words after each quote
        decided = [one["record"]["id"] for one in laid_records(at)]
        for _ in decided:
            name = at.chosen_id
            if name in reader.wrong:
                at.press("r")
            elif name in reader.fixes:
                for fix in reader.fixes[name]:
                    fix(at, reader.right[name])
                at.press("d")
            else:
                at.press("a")
        at.until(lambda: at.text(".progress") == f"{len(decided)} of {len(decided)} decided")
        [missed] = reader.missed
        add(at, missed)
        noted(at)
        filtered(at)
        expected = sorted((essence(each) for each in reader.right.values()), key=str)
        assert sorted(map(essence, exported(at)), key=str) == expected
        at.press("i")
        at.until(lambda: at.driver.current_url == f"{url}/")
        assert f"{len(decided) + 1} of {len(decided) + 1}" in at.text("table")
    assert driver.get_log("browser") == []


def pasted(at: Page, text: str) -> None:
    """Paste the article into the field that has the focus, and go to its quotes."""
    at.driver.get(f"{at.url}/")
    at.driver.execute_cdp_cmd("Input.insertText", {"text": text})
    old = at.one("main")
    at.press(TAB, ENTER)
    at.until(lambda: is_gone(old))
    at.until(lambda: at.chosen is not None)


def laid_records(at: Page) -> list[Any]:
    found: list[Any] = at.driver.execute_async_script(
        "const told = arguments[0]; fetch(`${location.pathname}/reviewed`).then((a) => a.json()).then(told)"
    )["records"]
    return found


def add(at: Page, missed: Attribution) -> None:
    """What was missed: its words, its speaker's, who that is; then its other parts."""
    assert missed.speaker
    at.press("+", "/", missed.quote.text, ENTER, ENTER)
    choose(at, missed.speaker)
    at.press(ENTER)
    at.after(missed.speaker.name or DELETE, DOWN, ENTER)
    for key, name in (("v", "cue"), ("o", "role"), ("t", "target"), ("e", "when"), ("h", "where")):
        if getattr(missed, name) is not None and getattr(missed, name).text != shown(at, name):
            mend(key, name)(at, missed)
    if shown(at, "role") and missed.role is None:
        taken_away("o")(at, missed)


def shown(at: Page, name: str) -> str | None:
    found = at.driver.find_elements("css selector", f".record.selected dd[data-part={name}] b")
    return found[0].text if found else None


def noted(at: Page) -> None:
    """A note, taken back and written again."""
    at.press("m", "see the tape", ENTER)
    at.until(lambda: "see the tape" in at.text(".record.selected .verdicts"))
    at.after("u")
    assert "see the tape" not in at.text(".record.selected")
    at.press("m", "see the tape", ENTER)
    at.until(lambda: "see the tape" in at.text(".record.selected .verdicts"))


def filtered(at: Page) -> None:
    at.press("/", "zebra")
    at.until(lambda: at.text(".count").startswith("0 of "))
    at.press(ESCAPE)
    at.until(lambda: " of " not in at.text(".count"))


def exported(at: Page) -> list[Any]:
    """The records that the browser saves; the file has another name until it is complete."""
    file: Path = at.driver.saved / "reviewed.jsonl"
    file.unlink(missing_ok=True)
    at.press("x")
    at.until(lambda: file.exists() and file.stat().st_size)
    return [json.loads(row) for row in file.read_bytes().splitlines()]
