"""Settings: their defaults, what they may be, and what is said of a wrong one."""

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import settings
from bot.settings import LEVELS, SettingError, Settings
from knowledge import EMBEDDED, THRESHOLDS, Thresholds

_TOKEN = "MTIz.Abc-dEf_g.hij-KLM_nop"


def test_nothing_set_means_the_defaults() -> None:
    made = Settings.from_env({})

    assert made == Settings(
        token="",
        articles=EMBEDDED,
        max_article_bytes=5_000_000,
        moderator_role="",
        ask_channels=frozenset(),
        log_level=logging.INFO,
        thresholds=THRESHOLDS,
        api_url="",
        gateway_url="",
    )


def test_the_database_is_a_file_in_the_data_folder_unless_an_address_is_given() -> None:
    here = Settings.from_env({"DATA_DIR": "/srv/pilcrow"})
    elsewhere = Settings.from_env({"DATABASE_URL": "postgresql://ann:secret@db.example/pilcrow"})

    assert here.database == "sqlite+aiosqlite:////srv/pilcrow/pilcrow.db"
    assert elsewhere.database == "postgresql://ann:secret@db.example/pilcrow"
    assert "secret" not in repr(elsewhere)


def test_a_wrong_database_address_is_refused_without_showing_its_password() -> None:
    for value in ("mysql://ann:secret@db.example/pilcrow", "secret", "sqlite://"):
        with pytest.raises(SettingError) as refused:
            Settings.from_env({"DATABASE_URL": value})

        assert refused.value.name == "DATABASE_URL"
        assert "secret" not in str(refused.value)


def test_a_blank_setting_is_not_set() -> None:
    made = Settings.from_env(dict.fromkeys(settings.NAMES, "  "))

    assert made == Settings()


def test_every_setting_is_read() -> None:
    values = {
        "DISCORD_TOKEN": f" {_TOKEN} ",
        "ARTICLES_DIR": "/srv/articles",
        "MAX_ARTICLE_MB": "12",
        "MAX_PAGES": "40",
        "MAX_PARAGRAPHS": "900",
        "MAX_SERVER_MB": "2",
        "KEEP_VERSIONS": "5",
        "DATA_DIR": "/srv/pilcrow",
        "DATABASE_URL": "sqlite+aiosqlite:///pilcrow.db",
        "STORE_QUESTIONS": "No",
        "KEEP_QUESTIONS_DAYS": "30",
        "RATE_PERSON": "3",
        "RATE_CHANNEL": "0",
        "MODERATOR_ROLE": "@Librarians",
        "ASK_CHANNELS": "123456789012345678, 223456789012345678;323456789012345678",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "JSON",
        "METRICS_ADDRESS": "9464",
        "ANSWER_THRESHOLD": "0.6",
        "CLOSEST_THRESHOLD": ".25",
        "DISCORD_API_URL": "https://proxy.example.org/discord/v10/",
        "DISCORD_GATEWAY_URL": "wss://proxy.example.org",
    }

    made = Settings.from_env(values)

    assert made == Settings(
        token=_TOKEN,
        articles=Path("/srv/articles"),
        max_article_bytes=12_000_000,
        max_pages=40,
        max_paragraphs=900,
        max_server_bytes=2_000_000,
        keep_versions=5,
        data_dir=Path("/srv/pilcrow"),
        database_url="sqlite+aiosqlite:///pilcrow.db",
        store_questions=False,
        keep_questions_days=30,
        rate_person=3,
        rate_channel=0,
        moderator_role="Librarians",
        ask_channels=frozenset({123456789012345678, 223456789012345678, 323456789012345678}),
        log_level=logging.DEBUG,
        log_format="json",
        metrics_address=("127.0.0.1", 9464),
        thresholds=Thresholds(0.6, 0.25),
        api_url="https://proxy.example.org/discord/v10",
        gateway_url="wss://proxy.example.org",
    )
    assert set(values) == set(settings.NAMES)


