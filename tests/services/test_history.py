"""The log in words, whatever it holds."""

from datetime import date
from pathlib import Path

from iro_desktop.domain.changes import EXISTS, Change, Key
from iro_desktop.domain.records import Child
from iro_desktop.services.child_history import child_history
from iro_desktop.services.history import history_of_child, whole_history
from iro_desktop.storage.check import findings
from tests.stores import OFFICER_ID, a_workspace, ticks


def test_a_value_of_the_wrong_type_is_shown_as_it_came(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    fields = {EXISTS: True, "reference": "AB12", "sex": {"code": 7}, "district": ["a", 1]}
    at = "2020-01-01T00:00:00.000Z"
    change = Change(77, 1, 1, 1, "elsewhere", "typed", 1, "", at, "Child", "c", fields)
    with workspace.write("merge") as write:
        write.receive([change])
    (entry,) = history_of_child(workspace, "c")
    said = {one.field: one.after for one in entry.fields}
    assert said == {"reference": "AB12", "sex": "{'code': 7}", "district": "a; 1"}
    assert entry in whole_history(workspace)
    workspace.close()


def foreign(seq: int, at: str, clock: int, initials: str, *replaced: Key) -> Change:
    """Return a change of another computer that replaced others."""
    return Change(
        78, seq, 1, seq, f"act {seq}", "typed", clock, OFFICER_ID, at, "Child", "c",
        {"initials": initials}, {"initials": replaced} if replaced else {},
    )  # fmt: skip


def test_clocks_ten_years_off_reorder_nothing_and_are_marked(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with workspace.write("add") as write:
        write.put(Child(id="c", reference="AB12"))
    (made,) = workspace.store.history(["c"])["c"]
    ahead, behind = "2030-03-31T09:00:00.000Z", "2010-03-31T09:00:00.000Z"
    late = made.clock + (1 << 60)
    with workspace.write("receive") as write:
        # The later ones have the lower hybrid clock too, as only a foreign program would write it.
        write.receive([
            foreign(1, ahead, late, "A"),
            foreign(2, behind, made.clock + 1, "B", (78, 1)),
            foreign(3, "2020-03-31T10:00:00.000Z", made.clock + 2, "C", (78, 2)),
            foreign(4, "not a time", made.clock + 3, "D", (78, 3)),
        ])  # fmt: skip
    entries = history_of_child(workspace, "c")
    assert [entry.words for entry in entries] == ["act 4", "act 3", "act 2", "act 1", "add"]
    assert [entry.fields[0].before for entry in entries[:4]] == ["C", "B", "A", ""]
    doubtful = [entry.as_json()["clock_doubtful"] for entry in entries]
    assert doubtful == [True, False, False, True, False]
    assert "[the computer’s clock was wrong: it was ahead of today]" in entries[3].sentence()
    assert whole_history(workspace)[:5] == entries
    lines = child_history(workspace, "c")
    assert [bool(line.clock_doubt) for line in lines.acts] == doubtful
    assert [bool(line.clock_doubt) for line in lines.changes if line.field == "Initials"] == [
        True, False, False, True,
    ]  # fmt: skip
    assert list(findings(workspace.store)) == []
    workspace.close()


def test_a_clock_that_is_behind_contradicts_what_it_replaced(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with workspace.write("add") as write:
        write.put(Child(id="c", reference="AB12", initials="A"))
    workspace.store._clock = ticks(date(2010, 3, 31))
    with workspace.write("edit") as write:
        write.put(Child(id="c", reference="AB12", initials="B"))
    workspace.store._clock = ticks(date(2020, 3, 31))
    with workspace.write("edit again") as write:
        write.put(Child(id="c", reference="AB12", initials="C"))
    entries = history_of_child(workspace, "c")
    assert [entry.words for entry in entries] == ["edit again", "edit", "add"]
    assert [bool(entry.clock_doubt) for entry in entries] == [False, True, True]
    assert "replaced something that has a later time" in entries[1].clock_doubt
    workspace.close()


def test_a_date_that_is_none_is_shown_as_it_came(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    fields = {EXISTS: True, "reference": "AB12", "born_on": "2020-13-45"}
    change = Change(77, 1, 1, 1, "elsewhere", "typed", 1, "", "", "Child", "c", fields)
    with workspace.write("merge") as write:
        write.receive([change])
    said = {line.field: line.after for line in child_history(workspace, "c").changes}
    assert said["Date of birth"] == "2020-13-45"
    workspace.close()
