"""Attribution inside a spaCy pipeline: what it stores in a doc, how it is saved, and that it finds the same."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
import srsly
from spacy import displacy
from spacy.tokens import Doc, DocBin

import quotes
from quotes.component import EXTENSION, FACTORY, SENTENCES, SPANS, Quotes
from quotes.parsing import parse
from tests.support import ROOT
from tests.support.pipelines import extractor, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language


FERRY = "“The ferry sails,” harbor master Olle Berg told passengers. He denied that the pier had sunk."
TEXTS = [
    FERRY,
    "",
    " \n",
    "It rained.",
    "Tariffs are “theft,” according to Rosa Vidal, who sells lamps.\n\nMs. Vidal blamed the ministry.",
    "“We lost,” coach Ines Prado said. “We will be back.”\n\n“Soon,” she added",
]


def pipeline(**config: bool | str) -> Language:
    nlp = spacy.load(parse.SHIPPED)
    nlp.add_pipe(SENTENCES, first=True)
    nlp.add_pipe(FACTORY, config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="module")
def rules() -> Language:
    return pipeline(rules_only=True)


def told(doc: Doc) -> list[tuple[str | None, str | None, str]]:
    """(name, cue, content) of each attribution."""
    return [
        (r.speaker.name if r.speaker else None, r.cue.text if r.cue else None, r.quote.text) for r in doc._.attributions
    ]


def test_the_included_pipeline_can_be_used_for_other_purposes() -> None:
    doc = quotes.pipeline()("Sens. Roe and Kos left Torsby.")
    assert [(token.text, token.lemma_, token.tag_) for token in doc if token.dep_ == "ROOT"] == [
        ("left", "leave", "VBD")
    ]
    assert not doc.spans


def test_a_text(nlp: Language) -> None:
    assert told(nlp(FERRY)) == [
        ("Olle Berg", "told", "The ferry sails"),
        ("Olle Berg", "denied", "that the pier had sunk"),
    ]


@pytest.mark.parametrize("text", [*TEXTS, *((path.read_text("utf-8")) for path in sorted(ROOT.glob("seeds/*.txt")))])
def test_it_finds_what_an_extractor_finds(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert list(doc._.attributions) == extractor().extract(text, doc_id="doc").attributions


def test_the_rules_alone(rules: Language) -> None:
    text = TEXTS[-1]
    alone = extractor(rules_only=True).extract(text, doc_id="doc").attributions
    assert list(rules(text)._.attributions) == alone


def test_spans_are_the_contents_with_their_kind_and_their_record(nlp: Language) -> None:
    doc = nlp("“The ferry,” Olle Berg said, “sails.” He said the pier was “a ruin.”")
    first, second = doc._.attributions
    assert [(span.text, span.label_, span.id_) for span in doc.spans[SPANS]] == [
        ("The ferry", "direct", first.id),
        ("sails.", "direct", first.id),
        ("the pier was “a ruin.”", "mixed", second.id),
    ]


def test_displacy_draws_them(nlp: Language) -> None:
    html = displacy.render(nlp(FERRY), style="span", options={"spans_key": SPANS}, jupyter=False)
    assert "direct" in html
    assert "indirect" in html


@pytest.mark.parametrize(("given", "found"), [({}, "doc"), ({"id": "ferry"}, "ferry"), ({"id": 12}, "12")])
def test_the_doc_s_id(nlp: Language, given: dict[str, object], found: str) -> None:
    doc = nlp.make_doc(FERRY)
    doc.user_data.update(given)
    first = nlp(doc)._.attributions[0]
    assert (first.doc, first.id) == (found, f"{found}:1")


def test_a_doc_that_it_has_not_seen_has_none(nlp: Language) -> None:
    assert nlp.make_doc(FERRY)._.attributions == ()


def test_a_batch(nlp: Language) -> None:
    assert [told(doc) for doc in nlp.pipe(TEXTS, batch_size=2)] == [told(nlp(text)) for text in TEXTS]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python 3.12 on forks beside numpy's threads
@pytest.mark.parametrize("start", sorted({"fork", "spawn"} & {*multiprocessing.get_all_start_methods()}))
def test_several_processes(nlp: Language, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context(start))
    found = [told(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)]
    assert found == [told(nlp(text)) for text in TEXTS]


def test_saved_docs(nlp: Language) -> None:
    docs = [nlp(text) for text in TEXTS]
    data = DocBin(docs=docs, store_user_data=True).to_bytes()
    for doc, saved in zip(docs, DocBin().from_bytes(data).get_docs(nlp.vocab), strict=True):
        assert saved._.attributions == doc._.attributions
        assert [(s.start, s.end, s.id_) for s in saved.spans.get(SPANS, [])] == [
            (s.start, s.end, s.id_) for s in doc.spans[SPANS]
        ]


def test_saved_pipelines(rules: Language, tmp_path: Path) -> None:
    rules.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    filled = spacy.util.load_model_from_config(rules.config).from_bytes(rules.to_bytes())
    for copy in (loaded, filled):
        component = copy.get_pipe(FACTORY)
        assert isinstance(component, Quotes)
        assert component.rules_only
        assert told(copy(FERRY)) == told(rules(FERRY))


def test_an_extractor_over_a_pipeline_that_attributes(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp.to_disk(tmp_path)
    monkeypatch.setattr(parse, "_RUN", 10)  # words read at once
    text = "\n\n".join([FERRY, "Nobody asked the ferry’s owners, Berg said.", "The ministry declined to comment."])
    over = quotes.load(tmp_path).extract(text).attributions
    assert over == extractor().extract(text).attributions
    assert len(over) == 4


def test_what_the_pipeline_lacks_is_an_error_when_the_component_is_added() -> None:
    with pytest.raises(quotes.ModelError, match="quotes: the pipeline has no parser, no tagger, no lemmatizer"):
        spacy.blank("en").add_pipe(FACTORY)
    with pytest.raises(quotes.ModelError, match="is for 'sv'"):
        spacy.blank("sv").add_pipe(FACTORY)


@pytest.fixture
def taken() -> Iterator[None]:
    """Other code has set doc._.attributions."""
    ours = Doc.get_extension(EXTENSION) if Doc.has_extension(EXTENSION) else None
    Doc.set_extension(EXTENSION, default="mine", force=True)
    yield
    Doc.remove_extension(EXTENSION)
    if ours is not None:
        Doc.set_extension(EXTENSION, getter=ours[2])


@pytest.mark.usefixtures("taken")
def test_an_extension_of_the_same_name_stays_as_it_is() -> None:
    nlp = shipped()
    with pytest.raises(quotes.ModelError, match=r"quotes: doc\._\.attributions is already set by other code"):
        nlp.add_pipe(FACTORY)
    assert nlp.make_doc(FERRY)._.attributions == "mine"


def test_keys_in_user_data_have_our_prefix(nlp: Language) -> None:
    assert sorted(nlp(FERRY).user_data) == ["quotes.attributions", "quotes.reading"]


def test_a_component_that_comes_too_late_is_an_error_at_the_first_doc() -> None:
    nlp = spacy.load(parse.SHIPPED)
    nlp.add_pipe(FACTORY, first=True)
    with pytest.raises(quotes.ModelError, match="quotes: the doc has no DEP, no TAG, no LEMMA"):
        nlp(FERRY)


def test_a_disabled_component_is_an_error_too(nlp: Language) -> None:
    with nlp.select_pipes(disable=["lemmatizer"]), pytest.raises(quotes.ModelError, match="the doc has no LEMMA"):
        nlp(FERRY)


def test_the_configuration_is_typed(nlp: Language) -> None:
    with pytest.raises(ValueError, match="rules_only"):
        nlp.add_pipe(FACTORY, "again", config={"rules_only": "perhaps"})


def test_it_says_what_it_needs(nlp: Language) -> None:
    assert not any((nlp.analyze_pipes() or {})["problems"].values())
    assert nlp.get_pipe_meta(FACTORY).assigns == ["doc._.attributions", "doc.spans"]


def test_the_entry_points_name_the_factories() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = project["entry-points"]["spacy_factories"]
    assert (named[FACTORY], named[SENTENCES]) == ("quotes.component:make_quotes", "quotes.component:make_sentences")


def test_other_pipelines_pay_nothing_for_it() -> None:
    script = (
        "import sys, spacy, quotes.component; "
        "print({'quotes.extract', 'quotes.records'} & set(sys.modules), spacy.tokens.Doc.has_extension('attributions'))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.split() == [b"set()", b"False"]


def test_a_doc_as_json(nlp: Language) -> None:
    doc = nlp(FERRY)
    found = srsly.json_loads(srsly.json_dumps(doc.to_json(underscore=[EXTENSION])))
    # srsly writes 0.94 as 0.9400000000000001
    expected = srsly.json_loads(srsly.json_dumps([record.to_dict() for record in doc._.attributions]))
    assert found["_"][EXTENSION] == expected


def test_speakers_of_a_people_file_have_its_ids(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "people.csv").write_text("name,id\nOlle Berg,Q1\nRosa Vidal,Q2\nRosa Vidal,Q3\n", encoding="utf-8")
    known = pipeline(people=str(tmp_path / "people.csv"))
    assert [record.speaker.id for record in known(FERRY)._.attributions] == ["Q1", "Q1"]
    assert [record.speaker.id for record in known("Rosa Vidal said that it rains.")._.attributions] == [None]
    assert "“Rosa Vidal” may be Q2 (Rosa Vidal) or Q3 (Rosa Vidal)" in caplog.text


def test_a_people_file_that_cannot_be_read_is_an_error(nlp: Language) -> None:
    with pytest.raises(quotes.PeopleError, match="absent.csv: no such file or directory"):
        nlp.add_pipe(FACTORY, "again", config={"people": "absent.csv"})
