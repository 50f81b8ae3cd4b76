from datetime import date
from typing import Any

from iro_desktop.domain.measures import BESIDE, Period
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_challenge, a_step, an_allocation, care, figures_for
from tests.figures import counts

THEMES = "escalation_themes"
YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
DRIFT = "Delay: drift in carrying out the plan"
PERMANENCE = "Delay: permanence"
NOT_CURRENT = "Quality of planning: plan not current"


def raised(theme: str, *others: str, opened: str = "2019-10-01", **fields: Any) -> CaseFile:
    challenge = a_challenge(opened, theme=theme, other_themes=others, **fields)
    return a_case(care("2019-01-07"), challenge)


def parts(*cases: CaseFile) -> dict[str, float]:
    result = figures_for(*cases).result(THEMES, YEAR)
    return {name: figure.numerator for name, figure in result.parts.items()}


def test_by_main_theme_the_shares_add_up_and_by_any_theme_they_do_not() -> None:
    result = figures_for(
        raised(DRIFT, NOT_CURRENT), raised(PERMANENCE), raised(NOT_CURRENT, DRIFT), raised("")
    ).result(THEMES, YEAR)
    main = {n: counts(p) for n, p in result.parts.items() if not n.startswith(BESIDE)}
    assert main == {"Delay": (2, 4), "No theme": (1, 4), "Quality of planning": (1, 4)}
    assert sum(part.value or 0 for n, part in result.parts.items() if n in main) == 100
    of_any = {n: counts(p) for n, p in result.parts.items() if n.startswith(f"{BESIDE}any: ")}
    assert of_any == {
        f"{BESIDE}any: Delay": (3, 4),
        f"{BESIDE}any: Quality of planning": (2, 4),
    }
    assert sum(part[0] for part in of_any.values()) > 4


def test_the_figure_itself_is_how_many_have_a_main_theme() -> None:
    result = figures_for(raised(DRIFT), raised(DRIFT), raised("")).result(THEMES, YEAR)
    assert counts(result.figure) == (2, 3)


def test_each_main_theme_is_shown_in_full_beside_its_upper_level() -> None:
    assert parts(raised(DRIFT), raised(PERMANENCE), raised(PERMANENCE)) == {
        "Delay": 3,
        f"{BESIDE}{DRIFT}": 1,
        f"{BESIDE}{PERMANENCE}": 2,
        f"{BESIDE}any: Delay": 3,
    }


def test_two_themes_of_one_upper_level_are_one_case_of_it() -> None:
    assert parts(raised(DRIFT, PERMANENCE, PERMANENCE))[f"{BESIDE}any: Delay"] == 1


def test_a_case_with_further_themes_only_has_no_main_one() -> None:
    assert parts(raised("", DRIFT, " ")) == {"No theme": 1, f"{BESIDE}any: Delay": 1}


def test_a_theme_without_a_lower_level_is_its_own_upper_level() -> None:
    found = parts(raised("Delay"))
    assert found == {"Delay": 1, f"{BESIDE}Delay": 1, f"{BESIDE}any: Delay": 1}


def test_a_case_that_moved_through_stages_is_counted_once_on_the_day_it_was_raised() -> None:
    challenge = a_challenge("2020-03-30", theme=DRIFT)
    steps: list[ChildRecord] = [
        a_step(challenge, "informal", "2020-03-30"),
        a_step(challenge, "stage1", "2020-04-06"),
    ]
    figures = figures_for(a_case(challenge, *steps), as_of="2020-04-30")
    assert counts(figures.result(THEMES).figure) == (1, 1)
    april = Period(date(2020, 4, 1), date(2020, 4, 30))
    assert figures.result(THEMES, april).figure.denominator == 0


def test_praise_has_no_theme_and_what_is_raised_later_is_not_seen() -> None:
    assert parts(raised(DRIFT, good_practice=True), raised(DRIFT, opened="2020-04-01")) == {}


def test_a_theme_belongs_to_the_iro_allocated_that_day_else_to_who_raised_it() -> None:
    challenge = a_challenge("2019-10-01", theme=DRIFT, officer_id="B")
    allocated = a_case(challenge, an_allocation("A"))
    figures = figures_for(allocated, raised(PERMANENCE, officer_id="B"))
    found = {one: figures.result(THEMES, YEAR, officer_id=one).parts for one in "AB"}
    assert set(found["A"]) == {"Delay", f"{BESIDE}{DRIFT}", f"{BESIDE}any: Delay"}
    assert set(found["B"]) == {"Delay", f"{BESIDE}{PERMANENCE}", f"{BESIDE}any: Delay"}
