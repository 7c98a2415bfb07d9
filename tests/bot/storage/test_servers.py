"""What moderators set: kept whole, each server's own, back to the defaults by a reset."""

from types import MappingProxyType

from bot.storage import Mode, ServerSettings, Storage
from tests.bot.storage.making import CLEANED, HERE, HOSTILE, NOW, THERE, minutes

_ALL = ServerSettings(
    moderator_role=2**63 - 1,
    answer=0.61,
    closest=0.25,
    language="nb",
    handoff_role=12,
    handoff_minutes=5,
    log_channel=13,
    digest=True,
    channels={1: Mode.OFF, 2: Mode.THREADS, 3: Mode.QUESTIONS, 2**63 - 1: Mode.MENTION},
)


async def test_a_server_that_set_nothing_has_the_defaults(storage: Storage) -> None:
    assert await storage.servers.settings(HERE) == ServerSettings()


async def test_settings_are_kept_whole_for_one_server(storage: Storage) -> None:
    await storage.servers.save(HERE, _ALL)
    await storage.servers.save(THERE, ServerSettings(channels={1: Mode.MENTION}))

    assert await storage.servers.settings(HERE) == _ALL
    assert await storage.servers.settings(THERE) == ServerSettings(channels={1: Mode.MENTION})

    await storage.servers.save(HERE, ServerSettings(channels=MappingProxyType({4: Mode.OFF})))

    assert await storage.servers.settings(HERE) == ServerSettings(channels={4: Mode.OFF})


async def test_a_digest_is_due_where_it_is_wanted_and_the_last_one_is_older(
    storage: Storage,
) -> None:
    for server, wanted in ((1, True), (2, True), (3, False), (4, True)):
        await storage.servers.save(server, ServerSettings(digest=wanted))
    await storage.servers.digest_sent(2, minutes(-1))
    await storage.servers.digest_sent(4, NOW)
    await storage.servers.digest_sent(5, NOW)

    assert await storage.servers.due_digests(NOW) == [1, 2]

    await storage.servers.save(4, _ALL)

    assert await storage.servers.due_digests(NOW) == [1, 2]
    assert await storage.servers.due_digests(minutes(1)) == [1, 2, 4]


async def test_settings_take_any_text(storage: Storage) -> None:
    await storage.servers.save(HERE, ServerSettings(language=HOSTILE))

    assert (await storage.servers.settings(HERE)).language == CLEANED
