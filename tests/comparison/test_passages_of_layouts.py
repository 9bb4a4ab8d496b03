"""Small papers, each in one layout: the passages that are read out of it, as "label: value", with their lines."""

from textwrap import dedent

import pytest

from crm_tui.comparison.layout import passages


@pytest.fixture(name="read")
def _read(paper):
    """The passages of a paper: what they say, and on which lines."""

    def read(text):
        found = passages(paper(text).lines)
        return {one.text: sorted({line.number for line in one.lines}) for one in found if not one.titled}

    return read


LAYOUTS = {
    "columns of spaces": (
        """
        Fees        Amount      Tax
        Processing  Rs 500      Rs 90
        Legal       Rs 900      nil
        """,
        {
            "Processing (Amount): Rs 500 | GST Rs 90": [2],
            "Processing (Tax): Rs 90": [2],
            "Legal (Amount): Rs 900 | GST nil": [3],
            "Legal (Tax): nil": [3],
        },
    ),
    "tabs": ("Rent\tRs 900\nDeposit\tRs 1,800", {"Rent: Rs 900": [1], "Deposit: Rs 1,800": [2]}),
    "leaders": ("Rent ........... 1,200\nDeposit . . . . . . 3,000", {"Rent: 1,200": [1], "Deposit: 3,000": [2]}),
    "a value and a label that go on below": (
        """
        Services       Setting up, estimated
                       between USD 10 and USD 18
        Late payment         $7.00 or 5% of the
                     past due balance
        Loss of use - actual loss sustained      $824
            within 24 months of the loss
        """,
        {
            "Services: Setting up, estimated between USD 10 and USD 18": [1, 2],
            "Late payment: $7.00 or 5% of the past due balance": [3, 4],
            "Loss of use - actual loss sustained within 24 months of the loss: $824": [5, 6],
        },
    ),
    "names of columns over three lines above their values": (
        """
        ANNUAL          FINANCE         AMOUNT
        PERCENTAGE      CHARGE          FINANCED
        RATE
           7.49 %       $6,809.26       $27,846.50
        """,
        {
            "ANNUAL PERCENTAGE RATE: 7.49 %": [4],
            "FINANCE CHARGE: $6,809.26": [4],
            "AMOUNT FINANCED: $27,846.50": [4],
        },
    ),
    "rows counted by the numbers of clauses": (
        """
        1.8 | Security to be furnished by Contractor | Bank guarantee, 10%
        1.9 | Retention                              | 5% of each bill
        """,
        {"Security to be furnished by Contractor: Bank guarantee, 10%": [1], "Retention: 5% of each bill": [2]},
    ),
    "what the first column counts": (
        """
        Lease Year     Per foot     Monthly
            1          $28.00       $5,600.00
            2          $28.84       $5,768.00
        """,
        {
            "Lease Year 1 (Per foot): $28.00": [2],
            "Lease Year 1 (Monthly): $5,600.00": [2],
            "Lease Year 2 (Per foot): $28.84": [3],
            "Lease Year 2 (Monthly): $5,768.00": [3],
        },
    ),
    "numbers before the rows": (
        """
        Sr  Service          Frequency      Amount (Rs)
         1  Termite          one time         18,000.00
         2  Rodent           each visit            0.00
        """,
        {
            "Termite (Frequency): one time": [2],
            "Termite one time (Amount (Rs)): 18,000.00": [2],
            "Rodent (Frequency): each visit": [3],
            "Rodent each visit (Amount (Rs)): 0.00": [3],
        },
    ),
    "pairs beside each other": (
        """
        Name       : Asha Rao           Category : Senior
        Account    : RD/04              Opened   : 20/11/2026
        Limit      Rs 40,000            Valid    90 days
        """,
        {
            "Name: Asha Rao": [1],
            "Category : Senior": [1],
            "Account: RD/04": [2],
            "Opened: 20/11/2026": [2],
            "Limit: Rs 40,000": [3],
            "Valid: 90 days": [3],
        },
    ),
    "bars with cells that go on below": (
        """
        Annual Percentage Rate      | 0% for the first 15 billing cycles,
        (APR) for Purchases         | then 19.74%
                                    | with the Prime Rate
        ---------------------------------------------------------
        Annual Fee                  | None
        Penalty Fees                |
          * Late Payment            | Up to $40
        """,
        {
            "Annual Percentage Rate (APR) for Purchases: 0% for the first 15 billing cycles, "
            "then 19.74% with the Prime Rate": [1, 2, 3],
            "Annual Fee: None": [5],
            "* Late Payment: Up to $40": [7],
        },
    ),
    "bars with a first cell that several rows share": (
        """
        Event          | Service            | You pay
        ---------------|--------------------|---------------
        If you visit a | Primary care       | $25 a visit
        clinic         | Specialist         | $60 a visit
                       | Preventive care    | No charge
        """,
        {
            "If you visit a clinic (Service): Primary care": [3, 4],
            "If you visit a clinic Primary care (You pay): $25 a visit": [3, 4],
            "If you visit a clinic (Service): Specialist": [3, 4],
            "If you visit a clinic Specialist (You pay): $60 a visit": [3, 4],
            "If you visit a clinic (Service): Preventive care": [3, 4, 5],
            "If you visit a clinic Preventive care (You pay): No charge": [3, 4, 5],
        },
    ),
    "drawn boxes": (
        "┌────────┬────────┐\n│ Rent   │ Rs 900 │\n├────────┼────────┤\n│ Club   │ nil    │\n└────────┴────────┘",
        {"Rent: Rs 900": [2], "Club: nil": [4]},
    ),
    "cells of Word, as long as those above them": (
        "1 | Tenure | 60 months\n2 | Notice | 90 days",
        {"Tenure: 60 months": [1], "Notice: 90 days": [2]},
    ),
    "Markdown": (
        "| Fee | Amount | Tax |\n|---|---|---|\n| rent | 900 | 90 |\n| club | 80 | |",
        {
            "rent (Amount): 900 | GST 90": [3],
            "rent (Tax): 90": [3],
            "club (Amount): 80": [4],
        },
    ),
    "a paragraph whose first line is set in: its heading is its label": (
        """
    Section 1. Services. The Consultant shall perform the services that each statement of
work describes, and no others.
        """,
        {"Services. The Consultant shall perform the services that each statement of work describes, and no "
         "others.": [1, 2]},
    ),
    "a word broken at the end of a line": (
        "The rate of inter-\nest is fixed, and the fee is non-\nrefundable.",
        {"The rate of interest is fixed, and the fee is non-refundable.": [1, 2, 3]},
    ),
    "a figure that begins a line": (
        "The deposit comes to no more than the rent of\n2.5 months and is paid once.",
        {"The deposit comes to no more than the rent of 2.5 months and is paid once.": [1, 2]},
    ),
    "the echo of a number that begins a line": (
        "The Supplier keeps spare parts for ten\n(10) years, and answers within two\n(2) days.",
        {"The Supplier keeps spare parts for ten (10) years, and answers within two (2) days.": [1, 2, 3]},
    ),
    "the end of a page within a sentence": (
        "The lender may recall the loan if the\n\n                    Page 3 of 9\n\nborrower does not pay.",
        {"The lender may recall the loan if the borrower does not pay.": [1, 5]},
    ),
    "a table of contents": (
        "CONTENTS\n1. Rent ............ 1\n2. Notice .......... 2\n3. Penalty ......... 4\n\nRent is due today.",
        {"Rent is due today.": [6]},
    ),
    "where to sign": ("Rent is due.\n\nTenant ____________   Owner ____________", {"Rent is due.": [1]}),
    "controls and hard spaces": ("Rent\u00a0\u00a0\u00a0Rs\u00a0900\u200e\x07", {"Rent: Rs 900": [1]}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LAYOUTS.values(), ids=LAYOUTS)
def test_each_layout_is_read_with_its_names_and_lines(read, text, wanted):
    assert read(dedent(text).strip("\n")) == wanted
