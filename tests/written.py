"""Parses written by hand, for what a recognizer or a tagger may make of a sentence.

    parsed("[Maria PERSON] Delgado/flat left/VERB")

A word with a capital is a proper noun unless it says otherwise, any other a noun; `/flat`, `/compound` and `/appos`
hang it on the word before, and the rest hangs on the last, `/nsubj` as its subject; `~` stands for no space before.
"""

from __future__ import annotations

from spacy.tokens import Doc

from tests.docs import vocabulary

TAGS = {"VERB": "VBD", "DET": "DT", "ADP": "IN", "ADJ": "JJ", "POS": "POS", "PUNCT": ",", "PLURAL": "NNS", "ADV": "RB"}
SORTS = {"POS": "PART", "PLURAL": "NOUN"}  # the tags above whose part of speech has another name
BEFORE = {"flat", "compound", "appos"}  # labels of what hangs on the word before
LABELS = BEFORE | {"nsubj"}


def parsed(text: str) -> Doc:
    columns: dict[str, list[str]] = {name: [] for name in ("words", "pos", "tags", "deps", "ents")}
    spaces, heads, inside = list[bool](), list[int](), list[int]()
    for piece in text.split():
        if piece.endswith("]"):
            columns["ents"][inside[0]] = f"B-{piece[:-1]}"
            columns["ents"][inside[0] + 1 :] = [f"I-{piece[:-1]}"] * (len(columns["words"]) - inside[0] - 1)
            inside.clear()
            continue
        word, *what = piece.removeprefix("[").removeprefix("~").split("/")
        here = len(heads)
        inside += [here] if piece.startswith("[") else []
        if here:
            spaces[-1] = "~" not in piece
        label = next((name for name in what if name in LABELS), "dep")
        tag = next((name for name in what if name not in LABELS), "PROPN" if word[0].isupper() else "NOUN")
        for name, value in zip(
            columns,
            (word, SORTS.get(tag, tag), TAGS.get(tag, "NNP" if tag == "PROPN" else "NN"), label, "O"),
            strict=True,
        ):
            columns[name].append(value)
        heads.append(here - 1 if label in BEFORE else -1)
        spaces.append(True)
    last = len(heads) - 1
    columns["deps"][last] = "ROOT"
    lemmas = [word.lower() for word in columns["words"]]
    return Doc(vocabulary(), heads=[last if h < 0 else h for h in heads], spaces=spaces, lemmas=lemmas, **columns)  # type: ignore[arg-type]