def test_other_variables_are_ignored() -> None:
    assert Settings.from_env({"PATH": "/bin", "discord_token": _TOKEN}) == Settings()


def test_a_token_may_carry_its_scheme() -> None:
    assert Settings.from_env({"DISCORD_TOKEN": f"Bot {_TOKEN}"}).token == _TOKEN


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_that_is_allowed_is_known(level: str) -> None:
    made = Settings.from_env({"LOG_LEVEL": level})

    assert logging.getLevelName(made.log_level) == level


def test_a_home_folder_is_found() -> None:
    made = Settings.from_env({"ARTICLES_DIR": "~/articles"})

    assert made.articles == Path.home() / "articles"


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("ARTICLES_DIR", "~no-such-person/articles", "a file or a folder"),
        ("MAX_ARTICLE_MB", "0", "a whole number from 1 to 100"),
        ("MAX_ARTICLE_MB", "101", "a whole number from 1 to 100"),
        ("MAX_ARTICLE_MB", "-5", "a whole number from 1 to 100"),
        ("MAX_ARTICLE_MB", "2.5", "a whole number from 1 to 100"),
        ("MAX_ARTICLE_MB", "five", "a whole number from 1 to 100"),
        ("MAX_ARTICLE_MB", "9" * 5000, "a whole number from 1 to 100"),
        ("MAX_PAGES", "10001", "a whole number from 1 to 10000"),
        ("MAX_PARAGRAPHS", "many", "a whole number from 1 to 100000"),
        ("MAX_SERVER_MB", "0", "a whole number from 1 to 1000"),
        ("KEEP_VERSIONS", "٣", "a whole number from 1 to 1000"),
        ("KEEP_QUESTIONS_DAYS", "3651", "a whole number from 1 to 3650"),
        ("RATE_PERSON", "-1", "a whole number from 0 to 10000"),
        ("RATE_CHANNEL", "10001", "a whole number from 0 to 10000"),
        ("STORE_QUESTIONS", "maybe", "yes or no"),
        ("DATA_DIR", "~no-such-person/data", "a file or a folder"),
        ("ASK_CHANNELS", "#general", "channel ids of 15 to 20 digits, with commas"),
        ("ASK_CHANNELS", "12345678901234", "channel ids of 15 to 20 digits, with commas"),
        ("ASK_CHANNELS", "1" * 21, "channel ids of 15 to 20 digits, with commas"),
        ("ASK_CHANNELS", "<#123456789012345678>", "channel ids of 15 to 20 digits, with commas"),
        ("LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        *(
            (name, value, "a number from 0 to 1, such as")
            for name in ("ANSWER_THRESHOLD", "CLOSEST_THRESHOLD")
            for value in (
                "high", "-0.1", "1.1", "2", "45%", "0,45", "nan", "1e-3", ".", "٠", "0.5\n0.6",
            )
        ),
        *(
            ("DISCORD_API_URL", value, "an address that starts with https://, or with http:// on")
            for value in (
                "proxy.example.org", "http://proxy.example.org", "ftp://127.0.0.1", "https://",
                "https://me@proxy.example.org", "https://[::1", "https://a:port", "wss://a.b",
                "http://localhost.example.org", "http://10.0.0.1", "//127.0.0.1",
            )
        ),
        *(
            ("DISCORD_GATEWAY_URL", value, "an address that starts with wss://, or with ws:// on")
            for value in ("ws://proxy.example.org", "https://proxy.example.org", "wss://", "ws://")
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_names_the_setting_the_value_and_what_is_allowed(
    name: str, value: str, allowed: str
) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_env({name: value})

    assert (caught.value.name, caught.value.value) == (name, value)
    assert caught.value.allowed.startswith(allowed)
    assert str(caught.value).startswith(f"{name} is {value!r}; it has to be {allowed}")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("answer", "closest", "thresholds"),
    [
        ("", "", THRESHOLDS),
        ("0", "0", Thresholds(0.0, 0.0)),
        ("1", "1.0", Thresholds(1.0, 1.0)),
        ("0.1", "", Thresholds(0.1, 0.1)),
        ("", "0.3", Thresholds(THRESHOLDS.answer, 0.3)),
        ("0.9", "", Thresholds(0.9, THRESHOLDS.closest)),
    ],
)
def test_thresholds_are_shares_and_the_closest_is_never_above_the_answer(
    answer: str, closest: str, thresholds: Thresholds
) -> None:
    made = Settings.from_env({"ANSWER_THRESHOLD": answer, "CLOSEST_THRESHOLD": closest})

    assert made.thresholds == thresholds


