"""Files that people send: what they are, by their bytes, and what is taken out of them before they are kept."""


class NotTakenError(Exception):
    """A file that cannot be kept. `code` says why: see the messages of forms.uploads.EvidenceField."""

    def __init__(self, code):
        """Remember why."""
        super().__init__(code)
        self.code = code
