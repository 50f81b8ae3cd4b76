import re
from datetime import date

import pytest

from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.measures.wording import definition_of, title_of, worded
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from tests.builders import a_practice, local_standards

DAY = date(2020, 3, 31)
NEVER_ON_SCREEN = re.compile(
    r"\b(officers?|vaults?|publish|pull|projections?|stocks?|cohorts?|purge)\b", re.IGNORECASE
)


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_reads_without_braces_or_words_of_the_program(measure_id: str) -> None:
    measure = MEASURES[measure_id]
    words = [title_of(measure, a_practice(), DAY), definition_of(measure, a_practice(), DAY)]
    words += [
        worded(part, DEFAULT_STANDARDS)
        for part in (*measure.parts.values(), *measure.beside.values())
    ]
    for said in words:
        assert said
        assert not re.search(r"[{}]|  ", said)
        assert not NEVER_ON_SCREEN.search(said)
    assert words[0][0].isupper()


def test_definitions_say_the_settings_in_force_on_the_day() -> None:
    practice = a_practice(
        local_standards(),
        local_standards(
            "2020-01-01",
            monitoring_before_days=21,
            monitoring_after_days=7,
            monitoring_shortest_days=60,
            sickness_days=5,
            month_method="91_183",
            count_trigger_day=True,
        ),
    )
    monitoring = MEASURES["monitoring_between_reviews"]
    before = definition_of(monitoring, practice, date(2019, 12, 31))
    assert "from 28 days before to 14 days after" in before
    after = definition_of(monitoring, practice, DAY)
    assert "from 21 days before to 7 days after" in after
    assert "shorter than 60 days" in after
    assert "working day 6" in definition_of(MEASURES["caseload_per_fte"], practice, DAY)
    reviews = definition_of(MEASURES["cla_reviews_in_time"], practice, DAY)
    assert "91 days" in reviews
    assert "counts as day 1" in reviews


def test_no_local_target_is_called_statutory() -> None:
    for measure in MEASURES.values():
        assert "statutory" not in measure.definition.casefold()


def test_labels_of_the_council_are_put_in_as_they_stand() -> None:
    standards = local_standards(challenge_label="{Alert}")
    assert worded("{challenge}s raised", standards) == "{Alert}s raised"
