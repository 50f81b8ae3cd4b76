"""Whatever a case file holds, and whatever it lacks, its findings can be told."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.quality import RULES, effect_by_measure, findings, say_effects
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from tests.domain.casefile.test_any_case import PRACTICES, case_files

AS_OF = st.dates(date(2018, 1, 1), date(2021, 12, 31))


@settings(max_examples=50)
@given(case_files(), AS_OF, st.sampled_from(PRACTICES))
def test_any_case_has_findings_in_words(case: CaseFile, as_of: date, practice: Practice) -> None:
    snapshot = Snapshot(0, {case.child.id: case})
    figures = Figures(Sources.of(snapshot, practice, as_of))
    found = findings(snapshot, figures)
    for one in found:
        assert one.rule in RULES
        assert one.sentence.endswith(".")
        assert effect_by_measure(one.effects, practice, as_of).keys() == {
            measure for effect in one.effects for measure in effect.measures
        }
        assert bool(say_effects(one.effects, practice, as_of)) is bool(one.effects)
