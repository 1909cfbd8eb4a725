"""Which texts are taken for another language: articles in one, and no English text, however strange."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from spacy.lang.en.stop_words import STOP_WORDS

from quotes.article import Article, Diagnostic
from quotes.errors import ModelError
from quotes.extract import Extractor
from quotes.inputs import foreign
from tests.support import ROOT

ARTICLES = {
    "de": "Der Bürgermeister sagte am Montag, die alte Brücke sei sicher. „Wir haben jede Schraube geprüft“, sagte Anna"
    " Lund vor Journalisten. Der Vorsitzende der Gewerkschaft, Karl Weber, warnte die Autofahrer in einem Brief.",
    "fr": "La maire a déclaré lundi que le vieux pont était sûr. « Nous avons vérifié chaque boulon », a dit Anne"
    " Lundin aux journalistes. Le président du syndicat, Charles Weber, a averti les automobilistes dans une lettre.",
    "es": "La alcaldesa dijo el lunes que el viejo puente es seguro. «Hemos revisado cada tornillo», declaró Ana"
    " Lunde a los periodistas. El presidente del sindicato, Carlos Weber, advirtió a los conductores en una carta.",
    "it": "La sindaca ha detto lunedì che il vecchio ponte è sicuro. «Abbiamo controllato ogni bullone», ha dichiarato"
    " Anna Lundi ai giornalisti. Il presidente del sindacato, Carlo Weberi, ha avvertito gli automobilisti.",
    "pt": "A prefeita disse na segunda-feira que a velha ponte é segura. “Verificamos cada parafuso”, declarou Ana"
    " Lunda aos jornalistas. O presidente do sindicato, Carlos Weber, alertou os motoristas numa carta.",
    "nl": "De burgemeester zei maandag dat de oude brug veilig is. “We hebben elke bout getest”, vertelde Anna van Lund"
    " aan verslaggevers. De voorzitter van de vakbond, Karel Weber, waarschuwde automobilisten in een brief.",
    "sv": "Borgmästaren sade i måndags att den gamla bron är säker. ”Vi har provat varje bult”, berättade Anna Lund för"
    " journalister. Fackets ordförande, Karl Weber, varnade bilisterna i ett brev för att bron kan rasa.",
    "pl": "Burmistrz powiedziała w poniedziałek, że stary most jest bezpieczny. „Sprawdziliśmy każdą śrubę”, mówi"
    " Anna Lundowska dziennikarzom. Przewodniczący związku, Karol Weber, ostrzegł kierowców w liście.",
    "id": "Wali kota mengatakan pada hari Senin bahwa jembatan tua itu aman. “Kami sudah memeriksa setiap baut,” kata"
    " Ana Lund kepada wartawan. Ketua serikat pekerja, Karel Weber, memperingatkan para pengemudi.",
    "tr": "Belediye başkanı pazartesi günü eski köprünün güvenli olduğunu söyledi. Anna Lund gazetecilere “Her cıvatayı"
    " denedik” dedi. Sendika başkanı Karl Weber sürücüleri köprünün çökebileceği konusunda uyardı.",
    "ru": "Мэр сказала в понедельник, что старый мост безопасен. «Мы проверили каждый болт», — заявила Анна Лунд"
    " журналистам. Председатель профсоюза Карл Вебер предупредил водителей, что мост может рухнуть.",
    "zh": "市长周一表示，旧桥是安全的。安娜·隆德对记者说：“我们检查了每一颗螺栓。”工会主席卡尔·韦伯在一封信中警告司机，"
    "这座桥可能会倒塌。他不愿透露是谁告诉他的。",
}

STORY = """Mayor Anna Lund told reporters on Monday that the old bridge is safe. “We tested every bolt,” she said.

