"""Reads the shape of course versions: unchanging once used, so kept in the process."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Activity, CourseVersion, Module
from courses.learning.rules.completion import CompletionRules
from courses.learning.rules.course_map import CourseMap, MapActivity, build_map

_MOST_KEPT = 64
_kept: OrderedDict[UUID, CourseMap] = OrderedDict()
_lock = Lock()


def course_map(session: Session, course_version_id: UUID) -> CourseMap:
    """Return the map of a version; one statement the first time, none afterwards."""
    return course_maps(session, [course_version_id])[course_version_id]


def course_maps(session: Session, version_ids: Iterable[UUID]) -> dict[UUID, CourseMap]:
    """Return the maps of versions; one statement for all that were not read before."""
    wanted = set(version_ids)
    with _lock:
        found = {key: _kept[key] for key in wanted if key in _kept}
    absent = wanted - found.keys()
    if absent:
        read = _read(session, absent)
        found |= read
        with _lock:
            _kept.update(read)
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    return found


def _read(session: Session, version_ids: set[UUID]) -> dict[UUID, CourseMap]:
    rows = session.execute(
        select(
            CourseVersion.id.label("version_id"),
            CourseVersion.rules,
            Module.id.label("module_id"),
            Module.title.label("module_title"),
            Module.purpose,
            Activity,
        )
        .outerjoin(Activity, Activity.course_version_id == CourseVersion.id)
        .outerjoin(Module, Module.id == Activity.module_id)
        .where(CourseVersion.id.in_(version_ids))
        .order_by(CourseVersion.id, Activity.position, Activity.id)
    ).all()
    maps: dict[UUID, CourseMap] = {}
    for version_id in version_ids:
        own = [row for row in rows if row.version_id == version_id]
        modules = {
            row.module_id: (row.module_id, row.module_title, row.purpose)
            for row in own
            if row.module_id is not None
        }
        maps[version_id] = build_map(
            version_id,
            CompletionRules(**(own[0].rules if own else {})),
            list(modules.values()),
            [_activity(row.Activity) for row in own if row.Activity is not None],
        )
    return maps


def _activity(row: Activity) -> MapActivity:
    return MapActivity(
        activity_id=row.id,
        module_id=row.module_id,
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        position=row.position,
        is_required=row.is_required,
        minutes=row.minutes,
    )
