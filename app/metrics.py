"""The figures of this process for monitoring: how much is written, how many follow; nothing per meeting or seat."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from app.publisher import Publisher
from app.pulse import Pulse
from app.shared_bell import SharedBell
from app.writer import Writer


class ProcessFigures(Collector):
    """Read the figures from their owners when they are asked for."""

    def __init__(self, writer: Writer, publisher: Publisher, pulse: Pulse, bell: SharedBell | None) -> None:
        self._writer = writer
        self._publisher = publisher
        self._pulse = pulse
        self._bell = bell

    def collect(self) -> Iterator[Metric]:
        """Give each figure as it stands."""
        gauge = self._writer.gauge
        yield CounterMetricFamily("shuping_commits", "Durable transactions of the writer.", value=gauge.commits)
        yield CounterMetricFamily("shuping_acks", "Commands and ballots answered after a commit.", value=gauge.acks)
        yield GaugeMetricFamily("shuping_queue", "Commands and ballots that wait.", value=self._writer.waiting)
        yield GaugeMetricFamily(
            "shuping_write_wait_seconds", "How long the last to be written waited.", value=gauge.last_wait_ms / 1000
        )
        yield GaugeMetricFamily(
            "shuping_hub_delay_seconds", "The longest pause of the hub in ten seconds.", value=self._pulse.longest_s
        )
        sockets = GaugeMetricFamily("shuping_sockets", "Sockets that follow a meeting.", labels=["audience"])
        for audience, number in self._publisher.all_sockets().items():
            sockets.add_metric([audience], number)
        yield sockets
        if self._bell is not None:
            yield GaugeMetricFamily(
                "shuping_redis_connected", "Whether the bell's line to Redis stands.", value=int(self._bell.connected)
            )


def init_app(app: Flask) -> None:
    """Give the app its pulse and its registry, ``app.extensions["pulse"]`` and ``["metrics"]``."""
    app.extensions["pulse"] = pulse = Pulse()
    registry = CollectorRegistry()
    parts = app.extensions
    registry.register(ProcessFigures(parts["writer"], parts["publisher"], pulse, parts.get("bell")))
    app.extensions["metrics"] = registry
