"""Mails about accounts leave through the queue of tasks, by id alone: none delays a page, or tells by its delay."""

from django.core.mail import EmailMessage
from django_tasks import task

from .models import Letter


def post(mail, *, to):
    """Queue a mail that was rendered; with `to` blank do all the same work, and send it to nobody."""
    letter = Letter.objects.create(to=to, subject=mail.subject, body=mail.body)
    send_letter.enqueue(letter.pk)


@task
def send_letter(letter_id):
    """Send a letter, and forget it: a code that could not be sent is asked for again."""
    letter = Letter.objects.get(pk=letter_id)
    Letter.objects.filter(pk=letter_id).delete()
    if letter.to:
        EmailMessage(letter.subject, letter.body, to=[letter.to]).send()
