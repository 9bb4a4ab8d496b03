"""A deal's title tells what kind of business it is."""

import tomllib
from pathlib import Path

import pytest

from crm_tui.domain.deal import Area
from crm_tui.services.deal_areas import area_by_title

SOURCE = Path(__file__).parents[2] / "data" / "source"


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Scooter loan", Area.LOAN),
        ("HL, Wakad", Area.LOAN),
        ("Top-up for the roof", Area.LOAN),
        ("Loan for the school bus", Area.LOAN),
        ("Credit card, travel", Area.LOAN),
        ("FD 15 lakh", Area.DEPOSIT),
        ("Large LOCKER", Area.DEPOSIT),
        ("Car insurance", Area.INSURANCE),
        ("Mediclaim for the parents", Area.INSURANCE),
        ("Fibre for the office", Area.TELECOM),
        ("Mobile plan, four lines", Area.TELECOM),
        ("Flat on rent, Baner", Area.LEASE),
        ("Office lease", Area.LEASE),
        ("Appointment of the head cook", Area.EMPLOYMENT),
        ("AMC of two lifts", Area.SERVICE),
        ("Gym membership", Area.SERVICE),
        ("Supply of uniforms", Area.B2B),
        ("Something for Ravi", Area.OTHER),
        ("", Area.OTHER),
    ],
)
def test_a_title_names_its_business(title: str, area: Area) -> None:
    assert area_by_title(title) is area


def test_the_titles_of_the_demo_desk_name_theirs() -> None:
    deals = [
        deal
        for source in SOURCE.glob("*.toml")
        for customer in tomllib.loads(source.read_text("utf-8")).get("customer", [])
        for deal in customer.get("deal", [])
    ]
    wrong = [deal["title"] for deal in deals if area_by_title(deal["title"]) != deal["area"]]
    assert wrong == ["Two trucks"]
