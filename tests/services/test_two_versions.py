"""What two computers set differently: listed with who and when, settled once for both."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Child,
    Contact,
    Decision,
    Device,
    MonitoringCheck,
    Officer,
    Review,
)
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.children import delete_child
from iro_desktop.services.settling import (
    Anew,
    ChangedSinceShownError,
    Choice,
    Keep,
    KeepBoth,
    settle,
)
from iro_desktop.services.two_versions import (
    DELETED,
    KEPT,
    TwoVersions,
    two_versions,
)
from iro_desktop.services.undo import redo_latest, undo_latest
from iro_desktop.services.versions_waiting import Waiting, count
from iro_desktop.services.word_differences import differences
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.versions import CONTACT, REVIEW, exchange, pair, put, set_clock


def only(workspace: Workspace) -> TwoVersions:
    (found,) = two_versions(workspace)
    return found


def summary(workspace: Workspace) -> str:
    (review,) = workspace.snapshot.cases["c"].of(Review)
    return review.summary


def differing(tmp_path: Path, *names: str) -> list[Workspace]:
    """Return computers that have each set the summary of the review differently."""
    found = pair(tmp_path, names=names or ("one", "two"))
    for number, one in enumerate(found):
        put(one, replace(REVIEW, summary=f"As {number} has it."), words="edit review of AB12")
    exchange(*found)
    return found


def choose(workspace: Workspace, choice: Choice) -> str:
    return settle(workspace, only(workspace).which, choice)


def close(*workspaces: Workspace) -> None:
    for one in workspaces:
        assert list(findings(one.store)) == []
        one.close()


def test_each_version_is_told_with_who_when_and_on_which_computer(tmp_path: Path) -> None:
    one, two = differing(tmp_path)
    found = only(one)
    assert (found.child, found.title) == ("AB12 A.B.", "Summary of review of 3 March 2020")
    assert [version.words for version in found.versions] == ["As 0 has it.", "As 1 has it."]
    assert [version.shown for version in found.versions] == [False, True]
    assert [version.told[0].who for version in found.versions] == ["IRO 1", "IRO 1"]
    assert [one.told[0].computer for one in found.versions] == ["this computer", "The two laptop"]
    assert [version.told[0].at.hour for version in found.versions] == [15, 16]
    assert only(two).versions[0].told[0].computer == "The one laptop"
    assert summary(one) == "As 1 has it."
    for workspace in (one, two):
        assert count(workspace.snapshot) == count(workspace.snapshot, "c") == Waiting(fields=1)
        assert count(workspace.snapshot).words == "1 field has two versions"
    assert count(one.snapshot, "other") == Waiting()
    close(one, two)


@pytest.mark.parametrize("at", [0, 1])
def test_one_that_is_kept_is_kept_everywhere_once_it_has_travelled(tmp_path: Path, at: int) -> None:
    one, two = differing(tmp_path)
    assert choose(one, Keep(at)) == "settle two versions of summary of review of AB12"
    assert two_versions(one) == ()
    assert not count(one.snapshot)
    assert only(two)
    exchange(one, two)
    assert two_versions(two) == ()
    assert summary(one) == summary(two) == f"As {at} has it."
    close(one, two)


def test_both_texts_are_kept_one_after_the_other_with_who_and_when(tmp_path: Path) -> None:
    one, two = differing(tmp_path)
    found = only(one)
    choose(one, KeepBoth())
    said = summary(one)
    assert said == found.both
    first, second = said.split("\n\n")
    assert first.startswith("IRO 1, 31 Mar 2020, ")
    assert first.endswith(":\nAs 0 has it.")
    assert second.endswith(":\nAs 1 has it.")
    choose(two, KeepBoth())
    exchange(one, two)
    assert two_versions(one) == two_versions(two) == ()
    assert summary(two) == said
    close(one, two)


def test_a_value_typed_anew_settles_too_and_one_beyond_the_limits_is_refused(
    tmp_path: Path,
) -> None:
    one, two = pair(tmp_path)
    for number, workspace in enumerate((one, two)):
        put(workspace, replace(REVIEW, held_on=date(2020, 3, 4 + number)))
    exchange(one, two)
    found = only(one)
    assert [version.words for version in found.versions] == ["4 Mar 2020", "5 Mar 2020"]
    assert found.both is None
    with pytest.raises(ChangedSinceShownError):
        choose(one, KeepBoth())
    with pytest.raises(RefusedError):
        choose(one, Anew(date(1066, 1, 1)))
    assert only(one) == found
    choose(one, Anew(date(2020, 3, 6)))
    exchange(one, two)
    assert two_versions(two) == ()
    assert two.snapshot.cases["c"].of(Review)[0].held_on == date(2020, 3, 6)
    close(one, two)


def test_two_that_settle_alike_agree_and_two_that_do_not_have_two_versions_again(
    tmp_path: Path,
) -> None:
    one, two = differing(tmp_path)
    choose(one, Keep(0))
    choose(two, Keep(0))
    exchange(one, two)
    assert two_versions(one) == two_versions(two) == ()
    put(one, replace(REVIEW, summary="X"))
    put(two, replace(REVIEW, summary="Y"))
    exchange(one, two)
    first, second = only(one).versions
    choose(one, Keep(0))
    choose(two, Keep(1))
    exchange(one, two)
    again = only(one)
    assert {one.words for one in again.versions} == {first.words, second.words}
    assert again.versions == only(two).versions or again.which.heads == only(two).which.heads
    close(one, two)


def test_what_was_changed_since_it_was_shown_is_refused(tmp_path: Path) -> None:
    one, two = differing(tmp_path)
    shown = only(one)
    put(two, replace(REVIEW, summary="Two went on."))
    exchange(one, two)
    assert two_versions(one) == ()  # it named both
    with pytest.raises(ChangedSinceShownError, match="look at the versions again"):
        settle(one, shown.which, Keep(0))
    assert summary(one) == "Two went on."
    close(one, two)


def test_three_computers_three_versions_and_equal_ones_stand_together(tmp_path: Path) -> None:
    one, two, three = differing(tmp_path, "one", "two", "three")
    assert [v.words for v in only(three).versions] == [f"As {n} has it." for n in range(3)]
    both = only(three).both
    assert isinstance(both, str)
    assert both.count("\n\n") == 2
    choose(three, Keep(1))
    exchange(one, two, three)
    put(one, replace(REVIEW, summary="Same"))
    put(two, replace(REVIEW, summary="Same"))
    put(three, replace(REVIEW, summary="Other"))
    exchange(one, two, three)
    found = only(one)
    assert {version.words: len(version.told) for version in found.versions} == {
        "Same": 2, "Other": 1,
    }  # fmt: skip
    close(one, two, three)


def test_undo_of_a_settlement_brings_every_version_back_with_its_own_who_and_when(
    tmp_path: Path,
) -> None:
    one, two, three = differing(tmp_path, "one", "two", "three")
    before = only(one)
    choose(one, Keep(0))
    undo_latest(one)
    after = only(one)
    assert after.versions == before.versions
    redo_latest(one)
    assert two_versions(one) == ()
    assert summary(one) == "As 0 has it."
    undo_latest(one)
    assert only(one).versions == before.versions
    exchange(one, two, three)
    assert [v.words for v in only(two).versions] == [v.words for v in before.versions]
    choose(two, Keep(2))
    exchange(one, two, three)
    assert {summary(w) for w in (one, two, three)} == {"As 2 has it."}
    assert two_versions(one) == ()
    close(one, two, three)


def deleted_and_changed(tmp_path: Path) -> list[Workspace]:
    """Return computers of which one deleted a review, with its decision, and one changed it."""
    decision = Decision(id="d", child_id="c", review_id="r", decision="A school place by May.")
    one, two = pair(tmp_path, decision)
    delete_record(one, one.snapshot.cases["c"].of(Review)[0])
    put(two, replace(REVIEW, summary="Changed beside it."))
    exchange(one, two)
    return [one, two]


def test_what_was_deleted_here_and_changed_there_can_be_kept(tmp_path: Path) -> None:
    one, two = deleted_and_changed(tmp_path)
    found = only(one)
    assert (found.what, found.title) == ("brought_back", "Review of 3 March 2020")
    assert [version.words for version in found.versions] == [
        "Deleted", "Summary: Changed beside it.",
    ]  # fmt: skip
    assert [version.told[0].computer for version in found.versions] == [
        "this computer", "The two laptop",
    ]  # fmt: skip
    assert count(one.snapshot) == Waiting(brought_back=1)
    assert one.snapshot.cases["c"].of(Decision) == ()
    assert choose(one, Keep(KEPT)) == "keep review of AB12, which was deleted elsewhere"
    exchange(one, two)
    for workspace in (one, two):
        assert two_versions(workspace) == ()
        assert [d.decision for d in workspace.snapshot.cases["c"].of(Decision)] == [
            "A school place by May.",
        ]  # fmt: skip
    undo_latest(one)
    assert only(one).versions[KEPT].words == found.versions[KEPT].words
    assert one.snapshot.cases["c"].of(Decision) == ()
    redo_latest(one)
    assert two_versions(one) == ()
    assert len(one.snapshot.cases["c"].of(Decision)) == 1
    close(one, two)


def test_what_was_deleted_here_and_changed_there_can_be_deleted_again(tmp_path: Path) -> None:
    one, two = deleted_and_changed(tmp_path)
    assert choose(two, Keep(DELETED)) == "delete review of AB12 again"
    exchange(one, two)
    for workspace in (one, two):
        assert two_versions(workspace) == ()
        assert workspace.snapshot.cases["c"].of(Review) == ()
    undo_latest(two)
    assert only(two).what == "brought_back"
    assert summary(two) == "Changed beside it."
    close(one, two)


def test_one_that_keeps_and_one_that_deletes_again_are_two_versions_again(tmp_path: Path) -> None:
    one, two = deleted_and_changed(tmp_path)
    choose(one, Keep(KEPT))
    choose(two, Keep(DELETED))
    exchange(one, two)
    assert only(one).what == only(two).what == "brought_back"
    assert summary(one) == summary(two) == "Changed beside it."
    close(one, two)


@pytest.mark.parametrize("kept", [DELETED, KEPT])
def test_a_child_that_came_back_is_one_question(tmp_path: Path, kept: int) -> None:
    one, two = pair(tmp_path)
    delete_child(one, "c")
    put(two, replace(CONTACT, note="Seen again."))
    exchange(one, two)
    found = only(one)
    assert (found.which.kind, found.child, found.what) == ("Child", "AB12 A.B.", "brought_back")
    assert found.versions[KEPT].words == "Contact of 3 February 2020"
    assert count(one.snapshot) == count(one.snapshot, "c") == Waiting(brought_back=1)
    assert one.snapshot.cases["c"].of(Review) == ()
    choose(one, Keep(kept))
    exchange(one, two)
    for workspace in (one, two):
        assert two_versions(workspace) == ()
        case = workspace.snapshot.cases.get("c")
        if kept == DELETED:
            assert case is None
        else:
            assert case is not None
            assert not case.brought_back
            assert [len(case.of(kind)) for kind in (Review, Contact)] == [1, 1]
    undo_latest(one)
    assert only(one).versions[KEPT].words == found.versions[KEPT].words
    assert one.snapshot.cases["c"].of(Review) == ()
    close(one, two)


def test_what_is_in_the_bin_asks_nothing(tmp_path: Path) -> None:
    one, two = differing(tmp_path)
    delete_record(one, one.snapshot.cases["c"].of(Review)[0])
    assert two_versions(one) == ()
    assert not count(one.snapshot)
    close(one, two)


def test_an_edit_of_the_field_settles_it_by_itself(tmp_path: Path) -> None:
    one, two = differing(tmp_path)
    put(two, replace(REVIEW, summary="By the form."))
    exchange(one, two)
    assert two_versions(one) == ()
    close(one, two)


def newer(seq: int, kind: str, record_id: str, **fields: object) -> Change:
    at = "2020-03-12T10:00:00.000Z"
    return Change(77, seq, 9, seq, "elsewhere", "typed", 1 << 50, "", at, kind, record_id, fields)


def test_a_value_that_does_not_fit_is_told_and_cannot_be_settled(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    with one.write("receive") as write:
        write.receive([newer(1, "Review", "r", held_on={"from": 1})])
    found = only(one)
    assert found.what == "unreadable"
    assert found.versions[0].words == "3 Mar 2020"
    assert "newer version" in found.versions[-1].words
    assert not count(one.snapshot)
    with pytest.raises(ChangedSinceShownError):
        choose(one, Keep(0))
    close(one, two)


def test_lists_are_kept_both_line_by_line_and_names_are_not(tmp_path: Path) -> None:
    check = MonitoringCheck(id="m", child_id="c", checked_on=date(2020, 3, 5))
    one, two = pair(tmp_path, check)
    for workspace, name, lines in ((one, "A", ("a", "b")), (two, "B", ("b", "c"))):
        outcome = "watch" if name == "A" else "no_concern"
        put(
            workspace,
            Child(id="c", reference="AB12", initials=name),
            Officer(id="o0", name=name),
            replace(check, prompts=lines, outcome=outcome),
        )
    exchange(one, two)
    both = {found.label: found.both for found in two_versions(one)}
    assert both == {"Name": None, "Initials": None, "Outcome": None, "Prompts": ("a", "b", "c")}
    assert count(one.snapshot).words == "4 fields have two versions"
    for found in two_versions(one):
        settle(one, found.which, KeepBoth() if found.both else Keep(0))
    exchange(one, two)
    assert two_versions(one) == two_versions(two) == ()
    assert two.snapshot.cases["c"].of(MonitoringCheck)[0].prompts == ("a", "b", "c")
    close(one, two)


def test_what_computers_note_for_each_other_is_nobodys_choice(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    for number, workspace in enumerate((one, two)):
        put(workspace, Device(id="one", name="The one laptop", runs=(str(number),)))
    exchange(one, two)
    assert any(flag.field == "runs" for flag in one.snapshot.flags)
    assert two_versions(one) == ()
    assert not count(one.snapshot)
    close(one, two)


def test_a_wrong_clock_decides_what_shows_but_loses_nothing_and_is_said(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    set_clock(one, datetime(2030, 3, 31, 9, tzinfo=UTC))
    put(one, replace(REVIEW, summary="From the future."))
    put(two, replace(REVIEW, summary="From today."))
    exchange(one, two)
    found = only(two)
    assert [version.words for version in found.versions] == ["From today.", "From the future."]
    assert [bool(version.told[0].clock_doubt) for version in found.versions] == [False, True]
    assert "ahead of today" in found.versions[1].told[0].words
    choose(two, Keep(0))
    exchange(one, two)
    assert summary(one) == summary(two) == "From today."
    assert two_versions(one) == ()
    close(one, two)


def test_a_child_deleted_while_its_own_fields_were_changed_is_one_question(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    delete_child(one, "c")
    put(two, Child(id="c", reference="AB12", initials="Z.Z."))
    exchange(one, two)
    found = only(one)
    assert found.versions[KEPT].words == "Initials: Z.Z."
    choose(one, Keep(KEPT))
    exchange(one, two)
    case = two.snapshot.cases["c"]
    assert [len(case.of(kind)) for kind in (Review, Contact)] == [1, 1]
    assert case.child.initials == "Z.Z."
    assert two_versions(one) == two_versions(two) == ()
    assert all(EXISTS in one.fields for one in one.store.act(*_last_act(one)))
    close(one, two)


def _last_act(workspace: Workspace) -> tuple[int, int]:
    (last,) = workspace.store.latest_acts(1)
    return last.run, last.act


def test_the_words_in_which_two_texts_differ_are_marked() -> None:
    before, after = "A settled home\nat last.", "A most settled  home\nat least."
    first, second = differences([before, after], 1)
    assert "".join(part for part, _ in first) == before
    assert "".join(part for part, _ in second) == after
    assert [part for part, differs in first if differs] == ["last."]
    assert [part for part, differs in second if differs] == ["most", "least."]


def test_texts_with_nothing_in_common_are_not_marked() -> None:
    assert differences(["one", "two", ""], 0) == ((("one", False),), (("two", False),), ())


def test_of_three_the_one_that_shows_marks_what_any_other_has_not() -> None:
    found = differences(["a b c", "a x c", "a b y"], 0)
    assert [[part.strip() for part, differs in one if differs] for one in found] == [
        ["b c"], ["x"], ["y"],
    ]  # fmt: skip


def test_very_long_texts_are_compared_line_by_line() -> None:
    lines = [f"line {at} of a very long note" for at in range(400)]
    long = "\n".join(lines)
    other = "\n".join([*lines[:200], "changed", *lines[201:]])
    first, second = differences([long, other], 1)
    assert [part.strip() for part, differs in second if differs] == ["changed"]
    assert [part.strip() for part, differs in first if differs] == [lines[200]]
