"""Rows that are understood later, some by some, say what they say when all are read at once."""

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.tables import household_key, open_table, read_table
from tests.rules.tables.sheets import HEAD, HEAD_NIK, HEADINGS, KK, TODAY, WIFE, WIFE_NIK

NO_CARD = "3204320132809000"  # nobody can bear it
ROWS = st.lists(
    st.tuples(
        st.sampled_from([KK, "3204321001159002", "0", "", NO_CARD]),
        st.sampled_from([HEAD_NIK, WIFE_NIK, "-", "", NO_CARD]),
        st.sampled_from(["Asep Hidayat", "Euis Rahayu", ""]),
        st.sampled_from(["L", "P", "?"]),
        st.sampled_from(["31/12/1980", "05-01-1983", "31/12/2999", ""]),
        st.sampled_from(["Kepala Keluarga", "Istri", "Anak"]),
    ),
    min_size=1,
    max_size=12,
)


def csv_of(rows):
    lines = [HEADINGS, HEAD, *rows, WIFE]
    return "\n".join(";".join(cells) for cells in lines).encode()


@given(ROWS, st.data())
def test_some_rows_say_what_they_say_among_all(rows, data):
    content = csv_of(rows)
    known = {
        row.number: row for row in read_table(content, "a.csv", "persons", today=TODAY).rows
    }

    lines = open_table(content, "a.csv", "persons", today=TODAY).lines
    outline = lines.outline()
    some = data.draw(st.lists(st.sampled_from(sorted(known)), unique=True))

    assert [(row.number, household_key(row)) for row in outline] == [
        (number, household_key(row)) for number, row in known.items()
    ]
    assert lines.understood(some) == [known[number] for number in some]


def test_a_number_that_stands_twice_refuses_the_later_row_wherever_it_is_read():
    lines = open_table(csv_of([WIFE]), "a.csv", "persons", today=TODAY).lines
    lines.outline()

    [last] = lines.understood([4])

    assert [fault.code for fault in last.faults] == ["row.nik_twice"]
    assert last.faults[0].params == {"row": 3}
