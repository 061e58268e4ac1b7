"""Fields of WTForms: label, hint, errors and control in this order, joined for readers."""

import html5lib
import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

TWO = [SelectChoice("a", "Primera"), SelectChoice("b", "Segunda")]


class Place(Form):
    town = StringField("Municipio")


class Example(Form):
    name = StringField(
        "Nombre", [InputRequired(), Length(max=80)], description="Como en su carnet."
    )
    phone = StringField("Teléfono", [Optional()], render_kw={"class": "wide", "inputmode": "tel"})
    text = TextAreaField("Texto")
    secret = PasswordField("Contraseña")
    number = IntegerField("Número")
    day = DateField("Día")
    upload = FileField("Archivo")
    one = SelectField("Una", choices=TWO)
    pick = RadioField("Elija", choices=TWO, default="b")
    many = SelectMultipleField("Varias", choices=TWO, default=["a", "b"])
    yes = BooleanField("Acepto")
    hidden = HiddenField(default="7")
    place = FormField(Place)


def draw_field(draw, name, form=None, **options):
    form = form or Example()
    _, tree = draw("{{ ui.field(f, **options) }}", f=form[name], options=options)
    return tree


def ids_described(control):
    return control.get("aria-describedby", "").split()


@pytest.mark.parametrize(
    ("name", "tag", "type_"),
    [
        ("name", "input", "text"),
        ("text", "textarea", None),
        ("secret", "input", "password"),
        ("number", "input", "number"),
        ("day", "input", "date"),
        ("upload", "input", "file"),
        ("one", "select", None),
    ],
)
def test_a_field_has_a_label_that_names_its_control(draw, name, tag, type_):
    tree = draw_field(draw, name)

    control = tree.find(f".//{tag}")
    assert control.get("type") == type_
    assert tree.find(".//label").get("for") == control.get("id") == name
    assert control.get("aria-invalid") is None


def test_hint_comes_from_the_field_and_is_joined(draw):
    tree = draw_field(draw, "name")

    assert ids_described(tree.find(".//input")) == ["name-ayuda"]
    assert tree.find(".//*[@id='name-ayuda']").text == "Como en su carnet."


def test_errors_are_joined_after_the_hint_and_stand_before_the_control(draw):
    form = Example(MultiDict())
    form.name.errors = ["Escriba su nombre."]

    tree = draw_field(draw, "name", form)

    control = tree.find(".//input")
    assert ids_described(control) == ["name-ayuda", "name-error"]
    assert control.get("aria-invalid") == "true"
    order = [node.get("id") or node.tag for node in tree.find("div")]
    assert order == ["label", "name-ayuda", "name-error", "name"]


def test_only_optional_fields_say_so(draw):
    assert "opcional" in "".join(draw_field(draw, "phone").itertext())
    assert "opcional" not in "".join(draw_field(draw, "name").itertext())


def test_classes_and_attributes_of_the_field_are_kept(draw):
    control = draw_field(draw, "phone", cls="input-short").find(".//input")

    assert control.get("class") == "input input-short wide"
    assert control.get("inputmode") == "tel"


def test_radio_answers_are_rows_in_a_group(draw):
    tree = draw_field(draw, "pick", hints={"a": "Lo usual"}, disabled={"b": "La cierra la regla"})

    group = tree.find("fieldset")
    inputs = list(tree.iter("input"))
    assert group.find("legend").text == "Elija"
    assert [(i.get("type"), i.get("value"), i.get("id")) for i in inputs] == [
        ("radio", "a", "pick-0"),
        ("radio", "b", "pick-1"),
    ]
    assert inputs[1].get("checked") is not None
    assert inputs[1].get("disabled") is not None
    assert [node.text for node in tree.iter("small")] == ["Lo usual", "La cierra la regla"]


def test_several_answers_are_boxes(draw):
    inputs = list(draw_field(draw, "many").iter("input"))

    assert {i.get("type") for i in inputs} == {"checkbox"}
    assert all(i.get("checked") is not None for i in inputs)


def test_a_refused_group_marks_its_answers(draw):
    form = Example()
    form.many.errors = ["Elija una más."]

    tree = draw_field(draw, "many", form)

    assert ids_described(tree.find("fieldset")) == ["many-error"]
    assert all(i.get("aria-invalid") == "true" for i in tree.iter("input"))


def test_a_single_box_is_inside_its_label(draw):
    label = draw_field(draw, "yes").find(".//label")

    assert label.find("input").get("type") == "checkbox"
    assert "Acepto" in "".join(label.itertext())


def test_a_refused_single_box_is_joined_to_its_error(draw):
    form = Example()
    form.yes.errors = ["Marque para seguir."]

    control = draw_field(draw, "yes", form, hint="Puede cambiarlo.").find(".//input")

    assert ids_described(control) == ["yes-ayuda", "yes-error"]
    assert control.get("aria-invalid") == "true"


def test_hidden_and_nested_fields(draw):
    assert draw_field(draw, "hidden").find("input").get("value") == "7"
    nested = draw_field(draw, "place")
    assert nested.find(".//label").get("for") == "place-town"


def test_the_summary_leads_to_each_refused_field(draw):
    form = Example()
    form.name.errors = ["Escriba su nombre."]
    form.pick.errors = ["Elija una."]
    form.form_errors = ["La edición está llena."]

    _, tree = draw('{{ ui.error_summary(form, extra=[("Fecha pasada", "#day")]) }}', form=form)

    box = tree.find("div")
    assert (box.get("role"), box.get("tabindex")) == ("alert", "-1")
    assert "Revise 4 datos" in "".join(box.find("h2").itertext())
    assert [a.get("href") for a in tree.iter("a")] == ["#name", "#pick-0", "#day"]
    assert "La edición está llena." in "".join(tree.itertext())


def test_no_summary_without_refusals(draw):
    html, _ = draw("{{ ui.error_summary(form) }}", form=Example())

    assert html.strip() == ""


def test_a_post_form_carries_its_token_and_a_get_form_does_not(draw):
    post, _ = draw('{{ ui.form_start("/x", files=True) }}{{ ui.form_end() }}')
    get, _ = draw('{{ ui.form_start("/x", method="get") }}{{ ui.form_end() }}')

    form = html5lib.parseFragment(post, namespaceHTMLElements=False).find("form")
    assert form.get("enctype") == "multipart/form-data"
    assert form.get("novalidate") is not None
    assert form.find("input").get("name") == "csrf_token"
    assert "csrf_token" not in get


def test_choices_by_hand_mark_what_was_chosen(draw):
    _, tree = draw(
        '{{ ui.choices("r", "¿Cuál?", [(1, "Uno"), (2, "Dos", "ayuda")], 2) }}'
        '{{ ui.choices("m", "¿Cuáles?", [(1, "Uno"), (2, "Dos")], [1, 2], type="checkbox") }}'
    )

    checked = [i.get("id") for i in tree.iter("input") if i.get("checked") is not None]
    assert checked == ["r-1", "m-0", "m-1"]


def test_nothing_chosen_marks_nothing(draw):
    _, tree = draw('{{ ui.choices("r", "¿Cuál?", [("", "Ninguna"), ("None", "x")]) }}')

    assert [i for i in tree.iter("input") if i.get("checked") is not None] == []
