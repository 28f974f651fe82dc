"""Which folder lies on a network or is shared by a virtual machine: no place for a SQLite file.

Their locks and shared memory do not reach the other side, so two writers would overwrite each other unseen
(sqlite.org/wal.html, "all processes must be on the same host").
"""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/mounts")
NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|ncpfs?|afs|9p|virtiofs|vboxsf|prl_fs|ceph|glusterfs|lustre|beegfs|gpfs|davfs|coda|ocfs2|gfs2"
    r"|fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|blobfuse2?|glusterfs|ceph|davfs2?|curlftpfs|smbnetfs|vmhgfs-fuse|juicefs|osxfs|grpcfuse)"
)
"""Kinds of file system as Linux names them."""


def network_kind(folder: Path, mounts: Path = MOUNTS) -> str | None:
    r"""The kind of network file system that a folder lies on, such as ``nfs4``; None for a disk of this machine.

    On Windows, where there is no list of mounts, a path such as ``\\\\server\\share``.
    """
    if folder.drive.startswith("\\\\"):
        return "smb"
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return None
    kind = _kind_of(folder.resolve(), lines)
    return kind if NETWORK.fullmatch(kind) else None


def _kind_of(folder: Path, lines: list[str]) -> str:
    """The file system of the longest mount point above a folder; of two on one point the later hides the earlier."""
    found, deepest = "", -1
    for line in lines:
        fields = line.split(" ")
        point = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= deepest:
            found, deepest = fields[2], len(point.parts)
    return found
