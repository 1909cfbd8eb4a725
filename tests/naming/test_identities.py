# ruff: noqa: E501  (a case is one line of text)
"""Who each speaker is: one row per statement, on frozen parses (`tests/frozen/speakers.conllu`), in both label schemes.

A row: the mention with as much of what follows as tells it from others (None: the quotation continues), what was said;
then the name, the type, how the name was found, and the role that must come out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from quotes.grammar.layout import Layout
from quotes.naming import identities as stage
from quotes.naming.identities import Statement
from quotes.naming.speaker import Speaker
from quotes.parsing.marks import pair
from tests.support.conllu import frozen

if TYPE_CHECKING:
    from spacy.tokens import Doc


def identify(doc: Doc, said: list[Statement]) -> list[Speaker | None]:
    return [parties.speaker for parties in stage.identify(Layout(doc, pair(doc.text)), said)]


Row = tuple[str | None, str, str | None, str, str, str | None]

CASES: dict[str, tuple[str, list[Row]]] = {
    "surname": (
        "Mayor Ann Roe opened the bridge. Roe said the bridge was safe.",
        [
            ("Roe said", "the bridge was safe", "Ann Roe", "person", "alias", "Mayor"),
        ],
    ),
    "courtesy": (
        "Jan Kos, a retired teacher, came to the meeting. Mr. Kos said the school was too small.",
        [
            ("Kos said", "the school was too small", "Jan Kos", "person", "alias", "a retired teacher"),
        ],
    ),
    "he": (
        "Harbor spokesman Peter Lind met the fishermen on Monday. He said the port would open.",
        [
            ("He", "the port would open", "Peter Lind", "person", "pronoun", "Harbor spokesman"),
        ],
    ),
    "latter": (
        "Maria Delgado met Otto Lind and Peter Frey on Monday. The latter said the talks had failed. The former said they had not.",
        [
            ("latter", "the talks had failed", "Peter Frey", "person", "named", None),
            ("former", "they had not", "Otto Lind", "person", "named", None),
        ],
    ),
    "shipping-group": (
        "Corvo Holdings named a new head on Monday. Corvo Holdings owns ten ships. The shipping group said the port would open. The rival group said it would close.",
        [
            ("group", "the port would open", "Corvo Holdings", "organization", "description", "shipping group"),
            ("group said it", "it would close", None, "organization", "none", None),
        ],
    ),
    "main-company": (
        "Corvo Holdings fell on Monday. Corvo Holdings runs the port. Corvo Holdings also owns ships. Lund Bank likes Corvo Holdings. The company said the port would open.",
        [
            ("company said", "the port would open", "Corvo Holdings", "organization", "description", None),
        ],
    ),
    "two-women": (
        "Maria Delgado, the head of the port authority, met Helen Ward on Monday. “The port is safe,” Delgado said. “It is not,” Ward replied. She said the pier was rotten.",
        [
            (
                "Delgado said.",
                "The port is safe,",
                "Maria Delgado",
                "person",
                "alias",
                "the head of the port authority",
            ),
            ("Ward replied.", "It is not,", "Helen Ward", "person", "alias", None),
            ("She", "the pier was rotten", "Helen Ward", "person", "pronoun", None),
        ],
    ),
    "he-and-she": (
        "Judge Martha Hill questioned the witness, Oscar Brandt. She said the story was odd. He said he had told the truth.",
        [
            ("She", "the story was odd", "Martha Hill", "person", "pronoun", "Judge"),
            ("He", "he had told the truth", "Oscar Brandt", "person", "pronoun", "the witness"),
        ],
    ),
    "party-below-office": (
        "Governor Paul Reyes, a Democrat, called a meeting. Reyes said the port would open.",
        [
            ("Reyes said", "the port would open", "Paul Reyes", "person", "alias", "Governor"),
        ],
    ),
    "firm-beside-its-noun": (
        "The firm, Corvo Partners, said the claim was false.",
        [
            ("firm", "the claim was false", "Corvo Partners", "organization", "named", None),
        ],
    ),
    "union-whole": (
        "The National Union of Teachers said the roof leaked.",
        [
            ("Union", "the roof leaked", "National Union of Teachers", "organization", "named", None),
        ],
    ),
    "courtesy-as-head": (
        "Helen Marsh opened the mill. Ms Marsh said the roof leaked.",
        [
            ("Marsh said", "the roof leaked", "Helen Marsh", "person", "alias", None),
        ],
    ),
    "couple": (
        "Mr. Hugo Frey and Mrs. Clara Frey bought the mill. Mrs. Frey said the roof leaked. Mr. Frey said it did not.",
        [
            ("Frey said", "the roof leaked", "Clara Frey", "person", "alias", None),
            ("Frey said it", "it did not", "Hugo Frey", "person", "alias", None),
        ],
    ),
    "couple-in-doubt": (
        "Hugo Frey and Clara Frey bought the mill. Frey said the roof leaked.",
        [
            ("Frey said", "the roof leaked", None, "person", "none", None),
        ],
    ),
    "namesake-campaign": (
        "Senator Paul Ortega spoke on Monday. The Ortega campaign said the tour would go on.",
        [
            ("campaign", "the tour would go on", "Ortega campaign", "organization", "named", None),
        ],
    ),
    "spokesman-of": (
        "Senator Paul Ortega stayed away. An Ortega spokesman said the senator was ill.",
        [
            ("spokesman", "the senator was ill", None, "person", "none", "Ortega spokesman"),
        ],
    ),
    "administration": (
        "President Paul Ortega signed the bill. The Ortega administration said the law would help.",
        [
            ("administration", "the law would help", "Ortega administration", "organization", "named", None),
        ],
    ),
    "state-secretary": (
        "Secretary of State Ruth Falk called on Norway to act.",
        [
            ("Falk", "Norway to act", "Ruth Falk", "person", "named", "Secretary of State"),
        ],
    ),
    "nationality-office": (
        "Danish Foreign Minister Lars Holm warned that the strait would close.",
        [
            ("Holm", "that the strait would close", "Lars Holm", "person", "named", "Danish Foreign Minister"),
        ],
    ),
    "nationality-alone": (
        "Norwegian Lars Holm said the race was hard.",
        [
            ("Holm", "the race was hard", "Lars Holm", "person", "named", None),
        ],
    ),
    "apposition": (
        "The plan was rejected by Lars Holm, the secretary of the harbor council.",
        [
            ("Holm,", "The plan", "Lars Holm", "person", "named", "the secretary of the harbor council"),
        ],
    ),
    "inverse-apposition": (
        "The minister of trade, Mr. Lars Holm, said tariffs would fall.",
        [
            ("minister", "tariffs would fall", "Lars Holm", "person", "named", "The minister of trade"),
        ],
    ),
    "who-heads": (
        "The reef is dying, said Lars Holm, who heads the Center for Coastal Research.",
        [
            ("Holm,", "The reef is dying", "Lars Holm", "person", "named", "who heads the Center for Coastal Research"),
        ],
    ),
    "predicate": (
        "Lars Holm is a senior fellow at the institute. Holm said the reef was dying.",
        [
            ("Holm said", "the reef was dying", "Lars Holm", "person", "alias", "a senior fellow at the institute"),
        ],
    ),
    "learned-later": (
        "Lars Holm said the reef was dying. He is the director of the aquarium.",
        [
            ("Holm", "the reef was dying", "Lars Holm", "person", "named", "the director of the aquarium"),
        ],
    ),
    "party": (
        "Rep. Ann Roe (R-Ohio), the chairwoman of the panel, said the vote was close.",
        [
            ("Roe", "the vote was close", "Ann Roe", "person", "named", "the chairwoman of the panel"),
        ],
    ),
    "affiliation": (
        "CNN’s Ann Roe said the vote was close.",
        [
            ("Roe", "the vote was close", "Ann Roe", "person", "named", "CNN"),
        ],
    ),
    "list": (
        "Sens. Ann Roe and Jan Kos said the vote was close.",
        [
            ("Roe", "the vote was close", "Ann Roe and Jan Kos", "group", "named", "Sens."),
        ],
    ),
    "acronym": (
        "The Bureau of Harbor Safety closed the pier. The BHS said the wood was rotten.",
        [
            ("BHS", "the wood was rotten", "Bureau of Harbor Safety", "organization", "alias", None),
        ],
    ),
    "short-name": (
        "The Harbor Times ran the story on Monday. The Times said the mayor had lied.",
        [
            ("Times said", "the mayor had lied", "Harbor Times", "organization", "alias", None),
        ],
    ),
    "magazine": (
        "Politico printed the letter on Monday. The magazine said the senator had lied.",
        [
            ("magazine", "the senator had lied", "Politico", "organization", "description", None),
        ],
    ),
    "report": (
        "The mayor has lied, Politico claimed on Monday. According to the report, the money is gone.",
        [
            ("Politico", "The mayor has lied", "Politico", "organization", "named", None),
            ("report,", "the money is gone", "Politico", "document", "description", None),
        ],
    ),
    "report-of-its-own": (
        "A report on the port is due, Politico claimed on Monday. According to the report, the money is gone.",
        [
            ("Politico", "A report on the port is due", "Politico", "organization", "named", None),
            ("report,", "the money is gone", None, "document", "none", None),
        ],
    ),
    "poll": (
        "A poll says voters are tired.",
        [
            ("poll", "voters are tired", None, "document", "none", None),
        ],
    ),
    "capital": (
        "Moscow accused Kiev of lying.",
        [
            ("Moscow", "of lying", "Moscow", "place", "named", None),
        ],
    ),
    "it-place": (
        "Norway closed the border on Monday. It said the law was clear.",
        [
            ("It", "the law was clear", "Norway", "place", "pronoun", None),
        ],
    ),
    "officials": (
        "Two former harbor officials said the pier was rotten. They said nobody had listened.",
        [
            ("officials", "the pier was rotten", None, "group", "none", "former harbor officials"),
            ("They", "nobody had listened", None, "group", "pronoun", "former harbor officials"),
        ],
    ),
    "republicans": (
        "Many Republicans said the vote was close.",
        [
            ("Republicans", "the vote was close", None, "group", "none", "Republicans"),
        ],
    ),
    "group-of": (
        "A group of senators said the vote was close.",
        [
            ("group", "the vote was close", None, "group", "none", "group of senators"),
        ],
    ),
    "one-of": (
        "One of the senators said the vote was close.",
        [
            ("One", "the vote was close", None, "person", "none", "senators"),
        ],
    ),
    "people": (
        "Some people said the vote was close.",
        [
            ("people", "the vote was close", None, "group", "none", None),
        ],
    ),
    "his-lawyer": (
        "Jan Kos was silent. His lawyer said the trial was unfair.",
        [
            ("lawyer", "the trial was unfair", None, "person", "none", "lawyer"),
        ],
    ),
    "new-neighbor": (
        "Jan Kos was arrested on Monday. A neighbor said he had heard a shot. He said the street was dark.",
        [
            ("neighbor", "he had heard a shot", None, "person", "none", "neighbor"),
            ("He", "the street was dark", None, "person", "pronoun", "neighbor"),
        ],
    ),
    "the-senator": (
        "Sen. Ann Roe met Mayor Jan Kos. The senator said the vote was close.",
        [
            ("senator", "the vote was close", "Ann Roe", "person", "description", "Sen."),
        ],
    ),
    "not-her": (
        "Mayor Ann Roe met the press. The judge said the trial would go on.",
        [
            ("judge", "the trial would go on", None, "person", "none", "judge"),
        ],
    ),
    "the-woman": (
        "A female guard stopped the car. The woman said the road was closed.",
        [
            ("woman", "the road was closed", None, "person", "none", "female guard"),
        ],
    ),
    "bank": (
        "Corvo Bank fired its staff on Monday. The bank said it had lost money.",
        [
            ("bank", "it had lost money", "Corvo Bank", "organization", "description", None),
        ],
    ),
    "who": (
        "The prize went to Ann Roe, who said the jury was kind.",
        [
            ("who", "the jury was kind", "Ann Roe", "person", "named", None),
        ],
    ),
    "he-in-quotation": (
        "Mayor Jan Kos attacked Senator Paul Ortega. “He says the bridge is safe,” Kos said.",
        [
            ("Kos said.", "He says the bridge is safe,", "Jan Kos", "person", "alias", "Mayor"),
            ("He", "the bridge is safe", "Paul Ortega", "person", "pronoun", "Senator"),
        ],
    ),
    "i-in-quotation": (
        "Mayor Jan Kos met Senator Paul Ortega. “I told him that the bridge was safe,” Ortega said.",
        [
            ("Ortega said.", "I told him that the bridge was safe,", "Paul Ortega", "person", "alias", "Senator"),
            ("I", "that the bridge was safe", "Paul Ortega", "person", "pronoun", "Senator"),
        ],
    ),
    "continued": (
        "“The bridge is safe,” Mayor Jan Kos told reporters.\n\n“We will open it on Monday.”",
        [
            ("Kos", "The bridge is safe,", "Jan Kos", "person", "named", "Mayor"),
            (None, "We will open it on Monday.", "Jan Kos", "person", "continued", "Mayor"),
        ],
    ),
    "continued-by-a-person": (
        "“The bridge is safe,” Mayor Jan Kos said.\n\nSeveral engineers warned that the bridge was weak.\n\n“I will cross it myself.”",
        [
            ("Kos", "The bridge is safe,", "Jan Kos", "person", "named", "Mayor"),
            ("engineers", "that the bridge was weak", None, "group", "none", "engineers"),
            (None, "I will cross it myself.", "Jan Kos", "person", "continued", "Mayor"),
        ],
    ),
    "headline": (
        "Roe Rejects Harbor Plan Again\n\nMayor Ann Roe rejected the plan on Monday. Roe said it cost too much.",
        [
            ("Roe said", "it cost too much", "Ann Roe", "person", "alias", "Mayor"),
        ],
    ),
    "transcript": (
        "HOST: Is the bridge safe?\n\nKOS: It is safe.\n\nMayor Jan Kos was a guest.",
        [
            ("KOS:", "It is safe.", "Jan Kos", "person", "alias", "Mayor"),
        ],
    ),
    "president-two": (
        "President Paul Ortega met Danish Prime Minister Lars Holm. The president said the talks were good.",
        [
            ("president", "the talks were good", "Paul Ortega", "person", "description", "President"),
        ],
    ),
    "governments": (
        "The Danish government said the strait would close.",
        [
            ("government", "the strait would close", "Danish government", "organization", "named", None),
        ],
    ),
    "epithet": (
        "Paul Ortega may lose the vote. The Harbor Party nominee said the count was unfair.",
        [
            ("nominee", "the count was unfair", "Paul Ortega", "person", "description", "Harbor Party nominee"),
        ],
    ),
    "apposition-of-no-known-noun": (
        "Her shadow, Tom Lund, said the plan was late.",
        [
            ("shadow", "the plan was late", "Tom Lund", "person", "named", "shadow"),
        ],
    ),
    "demonym": (
        "Marco Vitale won the race. The Italian said he was tired.",
        [
            ("Italian said", "he was tired", "Marco Vitale", "person", "description", None),
        ],
    ),
    "other-demonym": (
        "Ann Roe met the Italian. The Italian said he was tired.",
        [
            ("Italian said", "he was tired", None, "person", "none", "Italian"),
        ],
    ),
    "lawyer-of-a-client": (
        "A lawyer for the family, Jan Kos, said the trial was unfair.",
        [
            ("lawyer", "the trial was unfair", "Jan Kos", "person", "named", "A lawyer for the family"),
        ],
    ),
    "kremlin": (
        "The Kremlin dismissed the rumors.",
        [
            ("Kremlin", "the rumors", "Kremlin", "organization", "named", None),
        ],
    ),
    "surname-of-place": (
        "Rep. Jim Jordan asked for the files. Jordan said the files were missing.",
        [
            ("Jordan said", "the files were missing", "Jim Jordan", "person", "alias", "Rep."),
        ],
    ),
    "newcomer": (
        "Libertarian candidate Gary Brandt spoke first. The crowd was small. The rain fell. The band left early. Harbor Secretary Otto Brandt spoke last. Brandt said the port was full.",
        [
            ("Brandt said", "the port was full", "Otto Brandt", "person", "alias", "Harbor Secretary"),
        ],
    ),
    "kinship": (
        "Senator Ted Brandt answered. His father, Otto Brandt, listened. Brandt said the claim was false.",
        [
            ("Brandt said", "the claim was false", "Ted Brandt", "person", "alias", "Senator"),
        ],
    ),
    "one-of-apposed": (
        "One of the family’s lawyers, Jan Kos, said the trial was unfair.",
        [
            ("One", "the trial was unfair", "Jan Kos", "person", "named", "One of the family’s lawyers"),
        ],
    ),
    "his-campaign": (
        "Paul Ortega thanked the Ortega campaign. His campaign said the tour would go on.",
        [
            ("campaign said", "the tour would go on", "Ortega campaign", "organization", "description", None),
        ],
    ),
    "list-with-brackets": (
        "Ann Roe (D-Ohio), Jan Kos (D-Maine) and Otto Lind (D-Iowa) said the vote was close.",
        [
            (
                "Roe",
                "the vote was close",
                "Ann Roe (D-Ohio), Jan Kos (D-Maine) and Otto Lind",
                "group",
                "named",
                "D-Ohio",
            ),
        ],
    ),
    "full-name-in-headline": (
        "Maria Delgado Wins Harbor Vote Again\n\nDelgado said the vote was close.",
        [
            ("Delgado said", "the vote was close", "Maria Delgado", "person", "alias", None),
        ],
    ),
    "state-senator": (
        "Sen. Ann Roe spoke on Monday. The Ohio senator said the vote was close.",
        [
            ("senator", "the vote was close", "Ann Roe", "person", "description", "Sen."),
        ],
    ),
    "two-senators": (
        "Senator Ann Roe met Senator Jan Kos. The senator said the vote was close.",
        [
            ("senator", "the vote was close", None, "person", "none", "senator"),
        ],
    ),
    "committee": (
        "The FBI wrote to the Harbor Safety Committee. The committee said the pier was closed.",
        [
            ("committee", "the pier was closed", "Harbor Safety Committee", "organization", "description", None),
        ],
    ),
    "no-committee": (
        "The FBI closed the pier. The committee said the wood was rotten.",
        [
            ("committee", "the wood was rotten", None, "organization", "none", None),
        ],
    ),
    "said-of-him": (
        "Mayor Jan Kos told Peter Lind that the bridge was safe. He said it would last.",
        [
            ("He", "it would last", "Jan Kos", "person", "pronoun", "Mayor"),
        ],
    ),
    "not-the-subject-of-its-verb": (
        "Jan Kos told him that the bridge was safe.",
        [
            ("him", "the bridge was safe", None, "person", "none", None),
        ],
    ),
    "expletive": (
        "Corvo Bank closed on Monday. It was reported that the money was gone.",
        [
            ("It", "the money was gone", None, "unknown", "none", None),
        ],
    ),
    "according-to": (
        "The pier is closed, according to a harbor official.",
        [
            ("official.", "The pier is closed", None, "person", "none", "harbor official"),
        ],
    ),
    "reporters": (
        "The mayor told reporters that the bridge was safe. They said it was not.",
        [
            ("mayor", "the bridge was safe", None, "person", "none", "mayor"),
            ("They", "it was not", None, "group", "pronoun", "reporters"),
        ],
    ),
    "clear-he": (
        "Harbor spokesman Peter Lind met the fishermen. He said the port would open.",
        [
            ("He", "the port would open", "Peter Lind", "person", "pronoun", "Harbor spokesman"),
        ],
    ),
    "clear-agent": (
        "The plan was rejected by Lars Holm, the secretary of the harbor council.",
        [
            ("Holm,", "The plan", "Lars Holm", "person", "named", "the secretary of the harbor council"),
        ],
    ),
    "clear-predicate": (
        "Lars Holm is a senior fellow at the institute. Holm said the reef was dying.",
        [
            ("Holm said", "the reef was dying", "Lars Holm", "person", "alias", "a senior fellow at the institute"),
        ],
    ),
    "novelist-told": (
        "Jan Kos sued. The novelist has lied, residents said. Kos said the port was late.",
        [
            ("Kos said", "the port was late", "Jan Kos", "person", "alias", "novelist"),
        ],
    ),
    "novelist-quoted": (  # in somebody else's words
        "Jan Kos sued. “The novelist has lied,” residents said. Kos said the port was late.",
        [
            ("Kos said", "the port was late", "Jan Kos", "person", "alias", None),
        ],
    ),
    "people-who": (
        "Two people who saw the file said the port would close.",
        [
            ("people", "the port would close", None, "group", "none", "people who saw the file"),
        ],
    ),
    "two-of-them": (
        "The inspectors came on Monday. One ate with a customer, two of them said.",
        [
            ("two of", "One ate with a customer", None, "group", "pronoun", "inspectors"),
        ],
    ),
    "department-for": (  # a wrong parse: the department is the subject, the spokesman hangs on it
        "A Department for Harbors spokesman rejected the claim.",
        [
            ("spokesman", "the claim", None, "person", "none", "Department for Harbors spokesman"),
        ],
    ),
    "bargees-who": (  # a noun that no table knows, and a clause that hangs on the call
        "The plan fell after a call by bargees, who called it a joke.",
        [
            ("who called", "it a joke", None, "group", "none", "bargees"),
        ],
    ),
    "clear-who": (
        "The prize went to Ann Roe, who said the jury was kind.",
        [
            ("who", "the jury was kind", "Ann Roe", "person", "named", None),
        ],
    ),
    "clear-capital": (
        "Moscow accused Kiev of lying.",
        [
            ("Moscow", "of lying", "Moscow", "place", "named", None),
        ],
    ),
    "clear-norp": (
        "Many Republicans said the vote was close.",
        [
            ("Republicans", "the vote was close", None, "group", "none", "Republicans"),
        ],
    ),
}


def statements(text: str, identifier: str, rows: list[Row]) -> list[Statement]:
    doc = frozen("speakers")[identifier]
    assert doc.text == text
    found = []
    for mention, content, *_ in rows:
        start = text.index(content)
        token = None if mention is None else next(t for t in doc if t.idx == text.index(mention))
        found.append(Statement(((start, start + len(content)),), None, token, continued=mention is None))
    return found


@pytest.mark.parametrize("identifier", CASES)
def test_speakers(identifier: str) -> None:
    text, rows = CASES[identifier]
    speakers = identify(frozen("speakers")[identifier], statements(text, identifier, rows))
    found = [(s.name, s.type, s.resolution, s.role and text[slice(*s.role)]) for s in speakers if s is not None]
    assert found == [row[2:] for row in rows]


@pytest.mark.parametrize("identifier", CASES)
def test_names_and_mentions_stand_in_the_article(identifier: str) -> None:
    text, rows = CASES[identifier]
    speakers = identify(frozen("speakers")[identifier], statements(text, identifier, rows))
    for row, speaker in zip(rows, speakers, strict=True):
        assert speaker is not None
        assert speaker.name is None or speaker.name in text
        if row[0] is not None:
            assert speaker.span[0] <= text.index(row[0]) < speaker.span[1]


ROLES = [
    ("surname", ["Mayor"]),
    ("courtesy", ["a retired teacher"]),
    ("clear-norp", ["Republicans"]),
    ("clear-capital", []),
]


@pytest.mark.parametrize(("identifier", "expected"), ROLES)
def test_all_roles_are_given(identifier: str, expected: list[str]) -> None:
    text, rows = CASES[identifier]
    speaker = identify(frozen("speakers")[identifier], statements(text, identifier, rows))[0]
    assert speaker is not None
    assert [text[slice(*role)] for role in speaker.roles] == expected


@pytest.mark.parametrize("identifier", CASES)
def test_the_best_role_is_one_of_them(identifier: str) -> None:
    text, rows = CASES[identifier]
    for speaker in identify(frozen("speakers")[identifier], statements(text, identifier, rows)):
        assert speaker is not None
        assert speaker.role is None or speaker.role in speaker.roles
        assert list(speaker.roles) == sorted(set(speaker.roles))


TARGETS = [
    ("clear-capital", "Kiev", "Kiev"),
    ("he", "fishermen", None),
    ("two-women", "Ward replied", "Helen Ward"),
    ("it-place", "It said", None),
]


@pytest.mark.parametrize(("identifier", "target", "name"), TARGETS)
def test_targets_are_named_as_speakers_are(identifier: str, target: str, name: str | None) -> None:
    text, rows = CASES[identifier]
    doc = frozen("speakers")[identifier]
    said = statements(text, identifier, rows)[0]
    token = next(t for t in doc if t.idx == text.index(target))
    [parties] = stage.identify(Layout(doc, pair(text)), [replace(said, target=token)])
    assert parties.target == name


def test_no_mention_is_no_speaker() -> None:
    doc = frozen("speakers")["poll"]
    assert identify(doc, [Statement(((12, 27),), None, None)]) == [None]


def test_nothing_to_continue() -> None:
    doc = frozen("speakers")["poll"]
    assert identify(doc, [Statement(((12, 27),), None, None, continued=True)]) == [None]


def test_no_statements() -> None:
    assert identify(frozen("speakers")["poll"], []) == []


def test_the_mention_is_the_phrase() -> None:
    text, rows = CASES["apposition"]
    (speaker,) = identify(frozen("speakers")["apposition"], statements(text, "apposition", rows))
    assert speaker is not None
    assert text[slice(*speaker.span)] == "Lars Holm"


def test_a_continued_quotation_shows_the_mention_before_it() -> None:
    text, rows = CASES["continued"]
    first, second = identify(frozen("speakers")["continued"], statements(text, "continued", rows))
    assert first is not None
    assert second is not None
    assert second.span == first.span


CUT = {  # the speaker is "who" and the cue the clause's verb: the role without what the clause says
    "who-praised": ("praised", "the pier", "a diver"),
    "people-who-believe": ("believe", "the port is safe", None),
}


@pytest.mark.parametrize("identifier", CUT)
def test_a_role_ends_before_the_clause_that_is_the_statement(identifier: str) -> None:
    cue, content, role = CUT[identifier]
    doc = frozen("speakers")[identifier]
    text = doc.text
    who = next(t for t in doc if t.text == "who")
    start, at = text.index(content), text.index(cue)
    said = Statement(((start, start + len(content)),), (at, at + len(cue)), who)
    (speaker,) = identify(doc, [said])
    assert speaker is not None
    assert (speaker.role and text[slice(*speaker.role)]) == role


def test_the_same_twice() -> None:
    text, rows = CASES["two-women"]
    doc = frozen("speakers")["two-women"]
    assert identify(doc, statements(text, "two-women", rows)) == identify(doc, statements(text, "two-women", rows))


def test_a_continued_quotation_without_any_speaker() -> None:
    doc = frozen("speakers")["surname"]
    said = [Statement(((n, n + 1),), None, None, continued=True) for n in range(3)]
    assert identify(doc, said) == [None, None, None]


def test_a_circle_has_no_speaker() -> None:
    doc = frozen("speakers")["he"]
    he = next(token for token in doc if token.text == "He")
    said = [Statement(((0, len(doc.text)),), None, he)]
    assert [who.name if who is not None else None for who in identify(doc, said)] == ["Peter Lind"]
