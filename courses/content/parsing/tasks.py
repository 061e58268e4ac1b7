"""Reads an applied task and refuses a rubric that does not add up."""

from courses.content.parsing.folder import Folder
from courses.content.parsing.yaml_node import YamlValue
from courses.content.values.tasks import ParsedCriterion, ParsedTask

_FIELDS = ("title", "purpose", "instructions", "deliver", "weight_note", "rubric")
_DELIVER = ("texto", "archivo", "foto")
_LEVELS = ("sin_evidencia", "inicia", "aplica", "multiplica")
_WHOLE = 100


def read_task(folder: Folder, path: str, *, slug: str) -> ParsedTask | None:
    """Return the task of a file; None when it cannot be read at all."""
    top = folder.yaml(path)
    if top is None:
        return None
    fields = top.as_fields("tarea", _FIELDS)
    for value in fields.values("deliver"):
        if (text := value.as_text("deliver")) and text not in _DELIVER:
            value.refuse(f"«{text}» no vale en «deliver»; use una de: {', '.join(_DELIVER)}")
    rubric: list[ParsedCriterion] = []
    for value in fields.values("rubric"):
        criterion = _criterion(value)
        if criterion.id in {other.id for other in rubric}:
            value.refuse(f"el criterio «{criterion.id}» está dos veces")
        rubric.append(criterion)
    total = sum(criterion.weight for criterion in rubric)
    if total != _WHOLE:
        fields.refuse("rubric", f"los pesos de la rúbrica suman {total}; deben sumar 100")
    return ParsedTask(
        slug=slug,
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        instructions=fields.text("instructions"),
        deliver=fields.texts("deliver"),
        weight_note=fields.text_or("weight_note") or None,
        rubric=tuple(rubric),
        place=fields.place,
    )


def _criterion(value: YamlValue) -> ParsedCriterion:
    fields = value.as_fields("criterio", ("id", "criterion", "competency", "weight", "levels"))
    levels = fields.fields("levels", _LEVELS)
    weight = fields.integer("weight")
    if weight < 1:
        fields.refuse("weight", "el peso de un criterio debe ser 1 o más")
    return ParsedCriterion(
        id=fields.text("id"),
        criterion=fields.text("criterion"),
        competency=fields.text("competency"),
        weight=weight,
        sin_evidencia=levels.text("sin_evidencia"),
        inicia=levels.text("inicia"),
        aplica=levels.text("aplica"),
        multiplica=levels.text("multiplica"),
        place=fields.place,
    )
