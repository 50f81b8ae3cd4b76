"""The law's, the guidance's and the council's time limits, each with its source and its standing.

Every row of the domain's table of timescales is an entry here. A limit that councils set
themselves is only a default in this table: the one that counts stands in Standards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from iro_desktop.domain.words import counted

Standing = Literal["statute", "guidance", "practice", "local"]
"""Statute: an Act or regulations. Guidance: government guidance or procedures that follow it.
Practice: what the profession does, without a text that we have read. Local: a council's own."""

Unit = Literal["working days", "days", "weeks", "months"]

_ONE: Final[dict[str, str]] = {
    "working days": "working day",
    "days": "day",
    "weeks": "week",
    "months": "month",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days, weeks or months from the day on which a clock starts.

    ``before`` counts back from that day; ``first_day_counts`` makes it day 1 instead of day 0.
    """

    number: int
    unit: Unit
    before: bool = False
    first_day_counts: bool = False

    @property
    def length(self) -> str:
        """How long it is: "20 working days"."""
        return counted(self.number, _ONE[self.unit], self.unit)

    def say(self) -> str:
        """Return the limit with how it relates to its start: "20 working days after"."""
        if self.before:
            return f"{self.length} before"
        how = ", the first day counted, from" if self.first_day_counts else " after"
        return f"{self.length}{how}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit.

    ``row`` is its number in the table of timescales, 0 for a rule of our own. ``starts`` names
    what starts the clock, as it follows "after". ``limit`` is None where the rule asks for an
    event and sets no number of days. ``from_on`` and ``to_on`` bound the days on which it is in
    force, both included; None is as far as anything on file. While it is in force it stands in for
    the rule that ``replaces`` names; ``tests_due_date`` says that being in force is asked of the
    day something is due, not of the day its clock starts. ``mandatory`` is false for a limit that
    may be missed.
    """

    id: str
    row: int
    title: str
    starts: str
    limit: Limit | None
    source: str
    standing: Standing
    from_on: date | None = None
    to_on: date | None = None
    replaces: str = ""
    tests_due_date: bool = False
    mandatory: bool = True

    def in_force(self, day: date) -> bool:
        """Return whether the rule is in force on ``day``."""
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )


def _working(number: int, *, before: bool = False) -> Limit:
    return Limit(number, "working days", before)


def _months(number: int) -> Limit:
    return Limit(number, "months")


def _weeks(number: int) -> Limit:
    return Limit(number, "weeks")


_CARE: Final = "Care Planning Regulations 2010"
_ADOPTION: Final = "Adoption Agencies Regulations 2005"
_CONFERENCES: Final = "safeguarding partnerships’ procedures, after Working Together"
_PEP: Final = "local procedures on personal education plans"  # as Lancashire's
_HANDBOOK: Final = "practice after the IRO Handbook"
_INTO_CARE: Final = "becoming looked after"

