#!/usr/bin/env python3
"""Precision and recall on Febrl's data set 1 of finding duplicates: ``python tests/services/febrl/score.py``.

A customer's name is given name and surname; the place is the address with suburb, postcode and state; the birth date is
a birthday with its year. There is no phone and no e-mail in the data, and the social security number is left out, as a
customer has none. ``--errors`` lists what was missed or wrong; ``--file`` takes another file of the same columns, such
as data set 2 or 3 of Febrl.
"""
# ruff: noqa: T201 - a command prints

import argparse
import csv
from datetime import date
from itertools import combinations
from pathlib import Path

from crm_tui.domain.customer import Customer
from crm_tui.domain.occasion import Occasion
from crm_tui.services.duplicates import Known, Sketch, compare, sketch

DATA = Path(__file__).with_name("dataset1.csv")
Pairs = set[tuple[int, int]]


def customers(path: Path = DATA) -> tuple[list[Customer], Pairs]:
    """Each row as a customer, and the pairs that are one person."""
    found: list[Customer] = []
    same: dict[str, list[int]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file, skipinitialspace=True), 1):
            told = {name.strip(): (value or "").strip() for name, value in row.items()}
            same.setdefault(told["rec_id"].split("-")[1], []).append(number)
            found.append(_customer(number, told))
    return found, {pair for ones in same.values() for pair in combinations(sorted(ones), 2)}


def _customer(number: int, told: dict[str, str]) -> Customer:
    street = f"{told['street_number']} {told['address_1']}".strip()
    town = f"{told['suburb']} {told['postcode']}".strip()
    return Customer(
        id=number,
        name=f"{told['given_name']} {told['surname']}".strip() or "?",
        place=", ".join(part for part in (street, told["address_2"], town, told["state"]) if part),
        occasions=_birthday(told["date_of_birth"]),
        owner="asha",
        since=date(2026, 1, 1),
    )


def _birthday(digits: str) -> tuple[Occasion, ...]:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return ()
    return (Occasion(name="birthday", day=born.day, month=born.month, year=born.year),)


def found_pairs(ones: list[Customer]) -> Pairs:
    """The pairs that the screen of duplicates would show."""
    return {(pair.one, pair.other) for pair in Known(map(sketch, ones)).pairs()}


def main() -> None:
    """Print the figures, and the pairs that were missed or wrongly found if asked to."""
    parser = argparse.ArgumentParser(description="Precision and recall of finding duplicates.")
    parser.add_argument("--file", type=Path, default=DATA)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    ones, true = customers(arguments.file)
    found = found_pairs(ones)
    right = len(found & true)
    print(
        f"{len(ones):,} records, {len(true):,} pairs that are one person, {len(found):,} found, {right:,} of them right"
    )
    print(f"precision {right / len(found):.4f}, recall {right / len(true):.4f}")
    if arguments.errors:
        known: dict[int, Sketch] = {one.id: sketch(one) for one in ones}
        for told, pairs in (("missed", true - found), ("wrong", found - true)):
            for one, other in sorted(pairs):
                pair = compare(known[one], known[other])
                print(f"{told} {known[one].name} / {known[other].name}: {pair.points} points, {pair.why}")


if __name__ == "__main__":
    main()
