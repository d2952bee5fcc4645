"""Badges: who gives them, who wears them, and what is written with them."""

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from evaluations import comments
from evaluations.models import Badge, Comment
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.evaluations.views.commenting.forms import filled, url_of
from tests.factories import BadgeFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db
WHY = "Her ministry wrote to us."


@pytest.fixture
def moderator():
    return scenes.moderator()


@pytest.fixture
def badge(report, moderator):
    return BadgeFactory(account=UserFactory(), member=report.member, given_by=moderator)


def give(account, by, kind="government", **more):
    return comments.give_badge(account, kind, **{"name": "Marta Ríos", "reason": WHY, "by": by, **more})


class TestGiving:
    def test_the_row_says_who_gave_what_to_whom_and_why(self, report, moderator):
        account = UserFactory()

        badge = give(account, moderator, member=report.member, name=" Marta  Ríos ")

        told = (badge.account, badge.kind, badge.member, badge.name, badge.reason, badge.given_by, badge.taken_at)
        assert told == (account, "government", report.member, "Marta Ríos", WHY, moderator, None)

    @pytest.mark.parametrize("role", ["reviewer", "stranger"])
    def test_only_moderators_give_and_take_them(self, badge, role):
        person = scenes.reviewer() if role == "reviewer" else UserFactory()

        with pytest.raises(PermissionDenied):
            give(UserFactory(), person, "staff")
        with pytest.raises(PermissionDenied):
            comments.take_badge(badge, reason="No.", by=person)

    def test_nobody_gives_one_to_herself(self, moderator):
        with pytest.raises(PermissionDenied):
            give(moderator, moderator, "staff")

    @pytest.mark.parametrize(
        ("wrong", "code"), [({"member": None}, "member"), ({"name": " "}, "reason"), ({"reason": ""}, "reason")]
    )
    def test_a_government_has_a_member_and_every_badge_a_name_and_a_reason(self, report, moderator, wrong, code):
        with pytest.raises(ValidationError) as refusal:
            give(UserFactory(), moderator, **{"member": report.member, **wrong})

        assert (refusal.value.code, Badge.objects.count()) == (code, 0)

    def test_the_same_is_worn_once_and_given_again_after_it_was_taken(self, badge, moderator):
        with pytest.raises(ValidationError, match="wears such a badge already"):
            give(badge.account, moderator, member=badge.member)

        comments.take_badge(badge, reason="She left the ministry.", by=moderator)
        give(badge.account, moderator, member=badge.member)

        assert Badge.objects.worn().count() == 1

    def test_it_is_taken_once_and_for_a_reason(self, badge, moderator):
        with pytest.raises(ValidationError) as blank:
            comments.take_badge(badge, reason=" ", by=moderator)
        comments.take_badge(badge, reason="She left.", by=moderator)
        with pytest.raises(ValidationError) as twice:
            comments.take_badge(badge, reason="Again.", by=scenes.moderator())

        badge.refresh_from_db()
        assert (blank.value.code, twice.value.code) == ("reason", "taken")
        assert (badge.taken_by, badge.taken_because) == (moderator, "She left.")

    @pytest.mark.parametrize(
        "change",
        ["SET name = 'The Mayor'", "SET kind = 'staff'", "SET given_by_id = account_id", "SET member_id = NULL"],
    )
    def test_the_database_lets_nothing_else_change(self, badge, change):
        with (
            pytest.raises(IntegrityError, match="only taken back"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE evaluations_badge {change}")

    def test_the_database_keeps_what_was_taken_and_deletes_none(self, badge, moderator):
        comments.take_badge(badge, reason="She left.", by=moderator)

        with pytest.raises(IntegrityError, match="only taken back"), transaction.atomic():
            Badge.objects.update(taken_at=None, taken_by=None, taken_because="")
        with pytest.raises(IntegrityError, match="only taken back"), transaction.atomic():
            Badge.objects.all().delete()


class TestWriting:
    def test_it_stands_beside_the_name_at_once(self, client, report, badge):
        post(report, author=badge.account, name="Marta Ríos", badge=badge)

        page = lxml.html.fromstring(client.get(report.get_absolute_url()).content)
        (name,) = page.xpath("//*[contains(@class, 'comment-name')]")
        assert " ".join(name.text_content().split()) == "Marta Ríos Government"

    def test_it_stays_beside_what_was_written_after_it_was_taken(self, report, badge, moderator):
        comment = post(report, author=badge.account, name="Marta Ríos", badge=badge)

        comments.take_badge(badge, reason="She left.", by=moderator)

        assert [entry.badge for entry in comments.thread_of(report).entries] == ["Government"]
        with pytest.raises(ValidationError) as refusal:
            post(report, author=badge.account, name="Marta Ríos", badge=badge, text="More.")
        assert refusal.value.code == "badge"
        with pytest.raises(IntegrityError, match="with which badge"), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(badge=None)

    def test_nobody_else_writes_with_it_and_nobody_under_another_name(self, report, badge):
        for wrong in ({"author": UserFactory()}, {"author": None}, {"author": badge.account, "name": "The Mayor"}):
            with pytest.raises(ValidationError) as refusal:
                post(report, **{"name": "Marta Ríos", "badge": badge, **wrong})
            assert refusal.value.code == "badge"

    def test_it_counts_under_its_member_alone_and_one_of_no_member_under_all(self, report, moderator):
        account = UserFactory()
        BadgeFactory(account=account, member=MemberFactory(), given_by=moderator)
        everywhere = BadgeFactory(account=account, kind="civil-society", given_by=moderator)

        assert list(comments.badges_of(account, report)) == [everywhere]

    def test_the_form_offers_it_with_the_name_that_was_verified(self, client, report, badge):
        client.force_login(badge.account)

        form = client.get(url_of(report)).context["form"]

        assert [(key, str(words)) for key, words in form.fields["badge"].choices] == [
            (str(badge.pk), "With the badge “Government”, as Marta Ríos"),
            ("none", "Without a badge"),
        ]
        assert (form["badge"].value(), form["name"].value()) == (str(badge.pk), "Marta Ríos")

    @pytest.mark.parametrize(("with_it", "kind"), [(True, "government"), (False, None)])
    def test_she_chooses_whether_to_write_with_it(self, client, report, badge, with_it, kind):
        client.force_login(badge.account)

        client.post(url_of(report), filled(report, name="Marta Ríos", badge=badge.pk if with_it else "none"))

        badge = Comment.objects.get().badge
        assert (badge and badge.kind) == kind

    def test_another_name_than_the_verified_is_refused_and_kept(self, client, report, badge):
        client.force_login(badge.account)

        response = client.post(url_of(report), filled(report, name="The Mayor", badge=badge.pk))

        form = response.context["form"]
        assert (response.status_code, form["name"].value(), Comment.objects.count()) == (422, "The Mayor", 0)
        assert form.errors["name"] == [
            "With the badge you write under the verified name, Marta Ríos. Enter it, or choose no badge."
        ]

    @pytest.mark.parametrize("has_another", [True, False])
    def test_who_lost_it_while_she_wrote_is_told_and_keeps_her_words(
        self, client, report, badge, moderator, has_another
    ):
        client.force_login(badge.account)
        comments.take_badge(badge, reason="She left.", by=moderator)
        if has_another:
            BadgeFactory(account=badge.account, kind="civil-society", given_by=moderator)

        response = client.post(url_of(report), filled(report, name="Marta Ríos", badge=badge.pk))

        assert (response.status_code, response.context["form"]["text"].value()) == (422, "Well done.")
        assert "You wear this badge no more." in response.text
        assert Comment.objects.count() == 0
