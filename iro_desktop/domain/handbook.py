"""The measures handbook: a page a measure, made from the definitions that the figures use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.measures import MEASURES, Example, Kind, Measure, Section, Unit, rounded
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.verdicts import bounds_of, say_bounds
from iro_desktop.domain.words import plain_date, say_list

INDEX: Final = "index.md"

_SPECIAL: Final = frozenset("\\`*_[]<>|")

_FORMULAS: Final = {
    Kind.EVENT: "Of the {cases}: those that {met} ÷ all of them × 100.",
    Kind.SHARE: "Of the {cases}, on the last day: those that {met} ÷ all of them × 100.",
    Kind.NUMBER: "The {cases} on the last day. Nothing is divided.",
    Kind.PER_FTE: (
        "The {cases} on the last day ÷ the full-time equivalent (FTE) in post and working."
    ),
    Kind.RATE: "The {cases} of the period ÷ the average caseload of the period × 100.",
    Kind.MEAN: "The {amounts} of all {cases} of the period, added up ÷ the number of {cases}.",
    Kind.MEDIAN: (
        "The middle one of all {cases} of the period, put in order. Of an even number it lies "
        "half way between the two in the middle."
    ),
    Kind.BREAKDOWN: "The {cases} of each part ÷ all {cases} of the period × 100.",
    Kind.RATIO: "The {amounts} of the period ÷ the {cases} of the period × 100.",
    Kind.PER_POPULATION: (
        "The {cases} on the last day ÷ the children aged 0 to 17 who live in the area × 10,000."
    ),
}
_BY_DEFINITION: Final = "As the definition says."

_UNITS: Final = {
    Unit.PERCENT: "Per cent. Below 5 cases only the counts are told.",
    Unit.CHILDREN: "Children.",
}

_OF_EVENTS: Final = (
    "The IRO allocated on the day on which a case is filed or, where the definition says so, the "
    "chair. A child who moves between IROs counts once. Cases of a day without an allocation are "
    "the whole service’s alone."
)
_OF_STOCK: Final = (
    "The IRO to whom the child is allocated on the day. Children whom nobody is allocated to are "
    "the whole service’s alone."
)

_PERIODS_OF_EVENTS: Final = (
    "Any period: a month, 6 or 12 months rolling, a financial year, or everything so far. "
    "Numerators and denominators are added up; percentages are never averaged."
)
_PERIODS_OF_STOCK: Final = (
    "Counted at the end of the last day of any period; a series counts it at each month’s end."
)
_LOCAL: Final = "a local setting, which each service makes its own from a day that it gives"
_NO_TARGET: Final = f"None to begin with. A target is {_LOCAL}."

_ABOUT: Final = (
    "What each figure counts, in the order of a yearly report. These pages are made from the same "
    "definitions that the program counts by, so they cannot say anything else."
)
_ALL: Final = (
    "How all of them are counted: each case is listed once, with its day, its IRO and its reason, "
    "and any period and any IRO is then a sum. Nought in the denominator is “n/a”. Figures are "
    "rounded only where they are shown. A percentage has a 95% interval (Wilson, 1927): where it "
    "reaches the target, “could be chance” is said. When a child’s records are erased, what they "
    "counted in months that are over is kept as counts, by part and IRO, so that figures of whole "
    "months stay; lists of children say how many records were erased. Words such as “looked "
    "after” and “IRO "
    "Challenge”, and every target, range and window, are local settings; these pages have those "
    "that the program begins with."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a page says: its heading, and a paragraph or a list."""

    heading: str
    text: str
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """All that is to be known of a measure."""

    measure_id: str
    title: str
    asks: str
    entries: tuple[Entry, ...]


