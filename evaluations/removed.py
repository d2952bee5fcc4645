"""What a reader of an edition is told of redactions: which of its values were taken out, and by which edition."""


def tell_of_redactions(edition, editions):
    """Set on an edition what was taken out of it, from the published editions of its report.

    `removed` holds the places that now say nothing, of itself or of an edition that it was copied from; `redacted_by`
    the later editions that tell of a redaction of this one, the oldest first.
    """
    telling = sorted((one for one in editions if one.redactions), key=lambda one: one.number)
    later = [one for one in telling if any(leaf["edition"] == edition.number for leaf in one.redactions)]
    edition.redacted_by = later
    edition.removed = {
        leaf["leaf"]
        for one in telling
        for leaf in one.redactions
        if leaf["edition"] == edition.number or one.number <= edition.number
    }


def is_removed(edition, place):
    """Whether nothing stands at a place of an edition's data, or below it, because a redaction took it out."""
    return any(path == place or path.startswith(f"{place}/") for path in edition.removed)
