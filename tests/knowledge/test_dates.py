from datetime import date

import pytest

from knowledge.formats import dates


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-07",
        "2020/1/7",
        "2020.01.07",
        "2020-01-07T20:05:00+03:00",
        "2020-01-07T20:05:00Z",
        "7 January 2020",
        "7th of January, 2020",
        "7. Jan. 2020",
        "January 7, 2020",
        "Jan 7th 2020",
        "Tuesday, 7 January 2020 at 20:05",
    ],
)
def test_a_date_is_found_as_articles_write_it(written: str) -> None:
    assert dates.find(written) == date(2020, 1, 7)


@pytest.mark.parametrize("written", ["", "01/07/2020", "2020", "January 2020", "2020-13-45"])
def test_what_leaves_a_doubt_is_no_date(written: str) -> None:
    assert dates.find(written) is None


def test_the_first_date_that_exists_counts() -> None:
    assert dates.find("2020-02-30, then 5 March 2020, then 2020-01-01") == date(2020, 3, 5)


def test_dates_can_be_taken_out() -> None:
    assert dates.without("on 2020-01-07 and 7 January 2020").split() == ["on", "and"]
