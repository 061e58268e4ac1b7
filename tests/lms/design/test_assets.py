"""Assets: the smallest form that the browser takes, kept for a year, nothing else served."""

import gzip

import brotli
import pytest

from lms.design import assets


@pytest.fixture
def address(app):
    with app.test_request_context():
        return assets.asset_url("app.css")


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("", None),
        ("identity", None),
        ("*", None),
    ],
)
def test_the_form_follows_what_the_browser_takes(app, address, accepted, sent):
    answer = app.test_client().get(address, headers={"Accept-Encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert answer.headers.get("Content-Encoding") == sent
    assert b"@layer tokens" in unpack(answer.data)
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_it_may_be_kept_for_ever_and_sets_no_cookie(app, address):
    answer = app.test_client().get(address)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/css; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["manifest.json", "app.css", "nothing.css", "..%2Fbuild.py"])
def test_only_built_assets_are_served(app, name):
    assert app.test_client().get(f"/recursos/{name}").status_code == 404


def test_a_compressed_file_is_not_an_asset_of_its_own(app, address):
    assert app.test_client().get(f"{address}.br").status_code == 404


def test_an_unknown_asset_fails_when_the_page_is_drawn(app):
    with app.test_request_context(), pytest.raises(KeyError):
        assets.asset_url("unknown.css")


def test_a_missing_build_says_what_to_run(app, monkeypatch, tmp_path):
    assets.manifest.cache_clear()
    monkeypatch.setattr(assets, "DIST", tmp_path)

    with pytest.raises(assets.AssetsNotBuiltError, match=r"python -m lms\.design\.build"):
        assets.manifest()
