"""What happened to the children in care: legal statuses, homes, the plan for where to grow up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.story import Care, Family, Home, Kid, Scene

_AT_HOME: Final = frozenset({"discharge", "at home", "not now", "refused"})
"""Families whose children have lived with their parents under a care order for over a year."""
_LEFT_THROUGH_COURT: Final = frozenset({"home", "unplanned", "guardian", "order", "other"})
_PROCEEDINGS: Final = timedelta(days=280)
_SHORT_STAY: Final = 120
_TRIAL_AT_HOME: Final = 150
_APPROVAL: Final = 260
_MATCH: Final = 400
"""Days in care from which a move, a trial at home, approval of kin carers, a match are likely."""
_EMERGENCY_SHARE: Final = 0.12
_TEENAGER: Final = 13
_SIXTEEN: Final = 16
_PRIVATE: Final = (("PR1", 60), ("PR4", 34), ("PR5", 6))
_PROVIDERS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "P1": (("PR0", 1),),
    "U1": (("PR1", 1),),
    "U3": (("PR1", 1),),
    "A6": (("PR1", 2), ("PR5", 1)),
    "K2": (("PR4", 4), ("PR1", 1)),
    "H5": (("PR4", 3), ("PR5", 1)),
    "R1": (("PR1", 1),),
}
_MOVES: Final = (
    "Planned move",
    "Carers gave notice",
    "Moved nearer to school",
    "Moved to be with brothers and sisters",
    "Asked to move",
)
_REASONS: Final = {
    "U4": "Matched long term",
    "U1": "Kin carers approved long term",
    "A6": "Placed for adoption",
    "P1": "Placed with parents",
    "H5": "Moved on at 16",
    "K2": "Carers gave notice",
    "U3": "Moved to family",
}
_PERMANENCE: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "placed for adoption": (("adoption", 1),),
    "authorised": (("adoption", 1),),
    "adopted": (("adoption", 1),),
    "guardian": (("relatives", 4), ("other", 1)),
    "order": (("relatives", 1),),
    "home": (("return_6_months", 5), ("return_eventual", 2), ("return_1_month", 2)),
    "unplanned": (("return_6_months", 1),),
    "adult": (("long_term_foster", 6), ("residential", 2), ("supported", 2)),
    "unaccompanied": (("long_term_foster", 1), ("supported", 1)),
    "residential": (("residential", 1),),
    "out of area": (("residential", 1),),
    "discharge": (("return_eventual", 1),),
    "at home": (("return_eventual", 1),),
    "not now": (("return_eventual", 1),),
    "refused": (("return_eventual", 1),),
    "C2": (
        ("long_term_foster", 60),
        ("relatives", 24),
        ("return_eventual", 10),
        ("residential", 6),
    ),
    "C1": (("relatives", 35), ("return_6_months", 35), ("long_term_foster", 30)),
    "C1 young": (("relatives", 35), ("return_6_months", 30), ("adoption", 35)),
    "V2": (("return_6_months", 60), ("relatives", 15), ("long_term_foster", 25)),
}


def tell_journeys(scene: Scene, families: Sequence[Family]) -> None:
    """Give every period of care its legal statuses and its plan, and every child their homes."""
    for family in families:
        care = family.care
        if care is None:
            continue
        eldest = max(kid.age(care.started_on) for kid in family.kids)
        care.statuses = list(_statuses(scene, family, care, eldest))
        care.permanence = _permanence(scene, family, care, eldest)
        for kid in family.kids:
            kid.homes.extend(_homes(scene, family, care, kid))


def _statuses(scene: Scene, family: Family, care: Care, eldest: int) -> Iterator[tuple[str, date]]:
    """Yield code and first day of each legal status of a period of care."""
    chance = scene.chance
    until = care.ended_on or scene.as_of
    to_the_end = family.role in _LEFT_THROUGH_COURT and not care.discharged
    day, code = care.started_on, _first_status(scene, family, eldest)
    if care.discharged:
        code = "C1"
    elif to_the_end and until - day > _PROCEEDINGS:
        code = "V2"
    yield code, day
    if code in ("L1", "L2"):
        day, code = day + timedelta(days=3 if code == "L1" else 8), "C1"
        if day >= until:
            return
        yield code, day
    if code == "V2" and _goes_to_court(scene, family, care, eldest):
        day = _court_day(scene, day + timedelta(days=chance.between(35, 130)))
        if to_the_end:
            day = max(day, _court_day(scene, until - timedelta(days=chance.near(140, 230))))
        if day >= until - timedelta(days=20):
            return
        code = "C1"
        yield code, day
    if code == "C1" and not to_the_end:
        final_on = care.authority_on or day + timedelta(days=chance.near(150, 260))
        final_on = _court_day(scene, max(final_on, day + DAY))
        if final_on < until:
            yield "E1" if care.authority_on else "C2", final_on


def _court_day(scene: Scene, day: date) -> date:
    """Return the first working day from ``day`` on."""
    return scene.work_days.after(day - DAY, 1)


def _first_status(scene: Scene, family: Family, eldest: int) -> str:
    if family.role == "short breaks":
        return "V4"
    if family.role in ("unaccompanied", "unchecked", "both teenager"):
        return "V2"
    if family.role in (
        "authorised",
        "placed for adoption",
        "adopted",
        "first review",
        "both infant",
    ):
        return "C1"
    if eldest >= _TEENAGER:
        return scene.chance.weighted((("V2", 6), ("C1", 4)))
    return scene.chance.weighted((("V2", 45), ("C1", 45), ("L1", 6), ("L2", 4)))


def _goes_to_court(scene: Scene, family: Family, care: Care, eldest: int) -> bool:
    """Return whether proceedings began after accommodation by agreement."""
    if family.role in ("short breaks", "unaccompanied", "unchecked", "both teenager"):
        return False
    years = ((care.ended_on or scene.as_of) - care.started_on).days / 365
    if family.role in _AT_HOME or family.role in ("overdue", "residential") or years > 2:  # noqa: PLR2004 - nobody is left on an agreement so long
        return eldest < _SIXTEEN
    return scene.chance.happens(0.65 if eldest < _TEENAGER else 0.2)


def _permanence(scene: Scene, family: Family, care: Care, eldest: int) -> str:
    if family.role in _PERMANENCE:
        return scene.chance.weighted(_PERMANENCE[family.role])
    code = care.status(care.ended_on or scene.as_of)
    if code not in ("C1", "C2"):
        code = "V2"
    young = code == "C1" and eldest < 4  # noqa: PLR2004 - few are adopted later
    return scene.chance.weighted(_PERMANENCE["C1 young" if young else code])


def _homes(scene: Scene, family: Family, care: Care, kid: Kid) -> Iterator[Home]:
    """Yield where a child lived, one home after the other."""
    moves = sorted(_moves(scene, family, care, kid), key=lambda move: move[1])
    until = care.ended_on or scene.as_of
    moves = [move for move in moves if care.started_on <= move[1] < until] or moves[:1]
    ends = [move[1] for move in moves[1:]] + [care.ended_on]
    before = ""
    for (kind, from_on, reason), to_on in zip(moves, ends, strict=True):
        if to_on == from_on:
            continue
        provider = scene.chance.weighted(_PROVIDERS.get(kind, _PRIVATE))
        away = family.role == "out of area" and kind == "K2"
        said = reason or (_REASONS.get(kind, "") if before else "")
        yield Home(kind, provider, from_on, to_on, said, away)
        before = kind


_Move = tuple[str, date, str]


def _moves(scene: Scene, family: Family, care: Care, kid: Kid) -> Iterator[_Move]:
    """Yield type, first day and reason of each home, in no order."""
    chance, started_on = scene.chance, care.started_on
    until = care.ended_on or scene.as_of
    days = (until - started_on).days
    if family.role == "short breaks":
        yield "R1", started_on, ""
        return
    first = _first_home(scene, family, care, kid.age(started_on))
    yield first, started_on, ""
    if chance.happens(_EMERGENCY_SHARE):
        yield first, started_on + timedelta(chance.between(3, 12)), "Moved from emergency carers"
    settled = _settled(scene, family, care, first, kid.age(until))
    if settled is not None:
        yield settled
    if days > _SHORT_STAY and chance.happens(min(0.7, days / 2200)):
        moved_on = started_on + timedelta(chance.between(60, days - 30))
        if settled is None or moved_on < settled[1]:
            yield first, moved_on, chance.one_of(_MOVES)


def _settled(scene: Scene, family: Family, care: Care, first: str, age: int) -> _Move | None:
    """Return the move that the plan led to, or None where there was no other than by chance."""
    until = care.ended_on or scene.as_of
    days = (until - care.started_on).days

    def after(low: int, high: int) -> date:
        return care.started_on + timedelta(scene.chance.between(low, high))

    def before(low: int, high: int) -> date:
        return until - timedelta(scene.chance.between(low, high))

    if care.placed_on:
        return "A6", care.placed_on, ""
    by_role = {
        "residential": ("K2", after(80, 300), ""),
        "out of area": ("K2", after(80, 300), ""),
    } | dict.fromkeys(sorted(_AT_HOME), ("P1", before(400, 560), ""))
    if family.role in by_role:
        return by_role[family.role]
    if family.role == "home":
        if care.discharged:
            return "P1", before(150, 260), ""
        trial = days > _TRIAL_AT_HOME and scene.chance.happens(0.4)
        return ("P1", before(40, 110), "") if trial else None
    by_plan = {
        ("long_term_foster", "U6"): (_MATCH, ("U4", after(300, 390), "")),
        ("relatives", "U3"): (_APPROVAL, ("U1", after(180, 250), "")),
        ("relatives", "U6"): (0, ("U3", after(30, 200), "")),
        ("residential", "U6"): (0, ("K2", until - timedelta(days // 3), "")),
        ("supported", "U6"): (
            0,
            ("H5" if age >= _SIXTEEN else "K2", until - timedelta(days // 3), ""),
        ),
    }
    needed, move = by_plan.get((care.permanence, first), (days, None))
    return move if days > needed else None


def _first_home(scene: Scene, family: Family, care: Care, age: int) -> str:
    chance = scene.chance
    if family.role == "unaccompanied" or care.authority_on:
        return "U6"
    if care.permanence == "relatives" and chance.happens(0.6):
        return "U3"
    if age >= _SIXTEEN:
        return chance.weighted((("H5", 5), ("U6", 4), ("K2", 2)))
    if age >= _TEENAGER:
        return chance.weighted((("U6", 7), ("K2", 2), ("U3", 1)))
    return "U6"
