import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import detection
from knowledge.analysis import SNOWBALL
from knowledge.detection import detect
from tests.knowledge.making import reading

FOLDER = Path(__file__).parents[1] / "questions" / "languages"
ENGLISH = "The mill at Hollow Ford was built by the daughter of a miller, and it is still there."
GERMAN = "Die Mühle am Fluss wurde von der Tochter eines Müllers gebaut und mahlt noch heute Korn."
NORWEGIAN = "Glassverket ble grunnlagt av datteren til en urmaker. Innbyggerne ga tømmer til taket."


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_the_language_of_an_article_is_found(file: Path) -> None:
    article = json.loads(file.read_text(encoding="utf-8"))["article"]

    assert detect("\n\n".join(article)) == file.stem


def test_both_standards_of_norwegian_are_norwegian(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bokmal:
        def classify(self, text: str) -> tuple[str, float]:
            return ("nb", 1.0) if text else ("", 0.0)

    assert detect(NORWEGIAN) == "no"

    monkeypatch.setattr(detection, "_identifier", Bokmal)

    assert detect(NORWEGIAN) == "no"


def test_plain_english_is_known_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(detection, "_identifier")

    assert detect(ENGLISH) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Die Mühlen mahlen.",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "asdf qwer zxcv uiop hjkl vbnm tyui ghjk lkjh poiu rewq",
        "Smith, Garcia, Zhang, Hassan, Ivanova, Tanaka, Müller, Rossi, Silva, Kowalski",
    ],
)
def test_what_tells_too_little_is_taken_for_english(text: str) -> None:
    assert detect(text) == "en"


def test_the_default_may_be_another() -> None:
    assert detect("Die Mühlen mahlen.", "de") == "de"


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("a.txt", GERMAN, "de"),
        ("a.md", f"# Mühle\n\n{GERMAN}", "de"),
        ("a.md", f"---\nlanguage: nl\n---\n{GERMAN}", "nl"),
        ("a.html", f"<html lang='nl-BE'><body><p>{GERMAN}</p></body></html>", "nl"),
        ("a.html", f"<html><body><p>{GERMAN}</p></body></html>", "de"),
    ],
)
def test_an_article_says_its_language_or_shows_it(name: str, text: str, language: str) -> None:
    assert reading(text, name).article.language == language


@given(st.text(max_size=80) | st.text(st.characters(min_codepoint=0x370), max_size=80))
def test_every_text_has_a_language(text: str) -> None:
    found = detect(text)

    assert found in SNOWBALL or len(found) == 2
