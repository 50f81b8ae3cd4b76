"""Tables of the Standard Safeguarding Dataset become the records of every other import."""

import os
import re
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from iro_desktop.domain.errors import MissingColumnError, UserError
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    Contact,
    HealthAssessment,
    LegalStatus,
    Officer,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.importers import ssda903
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead
from iro_desktop.importers.ssd import read
from iro_desktop.importers.ssd_tables import FORMS
from tests.censuses import SSD, extract
from tests.returns import a_file, a_return, episode

AnyRecord = TypeVar("AnyRecord", bound=Record)
TODAY = date(2020, 6, 1)

PERSON = ["AB12,Ann,Other,F,WBRI,2010-06-15 00:00:00.000"]
EPISODES = [
    "1,AB12,2019-05-06,S,N1,2019-09-02,X1,CP1,H1,2019-05-06,",
    "2,AB12,2019-09-02,B,N1,,,CP1,H2,2019-05-06,2020-04-09",
]
PLACEMENTS = [
    "H1,AB12,CP1,2019-05-06,U6,SC900001,PR1,2019-09-02,CARPL",
    "H2,AB12,CP1,2019-09-02,K2,SC900002,PR4,,",
]
LEGAL = ["1,AB12,V2,2019-05-06,2019-09-02", "2,AB12,C2,2019-09-02,"]


def read_tables(folder: Path, **tables: list[str]) -> ImportRead:
    return read(extract(folder, **tables), today=TODAY)


def of(result: ImportRead, kind: type[AnyRecord]) -> list[AnyRecord]:
    return [record for record in result.records if isinstance(record, kind)]


def rules(result: ImportRead) -> list[tuple[int, str, str]]:
    return [(one.row, one.child, one.rule) for one in result.problems]


def said(result: ImportRead, words: str) -> bool:
    return any(words in note for note in result.notes)


def test_care_is_what_a_return_of_the_same_episodes_says(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path, person=PERSON, episodes=EPISODES, placement=PLACEMENTS, legal=LEGAL
    )
    paths = a_return(
        tmp_path / "903",
        Episodes=[
            episode("AB12", "06/05/2019", ls="V2", dec="02/09/2019", rec="X1", reason="CARPL"),
            episode(
                "AB12", "02/09/2019", "B", place="K2", provider="PR4", urn="SC900002"
            ),
        ],
    )  # fmt: skip
    returned = ssda903.read(paths, today=TODAY, year=2020)
    for kind in (CarePeriod, LegalStatus, Placement):
        assert of(result, kind) == of(returned, kind)
    assert [one for _, one in result.episodes[record_id("Child", "AB12")]] == [
        one for _, one in returned.episodes[record_id("Child", "AB12")]
    ]
    assert result.problems == ()


def test_of_a_name_only_the_initials_are_kept(tmp_path: Path) -> None:
    result = read_tables(tmp_path, person=PERSON, episodes=EPISODES)
    (found,) = of(result, Child)
    assert found == Child(
        id=record_id("Child", "AB12"),
        reference="AB12",
        initials="AO",
        born_on=date(2010, 6, 15),
        sex="F",
        ethnicity="WBRI",
    )
    assert said(result, "person_id")


def test_care_that_began_before_the_extract_begins_on_the_day_it_says(tmp_path: Path) -> None:
    late = ["2,AB12,2019-09-02,P,N1,,,CP1,,2014-02-03,"]
    (period,) = of(read_tables(tmp_path, episodes=late), CarePeriod)
    assert (period.started_on, period.start_unknown) == (date(2014, 2, 3), False)
    same_day = ["2,AB12,2019-09-02,P,N1,,,CP1,,2019-09-02,"]
    (period,) = of(read_tables(tmp_path, episodes=same_day), CarePeriod)
    assert (period.started_on, period.start_unknown) == (date(2019, 9, 2), False)
    unknown = ["2,AB12,2019-09-02,P,N1,,,CP1,,,"]
    (period,) = of(read_tables(tmp_path, episodes=unknown), CarePeriod)
    assert (period.started_on, period.start_unknown) == (date(2019, 9, 2), True)


