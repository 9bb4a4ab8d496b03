import csv
import io
import json
import re

import pytest

from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.interchange.csv_file import KINDS, as_csv, guarded
from tests.naughty import ALL, DAY, Filler

FORMULAS = {
    "=1+1": "'=1+1",
    "+91 98200 11223": "'+91 98200 11223",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    "＝1": "'＝1",
    "'=1": "''=1",
    "''+1": "'''+1",
}
HARMLESS = ["", "Rao", "'t Hooft", "a=b", " =1", "1-2", "₹5", "'"]


def read_back(content: bytes) -> list[dict[str, str]]:
    """The table as a program reads it that knows of the apostrophe."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [{name: re.sub("^'('*[=+\\-@\t\r\n＝＋－＠])", r"\1", cell) for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize(("text", "cell"), FORMULAS.items())
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert guarded(text) == cell


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stands_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_whatever_stands_in_a_record_is_read_back_out_of_the_table(kind: type[Record]) -> None:
    texts = [*FORMULAS, *HARMLESS, *ALL]
    filler = Filler(texts)
    made = [filler.make(kind) for _ in range(0, len(texts), 4)]
    content = as_csv(kind, made)
    rows = read_back(content)
    assert len(rows) == len(made)
    for row, record in zip(rows, made, strict=True):
        for name, value in record.model_dump(mode="json").items():
            if isinstance(value, str):
                assert row[name] == value
            elif isinstance(value, list) and value:
                assert json.loads(row[name]) == value
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell[:1] and cell[0] in "=+-@\t\r\n"]


def test_an_amount_has_its_currency_in_a_column_of_its_own() -> None:
    deal = Deal(customer_id=1, title="Loan", owner="asha", opened=DAY, stage_since=DAY)
    value = deal.model_copy(update={"value": Money(amount="-4800000.50", currency="INR")})
    first, second = read_back(as_csv(Deal, [deal, value]))
    assert (first["value.amount"], first["value.currency"]) == ("", "")
    assert (second["value.amount"], second["value.currency"]) == ("-4800000.50", "INR")


def test_the_columns_stand_in_the_order_of_the_fields_even_of_no_record() -> None:
    header = as_csv(Customer, []).decode("utf-8-sig").split("\r\n")[0]
    assert header.startswith("id,name,kind,phone,email,place,owner")
    names = as_csv(Customer, [Customer(name="A", owner="b", since=DAY, contacts=(Contact(name="=1"),))])
    assert '"[{""name"": ""=1""' in names.decode("utf-8-sig")
