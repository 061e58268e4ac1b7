"""Loads the demonstration that the features bring, in their order."""

import importlib

from flask import Flask

from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import installed


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