def test_reviews_that_were_held_are_kept(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        episodes=EPISODES,
        reviews=[
            "1,CP1,2019-06-04,2019-05-30,N,PN1",
            "2,CP1,2019-08-30,,Y,",
            "3,CP1,2019-08-30,2019-08-21 10:30:00,,PN4 - attends",
            "4,CP1,2020-07-01,,N,",
            "5,CP1,2020-02-20,2020-02-19,N,spoke",
        ],
    )
    assert [one.held_on for one in of(result, Review)] == [
        date(2019, 5, 30),
        date(2019, 8, 21),
        date(2020, 2, 19),
    ]
    assert {one.review_type for one in of(result, Review)} == {"cla"}
    first, second = of(result, Participation)
    assert (first.participation, second.participation) == ("PN1", "PN4")
    assert first.id == record_id("Participation", "AB12", "cla", "2019-05-30")
    assert first.review_id == record_id("Review", "AB12", "cla", "2019-05-30")
    assert rules(result) == [(6, "AB12", "167")]
    assert said(result, "1 cancelled review left out")
    assert said(result, "1 row left out that have not been held")


def test_a_review_is_found_its_child_by_the_period_of_care_or_named(tmp_path: Path) -> None:
    result = read_tables(tmp_path, reviews=["1,CP9,,2019-05-30,N,PN1"])
    assert rules(result) == [(2, "", "CHILD")]
    assert "ssd_cla_episodes" in result.problems[0].sentence
    text = "CLAR_CLA_PERSON_ID,clar_cla_review_date\nAB12,30/05/2019\n"
    result = read([a_file(tmp_path, text)], today=TODAY)
    assert [one.id for one in of(result, Review)] == [
        record_id("Review", "AB12", "cla", "2019-05-30")
    ]


def test_conferences_enquiries_and_plans(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        enquiries=["E1,AB12,2019-01-07,2019-01-25,N", "E2,AB12,2018-01-08,2018-01-19,Y"],
        initial=[
            "1,E1,AB12,N,2019-01-28,2019-01-28,Y",
            "2,,CD34,Y,,2019-06-03,Y",
            "3,E9,CD34,N,2020-08-01,,",
        ],
        plans=[
            "P1,AB12,2019-01-28,,N,Neglect,Multiple: Neglect; Emotional abuse",
            "P2,CD34,2019-06-03,2019-12-02,Y,PHY,Physical abuse",
        ],
        cp_reviews=[
            "1,AB12,P1,2019-04-28,2019-04-15,Y,N,PLACEHOLDER_DATA",
            "2,,P1,2019-10-15,2019-10-14,N,Y,PN1",
        ],
    )
    assert result.problems == ()
    kept, ended = of(result, Section47)
    assert (kept.strategy_on, kept.ended_on, kept.conference_not_needed) == (
        date(2019, 1, 7), date(2019, 1, 25), None,
    )  # fmt: skip
    assert ended.conference_not_needed is True
    initial, transfer, first, second = of(result, Review)
    assert (initial.review_type, initial.strategy_on, initial.plan_continues) == (
        "icpc", date(2019, 1, 7), True,
    )  # fmt: skip
    assert (transfer.review_type, transfer.held_on) == ("transfer", date(2019, 6, 3))
    assert (first.held_on, first.quorate, first.plan_continues) == (date(2019, 4, 15), False, True)
    assert (second.held_on, second.quorate, second.plan_continues) == (
        date(2019, 10, 14), True, False,
    )  # fmt: skip
    assert [one.participation for one in of(result, Participation)] == ["PN1"]
    plan, other = of(result, ProtectionPlan)
    assert (plan.initial_category, plan.latest_category, plan.temporary) == ("NEG", "MUL", False)
    assert (other.initial_category, other.latest_category, other.temporary) == ("PHY", "PHY", True)
    assert other.ended_on == date(2019, 12, 2)


