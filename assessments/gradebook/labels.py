"""Short names of the gradebook's columns, which must stay narrow."""

from dataclasses import dataclass
from uuid import UUID

from assessments.gradebook.queries.layout import Layout
from courses.learning.api import ActivityKindName
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class ColumnLabel:
    """How a column is headed, and what it stands for."""

    activity_id: UUID
    short: str
    title: str
    weight: int


def column_labels(layout: Layout) -> list[ColumnLabel]:
    """Return a short name for each marked activity: Tarea 1, Tarea 2, Prueba final."""
    counts: dict[str, int] = {}
    of_kind: dict[str, int] = {}
    for activity in layout.marked:
        of_kind[activity.kind] = of_kind.get(activity.kind, 0) + 1
    found = []
    for activity in layout.marked:
        counts[activity.kind] = counts.get(activity.kind, 0) + 1
        word = _word(activity.kind)
        is_only = of_kind[activity.kind] == 1
        found.append(
            ColumnLabel(
                activity_id=activity.activity_id,
                short=word if is_only else f"{word} {counts[activity.kind]}",
                title=activity.title,
                weight=activity.weight,
            )
        )
    return found


def _word(kind: ActivityKindName) -> str:
    return {
        ActivityKindName.ASSIGNMENT: _("Tarea"),
        ActivityKindName.FINAL_TEST: _("Prueba final"),
        ActivityKindName.QUIZ: _("Cuestionario"),
        ActivityKindName.DIAGNOSTIC: _("Diagnóstico"),
    }.get(kind, _("Actividad"))
