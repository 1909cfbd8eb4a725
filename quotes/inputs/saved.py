"""Ids of articles -> names of files, for the texts that offsets refer to."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote as percent_encoded

# Names that would be hidden, an option of a command, or a device of Windows.
_SPECIAL = re.compile(r"[.-]|(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes: file systems allow 255


def file_name(doc_id: str) -> str:
    """A file name for the article's text; different ids have different names.

    Everything except ASCII letters, digits and "_.-~" is percent-encoded, *e.g.* a%2Fb.txt for a/b. A name that would
    be too long is cut and ends with a plus sign and a hash of the id.
    """
    name = percent_encoded(doc_id, safe="")
    if _SPECIAL.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST // 2]}+{sha256(doc_id.encode()).hexdigest()}"
    return f"{name}.txt"
