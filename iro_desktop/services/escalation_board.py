"""Every challenge and resolution of one IRO: open ones by stage, closed ones, what is pressing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.calendar import friday_of
from iro_desktop.domain.casefile import Status
from iro_desktop.domain.escalation import State, progress_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.standards import stages_of
from iro_desktop.domain.words import counted, number_word, say_date
from iro_desktop.services.escalation_cards import (
    EscalationCard,
    card_of,
    is_late,
    owner_of_case,
    short_stage,
)
from iro_desktop.services.escalation_summary import StageSummary, escalation_summary


@dataclass(frozen=True, slots=True)
class StageColumn:
    """One stage of the local standards with the open cards that are at it, the most late first.

    ``short`` is its name without the word for all formal, or all informal stages.
    """

    key: str
    name: str
    short: str
    role: str
    days: int
    formal: bool
    cards: tuple[EscalationCard, ...]


@dataclass(frozen=True, slots=True)
class EscalationBoard:
    """Everything that one IRO has raised: open cards by stage, then what is closed.

    ``stages`` tells of each stage what is open at it, and what was closed there in a year.
    """

    columns: tuple[StageColumn, ...] = ()
    cards: tuple[EscalationCard, ...] = ()
    challenge_label: str = ""
    resolution_label: str = ""
    headline: str = ""
    context: str = ""
    stages: tuple[StageSummary, ...] = ()

    def count(self, *states: State) -> int:
        """Return how many cards are in one of these states."""
        return sum(card.state in states for card in self.cards)

    @property
    def open_count(self) -> int:
        """How many somebody still has to act on."""
        return self.count("informal", "formal")

    @property
    def overdue_count(self) -> int:
        """How many are late: a reply, what was promised, or all formal stages together."""
        return sum(is_late(card) for card in self.cards)

    def find(self, escalation_id: str) -> EscalationCard | None:
        """Return the card of one challenge, or None."""
        return next((c for c in self.cards if c.escalation_id == escalation_id), None)


def escalation_board(
    snapshot: Snapshot, practice: Practice, officer_id: str, today: date
) -> EscalationBoard:
    """Return the board of one IRO; without an ``officer_id`` it is everybody's.

    A challenge stays open when its child leaves or the IRO changes, and goes to the next one.
    """
    standards = practice.on(today)
    found = [
        (case, at)
        for case in snapshot.cases.values()
        for at in progress_of(case, practice, today)
        if not officer_id or owner_of_case(case, at, today) in ("", officer_id)
    ]
    made = (card_of(case, at, snapshot, practice, today) for case, at in found)
    cards = tuple(sorted(made, key=_order))
    return EscalationBoard(
        tuple(_columns(cards, standards)),
        cards,
        standards.challenge_label,
        standards.resolution_label,
        _headline(cards, standards, today),
        _context(cards, standards, today),
        escalation_summary([at for _, at in found], standards, today),
    )


def _order(card: EscalationCard) -> tuple[int, int, str]:
    """Order open cards by what they wait for next, then closed ones, the latest first."""
    if card.is_open:
        waiting = card.reply_due_on if card.waits_for == "reply" else card.by_on
        late = 0 if is_late(card) else 1
        return late, (waiting or date.max).toordinal(), card.reference
    day = card.closed_on or card.opened_on or date.min
    return 2 + (card.state == "praise"), -day.toordinal(), card.reference


def _columns(cards: Sequence[EscalationCard], standards: Standards) -> Iterator[StageColumn]:
    """Yield the stages of the standards, and after them those that only older cards still have."""
    placed = [card for card in cards if card.is_open]
    keys = {stage.key for stage in stages_of(standards)}
    for stage in stages_of(standards):
        at_it = tuple(card for card in placed if card.stage == stage.key)
        short = short_stage(stage, standards)
        yield StageColumn(stage.key, stage.name, short, stage.role, stage.days, stage.formal, at_it)
    for key in sorted({card.stage for card in placed} - keys):
        at_it = tuple(card for card in placed if card.stage == key)
        first, role = at_it[0], "no longer a local stage"
        formal = first.state == "formal"
        yield StageColumn(key, first.stage_name, first.stage_short, role, 0, formal, at_it)


def _headline(cards: Sequence[EscalationCard], standards: Standards, today: date) -> str:
    """Return what is most pressing: "Two replies are overdue"."""
    live = [card for card in cards if card.is_open]
    resolution = standards.resolution_label
    friday = friday_of(today)
    week = [c for c in live if c.waits_for == "reply" and (c.reply_due_on or date.max) <= friday]
    late = [card for card in live if card.status is Status.OVERDUE]
    findings = (
        ([c for c in late if c.waits_for == "reply"], "reply is", "replies are", "overdue"),
        (
            [c for c in live if c.is_formal and c.meter is not None and c.meter.overdue],
            f"{resolution} is",
            f"{resolution}s are",
            f"past {standards.formal_total_days} working days",
        ),
        (late, "promised action is", "promised actions are", "late"),
        (week, "reply is", "replies are", "due today" if friday == today else "due by Friday"),
        (
            [card for card in live if card.waits_for == "next stage"],
            "reply does",
            "replies do",
            "not accept the challenge",
        ),
        (live, "challenge is", "challenges are", "open, none late"),
    )
    for found, one, many, rest in findings:
        if found:
            return f"{_number(len(found), one, many)} {rest}"
    return "No challenge is open"


def _number(number: int, one: str, many: str) -> str:
    said = f"{number_word(number)} {one if number == 1 else many}"
    return said[:1].upper() + said[1:]


def _context(cards: Sequence[EscalationCard], standards: Standards, today: date) -> str:
    """Return the line under the headline: the day, and how many of which are open."""
    said = []
    for label, state in (
        (standards.challenge_label, "informal"),
        (standards.resolution_label, "formal"),
    ):
        number = sum(card.state == state for card in cards)
        if number:
            said.append(counted(number, label))
    return f"{say_date(today)}. {' and '.join(said)} open" if said else say_date(today)
