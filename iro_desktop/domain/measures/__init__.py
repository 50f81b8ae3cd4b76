"""The figures of the service: cases listed once, then added up for any period, mode and IRO."""

from __future__ import annotations

from iro_desktop.domain.measures.definition import (
    BESIDE,
    Example,
    Kind,
    Measure,
    Section,
    Wording,
)
from iro_desktop.domain.measures.engine import CasesBehind, Figures, Point, Result, measure
from iro_desktop.domain.measures.figure import Figure, Unit, rounded, wilson
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.period import Mode, Period, say_period
from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.measures.sources import Sources
from iro_desktop.domain.measures.spread import Spread
from iro_desktop.domain.measures.targets import Aim, Band

__all__ = [
    "BESIDE",
    "MEASURES",
    "Aim",
    "Band",
    "CasesBehind",
    "Example",
    "Figure",
    "Figures",
    "Kind",
    "Measure",
    "Mode",
    "Outcome",
    "Period",
    "Point",
    "Result",
    "Section",
    "Sources",
    "Spread",
    "Stretch",
    "Unit",
    "Why",
    "Wording",
    "measure",
    "rounded",
    "say_period",
    "wilson",
]
