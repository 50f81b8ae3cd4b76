"""The rules of the children in need census: what just passes each, and what fails by one day."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.errors import FileNotReadError, NotTextError, UnsafeXmlError, UserError
from iro_desktop.importers.cin_rules import findings
from iro_desktop.importers.file_findings import FileFinding
from iro_desktop.services.holidays import shipped_calendar
from tests.returns import a_file

TODAY = date(2020, 6, 1)


def element(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{text}</{name}>"


def enquiry(
    started: str | None,
    held: str | None = None,
    target: str | None = None,
    not_required: str | None = "0",
) -> str:
    return (
        "<Section47>"
        + element("S47ActualStartDate", started)
        + element("InitialCPCtarget", target)
        + element("DateOfInitialCPC", held)
        + element("ICPCnotRequired", not_required)
        + "</Section47>"
    )


def plan(started: str | None, ended: str | None = None, *reviews: str) -> str:
    dates = "".join(f"<CPPreviewDate>{one}</CPPreviewDate>" for one in reviews)
    return (
        "<ChildProtectionPlans>"
        + element("CPPstartDate", started)
        + element("CPPendDate", ended)
        + element("Reviews", dates if reviews else None)
        + "</ChildProtectionPlans>"
    )


def in_need(started: str, ended: str | None) -> str:
    dates = element("CINPlanStartDate", started) + element("CINPlanEndDate", ended)
    return f"<CINPlanDates>{dates}</CINPlanDates>"


def referral(*parts: str, referred: str | None = "2019-04-01", held: str | None = None) -> str:
    dates = element("CINreferralDate", referred) + element("DateOfInitialCPC", held)
    return f"<CINdetails>{dates}{''.join(parts)}</CINdetails>"


def message(*children: str, reference_on: str | None = "2020-03-31") -> str:
    header = element("ReferenceDate", reference_on)
    inner = "".join(
        f"<Child><ChildIdentifiers>stray<LAchildID>C{number}</LAchildID></ChildIdentifiers>"
        f"{child}</Child>"
        for number, child in enumerate(children, start=1)
    )
    return (
        f"<Message><Header><CollectionDetails>{header}</CollectionDetails></Header>"
        f"<Children>{inner}</Children></Message>"
    )


def found(folder: Path, text: str, year: int | None = None) -> tuple[FileFinding, ...]:
    path = a_file(folder, text, "census.xml")
    return findings([path], shipped_calendar(), today=TODAY, year=year)


SOUND = enquiry("2019-05-20", "2019-06-03")
"""An enquiry whose conference makes a plan of 3 June 2019, a Monday."""


@pytest.mark.parametrize(
    "parts, rules",
    [
        ((SOUND, plan("2019-06-03", None, "2019-06-04")), []),
        ((SOUND, plan("2019-06-03", None, "2019-06-03")), ["8841"]),
        ((SOUND, plan("2019-06-03", None, "")), ["8842Q"]),
        ((SOUND, plan("2019-06-03", None)), []),
        ((SOUND, "<Reviews/>", plan("2019-06-03")), []),
        ((SOUND, plan("2019-06-04")), ["2885"]),
        ((SOUND, plan("2019-06-03", "2019-06-04")), []),
        ((SOUND, plan("2019-06-03", "2019-06-03")), ["8840"]),
        ((SOUND, plan("2019-06-03", "2019-06-02")), ["8925"]),
        ((SOUND, plan("2019-06-03", "2020-03-31")), []),
        ((SOUND, plan("2019-06-03", "2020-04-01")), ["8930"]),
        ((SOUND, plan("2020-04-01")), ["8720"]),
        ((SOUND, plan(None)), ["8720"]),
        ((enquiry("2019-06-03", "2019-06-03"),), []),
        ((enquiry("2019-06-04", "2019-06-03"),), ["8615"]),
        ((enquiry(None, "2019-06-03"),), ["8615"]),
        ((enquiry("2019-05-20", "2019-06-07"),), []),
        ((enquiry("2019-05-20", "2019-06-08"),), ["8875"]),
        ((enquiry("2019-05-20", "2019-06-09"),), ["8875"]),
        ((enquiry("2019-05-20", "2019-06-07", "2019-06-09"),), ["8870Q"]),
        ((enquiry("2020-03-10"),), []),  # the 15th working day is 31 March
        ((enquiry("2020-03-09"),), ["8675Q"]),
        ((enquiry("2020-03-09", not_required="true"),), []),
        ((enquiry("2020-03-09", not_required="false"),), ["8675Q"]),
        ((enquiry("2020-03-09", not_required=None),), []),
        ((in_need("2019-07-01", "2019-09-02"), SOUND, plan("2019-06-03", None, "2019-09-01")),
         ["4003"]),
        ((in_need("2019-07-01", "2019-09-02"), SOUND, plan("2019-06-03", None, "2019-09-02")), []),
        ((in_need("2019-07-01", "2019-09-02"), SOUND, plan("2019-06-03", None, "2019-07-01")),
         ["4003"]),
        ((in_need("2019-07-01", "2019-09-02"), SOUND, plan("2019-06-03", None, "2019-06-30")), []),
        ((in_need("2019-07-01", "2019-09-02"), SOUND,
          plan("2019-06-03", "2019-07-01", "2019-07-01")), []),
        ((in_need("2019-07-01", None), SOUND, plan("2019-06-03", None, "2019-09-01")), []),
    ],
)  # fmt: skip
def test_each_part_of_a_child(tmp_path: Path, parts: tuple[str, ...], rules: list[str]) -> None:
    assert [one.rule for one in found(tmp_path, message(referral(*parts)))] == rules


@pytest.mark.parametrize("referred, rules", [("2019-06-03", []), ("2019-06-04", ["1104", "1105"])])
def test_conference_and_plan_follow_the_referral(
    tmp_path: Path, referred: str, rules: list[str]
) -> None:
    child = referral(SOUND, plan("2019-06-03"), referred=referred)
    assert [one.rule for one in found(tmp_path, message(child))] == rules


def test_a_conference_stands_at_one_level(tmp_path: Path) -> None:
    both = referral(SOUND, plan("2019-06-03"), held="2019-06-03")
    assert [one.rule for one in found(tmp_path, message(both))] == ["2884"]
    beside = referral(plan("2019-06-03"), held="2019-06-03")
    assert found(tmp_path, message(beside)) == ()


def test_more_plans_than_conferences_is_a_finding_on_the_file(tmp_path: Path) -> None:
    one = referral(SOUND, plan("2019-06-03"))
    alike = referral(SOUND, plan("2019-06-03"), plan("2019-06-03"))
    (first, *_) = found(tmp_path, message(one, alike))
    assert (first.rule, first.child, first.row) == ("2883", "", 0)
    assert "3 plans started in the census year but there were 2" in first.sentence


@pytest.mark.parametrize(
    "first_end, second, rules",
    [
        ("2019-09-02", "2019-09-03", []),
        ("2019-09-02", "2019-09-02", ["8940"]),
        (None, "2019-09-03", ["8940"]),
    ],
)
def test_a_plan_within_another_one(
    tmp_path: Path, first_end: str | None, second: str, rules: list[str]
) -> None:
    child = referral(SOUND, plan("2019-06-03", first_end)) + referral(
        enquiry("2019-08-20", second), plan(second)
    )
    broken = [one for one in found(tmp_path, message(child)) if one.rule == "8940"]
    assert [one.rule for one in broken] == rules
    if broken:
        assert broken[0].record == "child 1, referral 2, plan 1"


def test_the_census_year_is_that_of_the_file_unless_it_is_named(tmp_path: Path) -> None:
    text = message(referral(SOUND, plan("2019-06-03", "2019-12-02")))
    assert found(tmp_path, text) == ()
    assert {one.rule for one in found(tmp_path, text, year=2021)} == {"8930"}
    bare = message(referral(SOUND, plan("2019-06-03", "2019-12-02")), reference_on=None)
    assert {one.rule for one in found(tmp_path, bare)} == {"8930"}  # then it is the year of today


def test_names_and_cases_of_other_years_are_read_alike(tmp_path: Path) -> None:
    text = message(referral(SOUND, plan("2019-06-03", None, "2019-06-03")))
    spaced = text.replace("<Message>", '<Message xmlns="urn:census">')
    lower = text.replace("CPPreviewDate", "CPPReviewDate").replace("CINdetails", "CINDetails")
    assert [one.rule for one in found(tmp_path, spaced)] == ["8841"]
    assert [one.rule for one in found(tmp_path, lower)] == ["8841"]


@pytest.mark.parametrize(
    "text, error",
    [
        ("<EXPSSDA903></EXPSSDA903>", FileNotReadError),
        ("<Message><Children>", NotTextError),
        ("not XML at all", NotTextError),
        ('<!DOCTYPE m [<!ENTITY a "b">]><Message>&a;</Message>', UnsafeXmlError),
        ("<Message>" + "<a>" * 40 + "</a>" * 40 + "</Message>", NotTextError),
    ],
)
def test_what_is_no_census_is_refused(tmp_path: Path, text: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"census\.xml"):
        found(tmp_path, text)


WHOLE = message(
    referral(SOUND, in_need("2019-07-01", "2019-09-02"), plan("2019-06-03", None, "2019-09-01")),
    referral(enquiry(None, "2019-06-08", "2019-06-09"), plan(None, "2019-06-02", "")),
).encode()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), st.binary(max_size=12)),
        max_size=4,
    )
)
def test_however_a_file_is_spoilt_it_gives_findings_or_one_sentence(
    tmp_path: Path, edits: list[tuple[int, int, bytes]]
) -> None:
    content = WHOLE
    for at, length, put in edits:
        content = content[:at] + put + content[at + length :]
    path = a_file(tmp_path, content, "census.xml")
    try:
        said = [one.sentence for one in findings([path], shipped_calendar(), today=TODAY)]
    except UserError as error:
        said = [str(error)]
    assert all(sentence.endswith(".") for sentence in said)
