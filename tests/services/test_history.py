"""The log in words, whatever it holds."""

from pathlib import Path

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.services.history import history_of_child, whole_history
from tests.stores import a_workspace


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
