"""Texts are filled in the same way in code and in templates, in and out of a context."""

from flask import render_template_string

from lms.core.i18n import gettext, lazy_gettext, ngettext


def test_names_and_numbers_are_filled_in(app_context):
    with app_context.test_request_context():
        assert gettext("Hola, %(name)s", name="Ana") == "Hola, Ana"
        assert gettext("100 %") == "100 %"
        assert ngettext("%(num)s nota", "%(num)s notas", 1) == "1 nota"
        assert (
            ngettext("%(num)s nota de %(of)s", "%(num)s notas de %(of)s", 2, of=3) == "2 notas de 3"
        )


def test_templates_escape_what_is_filled_in(app_context):
    with app_context.test_request_context():
        shown = render_template_string('{{ _("Hola, %(name)s", name="<b>") }}')
        counted = render_template_string('{{ ngettext("%(num)s día", "%(num)s días", 2) }}')

    assert (shown, counted) == ("Hola, &lt;b&gt;", "2 días")


def test_labels_made_before_any_application_can_be_shown():
    assert str(lazy_gettext("Cursos")) == "Cursos"
    assert gettext("Cursos") == "Cursos"