def test_a_closest_threshold_above_the_answers_is_refused() -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_env({"ANSWER_THRESHOLD": "0.3", "CLOSEST_THRESHOLD": "0.5"})

    assert str(caught.value) == (
        "CLOSEST_THRESHOLD is '0.5'; it has to be at most ANSWER_THRESHOLD, which is 0.3"
    )


@pytest.mark.parametrize("token", ["my secret token", "secret\nsecret", "tok€n", '"secret"'])
def test_a_wrong_token_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_env({"DISCORD_TOKEN": token})

    assert caught.value.name == "DISCORD_TOKEN"
    assert caught.value.value is None
    assert str(caught.value) == (
        "DISCORD_TOKEN is a value that is not shown; it has to be "
        "the token as Discord shows it, without spaces"
    )


def test_a_token_is_in_no_representation_of_the_settings() -> None:
    made = Settings.from_env({"DISCORD_TOKEN": _TOKEN})

    assert _TOKEN not in repr(made)
    assert _TOKEN not in f"{made}"


@given(
    st.sampled_from([name for name in settings.NAMES if name != "DISCORD_TOKEN"]),
    st.text(max_size=30),
)
def test_a_token_is_in_no_error_about_another_setting(name: str, value: str) -> None:
    try:
        said = repr(Settings.from_env({"DISCORD_TOKEN": _TOKEN, name: value}))
    except SettingError as refused:
        said = f"{refused} {refused.args} {refused.__context__}"

    assert _TOKEN not in said


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://proxy.example.org", "https://proxy.example.org/api/v10"),
        ("https://proxy.example.org/", "https://proxy.example.org/api/v10"),
        ("https://proxy.example.org/api", "https://proxy.example.org/api/v10"),
        ("https://proxy.example.org/api/", "https://proxy.example.org/api/v10"),
        ("https://proxy.example.org/api/v9", "https://proxy.example.org/api/v9"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v10"),
        ("http://127.9.9.9", "http://127.9.9.9/api/v10"),
        ("http://[::1]:8080", "http://[::1]:8080/api/v10"),
        ("http://localhost:8080/here", "http://localhost:8080/here"),
    ],
)
def test_an_api_address_is_completed(given: str, used: str) -> None:
    assert Settings.from_env({"DISCORD_API_URL": given}).api_url == used


@pytest.mark.parametrize("address", ["wss://a.example.org", "ws://localhost:1", "ws://[::1]:1"])
def test_a_gateway_address_is_taken_as_it_is(address: str) -> None:
    assert Settings.from_env({"DISCORD_GATEWAY_URL": address}).gateway_url == address


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("9464", ("127.0.0.1", 9464)),
        (":9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("metrics.internal:80", ("metrics.internal", 80)),
    ],
)
def test_metrics_are_for_this_machine_unless_a_host_is_given(
    value: str, address: tuple[str, int]
) -> None:
    assert Settings.from_env({"METRICS_ADDRESS": value}).metrics_address == address


@pytest.mark.parametrize("value", ["yes", "0", "65536", "::1:9464", "http://127.0.0.1:9464"])
def test_an_address_that_nobody_can_listen_on_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match="METRICS_ADDRESS"):
        Settings.from_env({"METRICS_ADDRESS": value})


def test_a_form_of_log_that_is_not_known_is_refused() -> None:
    with pytest.raises(SettingError, match="one of text, json"):
        Settings.from_env({"LOG_FORMAT": "xml"})
