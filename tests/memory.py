"""How much memory a process has taken."""

from pathlib import Path


def peak_mib() -> int:
    """Return the most memory that this process ever had, in MiB; Linux alone tells it.

    Not what getrusage says: that begins with what the process had which started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) // 1024
