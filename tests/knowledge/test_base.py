from pathlib import Path

import pytest

from knowledge import build, load
from knowledge.base import KnowledgeBase
from tests.knowledge.making import base_of, reading


def revision(text: str, name: str = "a.txt") -> str:
    return build([reading(text, name)]).revision


FACTS = "---\ntitle: A\nsource: B\nauthor: C\ndate: 2021-03-04\nurl: https://a.b\n---\nOne is here."
GALLERY = "1/9\n\nOne mill\n\nAP\n\n2/9\n\nTwo mills\n\nAP"


def test_a_revision_is_stable_across_loads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One is here.")

    assert load(tmp_path).base.revision == load(tmp_path).base.revision
    assert len(load(tmp_path).base.revision) == 12


@pytest.mark.parametrize(
    "changed",
    [
        FACTS.replace("One", "Two"),
        FACTS.replace("A", "X"),
        FACTS.replace("B", "X"),
        FACTS.replace("C", "X"),
        FACTS.replace("03-04", "03-05"),
        FACTS.replace("a.b", "a.c"),
        FACTS.replace("title", "language: de\ntitle"),
        FACTS + "\n\nTwo.",
    ],
)
def test_a_revision_changes_with_the_text_and_the_facts(changed: str) -> None:
    assert revision(changed) != revision(FACTS)


@pytest.mark.parametrize("changed", [GALLERY.replace("AP", "EPA"), GALLERY.replace("/9", "/8")])
def test_a_revision_changes_with_a_gallery(changed: str) -> None:
    assert revision(changed) != revision(GALLERY)


def test_a_revision_changes_with_the_id_and_the_order() -> None:
    one, two = reading("One.", "a.txt"), reading("Two.", "b.txt")

    assert build([one, two]).revision != build([two, one]).revision
    assert revision("One.", "a.txt") != revision("One.", "b.txt")


@pytest.mark.parametrize(
    "same",
    [FACTS.replace("title: A", 'title: "A"'), FACTS.replace("---\nOne", "mood: calm\n---\nOne")],
)
def test_a_revision_stays_where_nothing_that_counts_differs(same: str) -> None:
    assert revision(same) == revision(FACTS)


def test_articles_know_which_passages_are_theirs() -> None:
    base = base_of("One.\n\nTwo.", "Three.")

    assert (base.within("text-1"), base.within("text-2")) == (range(2), range(2, 3))
    assert base.within("no-such") is None


def test_sentences_belong_to_their_passages() -> None:
    base = base_of("One mill. Two mills.\n\nThree.")

    assert [len(found) for found in base.sentences] == [2, 1]
    assert base.sentences[0][1].terms == ("two", "mill")


def test_a_question_is_read_in_every_language_of_the_articles() -> None:
    german = reading("---\nlanguage: de\n---\nDie Mühlen mahlen.", "de.txt")
    english = reading("The mills grind.", "en.txt")

    base: KnowledgeBase = build([german, english])

    assert base.terms("Mühlen mills mills") == ["muhl", "muhlen", "mill"]
    assert build([]).terms("mills") == ["mill"]


def test_a_revision_changes_with_the_aliases() -> None:
    named = FACTS.replace("title", "aliases: Kay, the quay\ntitle")

    assert revision(named) != revision(FACTS)


def test_a_question_is_cut_as_its_own_language_is() -> None:
    german = reading("---\nlanguage: de\n---\nDie Mühlen mahlen am Fluss.", "de.txt")
    english = reading("The mills grind at the river.", "en.txt")
    base = build([english, german])

    assert base.terms("Was ist am Fluss?") == ["fluss"]
    assert base.terms("What is at the river?") == ["river"]


def test_a_misspelt_name_is_found_in_every_language_that_has_it() -> None:
    german = reading("---\nlanguage: de\n---\nDie Windmühlen mahlen am Fluss.", "de.txt")
    english = reading("The mills grind at the river.", "en.txt")
    base = build([english, german])

    query = base.query("Where do the Windmülen grind at the river?")

    assert query.corrections == {"windmulen": "windmuhlen"}
    assert "windmuhl" in query.terms


def test_places_are_those_of_the_terms_asked_for() -> None:
    base = base_of("The mill of the United States, the mills.")
    passage = base.passages[0]

    spans = base.places(passage, passage.span, base.terms("mill US wheel"))

    assert [span.of(passage.article.text) for span in spans] == ["mill", "United States", "mills"]


def test_a_word_is_spelt_as_the_first_passage_that_holds_it_does() -> None:
    forms = "\n\n".join(["The soldier of Kuwait slept."] * 9)
    base = base_of(f"{forms}\n\nThe KUWAITI slept late, and so did the Soldiers.")

    assert base.spelt("kuwaiti") == "KUWAITI"
    assert base.spelt("soldiers") == "Soldiers"
    assert base.spelt("wheel") == "wheel"
