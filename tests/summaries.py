"""Summaries as tests want to look at them: a small one made by hand, and the sample's."""

from datetime import UTC, date, datetime
from functools import cache

from iro_desktop.domain.measures import Figures
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.records import Officer
from iro_desktop.domain.summary import Summary
from tests import samples
from tests.builders import (
    a_case,
    a_challenge,
    an_allocation,
    an_officer,
    care,
    figures_for,
    working_time,
)

MADE_AT = datetime(2020, 4, 16, 9, 30, tzinfo=UTC)
PROGRAM = "IRO Desktop 1.0"


@cache
def figures_by_hand() -> Figures:
    """Three children of Kit Moor: one new, one from Jo Ash, and one who went to nobody.

    In the north three challenges reached their outcome, two of them in three working days.
    """
    return figures_for(
        a_case(
            care("2020-01-10"),
            an_allocation("kit", "2020-01-10"),
            *(
                a_challenge(raised, closed_on=over, outcome="achieved", outcome_on=over)
                for raised, over in (
                    ("2020-02-03", "2020-02-06"),
                    ("2020-02-10", "2020-02-13"),
                    ("2020-03-02", "2020-03-16"),
                )
            ),
            district="North",
        ),
        a_case(
            care("2019-06-01"),
            an_allocation("jo", "2019-06-01", "2020-02-09"),
            an_allocation("kit", "2020-02-10"),
            district="North",
        ),
        a_case(care("2020-02-20"), an_allocation("kit", "2020-02-20", "2020-03-10")),
        as_of="2020-04-15",
        officers=[
            an_officer("kit", name="Kit Moor", team="East"),
            an_officer("jo", name="Jo Ash"),
        ],
        working_times=[working_time("kit", 0.8, "2019-09-01", "2020-03-20")],
    )


@cache
def a_summary(months: int = 3) -> Summary:
    """The summary of Kit Moor up to March 2020."""
    figures = figures_by_hand()
    officer = next(one for one in figures.sources.officers if one.id == "kit")
    return summary_of(figures, officer, months=months, made_at=MADE_AT, program=PROGRAM)


@cache
def a_sample_summary(months: int = 24, as_of: date = samples.DAY, seed: int = 1) -> Summary:
    """The summary of the sample's IRO."""
    return summary_of(
        samples.figures_of(as_of, seed), sample_officer(), months=months, made_at=MADE_AT,
        program=PROGRAM,
    )  # fmt: skip


def sample_officer() -> Officer:
    """The IRO of the sample."""
    officers = samples.figures_of(samples.DAY).sources.officers
    return next(one for one in officers if one.id == samples.ME)
