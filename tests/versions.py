"""Two computers over one caseload, for tests of what they set differently."""

from datetime import UTC, date, datetime
from pathlib import Path

from iro_desktop.domain.records import Child, Contact, Device, Officer, Record, Review
from iro_desktop.services.workspace import Workspace
from tests.stores import OFFICER_ID, TODAY, Ticks, a_workspace

REVIEW = Review(
    id="r", child_id="c", review_type="cla", held_on=date(2020, 3, 3),
    summary="A settled home.",
)  # fmt: skip
CONTACT = Contact(id="k", child_id="c", contact_on=date(2020, 2, 3), note="Seen at school.")


def pair(
    tmp_path: Path, *records: Record, names: tuple[str, ...] = ("one", "two")
) -> list[Workspace]:
    """Return workspaces that hold one child, its review and a contact, on a computer each."""
    found = [a_workspace(tmp_path / name) for name in names]
    for workspace in found:
        set_clock(workspace, datetime(2020, 3, 31, 10, tzinfo=UTC))
    with found[0].write("add AB12") as write:
        for record in (Child(id="c", reference="AB12", initials="A.B."), REVIEW, CONTACT, *records):
            write.put(record)
    exchange(*found)
    for number, (name, workspace) in enumerate(zip(names, found, strict=True)):
        set_clock(workspace, datetime(2020, 3, 31, 11 + number, tzinfo=UTC))
        run = workspace.store.own_run[0]
        with workspace.write("join") as write:
            write.put(Officer(id=f"o{number}", name=f"Officer {name}"))
            write.put(Device(id=name, name=f"The {name} laptop", runs=(str(run),)))
    exchange(*found)
    for number, workspace in enumerate(found):
        set_clock(workspace, datetime(2020, 3, 31, 15 + number, tzinfo=UTC))
    return found


def exchange(*workspaces: Workspace) -> None:
    """Give each computer all that the others have."""
    everything = [line for one in workspaces for line in one.store.lines()]
    for one in workspaces:
        one.store.take_in(one.store.incoming([everything]), "receive")


def set_clock(workspace: Workspace, now: datetime) -> None:
    """Set the clock of a computer, right or wrong."""
    workspace.store._clock = Ticks(now)


def put(workspace: Workspace, *records: Record, words: str = "edit") -> None:
    with workspace.write(words) as write:
        for record in records:
            write.put(record)


__all__ = ["CONTACT", "OFFICER_ID", "REVIEW", "TODAY", "exchange", "pair", "put", "set_clock"]
