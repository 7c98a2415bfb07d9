import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import (
    KnowledgeBase,
    Reading,
    answer_from,
    ask,
    build,
    digest,
    explain,
    extend,
    find_source,
    load,
    readings_of,
    revision_of,
    search,
    summarise,
    unknown_words,
)
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


def test_a_revision_is_the_hash_of_its_readings_digests() -> None:
    one, two = reading("One.", "a.txt"), reading("Two.", "a.md")
    base = build([one, two])

    assert base.digests == (digest(one), digest(two))
    assert base.revision == revision_of(base.digests)
    joined = f"{digest(one)}\n{digest(two)}".encode()
    assert base.revision == hashlib.sha256(joined).hexdigest()[:12]


def test_a_base_gives_its_readings_back_as_it_names_them() -> None:
    one, two = reading("One.", "a.txt"), reading("Two.", "a.md")
    base = build([one, two])

    first, second = readings_of(base)

    assert (first, base.reading("a")) == (one, one)
    assert base.reading("a-2") == second
    assert (second.article.id, second.passages[0].article) == ("a-2", second.article)
    assert base.reading("no-such") is None


# A base that goes on from another is the base of all articles


WORDS = st.sampled_from(
    "the mill river Harbour Union HU Pilots HPU pilots Long Barn Town Hall wheelwright Selvik "
    "Orrin Mühle Fluss Windmühlen united states us america navy 1901 because who union".split()
)
NAMED = st.sampled_from(
    [
        "Harbour Union (HU)",
        "Pilots Union (PU)",
        "Long Barn, or Town Hall,",
        "Selvik, also called Orrin,",
        "Harbour, or Long Barn,",
    ]
)
PARAGRAPHS = st.lists(
    st.lists(WORDS | NAMED, min_size=1, max_size=9).map(lambda said: f"The {' '.join(said)}."),
    min_size=1,
    max_size=3,
).map(" ".join)
ALIASES = st.lists(
    st.sampled_from(
        [
            "Harbour Union, the mill",
            "navy, united states navy",
            "barn, Long Barn",
            "union, pilots union",
            "US, river mill",
            "states navy, HU",
            "Mühle, Fluss",
        ]
    ),
    max_size=2,
)
QUESTIONS = st.lists(
    WORDS | st.sampled_from(["wheelwrigt", "Selvick", "Windmülen", "he", "when", "xylophon"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@st.composite
def articles(draw: st.DrawFn) -> Reading:
    aliases = "".join(f"\n- {line}" for line in draw(ALIASES)) or " []"
    language = draw(st.sampled_from(["en", "en", "de", "zz"]))
    text = "\n\n".join(draw(st.lists(PARAGRAPHS, min_size=1, max_size=3)))
    name = draw(st.sampled_from(["a.txt", "b.txt", "a-2.md", "a.md"]))
    return reading(f"---\nlanguage: {language}\naliases:{aliases}\n---\n{text}", name)


SEVERAL = st.lists(articles(), max_size=3)


@settings(max_examples=50, deadline=None)
@given(SEVERAL, SEVERAL, SEVERAL, QUESTIONS, QUESTIONS)
def test_an_extended_base_is_in_everything_the_base_of_all(
    first: list[Reading], second: list[Reading], third: list[Reading], question: str, turn: str
) -> None:
    one = extend(extend(build(first), second), third)

    other = build([*first, *second, *third])

    assert (one.revision, one.digests) == (other.revision, other.digests)
    assert (one.readings, one.articles) == (other.readings, other.articles)
    assert (one.passages, one.sentences) == (other.passages, other.sentences)
    ids = ("a", "a-2", "a-3", "b")
    assert [one.within(name) for name in ids] == [other.within(name) for name in ids]
    for words in (question, turn, f"{question} {turn}"):
        same_answers(one, other, words, turn)
    for passage in one.passages[-2:]:
        assert explain(one, question, passage) == explain(other, question, passage)
        assert answer_from(one, question, passage) == answer_from(other, question, passage)
        assert find_source(one, passage.text[3:]) == find_source(other, passage.text[3:])


def same_answers(one: KnowledgeBase, other: KnowledgeBase, question: str, turn: str) -> None:
    assert one.query(question, [turn]) == other.query(question, [turn])
    for article in (None, "a-2"):
        found = ask(one, question, article=article, turns=[turn])
        assert found == ask(other, question, article=article, turns=[turn])
    assert search(one, question, size=50) == search(other, question, size=50)
    assert summarise(one, about=question) == summarise(other, about=question)
    assert summarise(one) == summarise(other)
    assert unknown_words(one, question) == unknown_words(other, question)


def test_what_an_article_calls_a_thing_counts_in_the_others_too() -> None:
    shared = base_of("The Harbour Pilots' Union went on strike.\n\nThe union of pilots slept.")
    own = reading("The Harbour Pilots' Union (HPU) met at dawn.", "own.txt")

    base = extend(shared, [own])

    (quote, _), *_ = search(base, "HPU strike").results
    assert quote.text == "The Harbour Pilots' Union went on strike."
    assert base.sentences[0][0].terms == ("=hpu", "went", "strike")
    assert base.sentences[1] is shared.sentences[1]
    assert shared.sentences[0][0].terms == ("harbour", "pilot", "union", "went", "strike")
    assert search(shared, "HPU").total == 0


def test_a_name_inside_of_another_can_be_named_anew() -> None:
    shared = base_of(
        "---\naliases: Great Mill River, the Roar\n---\nThe Great Mill River Dam broke."
    )
    own = reading("---\naliases: Mill River Dam, the Wall\n---\nThe Wall held.", "own.txt")
    longer = reading("---\naliases: Great Mill River Dam, Sluice\n---\nA sluice.", "own.txt")

    for further in (own, longer):
        whole = build([*readings_of(shared), further])
        assert extend(shared, [further]).sentences == whole.sentences


def test_an_extended_base_shares_what_was_there() -> None:
    shared = base_of("The mill.", "The river.")

    base = extend(shared, [reading("The wheel.", "own.txt")])

    assert all(one is other for one, other in zip(shared.passages, base.passages, strict=False))
    assert all(one is other for one, other in zip(shared.sentences, base.sentences, strict=False))
    assert [article.id for article in shared.articles] == ["text-1", "text-2"]
    assert shared.terms("wheel") == ["wheel"]
    assert "wheel" not in shared.engine


@pytest.mark.parametrize("taken", [["a.txt"], ["a.txt", "a.md"], ["a.txt", "a-2.txt"]])
def test_an_id_that_is_taken_gets_a_number(taken: Sequence[str]) -> None:
    shared = build([reading("One.", name) for name in taken])
    own = reading("Two.", "a.html")

    base = extend(shared, [own])

    name = f"a-{len(taken) + 1}"
    assert base.articles[-1].id == name
    assert base.within(name) == range(len(taken), len(taken) + 1)
    assert base.digests[-1] == digest(own)
