"""Histories of one record on several devices, held against a model of who knew what.

The model never looks at a clock nor at ``replaced``: of two changes neither of which was known
where the other was made, it says that they are concurrent, and it asks that the projection says so.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from iro_desktop.domain.changes import EXISTS, Change, Key, Projected, project, replaced_by
from iro_desktop.domain.records import Child
from iro_desktop.domain.records.fields import Json, to_json
from iro_desktop.domain.undoing import undo

VALUES: Mapping[str, tuple[Json, ...]] = {
    "initials": ("AB", "CD", "EF", None),
    "note": ("one", "two", "", None),
    "born_on": ("2010-05-01", "2010-05-02", None),
    "disability": (True, False, None),
}
TEN_YEARS = 10 * 365 * 24 * 60 * 60 * 1000 << 16


@dataclass
class Device:
    """One device: what it knows now, what it has known, and its clock, right or wrong."""

    run: int
    clock: int
    known: dict[Key, Change] = field(default_factory=dict)
    sent: list[dict[Key, Change]] = field(default_factory=list)
    seq: int = 0

    def learn(self, changes: Mapping[Key, Change]) -> None:
        self.known = {**self.known, **changes}
        self.clock = max([self.clock, *(change.clock for change in changes.values())])


@dataclass
class History:
    """Devices, and for each change what was known where it was made."""

    devices: list[Device]
    knew: dict[Key, frozenset[Key]] = field(default_factory=dict)

    def make(self, device: Device, fields: Mapping[str, Json], source: str = "typed") -> None:
        device.seq += 1
        device.clock += 1
        change = Change(
            run=device.run, seq=device.seq, schema=1, act=device.seq, words="", source=source,
            clock=device.clock, actor="", at="2020-03-31T09:00:00.000Z", kind="Child",
            record_id="c", fields=fields,
            replaced=replaced_by(Child, fields, list(device.known.values())),
        )  # fmt: skip
        self.knew[change.key] = frozenset(device.known)
        device.known = {**device.known, change.key: change}

    @property
    def every(self) -> dict[Key, Change]:
        return {key: change for device in self.devices for key, change in device.known.items()}


def edit(history: History, device: Device, chance: random.Random) -> None:
    names = chance.sample(sorted(VALUES), chance.choice((1, 1, 1, 2)))
    fields = {name: chance.choice(VALUES[name]) for name in names}
    if not project(Child, device.known.values()).live:
        fields[EXISTS] = True  # as putting a deleted record does
    history.make(device, fields)


def delete(history: History, device: Device, _: random.Random) -> None:
    if project(Child, device.known.values()).live:
        history.make(device, {EXISTS: False})


def restore(history: History, device: Device, _: random.Random) -> None:
    state = project(Child, device.known.values())
    if state.revived or not state.live:
        history.make(device, {EXISTS: True})


def settle(history: History, device: Device, chance: random.Random) -> None:
    for name in project(Child, device.known.values()).conflicts[:1]:
        history.make(device, {name: chance.choice(VALUES[name])})


def take_back(history: History, device: Device, chance: random.Random) -> None:
    """Undo any act that is known here, even one of what has been deleted since."""
    change = device.known[chance.choice(sorted(device.known))]
    undone = undo([change], {"c": list(device.known.values())})
    for one in undone.edits:
        history.make(device, one.fields, f"undo:{change.run}-{change.act}")


def learn(history: History, device: Device, chance: random.Random) -> None:
    """Receive what another device knows, or what it sent some time ago."""
    other = chance.choice(history.devices)
    device.learn(chance.choice([other.known, *other.sent]))


def send(_: History, device: Device, __: random.Random) -> None:
    device.sent.append(device.known)


def jump(_: History, device: Device, chance: random.Random) -> None:
    device.clock = max(1, device.clock + chance.choice((-1, 1)) * TEN_YEARS)


STEPS = (edit, edit, edit, delete, restore, settle, take_back, learn, learn, learn, send, jump)


def a_history(chance: random.Random, steps: int) -> History:
    number = chance.randint(2, 5)
    history = History([Device(run, 5 * TEN_YEARS) for run in range(1, number + 1)])
    history.make(history.devices[0], {EXISTS: True, "initials": "AB"})
    for device in history.devices[1:]:
        device.learn(history.devices[0].known)
    for _ in range(steps):
        chance.choice(STEPS)(history, chance.choice(history.devices), chance)
    return history


@dataclass
class Model:
    """What should be said of these changes, by who knew what alone."""

    changes: Mapping[Key, Change]
    knew: Mapping[Key, frozenset[Key]]

    def latest(self, name: str) -> set[Key]:
        """Return the changes of a field that were not known where another one was made."""
        setters = {key for key, change in self.changes.items() if name in change.fields}
        return setters - {one for key in setters for one in self.knew[key]}

    def differing(self, name: str) -> int:
        """Count the concurrent pairs that say two things of a field, which nobody has settled."""
        said = [value_of(self.changes[key], name) for key in self.latest(name)]
        return sum(one != other for one, other in combinations(said, 2))

    def life(self) -> tuple[bool, bool]:
        """Return whether the record is there, and whether it is there against a deletion."""
        marks = self.latest(EXISTS)
        deletions = {key for key in marks if self.changes[key].fields[EXISTS] is False}
        if not deletions:
            return True, False
        if deletions != marks:
            return True, True
        seen = {key for deletion in deletions for key in self.knew[deletion]} | deletions
        beside = [
            key
            for key, change in self.changes.items()
            if key not in seen and change.fields.keys() - {EXISTS}
            if not deletions <= self.knew[key]
        ]
        return bool(beside), bool(beside)


def check(changes: Mapping[Key, Change], knew: Mapping[Key, frozenset[Key]]) -> int:
    """Hold the projection of some changes against the model; return the pairs that differ."""
    state = project(Child, changes.values())
    model = Model(changes, knew)
    pairs = 0
    for name in VALUES:
        differing = model.differing(name)
        assert (name in state.conflicts) == bool(differing), name
        assert set(state.heads.get(name, ())) == model.latest(name), name
        assert differing or shown(state, name, changes), name
        pairs += differing
    assert (state.live, state.revived) == model.life()
    return pairs


def value_of(change: Change, name: str) -> Json:
    """What a change says of a field: the empty text says as little as none."""
    return None if change.fields[name] == "" else change.fields[name]


def shown(state: Projected, name: str, changes: Mapping[Key, Change]) -> bool:
    """Whether the value that is shown is that of every head."""
    value = to_json(state.values.get(name))
    return all(value == value_of(changes[key], name) for key in state.heads.get(name, ()))


def in_any_order(changes: Mapping[Key, Change], chance: random.Random) -> list[Change]:
    """These changes shuffled, some of them twice."""
    found = [*changes.values(), *chance.choices(list(changes.values()), k=2)]
    chance.shuffle(found)
    return found


def said_of(changes: Mapping[Key, Change], knew: Mapping[Key, frozenset[Key]]) -> str:
    return "\n".join(
        f"{key} {dict(change.fields)} replaced {dict(change.replaced)} knew {sorted(knew[key])}"
        for key, change in changes.items()
    )


def test_every_history_projects_to_what_its_devices_knew(*, long_run: bool) -> None:
    pairs = flagged = revived = 0
    for seed in range(100_000 if long_run else 1000):
        chance = random.Random(seed)
        history = a_history(chance, 1 + seed % 25)  # the short ones first, to be read if they fail
        every = history.every
        state = project(Child, every.values())
        assert project(Child, in_any_order(every, chance)) == state, seed
        for changes in (*(device.known for device in history.devices), every):
            try:
                found = check(changes, history.knew)
            except AssertionError as error:
                error.add_note(f"seed {seed}\n{said_of(changes, history.knew)}")
                raise
        pairs, flagged = pairs + found, flagged + bool(state.conflicts)  # of every change
        revived += state.revived
    print(f"{pairs} concurrent pairs, {flagged} histories flagged, {revived} revived")
    # A model that met nothing would show nothing.
    assert min(pairs, flagged, revived) > 50
