"""Each chart as a table: the same numbers, for who reads them better there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iro_desktop.domain.charts import (
    Bar,
    BarsSeries,
    BulletSeries,
    ChartSeries,
    DotPoint,
    DotsSeries,
    StepPoint,
    StepSeries,
    TrendPoint,
    TrendSeries,
    figure,
    percentage,
)
from iro_desktop.domain.words import short_month
from iro_desktop.ui.table_model import Column, TableModel

_Words = tuple[str, str]
_Step = tuple[int, StepPoint]
_Dot = tuple[int, DotPoint]
_Trend = tuple[int, TrendPoint]
_Bar = tuple[int, Bar]


def table_of(series: ChartSeries) -> TableModel[Any]:
    """Return the series as a table, oldest first; a row's key is its point's place in it."""
    match series:
        case BulletSeries():
            return _bullet_table(series)
        case StepSeries():
            return _step_table(series)
        case DotsSeries():
            return _dots_table(series)
        case TrendSeries():
            return _trend_table(series)
        case BarsSeries():
            return _bars_table(series)


def _bullet_table(series: BulletSeries) -> TableModel[_Words]:
    columns: tuple[Column[_Words], ...] = (
        Column("What", text=lambda row: row[0]),
        Column("Figure", text=lambda row: row[1], align_right=True),
    )
    value = "n/a" if series.value is None else figure(series.value)
    model = TableModel(columns, key=lambda row: 0 if row[0] != "Range" else 1)
    model.set_rows(
        [
            (series.unit[:1].upper() + series.unit[1:], value),
            ("Range", f"{figure(series.low)}–{figure(series.high)}"),
        ]
    )
    return model


def _step_table(series: StepSeries) -> TableModel[_Step]:
    columns: tuple[Column[_Step], ...] = (
        Column("Month", text=lambda row: short_month(row[1].on), sort_key=lambda row: row[1].on),
        Column(
            series.unit[:1].upper() + series.unit[1:],
            text=lambda row: "n/a" if row[1].value is None else figure(row[1].value),
            sort_key=lambda row: row[1].value,
            align_right=True,
        ),
        Column(
            "Range",
            text=lambda row: f"{figure(row[1].low)}–{figure(row[1].high)}",
            sort_key=lambda row: (row[1].low, row[1].high),
            align_right=True,
        ),
        _number("Joined", lambda point: point.joined),
        _number("Left", lambda point: point.left),
    )
    model = TableModel(columns, key=lambda row: row[0])
    model.set_rows(enumerate(series.points))
    return model


def _number(header: str, number: Callable[[StepPoint], int]) -> Column[_Step]:
    return Column(
        header,
        text=lambda row: str(number(row[1])),
        sort_key=lambda row: number(row[1]),
        align_right=True,
    )


def _dots_table(series: DotsSeries) -> TableModel[_Dot]:
    columns: tuple[Column[_Dot], ...] = (
        Column(
            "Month", text=lambda row: short_month(row[1].to_on), sort_key=lambda row: row[1].to_on
        ),
        Column(
            f"{series.met[:1].upper()}{series.met[1:]} of {series.of}",
            text=lambda row: row[1].count,
            sort_key=lambda row: (row[1].numerator, row[1].denominator),
            align_right=True,
        ),
        Column(
            "Share",
            text=lambda row: _share(row[1]),
            sort_key=lambda row: None if row[1].is_small else row[1].rate,
            align_right=True,
        ),
        Column(
            "95% interval",
            text=lambda row: _interval(row[1]),
            sort_key=lambda row: row[1].low,
            align_right=True,
        ),
    )
    model = TableModel(columns, key=lambda row: row[0])
    model.set_rows(enumerate(series.points))
    return model


def _share(point: DotPoint) -> str:
    if point.rate is None:
        return "n/a"
    return "too few" if point.is_small else percentage(point.rate)


def _interval(point: DotPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"{percentage(point.low)[:-1]}–{percentage(point.high)}"


def _trend_table(series: TrendSeries) -> TableModel[_Trend]:
    columns: tuple[Column[_Trend], ...] = (
        Column("Period", text=lambda row: row[1].label, sort_key=lambda row: row[1].to_on),
        Column(
            "Figure",
            text=lambda row: row[1].said,
            sort_key=lambda row: None if row[1].is_small else row[1].value,
            align_right=True,
        ),
        Column("Counted from", text=lambda row: row[1].count, align_right=True),
        Column(
            "95% interval",
            text=lambda row: _span(row[1]),
            sort_key=lambda row: row[1].low,
            align_right=True,
        ),
    )
    model = TableModel(columns, key=lambda row: row[0])
    model.set_rows(enumerate(series.points))
    return model


def _span(point: TrendPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"{percentage(point.low / 100)[:-1]}–{percentage(point.high / 100)}"


def _bars_table(series: BarsSeries) -> TableModel[_Bar]:
    columns: tuple[Column[_Bar], ...] = (
        Column("Part", text=lambda row: row[1].label, stretch=3),
        Column(
            "Cases",
            text=lambda row: row[1].said,
            sort_key=lambda row: row[1].number,
            align_right=True,
        ),
    )
    model = TableModel(columns, key=lambda row: row[0])
    model.set_rows(enumerate(series.bars))
    return model
