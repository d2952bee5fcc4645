"""Up to which moment everything is known that may be told.

Comments come to be shown, editions are published, reports are withdrawn under the lock of their report's row, and the
time of each is that of the database's clock, taken while that is held. Whoever has the lock therefore sees all that is
older than the present moment, and nothing that comes later will be: so what is told up to such a moment is told, and
the next mail begins there.

A report that is begun and published in one transaction, as an import does it, can be seen by nobody before its end, nor
locked. So whoever publishes a first edition holds its member besides, and whoever tells of a member holds it, too.
"""

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from commitments.models import Member

from ..models import Report


class BusyError(Exception):
    """Somebody publishes a first report on the member just now."""


def locked_until(*, thread, report, member):
    """Hold what may become news of a thread, a report or a member, by key; return the moment up to which all is known.

    Raises BusyError where a member cannot be held now; then the transaction is over.
    """
    reports = Report.objects.filter(comments=thread) if thread else Report.objects.filter(pk=report)
    if member:
        reports = Report.objects.filter(member=member)  # those that are not published yet as well
    # The reports first, as whoever publishes, and in the order of whoever locks several.
    list(reports.select_for_update(of=("self",), no_key=True).order_by("pk").only("pk"))
    if member:
        _hold(member)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment


def _hold(member):
    """Hold a member against those who publish a first edition of a report on it; never wait for them."""
    try:
        Member.objects.select_for_update(of=("self",), nowait=True).get(pk=member)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BusyError from error
        raise


def hold_followers_back(report):
    """Let nobody tell of the report's member, from before its first edition is published until that is committed."""
    with connection.cursor() as cursor:
        # The weakest there is: it waits for those who tell, and for nobody else who publishes.
        cursor.execute("SELECT FROM commitments_member WHERE id = %s FOR KEY SHARE", [report.member_id])
