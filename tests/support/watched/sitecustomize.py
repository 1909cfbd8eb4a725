"""First on a process's path: it, and each process it starts, notes where it connects to, looks up, and listens."""

import os
import sys
from pathlib import Path

_LOG = Path(os.environ["WATCHED"])

_ASKED = ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo")
_EVENTS = {f"socket.{name}" for name in ("bind", "connect", "sendmsg", "sendto", *_ASKED)}


def _note(event: str, args: tuple[object, ...]) -> None:
    if event in _EVENTS:
        with _LOG.open("a") as log:
            log.write(f"{event}\t{args[0] if event.startswith('socket.get') else args[1]}\n")


sys.addaudithook(_note)
