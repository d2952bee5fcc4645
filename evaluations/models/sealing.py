"""The database's promise that what was published stays as it was, also from the shell and the admin."""

from functools import reduce
from operator import or_

import pgtrigger
from pgtrigger import compiler


class SealSql(compiler.UpsertTriggerSql):
    """The SQL of a trigger without the clause that lets `pgtrigger.ignore` pass it by. Migrations name this class."""

    def get_template(self):
        """Return the library's template, less all that asks whether the trigger is to be ignored."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Seal(pgtrigger.Trigger):
    """A trigger that nothing in Python can open: `pgtrigger.ignore` has no power over it."""

    def compile(self, model):
        """Compile as the library does, and write the same parts by our own template."""
        compiled = super().compile(model)
        return compiler.Trigger(name=compiled.name, sql=SealSql(**compiled.sql.kwargs))


def refuse(name, *, operation, condition=None, message):
    """Return the trigger that refuses an operation on a row, always or under a condition."""
    return Seal(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=f"RAISE EXCEPTION '{message}', TG_OP USING ERRCODE = 'check_violation';",
    )


def differs(*columns):
    """Return the condition that an update gives one of the columns another value."""
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in columns))


def hold_to_published_edition(name, column):
    """Return the trigger that refuses a row that points, by this column, at an edition that is not published.

    Once it is published an edition never changes, so that nothing need be locked.
    """
    return Seal(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(f"{column}_id"),
        condition=pgtrigger.Q(**{f"new__{column}__isnull": False}),
        func=f"""
            IF NOT EXISTS (
                SELECT FROM evaluations_edition WHERE id = NEW.{column}_id AND status = 'published'
            ) THEN
                RAISE EXCEPTION '% of a row that stands on an edition which is not published', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


def hold_report_public(name):
    """Return the trigger that refuses, at the commit, a published edition of a report that has no current one."""
    return Seal(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__status="published"),
        timing=pgtrigger.Deferred,
        func="""
            IF EXISTS (SELECT FROM evaluations_report WHERE id = NEW.report_id AND current_id IS NULL) THEN
                RAISE EXCEPTION '% of a published edition: its report has no current one', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )


def hold_edition_sealed(name):
    """Return the trigger that refuses, at the commit, an edition that was published without its seal."""
    return Seal(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__status="published"),
        timing=pgtrigger.Deferred,
        func="""
            IF NOT EXISTS (SELECT FROM evaluations_seal WHERE edition_id = NEW.id) THEN
                RAISE EXCEPTION '% of a published edition: it has no seal', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )


def refuse_change_once_sealed(name):
    """Return the trigger that refuses to change or delete a published edition."""
    return refuse(
        name,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="published"),
        message="% of a published edition: it is sealed",
    )


_ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def refuse_change_under_sealed_edition(name, *, through="", operation=_ANY_CHANGE):
    """Return the trigger that refuses to add, change, move or delete a row of a published edition.

    `through` is the row of the edition on which this one hangs, by the name of its model, where it does not name the
    edition itself. It locks the edition against being published meanwhile, so that no row slips in between.
    """
    # Of an insert there is no OLD, of a delete no NEW: PostgreSQL reads their columns as null.
    editions = "OLD.edition_id, NEW.edition_id"
    if through:
        rows = f"OLD.{through}_id, NEW.{through}_id"
        editions = f"SELECT edition_id FROM evaluations_{through} WHERE id IN ({rows})"  # noqa: S608 -- named in code
    return Seal(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        declare=[("sealed", "integer")],
        func=f"""
            SELECT count(*) INTO sealed FROM (
                SELECT status FROM evaluations_edition WHERE id IN ({editions}) FOR SHARE
            ) AS locked WHERE status = 'published';
            IF sealed > 0 THEN
                RAISE EXCEPTION '% of a row of a published edition: it is sealed', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608 -- as above
    )


def only_appended(name):
    """Return the trigger that refuses to change or delete a row of a record that only grows."""
    return refuse(name, operation=pgtrigger.Update | pgtrigger.Delete, message="% of a record that only grows")


def refuse_truncation(name):
    """Return the trigger that refuses to empty a table: TRUNCATE asks no trigger of a row.

    The tests empty their database by it: they disable this trigger in a database of their own (tests/conftest.py).
    """
    return Seal(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="""
            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME
                USING ERRCODE = 'check_violation';
        """,
    )
