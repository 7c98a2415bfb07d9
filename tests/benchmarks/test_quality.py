"""`benchmarks.quality`, on an invented file of two articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.quality import fit, metrics, peers, squad
from benchmarks.quality.__main__ import main
from benchmarks.quality.bootstrap import difference, figure
from benchmarks.quality.measuring import Plan, measure, place, standing, together
from benchmarks.quality.outcomes import Found, Outcome
from benchmarks.quality.regression import Lists, listwise, logistic
from benchmarks.quality.sampling import off_topic, sample, with_typo
from knowledge import build
from knowledge.ranking import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.quality.outcomes import Values

LIGHTHOUSE = (
    "The lighthouse of Veldra was built in 1874. Its lamp burnt rapeseed oil.",
    "Keeper Anselm Brook lived there for thirty years. He kept eleven goats.",
)
BAKERY = (
    "Odile Marchetti opened her bakery beside the tram depot. It sells rye loaves.",
    "The oven was moved from Lisbon by barge. It weighs nine tonnes.",
)


def test_each_paragraph_is_a_passage_and_gold_spans_hold(data: Path) -> None:
    lighthouse, _ = squad.load(data)

    question = lighthouse.answerable[1]

    assert tuple(p.text for p in lighthouse.reading.passages) == LIGHTHOUSE
    assert [gold.of(lighthouse.reading.article.text) for gold in question.gold] == ["Anselm Brook"]
    assert question.passage == 1
    assert [q.text for q in lighthouse.unanswerable] == ["Who painted the lighthouse of Veldra?"]


def test_version_1_has_no_unanswerable_questions(tmp_path: Path) -> None:
    path = written(tmp_path, [article("Lighthouse", LIGHTHOUSE, [(0, "When?", "1874")])])

    (lighthouse,) = squad.load(path)

    assert len(lighthouse.answerable) == 1
    assert not lighthouse.unanswerable


def test_articles_are_split_by_index(data: Path) -> None:
    articles = squad.load(data)

    assert squad.split(articles, "even") == articles[:1]
    assert squad.split(articles, "odd") == articles[1:]
    assert squad.split(articles, "all") == articles


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"data": [{}]}', '{"data": 3}'])
def test_another_format_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(squad.UnreadableError, match="not in SQuAD's format"):
        squad.load(path)


def test_samples_are_the_same_for_a_seed_and_keep_their_order(data: Path) -> None:
    questions = squad.load(data)[0].questions * 10

    drawn = sample(questions, 4, "1/a")

    assert drawn == sample(questions, 4, "1/a")
    assert drawn != sample(questions, 4, "2/a")
    assert sample(questions, None, 1) == list(questions)


def test_off_topic_questions_are_those_that_other_articles_answer(data: Path) -> None:
    lighthouse, bakery = articles = squad.load(data)

    assert off_topic(lighthouse, articles, 40, 1) == [q.text for q in bakery.answerable]
    assert len(off_topic(lighthouse, articles, 1, 1)) == 1


@pytest.mark.parametrize("seed", range(20))
def test_a_typo_changes_exactly_one_content_word(seed: int) -> None:
    question = "Who lived between the lighthouse and the harbour, before Marchetti?"

    changed = with_typo(question, seed)

    pairs = list(zip(question.split(), changed.split(), strict=True))
    (different,) = [(a, b) for a, b in pairs if a != b]
    assert different[0].strip(",?") in {"lived", "lighthouse", "harbour", "Marchetti"}
    assert changed == with_typo(question, seed)


def test_a_question_of_short_words_gets_no_typo() -> None:
    assert with_typo("Who was he, and where?", 1) == "Who was he, and where?"


def test_ranks_become_hits_and_reciprocals() -> None:
    outcomes = [outcome(ranks=[1, 2, 0]), outcome(ranks=[4, 20])]

    assert metrics.hit(found, 1)(outcomes) == pytest.approx(100 * 1 / 5)
    assert metrics.hit(found, 3)(outcomes) == pytest.approx(100 * 2 / 5)
    assert metrics.mrr(found)(outcomes) == pytest.approx(100 * (1 + 1 / 2 + 1 / 4) / 5)


def test_auroc_counts_ordered_pairs_and_half_of_ties() -> None:
    higher, lower = np.array([0.9, 0.5, 0.2]), np.array([0.5, 0.1])

    assert metrics.auroc(higher, lower) == pytest.approx((2 + 1.5 + 1) / 6)
    assert np.isnan(metrics.auroc(higher, np.array([])))


def test_off_topic_refusal_is_measured_where_95_per_cent_are_answered() -> None:
    own = [0.1, *[0.6] * 19]

    refused = metrics.refused_off_topic([outcome(confidence=own, off_topic=[0.05, 0.5, 0.6, 0.7])])

    assert refused == 50


def test_reliability_weighs_both_kinds_of_question_alike() -> None:
    (low, high) = metrics.reliability(
        [outcome(ranks=[1, 2], confidence=[0.95, 0.95], off_topic=[0.95, 0.05, 0.05, 0.05])]
    )

    assert (low.questions, low.right) == (3, 0)
    assert high.confidence == pytest.approx(0.95)
    assert high.right == pytest.approx((1 / 2) / (2 / 2 + 1 / 4))


def test_a_bootstrap_interval_holds_the_mean_and_is_seeded() -> None:
    outcomes = [outcome(ranks=[1] * right + [2] * (10 - right)) for right in (9, 7, 4, 10, 8)]

    made = figure(metrics.hit(found, 1), outcomes, seed=1)

    assert made.value == pytest.approx(76)
    assert made.low < made.value < made.high
    assert made == figure(metrics.hit(found, 1), outcomes, seed=1)


def test_a_difference_is_paired_by_article() -> None:
    outcomes = [outcome(ranks=[1, 1], typos=[1, 2]), outcome(ranks=[1, 2], typos=[2, 2])]
    typos = metrics.mean_of(lambda each: metrics.hits(each.typos, 1))

    lead = figure(difference(metrics.hit(found, 1), typos), outcomes, seed=1)

    assert (lead.value, lead.low, lead.high) == (50, 50, 50)


def test_an_article_is_asked_its_own_and_other_questions(data: Path) -> None:
    lighthouse, bakery = articles = squad.load(data)

    made = measure(lighthouse, articles, Plan(peers=tuple(peers.available()[0])))

    assert made.found.ranks.tolist() == [1, 1]
    assert made.found.sentences.tolist() == [1, 1]
    assert made.quotes.tolist() == [1, 1]
    assert made.focus_words.tolist() == [8, 8]
    assert len(made.unanswerable) == 1
    assert len(made.off_topic) == len(bakery.answerable)
    assert made.peers["BM25Plus, our terms"].ranks.tolist() == [1, 1]
    assert all(len(peer.sentences) == 2 for peer in made.peers.values())


def test_all_articles_as_one_base_count_passages_on(data: Path) -> None:
    articles = squad.load(data)

    ranks = together(articles, articles[1:], Plan())

    assert {name: values.tolist() for name, values in ranks.items()} == {"article-1": [1, 1]}


def test_a_passage_that_does_not_come_up_has_no_place(data: Path) -> None:
    base = build([squad.load(data)[0].reading])

    assert place(base, "goats", 0) == 0
    assert place(base, "goats", 1) == 1


def test_equal_scores_stand_in_their_order() -> None:
    scores = np.array([0.0, 2.0, 0.0, 3.0])

    assert [standing(scores, at) for at in range(4)] == [3, 2, 4, 1]


@pytest.mark.parametrize("name", peers.available()[0])
def test_a_peer_prefers_the_text_that_shares_words_and_bears_any_question(name: str) -> None:
    scores = peers.PEERS[name]([*LIGHTHOUSE, *BAKERY])

    assert int(np.argmax(scores("where was the oven moved from?"))) == 3
    assert all(len(scores(odd)) == 4 for odd in ("", "the", '"" OR AND (', "zzz 🙂"))


def test_a_listwise_fit_prefers_the_feature_that_tells_right_from_wrong() -> None:
    features = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    right = np.array([True, False, True, False])

    telling, other = listwise(Lists(features, np.array([0, 2]), right, right))

    assert telling > 1
    assert telling > abs(other)


def test_a_logistic_fit_parts_the_classes_in_the_middle() -> None:
    features = np.array([[0.0], [1.0], [2.0], [1.0], [2.0], [3.0]])

    weight, bias = logistic(features, np.array([False] * 3 + [True] * 3))

    assert weight > 0
    assert -bias / weight == pytest.approx(1.5, abs=0.01)


def test_the_command_prints_the_tables_and_writes_the_result(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "result.json"

    status = main([*quick(data), "--split", "all", "--json", str(result)])

    printed = capsys.readouterr().out
    made = json.loads(result.read_text(encoding="utf-8"))
    assert status == 0
    assert printed.startswith("2 articles; questions: 4 answerable, 1 unanswerable, 4 off-topic")
    assert all(name in printed for name in made["figures"])
    assert max(map(len, printed.splitlines())) <= 100
    assert made["figures"]["passage hit@1"]["value"] == 100


def test_markdown_carries_the_date_and_the_command(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*quick(data), "--markdown", "--no-peers", "--sample", "1"])

    printed = capsys.readouterr().out
    assert "`python -m benchmarks.quality --data " in printed
    assert "| passage hit@1 | 100.0 | 100.0 to 100.0 |" in printed


def test_one_article_has_no_off_topic_questions(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*quick(data), "--no-peers"])

    assert status == 0
    assert "off-topic refused, as shipped – – to –".split() in [
        line.split() for line in capsys.readouterr().out.splitlines()
    ]


def test_an_absent_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--data", str(tmp_path / "absent.json")])

    assert status == 1
    assert capsys.readouterr().err.strip().endswith("cannot be read: No such file or directory")


def test_the_fit_prints_each_weight_beside_the_shipped_one(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lighthouse, bakery = json.loads(data.read_text(encoding="utf-8"))["data"]

    status = fit.main(["--data", str(written(tmp_path, [lighthouse, {"paragraphs": []}, bakery]))])

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert ["pairs", f"{WEIGHTS.pairs:.2f}"] in [[row[0], row[-1]] for row in rows if row]
    assert ["confidence", "fitted", "shipped"] in rows


def test_the_fit_needs_two_articles(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fit.main(["--data", str(data)]) == 1
    assert "no two articles" in capsys.readouterr().err


def quick(data: Path) -> list[str]:
    return ["--data", str(data), "--jobs", "1"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lighthouse = article(
        "The_Lighthouse",
        LIGHTHOUSE,
        [
            (0, "When was the lighthouse of Veldra built?", "1874"),
            (0, "Who painted the lighthouse of Veldra?", ""),
            (1, "Which keeper lived there for thirty years?", "Anselm Brook"),
        ],
    )
    bakery = article(
        "The_Bakery",
        BAKERY,
        [
            (0, "Who opened a bakery, lit by a lamp, beside the tram depot?", "Odile Marchetti"),
            (1, "From where was the oven moved?", "Lisbon"),
        ],
    )
    return written(tmp_path, [lighthouse, bakery])


def written(folder: Path, articles: list[Any]) -> Path:
    path = folder / "invented.json"
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    return path


def article(title: str, texts: Sequence[str], asked: Sequence[tuple[int, str, str]]) -> Any:
    return {
        "title": title,
        "paragraphs": [
            {"context": text, "qas": [qa(text, q, a) for at, q, a in asked if at == number]}
            for number, text in enumerate(texts)
        ],
    }


def qa(text: str, question: str, answer: str) -> Any:
    if not answer:
        return {"question": question, "answers": [], "is_impossible": True}
    return {"question": question, "answers": [{"text": answer, "answer_start": text.index(answer)}]}


def found(outcome: Outcome) -> Found:
    return outcome.found


def outcome(**given: Sequence[float]) -> Outcome:
    """An outcome with some values; nothing in the others."""

    def values(name: str) -> Values:
        return np.array(given.get(name, []), dtype=float)

    return Outcome(
        "article-0",
        Found(values("ranks"), values("sentences")),
        *(values(name) for name in ("quotes", "focus_words", "quote_words", "typos")),
        *(values(name) for name in ("confidence", "answered", "unanswerable")),
        *(values(name) for name in ("off_topic", "refused")),
        peers={},
    )
