"""Stores a framework as its authors wrote it; the same content makes no new version."""

import hashlib
import json
from dataclasses import asdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.competencies.models import Competency, Framework
from courses.content.parsed import ParsedFramework
from lms.core import ids


def load_framework(session: Session, parsed: ParsedFramework) -> Framework:
    """Return the stored version of a framework, made now when its content is new."""
    content_hash = _content_hash(parsed)
    stored = session.scalar(
        select(Framework).where(
            Framework.code == parsed.code, Framework.content_hash == content_hash
        )
    )
    return stored or _new_version(session, parsed, content_hash)


def _new_version(session: Session, parsed: ParsedFramework, content_hash: str) -> Framework:
    newest = session.scalar(select(func.max(Framework.number)).where(Framework.code == parsed.code))
    framework = Framework(
        id=ids.new_id(),
        code=parsed.code,
        number=(newest or 0) + 1,
        title=parsed.title,
        author_version=parsed.version,
        levels=[asdict(level) for level in sorted(parsed.levels, key=lambda item: item.level)],
        content_hash=content_hash,
    )
    session.add(framework)
    # Without a relationship the order of the two inserts has to be said.
    session.flush()
    session.add_all(
        Competency(
            framework_id=framework.id,
            code=item.code,
            name=item.name,
            kind=item.kind,
            description=item.description,
            position=position,
        )
        for position, item in enumerate(parsed.competencies, start=1)
    )
    return framework


def _content_hash(parsed: ParsedFramework) -> str:
    # Where a competency stands in its file, and which courses work on it, is not what it says.
    facts = asdict(parsed)
    for item in facts["competencies"]:
        del item["place"], item["courses"]
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
