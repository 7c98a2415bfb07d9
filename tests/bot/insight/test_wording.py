"""The picture of usage in other languages than English, as far as the font has their letters."""

import gettext
import warnings
from dataclasses import replace

import pytest

from bot.insight import chart
from bot.insight.picture import Picture, alt_text, picture, unpack
from bot.locales import speaking, texts
from tests.bot.insight.rows import UNTIL, cited, day

HEADING = "Questions a day, the last {count} days"
HEADINGS = {
    "de": "Fragen am Tag, zuletzt {count}",
    "fr": "Questions par jour, les {count} derniers jours",
    "ar": "الأسئلة كل يوم، آخر {count} يومًا",
    "ja": "{count}日間の質問",
}
DAYS = [day(0, 12_000, 3_000, 700), day(1, 5)]


class _Catalogue(gettext.NullTranslations):
    """A catalogue that knows little."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._heading = HEADINGS.get(locale, HEADING)

    def gettext(self, message: str) -> str:
        return f"„{message}“" if self._heading == HEADINGS["de"] else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if msgid2 == HEADING:
            return self._heading
        return super().ngettext(msgid1, msgid2, n)


@pytest.fixture(autouse=True)
def _catalogues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "catalogue", _Catalogue)


def _in(locale: str) -> Picture:
    with speaking(locale):
        return picture(DAYS, [cited(4_000)], {}, UNTIL, 30)


def test_a_picture_goes_in_the_language_of_who_asked_and_in_english() -> None:
    shown = _in("de")

    own, english = shown.wordings
    assert (own.locale, own.heading) == ("de", "Fragen am Tag, zuletzt 30")
    assert own.days[-1] == "30. März"
    assert own.kinds == ("„answered“", "„closest passage“", "„refused“")
    assert (english,) == _in("en").wordings
    assert unpack(shown.packed()) == shown


@pytest.mark.parametrize("locale", ["de", "fr", "ar"])
def test_what_the_font_has_letters_for_is_drawn_as_it_is(locale: str) -> None:
    shown = _in(locale)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = chart.draw(shown)

    assert png == chart.draw(replace(shown, wordings=shown.wordings[:1]))
    assert png != chart.draw(_in("en"))


def test_where_the_font_lacks_letters_all_of_the_picture_is_english() -> None:
    assert chart.draw(_in("ja")) == chart.draw(_in("en"))


def test_a_photo_is_called_so_in_the_language_of_who_asked() -> None:
    with speaking("de"):
        shown = picture([], [cited(4, label="photo 4/35, AP"), cited(3)], {}, UNTIL, 1)

    assert [wording.labels for wording in shown.wordings] == [
        ("„photo 4/35“, AP", "¶ 4"),
        ("photo 4/35, AP", "¶ 4"),
    ]


def test_the_description_is_in_the_language_of_who_asked() -> None:
    with speaking("de"):
        words = alt_text(DAYS, [])

    assert words.startswith("„Bar chart of the questions asked.“ „15.705 questions: ")
    assert "Most on 30.03.2026: 15.700." in words
