"""What axe finds wrong with a page, as lines that can be read in a failed test."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_axe = Axe()


def axe_faults(page: Page) -> list[str]:
    """Return each violation with the elements concerned, in the light and in the dark theme."""
    found = []
    for scheme in ("light", "dark"):
        # Colours on their way from one theme to the other are no fault of the page.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate("Promise.all(document.getAnimations().map((a) => a.finished))")
        for violation in _axe.run(page).response["violations"]:
            where = "; ".join(str(node["target"]) for node in violation["nodes"][:4])
            found.append(f"{scheme}: {violation['id']} ({violation['help']}): {where}")
    page.emulate_media(color_scheme="null", reduced_motion="null")
    return found
