"""How the mails to followers are read."""


def told(messages):
    """Return the lines of a mail that name what is new."""
    return [line.removeprefix("* ") for line in messages[0].body.splitlines() if line.startswith("* ")]


def by(name, report):
    return f"{name} on “{report.current.title}”"
