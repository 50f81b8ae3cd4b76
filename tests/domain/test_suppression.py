"""Hidden counts stay hidden: from one who solves for them, and from one who knows the rule too."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random

import pytest

from iro_desktop.domain.suppression import Cell, Relation, UnequalRelationError, suppressed
from tests.attack import Attack

THRESHOLD = 6
Tables = tuple[dict[str, Cell], list[Relation]]


def plain(cells: Mapping[str, Cell], threshold: int = THRESHOLD) -> frozenset[str]:
    """Hide the small counts and nothing else."""
    return frozenset(key for key, one in cells.items() if 0 < one.value < threshold)


def a_row(values: Sequence[int], total: str = "total") -> Tables:
    cells = {f"part {at}": Cell(value) for at, value in enumerate(values)}
    relations = [Relation(total, tuple(cells))]
    return {**cells, total: Cell(sum(values))}, relations


def hidden_of(values: Sequence[int], threshold: int = THRESHOLD) -> set[str]:
    return set(suppressed(*a_row(values), threshold))


@pytest.mark.parametrize(
    "values, hidden",
    [
        ([20, 30, 40], set()),
        ([0, 0, 0], set()),
        ([0, 6, 40], set()),
        ([3, 30, 40], {"part 0", "part 1"}),
        ([3, 4, 40], {"part 0", "part 1"}),
        # Of two small ones that can only be 1 and 1, or 5 and 5, each is told by their sum.
        ([1, 1, 40], {"part 0", "part 1", "part 2"}),
        ([5, 5, 40], {"part 0", "part 1", "part 2"}),
        ([3, 0, 0], {"part 0", "total"}),
        ([3, 0, 12, 40], {"part 0", "part 2"}),
    ],
)
def test_small_counts_are_hidden_and_the_smallest_others_with_them(
    values: list[int], hidden: set[str]
) -> None:
    assert hidden_of(values) == hidden


def test_the_threshold_decides_what_is_small() -> None:
    assert hidden_of([5, 30], 5) == set()
    assert hidden_of([4, 30], 5) == {"part 0", "part 1"}
    assert hidden_of([1, 30], 1) == set()


def test_a_small_rest_hides_a_share_that_is_large() -> None:
    cells = {"met": Cell(27), "of": Cell(30), "not met": Cell(3, published=False)}
    assert suppressed(cells, [Relation("of", ("met", "not met"))], THRESHOLD) == {"met"}


def test_a_total_that_is_shown_elsewhere_is_hidden_there_too() -> None:
    cells = {"part": Cell(4), "total": Cell(4), "elsewhere": Cell(4), "other": Cell(50)}
    relations = [Relation("total", ("part",)), Relation("elsewhere", ("total",))]
    assert suppressed(cells, relations, THRESHOLD) == {"part", "total", "elsewhere"}


def test_sums_that_are_none_are_a_mistake() -> None:
    with pytest.raises(UnequalRelationError):
        suppressed({"a": Cell(1), "b": Cell(2)}, [Relation("a", ("b",))], THRESHOLD)


# Random tables


def a_value(random: Random) -> int:
    return random.choice([0, random.randint(1, 5), random.randint(6, 12), random.randint(6, 60)])


def a_grid(random: Random, name: str = "") -> Tables:
    rows, columns = random.randint(2, 4), random.randint(2, 4)
    cells: dict[str, Cell] = {}
    for row, column in product(range(rows), range(columns)):
        cells[f"{name}{row},{column}"] = Cell(a_value(random))
    relations = []

    def add(total: str, parts: list[str]) -> None:
        cells[total] = Cell(sum(cells[part].value for part in parts))
        relations.append(Relation(total, tuple(parts)))

    for row in range(rows):
        add(f"{name}{row},", [f"{name}{row},{column}" for column in range(columns)])
    for column in range(columns):
        add(f"{name},{column}", [f"{name}{row},{column}" for row in range(rows)])
    add(f"{name}all", [f"{name}{row}," for row in range(rows)])
    relations.append(Relation(f"{name}all", tuple(f"{name},{c}" for c in range(columns))))
    return cells, relations


def shares_by_month(random: Random) -> Tables:
    """Months with a numerator, a denominator and so a percentage, and all of it as a year."""
    months = range(random.randint(2, 6))
    cells: dict[str, Cell] = {}
    for month in months:
        of = random.choice([a_value(random), random.randint(6, 30)])
        met = random.randint(0, of)
        cells[f"met {month}"], cells[f"of {month}"] = Cell(met), Cell(of)
        cells[f"rest {month}"] = Cell(of - met, published=False)
    for side in ("met", "of", "rest"):
        values = [cells[f"{side} {month}"].value for month in months]
        cells[side] = Cell(sum(values), published=side != "rest")
    relations = [Relation(f"of {month}", (f"met {month}", f"rest {month}")) for month in months]
    relations.append(Relation("of", ("met", "rest")))
    relations += [
        Relation(side, tuple(f"{side} {month}" for month in months))
        for side in ("met", "of", "rest")
    ]
    return cells, relations


def linked_rows(random: Random) -> Tables:
    """Two rows, of which the total of one is a part of the other, and a third that shows both."""
    below, ties = a_row([a_value(random) for _ in range(random.randint(2, 5))], "a")
    cells = {f"lower {key}" if key != "a" else "a": one for key, one in below.items()}
    relations = [Relation("a", tuple(f"lower {part}" for part in ties[0].parts))]
    others = {f"upper {at}": Cell(a_value(random)) for at in range(random.randint(1, 4))}
    cells.update(others)
    cells["b"] = Cell(cells["a"].value + sum(one.value for one in others.values()))
    relations.append(Relation("b", ("a", *others)))
    cells["b elsewhere"] = cells["b"]
    relations.append(Relation("b elsewhere", ("b",)))
    return cells, relations


def random_tables(number: int) -> Iterator[Tables]:
    random = Random(7)
    for at in range(number):
        match at % 4:
            case 0:
                yield a_row([a_value(random) for _ in range(random.randint(2, 8))])
            case 1:
                yield a_grid(random)
            case 2:
                yield shares_by_month(random)
            case _:
                yield linked_rows(random)


def test_no_small_count_of_random_tables_can_be_solved_for(long_run: bool) -> None:
    for cells, relations in random_tables(10_000 if long_run else 1_000):
        hidden = suppressed(cells, relations, THRESHOLD)
        assert plain(cells) & {key for key, one in cells.items() if one.published} <= hidden
        assert all(cells[key].published for key in hidden)
        broken = Attack(cells, relations, hidden, THRESHOLD).broken()
        assert not broken, (cells, hidden, broken)


def test_the_attack_breaks_tables_of_which_only_small_counts_are_hidden() -> None:
    tables = [found for found in random_tables(200) if plain(found[0])]
    broken = [
        bool(Attack(cells, relations, published(cells), THRESHOLD).broken())
        for cells, relations in tables
    ]
    assert sum(broken) > len(tables) / 2


def published(cells: Mapping[str, Cell]) -> frozenset[str]:
    return frozenset(key for key in plain(cells) if cells[key].published)


def test_months_of_one_that_make_up_a_small_total_are_hidden_with_a_month_of_none() -> None:
    cells, relations = a_row([1, 1, 1, 1, 1, 0, 0])
    hidden = suppressed(cells, relations, THRESHOLD)
    assert hidden == {"total", *(f"part {at}" for at in range(6))}
    assert not Attack(cells, relations, hidden, THRESHOLD).broken()


def test_most_small_counts_could_be_any_small_count() -> None:
    widths = [
        len(Attack(cells, relations, hidden, THRESHOLD).values(key))
        for cells, relations in random_tables(120)
        for hidden in [suppressed(cells, relations, THRESHOLD)]
        for key in published(cells)
    ]
    assert min(widths) >= 2
    assert sum(width >= 3 for width in widths) > 0.95 * len(widths)


def test_one_who_runs_the_rule_on_every_row_that_fits_cannot_tell_a_count() -> None:
    """Of all rows that agree in what is shown several have the very same counts hidden."""
    random = Random(3)
    for _ in range(60):
        values = [random.choice([0, random.randint(1, 5), random.randint(6, 14)]) for _ in range(4)]
        cells, relations = a_row(values)
        hidden = suppressed(cells, relations, THRESHOLD)
        for key in plain(cells) - {"total"} if "total" not in hidden else ():
            agreeing = set(values_by_the_rule(cells, relations, hidden, key))
            assert len(agreeing) > 1, (values, hidden, key)


def values_by_the_rule(
    cells: dict[str, Cell], relations: list[Relation], hidden: frozenset[str], key: str
) -> Iterator[int]:
    """Yield the values of a count in rows of the same total with the same counts hidden."""
    parts = sorted(hidden)
    total = sum(cells[part].value for part in parts)
    for values in product(range(total + 1), repeat=len(parts) - 1):
        last = total - sum(values)
        if last >= 0:
            other = {**cells, **dict(zip(parts, map(Cell, (*values, last)), strict=True))}
            if other[key].value < THRESHOLD and suppressed(other, relations, THRESHOLD) == hidden:
                yield other[key].value


def test_the_same_tables_are_hidden_in_the_same_way() -> None:
    for cells, relations in random_tables(40):
        first = suppressed(cells, relations, THRESHOLD)
        assert suppressed(dict(cells), list(relations), THRESHOLD) == first
