"""The commands that make a store: the sample caseload, and one for a whole service."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from iro_desktop.cli.passphrase import given, new_passphrase, shared_passphrase
from iro_desktop.paths import holds_a_store

if TYPE_CHECKING:
    from iro_desktop.domain.records import WorkingTime
    from iro_desktop.services.workspace import Workspace


def demo(options: Namespace) -> int:
    """Make the sample caseload, and open it unless it is to be headless."""
    from iro_desktop.services.samples import SAMPLE_PASSPHRASE, create_sample, sample_folder

    folder = options.store or sample_folder()
    secret = given(options) or SAMPLE_PASSPHRASE
    if options.headless or not holds_a_store(folder):
        workspace = create_sample(
            folder,
            secret,
            as_of=options.as_of or date.today(),  # noqa: DTZ011 - the day where the user is
            seed=options.seed,
            scale=options.scale,
            officer_name=options.officer,
        )
        children = len(workspace.snapshot.cases)
        workspace.close()
        if options.headless:
            said = "its passphrase is “sample”" if secret == SAMPLE_PASSPHRASE else "sealed"
            print(f"A sample caseload of {children} invented children is in {folder}; {said}.")
            return 0
    from iro_desktop import app

    return app.open_window(folder, passphrase=secret)


def create(options: Namespace) -> int:
    """Make a new store that holds the whole service, or one from a shared copy."""
    secret = new_passphrase(options)
    workspace, code = _joined(options, secret) if options.join else _created(options, secret)
    fte_is_known = bool(workspace.snapshot.of(_working_time()))
    children = len(workspace.snapshot.cases)
    workspace.close()
    print(f"The store is in {options.store}.")
    if options.join:
        print(f"It holds the {children:,} children of the shared copy and goes on sharing it.")
    print(f"Recovery code: {code}")
    print("Print it and lock it away: without it or the passphrase nobody can open this store.")
    if not fte_is_known:
        print("No FTE was given, so figures per FTE are n/a until one is entered.")
    return 0


def _created(options: Namespace, secret: str) -> tuple[Workspace, str]:
    from iro_desktop.services.workspace import create_workspace

    return create_workspace(
        options.store,
        secret,
        officer_name=options.officer,
        fte=options.fte,
        whole_service=True,
        who="create",
    )


def _joined(options: Namespace, secret: str) -> tuple[Workspace, str]:
    from iro_desktop.services.joining import join
    from iro_desktop.services.sharing import utc_now

    return join(
        options.store,
        secret,
        options.join,
        shared_passphrase(options, secret),
        now=utc_now(),
        officer_name=options.officer,
        fte=options.fte,
        who="create",
    )


def _working_time() -> type[WorkingTime]:
    from iro_desktop.domain.records import WorkingTime

    return WorkingTime
