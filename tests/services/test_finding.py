"""Finding children and words on file: what holds, in which order, and what is said of the rest."""

from dataclasses import replace
from datetime import date

from iro_desktop.domain.records import ChildRecord, Contact, Decision, Snooze
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.finding import MOST_TEXTS, Index, find, index
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_child,
    a_practice,
    a_review,
    an_id,
    care,
)
from tests.stores import TODAY

PRACTICE = a_practice()


def a_note(words: str, on: str = "2020-02-03") -> Contact:
    return Contact(id=an_id(), contact_on=date.fromisoformat(on), with_whom="child", note=words)


def made(*cases: CaseFile, earlier: Index | None = None) -> Index:
    snapshot = Snapshot(1, {case.child.id: case for case in cases})
    return index(snapshot, PRACTICE, TODAY, earlier)


def open_case(reference: str, *records: ChildRecord, **fields: str) -> CaseFile:
    child = a_child(reference, **fields)
    return a_case(care("2019-05-09"), *records, child=child)


def titles(found: Index, line: str) -> list[str]:
    return [one.title for one in find(found, line).children]


def test_a_child_is_found_by_reference_initials_and_name() -> None:
    found = made(
        open_case("AB12", initials="J.R.", name="Jay Rowe"), open_case("CD34", initials="X.Y.")
    )
    for line in ("ab12", "j.r", "jr", "ROWE", "jay ab", "b1"):
        assert titles(found, line) == ["AB12 J.R."], line
    assert titles(found, "jay cd") == []
    assert find(found, "  ").children == ()


def test_who_begins_so_comes_first_and_closed_cases_last_and_said() -> None:
    closed = a_case(care("2015-05-09", "2016-01-04"), reference="AB1")
    found = made(closed, open_case("XAB1"), open_case("AB19"))
    hits = find(found, "ab1").children
    assert [one.title for one in hits] == ["AB19 XY", "XAB1 XY", "AB1 XY"]
    assert [one.is_closed for one in hits] == [False, False, True]


def test_the_words_of_every_kind_of_record_are_found_with_their_day() -> None:
    challenge = a_challenge("2020-03-02", right_outcome="To stay at Fernhill school")
    decision = Decision(id=an_id(), decision="Fernhill to hold a PEP", due_on=date(2020, 4, 1))
    case = open_case(
        "AB12",
        a_check("2019-12-19", analysis="Settled at Fernhill"),
        a_note("Loves the Fernhill choir"),
        a_review("2020-01-06", summary="Fernhill reports\ngood progress"),
        challenge,
        decision,
    )
    hits = find(made(case), "FERNHILL").texts
    assert [(hit.text.what, hit.text.on) for hit in hits] == [
        ("Decision", date(2020, 4, 1)),
        ("Challenge", date(2020, 3, 2)),
        ("Contact", date(2020, 2, 3)),
        ("Child looked after review", date(2020, 1, 6)),
        ("Monitoring check", date(2019, 12, 19)),
    ]
    assert hits[3].snippet == "Fernhill reports good progress"
    assert {hit.text.child.title for hit in hits} == {"AB12 XY"}


def test_the_words_of_a_record_may_be_narrowed_by_its_child() -> None:
    found = made(
        open_case("AB12", a_note("Wants to swim")),
        open_case("CD34", a_note("Wants to swim")),
    )
    assert [h.text.child.title for h in find(found, "swim ab12").texts] == ["AB12 XY"]
    # The child alone is no word of the record.
    assert find(found, "ab12").texts == ()
    assert find(found, "ab12 xy").texts == ()


def test_a_snippet_stands_around_the_word_and_is_cut_between_words() -> None:
    words = "begin " * 20 + "the placement broke down " + "and then " * 20
    (hit,) = find(made(open_case("AB12", a_note(words))), "placement").texts
    assert hit.snippet.startswith("…begin begin")
    assert hit.snippet.endswith("then…") or hit.snippet.endswith("and…")
    assert "the placement broke down" in hit.snippet
    assert len(hit.snippet) < 125


def test_more_than_is_shown_is_said() -> None:
    notes = [a_note(f"choir {number}") for number in range(MOST_TEXTS + 8)]
    found = find(made(open_case("AB12", *notes)), "choir")
    assert len(found.texts) == MOST_TEXTS
    assert found.more == f"{MOST_TEXTS} of 20 notes shown: type more to narrow it."
    assert find(made(open_case("AB12")), "ab12").more == ""


def test_a_note_about_the_child_is_found_and_the_key_of_what_was_put_off_is_not() -> None:
    snooze = Snooze(id=an_id(), due_key="feedbead", what="Review 3", until_on=date(2020, 4, 3))
    found = made(open_case("AB12", snooze, note="Allergic to nuts"))
    (hit,) = find(found, "nuts").texts
    assert (hit.text.what, hit.text.on) == ("Note", None)
    assert find(found, "feedbead").texts == ()


def test_after_a_commit_only_what_it_touched_is_looked_at_anew() -> None:
    first, second = open_case("AB12", a_note("choir")), open_case("CD34", a_note("choir"))
    before = made(first, second)
    note = replace(a_note("chess"), child_id=second.child.id)
    changed = CaseFile(second.child, dict(second.records) | {Contact: (note,)})
    after = made(first, changed, earlier=before)
    assert after.of_child[first.child.id] is before.of_child[first.child.id]
    assert [h.text.child.title for h in find(after, "choir").texts] == ["AB12 XY"]
    assert [h.text.child.title for h in find(after, "chess").texts] == ["CD34 XY"]
    gone = made(first, earlier=after)
    assert find(gone, "chess").texts == ()


def test_a_child_without_anything_on_file_is_found() -> None:
    assert titles(made(a_case(child=a_child("ZZ99"))), "zz") == ["ZZ99 XY"]