The dock workers’ union rejected the test. Its chairman, Karl Weber, warned drivers that the bridge could fall. """


def language(text: str) -> str | None:
    return foreign.language(text, STOP_WORDS)


@pytest.mark.parametrize("code", ARTICLES)
def test_an_article_in_another_language(code: str) -> None:
    text = ARTICLES[code]
    assert language(text) == code
    assert language(f"\n\n{text}\n\n" * 50) == code
    assert language(text + STORY[: len(text) // 5]) == code  # a note to the reader


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No.",
        "“Ja,” sagte Lund. „Nein“, sagte Weber.",  # too short for a word on it
        "Müller: “Ja.” Weber: “Nein.” Schröder: “Vielleicht.” Schäuble said: “Keine Ahnung.”",
        "MATCH REPORT: Müller, Kroos, Özil, Schweinsteiger, Lahm, Hummels, Boateng, Neuer, Götze, Schürrle, Klose",
        "José María Aznar López and Luis Rodríguez Zapatero met Mariano Rajoy Brey and Pedro Sánchez in San Sebastián.",
        "Bayern München 3:1 Borussia Dortmund; Hertha BSC 0:2 VfL Wolfsburg; 1. FC Köln 1:1 Werder; SC Freiburg 2:2",
        "Xi Jinping, Li Keqiang, Wang Yi, Zhang Gaoli, Liu Yunshan, Wang Qishan, Yu Zhengsheng attended, said Xinhua.",
        "“Je suis Charlie,” “Liberté, égalité, fraternité,” and “Nous sommes unis” said the banners in Paris.",
        "Ah dinnae ken whit he wis sayin, but the auld brig isnae safe, said the provost, and he wis gey crabbit.",
        "How far, the governor talk say di bridge no go fall, but people for di area dey fear well well say e go fall.",
        "Q: Did he? A: No. Q: Why? A: Dunno. Q: Really? A: Yep. Q: Who? A: Roe. Q: When? A: Noon. Q: Sure? A: Nope.",
        "MAYOR LUND SAID ON MONDAY THAT THE OLD BRIDGE IS SAFE. “WE TESTED EVERY BOLT,” SHE SAID TO REPORTERS.",
        "0x8f 7a b3 99 12,332 3321 9931 44.2% 22.1% 19.9% Q1 Q2 Q3 Q4 EBITDA EPS ROI 12.2 88.1 93.1 22.9 1.1 4.4",
        "https://www.beispiel.de/nachrichten/artikel/bruecke-sicher?utm_source=foo https://t.co/abcdefg",
        '<tweet tweet-id="758856554527412225"><tweet/>. <tweet tweet-id="758857128652046336"><tweet/>.',
        "Themayorsaidthattheoldbridgeissafe.Weeventestedeverybolt,shetoldreporters.Theunionrejectedthetestasajoke.",
        "Roe said. " * 20,
        "said " * 1000,
        "a" * 1000,
        "\0" * 1000,
    ],
)
def test_what_is_not_taken_for_another_language(text: str) -> None:
    assert language(text) is None


@pytest.mark.parametrize("code", ARTICLES)
def test_english_with_passages_in_another_language(code: str) -> None:
    passage = ARTICLES[code]
    part = STORY * (2 * len(passage) // len(STORY) + 1)
    assert language(f"{part}\n\n{passage}\n\n{part}") is None
    assert language(f"{passage}\n\n{part}") is None


def sentences(node: Any, *keys: str) -> Iterator[str]:
    """All text below the keys."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node if isinstance(node, list) else ()):
        inner = value if key not in keys else [value] if isinstance(value, str) else [str(each) for each in value]
        yield from (each for each in inner) if key in keys else sentences(inner, *keys)


@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_no_text_of_ours_is_taken_for_another_language(change: Any) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")]
    for path in (*(ROOT / "quotes" / "data" / "en" / "cues").glob("*.toml"), ROOT / "tests" / "attributions.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        texts += sentences(table, "examples", "counterexamples", "text")
    assert len(texts) > 1500
    joined = " ".join(texts)
    texts += [joined[at : at + 120] for at in range(0, len(joined), 120)]
    for common in (STOP_WORDS, ()):  # without them the model is asked
        assert [text for text in texts if foreign.language(change(text), common)] == []


def test_a_long_text_takes_no_longer_than_a_short_one() -> None:
    calls: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreign, "_other", calls.append)
        language(ARTICLES["de"] * 20_000)
    assert len(calls) == 20
    assert {len(piece) for piece in calls} == {100}


def test_a_model_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    from py3langid.langid import LanguageIdentifier

    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(LanguageIdentifier, "from_model_file", refuse)
    foreign._identifier.cache_clear()
    with pytest.raises(ModelError, match="^py3langid: No usable temporary directory found$"):
        language(ARTICLES["de"])


def test_english_alone_does_not_load_the_model() -> None:
    script = (
        "import sys; from quotes.inputs import foreign;"
        "print(foreign.language(sys.argv[1], set(sys.argv[2:])), 'py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, STORY, *STOP_WORDS], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"None False\n"


def test_nothing_is_extracted_and_a_note_says_so(extractor: Extractor) -> None:
    found = extractor.extract(ARTICLES["de"])
    message = "looks like another language (de), so nothing is extracted; use --any-language to extract anyway"
    assert (found.attributions, found.diagnostics) == ([], (Diagnostic("not-english", message),))
    assert extractor.extract(STORY).attributions != []


def test_markup_does_not_count(extractor: Extractor) -> None:
    tags = '<p style="farbe: schwarz; schriftart: wie die der anderen">'
    article = Article("a", tags * 9 + STORY, prose=" " * 9 * len(tags) + STORY)
    assert extractor.extract(article).attributions != []


def test_any_language_is_read_on_request(extractor: Extractor) -> None:
    reader = Extractor(extractor.nlp, any_language=True)
    found = reader.extract(f"{ARTICLES['nl']} {ARTICLES['nl']} Roe said that it rains.")
    assert [attribution.quote.text for attribution in found.attributions] == ["that it rains"]
    assert "not-english" not in [diagnostic.code for diagnostic in found.diagnostics]
