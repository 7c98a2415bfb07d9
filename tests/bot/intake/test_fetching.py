"""Fetching: what a real site on the loopback interface sends, and what is not taken from it."""

import asyncio
from collections.abc import AsyncGenerator
from ipaddress import ip_address

import pytest
from aiohttp import web
from yarl import URL

from bot.intake import Limits, Refusal, Upload, converted, requesting
from bot.intake.destinations import Address, Target, is_public
from tests.bot.intake.making import ONE, docx, pdf, words
from tests.bot.intake.site import Site, listening, served

_LIMITS = Limits(max_bytes=100_000)
_PAGE = f"<!doctype html><html><body><h1>Mill</h1><p>{ONE}</p></body></html>"


@pytest.fixture
async def site() -> AsyncGenerator[Site]:
    async with served() as found:
        yield found


def _page(text: str = _PAGE, **headers: str) -> web.Response:
    kind = {"Content-Type": "text/html; charset=utf-8"}
    return web.Response(body=text.encode(), headers=kind | headers)


def _moved(place: str, status: int = 302) -> web.Response:
    return web.Response(status=status, headers={"Location": place, "Set-Cookie": "a=b; Path=/"})


async def test_a_page_is_fetched_with_its_address_and_a_name(site: Site) -> None:
    site.replies["/news/mill"] = _page()

    found = await site.fetcher().fetch(site.url("/news/mill?a=b#c"), _LIMITS)

    assert found == Upload("mill.html", _PAGE.encode(), site.url("/news/mill?a=b"))
    (asked,) = site.asked
    assert asked.headers["Accept-Encoding"] == "identity"
    assert asked.headers["User-Agent"].startswith("Pilcrow")
    assert "Referer" not in asked.headers


async def test_documents_are_known_by_their_content(site: Site) -> None:
    site.replies["/a"] = web.Response(body=pdf([[ONE]]), content_type="application/octet-stream")
    site.replies["/b"] = web.Response(body=docx(words(ONE)), content_type="text/plain")

    for path, name in (("/a", "a.txt"), ("/b", "b.html")):
        fetched = await site.fetcher().fetch(site.url(path), _LIMITS)
        assert isinstance(fetched, Upload)
        ready = await converted(fetched, _LIMITS)
        assert isinstance(ready, Upload)
        assert (ready.name, ready.url) == (name, site.url(path))
        assert ONE.encode() in ready.data


async def test_redirects_are_followed_by_hand_without_cookies(site: Site) -> None:
    site.replies["/1"] = _moved("/2")
    site.replies["/2"] = _moved(site.url("/3", "other.example"), 308)
    site.replies["/3"] = _page()

    found = await site.fetcher().fetch(site.url("/1"), _LIMITS)

    assert isinstance(found, Upload)
    assert found.url == site.url("/3", "other.example")
    assert [request.headers.get("Cookie") for request in site.asked] == [None, None, None]
    assert site.looked_up == ["site.example", "site.example", "other.example"]


async def test_five_redirects_are_followed_and_no_more(site: Site) -> None:
    site.replies |= {f"/{at}": _moved(f"/{at + 1}") for at in range(6)}
    site.replies["/6"] = _page()

    five = await site.fetcher().fetch(site.url("/1"), _LIMITS)
    six = await site.fetcher().fetch(site.url("/0"), _LIMITS)

    assert isinstance(five, Upload)
    assert isinstance(six, Refusal)
    assert six.line == f"site.example:{site.port}: it leads on more than 5 times"
    assert len(site.asked) == 6 + 6


@pytest.mark.parametrize(
    "place",
    [
        "https://10.0.0.1/", "https://169.254.169.254/", "https://[::ffff:10.0.0.1]/",
        "https://private.example/", "http://site.example/", "//10.0.0.1/", "https://2130706433/",
        "https://site.example:22/", "https://a:b@site.example/", "file:///etc/passwd", "https://[::1",
        "https://localhost/", "javascript:alert(1)",
    ],
)  # fmt: skip
async def test_a_redirect_leads_nowhere_that_a_first_address_may_not(
    site: Site, place: str
) -> None:
    site.replies["/"] = _moved(place)

    async def resolve(host: str) -> list[str]:
        return ["192.168.0.1"] if host == "private.example" else await site.resolve(host)

    def allows(address: Address) -> bool:
        return str(address) == "127.0.0.1" or is_public(address)

    found = await site.fetcher(resolve=resolve, allows=allows).fetch(site.url(), _LIMITS)

    assert isinstance(found, Refusal)
    assert len(site.asked) == 1


