"""Destinations: which addresses may be asked, and not one connection to any other."""

import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.intake import Fetcher, Limits, Refusal
from bot.intake.destinations import is_public, locate, parse, resolve, shown
from tests.bot.intake.site import listening

_PORTS = frozenset((443,))
# Names that somebody else's name servers may lead anywhere.
_NAMES = {
    "private.example": ["10.0.0.5"],
    "loopback.example": ["127.0.0.1"],
    "six.example": ["::1"],
    "mixed.example": ["93.184.216.34", "192.168.1.1"],
    "mixed6.example": ["2606:2800:220:1::1", "fd00::1"],
    "mapped.example": ["::ffff:10.0.0.5"],
    "metadata.google.internal": ["169.254.169.254"],
    "link.example": ["fe80::1%eth0"],
    "cloud.example": ["168.63.129.16"],
    "nat.example": ["64:ff9b::a9fe:a9fe"],
    "strange.example": ["not an address"],
    "nothing.example": [],
    "127.0.0.1.nip.example": ["127.0.0.1"],
}
_FORBIDDEN = [
    *(f"https://{name}/" for name in _NAMES),
    "https://127.0.0.1/", "https://127.0.0.1:PORT/", "https://127.255.255.254/",
    "https://localhost/", "https://localhost:PORT/", "https://localhost./",
    "https://[::1]/", "https://[::1]:PORT/", "https://[::]/", "https://0.0.0.0:PORT/",
    "https://0/", "https://0:PORT/", "https://127.1:PORT/", "https://2130706433:PORT/",
    "https://0x7f.1:PORT/", "https://0x7f000001:PORT/", "https://0177.0.0.1:PORT/",
    "https://017700000001:PORT/", "https://0x7f.0x0.0x0.0x1:PORT/", "https://127.0.0.1.:PORT/",
    "https://１２７.０.０.１:PORT/", "https://①②⑦.⓪.⓪.①:PORT/", "https://127。0。0。1:PORT/",
    "https://%31%32%37.0.0.1:PORT/", "https://[::ffff:127.0.0.1]:PORT/",
    "https://[::ffff:7f00:1]:PORT/", "https://[::127.0.0.1]:PORT/", "https://[2002:7f00:1::]:PORT/",
    "https://[64:ff9b::7f00:1]:PORT/", "https://[64:ff9b:1::7f00:1]:PORT/",
    "https://[2001:0:53aa:64c:0:fbff:80ff:fffe]:PORT/", "https://[fe80::1%25lo]:PORT/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://100.64.0.1/",
    "https://100.100.100.200/", "https://169.254.169.254/latest/meta-data/",
    "https://192.0.0.192/", "https://192.0.2.1/", "https://198.18.0.1/", "https://203.0.113.9/",
    "https://224.0.0.1/", "https://240.0.0.1/", "https://255.255.255.255/",
    "https://[fd00:ec2::254]/", "https://[fe80::1]/", "https://[fec0::1]/", "https://[ff02::1]/",
    "https://[2001:db8::1]/", "https://[100::1]/", "https://[3fff::1]/",
    "http://127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/", "file:///etc/passwd", "//127.0.0.1:PORT/",
    "https://public.example@127.0.0.1:PORT/", "https://127.0.0.1:PORT\\@public.example/",
    "https://public.example\\@127.0.0.1:PORT/", "https://@127.0.0.1:PORT/",
    "https://127.0.0.1:22/", "https://127.0.0.1:0/", "https://[::1", "https://", "",
    "https://intranet/", "https://a..b/", "https://127.0.0.1\t:PORT/", "https:127.0.0.1:PORT",
    "https://127.0.0.1:PORT/" + "a" * 3000,
]  # fmt: skip

_connects: list[object] = []
_watched: list[bool] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and _watched:
        _connects.append(arguments[1])


@pytest.fixture
def connects() -> Iterator[list[object]]:
    """Note every attempt to connect that this process makes; a hook cannot be taken away again."""
    if not hasattr(sys, "_pilcrow_connects"):
        sys.addaudithook(_note)
        setattr(sys, "_pilcrow_connects", True)  # noqa: B010 (the module may be imported twice)
    _connects.clear()
    _watched.append(True)
    yield _connects
    _watched.clear()


async def _lead(host: str) -> list[str]:
    return _NAMES[host]


@pytest.mark.parametrize("url", _FORBIDDEN)
async def test_what_is_not_public_is_refused_without_one_attempt_to_connect(
    url: str, connects: list[object]
) -> None:
    async with listening() as (port, connections):
        fetcher = Fetcher(resolve=_lead, ports=frozenset((443, port)))

        found = await fetcher.fetch(url.replace("PORT", str(port)), Limits())

    assert isinstance(found, Refusal)
    assert len(found.line) < 150
    assert found.line.isprintable()
    assert (connects, connections) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_machines_on_the_public_internet_are_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", ["2002:101:101::", "2002:7f00:1::", "2002:100::"])
def test_tunnels_lead_nowhere(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_nothing_is_public_that_python_itself_calls_private(
    address: object,
) -> None:
    found = ip_address(str(address))

    if found.is_private or found.is_loopback or found.is_link_local or found.is_multicast:
        assert not is_public(found) or str(found).startswith(("::ffff:", "64:ff9b::"))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://example.org", "https://example.org"),
        (" HTTPS://Example.ORG:443/a?b=c#d ", "https://example.org/a?b=c"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("https://example.org./", "https://example.org./"),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
        ("https://example.org/a@b", "https://example.org/a@b"),
    ],
)
def test_public_addresses_are_taken_as_browsers_take_them(url: str, asked: str) -> None:
    found = parse(url, _PORTS)

    assert str(found) == asked


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://example.org/a", "example.org: give an address that starts with https://"),
        ("example.org", "example.org: give an address that starts with https://"),
        (
            "https://me:secret@example.org/",
            "example.org: give the address without a name and password",
        ),
        ("https://example.org:8443/", "example.org:8443: give the address without a port"),
        ("https://intranet/", "intranet: this is no name of a public site"),
        ("https://exa mple.org/", "exa mple.org: this is no address that can be opened"),
        ("", "the address: give an address that starts with https://"),
    ],
)
def test_what_is_wrong_with_an_address_is_one_plain_line(url: str, line: str) -> None:
    assert parse(url, _PORTS) == Refusal(line)


def test_a_message_shows_no_more_of_an_address_than_its_host() -> None:
    assert shown("https://a:b@example.org\n/secret?token=1#x") == "example.org"
    assert len(shown("https://" + "a" * 5000)) == 60


async def test_a_site_that_is_not_there_is_said_to_be_missing() -> None:
    async def lost(_host: str) -> list[str]:
        raise OSError("no address")

    found = await locate(URL("https://nowhere.example/"), lost, is_public)

    assert found == Refusal("nowhere.example: there is no such site")


async def test_the_operating_system_knows_this_machine() -> None:
    found = await resolve("localhost")

    assert found
    assert not any(is_public(ip_address(address)) for address in found)
