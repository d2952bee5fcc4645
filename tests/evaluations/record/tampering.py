"""Changing what is sealed, as somebody could who owns the database."""

from django.db import connection


def behind_djangos_back(statement, *values):
    """Run a statement with the triggers of its table disabled, which the owner of a table may do."""
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit would hold the table
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
