"""What makes a store a desk: its format, its version, its fields that are found by an index."""

from typing import Any

from crm_tui.services.ports import Texts
from crm_tui.store.keys import Index

Tables = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB keeps: documents by the text of their id, by table."""

FORMAT = "crm-tui"
LOGGED = 2
"""The version of a store that was just taken over: the records of version 1, which was a plain file, in a log."""

SCHEMA = 7
"""The version of the records that this program knows."""

META = "meta"
"""The table of the store itself. Number 0 is the header of the checkpoint; the log knows it not."""

META_ID = 1
"""The document of that table: ``format``, ``schema``, ``demo`` in a demo desk, and ``LEADS`` in one that went back."""

LEADS = "leads"
"""For each restore that went back: the first commit after it, and how far revisions lead the numbers of commits since.

So a revision is never given out twice, though the numbers of commits are.
"""

ADOPTED = "adopted from another program"
"""What a commit is for that takes in what another program changed."""

NAME, TEXT = "name", "text"
"""The indexes by which a table is listed, and by which its list is filtered."""

ALL, CALLED = "all", "called"
"""The indexes of everything that is found by its words, and of what a record is called alone."""

IN: dict[Texts, str] = {"all": ALL, "listed": TEXT, "called": CALLED}
"""The index of the texts in which words are looked for."""

INDEXES = {
    "commitments": {
        ALL: Index(("words", "owner", "promised_by", "remark", "after_words", "delivery"), "text"),
        "customer": Index(("customer_id",), "exact"),
        "deal": Index(("deal_id",), "exact"),
        "status": Index(("status",), "exact"),
        "due": Index(("due",), "date"),
        "undated": Index(("due",), "exact"),
        "settled": Index(("settled_on",), "date"),
        TEXT: Index(("words", "owner"), "text"),
        "after": Index(("after_id",), "exact"),
        "series": Index(("series",), "exact"),
    },
    "consents": {
        ALL: Index(("purpose", "channel", "how", "by", "uses", "withdrawn_how"), "text"),
        "customer": Index(("customer_id",), "exact"),
    },
    "customers": {
        ALL: Index(
            ("name", "place", "phone", "email", "owner", "household", "language", "times", "contacts", "care"), "text"
        ),
        CALLED: Index(("name",), "text"),
        NAME: Index(("name",), "name"),
        "household": Index(("household",), "exact"),
        TEXT: Index(("name", "place", "phone", "email", "owner"), "text"),
    },
    "deals": {
        ALL: Index(
            ("title", "area", "stage", "owner", "next_step", "what_matters", "competitor", "outcome_words"), "text"
        ),
        "customer": Index(("customer_id",), "exact"),
        "stage": Index(("stage",), "exact"),
        "since": Index(("stage_since",), "date"),
        TEXT: Index(("title", "owner", "next_step"), "text"),
    },
    "distincts": {
        "customer": Index(("customer_id",), "exact"),
        "other": Index(("other_customer_id",), "exact"),
    },
    "documents": {ALL: Index(("name", "type", "attached_by"), "text"), "deal": Index(("deal_id",), "exact")},
    "feedback": {
        ALL: Index(("source", "competitor", "product", "words", "by"), "text"),
        "customer": Index(("customer_id",), "exact"),
    },
    "gifts": {
        ALL: Index(("what", "occasion", "by", "approved_by", "refused_why", "remark"), "text"),
        "customer": Index(("customer_id",), "exact"),
    },
    "handovers": {
        ALL: Index(("owner", "to", "by", "reason", "why"), "text"),
        "customer": Index(("customer_id",), "exact"),
        "state": Index(("state",), "exact"),
    },
    "incidents": {
        ALL: Index(("what", "cause", "remedy", "owner"), "text"),
        "customer": Index(("customer_id",), "exact"),
        "deal": Index(("deal_id",), "exact"),
        "closed": Index(("closed_on",), "exact"),
    },
    "interactions": {
        ALL: Index(("said", "by", "channel", "felt_words", "needs"), "text"),
        "customer": Index(("customer_id",), "exact"),
        "deal": Index(("deal_id",), "exact"),
    },
    "merges": {"customer": Index(("customer_id",), "exact")},
    "referrals": {
        ALL: Index(("by", "words"), "text"),
        "customer": Index(("customer_id",), "exact"),
        "referrer": Index(("referrer_id",), "exact"),
    },
    "resolutions": {"deal": Index(("deal_id",), "exact")},
    "reviews": {"deal": Index(("deal_id",), "exact"), "state": Index(("state",), "exact")},
    "snoozes": {"by": Index(("by",), "exact")},
    "waivers": {"deal": Index(("deal_id",), "exact")},
}
"""What the desk asks for by equality or day, and the texts that it searches."""
