"""What counts as a name, the same for every corpus. The words and labels are data, in names.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Conventions:
    """The tables of names.toml, ready for questions."""

    labels: dict[str, str]
    articles: frozenset[str]
    possessives: frozenset[str]
    titles: frozenset[str]
    inside: dict[str, frozenset[str]]
    joins: dict[str, frozenset[str]]
    courtesy: frozenset[str]
    pronouns: frozenset[str]
    settled: dict[str, dict[str, str]]

    def label(self, corpus_label: str) -> str:
        """Our label for a corpus's label; "" if we have none."""
        return self.labels.get(corpus_label, "")

    def trim(self, forms: Sequence[str], label: str) -> tuple[int, int]:
        """A mention without its article, title and possessive, as token indices into `forms`, half-open."""
        start = self._after_title(forms) if label == "PERSON" else int(forms[0].lower().rstrip(".") in self.courtesy)
        end = len(forms)
        while start < end and forms[start].lower() in self.articles:
            start += 1
        while start < end and forms[end - 1].lower() in self.possessives:
            end -= 1
        return start, end

    def is_name(self, forms: Sequence[str], label: str) -> bool:
        """Whether a mention is a name, like "Ana de Roldán", and not "a former engineer" or "President"."""
        if not forms or not _named(forms[0]) or (len(forms) == 1 and self._is_pronoun_or_title(forms[0])):
            return False
        return all(_named(form) or form.lower() in self.inside[label] or not form[0].isalpha() for form in forms)

    def _is_pronoun_or_title(self, form: str) -> bool:
        return form.lower().rstrip(".") in self.pronouns | self.titles

    def _after_title(self, forms: Sequence[str]) -> int:
        """The index where the name starts: after the last title before a name. In "Ana King", "King" is a surname."""
        before = forms[:-1]
        titles = [index for index, form in enumerate(before) if form.lower().rstrip(".") in self.titles]
        return titles[-1] + 1 if titles else 0


@cache
def conventions() -> Conventions:
    """The conventions of names.toml."""
    tables = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    return Conventions(
        labels=tables["labels"],
        articles=frozenset(tables["trim"]["articles"]),
        possessives=frozenset(tables["trim"]["possessives"]),
        titles=frozenset(tables["trim"]["titles"]),
        inside={label: frozenset(words) for label, words in tables["inside"].items()},
        joins={label: frozenset(words) for label, words in tables["joins"].items()},
        courtesy=frozenset(tables["trim"]["courtesy"]),
        pronouns=frozenset(tables["trim"]["pronouns"]),
        settled={
            texts: {name.casefold(): label for label, names in by_label.items() for name in names}
            for texts, by_label in tables["settled"].items()
        },
    )


def _named(form: str) -> bool:
    """Whether a word is written like a part of a name: with a capital anywhere ("eBay"), or a number."""
    return any(character.isupper() or character.isdigit() for character in form)
