"""The words of the answers: figures with their denominators, filters, groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from certificates.reports.queries.answers import Answers, Group
from certificates.reports.rules.counts import Counts, share_percent
from certificates.reports.rules.filters import Filters, GenderFilter
from lms.core.files.spreadsheets import Cell
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A count and what it is a share of."""

    label: str
    count: int
    whole: int | None = None
    whole_label: str = ""

    @property
    def percent(self) -> int | None:
        """Return the share as a whole percent; None without a denominator."""
        return None if self.whole is None else share_percent(self.count, self.whole)


def gender_word(gender: GenderFilter) -> str:
    """Return a gender as people declare it."""
    return {
        GenderFilter.WOMAN: _("Mujer"),
        GenderFilter.MAN: _("Varón"),
        GenderFilter.OTHER: _("Otro"),
        GenderFilter.UNKNOWN: _("Sin dato"),
    }[gender]


def figures(counts: Counts) -> tuple[Figure, ...]:
    """Return the figures of a group, each with its denominator in words."""
    enrolled, passed = _("inscripciones"), _("aprobadas")
    return (
        Figure(label=_("Inscritas"), count=counts.enrolled),
        *(
            Figure(label=label, count=count, whole=counts.enrolled, whole_label=enrolled)
            for label, count in (
                (_("Retiradas"), counts.withdrawn),
                (_("Abandonaron"), counts.dropped_out),
                (_("En curso"), counts.working),
                (_("No aprobadas"), counts.failed),
                (_("Aprobadas"), counts.passed),
            )
        ),
        Figure(
            label=_("Certificadas"), count=counts.certified, whole=counts.passed, whole_label=passed
        ),
    )


def filter_words(
    filters: Filters,
    courses: Sequence[tuple[object, str]],
    organizations: Sequence[tuple[object, str]],
) -> tuple[tuple[str, str], ...]:
    """Return each filter that is set, as name and value in words."""
    found: list[tuple[str, str]] = []
    if filters.since or filters.until:
        found.append((_("Fecha de inscripción"), _span(filters.since, filters.until)))
    if filters.course_id is not None:
        found.append((_("Curso"), dict(courses).get(filters.course_id, _("otro"))))
    if filters.organization_id is not None:
        name = dict(organizations).get(filters.organization_id, _("otra"))
        found.append((_("Municipio o entidad"), name))
    if filters.gender is not None:
        found.append((_("Género"), gender_word(filters.gender)))
    return tuple(found)


def answers_table(found: Answers, filters: Sequence[tuple[str, str]]) -> Iterator[Sequence[Cell]]:
    """Give the rows of the file: the filters, the total, then each group."""
    for name, value in filters:
        yield [name, value]
    if not filters:
        yield [_("Sin filtros"), _("todas las inscripciones")]
    yield [_("Personas distintas"), found.people]
    yield []
    yield [
        _("Grupo"),
        _("Nombre"),
        _("Inscritas"),
        _("Retiradas"),
        _("Abandonaron"),
        _("En curso"),
        _("No aprobadas"),
        _("Aprobadas"),
        _("Aprobadas, % de inscritas"),
        _("Certificadas"),
        _("Certificadas, % de aprobadas"),
    ]
    yield _row(_("Total"), "", found.total)
    for title, groups in (
        (_("Curso"), found.by_course),
        (_("Municipio o entidad"), found.by_organization),
        (_("Género"), found.by_gender),
    ):
        for group in groups:
            yield _row(title, group_name(group), group.counts)


def group_name(group: Group) -> str:
    """Return the name of a group as it is shown."""
    if group.name in list(GenderFilter):
        return gender_word(GenderFilter(group.name))
    return group.name or _("Sin dato")


def _row(title: str, name: str, counts: Counts) -> list[Cell]:
    return [
        title,
        name,
        counts.enrolled,
        counts.withdrawn,
        counts.dropped_out,
        counts.working,
        counts.failed,
        counts.passed,
        share_percent(counts.passed, counts.enrolled),
        counts.certified,
        share_percent(counts.certified, counts.passed),
    ]


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return _(
            "del %(since)s al %(until)s",
            since=since.strftime("%d/%m/%Y"),
            until=until.strftime("%d/%m/%Y"),
        )
    if since:
        return _("desde el %(day)s", day=since.strftime("%d/%m/%Y"))
    return _("hasta el %(day)s", day=until.strftime("%d/%m/%Y") if until else "")
