"""The expected statuses, literally: a row a route, a column a role, in the order of `ROLES`."""

from pathlib import Path

from .world import ROLES, WORLDS

GET = Path(__file__).with_name("get.txt")
POST = Path(__file__).with_name("post.txt")
WORDS = Path(__file__).with_name("words.txt")


def rows(table):
    """Yield route, states and statuses of each line that is no comment."""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            route, states, *numbers = line.split()
            yield route, WORLDS if states == "*" else tuple(states.split(",")), [int(number) for number in numbers]


def expected(table, state, role, wanted):
    """Return the status of each wanted route for this role, with the report in this state; None without a row."""
    column = ROLES.index(role)
    known = {route: numbers[column] for route, states, numbers in rows(table) if state in states}
    return {route: known.get(route) for route in wanted}


def routes_in(table):
    """Return each route once for every state that it has a row for, which must be once."""
    routes = [route for route, states, _numbers in rows(table) for _state in states]
    return [route for route in dict.fromkeys(routes) if routes.count(route) == len(WORLDS)]
