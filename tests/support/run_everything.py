"""`make test`: brings what the tests need, runs all of them, says what could not be run.

On SQLite first, then whatever asks a database on PostgreSQL with Redis, then the journeys in a browser. As
root on Debian, what is missing is installed; otherwise one line says which command brings it.
With CI=true nothing may be missing.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IS_CI = os.environ.get("CI") == "true"
PACKAGES = {
    "chromium": ("chromium",),
    "postgres": ("postgresql",),
    "redis-server": ("redis-server",),
}
missing: list[str] = []


def main() -> int:
    """Run everything; return 0 only when all that ran passed and nothing needed was missing."""
    started = time.monotonic()
    install_missing()
    arguments = sys.argv[1:]
    results = [run_pytest("SQLite", ["-n", "2", "-m", "not journey and not engines", *arguments])]
    with postgres() as postgres_url, redis() as redis_url:
        if postgres_url:
            environ = {"TEST_DATABASE": "postgres", "TEST_POSTGRES_URL": postgres_url}
            environ |= {"TEST_REDIS_URL": redis_url} if redis_url else {}
            marks = "not journey" if redis_url else "not journey and not engines"
            results.append(run_pytest("PostgreSQL", ["-n", "2", "-m", marks, *arguments], environ))
        if find_chromium():
            results.append(run_pytest("browser", ["-n", "2", "-m", "journey", *arguments]))
    print(f"\nWhole run: {time.monotonic() - started:.0f} s")
    for line in missing:
        print(f"NOT RUN: {line}")
    return max([*results, 1 if missing and IS_CI else 0])


def run_pytest(name: str, arguments: list[str], environ: dict[str, str] | None = None) -> int:
    """Run the suite once; tests that need an engine are chosen by their marks."""
    print(f"\n=== Tests on {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=8", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=os.environ | (environ or {}), check=False)
    return code.returncode


def install_missing() -> None:
    """Install Chromium, PostgreSQL and Redis as root on Debian where they are missing."""
    wanted = [
        package
        for program, packages in PACKAGES.items()
        if not find_program(program)
        for package in packages
    ]
    if not wanted or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(wanted)}", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted],
    ):
        subprocess.run(command, env=os.environ | quiet, check=False, stdout=subprocess.DEVNULL)


def find_program(name: str) -> str | None:
    """Return where a program lies; Debian keeps PostgreSQL's server outside the PATH."""
    found = shutil.which(name)
    if found is None and name == "postgres":
        servers = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        found = str(servers[-1]) if servers else None
    return found


def find_chromium() -> str | None:
    """Return a Chromium, or note that journeys do not run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing.append("journeys in a browser; bring it with: apt-get install chromium")
    return found


@contextmanager
def postgres() -> Iterator[str | None]:
    """Give a PostgreSQL that lets us create databases: the one of this machine, or a private one."""
    url = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    if may_create_databases(url):
        yield url
        return
    server = find_program("postgres")
    if server is None:
        missing.append("tests on PostgreSQL; bring it with: apt-get install postgresql")
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="gestores-pg-") as folder:
        port = free_port()
        as_user = become_postgres(folder)
        tools = Path(server).parent
        data = f"{folder}/data"
        init = [f"{tools}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        run_quietly([*as_user, *init])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        start = [f"{tools}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options]
        run_quietly([*as_user, *start, "start"])
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            stop = [f"{tools}/pg_ctl", "-D", data, "-m", "immediate", "stop"]
            run_quietly([*as_user, *stop], check=False)


def run_quietly(command: list[str], *, check: bool = True) -> None:
    """Run a command without what it prints; raise CalledProcessError when a checked one fails."""
    subprocess.run(command, stdout=subprocess.DEVNULL, check=check)


def become_postgres(folder: str) -> list[str]:
    """Return what goes before a command: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def may_create_databases(url: str) -> bool:
    """Tell whether a server answers at an address and lets us create databases."""
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


@contextmanager
def redis() -> Iterator[str | None]:
    """Give a Redis that tests may empty: always a private one, so that nobody's data is lost."""
    server = find_program("redis-server")
    if server is None:
        missing.append("tests with Redis; bring it with: apt-get install redis-server")
        yield None
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="gestores-redis-") as folder:
        process = subprocess.Popen(
            [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for_port(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Wait until somebody listens on a port, at most ten seconds."""
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port}")


if __name__ == "__main__":
    sys.exit(main())
