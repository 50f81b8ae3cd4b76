"""A children in need census (XML) as plain facts for its rules: referrals, enquiries, plans.

Only what the rules on conferences, plans and reviews ask for is taken; nothing becomes a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.errors import FileNotReadError
from iro_desktop.importers import cin_census_xml as xml
from iro_desktop.importers.cin_census_xml import Element
from iro_desktop.importers.dates import day
from iro_desktop.importers.gathering import yes_no
from iro_desktop.importers.sources import Source


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A section 47 enquiry; ``not_required`` is None where the file does not say."""

    number: int
    started_on: date | None
    target_on: date | None
    conference_on: date | None
    not_required: bool | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A child protection plan with its reviews; None stands for a review without a date."""

    number: int
    started_on: date | None
    ended_on: date | None
    reviews: tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """One CINdetails: a referral with all that came of it. ``number`` counts within the child."""

    number: int
    referred_on: date | None
    conference_on: date | None
    enquiries: tuple[Enquiry, ...]
    plans: tuple[Plan, ...]
    in_need: tuple[tuple[date | None, date | None], ...]
    """Start and end of each child in need plan."""


@dataclass(frozen=True, slots=True)
class CensusChild:
    """One child; ``number`` is its place in the file, from 1."""

    number: int
    reference: str
    referrals: tuple[Referral, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """One file. ``reference_on`` is the last day of the census year, None where it is missing."""

    file: str
    reference_on: date | None
    children: tuple[CensusChild, ...]


def census(file: Source) -> Census:
    """Return what a file holds.

    Raises FileNotReadError for XML of another kind, and what ``cin_census_xml.children`` raises.
    """
    found: list[CensusChild] = []
    try:
        reference_on = day(xml.header(file).reference_date)
        xml.children(file, lambda number, element: found.append(_child(number, element)))
    except xml.NotACensusError:
        raise FileNotReadError(
            f"{file.name} is no children in need census: choose the XML file of the return."
        ) from None
    return Census(file.name, reference_on, tuple(found))


def _child(number: int, element: Element) -> CensusChild:
    reference = next((one.text for one in element.every("LACHILDID")), "")
    referrals = [
        _referral(place, one) for place, one in enumerate(element.every("CINDETAILS"), start=1)
    ]
    return CensusChild(number, reference, tuple(referrals))


def _referral(number: int, element: Element) -> Referral:
    enquiries = [
        Enquiry(
            place,
            _day_of(one, "S47ACTUALSTARTDATE"),
            _day_of(one, "INITIALCPCTARGET"),
            _day_of(one, "DATEOFINITIALCPC"),
            yes_no(one.first("ICPCNOTREQUIRED")),
        )
        for place, one in enumerate(element.all("SECTION47"), start=1)
    ]
    plans = [
        Plan(
            place,
            _day_of(one, "CPPSTARTDATE"),
            _day_of(one, "CPPENDDATE"),
            tuple(day(review.text) for review in one.every("CPPREVIEWDATE")),
        )
        for place, one in enumerate(element.all("CHILDPROTECTIONPLANS"), start=1)
    ]
    in_need = [
        (_day_of(one, "CINPLANSTARTDATE"), _day_of(one, "CINPLANENDDATE"))
        for one in element.all("CINPLANDATES")
    ]
    return Referral(
        number,
        _day_of(element, "CINREFERRALDATE"),
        _day_of(element, "DATEOFINITIALCPC"),
        tuple(enquiries),
        tuple(plans),
        tuple(in_need),
    )


def _day_of(element: Element, name: str) -> date | None:
    return day(element.first(name))
