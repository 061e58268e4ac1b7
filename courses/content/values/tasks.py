"""An applied task and its rubric as their author wrote them."""

from dataclasses import dataclass

from courses.content.values.facts import Place


@dataclass(frozen=True, kw_only=True)
class ParsedCriterion:
    """One row of the rubric; the four descriptors go from no evidence to multiplies."""

    id: str
    criterion: str
    competency: str
    weight: int
    """Share of the task's mark in percent; those of a task add up to 100."""
    sin_evidencia: str
    inicia: str
    aplica: str
    multiplica: str
    place: Place

    @property
    def descriptors(self) -> tuple[str, str, str, str]:
        """Return the descriptors of levels 0 to 3."""
        return (self.sin_evidencia, self.inicia, self.aplica, self.multiplica)


@dataclass(frozen=True, kw_only=True)
class ParsedTask:
    """The applied task of a module."""

    slug: str
    """Activity slug: MODULE/tarea."""
    title: str
    purpose: str
    instructions: str
    """Markdown."""
    deliver: tuple[str, ...]
    """What may be handed in: texto, archivo, foto."""
    weight_note: str | None
    rubric: tuple[ParsedCriterion, ...]
    place: Place
