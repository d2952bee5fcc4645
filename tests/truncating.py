"""The triggers that refuse to empty a table: the tests' database works without them, the test of them with them."""

import pgtrigger


def refusals_to_truncate():
    """Return the table and the name of each, as the models declare them."""
    return [
        (model._meta.db_table, trigger.get_pgid(model))
        for model, trigger in pgtrigger.registered()
        if trigger.operation == pgtrigger.Truncate
    ]
