"""The pictures of the README, which `make pictures` takes."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser

from tests.preview import pictures

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r'<img src="(docs/pictures/[^"]+)" width="\d+" alt="([^"]+)">', README))


def test_the_readme_shows_every_main_message_in_words_too() -> None:
    assert list(SHOWN) == [f"docs/pictures/{name}-wide.png" for name in pictures.SCENES]
    assert min(len(words.split()) for words in SHOWN.values()) > 8


def test_each_picture_is_there_in_both_widths_and_small() -> None:
    expected = {f"{name}-{look}.png" for name in pictures.SCENES for look in pictures.WIDTHS}

    sizes = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}

    assert set(sizes) == expected
    assert max(sizes.values()) < 60_000


@pytest.mark.asyncio(loop_scope="session")
async def test_the_pictures_are_taken_of_the_preview(browser: Browser, tmp_path: Path) -> None:
    await pictures.take(browser, tmp_path, ["no-answer"], {"narrow": 400})

    with Image.open(tmp_path / "no-answer-narrow.png") as picture:
        assert picture.width == 400 * pictures.SCALE
