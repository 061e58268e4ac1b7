"""Reads what all courses share: the programme, its framework of competencies, its norms."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from courses.content.parsing.folder import Folder
from courses.content.values.facts import ParsedNorm
from courses.content.values.programme import (
    ParsedCompetency,
    ParsedFramework,
    ParsedLevel,
    ProgrammeOutline,
)

_PROGRAMME = ("code", "title", "summary", "zone", "milestones_days", "courses", "library")
_COMPETENCY = ("code", "name", "kind", "description", "courses")
_LEVELS = ("sin_evidencia", "inicia", "aplica", "multiplica")


def read_outline(folder: Folder) -> ProgrammeOutline | None:
    """Return the programme without its courses; None when it cannot be read at all."""
    top = folder.yaml("programme.yaml")
    framework = _read_framework(folder)
    if top is None or framework is None:
        return None
    fields = top.as_fields("programa", _PROGRAMME)
    zone = fields.text("zone")
    library = fields.fields("library", ("kinds", "themes"))
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        fields.refuse("zone", f"no se conoce la zona horaria «{zone}»")
    return ProgrammeOutline(
        code=fields.text("code"),
        title=fields.text("title"),
        summary=fields.text("summary"),
        zone=zone,
        milestone_days=tuple(
            value.as_integer("milestones_days") for value in fields.values("milestones_days")
        ),
        course_slugs=tuple(slug for _value, slug in fields.slugs("courses")),
        framework=framework,
        norms=_read_norms(folder),
        library_kinds=library.texts("kinds"),
        library_themes=library.texts("themes"),
    )


def _read_framework(folder: Folder) -> ParsedFramework | None:
    top = folder.yaml("competencies.yaml")
    if top is None:
        return None
    fields = top.as_fields("competencias", ("framework", "competencies"))
    frame = fields.fields("framework", ("code", "title", "version", "levels"))
    levels: list[ParsedLevel] = []
    for value in frame.values("levels"):
        item = value.as_fields("nivel", ("level", "code", "name", "description"))
        levels.append(
            ParsedLevel(
                level=item.integer("level"),
                code=item.one_of("code", _LEVELS),
                name=item.text("name"),
                description=item.text("description"),
            )
        )
    if tuple((level.level, level.code) for level in levels) != tuple(enumerate(_LEVELS)):
        frame.refuse("levels", "los niveles deben ser 0 a 3: " + ", ".join(_LEVELS))
    competencies: list[ParsedCompetency] = []
    for value in fields.values("competencies"):
        item = value.as_fields("competencia", _COMPETENCY)
        code = item.text("code")
        if code in {other.code for other in competencies}:
            item.refuse("code", f"la competencia «{code}» está dos veces")
        competencies.append(
            ParsedCompetency(
                code=code,
                name=item.text("name"),
                kind=item.one_of("kind", ("rasgo", "tecnica")),
                description=item.text("description"),
                courses=item.texts("courses"),
                place=item.place,
            )
        )
    return ParsedFramework(
        code=frame.text("code"),
        title=frame.text("title"),
        version=frame.integer("version"),
        levels=tuple(levels),
        competencies=tuple(competencies),
    )


def _read_norms(folder: Folder) -> tuple[ParsedNorm, ...]:
    if not folder.has("norms.yaml"):
        return ()
    top = folder.yaml("norms.yaml")
    found: list[ParsedNorm] = []
    for value in top.as_list("normas") if top else []:
        item = value.as_fields("norma", ("id", "title", "valid_from", "valid_to", "note"))
        first, last = item.day_or_none("valid_from"), item.day_or_none("valid_to")
        if first and last and last < first:
            item.refuse("valid_to", "la norma termina antes de empezar")
        code = item.text("id")
        if code in {other.id for other in found}:
            item.refuse("id", f"la norma «{code}» está dos veces")
        found.append(
            ParsedNorm(
                id=code,
                title=item.text("title"),
                valid_from=first,
                valid_to=last,
                note=item.text_or("note"),
                place=item.place,
            )
        )
    return tuple(found)
