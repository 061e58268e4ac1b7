"""Layouts: landmarks, menus that lead somewhere, the telephone of the school."""

import pytest
from flask import flash, render_template_string
from markupsafe import Markup

LAYOUTS = ("page", "public", "bare", "print")


def source(layout, extra=""):
    return (
        '{% extends "layouts/' + layout + '.html" %}{% block title %}Mi página{% endblock %}'
        "{% block content %}<h1>Mi página</h1>{% endblock %}" + extra
    )


def text(node):
    return " ".join("".join(node.itertext()).split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_language_title_skip_link_and_landmarks(page, layout):
    _, tree = page(source(layout))

    assert tree.get("lang") == "es"
    assert text(tree.find(".//title")) == "Mi página · UGM"
    assert tree.find("body/a").get("href") == "#contenido"
    assert tree.find("body/main").get("id") == "contenido"
    assert tree.find("body/header") is not None
    assert tree.find("body/footer") is not None
    assert tree.find(".//meta[@name='viewport']") is not None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_school_can_be_called_from_every_page(page, layout):
    _, tree = page(source(layout))

    assert "(2) 265 0000" in text(tree.find("body/footer"))


def test_scripts_carry_the_nonce_and_nothing_is_inline(page):
    html, tree = page(source("page"))

    scripts = list(tree.iter("script"))
    assert [script.get("nonce") for script in scripts] == ["n0nce"]
    assert all(script.get("src", "").startswith("/recursos/app.") for script in scripts)
    assert tree.find(".//link[@rel='stylesheet']").get("href").endswith(".css")
    assert " style=" not in html


@pytest.mark.parametrize(("theme", "expected"), [("dark", "dark"), ("light", "light"), ("x", None)])
def test_the_chosen_theme_is_on_the_root(app, page, theme, expected):
    app.extensions["who"]["theme"] = theme

    _, tree = page(source("public"))

    assert tree.get("data-theme") == expected


def test_four_entries_at_the_foot_of_the_phone_the_rest_in_the_own_menu(app, page, entry, access):
    app.extensions["menu"]["main"] = [entry(f"E{n}", f"/{n}", is_current=n == 2) for n in range(6)]
    app.extensions["menu"]["account"] = [entry("Mi cuenta", "/cuenta")]
    app.extensions["who"]["current_access"] = access(is_signed_in=True, display_name="Ana Quispe")

    _, tree = page(source("page"))

    nav = tree.find(".//nav[@class='nav']")
    assert [a.get("href") for a in nav.iter("a")] == ["/0", "/1", "/2", "/3"]
    assert [text(a) for a in nav.iter("a") if a.get("aria-current")] == ["E2"]
    own = tree.find(".//details")
    assert [a.get("href") for a in own.iter("a")] == ["/4", "/5", "/cuenta"]
    assert tree.find("body").get("class") == "has-tabbar"


def test_signing_out_is_a_post_and_appears_only_where_it_exists(app, page, access):
    app.extensions["who"]["current_access"] = access(is_signed_in=True, display_name="Ana Quispe")
    _, without = page(source("page"))

    app.add_url_rule("/salir", "security.logout", lambda: "", methods=["POST"])
    _, tree = page(source("page"))

    assert without.find(".//details//form") is None
    form = tree.find(".//details//form")
    assert (form.get("method"), form.get("action")) == ("post", "/salir")
    assert form.find("input").get("name") == "csrf_token"


def test_the_way_in_appears_only_where_it_exists(app, page):
    _, without = page(source("public"))
    app.add_url_rule("/ingresar", "security.login", lambda: "")
    _, tree = page(source("public"))

    assert "Ingresar" not in text(without.find("body/header"))
    assert tree.find("body/header//a[@href='/ingresar']") is not None


def test_a_one_link_form_leaves_no_trace_and_has_no_menu(page):
    _, tree = page(source("bare"))

    assert "noindex" in tree.find(".//meta[@name='robots']").get("content")
    assert tree.find(".//meta[@name='referrer']").get("content") == "no-referrer"
    assert tree.find(".//nav") is None
    assert tree.find("body/header//a") is None


def test_small_acts_are_toasts_and_refusals_are_banners(app):
    with app.test_request_context():
        flash("Nota guardada.")
        flash({"text": "Fila quitada.", "undo_url": "/deshacer"})
        flash(Markup("No se <b>pudo</b>."), "error")
        html = render_template_string(source("page"))

    assert html.count('class="toast"') == 2
    assert 'action="/deshacer"' in html
    assert '<div class="banner banner-error" role="alert">' in html


def test_the_error_page_says_what_how_on_and_whom_to_call(page):
    _, tree = page(
        '{% include "pages/error.html" %}', status=404, title="No encontramos esta página",
        text="La dirección está incompleta.",
    )  # fmt: skip

    assert text(tree.find(".//h1")) == "No encontramos esta página"
    main = tree.find("body/main")
    assert main.find(".//a[@href='tel:22650000']") is not None
    assert "404" in text(main)
    assert main.find(".//a[@href='/']") is not None
