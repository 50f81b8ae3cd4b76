"""How much memory a process has taken; Linux alone tells it."""

from pathlib import Path


def peak_mib() -> int:
    """Return the most memory that this process ever had, in MiB.

    Not what getrusage says: that begins with what the process had which started this one.
    """
    return _mib("VmHWM:")


def resident_mib() -> int:
    """Return the memory that this process has now, in MiB."""
    return _mib("VmRSS:")


def _mib(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith(name))
    return int(found) // 1024
