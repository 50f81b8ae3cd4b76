"""The tables of the Standard Safeguarding Dataset (SSD): known by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from iro_desktop.domain.errors import MissingColumnError
from iro_desktop.importers.dates import day
from iro_desktop.importers.gathering import Place
from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.sources import Sheet, cell

_FEWEST: Final = 2  # columns of a table that are needed to know it by
_STEP_EVERY: Final = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Form:
    """One table: its name, its columns by what they hold, and those that it cannot do without.

    ``used`` says whether anything in the caseload rests on it.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    used: bool = True


def _form(name: str, prefix: str, columns: str, needed: str, *, used: bool = True) -> Form:
    """Return a form from ``field=spelling/spelling`` words; a column is its prefix and spelling."""
    found: dict[str, tuple[str, ...]] = {}
    for word in columns.split():
        held, _, spellings = word.partition("=")
        found[held] = tuple([f"{prefix}_{one}" for one in (spellings or held).split("/")])
    return Form(name, found, tuple(needed.split()), used)


_FORMS: Final = (
    _form(
        "ssd_person",
        "pers",
        "person=person_id first=forename last=surname sex gender ethnicity born=dob "
        "expected=expected_dob died=death_date upn=upn",
        "person",
    ),
    _form(
        "ssd_cla_episodes",
        "clae",
        "id=cla_episode_id person=person_id start=cla_episode_start_date/cla_episode_start "
        "start_reason=cla_episode_start_reason need=cla_primary_need_code/cla_primary_need "
        "end=cla_episode_ceased_date/cla_episode_ceased end_reason=cla_episode_ceased_reason "
        "care=cla_id placement=cla_placement_id entered=entered_care_date "
        "contact=cla_last_iro_contact_date",
        "person start",
    ),
    _form(
        "ssd_cla_placement",
        "clap",
        "id=cla_placement_id person=person_id care=cla_id start=cla_placement_start_date "
        "type=cla_placement_type urn=cla_placement_urn provider=cla_placement_provider "
        "end=cla_placement_end_date reason=cla_placement_change_reason",
        "start",
    ),
    _form(
        "ssd_legal_status",
        "lega",
        "id=legal_status_id person=person_id status=legal_status start=legal_status_start_date/"
        "legal_status_start end=legal_status_end_date/legal_status_end",
        "person status start",
    ),
    _form(
        "ssd_cla_reviews",
        "clar",
        "id=cla_review_id person=cla_person_id/person_id care=cla_id due=cla_review_due_date "
        "held=cla_review_date cancelled=cla_review_cancelled "
        "participation=cla_review_participation",
        "held",
    ),
    _form(
        "ssd_cp_plans",
        "cppl",
        "id=cp_plan_id person=person_id start=cp_plan_start_date end=cp_plan_end_date "
        "other_la=cp_plan_ola initial=cp_plan_initial_category latest=cp_plan_latest_category",
        "person start",
    ),
    _form(
        "ssd_cp_reviews",
        "cppr",
        "id=cp_review_id person=person_id plan=cp_plan_id due=cp_review_due held=cp_review_date "
        "goes_on=cp_review_outcome_continue_cp quorate=cp_review_quorate "
        "participation=cp_review_participation",
        "held",
    ),
    _form(
        "ssd_initial_cp_conference",
        "icpc",
        "id=icpc_id enquiry=s47_enquiry_id person=person_id transfer=icpc_transfer_in "
        "target=icpc_target_date held=icpc_date made=icpc_outcome_cp_flag",
        "person held",
    ),
    _form(
        "ssd_s47_enquiry",
        "s47e",
        "id=s47_enquiry_id person=person_id start=s47_start_date end=s47_end_date nfa=s47_nfa",
        "person start",
    ),
    _form(
        "ssd_cla_health",
        "clah",
        "id=health_check_id person=person_id type=health_check_type on=health_check_date "
        "status=health_check_status",
        "person type on",
    ),
    _form(
        "ssd_permanence",
        "perm",
        "id=table_id person=person_id care=cla_id decided=adm_decision_date "
        "placed=placed_for_adoption_date matched=matched_date reversed=decision_reversed_date",
        "decided",
    ),
    _form(
        "ssd_cla_care_plan",
        "lacp",
        "id=table_id person=person_id start=cla_care_plan_start_date end=cla_care_plan_end_date "
        "plans=cla_care_plan_json",
        "person start plans",
    ),
    _form(
        "ssd_involvements",
        "invo",
        "id=involvements_id worker=professional_id role=professional_role_id "
        "team=professional_team start=involvement_start_date end=involvement_end_date "
        "reason=worker_change_reason person=person_id",
        "worker role start person",
    ),
    _form(
        "ssd_professionals",
        "prof",
        "id=professional_id staff=staff_id name=professional_name "
        "registration=social_worker_registration_no job=professional_job_title",
        "id",
    ),
    _form("ssd_missing", "miss", "id=table_id person=person_id "
          "start=missing_episode_start_date", "person", used=False),
    _form("ssd_cla_visits", "clav", "id=cla_visit_id person=person_id on=cla_visit_date",
          "", used=False),
    _form("ssd_cp_visits", "cppv", "id=cp_visit_id person=person_id on=cp_visit_date",
          "", used=False),
    _form("ssd_cla_immunisations", "clai", "person=person_id status=immunisations_status",
          "", used=False),
)  # fmt: skip
FORMS: Final[Mapping[str, Form]] = {form.name: form for form in _FORMS}
"""Name of a table -> its form, in the order in which tables are read."""


