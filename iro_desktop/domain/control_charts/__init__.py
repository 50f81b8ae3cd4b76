"""Control charts: whether a month is a signal, and whether the target will be met by itself."""

from __future__ import annotations

from iro_desktop.domain.control_charts.chart import control_chart, kinds_of
from iro_desktop.domain.control_charts.in_force import Rebase, rebases_of, rules_of
from iro_desktop.domain.control_charts.limits import Limits, p_limits, xmr_limits
from iro_desktop.domain.control_charts.rules import (
    DEFAULT_RULES,
    RUN_LENGTHS,
    ControlRules,
    Marked,
    Signal,
    signals,
)
from iro_desktop.domain.control_charts.series import (
    Assurance,
    ChartKind,
    ControlPoint,
    ControlSeries,
    Variation,
)

__all__ = [
    "DEFAULT_RULES",
    "RUN_LENGTHS",
    "Assurance",
    "ChartKind",
    "ControlPoint",
    "ControlRules",
    "ControlSeries",
    "Limits",
    "Marked",
    "Rebase",
    "Signal",
    "Variation",
    "control_chart",
    "kinds_of",
    "p_limits",
    "rebases_of",
    "rules_of",
    "signals",
    "xmr_limits",
]
