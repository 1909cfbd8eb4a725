"""What the encoder reads about attributions: tokens -> links -> proposals, weighed against the rules' finds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from spacy.tokens import Doc

from quotes import assemble, extract
from quotes.article import Article
from quotes.choosing import arbiter, weighing
from quotes.choosing.evidence import FEATURES, Evidence
from quotes.choosing.verdict import Verdict
from quotes.finding import cues, reader
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout
from quotes.naming import identities
from quotes.parsing import marks, reading
from quotes.parsing.reading import CONTENT, CUE, CUE_GOES_ON, NOTHING, PARTS, SOURCE, Contents, Reading
from quotes.records import Attribution
from tests.support.parses import by_text
from tests.support.pipelines import blank

LETTERS = {"-": NOTHING, "C": CUE, "c": CUE_GOES_ON, "s": SOURCE, "q": CONTENT}


def read(parts: str, links: dict[int, int]) -> Reading:
    """A reading with probabilities of nine tenths: a letter for each token; `links` by token, if there is a link."""
    probabilities = np.full((len(parts), len(PARTS)), 0.025, dtype=np.float32)
    for token, letter in enumerate(parts):
        probabilities[token, LETTERS[letter]] = 0.9
    return Reading(probabilities, np.array([links.get(n, -1) for n in range(len(parts))]))


class TestReading:
    def test_a_doc_keeps_it_even_when_it_is_saved(self) -> None:
        doc = blank()("The mayor said so")
        assert reading.of(doc) is None
        replace(read("ssCq", {2: 1, 3: 2}), reader="accurate").keep(doc)
        kept = reading.of(Doc(doc.vocab).from_bytes(doc.to_bytes()))
        assert kept is not None
        assert kept.links.tolist() == [-1, -1, 1, 2]
        assert kept.parts.argmax(axis=1).tolist() == [SOURCE, SOURCE, CUE, CONTENT]
        assert kept.reader == "accurate"

    def test_joined_readings_count_on(self) -> None:
        parts = [read("sCq", {1: 0, 2: 1}), read("-Cq", {2: 1})]
        joined = Reading.joined([replace(part, reader="accurate") for part in parts])
        assert joined.reader == "accurate"
        assert joined.links.tolist() == [-1, 0, 1, -1, -1, 4]
        assert len(joined.parts) == 6

    def test_a_cue_belongs_to_a_source_and_a_content_to_a_cue(self) -> None:
        parts = read("sCqsCq", {}).parts
        scores = np.zeros((6, 7), dtype=np.float32)
        scores[1, [0, 4, 3]] = 1, 5, 9  # the most likely word for the first cue is not a source, the next one is
        scores[2, [0, 1, 2]] = 9, 9, 1  # a content never belongs to a source or to nothing
        scores[4, [0, 4]] = 5, 1
        scores[5, [2, 5]] = 1, 2
        assert reading.links(parts, scores)[[1, 2, 4, 5]].tolist() == [4, 2, 0, 5]

    def test_without_a_cue_nothing_belongs_anywhere(self) -> None:
        assert reading.links(read("-q-", {}).parts, np.ones((3, 4), dtype=np.float32)).tolist() == [0, 0, 0]

    def test_contents_by_cue(self) -> None:
        contents = Contents(read("qCqC-q", {0: 1, 2: 3, 5: 1}), np.zeros(6, dtype=bool))
        assert contents.of(range(1, 2)) == [0, 5]
        assert contents.of(range(2, 4)) == [2]
        assert contents.of(range(4, 5)) == []

    def test_a_stretch_belongs_where_most_of_it_does(self) -> None:
        starts = np.zeros(8, dtype=bool)
        found = read("CqqqqqCq", {1: 0, 2: 6, 3: 0, 4: 6, 5: 6, 7: 6})
        assert Contents(found, starts).of(range(1)) == []
        starts[4] = True  # a new sentence is another stretch
        assert Contents(found, starts).of(range(1)) == [1, 2, 3]

    def test_without_a_reading_there_is_no_content(self) -> None:
        assert Contents(read("---", {}), np.zeros(3, dtype=bool)).of(range(3)) == []


SAID = "The mayor said that the bridge was safe."
#       s   s     C    q    q   q      q   q   -


def proposals(text: str, found: Reading) -> list[Proposal]:
    doc = by_text("attributions")[text]
    contents = Contents(found, reading.starts(doc))
    layout = Layout(doc, marks.pair(text))
    return list(reader.propose(layout, found, contents, {cue.token.i: cue for cue in cues.find(doc)}))


class TestOpinion:
    def test_a_clause(self) -> None:
        [found] = proposals(SAID, read("ssCqqqqq-", {2: 0, **dict.fromkeys(range(3, 8), 2)}))
        assert [SAID[start:end] for start, end in found.content] == ["that the bridge was safe"]
        assert (found.speaker and found.speaker.text, found.cue and found.cue.text) == ("mayor", "said")
        assert found.entry is not None
        assert found.rule == reader.RULE

    def test_a_small_hole_is_filled_unless_it_is_a_cue(self) -> None:
        [found] = proposals(SAID, read("ssCqq-qq-", {2: 0, **dict.fromkeys(range(3, 8), 2)}))
        assert [SAID[start:end] for start, end in found.content] == ["that the bridge was safe"]
        [found] = proposals(SAID, read("qqCqqqqq-", dict.fromkeys([0, 1, 3, 4, 5, 6, 7], 2)))
        assert [SAID[start:end] for start, end in found.content] == ["The mayor", "that the bridge was safe"]
        assert found.speaker is None

    def test_a_content_ends_before_another_source(self) -> None:
        text = "The mayor said the bridge was safe, in the view of Erik Dahl."
        [found] = proposals(text, read("ssCqqqqqqqqqqq-", {2: 0, **dict.fromkeys(range(3, 14), 2)}))
        assert [text[start:end] for start, end in found.content] == ["the bridge was safe"]

    def test_the_subject_of_is_said_to_is_not_the_speaker(self) -> None:
        [found] = proposals("Holt is said to be furious.", read("s-Cqqq-", {2: 0, 3: 2, 4: 2, 5: 2}))
        assert (found.speaker, found.cue and found.cue.text) == (None, "said")

    def test_the_noun_of_a_source_is_the_speaker_even_if_only_a_word_before_it_is_read(self) -> None:
        text = "“This is a lie,” read a statement from the port authority."
        [found] = proposals(text, read("-qqqq--C-----s--", {7: 13, **dict.fromkeys(range(1, 5), 7)}))
        assert found.speaker
        assert found.speaker.text == "authority"

    def test_a_stray_word_is_not_a_piece_but_a_subject_is(self) -> None:
        text = "Members of the board dismissed the rumor as a joke."
        [found] = proposals(text, read("q---Cqqqqq-", {0: 4, **dict.fromkeys(range(5, 10), 4)}))
        assert [text[start:end] for start, end in found.content] == ["Members of the board", "the rumor as a joke"]
        [found] = proposals(text, read("-q--Cqqqqq-", {1: 4, **dict.fromkeys(range(5, 10), 4)}))
        assert [text[start:end] for start, end in found.content] == ["the rumor as a joke"]

    def test_a_piece_goes_from_the_first_to_the_last_word_of_its_phrase(self) -> None:
        text = "Members of the board dismissed the rumor as a joke."
        [found] = proposals(text, read("sss-C-q-q--", {4: 0, 6: 4, 8: 4}))
        assert [text[start:end] for start, end in found.content] == ["the rumor as a joke"]

    def test_a_listener_may_not_be_the_only_content(self) -> None:
        text = "She asked the judge whether the witness had lied."
        [found] = proposals(text, read("sCqqqqqqq-", {1: 0, **dict.fromkeys(range(2, 9), 1)}))
        assert [text[start:end] for start, end in found.content] == ["whether the witness had lied"]
        [found] = proposals(text, read("sCqq------", {1: 0, 2: 1, 3: 1}))
        assert [text[start:end] for start, end in found.content] == ["the judge"]

    def test_a_listener_is_no_piece_of_the_content(self) -> None:
        text = "Reporters were told by the minister that the talks had failed."
        [found] = proposals(text, read("q-C---qqqqq-", {0: 2, **dict.fromkeys(range(6, 11), 2)}))
        assert [text[start:end] for start, end in found.content] == ["that the talks had failed"]

    def test_a_cue_that_the_lexicon_lacks_has_the_lemma_of_its_word(self) -> None:
        doc, found = by_text("attributions")[SAID], read("ssCqqqqq-", {2: 0, **dict.fromkeys(range(3, 8), 2)})
        layout = Layout(doc, marks.pair(SAID))
        proposed = list(reader.propose(layout, found, Contents(found, reading.starts(doc)), {}))
        nobody = identities.Parties(None, None)
        [record] = assemble.records(Article("x", SAID), layout, list(map(Verdict, proposed)), [nobody])
        assert isinstance(record, Attribution)
        assert record.cue
        assert (record.cue.text, record.cue.lemma) == ("said", "say")

    def test_a_cue_without_content_is_not_an_attribution(self) -> None:
        assert proposals(SAID, read("ssC------", {2: 0})) == []


def settled(doc: Doc) -> Proposal:
    """The only find of the rules in a doc without a reading."""
    [verdict] = arbiter.settle(extract.propose(doc, marks.pair(doc.text)))
    return verdict.proposal


class TestEvidence:
    def evidence(self, parts: str, links: dict[int, int]) -> dict[str, float]:
        doc = by_text("attributions")[SAID]
        layout = Layout(doc, marks.pair(SAID))
        rule = settled(doc)
        found = read(parts, links)
        numbers = Evidence(layout, found, Contents(found, reading.starts(doc))).features(rule)
        return {name: round(number, 2) for name, number in zip(FEATURES, numbers, strict=True)}

    def test_a_find_with_the_same_reading(self) -> None:
        found = self.evidence("ssCqqqqq-", {2: 0, **dict.fromkeys(range(3, 8), 2)})
        assert (found["linked"], found["shared"], found["no cue"], found["no speaker"]) == (1, 1, 0, 0)
        assert found["cue"] > 0.9
        assert (found["source"], found["content"], found["edges"]) == (0.9, 0.9, 0.9)
        assert found["leak"] < 0.1

    def test_a_find_with_another_reading(self) -> None:
        found = self.evidence("--Cqqq--s", {2: 8, **dict.fromkeys(range(3, 6), 2)})
        assert (found["linked"], found["shared"]) == (0, 0.6)
        assert found["source"] < 0.05
        assert found["edges"] == pytest.approx(0.46, abs=0.01)


class TestWeighing:
    def test_rule_and_reading_can_be_mixed(self) -> None:
        doc = by_text("attributions")[SAID]
        layout = Layout(doc, marks.pair(SAID))
        rule = replace(settled(doc), speaker=doc[8])
        other = replace(rule, rule=reader.RULE, content=((29, 39),), speaker=doc[5])
        [found] = weighing.alternatives(layout, [rule], [other])
        assert [(p.rule, p.content, p.speaker) for p in found] == [
            ("clause", rule.content, doc[8]),
            ("clause", rule.content, doc[5]),
            (reader.RULE, other.content, doc[8]),
            (reader.RULE, other.content, doc[5]),
        ]

    def test_a_verb_keeps_its_own_subject_as_speaker(self) -> None:
        doc = by_text("attributions")[SAID]
        rule = settled(doc)
        other = replace(rule, rule=reader.RULE, content=((29, 39),), speaker=doc[5])
        [found] = weighing.alternatives(Layout(doc, marks.pair(SAID)), [rule], [other])
        assert {p.speaker for p in found} == {rule.speaker}

    def test_a_find_without_a_reading_and_a_reading_without_a_find(self) -> None:
        doc = by_text("attributions")[SAID]
        layout = Layout(doc, marks.pair(SAID))
        rule = settled(doc)
        other = replace(rule, rule=reader.RULE, cue=doc[6], span=(doc[6].idx, doc[6].idx + 3))
        assert list(weighing.alternatives(layout, [rule], [other])) == [[rule], [other]]


def test_a_doc_without_reading_is_left_to_the_rules() -> None:
    proposed = extract.propose(by_text("attributions")[SAID], marks.pair(SAID))
    assert proposed.evidence is None
    assert [(v.proposal.rule, v.lost) for v in arbiter.settle(proposed)] == [("clause", None)]
