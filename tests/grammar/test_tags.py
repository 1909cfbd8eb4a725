"""Tags and dependency labels are used in one folder only; what they say about a token."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest
from spacy.tokens import Doc, Token

from quotes.grammar import tags
from quotes.grammar.labels import LABELS
from tests.support import sources
from tests.support.conllu import vocabulary
from tests.support.sources import PACKAGE

TAGS = frozenset(
    """
    CC CD DT EX FW HYPH AFX IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP TO UH VB VBD VBG VBN VBP
    VBZ WDT WP WP$ WRB
    """.split()
)
FUNCTIONS = frozenset(LABELS)  # some, as "case", are labels too
KNOWN = TAGS | frozenset().union(*LABELS.values()) - FUNCTIONS

# The pipeline sets labels, and says which a pipeline must have; it is below the folder that reads them.
EXCEPT = {"grammar", "parsing"}


def named(tree: ast.AST) -> Iterator[str]:
    """Strings of the code, but those that name a column of a doc: having(doc, "POS", ...)."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    columns = {id(n.args[1]) for n in calls if getattr(n.func, "id", "") == "having"}
    constants = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in columns)
    yield from (n.value for n in constants if isinstance(n.value, str))


def test_tags_and_labels_are_used_only_in_grammar() -> None:
    others = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in EXCEPT]
    used = {path: KNOWN.intersection(named(sources.tree(path))) for path in others}
    assert {path: found for path, found in used.items() if found} == {}


@pytest.mark.parametrize(
    ("asked", "yes", "no"),
    [
        (tags.is_tensed, "VBD VBZ VBP MD", "VB VBN VBG NN"),
        (tags.is_inflected, "VBD VBZ VBP", "MD VB VBN"),
        (tags.is_past, "VBD VBN", "VBZ VB"),
        (tags.is_participle, "VBN", "VBD VBG"),
        (tags.is_ing, "VBG", "VBN NN"),
        (tags.is_bare_verb, "VB", "VBP MD"),
        (tags.is_to, "TO", "IN"),
        (tags.is_relative_word, "WDT WP WP$", "WRB DT PRP"),
        (tags.is_relative_determiner, "WDT", "WP DT"),
        (tags.is_possessive_mark, "POS", "PRP$ WP$"),
        (tags.is_plural_form, "NNS NNPS", "NN NNP"),
        (tags.is_plural_common, "NNS", "NNPS NN"),
        (tags.is_singular_name, "NNP", "NNPS NN"),
        (tags.is_personal_pronoun, "PRP", "PRP$ WP"),
        (tags.is_present, "VBZ VBP", "VBD VB"),
        (tags.is_modal, "MD", "VBZ"),
        (tags.is_relative_possessor, "WP$", "WP WDT PRP$"),
        (tags.is_possessive_pronoun, "PRP$", "PRP WP$"),
        (tags.is_plain_adverb, "RB", "RBR RBS"),
        (tags.is_hyphen, "HYPH", "AFX JJ"),
        (tags.builds_compound, "JJ AFX HYPH", "JJR NN POS"),
        (tags.opens_clause, "WRB IN", "RB TO"),
    ],
)
def test_what_a_tag_means(asked: Callable[[Token], bool], yes: str, no: str) -> None:
    given = [*yes.split(), *no.split()]
    doc = Doc(vocabulary(), words=given, tags=given)
    assert [token.tag_ for token in doc if asked(token)] == yes.split()
