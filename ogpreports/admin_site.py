"""Django's admin, behind the site's own door."""

from datetime import MAXYEAR, MINYEAR
from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _


class StaffAdminConfig(AdminConfig):
    """The admin app with the site's own AdminSite."""

    default_site = "ogpreports.admin_site.StaffAdminSite"


class StaffAdminSite(AdminSite):
    """An admin whose sign-in is everybody's: one place that slows guessers and asks for second factors."""

    site_header = _("Open Government Reports: administration")
    site_title = _("Open Government Reports: administration")
    index_title = _("What is kept here")

    def admin_view(self, view, cacheable=False):
        """Answer what asks for a year that is none as Django answers other wrong filters, and not with its 500.

        So it is with a bulk action on rows whose keys are none: that is answered 400.
        """

        @wraps(view)
        def forgiving(request, *args, **kwargs):
            if any(not _is_a_year(text, last) for text, last in _years_in(request.GET)):
                return _without_filters(request)
            try:
                return view(request, *args, **kwargs)
            except (ValueError, ValidationError) as error:
                if ACTION_CHECKBOX_NAME in request.POST:
                    raise BadRequest from error
                raise

        return super().admin_view(forgiving, cacheable)

    def password_change(self, request, extra_context=None):
        """Send her to where everybody changes a password: there it is asked for again, and she is mailed."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(self, request, extra_context=None):
        """Send her to her account: what Django's own page says, that one has said."""
        return self.password_change(request)

    def logout(self, request, extra_context=None):
        """Send her to everybody's way out: what her browser keeps unsaved is offered there first."""
        return HttpResponseRedirect(reverse("account_logout"))

    def login(self, request, extra_context=None):
        """Send strangers to sign in, let staff on to where they wanted, refuse everybody else (403)."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            wanted = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")
        if not self.has_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(wanted)


def _years_in(asked):
    """Yield every year by which a list is to be narrowed down, and the last that it may be."""
    for name, values in asked.lists():
        lookups = name.split(LOOKUP_SEP)[1:]
        if not {"year", "iso_year"}.isdisjoint(lookups):
            # The last week of the last year ends in a year that there is not.
            last = MAXYEAR - 1 if "iso_year" in lookups else MAXYEAR
            for value in values:
                yield from ((year, last) for year in value.split(","))


def _is_a_year(text, last):
    """Whether a date can have it; what is no number at all Django sees to itself."""
    try:
        return MINYEAR <= int(text) <= last
    except ValueError:
        return True


def _without_filters(request):
    """Lead back to the list, which says that something about the filters is wrong."""
    if not request.resolver_match.url_name.endswith("_changelist"):
        raise BadRequest
    return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
