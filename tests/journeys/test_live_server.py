"""The ground of the journeys itself: the server answers, stops, and comes back to a browser."""

import pytest
from playwright.sync_api import Error


def test_browser_reaches_the_server_and_nothing_else(live, new_page):
    page = new_page()

    answer = page.goto("/")

    assert answer is not None
    assert answer.ok
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://escuela.ejemplo.bo/")


def test_server_stops_and_comes_back_at_the_same_address(live, new_page):
    page = new_page()
    page.goto("/")
    address = live.url

    live.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto("/")
    page.wait_for_url("chrome-error://**")
    live.start()

    assert live.url == address
    assert page.goto("/").ok


def test_killed_browser_keeps_its_data(live, lasting_browser, flat_battery, tmp_path):
    folder = tmp_path / "phone"
    with lasting_browser(folder) as context:
        context.new_page().goto("/")
        flat_battery(folder)

    with lasting_browser(folder) as context:
        assert context.new_page().goto("/").ok
