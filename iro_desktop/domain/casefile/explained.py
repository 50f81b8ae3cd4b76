"""How a due date explains itself: the limit, what started it, and the source."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.rules import RULES, Limit
from iro_desktop.domain.words import say_date, short_date


def reason(limit: Limit | None, starts: str, started_on: date | None) -> str:
    """Return why a date is what it is: "6 months after review 2, held on Tue 24 September 2019".

    Without a limit or a start it is what ``starts`` says, as it stands.
    """
    if limit is None or started_on is None:
        return starts
    return f"{limit.say()} {starts} on {say_date(started_on)}"


def short_reason(limit: Limit | None, started_on: date | None) -> str:
    """Return the reason for a table's cell: "6 months after 24 Sep 2019"."""
    if limit is None or started_on is None:
        return ""
    return f"{limit.say()} {short_date(started_on)}"


def becoming_looked_after(practice: Practice, as_of: date) -> str:
    """Return what starts the clocks of a period of care, in the words of ``as_of``."""
    return f"becoming {practice.on(as_of).looked_after_label}"


def source_of(rule_id: str, limit: Limit | None = None) -> str:
    """Return the source of a limit, "" for an unknown rule.

    One that the council counts or sets otherwise than its rule is local, and says so: "local
    standard; 6 months by Care Planning Regulations 2010, reg 33(2)".
    """
    rule = RULES.get(rule_id)
    if rule is None:
        return ""
    if limit is None or rule.limit in (None, limit) or rule.standing == "local":
        return rule.source
    assert rule.limit is not None  # noqa: S101 - or it were in the pair above
    return f"local standard; {rule.limit.length} by {rule.source}"


def sentence(
    title: str,
    due_on: date | None,
    because: str,
    rule_id: str,
    limit: Limit | None = None,
    *,
    holidays_unknown: bool = False,
) -> str:
    """Return title, date, reason and source as one sentence, and what is not known of the date.

    "First review due by Thu 16 January 2020: 20 working days after becoming looked after on
    Mon 16 December 2019 (Care Planning Regulations 2010, reg 33(1))"
    """
    by = f"{title} due by {say_date(due_on)}" if due_on else title
    said = source_of(rule_id, limit)
    source = f" ({said})" if said else ""
    whole = f"{by}: {because}{source}" if because else f"{by}{source}"
    if holidays_unknown and due_on:
        whole += f"; the bank holidays of {due_on.year} are not known yet"
    return whole
