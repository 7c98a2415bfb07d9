"""Losses: what is left out of each kind of file, counted, with an example."""

import pytest

from knowledge import LeftOut
from knowledge.formats.losses import Losses
from tests.knowledge.making import reading

ONE = "The old mill at the river stood still for a whole year."
TWO = "Nobody in the valley knew the new owner's name."
_LINKS = "".join(f'<li><a href="/{at}">Mill number {at}</a></li>' for at in range(4))

_HTML = {
    "<script>a()</script><style>p{}</style><script>b()</script>": ("script or style", 3, ""),
    "<nav> <script>x</script><ul><li>Home</li></ul></nav><footer>Imprint</footer>": (
        "navigation", 2, "Home",
    ),
    "<div role=banner>The Valley Post</div>": ("navigation", 1, "The Valley Post"),
    "<header><p>Since 1901</p></header>": ("page header", 1, "Since 1901"),
    "<form><label>Your name</label></form>": ("form", 1, "Your name"),
    "<button>Send</button>": ("form", 1, "Send"),
    "<iframe src=x></iframe>": ("video, sound or other page", 1, ""),
    "<svg><title>Arrow</title></svg>": ("icon or drawing", 1, "Arrow"),
    "<dialog><p>Subscribe now</p></dialog>": ("box over the page", 1, "Subscribe now"),
    "<div class=cookie-banner>We use cookies.</div>": ("share or cookie box", 1, "We use cookies."),
    "<p hidden>secret</p>": ("hidden part", 1, "secret"),
    f"<ul>{_LINKS}</ul>": (
        "list of links", 1, "Mill number 0 Mill number 1 Mill number 2 Mill number 3",
    ),
    "<div><a href=/a>Read more</a></div>": ("list of links", 1, "Read more"),
    "<div id=toc><h2>Contents</h2></div>": ("contents or edit link", 1, "Contents"),
    "<figure><figcaption>The mill <small>AP</small></figcaption></figure>": (
        "photo credit", 1, "AP",
    ),
    "<p>By Ada Mills</p>": ("byline or header line", 1, "By Ada Mills"),
    f"<p>MILLTOWN (Agency) — {TWO}</p>": ("dateline", 1, "MILLTOWN (Agency) —"),
}  # fmt: skip
_MARKDOWN = {
    f"<!-- a note -->\n\n{ONE} <!-- b -->": ("comment", 2, "a note"),
    f"![](mill.png)\n\n{ONE} ![ ](b.png)": ("picture without text", 2, "mill.png"),
    f"<nav>Home</nav>\n\n{ONE}": ("navigation", 1, "Home"),
    f"- {ONE}\n- two\n\n  <script>x</script>\n": ("script or style", 1, ""),
}
_GALLERY = "\n".join(f"{at}/3\nPhoto of mill number {at}.\nReuters" for at in (1, 2, 3))
_PLAIN = {
    f"A Day at the Mill\nBy Ada Mills\n2021-03-04\n\n{ONE}\n\n{TWO}": (
        "byline or header line", 2, "By Ada Mills",
    ),
    f"MILLTOWN (Agency) — {ONE}\n\n{TWO}": ("dateline", 1, "MILLTOWN (Agency) —"),
    f"{ONE}\n\n{_GALLERY}\n\n{TWO}": ("gallery marker", 3, "1/3"),
    f"{TWO}\n\n{_GALLERY}\n\n{ONE}": ("photo credit", 3, "Reuters"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), _HTML.items())
def test_what_is_left_out_of_a_page_is_told(markup: str, expected: tuple[str, int, str]) -> None:
    found = reading(f"<html><body>{markup}<p>{ONE}</p><p>{TWO}</p>", "page.html")

    assert LeftOut(*expected) in found.left_out


def test_text_beside_an_article_is_told() -> None:
    page = f"<html><body><article>{f'<p>{ONE}</p>' * 9}</article><p>{TWO}</p><p>b</p>"

    assert reading(page).left_out == (LeftOut("text outside the article", 2, TWO),)


@pytest.mark.parametrize(("text", "expected"), _MARKDOWN.items())
def test_what_is_left_out_of_markdown_is_told(text: str, expected: tuple[str, int, str]) -> None:
    assert LeftOut(*expected) in reading(text, "notes.md").left_out


@pytest.mark.parametrize(("text", "expected"), _PLAIN.items())
def test_what_is_left_out_of_web_copy_is_told(text: str, expected: tuple[str, int, str]) -> None:
    assert LeftOut(*expected) in reading(text).left_out


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_of_a_text_that_is_all_taken_over_nothing_is_told(name: str) -> None:
    assert reading(f"---\ntitle: Mill\n---\n{ONE}\n\n{TWO}", name).left_out == ()


def test_each_reason_comes_once_with_the_first_example_that_says_anything() -> None:
    losses = Losses()

    losses.note("navigation", " ")
    losses.note("form", lambda: "Your\n name")
    losses.note("navigation", "word " * 40, 2)
    losses.note("navigation", lambda: pytest.fail("it is not looked for again"))
    losses.note("dateline", "a", 0)

    first, second = losses.found()
    assert (first.reason, first.count, len(first.example)) == ("navigation", 4, 80)
    assert first.example.startswith("word word")
    assert first.example.endswith("…")
    assert second == LeftOut("form", 1, "Your name")
