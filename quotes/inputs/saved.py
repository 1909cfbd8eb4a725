"""Ids of articles to names of files, for whoever keeps the texts that offsets are into."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote as percent_encoded

# Hidden, an option to a command, or a device of Windows.
_SPECIAL = re.compile(r"[.-]|(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 200  # bytes: file systems allow 255


def file_name(doc_id: str) -> str:
    """A name for the article's text in any one folder; different ids have different ones.

    Whatever is not a letter or digit of ASCII or one of "_.-~" is percent-encoded, *e.g.* a%2Fb.txt for a/b. A name
    that would be too long ends in a plus sign and a hash of the id.
    """
    name = percent_encoded(doc_id, safe="")
    if _SPECIAL.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST // 2]}+{sha256(doc_id.encode()).hexdigest()}"
    return f"{name}.txt"
