"""Gives the whole gradebook of an edition as rows for a spreadsheet."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from assessments.gradebook.queries.layout import Layout, edition_layout
from assessments.gradebook.queries.participants import MarkCell, Participant, all_participants
from assessments.gradebook.words import state_word
from courses.learning.api import EditionCard
from lms.core.files.spreadsheets import Cell
from lms.core.i18n import gettext as _


def gradebook_table(session: Session, edition: EditionCard) -> Iterator[Sequence[Cell]]:
    """Give the heading and then one row a person, read as it is written."""
    layout = edition_layout(session, edition)
    yield _heading(layout)
    for person in all_participants(session, edition, layout):
        yield _row(person)


def _heading(layout: Layout) -> list[str]:
    return [
        _("Persona"),
        _("Documento"),
        _("Entidad"),
        _("Estado"),
        *(
            _("%(title)s (peso %(weight)s)", title=activity.title, weight=activity.weight)
            for activity in layout.marked
        ),
        _("Cuestionarios logrados"),
        _("Cuestionarios pedidos"),
        _("Nota final"),
        _("Peso que cuenta"),
        _("Peso pedido"),
    ]


def _row(person: Participant) -> list[Cell]:
    return [
        person.name,
        person.document,
        person.organization,
        state_word(person.state),
        *(_mark(cell) for cell in person.cells),
        person.quizzes_done,
        person.quizzes_asked,
        person.final.percent,
        person.final.counted_weight,
        person.final.asked_weight,
    ]


def _mark(cell: MarkCell) -> Cell:
    return _("exenta") if cell.is_exempt else cell.score_percent
