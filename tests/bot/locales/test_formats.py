"""Numbers and days are written as each language writes them."""

import datetime

import pytest

from bot.locales import LOCALES, brief_date, date, number, percent, speaking

DAY = datetime.date(2020, 1, 7)


def test_english_is_written_as_before() -> None:
    assert number(12345) == "12,345"
    assert number(0.456, 2) == "0.46"
    assert number(0.5, 2) == "0.50"
    assert percent(0.256) == "26%"
    assert date(DAY) == "Jan 7, 2020"
    assert brief_date(DAY) == "Jan 7"


@pytest.mark.parametrize(
    ("locale", "whole", "part", "share", "day", "brief"),
    [
        ("de", "12.345", "0,46", "26\xa0%", "07.01.2020", "7. Jan."),
        ("fr", "12\u202f345", "0,46", "26\xa0%", "7 janv. 2020", "7 janv."),
        ("es", "12.345", "0,46", "26\xa0%", "7 ene 2020", "7 ene"),
        ("pt", "12.345", "0,46", "26%", "7 de jan. de 2020", "7 de jan."),
        ("ja", "12,345", "0.46", "26%", "2020/01/07", "1月7日"),
    ],
)
def test_each_language_has_its_own_way(
    locale: str, whole: str, part: str, share: str, day: str, brief: str
) -> None:
    with speaking(locale):
        said = (number(12345), number(0.456, 2), percent(0.256), date(DAY), brief_date(DAY))

    assert said == (whole, part, share, day, brief)


@pytest.mark.parametrize("locale", LOCALES)
def test_there_is_a_way_in_every_language(locale: str) -> None:
    with speaking(locale):
        assert all((number(-3), percent(0), date(DAY), brief_date(DAY)))
