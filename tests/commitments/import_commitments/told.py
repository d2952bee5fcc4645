"""What the command told its operator."""


def counts(lines):
    """Return the three numbers of each model, in the order of the report."""
    return {
        line.split(":")[0]: tuple(int(word) for word in line.replace(",", "").split() if word.isdigit())
        for line in lines
        if ":" in line and "created" in line
    }
