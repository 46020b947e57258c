"""A headless browser without a network, for timing pages and taking pictures of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND"


def there_is_one() -> bool:
    """Whether Chromium and its driver are installed (Debian: chromium, chromium-driver)."""
    return bool(_binary() and shutil.which("chromedriver"))


@contextmanager
def browser(width: int = 1400, height: int = 900) -> Iterator[webdriver.Chrome]:
    """A browser of its own, which is closed afterwards; `get` does not wait for the page."""
    options = Options()
    options.binary_location = _binary()
    options.page_load_strategy = "none"
    for flag in (*FLAGS, OFFLINE, f"--window-size={width},{height}"):
        options.add_argument(flag)
    opened = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield opened
    finally:
        opened.quit()


def _binary() -> str:
    return shutil.which("chromium") or shutil.which("google-chrome") or ""
