"""Settings in words."""

import pytest

from bot.curation import tuning
from bot.replies import configuration
from bot.replies.blocks import CONTENT_ROOM
from bot.settings import Settings
from bot.storage import Mode, ServerSettings
from knowledge import Thresholds
from tests.bot.messages import fits

_NOW = Thresholds(0.4, 0.15)
_SET = ServerSettings(
    moderator_role=5,
    answer=0.5,
    closest=0.2,
    language="de",
    handoff_role=6,
    handoff_minutes=1,
    log_channel=8,
    digest=True,
    threads=True,
    channels={2: Mode.OFF, 3: Mode.QUESTIONS, 4: Mode.MENTION},
)


def test_every_default_is_shown_as_one() -> None:
    shown = configuration.show(ServerSettings(), Settings(), _NOW, []).text

    assert shown.splitlines() == [
        "**Settings of this server**",
        "Moderators: Manage Server · *default*",
        "An answer needs a confidence of 0.4 · *default*",
        "A closest passage needs one of 0.15 · *default*",
        "Language of new articles: detected for each · *default*",
        "I speak the language of whoever asks · *default*",
        "Where I find no answer, I ask nobody · *default*",
        "Changes are told nowhere, and there is no weekly digest · *default*",
        "Long exchanges in a channel stay there · *default*",
        "Channels: mention only, where nothing else is listed · *default*",
    ]


def test_what_was_set_is_told_from_the_operators_defaults() -> None:
    operator = Settings(moderator_role="the_keepers")

    shown = configuration.show(_SET, operator, Thresholds(0.5, 0.2), [3, 4, 9]).text

    assert shown.splitlines()[1:] == [
        "Moderators: Manage Server, the role the\\_keepers, <@&5> · *set here*",
        "An answer needs a confidence of 0.5 · *set here*",
        "A closest passage needs one of 0.2 · *set here*",
        "Language of new articles: German, unless said otherwise · *set here*",
        "I speak the language of whoever asks · *default*",
        "Where I find no answer, I ask <@&6>, at most once in 1 minute · *set here*",
        "Changes are told in <#8>, with a weekly digest · *set here*",
        "Long exchanges in a channel move into a thread · *set here*",
        "Channels: mention only, where nothing else is listed · *default*",
        "- mention only: <#4> · *set here*",
        "- every question: <#9> · *default*",
        "- every question: <#3> · *set here*",
        "- off: <#2> · *set here*",
    ]


def test_the_settings_of_five_hundred_channels_fit_into_one_message() -> None:
    ids = range(10**18, 10**18 + 500)
    channels = {at: list(Mode)[at % 4] for at in ids}

    shown = configuration.show(ServerSettings(channels=channels), Settings(), _NOW, range(100, 200))

    assert " and 115 more · *set here*" in shown.text
    assert fits(shown, CONTENT_ROOM)


@pytest.mark.parametrize("mode", Mode)
def test_a_channels_mode_says_what_it_does(mode: Mode) -> None:
    assert configuration.channel(2, mode).startswith("In <#2>, ")


def test_a_trial_shows_both_sides_and_saves_nothing() -> None:
    then = Thresholds(0.6, 0.15)

    trial = configuration.trial([0.5, 0.9], _NOW, then)

    assert trial.text.startswith("**What this changes**, on the latest 2 questions asked here:")
    assert "answered             2      1\n" in trial.text
    save, cancel = trial.buttons
    assert tuning.decode(save.custom_id.partition(":")[2]) == then
    assert cancel.label == "Cancel"
    assert fits(trial, CONTENT_ROOM)


def test_a_trial_without_questions_says_so() -> None:
    trial = configuration.trial([], _NOW, Thresholds(0.6, 0.15))

    assert "Nobody has asked anything here so far" in trial.text
    assert trial.buttons


def test_a_trial_of_the_same_has_nothing_to_save() -> None:
    assert configuration.trial([0.5], _NOW, _NOW).buttons == ()


def test_what_a_moderator_wrote_is_escaped() -> None:
    assert "“\\<\\@&5\\> x”" in configuration.unknown_language("<@&5>\nx")
