"""Build the screen's figures in Python, with the agreed theme (`charts_theme.json`).

Only what the audience `screen` already sees goes in: its `results`, `rounds` and `meeting` sections. A figure is Plotly
JSON drawn for a picture of 1920x1080; the page multiplies every size by its own scale.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

Json = dict[str, Any]

_LOW, _HIGH = 40.0, 100.0
_RADAR_CORNERS = 3
_FEW_ROWS, _PAGE_ROWS = 5, 12
_BAR, _ROOM, _MANY_ROW, _FEW_ROW = 0.16, 7.1, 1.2, 1.8  # rem of screen.css: a score bar, the table, its tallest rows


@cache
def theme() -> Json:
    """Read the agreed theme: template, config, the grades' colours."""
    loaded: Json = json.loads(Path(__file__).with_name("charts_theme.json").read_text("utf-8"))
    return loaded


def screen_figures(sections: Mapping[str, Any]) -> Json:
    """Draw what the screen may show now: each revealed result, the overview, and the template of a rating.

    `sections` are the screen's own (CONTRACT.md 5). Gives `{template, config, results: {"<round>/<subject>": {radar,
    grades}}, overview: {count, ticks, pages: [{rows: [{round_id, subject_id, rank}], figure}]} or null,
    rating}`.
    """
    rounds = sections["rounds"]
    shown = [r for r in sections["results"] if not r.get("withheld")]
    return {
        "template": theme()["template"],
        "config": theme()["config"],
        "results": {f"{r['round_id']}/{r['subject_id']}": _result(r, _grades_of(rounds, r)) for r in shown},
        "overview": _overview([r for r in shown if r["audience"] == "seats" and r["score"] is not None], rounds),
        "rating": _stack([("", 0, theme()["grade_colors"][name]) for name in ("excellent", "good", "poor")]),
    }


def load() -> None:
    """Draw one of each figure: plotly imports its classes at first use, 0.2 s that no meeting shall wait for."""
    _radar([{"score": "0"}] * _RADAR_CORNERS, (_LOW, _HIGH))
    _stack([("", 0, "#ffffff")])


def grade_colors(grades: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Give every scored grade its colour by rank, so that a scale of three takes the first, second and fourth."""
    palette = list(theme()["grade_colors"].values())
    scored = sorted((g for g in grades if g["value"] is not None), key=lambda g: -g["value"])
    steps = max(len(scored) - 1, 1)
    return {g["key"]: palette[i * 3 // steps] for i, g in enumerate(scored)}


def _result(result: Mapping[str, Any], grades: Sequence[Mapping[str, Any]]) -> Json:
    return {"radar": _radar(result["items"], _span(grades)), "grades": _grade_bar(result["overall"], grades)}


def _radar(items: Sequence[Mapping[str, Any]], span: tuple[float, float]) -> Json | None:
    if len(items) < _RADAR_CORNERS:
        return None
    corners = [str(i) for i in range(1, len(items) + 1)]
    scores = [None if item["score"] is None else float(item["score"]) for item in items]
    # the ring is closed by its first point
    trace = go.Scatterpolar(r=[*scores, scores[0]], theta=[*corners, corners[0]], connectgaps=True)
    figure = _figure([trace])
    axis = {"range": list(span), "tickvals": _thirds(*span)[1:]}
    figure.update_layout(polar={"radialaxis": axis, "domain": _centred(len(items))})
    return _json(figure)


def _centred(corners: int) -> Json:
    """Set the ring lower where it has an odd number of corners, since it then ends higher below than above."""
    left, right = theme()["template"]["layout"]["polar"]["domain"]["x"]
    drop = (right - left) / 4 * (1 - math.cos(math.pi / corners)) if corners % 2 else 0
    return {"x": [left, right], "y": [left - drop, right - drop]}


def _grade_bar(overall: Mapping[str, int], grades: Sequence[Mapping[str, Any]]) -> Json | None:
    parts = [(key, overall.get(key, 0), color) for key, color in grade_colors(grades).items()]
    return _stack(parts) if sum(count for _, count, _ in parts) else None


def _stack(parts: Sequence[tuple[str, int, str]]) -> Json:
    """Lay counts end to end in one bar, four pixels apart."""
    bar = theme()["grade_bar"]
    traces = [
        go.Bar(name=name, x=[count], y=[0], marker={"color": color, **bar["marker"]}) for name, count, color in parts
    ]
    figure = _figure(traces)
    figure.update_layout(bar["layout"])
    figure.update_layout(xaxis={"range": [0, max(sum(count for _, count, _ in parts), 1)]})
    return _json(figure)


def _overview(results: Sequence[Mapping[str, Any]], rounds: Mapping[str, Any]) -> Json | None:
    if not results:
        return None
    rows = sorted(results, key=lambda result: result["rank"])
    spans = [_span(_grades_of(rounds, r)) for r in results]
    low, high = min(s[0] for s in spans), max(s[1] for s in spans)
    pages = math.ceil(len(rows) / _PAGE_ROWS)
    size = math.ceil(len(rows) / pages)  # pages as even as can be
    drawn = [_scores(rows[first : first + size], low, high) for first in range(0, len(rows), size)]
    return {"count": len(rows), "ticks": _thirds(low, high), "pages": drawn}


def _scores(rows: Sequence[Mapping[str, Any]], low: float, high: float) -> Json:
    """Draw one page of the overview: a bar a row."""
    lengths = [max(float(row["score"]) - low, 0) for row in rows]
    bars = go.Bar(x=lengths, y=list(range(len(rows))), base=[low] * len(rows))
    figure = _figure([bars])
    row_height = min(_FEW_ROW if len(rows) <= _FEW_ROWS else _MANY_ROW, _ROOM / len(rows))
    figure.update_layout(bargap=1 - _BAR / row_height, yaxis={"range": [len(rows) - 0.5, -0.5], "autorange": False})
    edge = (high - low) / 300  # so that the outer lines are whole
    figure.update_layout(xaxis={"range": [low - edge, high + edge], "tickvals": _thirds(low, high)})
    places = [{name: row[name] for name in ("round_id", "subject_id", "rank")} for row in rows]
    return {"rows": places, "figure": _json(figure)}


def _thirds(low: float, high: float) -> list[float]:
    return [low + (high - low) * step / 3 for step in range(4)]


def _figure(traces: Sequence[Any]) -> Any:
    # the theme is joined by the page, once: validating it here costs 15 ms a figure
    return go.Figure(data=list(traces), layout={"template": "none"})


def _json(figure: Any) -> Json:
    plain: Json = json.loads(figure.to_json())
    plain["layout"].pop("template", None)
    return plain


def _grades_of(rounds: Mapping[str, Any], result: Mapping[str, Any]) -> list[Json]:
    """Find the scale of the form that the result was given on."""
    for one in rounds["rounds"]:
        if one["id"] == result["round_id"]:
            forms = {s["subject_id"]: s["form"] for s in one["subjects"]}
            return list(rounds["forms"][forms[result["subject_id"]]]["grades"])
    return []


def _span(grades: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Give the lowest and the highest value of a scale; the shipped one where there is none."""
    values = [float(g["value"]) for g in grades if g["value"] is not None]
    return (min(values), max(values)) if values else (_LOW, _HIGH)
