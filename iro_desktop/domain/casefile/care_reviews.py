"""Reviews of looked after children: under regulation 33, in short breaks, before adoption."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.adoption import AdoptionStage
from iro_desktop.domain.casefile.explained import becoming_looked_after
from iro_desktop.domain.casefile.review_due import (
    Kind,
    Part,
    ReviewDue,
    part_of_order,
    why_not_counted,
)
from iro_desktop.domain.casefile.spans import CareSpan
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.rules import RULES, Rule, rule_in_force
from iro_desktop.domain.words import say_date

Held = tuple[date | None, str]
"""The day of a review and its id; (None, "") is the one that has not been held."""

_NOT_HELD: Final[Held] = (None, "")
_ADOPTION_PARTS: Final[dict[str, Part]] = {"first": "first", "second": "second", "later": "later"}


@dataclass(frozen=True, slots=True)
class _Clock:
    """When a clock starts, by which rule, and in words by what."""

    started_on: date
    rule_id: str
    starts: str = ""


@dataclass(frozen=True, slots=True)
class CareReviews:
    """One period of care with the reviews held in it, in order, from which its dues are made."""

    child_id: str
    span: CareSpan
    held: tuple[tuple[date, str], ...]
    stages: tuple[AdoptionStage, ...]
    practice: Practice
    as_of: date

    def dues(self) -> list[ReviewDue]:
        """Return the dues of the period: short breaks, or regulation 33 and adoption."""
        if self.span.short_breaks:
            return self._short_breaks()
        found = self._regulation_33()
        for stage in self.stages:
            found += self._adoption(stage)
        return found

    def _regulation_33(self) -> list[ReviewDue]:
        dues: list[ReviewDue] = []
        clock: _Clock | None = None
        order = 0
        if self.span.history_known:
            starts = becoming_looked_after(self.practice, self.as_of)
            order, clock = 1, _Clock(self.span.started_on, "cla_first_review", starts)
        for held in (*self.held, _NOT_HELD):
            if clock is None:
                dues.append(self._without_clock(held))
            else:
                dues.append(self._due("cla", order, part_of_order(order), clock, held))
            if held[0] is not None:
                clock = _after_review(order, held[0])
                order += bool(order)
        return dues

    def _short_breaks(self) -> list[ReviewDue]:
        """3 months from the first short break, then every 6 months."""
        dues: list[ReviewDue] = []
        clock = _Clock(self.span.started_on, "short_break_first")
        for number, held in enumerate((*self.held, _NOT_HELD), start=1):
            part: Part = "first" if number == 1 else "later"
            dues.append(self._due("short_break", number, part, clock, held))
            if held[0] is not None:
                clock = _Clock(held[0], "short_break_later", "the last short breaks review, held")
        return dues

    def _adoption(self, stage: AdoptionStage) -> list[ReviewDue]:
        """Reviews of one stage: Adoption Agencies Regulations 2005, reg 36(1) and (3).

        What was still overdue when the stage ended was met, late, by the next review held.
        """
        dues: list[ReviewDue] = []
        clock = self._adoption_clock(stage)
        within = [held for held in self.held if stage.covers(held[0])]
        after = (held for held in self.held if stage.to_on and held[0] >= stage.to_on)
        for number, held in enumerate((*within, next(after, _NOT_HELD)), start=1):
            part = _ADOPTION_PARTS[clock.rule_id.rpartition("_")[2]]
            due = self._due("adoption", self._place(held), part, clock, held, stage)
            dues.append(due if stage.covers(self.as_of) else replace(due, open=False))
            if held[0] is not None:
                second = stage.stage == "placed" and number == 1
                rule_id = f"adoption_{stage.stage}_{'second' if second else 'later'}"
                clock = _Clock(held[0], rule_id, "the last review, held")
        return dues

    def _place(self, held: Held) -> int:
        """Return which review of the period of care it is or will be, 0 if that is not known."""
        if not self.span.history_known:
            return 0
        return (self.held.index(held) if held in self.held else len(self.held)) + 1

    def _adoption_clock(self, stage: AdoptionStage) -> _Clock:
        """Return the clock that runs when a stage begins.

        Back from a placement that broke down, the authority is not new: the last review since it
        arose starts the clock, or the authority itself if there was none.
        """
        if stage.stage == "placed":
            return _Clock(stage.from_on, "adoption_placed_first")
        authority_on = stage.authority_on or stage.from_on
        since = [day for day, _ in self.held if authority_on <= day < stage.from_on]
        if since:
            return _Clock(since[-1], "adoption_authorised_later", "the last review, held")
        return _Clock(authority_on, "adoption_authorised_first")

    def _without_clock(self, held: Held) -> ReviewDue:
        """Return a review of which nothing on file says when it was due."""
        held_on, review_id = held
        missing = "an earlier review" if held_on else "the last review"
        return ReviewDue(
            self.child_id,
            "cla",
            0,
            "unknown",
            None,
            None,
            "cla_later_review",
            held_on,
            review_id,
            self.span.period.id,
            counted=False,
            why_not=f"{missing} is not on file",
            open=held_on is None and self.span.open_on(self.as_of),
            start_known=self.span.start_known,
        )

    def _due(
        self,
        kind: Kind,
        order: int,
        part: Part,
        clock: _Clock,
        held: Held,
        stage: AdoptionStage | None = None,
    ) -> ReviewDue:
        limit = RULES[clock.rule_id].limit
        assert limit is not None  # noqa: S101 - every rule that starts a clock has one
        limit = self.practice.counted(clock.started_on, limit)
        due_on = self.practice.after(clock.started_on, limit)
        held_on, review_id = held
        rule = _rule(clock.rule_id, due_on, held_on or self.as_of)
        why_not = self._why_not(kind, rule, due_on, held_on, stage)
        return ReviewDue(
            self.child_id,
            kind,
            order,
            part,
            clock.started_on,
            due_on,
            rule.id,
            held_on,
            review_id,
            self.span.period.id,
            counted=not why_not,
            why_not=why_not,
            starts=clock.starts,
            limit=limit,
            holidays_unknown=limit.unit == "working days" and self.practice.calendar.beyond(due_on),
            open=held_on is None and self.span.open_on(self.as_of),
            start_known=self.span.start_known,
        )

    def _why_not(
        self,
        kind: Kind,
        rule: Rule,
        due_on: date,
        held_on: date | None,
        stage: AdoptionStage | None,
    ) -> str:
        if not self.span.start_known and kind != "short_break":
            return "the start of care is not known"
        # A review that was held before the rule came into force was held because it had to be.
        if not rule.mandatory and not (held_on and rule.from_on and held_on < rule.from_on):
            return f"not mandatory on {say_date(due_on)}: {rule.source}"
        # What was held in time is judged by what governed on that day, not by a stage that began
        # or ended between it and the day it was due: so it counts once, whichever chain it is of.
        governed_on = held_on if held_on is not None and held_on <= due_on else due_on
        if stage is not None and not stage.covers(governed_on):
            return "this stage of adoption had ended by then"
        if stage is None and any(other.covers(governed_on) for other in self.stages):
            return "adoption reviews had taken its place"
        return why_not_counted(due_on, held_on, self.span.over_on, self.as_of)


def _rule(rule_id: str, due_on: date, by: date) -> Rule:
    """Return the rule in force on the due date, as far as it had been made ``by`` then.

    What was held, or is asked, before a rule came into force is not judged by it.
    """
    rule = rule_in_force(rule_id, due_on)
    if rule is None or (rule.from_on is not None and by < rule.from_on):
        return RULES[rule_id]
    return rule


def _after_review(order: int, held_on: date) -> _Clock:
    """Return the clock that starts when review ``order`` is held: reg 33(2)."""
    if order == 1:
        return _Clock(held_on, "cla_second_review", "the first review, held")
    named = f"review {order}, held" if order else "the last review, held"
    return _Clock(held_on, "cla_later_review", named)
