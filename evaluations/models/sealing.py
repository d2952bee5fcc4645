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


def refuse(name, *, operation, condition=None, message, unless=""):
    """Return the trigger that refuses an operation on a row: always, under a condition, `unless` some SQL is true."""
    refusal = f"RAISE EXCEPTION '{message}', TG_OP USING ERRCODE = 'check_violation';"
    return Seal(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=f"{_let_pass(unless)}{refusal}",
    )


_REMOVED = '{"kind": "removed"}'  # how a receipt tells evidence that a redaction took out


def _let_pass(unless):
    return f"IF {unless} THEN RETURN COALESCE(NEW, OLD); END IF; " if unless else ""


def is_redacted(report, *columns, becomes=("null", '""', "{}", "false")):
    """Return the SQL that is true of an update by which a recorded redaction takes values out of a row, and no other.

    `report` is SQL for the report of the row. A Redaction of it must have been made in the same transaction, and
    nothing may differ but these columns, each with nothing in it now: one of `becomes`, as JSON, where that is not
    empty itself.
    """
    names = ", ".join(f"'{name}'" for name in columns)
    emptied = " AND now.value IN ({})".format(", ".join(f"'{value}'" for value in becomes)) if becomes else ""
    # Of a generated column a trigger that comes before the change knows only the old value.
    return f"""TG_OP = 'UPDATE' AND {is_in_redaction(report)} AND NOT EXISTS (
                SELECT FROM jsonb_each(to_jsonb(NEW)) AS now JOIN jsonb_each(to_jsonb(OLD)) AS before USING (key)
                WHERE now.value <> before.value AND key NOT IN ('search', 'narrative_marks')
                AND NOT (key IN ({names}){emptied})
            )"""


def loses(column):
    """Return the SQL that is true of an update by which a column of JSON loses values, and comes to say nothing new.

    A value that is gone is null or blank, an item of a list says that it was removed; every name keeps its place.
    """
    return f"""NOT EXISTS (
                WITH RECURSIVE walk(before, now) AS (
                    SELECT OLD.{column}, NEW.{column}
                    UNION ALL
                    SELECT pair.before, pair.now FROM walk, LATERAL (
                        SELECT earlier.value AS before, later.value AS now
                        FROM jsonb_each(CASE jsonb_typeof(walk.before) WHEN 'object' THEN walk.before END) AS earlier
                        FULL JOIN jsonb_each(CASE jsonb_typeof(walk.now) WHEN 'object' THEN walk.now END) AS later
                        USING (key)
                        UNION ALL
                        SELECT earlier.value, later.value
                        FROM jsonb_array_elements(CASE jsonb_typeof(walk.before) WHEN 'array' THEN walk.before END)
                            WITH ORDINALITY AS earlier(value, place)
                        FULL JOIN jsonb_array_elements(CASE jsonb_typeof(walk.now) WHEN 'array' THEN walk.now END)
                            WITH ORDINALITY AS later(value, place)
                        USING (place)
                    ) AS pair
                    WHERE jsonb_typeof(walk.before) = jsonb_typeof(walk.now) AND walk.now <> '{_REMOVED}'
                )
                SELECT FROM walk WHERE before IS DISTINCT FROM now AND NOT COALESCE(
                    (before IS NOT NULL AND now IN ('null', '""'))
                    OR (jsonb_typeof(before) = 'object' AND now = '{_REMOVED}')
                    OR (jsonb_typeof(before) = jsonb_typeof(now) AND jsonb_typeof(now) IN ('object', 'array')),
                    false
                )
            )"""  # noqa: S608 -- named in code


def is_in_redaction(report):
    """Return the SQL that is true while a recorded redaction of a report is being made."""
    # A dump that is restored elsewhere meets the numbers of its transactions again, and not their time.
    return f"""EXISTS (
                SELECT FROM evaluations_redaction
                WHERE transaction_id = pg_current_xact_id()::text AND at >= transaction_timestamp()
                AND report_id = ({report})
            )"""


REPORT_OF_EDITION = "SELECT report_id FROM evaluations_edition WHERE id = OLD.edition_id"


def report_through(row):
    """Return the SQL for the report of a row that hangs on another row of an edition, by the name of its model."""
    return f"""SELECT report_id FROM evaluations_edition WHERE id = (
                SELECT edition_id FROM evaluations_{row} WHERE id = OLD.{row}_id
            )"""  # noqa: S608 -- named in code


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


def hold_redaction_told(name):
    """Return the trigger that refuses, at the commit, a redaction of which no published edition tells."""
    same = "WHERE report_id = NEW.report_id AND"
    return Seal(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"""
            IF (SELECT count(*) FROM evaluations_redaction {same} leaves = NEW.leaves) > (
                SELECT count(*) FROM evaluations_edition {same} redactions = NEW.leaves
                AND status = 'published' AND change_class = 'redaction'
            ) THEN
                RAISE EXCEPTION '% of a redaction: no edition tells of it', TG_OP USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 -- named in code
    )


def refuse_change_once_sealed(name, *, unless=""):
    """Return the trigger that refuses to change or delete a published edition."""
    return refuse(
        name,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="published"),
        message="% of a published edition: it is sealed",
        unless=unless,
    )


_ANY_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def refuse_change_under_sealed_edition(name, *, through="", operation=_ANY_CHANGE, unless=""):
    """Return the trigger that refuses to add, change, move or delete a row of a published edition.

    `through` is the row of the edition on which this one hangs, by the name of its model, where it does not name the
    edition itself. It locks the edition against being published meanwhile, so that no row slips in between. `unless`
    is SQL: where it is true the change is let pass.
    """
    # Of an insert there is no OLD, of a delete no NEW: PostgreSQL reads their columns as null.
    editions = "OLD.edition_id, NEW.edition_id"
    if through:
        rows = f"OLD.{through}_id, NEW.{through}_id"
        editions = f"SELECT edition_id FROM evaluations_{through} WHERE id IN ({rows})"  # noqa: S608 -- named in code
    and_not = f" AND NOT ({unless})" if unless else ""
    return Seal(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        declare=[("sealed", "integer")],
        func=f"""
            SELECT count(*) INTO sealed FROM (
                SELECT status FROM evaluations_edition WHERE id IN ({editions}) FOR SHARE
            ) AS locked WHERE status = 'published';
            IF sealed > 0{and_not} THEN
                RAISE EXCEPTION '% of a row of a published edition: it is sealed', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608 -- as above
    )


def only_appended(name, *, unless=""):
    """Return the trigger that refuses to change or delete a row of a record that only grows."""
    operation = pgtrigger.Update | pgtrigger.Delete
    return refuse(name, operation=operation, message="% of a record that only grows", unless=unless)


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
