"""What a refusal says to the code that shows it."""


def error_codes(error):
    """Return the codes of a ValidationError's errors."""
    return {part.code for part in error.error_list}
