"""A server that can be killed and started again many times a second.

What it needs is imported and loaded once; each start forks a process that serves until it is killed with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path


class Killable:
    """A module that calls `serve_for_each_line`, as a process whose child is killed and started again."""

    def __init__(self, module: str, *arguments: str, log: Path, env: Mapping[str, str] | None = None) -> None:
        self._log = log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=env,
        )
        self._child = 0

    def start(self) -> None:
        """Start a server; it needs a moment until it serves."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._child = int(self._process.stdout.readline())

    def kill(self) -> None:
        """Kill the server, at whatever it is; it is gone when this returns."""
        os.kill(self._child, signal.SIGKILL)
        while _is_there(self._child):
            time.sleep(0.001)

    def end(self) -> None:
        """Kill the server for good."""
        self.kill()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            assert pipe
            pipe.close()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def serve_for_each_line(serve: Callable[[], None]) -> None:
    """Fork a server for each line of standard input, and print its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            serve()
            os._exit(0)
        print(child, flush=True)
