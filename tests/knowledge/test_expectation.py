"""What a question asks for, and whether a sentence holds such a thing."""

import pytest

from knowledge.expectation import Expected, evidence, expected, marked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many sailors drowned?", Expected.NUMBER),
        ("what percentage of the crew", Expected.NUMBER),
        ("How long is the pier?", Expected.NUMBER),
        ("When did she leave?", Expected.DATE),
        ("In which year was it built?", Expected.DATE),
        ("Whose boat sank?", Expected.PERSON),
        ("Where is the museum?", Expected.PLACE),
        ("Which town is nearest?", Expected.PLACE),
        ("Why did it sink?", Expected.CAUSE),
        ("How did they get ashore?", Expected.MANNER),
        ("lighthouse keeper", None),
        ("What is whale oil?", None),
    ],
)
def test_the_words_of_a_question_say_what_it_asks_for(question: str, kind: Expected | None) -> None:
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "share"),
    [
        (Expected.NUMBER, "It is 41 metres high.", 1.0),
        (Expected.NUMBER, "Eleven sailors drowned.", 1.0),
        (Expected.NUMBER, "It opened in 1874.", 0.16),
        (Expected.NUMBER, "It has 7 rooms.", 0.0),
        (Expected.NUMBER, "It is high.", 0.0),
        (Expected.DATE, "It opened in 1874.", 1.0),
        (Expected.DATE, "It opened in 1931.", 0.0),
        (Expected.DATE, "It opened in spring.", 0.27),
        (Expected.PERSON, "It was built by Marta Lindqvist.", 1.0),
        (Expected.PERSON, "Lindqvist built it.", 1.0),
        (Expected.PERSON, "It was Wren again.", 0.0),
        (Expected.PERSON, "The tower is high.", 0.0),
        (Expected.PLACE, "It hangs in Orrin.", 1.0),
        (Expected.CAUSE, "It sank because of ice.", 1.0),
        (Expected.CAUSE, "It sank.", 0.0),
        (Expected.MANNER, "They came by rowing.", 1.0),
        (Expected.MANNER, "They came.", 0.0),
    ],
)
def test_a_sentence_holds_what_is_asked_for_if_the_question_lacks_it(
    kind: Expected, sentence: str, share: float
) -> None:
    assert evidence(kind, sentence, {"1931", "7", "wren"}) == share


@pytest.mark.parametrize(
    ("kind", "sentence", "plain"),
    [
        (Expected.NUMBER, "It is 41 metres high.", "41"),
        (Expected.NUMBER, "Two hundred and six sailors drowned in 1874.", "Two hundred and six"),
        (Expected.NUMBER, "It cost 2.5 million crowns in March 1902.", "2.5 million"),
        (Expected.NUMBER, "She rowed out three times and saved seven of them.", None),
        (Expected.NUMBER, "It has 7 rooms.", None),
        (Expected.DATE, "It opened in 1874.", "1874"),
        (Expected.DATE, "It opened on 14 May 1874.", "14 May 1874"),
        (Expected.DATE, "It opened on Jan. 3, 1874, at noon.", "Jan. 3, 1874"),
        (Expected.DATE, "It opened in May.", "May"),
        (Expected.DATE, "It opened in 1874 and closed in 1902.", None),
        (Expected.DATE, "It opened in 1931.", None),
        (Expected.PERSON, "It was built by Marta Lindqvist.", "Marta Lindqvist"),
        (Expected.PERSON, "It was Anna Halloran’s boat, in May.", "Anna Halloran"),
        (Expected.PERSON, "Marta Lindqvist built it.", "Marta Lindqvist"),
        (Expected.PERSON, "Lindqvist built it for Halloran.", None),
        (Expected.PERSON, "Rowing saved them.", None),
        (Expected.PERSON, "It was Tobias Wren again.", None),
        (Expected.PLACE, "It hangs in the Kingdom of Norway.", "Kingdom of Norway"),
        (Expected.PLACE, "It hangs in Orrin, near Selvik.", None),
        (Expected.CAUSE, "It sank because of ice near Orrin in 1874.", None),
    ],
)
def test_what_was_asked_for_is_marked_where_it_is_plain_which_it_is(
    kind: Expected, sentence: str, plain: str | None
) -> None:
    found = marked(kind, sentence, {"1931", "7", "wren"})

    assert (found.of(sentence) if found else None) == plain
