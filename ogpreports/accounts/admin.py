"""People and their second factors in the admin."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .forms import PersonChangeForm, PersonCreationForm

admin.site.unregister([get_user_model(), Group, Authenticator])


@admin.register(get_user_model())
class PersonAdmin(UserAdmin):
    """A person is found by e-mail or name; her random user name is shown nowhere."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    filter_horizontal = []  # as the browser draws them: a label of Django's two boxes leads nowhere
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Name"), {"fields": ["first_name", "last_name"]}),
        (
            _("What she may do"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "usable_password", "password1", "password2"]}),
    ]

    def save_model(self, request, obj, form, change):
        """Save the person and make her e-mail the one she signs in with."""
        super().save_model(request, obj, form, change)
        if not obj.email:
            return
        former = EmailAddress.objects.get_primary(obj)
        current, _is_new = EmailAddress.objects.get_or_create(user=obj, email=obj.email.lower())
        current.set_as_primary()
        if former and former != current:
            former.delete()


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    """Groups of staff, what they may do chosen in a list that the browser draws."""

    filter_horizontal = []


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """Who has which second factor; its secret is for nobody's eyes. Deleting it lets her start anew."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        """Only its owner can make one."""
        return False
