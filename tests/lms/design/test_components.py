"""What the components draw: valid HTML whose parts are joined for readers."""

from xml.etree import ElementTree as ET

import html5lib
import pytest

SVG = "{http://www.w3.org/2000/svg}"


def by_id(tree, name):
    return next(node for node in tree.iter() if node.get("id") == name)


def text(node):
    return " ".join("".join(node.itertext()).split())


def test_every_template_compiles(app):
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def test_every_public_macro_is_gathered_in_one_place(app):
    gathered = vars(app.jinja_env.get_template("ui.html").module)
    parts_of_fields = {"label_text"}

    for name in app.jinja_env.list_templates(filter_func=lambda n: n.startswith("components/")):
        macros = {
            key
            for key, value in vars(app.jinja_env.get_template(name).module).items()
            if type(value).__name__ == "Macro" and not key.startswith("_")
        }
        assert macros - parts_of_fields <= set(gathered), name


def test_an_unknown_icon_fails_when_the_page_is_drawn(draw):
    with pytest.raises(Exception, match="'unicorn'"):
        draw('{{ ui.icon("unicorn") }}')


def test_there_are_at_most_thirty_icons(app):
    assert len(app.jinja_env.get_template("components/icon.html").module.paths) <= 30


def test_texts_are_escaped(draw):
    html, _ = draw(
        "{{ ui.button(bad) }}{{ ui.tag(bad) }}{{ ui.banner(bad, bad) }}{{ ui.row(bad, bad) }}"
        "{{ ui.crumbs([(bad, '/a'), (bad, None)]) }}{{ ui.stairs(1, 2, bad) }}"
        "{{ ui.share(bad, bad) }}{{ ui.input('x', bad, bad, hint=bad, errors=[bad]) }}",
        bad='"><script>x</script>',
    )

    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 10


def test_button_says_what_it_does_and_on_what(draw):
    _, tree = draw(
        '{{ ui.button("Ver", kind="second", about="el folio 0641", name="accion", value="ver") }}'
    )

    button = tree.find("button")
    assert button.get("class") == "btn btn-2"
    assert (button.get("type"), button.get("name"), button.get("value")) == (
        "submit",
        "accion",
        "ver",
    )
    assert text(button) == "Ver el folio 0641"


def test_a_file_always_says_its_size(draw):
    _, tree = draw('{{ ui.file_link("Descargar", "/f", 98304) }}')

    assert text(tree.find("a")) == "Descargar (PDF, 96 KB)"


@pytest.mark.parametrize(
    ("done", "total", "full", "rest"),
    [(0, 12, 0, 12), (7, 12, 7, 5), (12, 12, 12, 0), (99, 100, 39, 1), (1, 1, 1, 0)],
)
def test_stairs_never_look_complete_before_they_are(draw, done, total, full, rest):
    _, tree = draw('{{ ui.stairs(done, total, "x") }}', done=done, total=total)

    drawn = {
        path.get("class", "rest"): path.get("d").count("M") for path in tree.iter(SVG + "path")
    }
    assert drawn.get("on", 0) == full
    assert drawn.get("rest", 0) == rest


def test_stairs_of_nothing_draw_nothing(draw):
    html, _ = draw('{{ ui.stairs(0, 0, "x") }}')

    assert html.strip() == ""


def test_avatar_takes_the_letters_of_names_only(draw):
    _, tree = draw('{{ ui.avatar("María de los Ángeles quispe") }}')

    assert text(tree) == "MÁ"


def test_pages_mark_the_current_one_and_leave_out_the_far_ones(draw):
    _, tree = draw('{{ ui.pages(5, 20, "?pagina=") }}')

    links = list(tree.iter("a"))
    assert [a.get("href").removeprefix("?pagina=") for a in links] == [
        "4", "1", "4", "5", "6", "20", "6",
    ]  # fmt: skip
    assert [text(a) for a in links if a.get("aria-current")] == ["Página 5"]


def test_one_page_needs_no_pages(draw):
    html, _ = draw('{{ ui.pages(1, 1, "?pagina=") }}')

    assert html.strip() == ""


def test_table_names_its_columns_beside_the_values(draw):
    _, tree = draw(
        '{{ ui.data_table("Notas", ["Persona", {"label": "Nota", "num": True}], [("Ana", 86)]) }}'
    )

    region = tree.find("div")
    assert (region.get("role"), region.get("aria-label"), region.get("tabindex")) == (
        "region",
        "Notas",
        "0",
    )
    assert text(tree.find(".//tbody//th[@scope='row']")) == "Ana"
    assert tree.find(".//tbody//td").get("data-label") == "Nota"
    assert tree.find(".//tbody//td").get("class") == "num"


def test_rubric_offers_its_levels_with_the_chosen_one_marked(draw):
    _, tree = draw(
        '{{ ui.criterion("c1", "Método", [{"value": "none", "points": 0, "label": "sin evidencia"},'
        ' {"value": "applies", "points": 20, "label": "aplica"}], "applies", hint="Peso 25.") }}'
    )

    chosen = [node.get("value") for node in tree.iter("input") if node.get("checked") is not None]
    assert chosen == ["applies"]
    assert tree.find("fieldset").get("aria-describedby") == by_id(tree, "c1-ayuda").get("id")


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("valid", "Certificado vigente"),
        ("expired", "Certificado vencido"),
        ("replaced", "Certificado reemplazado"),
        ("revoked", "Certificado revocado"),
        ("cancelled", "Folio anulado"),
        ("not_found", "No encontramos ese código"),
    ],
)
def test_verdict_says_its_state_in_words(draw, state, title):
    _, tree = draw("{{ ui.verdict(state) }}", state=state)

    assert text(tree.find(".//h2")) == title


def test_undo_of_a_toast_is_a_post_with_a_token(draw):
    _, tree = draw('{{ ui.toast("Nota guardada.", undo_url="/deshacer") }}')

    form = tree.find(".//form")
    assert (form.get("method"), form.get("action")) == ("post", "/deshacer")
    assert form.find("input").get("name") == "csrf_token"
    assert form.find("input").get("value")


def test_the_guide_is_valid_and_its_ids_are_unique(app):
    answer = app.test_client().get("/guia-de-estilo")
    tree = parse(answer.text)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]

    assert answer.status_code == 200
    assert sorted(ids) == sorted(set(ids))
    assert len(list(tree.iter("h1"))) == 1
    assert " style=" not in answer.text
    for word in ("None", "undefined", "{{"):
        assert word not in "".join(tree.itertext())
    for control in tree.iter():
        for name in control.get("aria-describedby", "").split():
            assert name in ids


def parse(html) -> ET.Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
