"""A worker as the product starts it, with one more kind of job whose effect can be counted.

Run as a program: `python -m tests.support.trial_worker worker|beat`.
"""

import sys
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.bootstrap import processes
from lms.bootstrap.app import create_app
from lms.bootstrap.features import FEATURES
from lms.bootstrap.settings import Settings, read_settings
from lms.core.features import Feature, JobKind
from lms.core.jobs.run import in_transaction

TABLE = "CREATE TABLE trial_effect (word VARCHAR(40), at VARCHAR(40))"


def write_effect(session: Session, payload: Mapping[str, Any]) -> None:
    """Write one row: what must be there exactly once for each job, and the second it began."""
    session.execute(
        text("INSERT INTO trial_effect (word, at) VALUES (:word, :at)"),
        {"word": payload["word"], "at": f"{time.time():.6f}"},
    )


TRIAL = Feature(
    name="trial",
    job_kinds=(JobKind(name="trial.effect", run=in_transaction(write_effect), lease_seconds=3),),
)


def create_trial_app(settings: Settings | None = None):
    """Return the application with the trial feature."""
    return create_app(settings, with_features=(*FEATURES, TRIAL))


if __name__ == "__main__":
    processes.create_app = create_trial_app
    if sys.argv[1] == "worker":
        processes.work(read_settings(), concurrency=2)
    else:
        processes.beat(read_settings())
