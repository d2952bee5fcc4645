import datetime

import pytest

from commitments.importers.ogp_dataset import DatasetError, cells, read
from commitments.importers.ogp_dataset.rows import MemberFacts, PlanFacts
from commitments.models import OgpValue

from .dataset import USUAL, dataset


def problems(content):
    """Return why a file is refused."""
    with pytest.raises(DatasetError) as refused:
        read(content)
    return refused.value.problems


def notices(*rows):
    return [str(notice) for notice in read(dataset(*rows)).notices]


class TestDate:
    @pytest.mark.parametrize(
        ("written", "date"),
        [
            ("9/1/2018", datetime.date(2018, 9, 1)),
            ("12/31/2016", datetime.date(2016, 12, 31)),
            ("02/29/2020", datetime.date(2020, 2, 29)),
            ("6/30/20", datetime.date(2020, 6, 30)),
        ],
    )
    def test_month_comes_first(self, written, date):
        assert cells.date(written) == date

    @pytest.mark.parametrize(
        "written",
        [
            "31/12/2016",
            "2/29/2019",
            "7/15/1905",
            "43525",
            "2014",
            "July 2014",
            "I quarter of 2021",
            "Underway",
            "2018-09-01",
            "9/1/2018 and later",
            "٩/١/٢٠١٨",
            "0/0/0000",
            "9/1/20180",
        ],
    )
    def test_nothing_is_guessed(self, written):
        assert cells.date(written) is None


@pytest.mark.parametrize("missing", ["ND", "NR", "NA", "N/A", "nd", " NA ", "", "  "])
def test_missing_values_are_no_text(missing):
    assert (cells.text(missing), cells.line(missing), cells.mark(missing), cells.year(missing)) == ("", "", None, None)


def test_a_row_says_what_it_knows():
    [row] = read(dataset({})).rows

    member = MemberFacts(name="Arcadia", country="Arcadia", level="national", region="Europe", ogp_code="XAR")
    assert (row.number, row.ogp_id, row.member) == (2, "XA0001", member)
    assert row.plan == PlanFacts(ogp_id="AP_XAR01", member=member, start_year=2018, end_year=2020)
    assert row.fields == {
        "title": "Publish every contract",
        "short_title": "Open contracts",
        "full_text": "Every contract is published.",
        "lead_institutions": "Ministry of Finance",
        "starts_on": datetime.date(2018, 9, 1),
        "ends_on": datetime.date(2020, 8, 31),
    }
    assert row.areas == {"Open Contracting": True, "Youth": False}
    assert row.values == {OgpValue.ACCESS: True, OgpValue.PARTICIPATION: False, OgpValue.TECHNOLOGY: True}


def test_a_local_member_has_a_place_and_a_country():
    cell = {"Country/Locality": "Ninfa, Arcadia, Oz", "Code": "OZNI", "National Or Local": "Legacy Local"}

    [row] = read(dataset(cell)).rows

    assert (row.member.name, row.member.country, row.member.level) == ("Ninfa, Arcadia", "Oz", "local")


def test_a_country_of_another_kind_is_national():
    [row] = read(dataset({"National Or Local": "Other"})).rows

    assert row.member.level == "national"


def test_a_commitment_may_belong_to_no_plan():
    [row] = read(dataset({"Action Plan ID": "ND"})).rows

    assert row.plan is None


def test_a_short_title_stands_in_for_a_missing_one():
    [row] = read(dataset({"Commitment Title": "NA"})).rows

    assert row.fields["title"] == "Open contracts"


