"""Names of the same thing: a curated list, front matter, and what a text says by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Answer, ask, search
from knowledge.aliases import Aliases, appositions, curated, is_group
from tests.knowledge.making import base_of

NAMES = st.lists(st.sampled_from("ada bo cy dee".split()), min_size=1, max_size=3).map(" ".join)
GROUPS = st.lists(st.lists(NAMES, min_size=1, max_size=4).map(tuple), max_size=8)
WORDS = st.lists(st.sampled_from("ada bo cy dee mill".split()), max_size=12)


def aliases(*groups: tuple[str, ...]) -> Aliases:
    return Aliases(groups, str.split)


def folded(held: Aliases, text: str) -> list[str]:
    return [term for term, _ in held.fold(text.split())]


def test_the_names_of_a_group_become_one_term() -> None:
    held = aliases(("us", "united states", "america"))

    assert held.fold("the united states or us".split()) == [
        ("the", 1),
        ("=america", 2),
        ("or", 1),
        ("=america", 1),
    ]


def test_the_longest_name_wins() -> None:
    held = aliases(("guard", "wardens"), ("iron guard", "ig"), ("iron guard band", "igb"))

    assert folded(held, "iron guard band iron guard guard iron") == [
        "=igb",
        "=ig",
        "=guard",
        "iron",
    ]


def test_a_name_that_breaks_off_is_no_name() -> None:
    held = aliases(("united states", "us"))

    assert (
        folded(held, "united stations of states united")
        == "united stations of states united".split()
    )


def test_groups_that_share_a_name_are_one_whatever_their_order() -> None:
    groups = [("a", "b"), ("c", "d"), ("e", "f"), ("b", "c")]

    for held in (aliases(*groups), aliases(*reversed(groups))):
        assert folded(held, "a b c d e f") == ["=a", "=a", "=a", "=a", "=e", "=e"]


def test_groups_whose_names_start_alike_stay_apart() -> None:
    held = aliases(
        ("north sea", "old german ocean"), ("north pole", "ultima thule"), ("north", "up")
    )

    found = folded(held, "north sea north pole north")

    assert len(set(found)) == 3
    assert folded(held, "old german ocean ultima thule up") == found


@pytest.mark.parametrize("group", [(), ("",), ("ada",), ("ada", ""), ("ada", "ada")])
def test_a_group_of_one_name_says_nothing(group: tuple[str, ...]) -> None:
    held = aliases(group)

    assert folded(held, "ada bo") == ["ada", "bo"]
    assert "ada" not in held


def test_a_term_is_known_where_a_name_starts_with_it() -> None:
    held = aliases(("united states", "us"))

    assert [term in held for term in ("united", "states", "us")] == [True, False, True]


@given(GROUPS, WORDS)
def test_folding_takes_every_term_once_and_keeps_what_is_no_name(
    groups: list[tuple[str, ...]], words: list[str]
) -> None:
    held = Aliases(groups, str.split)

    found = held.fold(words)

    assert sum(size for _, size in found) == len(words)
    at = 0
    for term, size in found:
        assert is_group(term) or (size, term) == (1, words[at])
        at += size


@given(GROUPS)
def test_the_names_of_a_group_are_always_the_same_term(groups: list[tuple[str, ...]]) -> None:
    held = Aliases(groups, str.split)

    for group in groups:
        signs = {tuple(held.fold(name.split())) for name in set(group)}
        assert len(set(group)) == 1 or len({term for ((term, _),) in signs}) == 1


@given(GROUPS, GROUPS, WORDS)
def test_groups_that_come_later_are_as_if_they_had_come_at_once(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], words: list[str]
) -> None:
    before, whole = Aliases(first, str.split), Aliases([*first, *second], str.split)
    folded_before = before.fold(words)

    further, changed = before.extended(second)
    again, _ = further.extended(first)

    assert further.fold(words) == again.fold(words) == whole.fold(words)
    assert [term in further for term in words] == [term in whole for term in words]
    assert before.fold(words) == folded_before
    for name in changed:
        assert before.fold(name) != further.fold(name)
    if further.fold(words) != folded_before:
        assert any(set(name) <= set(words) for name in changed)


def test_groups_that_say_nothing_new_change_nothing() -> None:
    held = aliases(("united states", "us"))

    assert held.extended([("us", "united states"), ("mill",)]) == (held, [])


def test_the_groups_in_whose_names_a_term_stands_are_told() -> None:
    held = aliases(("united states", "us"), ("states navy", "sn"))

    assert sorted(held.signs_with("states")) == ["=sn", "=us"]
    assert held.signs_with("mill") == []


# The curated list


def test_english_alone_has_a_curated_list() -> None:
    assert tuple(
        name for group in curated("en") for name in group if name in ("troops", "soldiers")
    ) == ("troops", "soldiers")
    assert curated("de") == ()


def test_no_name_of_the_curated_list_stands_twice() -> None:
    names = [name.lower() for group in curated("en") for name in group]

    assert len(names) == len(set(names))
    assert all(names)
    assert all(len(group) > 1 for group in curated("en"))


@pytest.mark.parametrize("group", curated("en"), ids=lambda group: group[0])
def test_every_name_of_a_group_finds_the_others(group: tuple[str, ...]) -> None:
    base = base_of(*[f"At noon the {name} came to the harbour." for name in group])

    counts = {search(base, name).total for name in group}

    assert counts == {len(group)}


@pytest.mark.parametrize("name", ["us", "US", "U.S.", "usa", "United States", "americans", "yanks"])
def test_an_alias_finds_what_the_word_itself_finds(name: str) -> None:
    base = base_of(
        "The ferry sank.\n\nThe United States built a pier.\n\nThe council built a mill."
    )

    by_name, by_itself = (ask(base, f"Was a pier built by {one}?") for one in (name, "America"))

    assert isinstance(by_name, Answer)
    assert isinstance(by_itself, Answer)
    assert by_name.quotes[0].text == "The United States built a pier."
    assert [quote.span for quote in by_name.quotes] == [quote.span for quote in by_itself.quotes]


def test_a_name_inside_a_longer_one_is_not_found_by_itself() -> None:
    base = base_of("The United States built a pier.\n\nTwo states of the coast built a mill.")

    states, country = search(base, "states"), search(base, "us")

    assert [quote.passage.number for quote, _ in states.results] == [2]
    assert [quote.passage.number for quote, _ in country.results] == [1]


# Front matter and appositions


def test_front_matter_names_what_is_the_same() -> None:
    base = base_of("---\naliases:\n- Old Betsy, the ferry\n---\nOld Betsy sank.\n\nThe mill fell.")

    answer = ask(base, "What happened to the ferry?")

    assert isinstance(answer, Answer)
    assert answer.quotes[0].text == "Old Betsy sank."


def test_front_matter_adds_to_a_group_of_the_list() -> None:
    base = base_of("---\naliases:\n- the Republic, America\n---\nThe Republic sank it.\n\nA mill.")

    found = search(base, "us")

    assert [quote.text for quote, _ in found.results] == ["The Republic sank it."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Harbour Pilots' Union (HPU) met", ("Harbour Pilots' Union", "HPU")),
        ("The Union of Harbour Pilots (UHP) met", ("Union of Harbour Pilots", "UHP")),
        ("At noon the International Pier Board (the IPB) met", ("International Pier Board", "IPB")),
        ("In March Iron Pier Board (I.P.B.) met", ("Iron Pier Board", "I.P.B.")),
        ("the Long\nBarn (LB) burnt", ("Long\nBarn", "LB")),
        ("the Long Barn, or Town Hall, burnt", ("Long Barn", "Town Hall")),
        ("the Long Barn, or the Town Hall.", ("Long Barn", "Town Hall")),
        ("The Long Barn, or Town Hall, burnt", ("The Long Barn", "Town Hall")),
        ("Selvik, also called Sellevik, lies north", ("Selvik", "Sellevik")),
        ("Selvik, also known as the Rock; it lies", ("Selvik", "Rock")),
        ("the Hashd al-Rahm, or Popular Guard, came", ("Hashd al-Rahm", "Popular Guard")),
        ("the Banū Élan (BÉ), or Élan Folk, came", None),
        ("the Éire Union, or Élan, came", ("Éire Union", "Élan")),
    ],
)
def test_appositions_are_found(text: str, names: tuple[str, str] | None) -> None:
    found = list(appositions(text))

    assert found == (
        [] if names is None else [tuple(" ".join(n.split()) if "(" in text else n for n in names)]
    )


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Union (ABC) met",
        "the Harbour Union (H) met",
        "the harbour union (HU) met",
        "the Harbour Union (Hu) met",
        "the Harbour Union HU met",
        "the Long Barn or Town Hall, burnt",
        "the Long Barn, or town hall, burnt",
        "the Long Barn, or Town Hall burnt",
        "the long barn, or Town Hall, burnt",
        "He came from Selvik, or Orrin, and stayed",
        "He sails to New Selvik, or Great Orrin, soon",
        "A (B)",
        "",
    ],
)
def test_what_is_no_apposition_is_not_found(text: str) -> None:
    assert list(appositions(text)) == []


def test_only_the_words_whose_initials_match_are_the_name() -> None:
    assert list(appositions("In Selvik Harbour Pilots Union (HPU) members met.")) == [
        ("Harbour Pilots Union", "HPU")
    ]


def test_a_text_tells_what_else_it_calls_a_thing() -> None:
    base = base_of(
        "The Harbour Pilots' Union (HPU) met at dawn.\n\nLater the HPU went on strike for a week.\n\n"
        "The mill burnt."
    )

    answer = ask(base, "Did the Harbour Pilots' Union strike?")

    assert isinstance(answer, Answer)
    assert answer.quotes[0].text == "Later the HPU went on strike for a week."


@given(st.text(st.sampled_from("Aab (),.&'’-\nor É漢"), max_size=200))
def test_names_of_an_apposition_stand_in_the_text(text: str) -> None:
    for group in appositions(text):
        for name in group:
            assert " ".join(name.split()) in " ".join(text.split())