_ALL: Final = (
    Rule("cla_notified", 1, "Notice to the IRO service", _INTO_CARE, _working(2),
         "local procedures on becoming looked after", "local"),  # as Hertfordshire's
    Rule("iro_appointed", 2, "Appointment of an IRO", _INTO_CARE, _working(5),
         "local procedures on appointing an IRO", "local"),  # as Lancashire's
    Rule("cla_first_review", 3, "First review", _INTO_CARE, _working(20),
         f"{_CARE}, reg 33(1)", "statute"),
    Rule("cla_second_review", 4, "Second review", "the first review", _months(3),
         f"{_CARE}, reg 33(2)", "statute"),
    Rule("cla_later_review", 5, "Review", "the review before", _months(6),
         f"{_CARE}, reg 33(2)", "statute"),
    Rule("cla_early_review", 6, "Early review", "the IRO or the child’s circumstances ask for it",
         None, f"{_CARE}, reg 33(3)", "statute"),
    Rule("cla_plan_change", 6, "Review before a significant change of the care plan",
         "a change is proposed", None, f"{_CARE}, reg 32(2)", "statute"),
    Rule("section_20_ending", 6, "IRO consulted before section 20 care ends",
         "an ending is planned after 20 working days or more in care", None,
         "practice: the IRO is consulted and a nominated officer approves", "practice"),
    Rule("last_review_before_18", 6, "Last review before 18", "turning 17½", None,
         "practice: plan the last review from 17½", "practice"),
    Rule("review_adjourned", 7, "Second sitting of an adjourned review", "the review was adjourned",
         _working(20), f"practice after {_CARE}, reg 36(2)", "practice"),
    Rule("review_series", 8, "Series of meetings as one review",
         "the IRO decides the form with the child", None,
         "local procedures on reviews", "local"),  # as Birmingham's
    Rule("short_break_first", 9, "First short breaks review", "the first short break", _months(3),
         f"procedures on short breaks, after {_CARE}, reg 48", "guidance"),
    Rule("short_break_later", 9, "Short breaks review", "the short breaks review before",
         _months(6), f"procedures on short breaks, after {_CARE}, reg 48", "guidance"),
    Rule("short_break_length", 9, "Longest short break", "a short break began",
         Limit(17, "days"), f"{_CARE}, reg 48", "statute"),
    Rule("short_break_total", 9, "Short breaks in 12 months", "the first day of the 12 months",
         Limit(75, "days"), f"{_CARE}, reg 48", "statute"),
    Rule("adoption_authorised_first", 10, "First adoption review", "authority to place",
         _months(3), f"{_ADOPTION}, reg 36(1)", "statute"),
    Rule("adoption_authorised_later", 10, "Adoption review", "the review before", _months(6),
         f"{_ADOPTION}, reg 36(1)", "statute"),
    Rule("adoption_placed_first", 11, "First adoption review", "placement for adoption",
         _weeks(4), f"{_ADOPTION}, reg 36(3)", "statute"),
    Rule("adoption_placed_second", 11, "Second adoption review",
         "the first review of the placement", _months(3), f"{_ADOPTION}, reg 36(3)", "statute"),
    Rule("adoption_placed_later", 11, "Adoption review", "the review before", _months(6),
         f"{_ADOPTION}, reg 36(3)", "statute"),
    Rule("care_plan", 12, "Care plan", "the first placement", _working(10),
         f"{_CARE}, reg 4(2)", "statute"),
    Rule("care_plan_updated", 12, "Update of the care plan", "a review", Limit(10, "days"),
         "local procedures on care plans", "local"),  # as Rotherham's
    Rule("permanence_by_second_review", 13, "Permanence plan", "the first review", None,
         f"procedures on permanence planning; {_CARE}, reg 5(a)", "guidance"),
    Rule("visit_first", 14, "First visit", "the placement began", _weeks(1),
         f"{_CARE}, reg 28", "statute"),
    Rule("visit_first_year", 14, "Visit in the first year", "the visit before", _weeks(6),
         f"{_CARE}, reg 28", "statute"),
    Rule("visit_settled", 14, "Visit in a placement meant to last to 18", "the visit before",
         _months(3), f"{_CARE}, reg 28", "statute"),
    Rule("visit_later", 14, "Visit after the first year", "the visit before", _weeks(6),
         f"{_CARE}, reg 28", "statute"),
    Rule("visit_weekly", 14, "Weekly visit until the first review", "the visit before", _weeks(1),
         f"{_CARE}, reg 28", "statute"),
    Rule("visit_four_weekly", 14, "Four-weekly visit after the first review", "the visit before",
         _weeks(4), f"{_CARE}, reg 28", "statute"),
    Rule("record_decisions", 15, "Decisions to the manager", "the review", _working(5),
         _HANDBOOK, "practice"),
    Rule("manager_response", 15, "Manager’s answer", "the decisions were sent", _working(5),
         _HANDBOOK, "practice"),
    Rule("record_written", 16, "Written record", "the final sitting", _working(15),
         _HANDBOOK, "practice"),
    Rule("record_distributed", 16, "Distribution of the record", "the final sitting", _working(20),
         _HANDBOOK, "practice"),
    Rule("health_initial", 17, "Initial health assessment", _INTO_CARE, _working(20),
         "practice: in time for the first review", "practice"),
    Rule("health_review_under_5", 18, "Health assessment", "the assessment before", _months(6),
         "procedures on health assessments, under 5", "guidance"),
    Rule("health_review", 18, "Health assessment", "the assessment before", _months(12),
         "procedures on health assessments, aged 5 or over", "guidance"),
    Rule("pep_first", 19, "Personal education plan", _INTO_CARE, _working(20), _PEP, "local"),
    Rule("pep_emergency_started", 19, "Start of the personal education plan",
         "an emergency placement", _working(10), _PEP, "local"),
    Rule("pep_written_up", 19, "Write-up of the personal education plan", "the PEP meeting",
         _working(10), _PEP, "local"),
    Rule("pep_termly", 19, "Personal education plan this term", "the term began", None,
         _PEP, "local"),
    Rule("icpc", 20, "Initial conference",
         "the strategy discussion that started the section 47 enquiry", _working(15),
         _CONFERENCES, "guidance"),
    Rule("transfer_in", 21, "Transfer-in conference", "written notification", _working(15),
         _CONFERENCES, "guidance"),
    Rule("rcpc_first", 22, "First review conference", "the initial conference", _months(3),
         _CONFERENCES, "guidance"),
    Rule("rcpc_later", 23, "Review conference", "the review conference before", _months(6),
         _CONFERENCES, "guidance"),
    Rule("core_group_first", 24, "First core group", "the initial conference", _working(10),
         "local safeguarding procedures", "local"),  # as Medway's and Sefton's
    Rule("core_group_later", 24, "Core group", "the core group before", _weeks(4),
         "local safeguarding procedures", "local"),  # as Medway's and Sefton's
    Rule("report_icpc", 25, "Report to the family", "the initial conference",
         _working(2, before=True), "local safeguarding procedures", "local"),  # as Liverpool's
    Rule("report_rcpc", 25, "Report to the family", "the review conference",
         _working(3, before=True), "local safeguarding procedures", "local"),  # as East Riding's
    Rule("cp_plan_sent", 26, "Outline plan", "the conference", _working(5),
         "practice of conference services", "practice"),
    Rule("cp_minutes", 26, "Minutes of the conference", "the conference", _working(20),
         "practice of conference services", "practice"),
    Rule("dispute_total", 27, "End of Problem Resolution", "the first formal stage", _working(20),
         "IRO Handbook 6.2", "guidance"),
    Rule("challenge_reply", 27, "Reply to challenge", "the stage began", _working(5),
         "local stages", "local"),
    Rule("turning_18", 28, "Turning 18", "the 18th birthday", None,
         "practice: care and plans end on the 18th birthday", "practice"),
    Rule("pathway_plan", 28, "Pathway plan", "turning 16", None,
         "practice: a pathway plan from 16", "practice"),
    Rule("cla_later_review_2020", 29, "Review, not mandatory in 2020", "the review before",
         _months(6), "SI 2020/445: not mandatory from 24 April to 25 September 2020", "statute",
         date(2020, 4, 24), date(2020, 9, 25), replaces="cla_later_review", tests_due_date=True,
         mandatory=False),
    Rule("prepare_contact", 0, "Contact with the social worker", "the meeting",
         _working(15, before=True), "practice of reviewing services", "practice"),
    Rule("prepare_papers", 0, "Papers for the meeting", "the meeting", _working(3, before=True),
         "practice of reviewing services", "practice"),
    Rule("prepare_child", 0, "Child spoken to privately", "the meeting", None,
         "practice of reviewing services", "practice"),
    Rule("monitoring_midpoint", 0, "Midpoint check", "the review or conference before", None,
         "local monitoring standard", "local"),
    Rule("event_check", 0, "Check after news of the child", "being told", _working(10),
         "practice: check on a child once something has happened", "practice"),
)  # fmt: skip

RULES: Final[dict[str, Rule]] = {rule.id: rule for rule in _ALL}
"""Rule id -> rule, in the order of the table of timescales."""

_INSTEAD: Final = {
    rule_id: tuple(rule for rule in _ALL if rule.replaces == rule_id)
    for rule_id in {rule.replaces for rule in _ALL if rule.replaces}
}


def rule_in_force(rule_id: str, day: date) -> Rule | None:
    """Return the rule itself on ``day``, the one that stood in for it then, or None.

    A rule that ``tests_due_date`` is asked with the day that something is due on, every other one
    with the day its clock starts.
    """
    for instead in _INSTEAD.get(rule_id, ()):
        if instead.in_force(day):
            return instead
    rule = RULES.get(rule_id)
    return rule if rule and rule.in_force(day) else None
