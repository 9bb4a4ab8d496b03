from datetime import date

import pytest
from pydantic import ValidationError

from crm_tui.domain.customer import Customer


def customer(email: str) -> Customer:
    return Customer(name="Sunita Rao", owner="asha", since=date(2026, 11, 21), email=email)


@pytest.mark.parametrize("email", ["", "sunita@post.example", " sunita@post.example ", "सुनीता@डाक.example"])
def test_an_address_has_one_at(email: str) -> None:
    assert customer(email).email == email.strip()


@pytest.mark.parametrize("email", ["not-an-email", "@post.example", "sunita@", "a@b@c", "su nita@post.example"])
def test_what_is_no_address_is_refused_in_plain_words(email: str) -> None:
    with pytest.raises(ValidationError, match="an e-mail address looks like"):
        customer(email)