async def test_a_name_is_looked_up_once_and_that_is_where_the_connection_goes(site: Site) -> None:
    site.replies["/"] = _page()
    answers = iter((["127.0.0.1"], ["10.0.0.1"]))

    async def rebinding(_host: str) -> list[str]:
        return next(answers)

    found = await site.fetcher(resolve=rebinding).fetch(site.url(), _LIMITS)

    assert isinstance(found, Upload)
    assert next(answers) == ["10.0.0.1"]


async def test_the_certificate_has_to_be_valid_for_the_name_that_was_asked_for(
    site: Site,
) -> None:
    site.replies["/"] = _page()
    line = "its certificate is not valid"

    wrong = await site.fetcher().fetch(site.url(host="wrong.example"), _LIMITS)
    unknown = await site.fetcher(trusted=False).fetch(site.url(), _LIMITS)
    literal = await site.fetcher().fetch(site.url(host="127.0.0.1"), _LIMITS)

    assert wrong == Refusal(f"wrong.example: {line}")
    assert unknown == Refusal(f"site.example: {line}")
    assert isinstance(literal, Upload)
    assert len(site.asked) == 1


async def test_a_proxy_of_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/"] = _page()
    async with listening() as (port, connections):
        for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")

        found = await site.fetcher().fetch(site.url(), _LIMITS)

    assert isinstance(found, Upload)
    assert connections == []


async def test_a_page_without_end_is_given_up_at_the_limit(site: Site) -> None:
    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        while True:
            await response.write(b"a" * 50_000)

    site.replies["/stream"] = endless
    site.replies["/declared"] = web.Response(body=b"a" * 100_001, content_type="text/plain")
    site.replies["/most"] = web.Response(body=b"a" * 100_000, content_type="text/plain")
    line = "site.example: it has more than 100,000 bytes, which is the limit"

    assert await site.fetcher().fetch(site.url("/stream"), _LIMITS) == Refusal(line)
    assert await site.fetcher().fetch(site.url("/declared"), _LIMITS) == Refusal(line)
    assert isinstance(await site.fetcher().fetch(site.url("/most"), _LIMITS), Upload)


async def test_a_site_that_takes_too_long_is_given_up(site: Site) -> None:
    told = asyncio.Event()

    async def silent(_request: web.BaseRequest) -> web.StreamResponse:
        await told.wait()
        return _page()

    site.replies["/"] = silent

    found = await site.fetcher(seconds=0.2).fetch(site.url(), _LIMITS)
    told.set()

    line = f"site.example:{site.port}: it did not answer in full within 0.2 seconds"
    assert found == Refusal(line)


async def test_a_site_that_breaks_off_or_is_not_there_is_one_plain_line(site: Site) -> None:
    async def broken(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        response.content_length = 1000
        await response.prepare(request)
        assert request.transport is not None
        request.transport.abort()
        return response

    site.replies["/broken"] = broken
    fetcher, port = site.fetcher(), site.port
    async with listening() as (closed, _):
        site.port = closed
        other = site.fetcher()
        not_tls = await other.fetch(site.url(), _LIMITS)
    gone = await other.fetch(site.url(), _LIMITS)
    site.port = port

    broke = await fetcher.fetch(site.url("/broken"), _LIMITS)

    assert not_tls == gone == Refusal("site.example: it cannot be connected to")
    assert broke == Refusal("site.example: its answer broke off or makes no sense")


@pytest.mark.parametrize(
    ("response", "line"),
    [
        (web.Response(status=404), "it answers 404 (Not Found)"),
        (web.Response(status=799, reason="<b>x"), "it answers 799"),
        (web.Response(status=302), "it answers 302 (Found)"),
        (web.Response(status=204), "it answers 204 (No Content)"),
        (
            web.Response(body=b"a", headers={"Content-Type": "image/png"}),
            "it is image/png, which cannot be read",
        ),
        (
            web.Response(
                body=b"a", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}
            ),
            "it sends its pages compressed even when asked not to",
        ),
    ],
    ids=["missing", "unknown", "nowhere", "nothing", "picture", "compressed"],
)
async def test_what_is_no_page_is_refused_in_one_plain_line(
    site: Site, response: web.Response, line: str
) -> None:
    site.replies["/"] = response

    assert await site.fetcher().fetch(site.url(), _LIMITS) == Refusal(f"site.example: {line}")


async def test_no_other_name_than_the_one_that_was_checked_leads_anywhere() -> None:
    target = Target(URL("https://site.example/"), (ip_address("1.1.1.1"),))
    checked = requesting.Checked(target)

    (found,) = await checked.resolve("site.example", 443)

    assert (found["host"], found["port"]) == ("1.1.1.1", 443)
    with pytest.raises(OSError, match="not checked"):
        await checked.resolve("other.example", 443)
