import re

import pytest

from sidedoor.services import Services, load_services


@pytest.fixture(scope="module")
def services() -> Services:
    return load_services()


@pytest.mark.parametrize(
    "name, service",
    [
        ("Telegram", "telegram"),
        ("телеграм", "telegram"),  # the same in another script
        ("TG", "telegram"),  # what people say
        ("Whats App", "whatsapp"),
        ("微信", "wechat"),
        ("카톡", "kakaotalk"),
        ("ライン", "line"),
        ("zalo", "zalo"),
        ("gtalk", "google_chat"),  # gone, but people's profiles still name it
        ("Moneybookers", "skrill"),  # an old name
        ("бинанс", "binance"),
        ("विकाश", None),  # no service's name
    ],
)
def test_names(services: Services, name: str, service: str | None) -> None:
    assert services.named(name) == service


@pytest.mark.parametrize(
    "service, name, fits",
    [
        ("telegram", "koala_cuts", True),
        ("telegram", "9lives", False),  # begins with a digit
        ("skype", "live:koala_5", True),
        ("discord", "koala#1234", True),
        ("qq", "2871190345", True),
        ("qq", "koala", False),  # numbers only
        ("signal", "koala.42", True),
        ("signal", "koala", False),  # the number is part of it
        ("instagram", "koala.cuts", True),
        ("instagram", "koala.", False),  # no dot at the end
    ],
)
def test_shape_of_handles(services: Services, service: str, name: str, fits: bool) -> None:
    form = services.by_id[service].handle
    assert form is not None
    assert (re.fullmatch(form, name) is not None) is fits


def test_enough_services_of_each_sort(services: Services) -> None:
    assert len(services.of("messenger")) >= 45
    assert len(services.of("social")) >= 25
    assert len(services.of("payment")) >= 60


def test_no_name_has_two_meanings_among_what_is_disguised(services: Services) -> None:
    seen: dict[str, str] = {}
    for service in services.of("messenger", "social", "payment"):
        for name in (*service.names, *service.nicknames, *service.weak):
            assert seen.setdefault(name, service.id) == service.id, name
