"""A progress bar for a terminal. Where the output goes to a file it says nothing."""

from typing import Any

WIDTH = 24


class Bar:
    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.is_terminal = bool(getattr(stream, "isatty", lambda: False)())
        self.is_drawn = False

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if self.is_terminal and total:
            full = WIDTH * done // total
            self._write(f"\r\x1b[K[{'█' * full}{'·' * (WIDTH - full)}] {100 * done // total:3d}% {message}")
            self.is_drawn = True

    def clear(self) -> None:
        if self.is_drawn:
            self._write("\r\x1b[K")
            self.is_drawn = False

    def _write(self, text: str) -> None:
        self.stream.write(text, ending="")
        self.stream.flush()
