"""Which computer an opening belongs to, from whatever the log says."""

from typing import Any

from iro_desktop.domain.changes import LARGEST, Change
from iro_desktop.domain.devices import device_of_runs


def said(run: int, device: str, kind: str = "Device", **fields: Any) -> Change:
    return Change(run, 1, 1, 1, "", "typed", 1, "", "", kind, device, fields)


def test_all_openings_that_a_computer_ever_named_are_its_own() -> None:
    changes = [
        said(1, "a", runs=["1", "2"]),
        said(3, "a", runs=["3"]),
        said(4, "b", runs=[]),
        said(5, "b", runs=["6"]),
    ]
    assert device_of_runs(changes) == {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "b"}


def test_who_removes_or_names_another_computer_does_not_become_it() -> None:
    changes = [said(1, "a", runs=["1"]), said(1, "b", removed_on="2020-03-31", name="Old")]
    assert device_of_runs(changes) == {1: "a"}


def test_what_is_no_number_of_an_opening_is_passed_over() -> None:
    odd = [7, "7_0", "-1", "", " 8", "٣", str(LARGEST + 1), "9" * 5000, None, ["1"], str(LARGEST)]
    assert device_of_runs([said(1, "a", runs=odd), said(2, "b", runs="2")]) == {
        LARGEST: "a", 1: "a",
    }  # fmt: skip
    assert device_of_runs([said(1, "a", "Contact", runs=["5"])]) == {}
