"""Episodes become periods of care, legal statuses and placements, and come back from them."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.records import CarePeriod, LegalStatus, Placement
from iro_desktop.importers.care import (
    CareRecord,
    Episode,
    care_records,
    episodes_on_file,
    joined,
)
from iro_desktop.importers.identity import record_id


def day(text: str) -> date:
    return date.fromisoformat(text)


def records(*episodes: Episode) -> list[CareRecord]:
    return care_records("AB12", "child", joined((2020, episode) for episode in episodes))


def spans(kind: type[CareRecord], *episodes: Episode) -> list[tuple[str, str]]:
    """Return from when to when the records of a kind run that episodes make."""
    return [
        (str(record.started_on), str(record.ended_on or ""))
        for record in records(*episodes)
        if isinstance(record, kind)
    ]


def row(  # a child in one foster home under a care order, unless the test says otherwise
    start: str, end: str = "", rne: str = "S", ls: str = "C2", rec: str = "", home: str = "U6"
) -> Episode:
    return Episode(
        day(start), day(end) if end else None, rne, ls, "N1", home, "PR1", rec or "X1", "", "SC1"
    )


def test_episodes_in_a_row_are_one_period_of_care() -> None:
    rows = [row("2019-05-06", "2019-06-20"), row("2019-06-20", rne="P", home="K2")]
    assert spans(CarePeriod, *rows) == [("2019-05-06", "")]
    assert spans(Placement, *rows) == [("2019-05-06", "2019-06-20"), ("2019-06-20", "")]
    assert spans(LegalStatus, *rows) == [("2019-05-06", "")]


def test_a_gap_begins_a_new_period() -> None:
    rows = [row("2019-05-06", "2019-06-20"), row("2019-06-21", rne="P")]
    assert spans(CarePeriod, *rows) == [("2019-05-06", "2019-06-20"), ("2019-06-21", "")]


def test_the_reason_s_begins_a_new_period_even_on_the_day_on_which_the_last_one_ended() -> None:
    rows = [row("2019-05-06", "2019-06-20"), row("2019-06-20", rne="S")]
    assert spans(CarePeriod, *rows) == [("2019-05-06", "2019-06-20"), ("2019-06-20", "")]
    assert spans(LegalStatus, *rows) == [("2019-05-06", "2019-06-20"), ("2019-06-20", "")]


def test_care_goes_on_after_an_episode_without_an_end() -> None:
    rows = [row("2019-05-06"), row("2019-08-01", "2019-09-01", rne="P", rec="E4A")]
    assert spans(CarePeriod, *rows) == [("2019-05-06", "2019-09-01")]
    assert spans(Placement, *rows) == [("2019-05-06", "2019-08-01"), ("2019-08-01", "2019-09-01")]


def test_the_start_is_known_only_with_the_reason_s() -> None:
    known, unknown = records(row("2019-05-06")), records(row("2019-05-06", rne="L"))
    assert isinstance(known[0], CarePeriod)
    assert known[0].start_unknown is False
    assert isinstance(unknown[0], CarePeriod)
    assert unknown[0].start_unknown is True


def test_a_change_of_legal_status_leaves_the_child_where_they_are() -> None:
    rows = [row("2019-05-06", "2019-06-20", ls="V2"), row("2019-06-20", rne="L", ls="C1")]
    assert spans(Placement, *rows) == [("2019-05-06", "")]
    assert spans(LegalStatus, *rows) == [("2019-05-06", "2019-06-20"), ("2019-06-20", "")]


def test_a_move_between_two_homes_of_one_agency_is_a_move() -> None:
    rows = [row("2019-05-06", "2019-06-20"), row("2019-06-20", rne="P")]
    assert len(spans(Placement, *rows)) == 2


def test_the_end_date_decides_and_not_the_reason() -> None:
    (open_period, *_) = records(row("2019-05-06", rec="E4A"))
    (closed_period, *_) = records(row("2019-05-06", "2019-06-20", rec="X1"))
    assert isinstance(open_period, CarePeriod)
    assert (open_period.ended_on, open_period.end_reason) == (None, "")
    assert isinstance(closed_period, CarePeriod)
    assert (closed_period.ended_on, closed_period.end_reason) == (day("2019-06-20"), "")


def test_short_breaks_are_periods_with_nothing_else() -> None:
    (short, *_) = records(
        row("2019-05-06", "2019-06-20", ls="V4"), row("2019-06-20", ls="V3", rne="L")
    )
    (mixed, *_) = records(
        row("2019-05-06", "2019-06-20", ls="V4"), row("2019-06-20", ls="V2", rne="L")
    )
    assert isinstance(short, CarePeriod)
    assert isinstance(mixed, CarePeriod)
    assert (short.short_breaks, mixed.short_breaks) == (True, False)


def test_ids_come_from_the_start_and_nothing_that_fills_in_later() -> None:
    before, after = records(row("2019-05-06")), records(row("2019-05-06", "2019-09-01", rec="E4A"))
    assert [one.id for one in before] == [one.id for one in after]
    assert before[0].id == record_id("CarePeriod", "AB12", "2019-05-06")


def test_the_later_year_wins_and_its_blanks_do_not() -> None:
    closed = row("2019-05-06", "2019-09-01", ls="V2", rec="E4A")
    still_open = row("2019-05-06", ls="C1")._replace(left_by="")
    for dated in ([(2020, closed), (2019, still_open)], [(2019, still_open), (2020, closed)]):
        assert joined(dated) == [closed]
    (both,) = joined([(2019, closed), (2020, still_open)])
    assert both == closed._replace(status="C1")


def test_an_end_keeps_its_own_reason() -> None:
    contradictory = row("2019-05-06", rec="E12")  # a reason for an end, and no end
    ended = row("2019-05-06", "2019-09-01")._replace(left_by="")
    for dated in ([(2019, contradictory), (2020, ended)], [(2019, ended), (2020, contradictory)]):
        assert joined(dated) == [ended]
    with_reason = ended._replace(left_by="E4A")
    assert joined([(2019, with_reason), (2020, ended)]) == [with_reason]


@st.composite
def histories(draw: st.DrawFn) -> list[Episode]:
    """Draw a child's care: periods apart or back to back, each of several episodes."""
    start = date(2016, 1, 1)
    episodes: list[Episode] = []
    for number in range(draw(st.integers(1, 3))):
        start += timedelta(days=draw(st.integers(1 if number else 0, 200)))
        status, home = draw(st.sampled_from(["C2", "V2", "V4"])), "U6"
        changes = draw(st.lists(st.integers(1, 400), max_size=4))
        opened_by = "S" if number or draw(st.booleans()) else draw(st.sampled_from("PL"))
        for length in changes:
            end = start + timedelta(days=length)
            episodes.append(Episode(start, end, opened_by, status, "N1", home, "PR1", "X1"))
            opened_by = draw(st.sampled_from("LPB"))
            status = draw(st.sampled_from(["C1", "C2", "V2"])) if opened_by in "LB" else status
            home = draw(st.sampled_from(["U6", "K2"])) if opened_by in "PB" else home
            start = end
        end = start + timedelta(days=draw(st.integers(1, 300)))
        episodes.append(Episode(start, end, opened_by, status, "N1", home, "PR1", "E4A"))
        start = end
    if draw(st.booleans()):
        episodes[-1] = episodes[-1]._replace(ended_on=None, left_by="")
    return episodes


@given(histories())
def test_what_is_on_file_comes_back_as_the_episodes_it_was_made_of(history: list[Episode]) -> None:
    made = care_records("AB12", "child", history)
    again = joined(episodes_on_file(made, lambda _record, _field: 2020))
    assert care_records("AB12", "child", again) == made


def _as_returned(history: list[Episode], year: int) -> Iterator[tuple[int, Episode]]:
    """Yield what the return of a year says: the episodes of that year, as it then knew them."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    for episode in history:
        if episode.started_on <= last and (episode.ended_on or last) >= first:
            known = episode.ended_on is not None and episode.ended_on <= last
            yield year, episode if known else episode._replace(ended_on=None, left_by="")


@given(histories(), st.permutations(range(2016, 2036)))
def test_years_joined_one_by_one_in_any_order_give_the_whole(
    history: list[Episode], years: list[int]
) -> None:
    on_file: list[CareRecord] = []
    for year in years:
        parts = [
            *episodes_on_file(on_file, lambda _record, _field: 0),
            *_as_returned(history, year),
        ]
        on_file = care_records("AB12", "child", joined(parts))
    assert on_file == care_records("AB12", "child", history)
