"""What tells one release of the site from the next."""

import hashlib
from datetime import UTC, datetime

SOURCES = {".py", ".html", ".txt", ".css", ".js", ".po", ".svg"}
FOLDERS = ("commitments", "evaluations", "ogpreports", "templates", "requirements")


def fingerprint(project):
    """Return a short hash over the sources and locked requirements below `project`, and when they last changed.

    The second is an aware datetime. Both move with anything that may change a page.
    """
    paths = sorted(
        path
        for folder in FOLDERS
        for path in (project / folder).rglob("*")
        if path.suffix in SOURCES and path.is_file()
    )
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(project).as_posix().encode() + b"\0" + path.read_bytes())
    newest = max(path.stat().st_mtime for path in paths)
    return digest.hexdigest()[:12], datetime.fromtimestamp(int(newest), UTC)
