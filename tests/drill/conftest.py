import shutil
import subprocess
import sys

import pytest

from ogpreports.embedded_postgres import Cluster
from tests.processes import hearing_ctrl_c

from .sites import PATIENCE, Person, end, free_port, surroundings, wait_for

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ogpreports.settings.production",
    "SECRET_KEY": "of-a-drill-that-lasts-a-minute-and-then-is-forgotten-for-good",
    "ALLOWED_HOSTS": "127.0.0.1",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "TRUSTED_PROXIES": "127.0.0.1",
}


@pytest.fixture
def cluster(tmp_path):
    """Return an embedded PostgreSQL of this test's own; nothing of it stays."""
    cluster = Cluster(tmp_path)
    cluster.start()
    yield cluster
    cluster.stop()
    cluster.give_back()
    shutil.rmtree(cluster.base, ignore_errors=True)


@pytest.fixture
def manage(project, tmp_path):
    """Return a function that runs a command of manage.py to its end."""

    def run(*arguments, **environment):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=project, env=surroundings(tmp_path, environment), check=True, timeout=PATIENCE)  # noqa: S603

    return run


@pytest.fixture
def site(project, tmp_path, cluster, manage):
    """Serve the demonstration data as production does, and return the port."""
    manage("migrate", "--verbosity=0")
    manage("create_demonstration_accounts")
    manage("load_demonstration")
    production = {**PRODUCTION, "DATABASE_URL": f"postgresql://postgres@/postgres?host={cluster.socket_folder}"}
    manage("createcachetable", **production)
    manage("collectstatic", "--noinput", "--verbosity=0", **production)
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "ogpreports/server.py", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(  # noqa: S603
        [*gunicorn, "--workers", "1", "--threads", "2"],
        cwd=project,
        env=surroundings(tmp_path, production),
    )
    try:
        wait_for(Person(port))
        yield port
    finally:
        end(server)


@pytest.fixture
def serve(project, tmp_path):
    """Return a function that serves the site as `make run` does; every server is ended, the database too."""
    servers = []

    def start(port):
        command = hearing_ctrl_c(sys.executable, "manage.py", "serve_demonstration")
        environment = surroundings(tmp_path, {"PORT": str(port)})
        servers.append(subprocess.Popen(command, cwd=project, env=environment))  # noqa: S603
        wait_for(Person(port))
        return servers[-1]

    yield start
    for server in servers:
        end(server)
    cluster = Cluster(tmp_path)
    cluster.stop()
    shutil.rmtree(cluster.base, ignore_errors=True)
