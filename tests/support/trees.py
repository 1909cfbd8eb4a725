"""Words with a bad parse, one that no parser should give."""

from __future__ import annotations

from spacy.tokens import Doc

from tests.support.conllu import vocabulary

LEMMAS = {"said": "say", "saying": "say", "told": "tell", "accused": "accuse", "denied": "deny", "called": "call",
          "dismissed": "dismiss", "asked": "ask", "warned": "warn", "voiced": "voice", "wrote": "write", "was": "be",
          "rejected": "reject", "blamed": "blame", "adding": "add", "is": "be", "had": "have"}  # fmt: skip


def misread(words: str, arcs: dict[int, tuple[int, str]], tags: dict[int, tuple[str, str]] | None = None) -> Doc:
    """A doc with these arcs, as (head, label); other words are under the last; words with a capital are persons."""
    texts, tags = words.split(), tags or {}
    last = len(texts) - 1
    known = [tags.get(i, ("PROPN", "NNP") if text[0].isupper() else ("NOUN", "NN")) for i, text in enumerate(texts)]
    return Doc(
        vocabulary(),
        words=texts,
        lemmas=[LEMMAS.get(text, text.lower()) for text in texts],
        heads=[arcs.get(i, (last, ""))[0] for i in range(len(texts))],
        deps=[arcs.get(i, (last, "ROOT" if i == last else "dep"))[1] for i in range(len(texts))],
        pos=[pos for pos, _ in known],
        tags=[tag for _, tag in known],
        ents=["B-PERSON" if pos == "PROPN" else "O" for pos, _ in known],
    )
