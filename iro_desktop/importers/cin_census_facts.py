"""A children in need census (XML) as plain facts for its rules: referrals, enquiries, plans.

Only what the rules on conferences, plans and reviews ask for is taken; nothing becomes a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from iro_desktop.domain.errors import FileNotReadError, NotTextError, UnsafeXmlError
from iro_desktop.importers.dates import day
from iro_desktop.importers.sources import Source, cell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST: Final = 16  # a census is eight deep: more is no census


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


@dataclass(slots=True)
class Census:
    """One file. ``reference_on`` is the last day of the census year, None where it is missing."""

    file: str
    reference_on: date | None = None
    children: list[CensusChild] = field(default_factory=list)


def census(file: Source) -> Census:
    """Return what a file holds.

    Raises FileNotReadError for XML of another kind, NotTextError where it is not sound XML, and
    UnsafeXmlError where it defines entities.
    """
    found = Census(file.name)
    try:
        for element in _elements(file):
            name = _name(element)
            if name == "referencedate" and found.reference_on is None:
                found.reference_on = _day(element)
            elif name == "child":
                found.children.append(_child(len(found.children) + 1, element))
                element.clear()
    except DefusedXmlException:
        raise UnsafeXmlError(
            f"{file.name} defines entities of its own, which no census does and attacks do, "
            "so it was not read: export it again from the council's system."
        ) from None
    except (ParseError, ValueError, LookupError):
        raise NotTextError(
            f"{file.name} is not sound XML: export it again from the council's system."
        ) from None
    return found


def _elements(file: Source) -> Iterator[Element]:
    """Yield the elements as they end; the first must be that of a census."""
    depth = 0
    for event, element in iterparse(BytesIO(file.content), events=("start", "end")):
        if event == "end":
            depth -= 1
            yield element
            continue
        depth += 1
        if depth == 1 and _name(element) != "message":
            raise FileNotReadError(
                f"{file.name} is no children in need census: choose the XML file of the return."
            )
        if depth > _DEEPEST:
            raise ValueError(depth)


def _child(number: int, element: Element) -> CensusChild:
    reference = _text(next(_all(element, "lachildid"), None))
    referrals = [
        _referral(place, one) for place, one in enumerate(_all(element, "cindetails"), start=1)
    ]
    return CensusChild(number, reference, tuple(referrals))


def _referral(number: int, element: Element) -> Referral:
    enquiries = [
        Enquiry(
            place,
            _day_of(one, "s47actualstartdate"),
            _day_of(one, "initialcpctarget"),
            _day_of(one, "dateofinitialcpc"),
            _YES_NO.get(_text(_first(one, "icpcnotrequired")).lower()),
        )
        for place, one in enumerate(_direct(element, "section47"), start=1)
    ]
    plans = [
        Plan(
            place,
            _day_of(one, "cppstartdate"),
            _day_of(one, "cppenddate"),
            tuple(_day(review) for review in _all(one, "cppreviewdate")),
        )
        for place, one in enumerate(_direct(element, "childprotectionplans"), start=1)
    ]
    in_need = [
        (_day_of(one, "cinplanstartdate"), _day_of(one, "cinplanenddate"))
        for one in _direct(element, "cinplandates")
    ]
    return Referral(
        number,
        _day_of(element, "cinreferraldate"),
        _day_of(element, "dateofinitialcpc"),
        tuple(enquiries),
        tuple(plans),
        tuple(in_need),
    )


_YES_NO: Final = {"true": True, "1": True, "false": False, "0": False}


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) == name)


def _direct(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)


def _first(element: Element, name: str) -> Element | None:
    return next(_direct(element, name), None)


def _text(element: Element | None) -> str:
    return cell(element.text or "") if element is not None else ""


def _day(element: Element | None) -> date | None:
    return day(_text(element))


def _day_of(element: Element, name: str) -> date | None:
    return _day(_first(element, name))
