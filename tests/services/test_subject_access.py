"""Everything on one child: nothing is left out, and what may be about another is marked."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from iro_desktop.domain.errors import FileNotWrittenError
from iro_desktop.domain.mentions import REFERENCE, SIBLING_INITIALS
from iro_desktop.domain.records import (
    KINDS,
    AccessEvent,
    Child,
    ChildRecord,
    Contact,
    Erasure,
    Feedback,
    Meeting,
    Review,
    fields_of,
)
from iro_desktop.reports.subject_access import Everything, as_json
from iro_desktop.reports.subject_access_document import as_document
from iro_desktop.services.access import note_page
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.children import edit_child
from iro_desktop.services.drafts import keep_draft
from iro_desktop.services.everything import OF_ANOTHER
from iro_desktop.services.history import NoSuchChildError
from iro_desktop.services.subject_access import (
    NoSuchFormError,
    contents,
    everything_about,
    write_everything,
)
from iro_desktop.services.workspace import Workspace
from tests.builders import a_child, an_id
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

SAMPLES: dict[str, Any] = {
    "text": "Words.", "note": "More words.\nIn two lines.", "day": date(2020, 1, 16), "whole": 2,
    "number": 0.5, "yes_no": True, "list": ("One", "Two"), "codes": (), "links": (),
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 4)
    yield workspace
    workspace.close()


def child_of(workspace: Workspace, reference: str = "LC-20417") -> Child:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child


def everything_of(workspace: Workspace, reference: str = "LC-20417") -> Everything:
    return everything_about(workspace, child_of(workspace, reference).id)


def put(workspace: Workspace, *records: Any) -> None:
    with workspace.write("put") as write:
        for record in records:
            write.put(record)


def test_every_record_of_the_child_is_there_whole_and_no_other_child_s(
    workspace: Workspace,
) -> None:
    child = child_of(workspace)
    found = json.loads(as_json(everything_of(workspace)))
    case = workspace.snapshot.cases[child.id]
    held = {one["record"]: one for one in found["records"]}
    records = [child, *(one for records in case.records.values() for one in records)]
    assert len(records) > 20
    for record in records:
        fields = {one["field"]: one["value"] for one in held.pop(record.id)["fields"]}
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            if about.name not in ("child_id", "due_key"):
                assert (about.name in fields) == (value != about.empty), about.name
            if isinstance(value, date):
                assert fields[about.name] == value.isoformat()
    assert {one["kind"] for one in held.values()} <= {"Meeting", "SiblingGroup"}
    others = [one.child for one in workspace.snapshot.cases.values() if one.child.id != child.id]
    assert len(others) == 3
    assert not [one for one in others if one.reference in json.dumps(found)]


def test_every_field_of_every_kind_is_said_in_words(workspace: Workspace) -> None:
    child, records = child_of(workspace), {}
    for number, kind in enumerate(one for one in KINDS.values() if issubclass(one, ChildRecord)):
        values = {one.name: SAMPLES[one.type] for one in fields_of(kind) if one.type in SAMPLES}
        record: Any = kind(id=f"{number:f>32}", **{**values, "child_id": child.id})
        records[record.id] = values
        put(workspace, record)
    everything = everything_of(workspace)
    entries = {one.record: one for part in everything.parts for one in part.entries}
    document = Document(io.BytesIO(as_document(everything)))
    cells = {
        text.text for table in document.tables for row in table.rows for text in row.cells[1:2]
    }
    for record_id, values in records.items():
        said = {one.field: one.text for one in entries[record_id].values}
        assert said.keys() >= {one for one in values if values[one]} - {"due_key"}
        assert set(said.values()) <= cells
    assert {"16 January 2020", "Yes", "One\nTwo"} <= cells


def test_bin_history_drafts_and_views_of_the_child_are_there(workspace: Workspace) -> None:
    child = child_of(workspace)
    (first, *_) = workspace.snapshot.cases[child.id].of(Review)
    delete_record(workspace, first)
    edit_child(workspace, replace(child, note="Likes trains."), today=TODAY)
    keep_draft(workspace, f"form:check:{child.id}:", '{"forms": [{"analysis": "Half a thought"}]}')
    keep_draft(workspace, "quick", "LC-20417 rang about school")
    keep_draft(workspace, "form:check:" + "f" * 32, '{"forms": [{"analysis": "Of another"}]}')
    note_page(workspace, child.id)
    note_page(workspace, child_of(workspace, "LC-20418").id)
    everything = everything_of(workspace)
    deleted = [one.record for part in everything.deleted for one in part.entries]
    assert first.id in deleted
    assert first.id not in [one.record for part in everything.parts for one in part.entries]
    newest = everything.steps[0]
    assert (newest.label, newest.who, newest.source) == ("Note", "IRO 1", "typed")
    assert newest.before is None
    assert newest.after is not None
    assert newest.after.text == "Likes trains."
    assert any(one.what == "deleted" and one.record == first.id for one in everything.steps)
    drafts = [value.text for one in everything.drafts for value in one.values]
    assert drafts == ["Half a thought", "LC-20417 rang about school"]
    assert everything.drafts[0].values[0].label not in ("", "Words")
    assert [one.what for one in everything.looks] == ["Opened a child’s page"]


def test_a_mention_is_marked_wherever_it_stands(workspace: Workspace) -> None:
    child, sibling = child_of(workspace), child_of(workspace, "LC-20418")
    assert child.sibling_group_id == sibling.sibling_group_id
    words = "Shares a room with J.B. (LC-20418)."
    contact = Contact(id=an_id(), child_id=child.id, contact_on=TODAY, note=words)
    put(workspace, contact)
    put(workspace, replace(contact, note="Nobody else is named."))
    everything = everything_of(workspace)
    before = [one for one in everything.mentions if one.record == contact.id]
    assert [(one.words, one.why) for one in before] == [
        ("J.B.", SIBLING_INITIALS), ("LC-20418", REFERENCE),
        ("J.B.", SIBLING_INITIALS), ("LC-20418", REFERENCE),
    ]  # fmt: skip
    assert all(one.place.startswith("history:") for one in before)
    texts = {
        side.place: side.text
        for step in everything.steps
        for side in (step.before, step.after)
        if side is not None
    }
    for one in before:
        assert texts[one.place][one.start : one.end] == one.words
    listed = json.loads(as_json(everything))["check_before_sending"]
    assert listed[-1].keys() == {"place", "kind", "record", "field", "start", "end", "why"}
    assert len(listed) == len(everything.mentions)


def test_what_names_the_child_elsewhere_is_there_and_another_child_s_text_is_marked_whole(
    workspace: Workspace,
) -> None:
    child, other = child_of(workspace), a_child("QZ-1", initials="Q.Z.")
    words = "Was hit by LC-20417 at school."
    put(
        workspace,
        other,
        Contact(id="1" * 32, child_id=other.id, contact_on=TODAY, note=words, method="video"),
        Contact(id="2" * 32, child_id=other.id, contact_on=TODAY, note="LC-204170 is nobody."),
        Feedback(id="3" * 32, words="lc-20417 said the IRO listened."),
        Erasure(id="4" * 32, about_child_id=child.id, reason="asked"),
        AccessEvent(id="5" * 32, what="print", note="LC-20417"),
    )
    everything = everything_of(workspace)
    found = {one.record: one for one in everything.elsewhere}
    assert found.keys() == {"1" * 32, "3" * 32, "4" * 32}
    assert [value.text for value in found["1" * 32].values] == [words]  # and not the way
    assert found["1" * 32].heading == "Contact of 31 March 2020, of another child"
    marked = [(one.words, one.why) for one in everything.mentions if one.record == "1" * 32]
    assert marked == [(words, OF_ANOTHER)]
    assert not [one for one in everything.mentions if one.record == "3" * 32]


def test_a_meeting_of_the_child_s_review_is_there(workspace: Workspace) -> None:
    child = child_of(workspace)
    meeting = Meeting(id=an_id(), booked_on=TODAY, place="Room 4", chair_id=OFFICER_ID)
    put(
        workspace, meeting, Meeting(id=an_id(), place="Of nobody"),
        Review(id=an_id(), child_id=child.id, meeting_id=meeting.id),
    )  # fmt: skip
    everything = everything_of(workspace)
    (part,) = [one for one in everything.parts if one.heading == "Meetings"]
    assert [one.record for one in part.entries] == [meeting.id]
    assert "IRO 1" in [value.text for value in part.entries[0].values]


def test_the_document_has_headings_marks_and_nobody_s_name_in_its_properties(
    workspace: Workspace,
) -> None:
    child = child_of(workspace)
    edit_child(workspace, replace(child, note="With LC-20418 since May."), today=TODAY)
    everything = everything_of(workspace)
    data = as_document(everything)
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == "Everything about LC-20417 A.B."
    assert "Made on 31 March 2020, from the file of IRO 1." in [p.text for p in document.paragraphs]
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    number = len(everything.mentions)
    assert number > 1
    assert heads[0] == f"Check these {number} places before it is sent"
    assert {"Child", "Reviews", "Decisions", "History"} <= set(heads)
    checks = document.tables[0]
    assert len(checks.rows) == 1 + number
    marked = [
        run.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        if run.font.highlight_color is not None
    ]
    assert sorted(marked) == sorted(one.words for one in everything.mentions)
    about = document.core_properties
    assert (about.author, about.last_modified_by) == ("IRO Desktop", "IRO Desktop")
    assert (about.title, about.language) == ("Everything about a child", "en-GB")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        styles = parts.read("word/styles.xml").decode()
        properties = parts.read("docProps/core.xml").decode()
        text = parts.read("word/document.xml").decode()
    assert 'w:val="en-US"' not in styles
    assert 'w:val="en-GB"' in styles
    assert "LC-20417" not in properties
    assert "w:tblHeader" in text


def test_a_child_without_mentions_has_a_document_that_still_says_to_read_it(
    workspace: Workspace,
) -> None:
    put(workspace, a_child("QZ-1", initials="Q.Z."))
    document = Document(io.BytesIO(as_document(everything_of(workspace, "QZ-1"))))
    words = [p.text for p in document.paragraphs]
    assert "Before it is sent" in words
    assert any(one.startswith("No reference, name or initials") for one in words)


def test_it_is_written_by_its_ending_and_noted_as_an_export(
    workspace: Workspace, tmp_path: Path
) -> None:
    child = child_of(workspace)
    everything = everything_of(workspace)
    for name in ("all.docx", "all.JSON"):
        assert write_everything(workspace, everything, tmp_path / name).stat().st_size > 5000
    assert json.loads((tmp_path / "all.JSON").read_bytes())["child"]["reference"] == "LC-20417"
    with pytest.raises(NoSuchFormError):
        write_everything(workspace, everything, tmp_path / "all.pdf")
    with pytest.raises(FileNotWrittenError):
        write_everything(workspace, everything, tmp_path / "no" / "all.json")
    events = workspace.snapshot.of(AccessEvent)
    assert [(one.what, one.about_child_id) for one in events] == [("export", child.id)] * 2
    assert not any("LC-" in one.note for one in events)


def test_what_it_will_hold_is_counted_without_what_is_empty(workspace: Workspace) -> None:
    found = {one.words: one.number for one in contents(everything_of(workspace))}
    assert found["Child"] == 1
    assert found["Reviews"] == len(workspace.snapshot.cases[child_of(workspace).id].of(Review))
    assert "Deleted records, from the bin" not in found
    assert all(found.values())


def test_a_child_who_is_not_there_is_said(workspace: Workspace) -> None:
    with pytest.raises(NoSuchChildError):
        everything_about(workspace, "f" * 32)


def test_a_thousand_changes_are_gathered_and_written_at_all_sizes(
    workspace: Workspace, long_run: bool, tmp_path: Path
) -> None:
    child, number = child_of(workspace), 2000 if long_run else 200
    put(
        workspace,
        *(
            Contact(
                id=an_id(),
                child_id=child.id,
                contact_on=TODAY - timedelta(n % 400),
                note=f"Call {n}.",
            )
            for n in range(number)
        ),
    )
    everything = everything_of(workspace)
    write_everything(workspace, everything, tmp_path / "all.docx")
    document = Document(str(tmp_path / "all.docx"))
    rows = sum(len(table._tbl.tr_lst) for table in document.tables)
    assert rows > 4 * number
