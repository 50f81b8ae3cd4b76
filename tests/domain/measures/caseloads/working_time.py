"""Working time of IROs, their absences and their other duties."""

from hypothesis import strategies as st

from iro_desktop.domain.records import Absence, OtherDuty, WorkingTime
from tests.builders import an_absence, another_duty, working_time
from tests.domain.measures.caseloads.drawn import LAST, OFFICER, OFFSETS, a_day, day, maybe

TIMES: st.SearchStrategy[list[WorkingTime]] = st.lists(
    st.builds(
        lambda officer, fte, start, length: working_time(
            officer, fte, day(start), a_day(None if length is None else start + length)
        ),
        OFFICER,
        st.sampled_from([0.5, 0.6, 1.0]),
        st.integers(0, 300),
        maybe(st.integers(0, 500)),
    ),
    max_size=4,
)
MONTH_ENDS = st.sampled_from([n for n in range(LAST) if day(n + 1).day == 1])
ABSENCES: st.SearchStrategy[list[Absence]] = st.lists(
    st.builds(
        lambda officer, reason, end, length, more: an_absence(
            officer, reason, day(end - length), day(end + more)
        ),
        OFFICER,
        st.sampled_from(["annual_leave", "maternity", "sickness", "sickness", "sickness"]),
        MONTH_ENDS,
        st.one_of(st.integers(25, 34), st.integers(0, 60)),
        st.integers(-5, 20),
    ),
    max_size=4,
)
DUTIES: st.SearchStrategy[list[OtherDuty]] = st.lists(
    st.builds(
        lambda officer, fte, start: another_duty(officer, fte, day(start)),
        OFFICER,
        st.sampled_from([0.1, 0.2]),
        OFFSETS,
    ),
    max_size=2,
)
