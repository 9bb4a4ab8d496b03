"""Which records a document names: ``customer_id`` is the number of one in ``customers``."""

from collections.abc import Iterator
from itertools import count

from crm_tui.domain.progress import step
from crm_tui.store.encoding import decode
from crm_tui.store.port import Documents

_FIELD = "_id"

_OTHERWISE = {"referrer_id": "customers", "other_customer_id": "customers", "after_id": "commitments"}
"""The tables of fields that do not say it themselves."""


def named(raw: bytes) -> Iterator[tuple[str, int]]:
    """Table and id of each."""
    # a look at the bytes leaves those alone that name none
    for field, value in decode(raw).items() if b'_id":' in raw else ():
        if field.endswith(_FIELD) and type(value) is int:
            yield _OTHERWISE.get(field) or f"{field.removesuffix(_FIELD)}s", value


def loose_ends(store: Documents) -> Iterator[tuple[str, int, str, int]]:
    """Each record that names one which is not there, and that one. The program could not show it."""
    there: dict[str, set[int]] = {}
    tables = list(store.names())
    of, done = sum(map(store.count, tables)), count(1)
    for table in tables:
        for record_id, raw in store.scan(table):
            step("records checked for whom they name", next(done), of)
            for name, one in named(raw):
                if name not in there:
                    there[name] = set(store.ids(name))
                if one not in there[name] and store.last_id(name):
                    yield table, record_id, name, one


def naming(store: Documents, table: str, record_id: int) -> Iterator[tuple[str, int]]:
    """Table and id of each record that names this one."""
    # a look at the bytes leaves the others alone
    mark = b'%s":%d' % (_FIELD.encode(), record_id)
    for other in store.names():
        for one, raw in store.scan(other):
            if mark in raw and (table, record_id) in named(raw):
                yield other, one
