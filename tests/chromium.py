"""A headless Chromium, driven over its own pipe: no network, no port, no library."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# Becomes the browser, which listens at descriptor 3 and speaks at 4.
_PLUMBING = """
import os, sys
ends = [os.dup(int(end)) for end in sys.argv[1:3]]
for place, end in enumerate(ends, start=3):
    os.dup2(end, place)
    os.set_inheritable(place, True)
os.execv(sys.argv[3], sys.argv[3:])
"""
_MM_OF_AN_INCH = 25.4


def find_chromium() -> str | None:
    """Return the program, where there is one."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet in millimetres."""

    width: float
    height: float


A4_LANDSCAPE = Paper(width=297, height=210)
A3_LANDSCAPE = Paper(width=420, height=297)


class Chromium:
    """A browser with one page; what the page asked for and complained of is kept."""

    def __init__(self, program: str, profile: Path) -> None:
        """Start the browser, with a profile of its own."""
        to_read, self._to_write = os.pipe()
        self._to_listen, to_say = os.pipe()
        plumbing = [sys.executable, "-c", _PLUMBING, str(to_read), str(to_say)]
        self._process = subprocess.Popen(
            [*plumbing, program, *_OPTIONS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_read, to_say),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_say)
        self._heard = b""
        self._count = 0
        self.events: list[dict[str, Any]] = []
        self._session: str | None = None

    def __enter__(self) -> Self:
        """Open a page."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the browser and wait until it is gone."""
        self._session = None
        try:
            self.send("Browser.close")
        finally:
            self._process.terminate()
            self._process.wait(30)
        os.close(self._to_write)
        os.close(self._to_listen)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give an order and return the answer; what happens meanwhile is kept."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_write, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._listen()
            if heard.get("id") == self._count:
                assert "error" not in heard, (method, heard["error"])
                answer: dict[str, Any] = heard["result"]
                return answer
            self.events.append(heard)

    def _listen(self) -> dict[str, Any]:
        while b"\0" not in self._heard:
            heard = os.read(self._to_listen, 1 << 20)
            assert heard, "the browser is gone"
            self._heard += heard
        message, _, self._heard = self._heard.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(self, path: Path, *, width: int, dark: bool = False) -> None:
        """Load a file into a window so wide, in light or dark, and wait until it stands."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 700,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.events.clear()
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._listen())

    def evaluate(self, script: str) -> Any:
        """Return what a script in the page comes to, as JSON."""
        done = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def picture(self, *, height: int | None = None, scale: float = 1) -> bytes:
        """Return a picture of the page as PNG: of all of it, or from the top down to a height."""
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
        shot = self.send(
            "Page.captureScreenshot", captureBeyondViewport=True, clip={**clip, "scale": scale}
        )
        return b64decode(shot["data"])

    def pdf(self, paper: Paper) -> bytes:
        """Return the page as it is printed on a paper."""
        printed = self.send(
            "Page.printToPDF",
            paperWidth=paper.width / _MM_OF_AN_INCH,
            paperHeight=paper.height / _MM_OF_AN_INCH,
            printBackground=True,
            marginTop=0.47,
            marginBottom=0.59,
            marginLeft=0.43,
            marginRight=0.43,
        )
        return b64decode(printed["data"])

    def requests(self) -> list[str]:
        """Return the addresses that the page asked for, its own among them."""
        asked = [event for event in self.events if _is(event, "Network.requestWillBeSent")]
        return [event["params"]["request"]["url"] for event in asked]

    def complaints(self) -> list[str]:
        """Return what the page or the browser said of it: console, errors, blocked parts."""
        names = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        said = [event for event in self.events if any(_is(event, name) for name in names)]
        return [json.dumps(event["params"]) for event in said]


def _is(event: dict[str, Any], method: str) -> bool:
    return event.get("method") == method


@contextmanager
def chromium(program: str) -> Iterator[Chromium]:
    """Run a browser that knows nothing of the person, and leaves nothing behind."""
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        Chromium(program, Path(profile)) as browser,
    ):
        yield browser
