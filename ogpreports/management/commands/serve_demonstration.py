"""Show the site on this machine: all that `make run` does once Python's packages are there."""

import errno
import os
import signal
import socket
import sys
import time
from contextlib import closing
from threading import Thread

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from commitments.models import Member
from ogpreports import embedded_postgres


class Command(BaseCommand):
    """Bring the database up to date, fill an empty one, and serve until interrupted."""

    help = _(
        "Serves the site with demonstration data and accounts, on the port that the variable PORT of the environment"
        " names (8000 unless it does). Refuses to where DEBUG is off."
    )
    requires_system_checks = []  # runserver makes them

    def handle(self, *args, **options):
        """Serve this machine alone, on the port of the settings, and leave nothing running.

        Raise CommandError where DEBUG is off or the port is taken.
        """
        if not settings.DEBUG:
            raise CommandError(_("This is for a person’s own machine: it refuses to run where DEBUG is off."))
        # Without this a plain kill would skip what follows the serving.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *signal_and_frame: sys.exit(0))
        port = settings.PORT
        Thread(target=end_with, args=[os.getppid()], daemon=True).start()
        try:
            refuse_a_taken_port(port)
            self.prepare()
            said = _("Serving on %(url)s – Ctrl-C stops it.") % {"url": f"http://127.0.0.1:{port}"}
            self.stdout.write(f"\n{said}\n")
            self.stdout.flush()  # a pipe would keep it back
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
        finally:
            connections.close_all()
            embedded_postgres.leave()

    def prepare(self):
        """Migrate, make the accounts, and load the demonstration data into an empty database."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("create_demonstration_accounts", stdout=self.stdout)
        if not Member.objects.exists():
            call_command("load_demonstration", stdout=self.stdout)


def end_with(parent):
    """End this process when its parent is gone: a killed `make` must not leave a server on the port."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def refuse_a_taken_port(port):
    """Raise CommandError, before anything slow is done, where something listens on the port already."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                facts = {"port": port, "reason": error.strerror}
                raise CommandError(_("Port %(port)d cannot be used: %(reason)s.") % facts) from error
            said = _("Port %(port)d is taken; choose another: make run PORT=%(free)d")
            raise CommandError(said % {"port": port, "free": port + 1}) from error
