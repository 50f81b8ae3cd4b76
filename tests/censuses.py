"""Small children in need censuses and SSD extracts for tests."""

import os
from pathlib import Path

import pytest

from tests.returns import a_file


def element(name: str, *parts: str) -> str:
    """Return an element with these parts, or this text; without any an empty tag."""
    return f"<{name}>{''.join(parts)}</{name}>" if parts else f"<{name}/>"


def plan(
    start: str,
    *reviews: str,
    end: str = "",
    first: str = "NEG",
    latest: str = "NEG",
    previous: str = "0",
) -> str:
    """Return a ChildProtectionPlans element; all reviews stand in one Reviews element."""
    return element(
        "ChildProtectionPlans",
        element("CPPstartDate", start),
        element("CPPendDate", end) if end else "",
        element("InitialCategoryOfAbuse", first),
        element("LatestCategoryOfAbuse", latest),
        element("NumberOfPreviousCPP", previous),
        element("Reviews", *(element("CPPreviewDate", one) for one in reviews)) if reviews else "",
    )


def enquiry(start: str, held: str = "", *, not_required: str = "0", target: str = "") -> str:
    """Return a Section47 element."""
    return element(
        "Section47",
        element("S47ActualStartDate", start),
        element("InitialCPCtarget", target) if target else "",
        element("DateOfInitialCPC", held) if held else "",
        element("ICPCnotRequired", not_required),
    )


def details(*parts: str, initial: str = "", closed: str = "") -> str:
    """Return a CINdetails element."""
    return element(
        "CINdetails",
        element("CINreferralDate", "2018-04-02"),
        element("CINclosureDate", closed) if closed else "",
        element("DateOfInitialCPC", initial) if initial else "",
        *parts,
    )


def child(
    reference: str,
    *parts: str,
    born: str = "2012-06-15",
    sex: str = "<GenderCurrent>2</GenderCurrent>",
    more: str = "",
    disabilities: tuple[str, ...] = ("NONE",),
) -> str:
    """Return a Child element; ``more`` stands in its identifiers."""
    return element(
        "Child",
        element(
            "ChildIdentifiers",
            element("LAchildID", reference),
            more,
            element("PersonBirthDate", born) if born else "",
            sex,
        ),
        element(
            "ChildCharacteristics",
            element("Ethnicity", "WBRI"),
            element("Disabilities", *(element("Disability", one) for one in disabilities)),
        ),
        *parts,
    )


def census(*children: str, year: int = 2020, collection: str = "CIN") -> str:
    """Return a whole census."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        + element(
            "Message",
            element(
                "Header",
                element(
                    "CollectionDetails",
                    element("Collection", collection),
                    element("Year", str(year)),
                    element("ReferenceDate", f"{year}-03-31"),
                ),
            ),
            element("Children", *children),
        )
        + "\n"
    )


def a_census(folder: Path, *children: str, year: int = 2020, name: str = "") -> Path:
    """Write a census and return its path."""
    return a_file(folder, census(*children, year=year), name or f"cin-{year}.xml")


SSD = {
    "person": "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob",
    "episodes": "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"
    "clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,"
    "clae_cla_episode_ceased_reason,clae_cla_id,clae_cla_placement_id,clae_entered_care_date,"
    "clae_cla_last_iro_contact_date",
    "placement": "clap_cla_placement_id,clap_person_id,clap_cla_id,clap_cla_placement_start_date,"
    "clap_cla_placement_type,clap_cla_placement_urn,clap_cla_placement_provider,"
    "clap_cla_placement_end_date,clap_cla_placement_change_reason",
    "legal": "lega_legal_status_id,lega_person_id,lega_legal_status,"
    "lega_legal_status_start_date,lega_legal_status_end_date",
    "reviews": "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,"
    "clar_cla_review_cancelled,clar_cla_review_participation",
    "plans": "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,"
    "cppl_cp_plan_ola,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category",
    "cp_reviews": "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,"
    "cppr_cp_review_date,cppr_cp_review_outcome_continue_cp,cppr_cp_review_quorate,"
    "cppr_cp_review_participation",
    "initial": "icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_icpc_transfer_in,"
    "icpc_icpc_target_date,icpc_icpc_date,icpc_icpc_outcome_cp_flag",
    "enquiries": "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,"
    "s47e_s47_nfa",
    "health": "clah_health_check_id,clah_person_id,clah_health_check_type,"
    "clah_health_check_date,clah_health_check_status",
    "permanence": "perm_table_id,perm_person_id,perm_cla_id,perm_adm_decision_date,"
    "perm_placed_for_adoption_date,perm_matched_date,perm_decision_reversed_date",
    "care_plan": "lacp_table_id,lacp_person_id,lacp_cla_care_plan_start_date,"
    "lacp_cla_care_plan_end_date,lacp_cla_care_plan_json",
    "involvements": "invo_involvements_id,invo_professional_id,invo_professional_role_id,"
    "invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,"
    "invo_worker_change_reason,invo_person_id",
    "professionals": "prof_professional_id,prof_staff_id,prof_professional_name",
    "missing": "miss_table_id,miss_person_id,miss_missing_episode_start_date",
}
"""Our own short name of a table of the SSD -> its columns."""


def extract(folder: Path, **tables: list[str]) -> list[Path]:
    """Write tables of the SSD and return their paths: ``person=["P1,Ann,Other,F,WBRI,"]``."""
    return [
        a_file(folder, "\n".join([SSD[name], *rows]) + "\n", f"{number}.csv")
        for number, (name, rows) in enumerate(tables.items())
    ]


def shared_census() -> Path:
    """Return the folder of the published fake CIN censuses; skip the test without it."""
    root = Path(os.environ.get("IRO_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    folder = root / "cin-census"
    if not (folder / "CIN_Census_2021.xml").is_file():
        pytest.skip(
            "the published fake CIN censuses are not here: they are the folder fake_data of "
            "data-to-insight/csc-validator-be-cin; name its parent in IRO_SHARED_DATA"
        )
    return folder
