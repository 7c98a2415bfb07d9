"""Metrics for Prometheus. Nothing of what people write, and nobody's id, is in any of them.

What happens is counted when it does; what is, is looked at when Prometheus asks.
"""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.storage.values import Action, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.core import Metric

    from bot.client import Pilcrow

_RETRIEVAL = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
# Discord gives up after three seconds, unless it was told that it takes longer.
_WHOLE = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)


class Metrics:
    """Counts for one client; an Observer.

    Attributes:
        registry: What Prometheus reads.
        connected: Whether the gateway is connected at the moment.
    """

    def __init__(self) -> None:
        """Begin at zero."""
        self.registry = registry = CollectorRegistry()
        self.connected = False
        self._was_connected = False
        self._questions = Counter(
            "pilcrow_questions",
            "Questions, by what became of them",
            ["outcome"],
            registry=registry,
        )
        self._retrieval = Histogram(
            "pilcrow_retrieval_seconds",
            "How long it took to find what answers a question",
            buckets=_RETRIEVAL,
            registry=registry,
        )
        self._whole = Histogram(
            "pilcrow_answer_seconds",
            "How long it took from a question's arrival until Discord had the reply",
            buckets=_WHOLE,
            registry=registry,
        )
        self._changes = Counter(
            "pilcrow_changes",
            "Changes of what servers are answered from, by kind; reload is one",
            ["action"],
            registry=registry,
        )
        self._reconnects = Counter(
            "pilcrow_reconnects", "Connections to the gateway after the first", registry=registry
        )
        self._errors = Counter("pilcrow_errors", "Errors in the log", registry=registry)
        for outcome in Outcome:
            self._questions.labels(outcome.value)
        self._changes.labels(Action.RELOAD.value)
        ProcessCollector(registry=registry)

    def watch(self, client: Pilcrow) -> None:
        """Look at a client from now on: its connection, and what is there when Prometheus asks."""
        client.add_listener(self._has_connected, "on_connect")
        client.add_listener(self._has_connected, "on_resumed")
        client.add_listener(self._has_disconnected, "on_disconnect")
        self.registry.register(_Present(client))

    def error_counter(self) -> logging.Handler:
        """Return what counts errors as they are logged."""
        return _Errors(self._errors)

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Count a question, and how long it took to find what becomes of it."""
        self._questions.labels(outcome.value).inc()
        self._retrieval.observe(seconds)

    def answered(self, seconds: float) -> None:
        """Count how long a question took from its arrival until Discord had the reply."""
        self._whole.observe(seconds)

    def changed(self, action: Action) -> None:
        """Count a change of what is served."""
        self._changes.labels(action.value).inc()

    async def _has_connected(self) -> None:
        if self._was_connected:
            self._reconnects.inc()
        self._was_connected = self.connected = True

    async def _has_disconnected(self) -> None:
        self.connected = False


class _Present(Collector):
    """What is, at the moment that somebody asks."""

    def __init__(self, client: Pilcrow) -> None:
        self._client = client

    def collect(self) -> Iterator[Metric]:
        """Look at the client and its service."""
        client, service = self._client, self._client.service
        if math.isfinite(client.latency):
            says = "How long the gateway took to answer the last heartbeat"
            yield _gauge("pilcrow_gateway_latency_seconds", says, client.latency)
        yield _gauge("pilcrow_servers", "Servers that the bot is in", len(client.guilds))
        says = "Questions refused since a person or a channel asked too many"
        yield _counter("pilcrow_refused_by_limit", says, client.limiter.refused)
        says = "Questions that could not be recorded for reports"
        yield _counter("pilcrow_recorder_lost", says, service.lost)
        if libraries := service.started:
            base = libraries.shared
            says = "Articles of the operator"
            yield _gauge("pilcrow_knowledge_articles", says, len(base.articles))
            says = "Paragraphs and captions in the articles of the operator"
            yield _gauge("pilcrow_knowledge_passages", says, len(base.passages))
            says = "Paragraphs and captions of servers' own articles that are in memory"
            yield _gauge("pilcrow_knowledge_own_passages", says, libraries.weight())
            says = "When the articles of the operator were read, in seconds since 1970"
            yield _gauge("pilcrow_knowledge_read_timestamp", says, libraries.since.timestamp())


class _Errors(logging.Handler):
    """Counts the errors that are logged."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(logging.ERROR)
        self._counter = counter

    def emit(self, record: logging.LogRecord) -> None:
        self._counter.inc()


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


def _counter(name: str, says: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, says, value=value)
