"""How long until a question can be typed, against fetching the same bytes.

    python -m bench.page

In one Chromium, each time with nothing cached: the page until its field takes a question, against
``fetch`` of the same files, all at once, from a page that is there already. What counts are ratios;
the second line is over a link of 50 ms and 200 kB/s.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import serving
from youju.resources import shipped

RUNS = 15
PATIENCE = 30_000
SLOW = {"offline": False, "latency": 50, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
USABLE = "performance.getEntriesByName('usable')[0]?.startTime"
FETCH = """async (urls) => {
  const started = performance.now();
  await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  return performance.now() - started;
}"""


def page_of(browser: Browser, url: str, *, slow: bool) -> Page:
    context = browser.new_context()
    page = context.new_page()
    if slow:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.goto(url)
    return page


def usable(browser: Browser, url: str, slow: bool) -> tuple[float, list[str]]:
    """Milliseconds, and the files that it took."""
    page = page_of(browser, url, slow=slow)
    page.wait_for_function(f"{USABLE} && document.getElementById('question')", timeout=PATIENCE)
    taken: float = page.evaluate(USABLE)
    names: list[str] = page.evaluate(
        f"performance.getEntriesByType('resource').filter((one) => one.startTime < {USABLE}"
        " && one.name.includes('/static/')).map((one) => one.name)"
    )
    page.context.close()
    return taken, [*names, url]


def fetched(browser: Browser, url: str, files: list[str], slow: bool) -> float:
    page = page_of(browser, f"{url}healthz", slow=slow)
    taken: float = page.evaluate(FETCH, files)
    page.context.close()
    return taken


def compared(browser: Browser, url: str, *, slow: bool) -> tuple[float, float, int]:
    _, files = usable(browser, url, slow)
    fetched(browser, url, files, slow)
    pairs = [
        (usable(browser, url, slow)[0], fetched(browser, url, files, slow)) for _ in range(RUNS)
    ]
    medians = (statistics.median(column) for column in zip(*pairs, strict=True))
    return *medians, len(files)  # type: ignore[return-value]


def weight(folder: Path) -> int:
    """Bytes of all files of the page, those that come later too, compressed."""
    ours = [
        path
        for path in folder.rglob("*.*")
        if path.suffix in (".js", ".css", ".html", ".svg")
        and "swagger-ui" not in path.parts
        and not path.name.startswith("docs.")
    ]
    return sum(len(gzip.compress(path.read_bytes())) for path in ours)


def measure(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for slow in (False, True):
            page, floor, files = compared(browser, url, slow=slow)
            name = "slow link" if slow else "loopback"
            print(f"{name}: usable {page / floor:.2f} × fetching the same {files} files")
        browser.close()
    print(f"weight: {weight(shipped('web')) / 1000:.0f} kB compressed")


if __name__ == "__main__":
    with serving() as served:
        measure(f"{served.url}/")
