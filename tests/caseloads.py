"""Caseloads of any size with something of everything, for views: invented, always the same."""

from collections.abc import Iterator
from datetime import date, timedelta

from iro_desktop.domain.records import (
    Ask,
    Child,
    ChildRecord,
    Contact,
    Decision,
    LifeStory,
    Participation,
    Record,
    SiblingGroup,
    SocialWorker,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_child,
    a_health_assessment,
    a_pep,
    a_permanence_plan,
    a_plan,
    a_review,
    a_step,
    an_allocation,
    an_id,
    care,
    legal_status,
    placement,
)
from tests.stores import OFFICER_ID, TODAY

INITIALS = ("A.B.", "J.R.", "M.K.", "T.S.", "E.W.", "D.H.", "S.P.", "L.O.", "C.N.", "F.T.", "R.A.")
STATUSES = ("C2", "V2", "C1", "C2", "E1", "C2", "V2")
HOMES = ("U6", "K2", "U1", "U4", "P1", "U6", "R1", "H5")
PLANS = ("long_term_foster", "return_6_months", "relatives", "", "adoption", "supported")
CATEGORIES = ("NEG", "EMO", "PHY", "NEG", "SAB")


def days(number: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(number)


def a_full_case() -> Iterator[Record]:
    """Yield the child of the pictures: one late review, a challenge, decisions, asks, a sibling."""
    group = SiblingGroup(id=an_id(), name="Harbour")
    child = a_child("LC-20417", "2010-08-02", initials="A.B.", sibling_group_id=group.id)
    first = a_review("2019-03-11", mode="in_person", distributed_on="2019-03-29")
    second = a_review(
        "2019-06-10", mode="in_person", chair_id=OFFICER_ID, summary="Settled in school.",
        distributed_on="2019-07-02", child_seen="seen",
    )  # fmt: skip
    third = a_review(
        "2019-09-24", mode="video", chair_id=OFFICER_ID, summary="Placement is going well.",
        written_on="2019-10-08", distributed_on="2019-10-18", child_seen="seen",
        discharge_considered=False,
    )  # fmt: skip
    challenge = a_challenge(
        "2020-03-26", source="monitoring", theme="Delay: drift in carrying out the plan",
        right_outcome="My life story makes sense to me before I move school in September.",
        needed="Life story work to begin by Easter.", by_whom="Social worker",
        by_on="2020-04-20", officer_id=OFFICER_ID,
    )  # fmt: skip
    records: list[ChildRecord] = [
        care("2019-02-12", need="N1"),
        legal_status("C1", "2019-02-12", "2019-05-20"),
        legal_status("C2", "2019-05-20"),
        placement("U6", "2019-02-12", "2019-06-14"),
        placement("U4", "2019-06-14"),
        SocialWorker(id=an_id(), worker="MO", team="Central 2", from_on=date(2019, 2, 12)),
        an_allocation(OFFICER_ID, "2019-02-14"),
        first, second, third,
        Participation(id=an_id(), review_id=first.id, participation="PN5"),
        Participation(
            id=an_id(), review_id=second.id, participation="PN1", attendance_mode="in_person"
        ),
        Participation(
            id=an_id(), review_id=third.id, participation="PN1", attendance_mode="in_person",
            advocate_offered=True,
        ),
        a_check("2019-04-23", outcome="no_concern", child_contact=True),
        a_check("2019-07-25", outcome="watch", social_worker_contact=True),
        a_check("2019-12-19", outcome="watch", social_worker_contact=True, drift=True),
        Decision(
            id=an_id(), review_id=third.id, decision="Life story work to begin with school support",
            owner="Social worker", due_on=date(2019, 11, 30),
        ),
        Decision(
            id=an_id(), review_id=third.id, decision="Contact with brother fortnightly",
            owner="Foster carer", due_on=date(2019, 10, 7), done_on=date(2019, 10, 5),
        ),
        Ask(
            id=an_id(), review_id=third.id, words="To see Jay every week", answer="part",
            reason_told_on=date(2019, 10, 2), done_on=date(2019, 10, 5),
        ),
        Ask(
            id=an_id(), review_id=third.id, words="A photo book from when I was little",
            answer="agreed",
        ),
        challenge,
        a_step(challenge, "informal", "2020-03-26", to_whom="Team manager"),
        a_health_assessment("2019-05-11"),
        a_pep("2020-02-05", started_on="2020-01-20", written_up_on="2020-02-12",
              format_version="old", grade="good"),
        a_permanence_plan("2019-06-10", endorsed_on="2019-06-10"),
        LifeStory(id=an_id(), stage="none"),
        Contact(id=an_id(), contact_on=date(2019, 9, 17), with_whom="child", method="visit"),
    ]  # fmt: skip
    yield group
    yield from _owned(child, records)
    brother = a_child("LC-20418", "2012-11-30", initials="J.B.", sibling_group_id=group.id)
    yield from _owned(
        brother,
        [care("2019-02-12"), legal_status("C2", "2019-02-12"), placement("U4", "2019-02-12"),
         a_review("2019-03-11"), a_review("2019-06-10"), a_review("2019-12-05"),
         a_check("2020-03-02"),
         a_permanence_plan("2019-06-10"), an_allocation(OFFICER_ID, "2019-02-14")],
    )  # fmt: skip


def many_records(number: int) -> Iterator[Record]:
    """Yield the records of so many children of every kind; the first two are of the pictures."""
    if number > 1:
        yield from a_full_case()
    for at in range(2 if number > 1 else 0, number):
        yield from _one(at)


def _one(at: int) -> Iterator[Record]:
    child = a_child(
        f"LC-{20500 + at * 37}",
        days(-(200 + (at * 811) % 6200)),
        initials=INITIALS[at % len(INITIALS)],
        uasc_until=days(600) if at % 17 == 5 else None,
    )
    kind = at % 7
    if at % 23 == 22:
        records = list(_closed(at))
    elif kind in (2, 5):
        records = list(_protected(at))
    else:
        records = list(_looked_after(at))
        if kind == 6:
            records += list(_protected(at))
    yield from _owned(child, [*records, an_allocation(OFFICER_ID, days(-400 + at % 300))])


def _looked_after(at: int) -> Iterator[ChildRecord]:
    number = at % 5
    last_on = days((at * 29) % 183 - 185 if number > 1 else (at * 29) % 80 - 82)
    if number:
        gaps = [*[0, 180, 180, 88][: number - 1], 26]
        started_on = last_on - timedelta(sum(gaps[1:]) + 26)
    else:
        started_on = days(-(at % 25))
    yield care(started_on, need="N1")
    yield legal_status(STATUSES[at % len(STATUSES)], started_on)
    yield placement(HOMES[at % len(HOMES)], started_on)
    if not number:
        return
    held = [started_on + timedelta(26), started_on + timedelta(114)][:number]
    while len(held) < number:
        held.append(held[-1] + timedelta(175))
    held[-1] = last_on
    for held_on in held:
        review = a_review(
            held_on,
            mode="in_person",
            summary="Held.",
            distributed_on=min(held_on + timedelta(20), TODAY),
        )
        yield review
        yield Participation(id=an_id(), review_id=review.id, participation=f"PN{1 + at % 6}")
    if at % 8 != 7:
        yield a_check(min(TODAY, last_on + timedelta(44 if number == 1 else 90)))
    if PLANS[at % len(PLANS)] and number > 1:
        yield a_permanence_plan(held[1], PLANS[at % len(PLANS)])
    yield a_health_assessment(days(-(at * 13) % 340 - 340))
    yield a_pep(days(-30), written_up_on=days(-25))
    if at % 4 == 1:
        challenge = a_challenge(
            days(-(at % 12) - 1),
            theme="Delay: permanence",
            right_outcome="To know where I will live.",
            needed="A plan by the next review.",
        )
        yield challenge
        yield a_step(challenge, "stage1" if at % 8 == 1 else "informal", challenge.opened_on)


def _protected(at: int) -> Iterator[ChildRecord]:
    started_on = days(-(3 + (at * 31) % 260))
    category = CATEGORIES[at % len(CATEGORIES)]
    yield a_review(started_on, "icpc", category=category)
    yield a_plan(started_on, initial_category=category, previous_plans=at % 3 // 2)
    yield a_check(min(TODAY, started_on + timedelta(40)))
    if (TODAY - started_on).days > 86:
        yield a_review(started_on + timedelta(85), "rcpc", plan_continues=True)
        if at % 10 != 9:
            yield a_check(min(TODAY, started_on + timedelta(170)))


def _closed(at: int) -> Iterator[ChildRecord]:
    yield care(days(-700), days(-60 - at % 40), end_reason="E4A")
    yield legal_status("V2", days(-700), days(-60 - at % 40))


def _owned(child: Child, records: list[ChildRecord]) -> Iterator[Record]:
    case = a_case(*records, child=child)
    yield child
    for found in case.records.values():
        yield from found


def fill(workspace: Workspace, number: int) -> Snapshot:
    """Write so many children into a store and return what it then holds."""
    with workspace.write("fill the store") as write:
        for record in many_records(number):
            write.put(record)
    return workspace.snapshot