def test_health_assessments_are_told_from_other_checks(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        episodes=EPISODES,
        health=[
            "1,AB12,Initial Health Assessment,2019-05-28,Completed",
            "2,AB12,Health Assessment,2020-05-18,",
            "3,AB12,Review Health Assessment,2020-05-25,Refused",
            "4,AB12,Review Health Assessment,2020-09-25,Planned",
            "5,AB12,Dental Check,2019-07-01,Completed",
        ],
    )
    initial, plain, refused = of(result, HealthAssessment)
    assert (initial.health_type, initial.assessed_on) == ("initial", date(2019, 5, 28))
    assert (plain.health_type, plain.assessed_on) == ("", date(2020, 5, 18))
    assert (refused.health_type, refused.assessed_on, refused.refused_on) == (
        "review", None, date(2020, 5, 25),
    )  # fmt: skip
    assert said(result, "1 health check left out")


def test_permanence_plans(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        episodes=EPISODES,
        permanence=[
            "1,AB12,CP1,2019-08-01,2020-02-03,2020-01-06,",
            "2,,CP1,2018-08-01,,,2018-12-01",
            "3,AB12,CP1,,,2020-01-06,",
            "4,AB12,CP1,,,,",
        ],
        care_plan=[
            '1,AB12,2019-06-03,,"{""RETURN6M"": """", ""LTFOST18"": ""Y"", ""RETURNEV"": ""6""}"',
            '2,AB12,2019-07-03,,"{""RETURN6M"": ""N""}"',
            "3,AB12,2019-07-03,,long-term",
        ],
    )
    adoption, reversed_, foster, home = of(result, PermanencePlan)
    assert adoption.id == record_id("PermanencePlan", "AB12", "adoption", "2019-08-01")
    assert (adoption.matched_on, adoption.placed_on) == (date(2020, 1, 6), date(2020, 2, 3))
    assert (reversed_.planned_on, reversed_.ended_on) == (date(2018, 8, 1), date(2018, 12, 1))
    assert (foster.plan, foster.parallel) == ("long_term_foster", None)
    assert (home.plan, home.parallel) == ("return_eventual", True)
    assert rules(result) == [(4, "AB12", "112"), (4, "AB12", "code")]


@pytest.mark.parametrize(
    "role, kind",
    [
        ("Independent Reviewing Officer", Allocation),
        ("IRO", Allocation),
        ("CLA_IRO", Allocation),
        ("Allocated Independent Reviewing Officer (IRO)", Allocation),
        ("Allocated Case Worker", SocialWorker),
        ("SOCIAL WORKER", SocialWorker),
        ("CW", SocialWorker),
        ("Supervising Social Worker", None),
        ("Team Manager", None),
        ("IROKO", None),
        ("CP Chair", None),
        ("", None),
    ],
)
def test_only_a_role_that_says_so_is_an_iros(
    tmp_path: Path, role: str, kind: type[Record] | None
) -> None:
    result = read_tables(
        tmp_path,
        episodes=EPISODES,
        involvements=[f"1,W1,{role},T1,2019-05-07,,MANAGE,AB12"],
        professionals=["W1,S1,Jo  Other"],
    )
    found = [*of(result, Allocation), *of(result, SocialWorker)]
    assert [type(one) for one in found] == ([kind] if kind else [])
    assert bool(of(result, Officer)) is (kind is Allocation)


def test_who_the_iro_and_the_social_worker_are(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        episodes=EPISODES,
        involvements=[
            "1,W1,IRO,,2019-05-07,2020-01-31,,AB12",
            "2,W2,Social Worker,T7,2019-05-06,,manage,AB12",
            "3,W3,IRO,,2020-02-01,,,AB12",
        ],
        professionals=["W1,S1,Jo Other", "W2,S2,"],
    )
    (officer,) = of(result, Officer)
    (allocation,) = of(result, Allocation)
    assert (officer.name, allocation.officer_id) == ("Jo Other", officer.id)
    assert allocation.id == record_id("Allocation", "AB12", "JO OTHER", "named", "2019-05-07")
    assert (allocation.to_on, allocation.assumed) == (date(2020, 1, 31), False)
    (worker,) = of(result, SocialWorker)
    assert (worker.worker, worker.team, worker.change_reason) == ("S2", "T7", "MANAGE")
    assert said(result, "1 involvement of IROs left out")


