"""What is printed for one customer names no other: names whole and in part, however they are written."""

import pytest

from crm_tui.services.other_names import OtherNames

DESK = (
    "Ramesh Kumar",
    "Siobhán O'Neill",
    "François Lebrun",
    "Rose Bill",
    "Mark Grant",
    "Zaika Foods",
    "Hotel Panchavati",
    "St. Anne's Home for the Aged",
    "गणपत पवार",
    "李美玲 (Li Meiling)",
    "Gurpreet Singh Transport",
)
OWN = "Sunita Singh"


def named(text: str, *, own: str = OWN, others: tuple[str, ...] = DESK) -> bool:
    return OtherNames(own, others, known=["Nashik Road", "Vijay Kale"]).are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "RAMESH has 8 %",
        "8 % like ramesh",
        "as Kumar got",
        "ramesh's rate",
        "Ramesh’s rate",
        "rate of Mr.Ramesh",
        "RameshKumar got 8 %",
        "ramesh_k gets 8 %",
        "ramesh.k@mail.example asked",
        "8%/Ramesh/2026",
        "Ramesh2 got it",
        "(ramesh)",
        "Ra\u200bmesh got 8 %",
        "Ra\u00admesh got 8 %",
        "\u202eRamesh\u202c got 8 %",
        "Ｒａｍｅｓｈ got 8 %",
        "Ra\x1bmesh got 8 %",
        "as said to Ram-\nesh",
        "Rámesh got 8 %",
        "what siobhan was told",
        "ONEILL pays less",
        "o'neill pays less",
        "Francois pays less",
        "zaika pays less",
        "Panchavati got it free",
        "गणपत यांना",
        "和美玲一样",
        "Meiling has it",
        "no fee, as Rose was told",
        "Bill has 8 %",
        "BILL has 8 %",
        "Gurpreet too",
    ],
)
def test_a_part_of_a_name_is_caught(text: str) -> None:
    assert named(text)


@pytest.mark.parametrize(
    "text",
    [
        "the rate rose to 8 %",
        "Rose to 8 % in May",
        "the bill comes on the 5th",
        "Bill of supply",
        "BILL AMOUNT AND GRANT",
        "Grant of Loan and Terms of the Bill",
        "we mark the cheque; a grant is possible",
        "home loan for the aged, hotel and foods",
        "Home Loan at the Hotel",
        "no transport charges",
        "3 Grant period of a month",
        "what the bill told us",
        "900 St Mary Street",
        "Sunita Singh pays 8 %",
        "Singh pays 8 %",
        "Mr Vijay will sign for Nashik",
        "the rameshwaram branch",
        "Rs 5,000 in 24 parts",
        "",
        "\x1b[2J",
    ],
)
def test_what_names_nobody_is_left(text: str) -> None:
    assert not named(text)


def test_a_long_text_takes_no_time_that_grows_with_its_square() -> None:
    text = "rate of interest " * 20_000
    assert not named(text)
    assert named(text + "ramesh")
