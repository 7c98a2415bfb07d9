from datetime import date

import pytest

from knowledge import Kind
from knowledge.errors import FileEmptyError
from tests.knowledge.making import paragraphs, reading

ONE = "The old mill at the river stood still for a whole year."
TWO = "Nobody in the valley knew the new owner's name."

PAGE = f"""<?xml version="1.0"?>
<!-- saved --> <!-- twice -->
<!DOCTYPE html>
<html lang="en-GB">
<head>
<title>A Day at the Mill | Valley Post</title>
<meta property="og:title" content="A Day at the Mill | Valley Post">
<meta property="og:site_name" content="Valley Post">
<meta name="author" content="Ada Mills">
<meta property="article:published_time" content="2021-03-04T20:05:00Z">
<link rel="canonical" href="https://example.org/mill">
<style>p {{ color: red }}</style>
</head>
<body class="has-cookie-banner">
<header><p>Valley Post, since 1901</p></header>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies.</p></div>
<div role="navigation">Skip to content</div>
<main><article>
<header><h1>A Day at the Mill</h1><p>By Ada Mills</p></header>
<p>MILLTOWN (Agency) — {ONE}</p>
<figure><img src="a.jpg"><figcaption>The <b>mill</b> <span class="photo-credit">AP</span>
</figcaption></figure>
<h2>The<br>Owner</h2>
<p>{TWO}<!-- note --><span hidden>secret</span></p>
<div class="share-bar"><a href="#">Share</a></div>
<ul class="related"><li><a href="/a">More on mills</a></li></ul>
<aside>Advertisement</aside>
</article></main>
<footer><p>Imprint</p></footer>
<script>track()</script>
</body></html>"""


def shown(body: str) -> list[str]:
    return paragraphs(f"<html><body>{body}", "page.html")


def test_a_page_is_read_without_what_stands_around_its_article() -> None:
    found = reading(PAGE, "page.txt")

    assert [(p.kind, p.heading, p.text, p.credit) for p in found.passages] == [
        (Kind.PARAGRAPH, "", ONE, ""),
        (Kind.CAPTION, "", "The mill", "AP"),
        (Kind.PARAGRAPH, "The Owner", TWO, ""),
    ]


def test_a_page_says_who_published_it() -> None:
    article = reading(PAGE, "page.html").article

    assert article.title == "A Day at the Mill | Valley Post"
    assert (article.source, article.author) == ("Valley Post", "Ada Mills")
    assert article.published == date(2021, 3, 4)
    assert (article.url, article.language) == ("https://example.org/mill", "en")


STRUCTURED = (
    '{"headline": "The Mill", "datePublished": "2021-03-04", '
    '"author": [{"name": "Ada Mills"}, {"name": "Bo Li"}], "publisher": {"name": "Valley Post"}}'
)


@pytest.mark.parametrize(
    "json",
    [
        STRUCTURED,
        f"[{STRUCTURED}]",
        f'{{"@graph": [{{"@type": "WebSite"}}, {STRUCTURED}]}}',
        f"[1, {STRUCTURED}]",
    ],
)
def test_structured_facts_are_read(json: str) -> None:
    page = (
        f'<script type="application/ld+json">broken</script>'
        f'<script type="application/ld+json">{json}</script><p>{ONE}</p>'
    )

    article = reading(f"<html>{page}", "page.html").article

    assert (article.title, article.source, article.author) == (
        "The Mill",
        "Valley Post",
        "Ada Mills",
    )
    assert article.published == date(2021, 3, 4)


@pytest.mark.parametrize(
    "json",
    ["", "{", "3", "[" * 100_000, '{"author": "Ada"}', '{"datePublished": 3, "author": []}'],
)
def test_structured_facts_that_say_nothing_are_passed_over(json: str) -> None:
    page = (
        f'<html><script type="application/ld+json">{json}</script>'
        f'<time datetime="2021-03-04">then</time><p>{ONE}</p>'
    )

    article = reading(page, "page.html").article

    assert (article.author, article.published) == ("", date(2021, 3, 4))


def test_a_page_that_says_nothing_is_named_after_its_first_heading_title_or_file() -> None:
    assert reading(f"<html><h1>The Mill</h1><p>{ONE}", "a-page.html").article.title == "The Mill"
    assert reading(f"<html><title>Mill</title><p>{ONE}", "a-page.html").article.title == "Mill"
    assert reading(f"<html><h1></h1><p>{ONE}", "a-page.html").article.title == "A page"


@pytest.mark.parametrize(
    "head",
    ['<link rel="canonical" href="/mill">', '<meta property="og:url" content="javascript:x">', ""],
)
def test_only_web_addresses_are_taken(head: str) -> None:
    assert reading(f"<html><head>{head}</head><p>{ONE}", "a.html").article.url == ""