def test_the_last_contact_of_the_iro_is_a_contact_with_the_child(tmp_path: Path) -> None:
    (found,) = of(read_tables(tmp_path, episodes=EPISODES), Contact)
    assert (found.contact_on, found.with_whom) == (date(2020, 4, 9), "child")


def test_nobody_is_added_of_whom_only_the_person_is_known(tmp_path: Path) -> None:
    result = read_tables(
        tmp_path,
        person=[*PERSON, "CD34,,,,,"],
        episodes=EPISODES,
        involvements=["1,W2,Social Worker,T7,2019-05-06,,,CD34"],
    )
    assert result.named_only == {record_id("Child", "CD34")}
    assert {one.reference for one in of(result, Child)} == {"AB12", "CD34"}
    assert said(result, "1 child without an episode")


def test_statuses_and_placements_need_their_episodes(tmp_path: Path) -> None:
    result = read_tables(tmp_path, legal=LEGAL, placement=PLACEMENTS, missing=["1,AB12,2020-01-01"])
    assert [type(one) for one in result.records] == [Child]
    assert said(result, "4 legal statuses and placements left out")
    assert said(result, "Nothing in the caseload rests on ssd_missing.")


def test_other_legal_statuses_are_none_of_looked_after_children(tmp_path: Path) -> None:
    legal = [
        "1,AB12,V2 - Single period of accommodation,2019-05-06,",
        "2,AB12,Private fostering,2019-05-07,",
        "3,AB12,Full care order,2019-09-02,",
    ]
    result = read_tables(tmp_path, episodes=EPISODES, legal=legal)
    assert [one.status for one in of(result, LegalStatus)] == ["V2", "C2"]


