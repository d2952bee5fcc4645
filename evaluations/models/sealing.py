"""The database's promise that what was published stays as it was, also from the shell and the admin."""

import pgtrigger


def refuse_change_once_sealed(name):
    """Return the trigger that refuses to change or delete a published edition."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="published"),
        func="RAISE EXCEPTION '% of a published edition: it is sealed', TG_OP USING ERRCODE = 'check_violation';",
    )


def refuse_change_under_sealed_edition(name):
    """Return the trigger that refuses to add, change, move or delete a row of a published edition.

    It locks the edition against being published meanwhile, so that no row slips in between.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("sealed", "integer")],
        # Of an insert there is no OLD, of a delete no NEW: PostgreSQL reads their columns as null.
        func="""
            SELECT count(*) INTO sealed FROM (
                SELECT status FROM evaluations_edition WHERE id IN (OLD.edition_id, NEW.edition_id) FOR SHARE
            ) AS locked WHERE status = 'published';
            IF sealed > 0 THEN
                RAISE EXCEPTION '% of a row of a published edition: it is sealed', TG_OP
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


def only_appended(name):
    """Return the trigger that refuses to change or delete a row of a record that only grows."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="RAISE EXCEPTION '% of a record that only grows', TG_OP USING ERRCODE = 'check_violation';",
    )


def refuse_truncation(name):
    """Return the trigger that refuses to empty a table: TRUNCATE asks no trigger of a row.

    The tests empty their database by it, and say so by a setting of their connections.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="""
            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN
                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        """,
    )
