"""A council's policy: it forbids, it never allows more, and what cannot be read is strictest."""

from pathlib import Path

import pytest
from defusedxml import ElementTree

from iro_desktop.domain.policy import KEYS, STRICTEST, Policy, policy_of
from iro_desktop.services.policy import REGISTRY_KEY


def test_a_policy_that_says_nothing_forbids_nothing() -> None:
    assert policy_of({}) == (Policy(), ())
    assert Policy().sentences() == ()


def test_every_key_is_read() -> None:
    table = {
        "sync_folders": ["~/OneDrive - Council/IRO"],
        "removable_drives": 1,
        "child_exports": False,
        "printing": 0,  # as the registry has it
        "names": False,
        "whole_service": 1,
        "lock_minutes": 3,
        "passphrase_length": 18,
        "recovery_sheet": True,
        "retention_months": 24,
    }
    assert set(table) == set(KEYS)
    policy, problems = policy_of(table)
    assert problems == ()
    assert policy == Policy(
        sync_folders=("~/OneDrive - Council/IRO",),
        removable_drives=True,
        child_exports=False,
        printing=False,
        names=False,
        whole_service=True,
        lock_minutes=3,
        passphrase_length=18,
        recovery_sheet=True,
        retention_months=24,
    )
    assert len(policy.sentences()) == 9


@pytest.mark.parametrize(
    "key, value, strictest",
    [
        ("sync_folders", "D:/", ()),
        ("sync_folders", ["", "D:/"], ()),
        ("removable_drives", "ask", False),
        ("removable_drives", 2, False),
        ("recovery_sheet", "no", True),
        ("child_exports", "no", False),
        ("printing", 2, False),
        ("names", None, False),
        ("lock_minutes", 0, 1),
        ("lock_minutes", 11, 1),  # longer than without a policy
        ("lock_minutes", True, 1),
        ("passphrase_length", 8, 20),  # shorter than without a policy
        ("passphrase_length", 1000, 20),
        ("retention_months", -1, None),
    ],
)
def test_a_value_that_cannot_be_read_counts_as_the_strictest_and_is_said(
    key: str, value: object, strictest: object
) -> None:
    policy, problems = policy_of({key: value})
    assert getattr(policy, key) == strictest
    assert len(problems) == 1
    assert key in problems[0]


def test_of_a_time_to_keep_that_cannot_be_read_it_is_said_that_local_standards_hold() -> None:
    policy, problems = policy_of({"retention_months": "24", "lock_minutes": 15})
    assert (policy.retention_months, policy.lock_minutes) == (None, 1)
    assert [one.partition("cannot be read and ")[2] for one in problems] == [
        "is left to local standards.",
        "is at its strictest.",
    ]


def test_an_unknown_key_is_said_and_loosens_nothing() -> None:
    policy, problems = policy_of({"allow_everything": True, "printing": False})
    assert policy == Policy(printing=False)
    assert "allow_everything" in problems[0]


def test_two_policies_allow_only_what_both_allow() -> None:
    one = Policy(sync_folders=("A", "B"), lock_minutes=4, passphrase_length=16, printing=False)
    other = Policy(sync_folders=("B", "C"), lock_minutes=6, retention_months=12, names=False)
    both = Policy(
        sync_folders=("B",), lock_minutes=4, passphrase_length=16, retention_months=12,
        printing=False, names=False,
    )  # fmt: skip
    assert one.tightened(other) == other.tightened(one) == both
    assert one.tightened(Policy()) == Policy().tightened(one) == one
    assert one.tightened(STRICTEST).sync_folders == ()


@pytest.mark.parametrize(
    "one, other, both",
    [
        (None, None, None),
        (None, True, True),  # one that says nothing leaves it to the other
        (True, True, True),
        (True, False, False),
        (None, False, False),
    ],
)
def test_removable_drives_are_asked_about_allowed_or_forbidden(
    one: bool | None, other: bool | None, both: bool | None
) -> None:
    first, second = Policy(removable_drives=one), Policy(removable_drives=other)
    assert first.tightened(second) == second.tightened(first) == Policy(removable_drives=both)


def test_a_recovery_sheet_is_required_where_one_of_two_policies_has_it() -> None:
    required = Policy(recovery_sheet=True)
    assert Policy().tightened(required) == required.tightened(Policy()) == required
    assert required.sentences() == ("No work begins before there is a recovery sheet.",)
    assert STRICTEST.recovery_sheet
    assert STRICTEST.removable_drives is False


def test_what_holds_of_removable_drives_is_said_unless_it_is_the_usual() -> None:
    said = [Policy(removable_drives=one).sentences() for one in (None, True, False)]
    assert said[0] == ()
    assert ["Nobody is asked" in said[1][0], "Nothing is written" in said[2][0]] == [True, True]


def test_what_somebody_chose_holds_unless_the_policy_is_stricter() -> None:
    policy = Policy(lock_minutes=3, retention_months=24)
    assert [policy.minutes_to_lock(minutes) for minutes in (2, 3, 10)] == [2, 3, 3]
    assert [policy.months_to_keep(months) for months in (12, 36, None)] == [12, 24, 24]
    assert Policy().months_to_keep(None) is None


ADMX = Path(__file__).parents[2] / "packaging" / "windows" / "policy" / "IRODesktop.admx"
SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def test_the_windows_template_sets_every_key_and_says_what_each_is() -> None:
    root = ElementTree.parse(ADMX).getroot()
    words = ElementTree.parse(ADMX.parent / "en-GB" / "IRODesktop.adml").getroot()
    policies = root.findall(f".//{SPACE}policy")
    assert [one.get("name") for one in policies] == list(KEYS)
    said = {one.get("id") for one in words.iter(f"{SPACE}string")}
    shown = {one.get("id") for one in words.iter(f"{SPACE}presentation")}
    for one in policies:
        assert one.get("key") == REGISTRY_KEY
        assert {one.get("name"), f"{one.get('name')}_help"} <= said
        presentation = one.get("presentation")
        assert presentation is None or presentation[len("$(presentation.") : -1] in shown
    for number in root.iter(f"{SPACE}decimal"):
        key = number.get("valueName")
        if key is not None:
            for limit in ("minValue", "maxValue"):
                assert policy_of({key: int(number.get(limit, ""))})[1] == ()
