"""Which page of the guide fits where one is: for each view and each dialog, by its class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from iro_desktop.domain.guide import INDEX

_DAY: Final = "guide/working-day.md"
_CHILD: Final = "guide/working-day.md#a-childs-page"
_FILTERS: Final = "guide/working-day.md#what-needs-you"
_MONTH: Final = "guide/monthly-routine.md"
_CHECKS: Final = "guide/monthly-routine.md#checks-between-reviews"
_DIARY: Final = "guide/monthly-routine.md#the-diary"
_BOOKING: Final = "guide/review-preparation.md#booking"
_REVIEW: Final = "guide/review-preparation.md#recording-a-review"
_MEETING: Final = "guide/review-preparation.md#recording-a-meeting-about-several-children"
_CHALLENGE: Final = "guide/challenge-to-resolution.md"
_CHARTS: Final = "guide/measures-and-charts.md"
_IMPORTING: Final = "guide/importing.md"
_TABLE: Final = "guide/importing.md#any-other-table"
_PREVIEW: Final = "guide/importing.md#before-anything-is-written"
_STANDARDS: Final = "guide/local-standards.md"
_COMPARING: Final = "guide/comparing.md"
_LAPTOPS: Final = "guide/two-laptops.md"
_TWO_VERSIONS: Final = "guide/two-laptops.md#two-versions-of-one-thing"
_HANDING: Final = "guide/handing-over.md"
_BACKUPS: Final = "guide/backups.md"
_RESTORE: Final = "guide/backups.md#restore"
_LOST: Final = "guide/lost-passphrase.md"
_PRIVACY: Final = "guide/privacy-and-security.md"
_ERASING: Final = "guide/privacy-and-security.md#erasing-old-cases"
_LEAD: Final = "guide/team-lead.md#for-each-iro-the-summary"
_START: Final = "guide/getting-started.md"
_FILES: Final = "guide/on-paper.md"
_REPORT: Final = "guide/yearly-report.md"
_REMOVING: Final = "guide/privacy-and-security.md#removing-it-from-a-computer"

TOPICS: Final = {
    # The windows
    "UnlockWindow": _LOST,
    "FirstRunWindow": _START,
    "SendingWindow": _LAPTOPS,
    "ChartsPanel": "guide/measures-and-charts.md#the-charts-panel",
    # The views
    "CaseloadView": _DAY,
    "ChildView": _CHILD,
    "NewsView": _DAY,
    "ReportsView": _FILES,
    "MonitoringView": _CHECKS,
    "EscalationsView": _CHALLENGE,
    "MeasuresView": _CHARTS,
    "MeasureView": _CHARTS,
    "BehindView": _CHARTS,
    "DiaryView": _DIARY,
    "QualityView": "guide/data-quality.md",
    "TeamView": "guide/team-lead.md#the-team-view",
    "TeamIroDialog": "guide/team-lead.md#the-team-view",
    "TeamMoveDialog": "guide/team-lead.md#comparing-fairly",
    # Finding, and the work with the list
    "PaletteDialog": _FILTERS,
    "PutOffDialog": _FILTERS,
    "SavedFilterDialog": _FILTERS,
    "SavedFiltersDialog": _FILTERS,
    "ContactsDialog": _FILTERS,
    "AllocateDialog": _FILTERS,
    "QuickLineDialog": "guide/working-day.md#the-quick-line",
    "CouncilDialog": "guide/working-day.md#the-councils-system",
    # A child
    "ChildDialog": _START,
    "RecordDialog": _CHILD,
    "HistoryDialog": _CHILD,
    "SiblingsDialog": _CHILD,
    "SiblingContactDialog": _CHILD,
    "SheetDialog": _CHILD,
    "DocumentDialog": "guide/on-paper.md",
    "DeleteChildDialog": "guide/getting-started.md#nothing-you-write-is-lost",
    "BinDialog": "guide/getting-started.md#nothing-you-write-is-lost",
    "SameChildDialog": _PREVIEW,
    # Reviews, checks, challenges
    "ReviewDialog": _REVIEW,
    "MeetingDialog": _BOOKING,
    "CancelMeetingDialog": _BOOKING,
    "PrepareDialog": "guide/review-preparation.md#preparing",
    "RecordMeetingDialog": _MEETING,
    "CheckDialog": _CHECKS,
    "ChallengeDialog": "guide/challenge-to-resolution.md#the-outcome-first",
    "EscalationDialog": _CHALLENGE,
    "StageDialog": "guide/challenge-to-resolution.md#stages-and-days",
    "GoodPracticeDialog": "guide/challenge-to-resolution.md#good-practice",
    "FeedbackDialog": "guide/yearly-report.md#through-the-year",
    "WhatIfDialog": _DIARY,
    # Files that come in
    "ImportDialog": _IMPORTING,
    "WinnersDialog": _PREVIEW,
    "MappingDialog": _TABLE,
    "MappingsDialog": _TABLE,
    "MappingNameDialog": _TABLE,
    "ShareMappingDialog": _TABLE,
    "ComparatorsDialog": _COMPARING,
    "ComparatorDialog": _COMPARING,
    # What the council sets
    "StandardsDialog": _STANDARDS,
    "StandardsFormDialog": _STANDARDS,
    "EffectDialog": _STANDARDS,
    # To others, and from them
    "HandOverDialog": "guide/handing-over.md#to-hand-over",
    "HandoverWordsDialog": "guide/handing-over.md#to-hand-over",
    "TakeOverDialog": "guide/handing-over.md#to-take-over",
    # Two computers
    "SharedCopyDialog": _LAPTOPS,
    "StartSharingDialog": "guide/two-laptops.md#setting-it-up",
    "MoveSharedCopyDialog": "guide/two-laptops.md#when-something-hinders",
    "EnterPassphraseDialog": _LAPTOPS,
    "ChangePassphraseDialog": "guide/two-laptops.md#a-new-passphrase-a-lost-computer",
    "RemoveComputerDialog": "guide/two-laptops.md#a-new-passphrase-a-lost-computer",
    "WriteAnewDialog": "guide/two-laptops.md#when-something-hinders",
    "StopSharingDialog": _LAPTOPS,
    "RenameComputerDialog": _LAPTOPS,
    "TwoVersionsDialog": _TWO_VERSIONS,
    "SettleDialog": _TWO_VERSIONS,
    # The file
    "DetailsDialog": _START,
    "PassphraseDialog": "guide/backups.md#the-passphrase",
    "RecoverySheetDialog": "guide/backups.md#the-recovery-sheet",
    "BackupSecretDialog": _RESTORE,
    "RestoreDialog": _RESTORE,
    "RestorePreviewDialog": _RESTORE,
    "ViewLogDialog": "guide/privacy-and-security.md#who-looked",
    "SubjectAccessDialog": "guide/privacy-and-security.md#everything-about-one-child",
    "LeavingDialog": _FILES,
    "YearlyReportDialog": _REPORT,
    "RemoveDialog": _REMOVING,
    "RemovableDriveDialog": "guide/privacy-and-security.md#your-councils-policy",
    "FaultReportsDialog": _PRIVACY,
    "EraseDialog": _ERASING,
    "AskToEraseDialog": _ERASING,
    "EraseNowDialog": _ERASING,
    # The program
    "AboutDialog": _PRIVACY,
    "CrashDialog": _PRIVACY,
}
"""Class name -> page of the guide, with the anchor of a heading where one fits."""

WAYS_OUT: Final = {"export_summary": _LEAD, "export_standards": _STANDARDS}
"""The key of what leaves as a file -> its page, where that is not the one of files."""


def topic_of(part: QObject | None) -> str:
    """Return the page that fits a view, a dialog or something in one; the index where none does.

    A part may say a page of its own as ``help_topic``: a measure has its page of the handbook.
    """
    while part is not None:
        own = getattr(part, "help_topic", "")
        if isinstance(own, str) and own:
            return own
        for kind in type(part).__mro__:
            if kind.__name__ in TOPICS:
                return TOPICS[kind.__name__]
        part = part.parent()
    return INDEX