@dataclass(slots=True, eq=False)
class Table:
    """The rows of one file: each its number and its cells, in the order of ``held``.

    ``count`` is how many there are, also of a table on which nothing rests, whose rows are not
    kept.
    """

    form: Form
    file: str
    held: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    count: int = 0

    def __iter__(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Yield the place of each row, and its cells by what they hold."""
        for number, cells in self.rows:
            yield (self.file, number), dict(zip(self.held, cells, strict=True))


def form_of(file: str, headings: Sequence[str]) -> tuple[Form, dict[str, int]] | None:
    """Return which table these headings are of, and where each of its columns stands.

    None for a table of another kind. Raises MissingColumnError for one of ours that lacks a
    column without which its rows say nothing.
    """
    plain = [_plain(heading) for heading in headings]
    best: tuple[Form, dict[str, int]] | None = None
    for form in _FORMS:
        places = {
            held: plain.index(found)
            for held, spellings in form.columns.items()
            if (found := next((one for one in spellings if one in plain), ""))
        }
        if len(places) >= _FEWEST and (best is None or len(places) > len(best[1])):
            best = form, places
    if best is not None:
        form, places = best
        for held in form.needed:
            if held not in places:
                raise MissingColumnError(
                    f"{file} is the table {form.name} but has no column {form.columns[held][0]}: "
                    "export it again with that column."
                )
    return best


def _plain(heading: str) -> str:
    """Return a heading as it is compared: no brackets, no table before it, lower case."""
    name = heading.replace("[", "").replace("]", "").replace('"', "").strip().lower()
    return "_".join(name.rpartition(".")[2].split())


def read_sheet(file: str, content: Sheet, step: Step = no_step) -> Table | None:
    """Return the rows of a file that is one of our tables, else None.

    The rows are taken out of ``content`` as they are read: a whole council has many.
    """
    found = form_of(file, content.headings)
    if found is None:
        return None
    form, places = found
    table = Table(form, file, tuple(places))
    known = _Known()
    for index, row in enumerate(content.rows):
        content.rows[index] = []
        if index % _STEP_EVERY == 0:
            step()
        cells = tuple([known[row[at]] if at < len(row) else "" for at in places.values()])
        if any(cells):
            table.count += 1
            if form.used:
                table.rows.append((content.first_row + index, cells))
    return table


_PLACEHOLDERS: Final = frozenset({"PLACEHOLDER_DATA", "SSD_PH"})


class _Known(dict[str, str]):
    """Cells as they were written -> as they are kept: a date or a role stands in many rows."""

    def __missing__(self, text: str) -> str:
        found = cell(text)
        kept = self[text] = "" if found.upper() in _PLACEHOLDERS else found
        return kept


_TIME: Final = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}.*$")


def without_time(text: str) -> str:
    """Return the date of an instant as databases write it: ``2024-05-01 14:30:00.000``."""
    return _TIME.sub("", text)


def day_of(text: str) -> date | None:
    """Return the day that a cell names, whatever time of day stands beside it."""
    return day(without_time(text)) if text else None
