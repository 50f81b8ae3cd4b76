"""The yearly report of a store: what it takes in, and its files opened again by other programs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.measures.summed import sources_of
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.paper import Bullets, Paragraph, Table
from iro_desktop.domain.records import AccessEvent, Priority
from iro_desktop.domain.report_period import usual_period
from iro_desktop.domain.yearly_report import (
    SectionKey,
    YearlyReport,
    report_document,
    slides_document,
    yearly_report,
)
from iro_desktop.services.commentaries import commentary_for, keep_commentary, year_before
from iro_desktop.services.measures import PeriodBackwardsError
from iro_desktop.services.priorities import (
    carry_over,
    keep_priority,
    last_years_priorities,
    priorities_for,
    set_state,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.services.yearly_report import (
    NoSuchReportError,
    PeriodTooLongError,
    SlidesAsWordError,
    period_of,
    report_of,
    report_of_figures,
    report_of_team,
    write_report,
)
from tests.samples import DAY, ME, figures_of
from tests.stores import TODAY, a_workspace

YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
BEFORE = Period(date(2018, 4, 1), date(2019, 3, 31))
AT = datetime(2020, 4, 2, 9, 30, 15, 999, tzinfo=UTC)
SECTIONS = [
    "Children Looked After",
    "Child Protection Planning",
    "IRO Oversight and Assurance",
    "Recommendations and Priorities",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = a_workspace(tmp_path / "store")
    yield found
    found.close()


@pytest.mark.parametrize(
    "from_on, to_on, today, first, last",
    [
        (None, None, "2020-03-31", "2019-04-01", "2020-03-31"),
        (None, None, "2020-03-30", "2018-04-01", "2019-03-31"),
        (None, None, "2020-09-01", "2019-04-01", "2020-03-31"),
        ("2019-07-01", None, "2020-09-01", "2019-07-01", "2020-06-30"),
        ("2020-04-01", None, "2020-09-01", "2020-04-01", "2020-09-01"),
        (None, "2019-12-31", "2020-09-01", "2019-01-01", "2019-12-31"),
        ("2017-04-01", "2020-03-31", "2020-09-01", "2017-04-01", "2020-03-31"),
    ],
)
def test_the_period_is_the_last_financial_year_or_what_was_asked_for(
    from_on: str | None, to_on: str | None, today: str, first: str, last: str
) -> None:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    found = period_of(day(from_on), day(to_on), date.fromisoformat(today))
    assert found == Period(date.fromisoformat(first), date.fromisoformat(last))


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(PeriodBackwardsError):
        period_of(date(2020, 4, 1), date(2020, 3, 31), TODAY)
    with pytest.raises(PeriodTooLongError):
        period_of(date(2017, 3, 31), date(2020, 3, 31), TODAY)


# Commentary and priorities


def test_last_years_commentary_is_proposed_until_there_is_one_for_this_year(
    workspace: Workspace,
) -> None:
    keep_commentary(workspace, SectionKey.OVERSIGHT, BEFORE, "Teams answer sooner.")
    found = commentary_for(workspace, YEAR)
    assert list(found) == [SectionKey.OVERSIGHT]
    assert (found[SectionKey.OVERSIGHT].words, found[SectionKey.OVERSIGHT].proposed) == (
        "Teams answer sooner.",
        True,
    )
    keep_commentary(workspace, SectionKey.OVERSIGHT, YEAR, "Teams answer later.")
    keep_commentary(workspace, SectionKey.OVERSIGHT, YEAR, " Teams answer well. ")
    own = commentary_for(workspace, YEAR)[SectionKey.OVERSIGHT]
    assert (own.words, own.proposed) == ("Teams answer well.", False)
    assert not commentary_for(workspace, BEFORE)[SectionKey.OVERSIGHT].proposed


def test_what_was_emptied_is_not_proposed_again(workspace: Workspace) -> None:
    keep_commentary(workspace, SectionKey.OVERSIGHT, BEFORE, "Teams answer sooner.")
    keep_commentary(workspace, SectionKey.OVERSIGHT, YEAR, "")
    assert commentary_for(workspace, YEAR)[SectionKey.OVERSIGHT].words == ""


def a_priority(words: str, period: Period = BEFORE) -> Priority:
    return Priority(id="", words=words, from_on=period.from_on, to_on=period.to_on)


def test_priorities_stand_in_their_order_and_come_back_with_their_state(
    workspace: Workspace,
) -> None:
    first = keep_priority(workspace, a_priority("Life story work"), today=TODAY)
    keep_priority(workspace, a_priority("Participation"), today=TODAY)
    set_state(workspace, first, "under_way", "Half of the books are made.", today=TODAY)
    found = last_years_priorities(workspace, YEAR)
    assert [(one.words, one.place, one.state) for one in found] == [
        ("Life story work", 1, "under_way"),
        ("Participation", 2, ""),
    ]
    carry_over(workspace, found[1:], YEAR)
    carry_over(workspace, found[1:], YEAR)
    assert [one.words for one in priorities_for(workspace, YEAR)] == ["Participation"]
    assert year_before(YEAR) == BEFORE


def test_the_report_says_last_years_priorities_and_those_that_come(workspace: Workspace) -> None:
    one = keep_priority(workspace, a_priority("Life story work"), today=TODAY)
    set_state(workspace, one, "done", "All have a book.", today=TODAY)
    keep_priority(workspace, a_priority("Participation", YEAR), today=TODAY)
    keep_commentary(workspace, SectionKey.PROTECTION, BEFORE, "Only proposed.")
    keep_commentary(workspace, SectionKey.LOOKED_AFTER, YEAR, "Said this year.")
    report = report_of_figures(workspace, figures_of(DAY), YEAR, "The team", officer_id=ME)
    blocks = report_document(report, lambda _chart, _width: None).blocks
    assert Bullets(("Participation",), numbered=True) in blocks
    assert Paragraph("Said this year.") in blocks
    assert Paragraph("Only proposed.") not in blocks
    (states,) = [one for one in blocks if isinstance(one, Table) and "far" in one.caption]
    assert [cell.words for cell in states.rows[0]] == [
        "Life story work",
        "Done",
        "All have a book.",
    ]
    slides = slides_document(report, lambda _chart, _width: None).blocks
    assert any("Last year’s priorities: 1 done" in str(one) for one in slides)


# The files


def _styled(found: Any, style: str) -> list[str]:  # a document of python-docx
    return [one.text for one in found.paragraphs if one.style.name == style]


@pytest.fixture(scope="module")
def sample_report() -> YearlyReport:
    return yearly_report(
        figures_of(DAY), YEAR, officer_id=ME, whose="Sample IRO", method="calendar months"
    )


def test_the_word_file_holds_sections_figures_and_the_words_of_its_charts(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    path = write_report(workspace, sample_report, tmp_path / "report.docx", at=AT)
    found = docx.Document(str(path))
    heads = _styled(found, "Heading 1")
    assert heads == [*SECTIONS, "Annex: definitions", "Data quality"]
    bullets = _styled(found, "List Bullet")
    for section in sample_report.sections:
        assert {one.words for one in section.bullets} <= set(bullets)
    assert any("96.7% (119 of 123)" in one for one in bullets)
    charts = [one for section in sample_report.sections for one in section.charts]
    described = [one._inline.docPr.get("descr") for one in found.inline_shapes]
    assert len(described) == len(charts) >= 6
    for chart, words in zip(charts, described, strict=True):
        assert words.startswith(f"Chart. {chart.title}. {chart.series.title}.")
    captions = _styled(found, "Caption")
    assert "Staffing and caseload by month" in captions
    assert len(captions) == len(found.tables)


def test_the_pdf_is_tagged_and_holds_the_same_sentences(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    path = write_report(workspace, sample_report, tmp_path / "report.pdf", at=AT)
    found = pypdf.PdfReader(path)
    root: Any = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    said = " ".join(" ".join(page.extract_text().split()) for page in found.pages)
    for heading in SECTIONS:
        assert heading in said
    assert "96.7% (119 of 123)" in said


def test_slides_are_four_pages_a_section_each(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    path = write_report(workspace, sample_report, tmp_path / "slides.pdf", slides=True, at=AT)
    pages = pypdf.PdfReader(path).pages
    assert len(pages) == 4
    for page, heading in zip(pages, SECTIONS, strict=True):
        assert heading in page.extract_text()


def test_a_crowded_slide_stays_one_page_and_says_what_it_leaves_out(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    sections = tuple(
        replace(one, bullets=tuple(replace(b, slide=b.words) for b in one.bullets * 3))
        for one in sample_report.sections
    )
    crowded = replace(sample_report, sections=sections)
    path = write_report(workspace, crowded, tmp_path / "slides.pdf", slides=True, at=AT)
    pages = pypdf.PdfReader(path).pages
    assert len(pages) == 4
    assert "more in the full report" in pages[0].extract_text()


def test_the_export_is_noted_and_names_nobody(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    write_report(workspace, sample_report, tmp_path / "slides.pdf", slides=True)
    (event,) = workspace.snapshot.of(AccessEvent)
    assert (event.what, event.about_child_id) == ("export", "")
    assert event.note == "yearly report up to 31 March 2020, slides"


def test_a_form_that_is_not_written_is_refused_before_anything_is(
    workspace: Workspace, tmp_path: Path, sample_report: YearlyReport
) -> None:
    with pytest.raises(NoSuchReportError):
        write_report(workspace, sample_report, tmp_path / "report.txt")
    with pytest.raises(SlidesAsWordError):
        write_report(workspace, sample_report, tmp_path / "report.docx", slides=True)
    assert not list(tmp_path.glob("report.*"))


# Of whom


def test_an_empty_store_gives_a_report_that_says_why_it_is_empty(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = report_of(workspace, YEAR)
    assert [one.heading for one in report.sections] == SECTIONS
    assert report.whose == "IRO 1"
    assert len(report.not_written) > 15
    for name in ("empty.docx", "empty.pdf"):
        assert write_report(workspace, report, tmp_path / name).exists()
    slides = write_report(workspace, report, tmp_path / "slides.pdf", slides=True)
    assert len(pypdf.PdfReader(slides).pages) == 4


def test_the_report_of_a_team_says_the_same_as_that_of_its_records(workspace: Workspace) -> None:
    figures = figures_of(DAY)
    officers = figures.sources.officers
    summaries = [summary_of(figures, one, months=24, made_at=AT, program="1.0") for one in officers]
    sources = figures.sources
    again = Figures(sources_of(summaries, sources.practice, sources.as_of, sources.comparators))
    of_team = report_of_team(workspace, again, "The team", YEAR, ("3 of 3 IROs",))
    of_records = report_of_figures(workspace, figures, YEAR, "The team")
    assert of_team.notes[0] == "3 of 3 IROs"
    assert any("summaries, which hold no children" in one for one in of_team.notes)
    own = {one.measure_id: one.words for one in of_records.section(SectionKey.OVERSIGHT).bullets}
    summed = {one.measure_id: one.words for one in of_team.section(SectionKey.OVERSIGHT).bullets}
    assert summed["monitoring_between_reviews"] == own["monitoring_between_reviews"]
    captions = [one.caption for section in of_team.sections for one in section.tables]
    assert "Staffing and caseload by month" in captions
    assert not any("by age" in one for one in captions)


def test_what_is_shared_has_tables_by_month_alone(workspace: Workspace) -> None:
    report = report_of_figures(
        workspace, figures_of(DAY), YEAR, "The team", officer_id=ME, share=True
    )
    tables = [one for section in report.sections for one in section.tables]
    assert all("month" in one.caption or "theme" in one.caption for one in tables)
    assert len(tables) == 5
    assert "Joined" not in tables[2].columns
    assert any("counts from 1 to 5 are hidden" in one for one in report.notes)
    assert usual_period(TODAY) == YEAR


def test_what_is_shared_of_one_iro_does_not_name_them(workspace: Workspace) -> None:
    assert report_of(workspace, YEAR, share=True).whose == "One IRO"
