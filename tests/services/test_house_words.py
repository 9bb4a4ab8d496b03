"""What a firm calls things, in the texts of the program: its own words there, and nobody else's changed."""

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.settings import Settings, StageName
from crm_tui.services import house_words
from crm_tui.services.house_words import HouseWords, of_settings
from crm_tui.services.search_words import Name, read

CLIENTS = HouseWords("client", "clients")
HOLDERS = of_settings(Settings(label="account holder"))


@pytest.mark.parametrize(
    ("words", "ours", "said"),
    [
        (CLIENTS, "Customers", "Clients"),
        (CLIENTS, "what matters to this customer", "what matters to this client"),
        (CLIENTS, "the customer's name", "the client's name"),
        (CLIENTS, "WORSE FOR THE CUSTOMER", "WORSE FOR THE CLIENT"),
        (HOLDERS, "Add a customer", "Add an account holder"),
        (HOLDERS, "A customer", "An account holder"),
        (HOLDERS, "340 customers", "340 account holders"),
        (CLIENTS, "type customer:rao or kind:customer, or --customer NAME", None),
        (CLIENTS, "Customized", None),
        (HouseWords(), "a customer", None),
    ],
)
def test_a_text_of_ours_is_said_in_the_words_of_the_firm(words: HouseWords, ours: str, said: str | None) -> None:
    assert words.say(ours) == (said or ours)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("there is no customer 7", "there is no client 7"),
        ("no customer is called “customer care”", "no client is called “customer care”"),
        ("no customer is called 'customer care'", "no client is called 'customer care'"),
        ("Customer First Ltd was merged into another customer", "Customer First Ltd was merged into another client"),
    ],
)
def test_what_is_stored_is_not_said_otherwise_in_a_refusal(line: str, said: str) -> None:
    assert CLIENTS.refuse(line) == said


@pytest.mark.parametrize(
    ("one", "many"), [("party", "parties"), ("business", "businesses"), ("key", "keys"), ("patient", "patients")]
)
def test_the_plural_is_the_usual_one_unless_another_is_given(one: str, many: str) -> None:
    assert of_settings(Settings(label=one)).many == many
    assert of_settings(Settings(label=one, labels="people")).many == "people"


def test_a_stage_is_found_by_its_name_here_and_by_its_usual_one() -> None:
    house = of_settings(Settings(stages=(StageName(stage=Stage.PROPOSAL, name="Quote"),)))
    assert house.stage(Stage.PROPOSAL) == "Quote"
    assert house.stage("Proposal") == "Quote"
    for typed in ("stage:quote", "stage:proposal"):
        assert read(typed, (Name.STAGE,), house).filters[0].values == ("Proposal",)


def test_no_two_stages_have_one_name() -> None:
    with pytest.raises(ValueError, match="two stages would be called"):
        Settings(stages=(StageName(stage=Stage.PROPOSAL, name="review"),))


def test_a_new_desk_says_customers() -> None:
    assert of_settings(Settings()) == house_words.USUAL