def test_titles_are_put_on_one_line_and_texts_keep_theirs():
    [row] = read(dataset({"Commitment Title": " Publish\nevery  contract ", "Full Text": "One.\r\n\r\nTwo."})).rows

    assert (row.fields["title"], row.fields["full_text"]) == ("Publish every contract", "One.\n\nTwo.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_way_of_saving_reads_alike(encoding, newline):
    content = dataset({"Full Text": "One,\n“two”"}, encoding=encoding, newline=newline)

    assert read(content) == read(dataset({"Full Text": "One,\n“two”"}))


def test_blank_lines_are_no_rows():
    content = dataset({}) + b"\r\n" + b"," * len(USUAL) + b"\r\n"

    assert [row.number for row in read(content).rows] == [2]


def test_ids_are_read_in_any_capitals():
    [row] = read(dataset({"Commitment Unique Identifier": "xa0001", "Action Plan ID": "ap_xar01", "Code": "xar"})).rows

    assert (row.ogp_id, row.plan.ogp_id, row.member.ogp_code) == ("XA0001", "AP_XAR01", "XAR")


@pytest.mark.parametrize(("column", "field"), [("Start Date", "start_as_written"), ("End Date", "end_as_written")])
def test_an_unreadable_date_is_kept_and_told(column, field):
    found = read(dataset({}, {"Commitment Unique Identifier": "XA0002", column: "Underway"}))

    assert found.rows[1].fields[field] == "Underway"
    assert [str(notice) for notice in found.notices] == [
        f"Row 3, column “{column}”: “Underway” is not a date that can be read; kept as written."
    ]


def test_a_year_of_two_digits_is_told():
    found = read(dataset({"Start Date": "12/31/15"}))

    assert found.rows[0].fields["starts_on"] == datetime.date(2015, 12, 31)
    assert [str(notice) for notice in found.notices] == [
        "Row 2, column “Start Date”: “12/31/15” is taken to be of 2015."
    ]


@pytest.mark.parametrize(
    ("cell", "notice"),
    [
        ({"Youth": "perhaps"}, "Row 2, column “Youth”: “perhaps” is neither 1 nor 0; left out."),
        (
            {"OGP Value Technology": "2"},
            "Row 2, column “OGP Value Technology”: “2” is neither 1 nor 0; left out.",
        ),
        (
            {"Year Of Submission": "soon"},
            "Row 2, column “Year Of Submission”: “soon” is not a year; left out.",
        ),
        (
            {"Action Plan End Year": "2017"},
            "Row 2, column “Action Plan End Year”: the last year is before the first; left out.",
        ),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_told(cell, notice):
    assert notices(cell) == [notice]


def test_years_that_differ_between_rows_of_a_plan_are_told():
    other = {"Commitment Unique Identifier": "XA0002", "Action Plan End Year": "2021"}

    found = read(dataset({}, other))

    assert [row.plan.end_year for row in found.rows] == [2020, 2020]
    assert notices({}, other) == ["Row 3, column “Action Plan ID”: other years than in the first row of AP_XAR01."]


class TestRefusal:
    @pytest.mark.parametrize("content", [b"", b" \r\n ", b"\xef\xbb\xbf"])
    def test_empty(self, content):
        assert problems(content) == ["The file is empty."]

    def test_no_rows(self):
        assert problems(dataset()) == ["The file has a header and no rows."]

    def test_undecodable(self):
        content = dataset({"Commitment Title": "Participación"}, encoding="latin-1")

        at = content.index("ó".encode("latin-1")) + 1
        assert problems(content) == [f"The file is not UTF-8 text: byte {at} cannot be read."]

    @pytest.mark.parametrize("content", [dataset({"Full Text": "a\0b"}), dataset({}, encoding="utf-16")])
    def test_nul_characters(self, content):
        assert problems(content) == ["The file holds NUL characters: it is no CSV in UTF-8."]

    def test_another_file_altogether(self):
        assert problems(b"name,age\r\nAda,36\r\n")[0].startswith("Missing columns: Commitment Unique Identifier, ")

    @pytest.mark.parametrize("column", [name for name in USUAL if name not in {"Open Contracting", "Youth"}])
    def test_missing_column(self, column):
        assert problems(dataset({}, drop=[column])) == [f"Missing columns: {column}."]

    def test_doubled_column(self):
        content = dataset({}).replace(b"Theme", b"Code")

        assert problems(content) == ["Columns that stand there twice: Code."]

    def test_no_policy_areas(self):
        between = "“Supporting Institution(s)” and “Report Publication Year (Progress Report)”"

        assert problems(dataset({}, drop=["Open Contracting", "Youth"])) == [
            f"No policy areas stand between the columns {between}."
        ]

    def test_ragged_rows(self):
        content = dataset({}) + b"XA0002,Arcadia\r\n"

        assert problems(content) == [f"Row 3 has 2 cells, the header has {len(USUAL) + 1}."]

    def test_quote_that_never_ends(self):
        assert problems(dataset({}) + b'"XA0002') == ["Row 3 cannot be read as CSV: unexpected end of data."]

    def test_absurdly_long_cell(self):
        assert problems(dataset({"Full Text": "a" * 140_000})) == [
            "Row 2 cannot be read as CSV: field larger than field limit (131072)."
        ]

    @pytest.mark.parametrize(
        ("column", "longest"),
        [
            ("Commitment Title", 1000),
            ("Short Title", 1000),
            ("Start Date", 500),
            ("End Date", 500),
            ("Region", 100),
            ("Code", 20),
            ("Action Plan ID", 20),
        ],
    )
    def test_text_that_does_not_fit(self, column, longest):
        assert problems(dataset({column: "A" * (longest + 1)})) == [
            f"Row 2, column “{column}”: the text is longer than {longest} characters."
        ]

    @pytest.mark.parametrize(
        ("cell", "problem"),
        [
            ({"Commitment Unique Identifier": ""}, "column “Commitment Unique Identifier”: there is no id."),
            (
                {"Commitment Unique Identifier": "XA-1"},
                "column “Commitment Unique Identifier”: “XA-1” is not two to five letters and four digits.",
            ),
            (
                {"Commitment Title": "NA", "Short Title": "ND"},
                "column “Commitment Title”: there is no title.",
            ),
            ({"National Or Local": "Lunar"}, "column “National Or Local”: “Lunar” is neither national nor local."),
            ({"National Or Local": "Local"}, "column “Country/Locality”: “Arcadia” names no member."),
            ({"Country/Locality": "NA"}, "column “Country/Locality”: “” names no member."),
            ({"Action Plan ID": "AP XAR"}, "column “Action Plan ID”: “AP XAR” is no id of an action plan."),
        ],
    )
    def test_cell_that_a_commitment_cannot_do_without(self, cell, problem):
        assert problems(dataset(cell)) == [f"Row 2, {problem}"]

    def test_doubled_id_in_other_capitals(self):
        assert problems(dataset({}, {"Commitment Unique Identifier": "xa0001"})) == [
            "Row 3, column “Commitment Unique Identifier”: XA0001 stands in row 2 already."
        ]

    @pytest.mark.parametrize("other", [{"Code": "XBR"}, {"Country/Locality": "Boeotia", "Action Plan ID": "ND"}])
    def test_code_and_name_that_contradict_each_other(self, other):
        title = other.get("Country/Locality", "Arcadia")

        assert problems(dataset({}, {"Commitment Unique Identifier": "XA0002", **other})) == [
            f"Row 3, column “Code”: code, level and name of {title} differ between rows."
        ]

    def test_plan_of_two_members(self):
        other = {"Commitment Unique Identifier": "XA0002", "Country/Locality": "Boeotia", "Code": "XBO"}

        assert problems(dataset({}, other)) == [
            "Row 3, column “Action Plan ID”: AP_XAR01 is of another member in another row."
        ]

    def test_all_problems_are_told_at_once_and_many_are_counted(self):
        with pytest.raises(DatasetError) as refused:
            read(dataset(*[{"Commitment Unique Identifier": ""}] * 30))

        lines = str(refused.value).splitlines()
        assert (len(refused.value.problems), len(lines), lines[-1]) == (30, 21, "… and 10 more.")
