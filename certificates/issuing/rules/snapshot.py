"""What a certificate says, frozen when it is approved: copied, never joined."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SignatoryWords:
    """Who signs by hand."""

    name: str
    post: str


@dataclass(frozen=True, kw_only=True)
class CompetencyWords:
    """A competency with the level reached in this course."""

    code: str
    name: str
    level: int
    word: str


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything that is printed, but folio, code and day of issue."""

    person_name: str
    document: str
    """As printed: C.I. 4823417 LP."""
    document_kind: str
    """C.I., C.I.E., Pasaporte or Documento."""
    document_tail: str
    """The last three figures: all that strangers see."""
    municipality: str
    course_title: str
    edition_code: str
    edition_title: str
    starts_on: date
    ends_on: date
    passed_on: date
    hours: int | None
    modules: tuple[str, ...]
    competencies: tuple[CompetencyWords, ...]
    school_name: str
    school_parent: str
    school_city: str
    signatories: tuple[SignatoryWords, ...]
    public_url: str

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot as JSON values."""
        values = asdict(self)
        for name in ("starts_on", "ends_on", "passed_on"):
            values[name] = values[name].isoformat()
        return values

    def texts(self) -> Iterator[str]:
        """Yield every text that the certificate prints."""
        yield from (self.person_name, self.document, self.course_title, self.edition_title)
        yield from (self.school_name, self.school_parent, self.school_city)
        yield from self.modules
        for one in self.competencies:
            yield from (one.code, one.name, one.word)
        for who in self.signatories:
            yield from (who.name, who.post)


def read_snapshot(stored: Mapping[str, Any]) -> Snapshot:
    """Return a stored snapshot; fields that later versions add take nothing from old ones."""
    values = dict(stored)
    for name in ("starts_on", "ends_on", "passed_on"):
        values[name] = date.fromisoformat(values[name])
    values["modules"] = tuple(values["modules"])
    values["competencies"] = tuple(CompetencyWords(**one) for one in values["competencies"])
    values["signatories"] = tuple(SignatoryWords(**one) for one in values["signatories"])
    return Snapshot(**values)
