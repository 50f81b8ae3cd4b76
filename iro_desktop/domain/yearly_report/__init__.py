"""The yearly report of a service or of one IRO: sentences, charts and tables from its figures."""

from __future__ import annotations

from iro_desktop.domain.yearly_report.building import heading_in, yearly_report
from iro_desktop.domain.yearly_report.document import Pictured, report_document, slides_document
from iro_desktop.domain.yearly_report.report import (
    SECTIONS,
    Beside,
    Bullet,
    Omission,
    ReportChart,
    ReportSection,
    SectionKey,
    SectionWords,
    YearlyReport,
)

__all__ = [
    "SECTIONS",
    "Beside",
    "Bullet",
    "Omission",
    "Pictured",
    "ReportChart",
    "ReportSection",
    "SectionKey",
    "SectionWords",
    "YearlyReport",
    "heading_in",
    "report_document",
    "slides_document",
    "yearly_report",
]
