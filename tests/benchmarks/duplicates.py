"""How long it takes to find duplicates among many customers, and that leaving most pairs out loses none of them.

Run from the checkout: ``python -m tests.benchmarks.duplicates [customers]``. The control compares every pair of a
smaller desk: once by the marks that customers share, as the program does, and once each with each. Processor time.
"""
# ruff: noqa: T201 - a command prints

import random
import sys
from collections.abc import Iterator
from itertools import combinations
from time import process_time
from typing import Any

from crm_tui.services.duplicates import LIKELY, Known, Sketch, compare, sketches


def _listed(words: str) -> list[str]:
    return words.split()


_GIVEN = _listed(
    """
    Asha Ravi Sunita Amit Pooja Rahul Meera Vikram Anjali Suresh Kavita Manoj Neha Sanjay Priya Arjun Lakshmi Ganesh
    Fatima Imran Gurpreet Harjit Thomas Maria Subrata Ananya Venkatesan Padma Narayan Deepak Rekha Kiran Nitin Swati
    """
)
_SURNAMES = _listed(
    """
    Kulkarni Patil Sharma Gupta Singh Reddy Iyer Nair Das Mukherjee Khan Shaikh Fernandes Joshi Deshmukh Mehta Shah
    Rao Hegde Pillai Chauhan Yadav Verma Bose Banerjee Kaur Gill Pawar Jadhav More Chavan Bhosale Gaikwad Naidu
    """
)
_PLACES = ("Wakad Pune", "Kothrud Pune", "Hadapsar", "Andheri Mumbai", "Thane", "Nashik", "Indiranagar", "Salem")
_SMALL = 600
_COUPLED = 50
"""One customer of so many stands there twice."""


def desk(customers: int, seed: int = 7) -> Iterator[tuple[Any, ...]]:
    """Rows as a store keeps them: number, and what is compared."""
    chance = random.Random(seed)
    row: tuple[Any, ...] = ()
    for number in range(1, customers + 1):
        if number % _COUPLED == 0 and row:
            yield number, f"Mrs. {row[1]}", row[2], f"+91 {row[3]}", "", row[5], ()
            continue
        name = f"{chance.choice(_GIVEN)} {chance.choice(_GIVEN)[0]} {chance.choice(_SURNAMES)}"
        phone = str(chance.randrange(70_000_00000, 99_999_99999))
        year, month, day = chance.randrange(1940, 2004), chance.randrange(1, 13), chance.randrange(1, 29)
        born = ({"kind": "birthday", "year": year, "month": month, "day": day},) if chance.random() < 0.5 else ()
        row = number, name, "individual", phone, f"{number}@desk.example", chance.choice(_PLACES), born
        yield row


def each_with_each(known: list[Sketch]) -> set[tuple[int, int]]:
    """What is found where no pair is left out."""
    return {(one.id, other.id) for one, other in combinations(known, 2) if compare(one, other).points >= LIKELY}


def main() -> None:
    """Print the times and what was found."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    small = list(sketches(desk(_SMALL)))
    began = process_time()
    whole = each_with_each(small)
    control = process_time() - began
    began = process_time()
    found = {(pair.one, pair.other) for pair in Known(small).pairs()}
    quick = process_time() - began
    began = process_time()
    pairs = Known(sketches(desk(customers))).pairs()
    took = process_time() - began
    planted = {(number - 1, number) for number in range(_COUPLED, customers + 1, _COUPLED)}
    got = len(planted & {(pair.one, pair.other) for pair in pairs})
    minutes = control * (customers / _SMALL) ** 2 / 60
    print(f"{_SMALL:,} customers, each with each: {control:.1f} s, {len(whole)} pairs")
    print(f"{_SMALL:,} customers, by marks: {quick:.2f} s, {len(found & whole)} of those pairs, {len(found)} in all")
    print(f"{customers:,} customers, by marks: {took:.1f} s, {len(pairs):,} pairs; {got:,} of {len(planted):,} planted")
    print(f"{customers:,} customers, each with each: about {minutes:,.0f} minutes, reckoned from the first line")


if __name__ == "__main__":
    main()
