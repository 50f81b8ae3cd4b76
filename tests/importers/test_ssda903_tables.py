"""A table of the return is known by its columns."""

import pytest

from iro_desktop.domain.errors import MissingColumnError
from iro_desktop.importers.ssda903_tables import FORMS, form_of
from tests.returns import COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_is_known_by_its_columns_in_any_order(name: str) -> None:
    columns = COLUMNS[name].split(",")
    for given in (columns, columns[::-1], [*columns, "LA", "YEAR", "TEST_COLUMN", ""]):
        assert form_of("any.csv", given) is FORMS[name]


@pytest.mark.parametrize(
    "name, column",
    [(name, column) for name, columns in COLUMNS.items() for column in columns.split(",")],
)
def test_a_missing_column_is_named(name: str, column: str) -> None:
    columns = [one for one in COLUMNS[name].split(",") if one != column]
    with pytest.raises(MissingColumnError) as caught:
        form_of("any.csv", columns)
    assert f"lacks the column {column}: " in str(caught.value)
    assert f"the {name} table" in str(caught.value)


@pytest.mark.parametrize(
    "columns",
    [
        ["RULE CODE", "RULE MESSAGE", "AFFECTED FIELDS", "TABLES"],
        ["CHILD", "IRO", "FROM", "TO"],
        ["CHILD", "DOB"],
        ["CHILD", "URN"],
        ["CHILD"],
        [""],
        [],
    ],
)
def test_other_columns_are_no_table_of_the_return(columns: list[str]) -> None:
    assert form_of("any.csv", columns) is None


def test_every_column_that_is_read_is_one_of_the_table() -> None:
    for form in FORMS.values():
        assert form.columns.issuperset(form.used)
        assert form.used[0] == "CHILD"
        assert "DOB" not in form.used or form.used[1] == "DOB" or form.name == "Header"