def test_divs_and_double_breaks_make_paragraphs() -> None:
    assert shown(f"<div><div>{ONE}</div>{TWO}<br><br>Three<br/>four.</div>") == [
        ONE,
        TWO,
        "Three\nfour.",
    ]


def test_entities_and_inline_tags_are_read_as_shown() -> None:
    assert shown("<p>Fish &amp; <b>ch</b>ips&nbsp;&mdash; 3&frasl;4</p>") == [
        "Fish & chips\xa0— 3⁄4"
    ]


def test_lists_and_tables_keep_their_lines() -> None:
    body = (
        "<ul><li>one<br>more<li>two<li></li></ul><ol><li>first<li>second</ol>"
        "<table><caption>Mills</caption><tr><th>Mill<th>Year<tr><td>Old<td>1901<tr><td></table>"
    )

    assert shown(body) == [
        "- one more\n- two",
        "1. first\n2. second",
        "Mills",
        "- Mill | Year\n- Old | 1901",
    ]


def test_a_table_of_facts_keeps_each_with_its_name() -> None:
    body = (
        "<table><tr><th colspan=2>Old Mill<tr><td colspan=2><div>In 1901</div>"
        "<tr><th>Built<td><div>1899<br>Selvik</div><tr><th>Owners<td><ul><li>Ada<li>Bo</ul></table>"
    )

    assert shown(body) == ["- Old Mill\n- In 1901\n- Built | 1899 Selvik\n- Owners | Ada Bo"]


def test_what_a_wiki_sets_beside_its_article_is_left_out() -> None:
    links = "".join(f"<li><a href='#{n}'>Chapter {n}</a>" for n in range(90))
    body = (
        f"<div id=siteNotice>Give!</div><div id=toc><h2>Contents<span class=mw-editsection>[edit]</span></h2><ul>{links}</ul></div>"
        f"<h1>Valley</h1><h2>Mill<span class=mw-editsection>[<a href=#>edit</a>]</span></h2><p>{ONE}</p>"
        "<div class=navbox>Mills of the valley</div><div id=footer>Free to use</div>"
    )

    found = reading(f"<html><body>{body}</body></html>", "mill.html")

    assert [(p.heading, p.text) for p in found.passages] == [("Mill", ONE)]


def test_lists_and_tables_of_paragraphs_are_read_as_such() -> None:
    body = f"<ul><li><p>{ONE}</p><li><p>{TWO}</p></ul><table><tr><td><p>{ONE}</p></table>"

    assert shown(body) == [ONE, TWO, ONE]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert shown(f"<form><p>{ONE}</p></form><form>Search <input></form>") == [ONE]


def test_menus_of_links_are_left_out_and_links_in_prose_are_not() -> None:
    body = (
        f"<p><a href=a>Home</a> | <a href=b>News</a></p><p>{ONE} <a href=c>More of it.</a></p>"
        "<ul><li><a href=d>Sport</a></li></ul>"
    )

    assert shown(body) == [f"{ONE} More of it."]


def test_a_box_is_kept_where_it_is_long() -> None:
    long = " ".join([TWO] * 12)

    assert shown(f"<p>{ONE}</p><div id=related-mills><p>{long}</p></div>") == [ONE, long]
    assert shown(f"<p>{ONE}</p><div class=share>{'<b></b>' * 500}{TWO}</div>") == [ONE, TWO]


def test_the_whole_page_is_read_where_its_article_holds_too_little() -> None:
    body = f"<article><p>Teaser.</p></article><article><p>{ONE}</p></article><p>{TWO * 3}</p>"

    assert shown(body) == ["Teaser.", ONE, TWO * 3]


def test_an_article_may_be_marked_without_any_paragraph() -> None:
    assert shown(f"<div>Top</div><article><div>{ONE}</div></article>") == [ONE]


def test_nested_lists_are_read_line_by_line() -> None:
    body = "<ul><li>one<ul><li>deep<li>deeper</ul></ul>"

    assert shown(body) == ["one", "- deep\n- deeper"]


def test_a_caption_is_not_its_own_credit() -> None:
    body = "<html><p>x<figcaption class=image-source>The mill <small>AP</small></figcaption>"

    assert reading(body, "a.html").passages[1].credit == "AP"


def test_a_caption_may_be_without_a_credit() -> None:
    found = reading(f"<html><p>{ONE}</p><figcaption>The mill</figcaption>", "a.html").passages

    assert found[1].label == "photo 1/1"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><script>x()</script><noscript>on</noscript></body></html>",
        "<html><frameset><frame></frameset></html>",
        "<html></html>",
        "<!-- only a note -->",
    ],
)
def test_a_page_without_text_is_an_empty_file(page: str) -> None:
    with pytest.raises(FileEmptyError):
        reading(page, "page.html")


def test_nesting_may_be_deep() -> None:
    assert shown("<div>" * 3000 + ONE) == [ONE]
