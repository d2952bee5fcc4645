"""Walks through the migrations, without rendering every model anew for each constraint, index and trigger.

Django renders a model and all that are related to it, which here is nearly all of them, whenever one of its options
changes: nine tenths of a walk's time. What is rendered differs in nothing but that option, so it is told to the model
that is there.
"""

from contextlib import ExitStack, contextmanager
from functools import wraps
from unittest.mock import patch

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_OPTIONS = ("constraints", "indexes", "triggers")
_METHODS = ("_append_option", "_remove_option", "_alter_option")


def migrate_to(name):
    """Bring the tables, and no others, to this migration, forwards or back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows that still wait for them hold their table
    MigrationExecutor(connection).migrate([("evaluations", name)])


def migrate_to_the_newest():
    """Bring the tables to where the models of today can read them."""
    [(_app, newest)] = MigrationExecutor(connection).loader.graph.leaf_nodes("evaluations")
    migrate_to(newest)


@contextmanager
def options_told():
    """Let what changes an option inside render no model; conftest.py opens it once for all."""
    with ExitStack() as stack:
        for name in _METHODS:
            stack.enter_context(patch.object(ProjectState, name, _telling(getattr(ProjectState, name))))
        for operation in (AddTrigger, RemoveTrigger):
            stack.enter_context(patch.object(operation, "state_forwards", _telling_of(operation.state_forwards)))
        yield


def _telling(change):
    @wraps(change)
    def changed(state, app_label, model_name, *args):
        with _unrendered(state, app_label, model_name):
            change(state, app_label, model_name, *args)

    return changed


def _telling_of(change):
    @wraps(change)
    def changed(operation, app_label, state):
        with _unrendered(state, app_label, operation.model_name):
            change(operation, app_label, state)

    return changed


@contextmanager
def _unrendered(state, app_label, model_name):
    """Hide the rendered models of a state, so that none is rendered anew; tell the options to the one that has them."""
    apps = state.__dict__.pop("apps", None)
    yield
    if apps is None:
        return
    state.__dict__["apps"] = apps
    model, options = apps.get_model(app_label, model_name), state.models[app_label, model_name.lower()].options
    for name in _OPTIONS:
        if name in options:
            setattr(model._meta, name, list(options[name]))
