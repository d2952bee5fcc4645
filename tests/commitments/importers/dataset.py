"""Small files in the shape of OGP's dataset, with rows of our own."""

import csv
import io

USUAL = {
    "Commitment Unique Identifier": "XA0001",
    "Country/Locality": "Arcadia",
    "Code": "XAR",
    "Region": "Europe",
    "National Or Local": "National",
    "Year Of Submission": "2018",
    "Action Plan End Year": "2020",
    "Commitment Title": "Publish every contract",
    "Short Title": "Open contracts",
    "Full Text": "Every contract is published.",
    "Start Date": "9/1/2018",
    "End Date": "8/31/2020",
    "Lead Institution": "Ministry of Finance",
    "Supporting Institution(s)": "NA",
    "Open Contracting": "1",
    "Youth": "0",
    "Report Publication Year (Progress Report)": "2019",
    "OGP Value Access To Information": "1",
    "OGP Value Civic Participation": "0",
    "OGP Value Public Accountability": "ND",
    "OGP Value Technology": "1",
    "Action Plan ID": "AP_XAR01",
}


def dataset(*rows, drop=(), encoding="utf-8", newline="\r\n"):
    """Return the bytes of a file; each row is what differs from the usual one."""
    columns = [name for name in [*USUAL, "Theme"] if name not in drop]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator=newline)
    writer.writeheader()
    for row in rows:
        writer.writerow({"Theme": "NA", **USUAL, **row})
    return text.getvalue().encode(encoding)
