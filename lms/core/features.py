"""The value in which each feature says what it brings, and the list of those installed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import click
from flask import Blueprint
from sqlalchemy.orm import Session

from lms.core.access import Role


class OutsideApplication(click.Command):
    """A command that needs neither the application nor the database: `cls=` of its decorator."""


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A reaction to an event: `handle(session, event)`; the name is permanent."""

    name: str
    event: type
    handle: Callable[[Session, Any], None]


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A kind of background work: `run(job_run)`, see lms.core.jobs.run.JobRun.

    `lease_seconds` must exceed the longest run; `on_dead(session, payload, reason)` writes the
    failure where a person will see it.
    """

    name: str
    run: Callable[[Any], None]
    max_attempts: int = 8
    lease_seconds: int = 60
    on_dead: Callable[[Session, Mapping[str, Any], str], None] | None = None
    label: Any = ""
    """What the administrator's page calls it; the name where there is none."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A job made once in each period: every so many minutes, or daily at a local hour."""

    name: str
    kind: str
    every_minutes: int | None = None
    daily_at_hour: int | None = None


@dataclass(frozen=True, kw_only=True)
class SlotFill:
    """Something that this feature shows on a lower feature's page.

    `build(session, access, **facts)` returns a view model or None (nothing to show); `template` is
    included with it as `fill`.
    """

    slot: str
    template: str
    build: Callable[..., Any]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class NavEntry:
    """A menu entry; shown to who has the permission (None: everybody) and none of `unless`.

    `place`: main (menu), account (menu of the person), public (menu of who did not sign in) or
    footer; the last two are shown to everybody.
    """

    label: str
    endpoint: str
    icon: str
    permission: str | None = None
    unless: tuple[str, ...] = ()
    place: str = "main"
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where who has the permission lands after signing in; the lowest order wins."""

    endpoint: str
    permission: str | None = None
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class ContentSection:
    """A loader of one kind of shipped content: `load(session, course_folder)`.

    The first argument after the session is the parsed course (courses.content); `order` sets who
    goes first. Repeating a load changes nothing.
    """

    name: str
    load: Callable[..., None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    """A piece of the demonstration: `run(session)`; idempotent; `order` sets who goes first."""

    name: str
    run: Callable[[Session], None]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class ActivityKind:
    """A kind of course activity that a feature above courses.learning brings.

    `endpoint` opens it for a learner with `enrolment_id` and `activity_id`.
    """

    name: str
    endpoint: str
    label: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class Feature:
    """What one feature registers; lms.bootstrap.features lists them all."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    demo_blueprints: tuple[Blueprint, ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
    job_kinds: tuple[JobKind, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    slots: tuple[SlotFill, ...] = ()
    navigation: tuple[NavEntry, ...] = ()
    homes: tuple[Home, ...] = ()
    role_permissions: Mapping[Role, Iterable[str]] = field(default_factory=dict)
    commands: tuple[click.Command, ...] = ()
    content_sections: tuple[ContentSection, ...] = ()
    demo: tuple[DemoStep, ...] = ()
    activity_kinds: tuple[ActivityKind, ...] = ()
    start_app: tuple[Callable[[Any], None], ...] = ()
    """Called with the Flask application once, after the blueprints are registered."""


_installed: list[Feature] = []


def install(features: Iterable[Feature]) -> None:
    """Make these the features of the process."""
    _installed[:] = list(features)


def installed() -> tuple[Feature, ...]:
    """Return the features of the process, lowest first."""
    return tuple(_installed)