@pytest.mark.parametrize(
    "name, row, rule, words",
    [
        ("episodes", "1,AB12,,S,N1,,,CP1,,,", "date", "no start date"),
        ("episodes", "1,AB12,soon,S,N1,,,CP1,,,", "date", "“soon”"),
        ("episodes", "1,AB12,2019-05-06,S,N1,2019-05-01,X1,,,,", "order", "before it starts"),
        ("episodes", "1,,2019-05-06,S,N1,,,,,,", "CHILD", "names no child"),
        ("episodes", "1,AB12,2020-06-02,S,N1,,,,,,", "after_today", "2 June 2020"),
        ("plans", "1,AB12,2019-05-06,,,NEG,NEG\n2,AB12,2019-05-06,,,NEG,NEG", "repeated", "Two"),
        ("cp_reviews", "1,AB12,,,2019-02-30,,,", "date", "“2019-02-30”"),
        ("initial", "1,,AB12,N,,tomorrow,Y", "date", "“tomorrow”"),
        ("person", "AB12,,,,,15.06.2010", "date", "“15.06.2010”"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, row: str, rule: str, words: str
) -> None:
    (problem,) = read_tables(tmp_path, **{name: [row]}).problems
    assert problem.rule == rule
    assert problem.row == 1 + len(row.splitlines())
    assert words in problem.sentence


# The same tables, written otherwise


TABLES = {
    "person": PERSON,
    "episodes": EPISODES,
    "placement": PLACEMENTS,
    "legal": LEGAL,
    "reviews": ["1,CP1,2019-06-04,2019-05-30,N,PN1"],
}


def _written(change: str, folder: Path) -> list[Path]:
    """Write the tables as another program might, and return their paths."""
    paths = []
    for number, (name, rows) in enumerate(TABLES.items()):
        heading, cells = SSD[name].split(","), [row.split(",") for row in rows]
        content = ""
        match change:
            case "upper":
                heading = [one.upper() for one in heading]
            case "qualified":
                heading = [f"dbo.ssd.[{one}]" for one in heading]
            case "shuffled":
                heading, cells = heading[::-1], [row[::-1] for row in cells]
            case "extra":
                heading, cells = ["LA", *heading], [["1", *row] for row in cells]
            case "null":
                cells = [[cell or "NULL" for cell in row] for row in cells]
            case "blanks":
                cells = [[f" {cell}\u00a0" for cell in row] for row in cells]
            case "british":
                cells = [
                    ["/".join(c[:10].split("-")[::-1]) if c[:2] == "20" else c for c in row]
                    for row in cells
                ]
            case "rows":
                cells = cells[::-1]
        content = "\r\n".join(",".join(row) for row in [heading, *cells])
        encoding = {"utf-16": "utf-16", "bom": "utf-8-sig"}.get(change, "utf-8")
        paths.append(a_file(folder / change, content.encode(encoding), f"{number}.csv"))
    return paths[::-1] if change == "files" else paths


@pytest.mark.parametrize(
    "change",
    [
        "upper", "qualified", "shuffled", "extra", "null", "blanks", "british", "rows", "utf-16",
        "bom", "files",
    ],
)  # fmt: skip
def test_how_it_is_written_changes_nothing(tmp_path: Path, change: str) -> None:
    plain = read_tables(tmp_path, **TABLES)
    other = read(_written(change, tmp_path), today=TODAY)
    assert {one.id: one for one in other.records} == {one.id: one for one in plain.records}
    assert other.problems == plain.problems == ()
    assert other.episodes == plain.episodes
    assert (other.notes, other.year, other.read) == (plain.notes, plain.year, plain.read)


def test_ids_that_a_spreadsheet_took_for_numbers_are_the_same(tmp_path: Path) -> None:
    plan = "1,{},2019-05-06,,,NEG,NEG"
    result = read_tables(tmp_path, plans=[plan.format("1234.0")])
    assert list(result.references.values()) == ["1234"]


def test_the_year_is_that_of_the_dates_unless_named(tmp_path: Path) -> None:
    paths = extract(tmp_path, **TABLES)
    assert read(paths, today=TODAY).year == 2021  # the contact of April 2020
    assert read(paths, today=TODAY, year=2020).year == 2020
    with pytest.raises(UserError, match="no year of an extract"):
        read(paths, today=TODAY, year=1850)


def test_other_files_are_left_out_and_refused_alone(tmp_path: Path) -> None:
    others = [
        a_file(tmp_path, "<Message/>", "a.xml"),
        a_file(tmp_path, "CHILD,NAME\nA,B\n", "b.csv"),
    ]
    with pytest.raises(UserError, match="None of these files is a table of the Standard"):
        read(others, today=TODAY)
    result = read([*others, *extract(tmp_path, plans=["1,AB12,2019-05-06,,,NEG,NEG"])], today=TODAY)
    assert [(one.file, one.rule) for one in result.problems] == [
        ("a.xml", "not_ours"), ("b.csv", "not_ours"),
    ]  # fmt: skip


def test_a_table_without_a_column_that_it_needs_is_refused(tmp_path: Path) -> None:
    text = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_end_date\n1,AB12,2019-05-06\n"
    with pytest.raises(MissingColumnError, match="ssd_cp_plans but has no column cppl_cp_plan_st"):
        read([a_file(tmp_path, text)], today=TODAY)


def test_every_table_is_known_by_the_published_names_of_its_columns(tmp_path: Path) -> None:
    for name, columns in SSD.items():
        assert columns.split(",")[0].split("_")[0] == columns.split(",")[-1].split("_")[0]
        result = read([a_file(tmp_path, columns + "\n", f"{name}.csv")], today=TODAY)
        assert (result.records, result.problems) == ((), ())


def test_our_columns_are_those_of_the_published_tables() -> None:
    root = Path(os.environ.get("IRO_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    published = {
        path.stem: set(re.findall(r"  - name: (\w+)\n", path.read_text(encoding="utf-8")))
        for path in (root / "ssd").glob("ssd_*.yml")
    }
    if not published:
        pytest.skip(
            "the published SSD tables are not here: they are the folder data/objects of "
            "data-to-insight/ssd-data-model; name the parent of their folder in IRO_SHARED_DATA"
        )
    # A review names its child, and a person has a UPN, in databases only; the enquiries are not
    # among the files that are here.
    elsewhere = {"clar_cla_person_id", "pers_upn"}
    for name, form in FORMS.items():
        if name in published:
            ours = {spellings[0] for spellings in form.columns.values()}
            assert ours - published[name] <= elsewhere, name
    assert published.keys() <= FORMS.keys()
