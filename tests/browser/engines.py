"""Firefox and WebKit, each driven by what its makers provide: Marionette and WebKitWebDriver.

Playwright drives neither as Debian packages them. Both clients know the commands of WebDriver.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from marionette_driver.errors import MarionetteException, StaleElementException
from marionette_driver.marionette import Marionette
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.webkitgtk.service import Service

from tests.needs import missing

# Keys as WebDriver names them.
ENTER, ESCAPE, TAB, UP, DOWN = "\ue007", "\ue00c", "\ue004", "\ue013", "\ue015"

# A condition that is still false by then never becomes true, however slow the machine.
PATIENCE = 120.0
CSS = "css selector"
REDRAWN = 5  # times that a page may draw an element anew before it is acted on


class Engine(ABC):
    """A browser with one window; conditions are expressions of JavaScript."""

    name: str

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    @abstractmethod
    def go(self, url: str) -> None:
        """Open an address and wait until the page is loaded."""

    @abstractmethod
    def errors(self) -> list[str]:
        """What went wrong since the last call, as far as the browser tells."""

    def value(self, expression: str) -> Any:
        """The value of an expression of JavaScript, in the page."""
        return self.driver.execute_script(f"return {expression}")

    def run(self, script: str) -> None:
        """Run a script as one of the page, with what its scripts have defined."""
        self.driver.execute_script(script)

    def until(self, condition: str) -> Any:
        """Wait until a condition is true, and return its value."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # A page that is being left has no values.
            with suppress(MarionetteException, WebDriverException):
                if value := self.value(condition):
                    return value
            time.sleep(0.02)
        raise TimeoutError(f"{self.name} at {self.value('location.href')}: {condition}")

    def arrive(self, part: str) -> None:
        """Wait until a page is loaded that has this in its address."""
        self.until(f"location.href.includes({part!r}) && document.readyState == 'complete'")

    def type(self, selector: str, keys: str) -> None:
        """Focus the element and press keys."""
        self._with(selector, lambda element: element.send_keys(keys))

    def press(self, keys: str) -> None:
        """Press keys where the focus is."""
        self.driver.find_element(CSS, ":focus").send_keys(keys)

    def click(self, selector: str) -> None:
        """Click the first element that the selector selects."""
        self._with(selector, lambda element: element.click())

    def _with(self, selector: str, act: Callable[[Any], None]) -> None:
        """Do something with the first of these elements, which a page may just draw anew."""
        for _ in range(REDRAWN):
            with suppress(StaleElementReferenceException, StaleElementException):
                act(self.driver.find_element(CSS, selector))
                return
        act(self.driver.find_element(CSS, selector))

    def shows(self, selector: str) -> bool:
        """Whether the first of these elements is drawn."""
        return bool(self.value(f"document.querySelector({selector!r}).checkVisibility()"))


class Firefox(Engine):
    name = "firefox"

    def go(self, url: str) -> None:
        self.driver.navigate(url)

    def run(self, script: str) -> None:
        # Otherwise it sees the page through a sandbox.
        self.driver.execute_script(script, sandbox=None)

    def errors(self) -> list[str]:
        """Errors of scripts and what the policy of a page blocked, from the browser's console."""
        with self.driver.using_context("chrome"):
            messages = self.driver.execute_script("""
                const said = Services.console.getMessageArray()
                    .filter(each => each instanceof Ci.nsIScriptError)
                    .filter(each => !(each.flags & Ci.nsIScriptError.warningFlag))
                    .filter(each => /^(CSP|content)/.test(each.category))
                    .map(each => `${each.sourceName}: ${each.errorMessage}`)
                Services.console.reset()
                return said
            """)
        return list(messages)


class WebKit(Engine):
    name = "webkit"

    def go(self, url: str) -> None:
        self.driver.get(url)
        # The driver has no log of the console: what happens while a page loads stays unknown.
        self.driver.execute_script("""
            window.wrong = []
            for (const kind of ["error", "unhandledrejection", "securitypolicyviolation"])
                addEventListener(kind, event => wrong.push(
                    `${kind}: ${event.message || event.reason || event.violatedDirective}`), true)
        """)

    def errors(self) -> list[str]:
        """Errors of scripts and violations of the policy of the page that `go` opened."""
        return list(self.value("(window.wrong || []).splice(0)"))


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Launch Firefox; a test is skipped, or fails, where there is none."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program or not Path(program).exists():
        missing("firefox", "no Firefox: set FIREFOX to its path")
    with TemporaryDirectory(prefix="firefox") as profile:
        # Zero is a free port, which Firefox writes into a file.
        (Path(profile) / "user.js").write_text('user_pref("marionette.port", 0);\n')
        process = subprocess.Popen(
            # The last one allows `errors` to read the console.
            [
                *(program, "--headless", "--no-remote", "--profile", profile, "--marionette"),
                "--remote-allow-system-access",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            driver = Marionette(port=_port(Path(profile) / "MarionetteActivePort"))
            driver.start_session()
            yield Firefox(driver)
            driver.delete_session()
        finally:
            process.terminate()
            process.wait()


def _port(file: Path) -> int:
    end = time.monotonic() + PATIENCE
    while not (file.exists() and (port := file.read_text("ascii"))):
        if time.monotonic() > end:
            raise TimeoutError("Firefox did not start")
        time.sleep(0.05)
    return int(port)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Launch WebKitGTK's browser on a display of its own; skipped or failed where it is missing."""
    program = shutil.which("WebKitWebDriver")
    if not program or not shutil.which("Xvfb"):
        missing("webkit", "no WebKitWebDriver or no Xvfb")
    with display() as name:
        service = Service(program, env={**os.environ, "DISPLAY": name, "NO_AT_BRIDGE": "1"})
        driver = webdriver.WebKitGTK(service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextmanager
def display() -> Iterator[str]:
    """Start an X server without a screen, and return its name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
