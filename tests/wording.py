"""The rules of the words that people read: what never stands on screen, and how it is spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NEVER: Final = re.compile(
    r"\b(officers?|vaults?|publish\w*|pull(s|ed|ing)?|projections?|stocks?|cohorts?|purg(e|ed|ing))\b",
    re.IGNORECASE,
)
_TITLES: Final = re.compile(r"Independent Reviewing Officers?|nominated officer")
"""The post by its full name, and who approves by law."""
_AMERICAN: Final = re.compile(
    r"\b(colors?|colored|center(s|ed)?|behaviors?|favorites?|catalogs?|dialogs? box|gray|fulfill|"
    r"enroll(ment)?s?|defense|offense|judgment|labeled|canceled|canceling|traveled|modeling|"
    r"(?!(?:size|prize|seize|resize|capsize|sizes|sized)\b)\w{3,}(iz(e|es|ed|ing|ations?)|yz(e|ed|ing)))\b",
    re.IGNORECASE,
)
_STRAIGHT: Final = re.compile(
    r"(?<=\w)'(?=\w)|(?<=s)'(?= )|(?<!\w)'(?=\w[^']*')|(?<![\w=])\"(?=\w)"
)
_SPACES: Final = re.compile(r"(?<=[a-z.,;:])  (?=[a-z])")
_DOTS: Final = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_COUNCIL: Final = re.compile(
    r"\b("
    # Those whose name is no word of its own as well: not Reading, Bury or Hull.
    "Barking|Barnet|Barnsley|Bedford|Birmingham|Blackburn|Blackpool|Bolton|Bournemouth|Bracknell|"
    "Bradford|Brighton|Bristol|Bromley|Buckinghamshire|Calderdale|Cambridgeshire|Camden|Cheshire|"
    "Cornwall|Coventry|Croydon|Cumberland|Cumbria|Darlington|Derby|Derbyshire|Devon|Doncaster|"
    "Dorset|Dudley|Durham|Ealing|Enfield|Essex|Gateshead|Gloucestershire|Greenwich|Hackney|Halton|"
    "Hampshire|Haringey|Harrow|Hartlepool|Havering|Herefordshire|Hertfordshire|Hillingdon|Hounslow|"
    "Islington|Kensington|Kent|Kirklees|Knowsley|Lambeth|Lancashire|Leeds|Leicester|Leicestershire|"
    "Lewisham|Lincolnshire|Liverpool|Luton|Manchester|Medway|Merton|Middlesbrough|Milton Keynes|"
    "Newcastle|Newham|Norfolk|Northamptonshire|Northumberland|Nottingham|Nottinghamshire|Oldham|"
    "Oxfordshire|Peterborough|Plymouth|Poole|Portsmouth|Redbridge|Redcar|Rochdale|Rotherham|"
    "Rutland|Salford|Sandwell|Sefton|Sheffield|Shropshire|Slough|Solihull|Somerset|Southampton|"
    "Southend|Southwark|Staffordshire|Stockport|Stockton|Stoke|Suffolk|Sunderland|Surrey|Sussex|"
    "Sutton|Swindon|Tameside|Telford|Thurrock|Torbay|Trafford|Wakefield|Walsall|Wandsworth|"
    "Warrington|Warwickshire|Westminster|Wigan|Wiltshire|Windsor|Wirral|Wokingham|Wolverhampton|"
    "Worcestershire"
    r")\b"
)
_ENDS: Final = re.compile(r"[.?!…]”?\)?$")


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a text, each as "kind: the words"."""
    for kind, rule in (
        ("never on screen", _NEVER),
        ("not British", _AMERICAN),
        ("straight quote", _STRAIGHT),
        ("two spaces", _SPACES),
        ("three dots", _DOTS),
        ("a council", _COUNCIL),
    ):
        found = rule.search(_TITLES.sub("IRO", text))
        if found is not None:
            yield f"{kind}: {found.group()!r} in {text[:120]!r}"


def is_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return _ENDS.search(text) is not None
