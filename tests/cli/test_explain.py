"""`quotes explain`: a place in, the explanation out; each error is one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.command import run
from tests.test_extract import STORY


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "bad.txt").write_text("It rained, \x1b[31m[red]Roe[/red]\x1b[0m said.", encoding="utf-8")
    return tmp_path


def explain(here: Path, *args: str, stdin: bytes = b"", **env: str) -> tuple[int, str, str]:
    code, out, err = run(here, "explain", *args, stdin=stdin, module="quotes", **env)
    return code, out.decode(), err


def test_the_three_ways_to_a_sentence_say_the_same(here: Path) -> None:
    at = str(STORY.index("We tested"))
    code, first, err = explain(here, "bridge.txt", "--at", at)
    assert (code, err) == (0, "")
    assert explain(here, "bridge.txt", "--at", "3:2") == (0, first, "")
    assert explain(here, "bridge.txt", "--find", '"we tested it') == (0, first, "")
    assert "Found bridge:77, " in first
    code, by_id, _ = explain(here, "bridge.txt", "--id", "bridge:77")
    assert by_id.splitlines()[0] == "bridge.txt, line 3, column 1 (offsets 76 to 134)"
    assert re.search(r"name      Anna Lund, \d\d% \(pronoun: the most likely one for the pronoun; line ", by_id)


def test_standard_input(here: Path) -> None:
    code, out, err = explain(here, "-", "--at", "0", stdin=STORY.encode())
    assert (code, err) == (0, "")
    assert out.startswith("stdin, line 1, column 1 ")


def test_the_rules_alone(here: Path) -> None:
    assert ", read as a cue: " in explain(here, "bridge.txt", "--at", "0")[1]
    assert ", read as a cue: " not in explain(here, "bridge.txt", "--at", "0", "--rules-only")[1]


def test_nothing_in_a_text_commands_the_terminal(here: Path) -> None:
    code, out, err = explain(here, "bad.txt", "--at", "0", FORCE_COLOR="1")
    assert (code, err) == (0, "")
    assert "␛[31m[red]Roe[/red]␛[0m" in out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["bridge.txt", "--id", "bridge:1"], "bridge.txt: has no attribution bridge:1: try "),
        (["bridge.txt", "--id", "other:77"], "bridge.txt: has no article other"),
        (["bridge.txt", "--at", "9999"], f"bridge.txt: has no offset 9999, only 0 to {len(STORY) - 1}"),
        (["bridge.txt", "--at", "99:1"], "bridge.txt: has no line 99, only 1 to "),
        (["bridge.txt", "--find", "submarine"], "bridge.txt: has no “submarine”"),
        (["none.txt", "--at", "0"], "none.txt: no such file or directory"),
        (["bridge.txt", "--at", "0", "--model", "none"], "none: "),
    ],
)
def test_an_error_is_one_line(here: Path, args: list[str], message: str) -> None:
    code, out, err = explain(here, *args)
    assert (code, out) == (1, "")
    assert err.startswith(f"quotes: error: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "give one of --id, --at and --find"),
        (["--id", "1", "--at", "1"], "give one of --id, --at and --find"),
        (["--at", "one"], "Invalid value for --at: must be an offset or LINE:COLUMN"),
        (["--at", "-1"], "Invalid value for --at: must be an offset or LINE:COLUMN"),
    ],
)
def test_usage(here: Path, args: list[str], message: str) -> None:
    code, out, err = explain(here, "bridge.txt", *args)
    assert (code, out) == (2, "")
    assert message in err


def test_a_file_of_several_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.article import Article
    from quotes.cli import explain as command
    from quotes.errors import ArticleError, PlaceError

    rows = [Article("one", "It rained."), ArticleError("rows", "line 2: no text"), Article("two", "It snowed.")]
    monkeypatch.setattr("quotes.inputs.articles.articles", lambda _: iter(rows))
    assert command._article(command.ExplainRequest("rows", identifier="two:5")) == rows[2]
    for request, cause in [
        (command.ExplainRequest("rows", identifier="three:5"), "rows: has no article three"),
        (command.ExplainRequest("rows", at="5"), "rows: line 2: no text"),
    ]:
        with pytest.raises((PlaceError, ArticleError), match=cause):
            command._article(request)
    del rows[1]
    with pytest.raises(PlaceError, match="rows: holds several articles: give a full --id"):
        command._article(command.ExplainRequest("rows", at="5"))


def test_an_article_in_another_language_is_not_explained_unless_asked_for(here: Path) -> None:
    text = (
        "Die Brücke sei sicher, sagte die Bürgermeisterin Anna Lund am Montag. „Wir haben jede Schraube geprüft.“ " * 2
    )
    (here / "de.txt").write_text(text, encoding="utf-8")
    code, _, err = explain(here, "de.txt", "--at", "0")
    message = "looks like another language (de), so nothing is extracted; use --any-language to extract anyway"
    assert (code, err) == (1, f"quotes: error: de.txt: {message}\n")
    assert explain(here, "de.txt", "--at", "0", "--any-language")[0] == 0
