"""First on a process's path: it, and each process it starts, notes the addresses that it connects to, or looks up."""

import os
import sys
from pathlib import Path

_LOG = Path(os.environ["WATCHED"])


def _note(event: str, args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}:
        with _LOG.open("a") as log:
            log.write(f"{event}\t{args[0] if event.startswith('socket.get') else args[1]}\n")


sys.addaudithook(_note)
