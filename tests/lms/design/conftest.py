"""A small application with the design system alone, and a parser of what it draws."""

from dataclasses import dataclass

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from lms.core.web.formats import add_filters
from lms.design import assets, build
from lms.design.feature import FEATURE


@dataclass(frozen=True)
class School:
    name: str = "Unidad de Gestores Municipales"
    short_name: str = "UGM"
    parent: str = "Gobierno Autónomo Municipal de La Paz"
    city: str = "La Paz"
    phone: str = "(2) 265 0000"
    email: str = "escuela@ejemplo.bo"


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str = "home"
    is_current: bool = False


@dataclass(frozen=True)
class Access:
    is_signed_in: bool = False
    display_name: str = ""


@pytest.fixture(scope="session")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build.build(folder)
    return folder


@pytest.fixture
def app(dist, monkeypatch):
    monkeypatch.setattr(assets, "DIST", dist)
    assets.manifest.cache_clear()
    app = Flask("design_under_test", static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY="only for this test", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=lambda: "es")
    CSRFProtect(app)
    add_filters(app)
    menu = {"main": [], "account": [], "public": [], "footer": []}
    app.extensions["menu"] = menu
    app.extensions["who"] = {"current_access": Access(), "theme": ""}
    app.jinja_env.globals.update(
        csp_nonce=lambda: "n0nce",
        school=School(),
        navigation=lambda place="main": menu[place],
    )
    app.context_processor(lambda: app.extensions["who"])
    for blueprint in (*FEATURE.blueprints, *FEATURE.demo_blueprints):
        app.register_blueprint(blueprint)
    yield app
    assets.manifest.cache_clear()
    assets._content.cache_clear()


@pytest.fixture
def draw(app):
    """Draw a piece of template with every component as `ui`, and parse it strictly."""

    def draw(source, **values):
        with app.test_request_context():
            html = render_template_string('{% import "ui.html" as ui %}' + source, **values)
        return html, parse_fragment(html)

    return draw


@pytest.fixture
def page(app):
    """Draw a whole page and parse it strictly."""

    def page(source, **values):
        with app.test_request_context():
            html = render_template_string(source, **values)
        return html, parse_page(html)

    return page


def parse_fragment(html):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


def parse_page(html):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


@pytest.fixture
def entry():
    """Make an entry of a menu."""
    return Entry


@pytest.fixture
def access():
    """Make who is asking."""
    return Access
