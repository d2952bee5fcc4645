"""A published edition in RIS, which programs that keep references read."""

from .citation import PUBLISHER, citable

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"


def ris(edition):
    """Return an edition as a record of RIS (text; UTF-8 when it is sent); its bylines and report are to be loaded.

    A line for each fact, ended by CR and LF as the format wants. An imported edition has no year and no date, since
    when it was published is not recorded; a note tells the day of the import. Another one says where the report was
    withdrawn, and why.
    """
    cited = citable(edition)
    lines = [("TY", "RPRT"), *(("AU", author) for author in cited.authors), *_facts(cited), ("ER", "")]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in lines if text or tag == "ER")


def _facts(cited):
    yield "TI", cited.title
    if cited.is_imported:
        yield "N1", cited.day
    else:
        yield "PY", f"{cited.at:%Y}"
        yield "DA", f"{cited.at:%Y/%m/%d}"
    yield "PB", PUBLISHER
    yield "M3", cited.kind
    yield "SN", str(cited.number)
    yield "ET", str(cited.edition)
    yield "LA", cited.language
    yield "UR", cited.url
    yield "N1", cited.withdrawn
    yield "N1", cited.digest
