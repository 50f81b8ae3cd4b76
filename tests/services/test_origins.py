"""Where a value came from, told from the changes of its record."""

from iro_desktop.domain.changes import Change
from iro_desktop.services.origins import Origins, import_source, is_import, year_of


def a_change(number: int, source: str, **fields: object) -> Change:
    return Change(
        run=1, seq=number, schema=1, act=number, words="", source=source, clock=number, actor="",
        at="", kind="Child", record_id="c", fields=fields,
    )  # fmt: skip


def origin(field: str, *changes: Change) -> str:
    return Origins({"c": changes}).of("c", field)


def test_the_source_is_that_of_the_latest_change_of_the_field() -> None:
    first = a_change(1, "import:ssda903:2019", sex="M", upn="A1")
    later = a_change(2, "typed", sex="F")
    for changes in ((first, later), (later, first)):
        assert origin("sex", *changes) == "typed"
        assert origin("upn", *changes) == "import:ssda903:2019"
    assert origin("name", first, later) == ""


def test_a_field_that_was_emptied_by_hand_is_typed() -> None:
    assert (
        origin("sex", a_change(1, "import:ssda903:2019", sex="M"), a_change(2, "typed", sex=None))
        == "typed"
    )


def test_what_an_undo_brought_back_came_from_where_it_was_set_first() -> None:
    changes = [
        a_change(1, "import:ssda903:2019", sex="M"),
        a_change(2, "typed", sex="F"),
        a_change(3, "undo:1-2", sex="M"),
    ]
    assert origin("sex", *changes) == "import:ssda903:2019"
    changes.append(a_change(4, "redo:1-2", sex="F"))
    assert origin("sex", *changes) == "typed"


def test_only_a_person_deletes_for_good() -> None:
    made = a_change(1, "import:ssda903:2019", exists=True)
    for source, by_person in [
        ("typed", True),
        ("undo:1-1", False),
        ("import:ssda903:2018", False),
        ("erased", True),
    ]:
        deleted = a_change(2, source, exists=False)
        assert Origins({"c": [made, deleted]}).deleted_by_person("c") is by_person


def test_a_source_tells_the_collection_year() -> None:
    assert year_of(import_source("ssda903", 2018)) == 2018
    assert year_of(import_source("allocations", 0)) == 0
    assert year_of("typed") == 0
    assert is_import("import:allocations")
    assert not is_import("typed")
