"""Pages that a link of a contact opens, who needs no account: the link is her key."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from commitments.typed import given_back

from ..reading import Reading


@method_decorator(never_cache, name="dispatch")
class ByLink(View):
    """A page for whoever has a link: 404 where it names nobody, 410 once it opens nothing any more.

    No search engine keeps it. That no other site learns of the link is every page's Referrer-Policy: with "no-referrer"
    a browser would send its forms from nowhere, and they would be refused.
    """

    over_template = None  # says that the link opens nothing any more

    def dispatch(self, request, token, **kwargs):
        self.link = self.find(token)
        if self.link is None:
            raise Http404
        response = super().dispatch(request, **kwargs) if self.is_open() else self.gone()
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def find(self, token):
        """Return the LinkOfContact that a token names, or None."""
        raise NotImplementedError

    def is_open(self):
        """Whether the link still opens what it is for."""
        raise NotImplementedError

    @property
    def edition(self):
        """Return the Edition that she reads."""
        raise NotImplementedError

    def gone(self):
        """Say that it is over, and give back what was sent too late."""
        context = {**self.over_context(), **given_back(self.request)}
        return render(self.request, self.over_template, context, status=HTTPStatus.GONE)

    def over_context(self):
        """Return what the page needs that says so."""
        return self.context()

    def context(self, **more):
        """Return what each of her pages needs."""
        return {"edition": self.edition, "report": self.edition.report, "token": self.link.token, **more}


class OneAnswerByLink(ByLink):
    """Where she writes about one answer of what she reads, or about the whole where no `key` is named."""

    template = None
    anchor_of_the_whole = None

    def dispatch(self, request, token, key=""):
        return super().dispatch(request, token, key=key)

    def show(self, key, form, *, status=HTTPStatus.OK, **more):
        """Show the form below the answer; Http404 where there is none."""
        answers = {answer.key: answer for answer in Reading(self.edition).answers}
        if key and key not in answers:
            raise Http404
        context = self.context(form=form, answer=answers.get(key), **more)
        return render(self.request, self.template, context, status=status)

    def anchor_of(self, key):
        """Return where the page of the whole shows it, behind its URL."""
        return f"#{self.edition.form.anchor_of(key) if key else self.anchor_of_the_whole}"
