"""Loads the demonstration that the features bring, in their order."""

import hashlib
import importlib
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.features import installed

PROJECT = Path(__file__).parents[2]
MARK = "demonstration.sha256"


def bring_demonstration(app: Flask, home: Path) -> bool:
    """Load the demonstration unless exactly this one lies in the database; tell whether it did.

    Reading seven courses again only to find nothing new takes seconds of every start, so the hash
    of what the demonstration is made of is kept in the folder of the data.
    """
    digest = _digest()
    mark = home / MARK
    if mark.exists() and mark.read_text() == digest and _has_people(app):
        return False
    load_demonstration(app)
    mark.write_text(digest)
    return True


def load_demonstration(app: Flask) -> None:
    """Run every feature's demonstration step; each is idempotent and a transaction of its own."""
    steps = sorted(
        (step for feature in installed() for step in feature.demo), key=lambda step: step.order
    )
    with app.app_context():
        for step in steps:
            with unit_of_work() as session:
                step.run(session)


def sign_ins(app: Flask) -> list[tuple[str, str, str]]:
    """Return role, user name and password of the demonstration people, one for each role."""
    with app.app_context():
        found: list[tuple[str, str, str]] = importlib.import_module(
            "lms.accounts.demo"
        ).demo_sign_ins()
    return found


def _digest() -> str:
    """Return the hash of the shipped courses and of the code of every step."""
    shipped = (PROJECT / "courses" / "content" / "shipped").rglob("*")
    code = (
        path
        for house in ("lms", "courses", "assessments", "certificates")
        for path in (PROJECT / house).rglob("demo*.py")
    )
    migrations = (PROJECT / "migrations" / "versions").glob("*.py")
    found = hashlib.sha256()
    for path in sorted(path for path in (*shipped, *code, *migrations) if path.is_file()):
        found.update(str(path.relative_to(PROJECT)).encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _has_people(app: Flask) -> bool:
    with app.app_context():
        session: Session = read_session()
        found: bool = importlib.import_module("lms.accounts.demo").has_demo_user(session)
    return found