def page_of(measure: Measure, standards: Standards = DEFAULT_STANDARDS) -> HandbookPage:
    """The page of a measure, in the words and with the targets of these standards."""

    def say(text: str) -> str:
        return worded(text, standards).strip()

    return HandbookPage(
        measure.id,
        _capital(say(measure.title)),
        say(measure.asks),
        (
            Entry("Definition", say(measure.definition)),
            Entry("One case", f"{_capital(say(measure.one_case))}."),
            Entry("Numerator and denominator", say(_formula(measure))),
            *_parts(measure, standards),
            Entry("Unit", _unit(measure)),
            Entry("Whose it is", _OF_EVENTS if measure.kind.of_events else _OF_STOCK),
            Entry("Target", _target(measure, standards)),
            Entry("Periods", _PERIODS_OF_EVENTS if measure.kind.of_events else _PERIODS_OF_STOCK),
            *_breaks(measure),
            *_examples(measure, standards),
            Entry("Where it comes from", f"{_capital(say(measure.source)).rstrip('.')}."),
            Entry("In the yearly report", f"{local_words(measure.section.value, standards)}."),
        ),
    )


def _formula(measure: Measure) -> str:
    words = measure.wording
    formula = _FORMULAS.get(measure.kind, _BY_DEFINITION)
    for name, value in (("cases", words.cases), ("met", words.met), ("amounts", words.amounts)):
        formula = formula.replace(f"{{{name}}}", value)
    return formula


def _parts(measure: Measure, standards: Standards) -> tuple[Entry, ...]:
    entries = (
        ("Its parts", "They add up to the whole:", measure.parts),
        ("Shown apart", "Not in the total:", measure.beside),
    )
    return tuple(
        Entry(heading, text, tuple(_capital(worded(one, standards)) for one in words.values()))
        for heading, text, words in entries
        if words
    )


def _breaks(measure: Measure) -> tuple[Entry, ...]:
    """Return from which days on the figure is made of something else."""
    days = [plain_date(day) for day in measure.breaks]
    if not days:
        return ()
    said = (
        f"{_capital(measure.wording.renewed)} from {say_list(days)} on. Figures on either side are "
        "never compared, nor drawn as one line."
    )
    return (Entry("Break in the series", said),)


def _unit(measure: Measure) -> str:
    said = measure.unit.value
    return _UNITS.get(measure.unit, f"{_capital(said)}.")


def _target(measure: Measure, standards: Standards) -> str:
    said = say_bounds(bounds_of(measure, aim_of(measure.id, standards)), measure.unit)
    return f"{_capital(said)}: {_LOCAL}." if said else _NO_TARGET


def _examples(measure: Measure, standards: Standards) -> tuple[Entry, ...]:
    if not measure.examples:
        return ()
    said = tuple(_example(measure, one, standards) for one in measure.examples)
    return (Entry("Worked examples", "", said),)


def _example(measure: Measure, one: Example, standards: Standards) -> str:
    said = f"{_capital(worded(one.words, standards))}: {one.says}"
    if one.denominator is None or measure.kind is Kind.MEDIAN:
        return said
    return f"{said} ({rounded(one.numerator)} ÷ {rounded(one.denominator)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# As files


def handbook_files(measures: Iterable[Measure] = tuple(MEASURES.values())) -> Mapping[str, str]:
    """The handbook as it is shipped: the name of each file and its text, the index first."""
    pages = [(measure.section, page_of(measure)) for measure in measures]
    files = {INDEX: _index(pages)}
    return files | {f"{page.measure_id}.md": as_markdown(page) for _, page in pages}


def as_markdown(page: HandbookPage) -> str:
    """A page as Markdown, with the way back to the index."""
    blocks = [f"# {_escaped(page.title)}", f"*{_escaped(page.asks)}*"]
    for entry in page.entries:
        blocks.append(f"## {entry.heading}")
        if entry.text:
            blocks.append(_escaped(entry.text))
        if entry.listed:
            blocks.append("\n".join(f"- {_escaped(one)}" for one in entry.listed))
    blocks.append(f"[All measures]({INDEX}) · `{page.measure_id}`")
    return "\n\n".join(blocks) + "\n"


def _index(pages: Iterable[tuple[Section, HandbookPage]]) -> str:
    listed = list(pages)
    blocks = ["# Measures handbook", _ABOUT, _ALL]
    for section in Section:
        lines = [
            f"- [{_escaped(page.title)}]({page.measure_id}.md): {_escaped(page.asks)}"
            for its_section, page in listed
            if its_section is section
        ]
        if lines:
            blocks += [f"## {section.value}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    """Return text in which no sign is a mark of Markdown: labels are whatever a council typed."""
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in text)
