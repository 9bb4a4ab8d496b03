# ruff: noqa: E501 - one line of talk a line
"""Lines as desks in India, Britain and the United States type them, and what each of them means.

Said on Wednesday 18 November 2026 at 11 in the morning. What is not named is not in the line: no day, no other owner,
no deal, a promise. ``words`` is what stays to be kept as the words used.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

NOW = datetime(2026, 11, 18, 11, 0)  # noqa: DTZ001 - what the clock on the wall says


@dataclass(frozen=True)
class Talk:
    line: str
    who: str
    words: str
    due: date | None = None
    at: time | None = None
    owner: str = ""
    deal: str = ""
    kind: str = "promise"
    every: str = ""
    after: str = ""
    contact: str = ""


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


RAVI, LAKSHMI, MEERA, JOSHI = "Ravi Kumar", "Lakshmi Iyer", "Meera Joshi", "Joshi & Sons"
JOSE, KELASKAR, THOMAS, SUN = "José Álvarez", "Kelaskar Traders", "Thomas O'Brien", "Sun Pharma Distributors"
HOME, CAR, FD, CAPITAL = "Home loan, Wakad flat", "Car loan", "Fixed deposit", "Working capital 2026"

TALK = [
    # the day and the time, in the forms in which they are said
    Talk("ravi: call back fri 4pm re prepayment @asha", RAVI, "call back re prepayment", nov(20), time(16), "asha"),
    Talk("lakshmi: send sanction letter by 25 nov", LAKSHMI, "send sanction letter", nov(25)),
    Talk("ravi: ring him tomorrow 10:30", RAVI, "ring him", nov(19), time(10, 30)),
    Talk("kelaskar: share CAM in 3 days", KELASKAR, "share CAM", nov(21)),
    Talk("meera joshi: locker agreement next monday", MEERA, "locker agreement", nov(23)),
    Talk("ravi: refund the charge by end of month", RAVI, "refund the charge", nov(30)),
    Talk("lakshmi: email the schedule eod", LAKSHMI, "email the schedule", nov(18)),
    Talk("lakshmi: phone her at noon", LAKSHMI, "phone her", nov(18), time(12)),
    Talk("ravi: send NOC tmrw", RAVI, "send NOC", nov(19)),
    Talk("ravi: send NOC by tom eod", RAVI, "send NOC", nov(19)),
    Talk("thomas: callback thurs half past 3", THOMAS, "callback", nov(19), time(15, 30)),
    Talk("thomas: call him Friday week", THOMAS, "call him", nov(27)),
    Talk("thomas: post the passbook first thing monday", THOMAS, "post the passbook first thing", nov(23)),
    Talk("thomas: drop off the forms a week from now", THOMAS, "drop off the forms", nov(25)),
    Talk("thomas: reply in a fortnight", THOMAS, "reply", dec(2)),
    Talk("jose: wire the funds by 11/25", JOSE, "wire the funds", nov(25)),
    Talk("jose: touch base Nov 25th @ 2pm", JOSE, "touch base", nov(25), time(14)),
    Talk("jose: get back to him by COB tomorrow", JOSE, "get back to him", nov(19)),
    Talk("jose: follow up Tue, Dec 1", JOSE, "follow up", dec(1)),
    Talk("jose: closing disclosure no later than Dec 4", JOSE, "closing disclosure", dec(4)),
    Talk("jose: call EOW", JOSE, "call", nov(20)),
    Talk("ravi: disburse by 30/11", RAVI, "disburse", nov(30)),
    Talk("ravi: disburse on 30-11-2026", RAVI, "disburse", nov(30)),
    Talk("ravi: disburse 2026-11-30", RAVI, "disburse", nov(30)),
    Talk("ravi: disburse by month end", RAVI, "disburse", nov(30)),
    Talk("ravi: call him today itself", RAVI, "call him itself", nov(18)),
    Talk("ravi: call after 3 days", RAVI, "call", nov(21)),
    Talk("ravi: call day after tomorrow 11 am", RAVI, "call", nov(20), time(11)),
    Talk("ravi: by friday send the legal opinion", RAVI, "send the legal opinion", nov(20)),
    Talk("ravi: tomorrow 10:30 call about the valuation", RAVI, "call about the valuation", nov(19), time(10, 30)),
    Talk("ravi: on 25th nov at 5 pm visit the flat", RAVI, "visit the flat", nov(25), time(17)),
    Talk("ravi: send quote within 2 working days", RAVI, "send quote", nov(20)),
    Talk("ravi: send quote in 5 business days", RAVI, "send quote", nov(25)),
    Talk("ravi: cheque pickup by the 25th", RAVI, "cheque pickup", nov(25)),
    Talk("ravi: send docs before friday", RAVI, "send docs", nov(19)),
    Talk("ravi: callback in 2 hours", RAVI, "callback", nov(18), time(13)),
    Talk("ravi: call 4pm", RAVI, "call", nov(18), time(16)),
    Talk("ravi: call 9am", RAVI, "call", nov(19), time(9)),
    Talk("ravi: meet fri 4-5pm at the branch", RAVI, "meet 4-5pm at the branch", nov(20), time(16)),
    Talk("ravi: call tomorrow evening", RAVI, "call evening", nov(19)),
    Talk("ravi: visit this saturday", RAVI, "visit", nov(21)),
    Talk("ravi: visit wendesday", RAVI, "visit", nov(25)),
    Talk("ravi: send statement next week", RAVI, "send statement", nov(27)),
    Talk("ravi: send TDS certificate by end of next month", RAVI, "send TDS certificate", dec(31)),
    Talk("ravi: valuation due 27 nov", RAVI, "valuation", nov(27)),
    Talk("ravi: call back on fri", RAVI, "call back", nov(20)),
    Talk("ravi: call back 1630 hrs", RAVI, "call back", nov(18), time(16, 30)),
    Talk("ravi: confirm ROI latest by thursday", RAVI, "confirm ROI", nov(19)),
    Talk("ravi: reschedule the site visit to friday 11am", RAVI, "reschedule the site visit", nov(20), time(11)),
    # days that belong to the thing
    Talk("ravi: send the March statement", RAVI, "send the March statement"),
    Talk("ravi: send the 2 pm meeting notes", RAVI, "send the 2 pm meeting notes"),
    Talk("ravi: send friday's minutes", RAVI, "send friday's minutes"),
    Talk("ravi: explain the 25 nov debit", RAVI, "explain the 25 nov debit"),
    Talk("ravi: reverse charge dated 3 nov by friday", RAVI, "reverse charge dated 3 nov", nov(20)),
    Talk("ravi: statement from 1 apr to 31 oct", RAVI, "statement from 1 apr to 31 oct"),
    Talk("ravi: renew FD maturing on 5 dec by 1 dec", RAVI, "renew FD maturing on 5 dec", dec(1)),
    Talk("ravi: offer valid till 30 nov", RAVI, "offer valid till 30 nov"),
    Talk("ravi: explain why emi rose since october", RAVI, "explain why emi rose since october"),
    Talk("ravi: send last monday's mail again", RAVI, "send last monday's mail again"),
    Talk("ravi: send 6 months statement", RAVI, "send 6 months statement"),
    Talk("ravi: send 3 quotes tomorrow", RAVI, "send 3 quotes", nov(19)),
    Talk("ravi: he is travelling till friday, call monday", RAVI, "he is travelling till friday, call", nov(23)),
    Talk("ravi: set up the monthly statement", RAVI, "set up the monthly statement"),
    Talk("ravi: may call about the sat vac policy", RAVI, "may call about the sat vac policy"),
    Talk('ravi: told him "tomorrow 4pm is fine"', RAVI, 'told him "tomorrow 4pm is fine"'),
    Talk("ravi: 24/7 support number", RAVI, "24/7 support number"),
    Talk("ravi: get the 30 day notice waived", RAVI, "get the 30 day notice waived"),
    Talk("sun pharma: send rate card", SUN, "send rate card"),
    Talk("sun: send rate card on sun", SUN, "send rate card", nov(22)),
    # whose, and about what
    Talk("lakshmi: quote for #car loan fri", LAKSHMI, "quote for", nov(20), deal=CAR),
    Talk("lakshmi: call re fixed deposit rate mon", LAKSHMI, "call re fixed deposit rate", nov(23), deal=FD),
    Talk("ravi: #home send MITC @vikram tomorrow", RAVI, "send MITC", nov(19), owner="vikram", deal=HOME),
    Talk("kelaskar: stock audit date #working capital @asha rao", KELASKAR, "stock audit date", owner="asha", deal=CAPITAL),
    Talk("ravi: @asha call fri", RAVI, "call", nov(20), owner="asha"),
    Talk("ravi: mail to ravi@example.com fri", RAVI, "mail to ravi@example.com", nov(20)),
    Talk("ravi: ask @nobody for the file", RAVI, "ask @nobody for the file"),
    Talk("ravi: cheque #443120 to be returned", RAVI, "cheque #443120 to be returned"),
    # names, as they come out of the fingers
    Talk("lakhsmi: call tue", LAKSHMI, "call", nov(24)),
    Talk("kelasker: call tue", KELASKAR, "call", nov(24)),
    Talk("jose alvarez: call tue", JOSE, "call", nov(24)),
    Talk("LAKSHMI IYER: call tue", LAKSHMI, "call", nov(24)),
    Talk("raviji: call tue", RAVI, "call", nov(24)),
    Talk("Mr Thomas: call tue", THOMAS, "call", nov(24)),
    Talk("o'brien - call tue", THOMAS, "call", nov(24)),
    Talk("meera: call tue", MEERA, "call", nov(24)),
    # who owes it, what comes back, what waits, and what was a contact
    Talk("task: ravi: prepare CAM note thu", RAVI, "prepare CAM note", nov(19), kind="task"),
    Talk("ravi: task: pull cibil report today", RAVI, "pull cibil report", nov(18), kind="task"),
    Talk("ravi: they send ITR by 25/11", RAVI, "they send ITR", nov(25), kind="theirs"),
    Talk("ravi: he will bring the original sale deed on friday", RAVI, "he will bring the original sale deed", nov(20), kind="theirs"),
    Talk("lakshmi: awaiting her form 16 by monday", LAKSHMI, "awaiting her form 16", nov(23), kind="theirs"),
    Talk("ravi: ask for 2 years' ITR tomorrow", RAVI, "ask for 2 years' ITR", nov(19), kind="task"),
    Talk("ravi: call every week", RAVI, "call", nov(25), every="1 week"),
    Talk("kelaskar: stock statement every month on the 7th", KELASKAR, "stock statement", dec(7), every="1 month"),
    Talk("kelaskar: every month on the 7th remind him", KELASKAR, "remind him", dec(7), every="1 month"),
    Talk("kelaskar: visit every monday 10am", KELASKAR, "visit", nov(23), time(10), every="1 week"),
    Talk("jose: portfolio review quarterly from 1 dec", JOSE, "portfolio review", dec(1), every="3 month"),
    Talk("lakshmi: sms the balance daily till 30 nov", LAKSHMI, "sms the balance", nov(19), every="1 day"),
    Talk("ravi: disburse once the papers are in", RAVI, "disburse", after="the papers are in"),
    Talk("ravi: after the flat is registered send title deed", RAVI, "send title deed", after="the flat is registered"),
    Talk("ravi: release cheque as soon as the valuer reports", RAVI, "release cheque", after="the valuer reports"),
    Talk("called ravi: will send the quote fri", RAVI, "will send the quote", nov(20), contact="call we contacted them"),
    Talk("ravi called: wants call back tomorrow 5pm", RAVI, "wants call back", nov(19), time(17), contact="call they contacted us"),
    Talk("met lakshmi: promised gift card by dec 5", LAKSHMI, "promised gift card", dec(5), contact="visit we contacted them"),
    Talk("email from jose: send payoff letter mon", JOSE, "send payoff letter", nov(23), contact="e-mail they contacted us"),
    Talk("ravi: pay out once the deed is in #nowhere @nobody", RAVI, "pay out #nowhere @nobody", after="the deed is in"),
    # further lines, written after the first were understood
    Talk("ravi: pls share foreclosure letter latest by mon eod", RAVI,"pls share foreclosure letter",nov(23)),
    Talk("lakshmi: she needs cheque book before 1st dec", LAKSHMI,"she needs cheque book",nov(30)),
    Talk("ravi: update KYC by 5pm today", RAVI,"update KYC",nov(18),time(17)),
    Talk("thomas: popping in tuesday at 11", THOMAS,"popping in",nov(24),time(11)),
    Talk("thomas: chase underwriters by close of play Thursday", THOMAS,"chase underwriters",nov(19)),
    Talk("jose: send W-9 first week of December", JOSE,"send W-9 first week of December"),
    Talk("jose: call at 3:30 p.m. on Monday", JOSE,"call",nov(23),time(15,30)),
    Talk("ravi: sms him the 5 dec emi amount on 1 dec", RAVI,"sms him the 5 dec emi amount",dec(1)),
    Talk("kelaskar: LC docs - submit to treasury by thurs 2pm", KELASKAR,"LC docs - submit to treasury",nov(19),time(14)),
    Talk("ravi: call back mon or tue", RAVI,"call back mon or tue"),
    Talk("ravi: confirm slot for 24th nov 3 pm", RAVI,"confirm slot",nov(24),time(15)),
    Talk("ravi: emi bounced on 5 nov, waive charge by 30th", RAVI,"emi bounced on 5 nov, waive charge",nov(30)),
    Talk("meera: birthday cake on 12 dec @asha", MEERA,"birthday cake",dec(12),owner="asha"),
    Talk("ravi: call every day until 30 nov", RAVI,"call",nov(19),every="1 day"),
    Talk("lakshmi: insurance renewal reminder each year on 3 dec", LAKSHMI,"insurance renewal reminder",dec(3),every="1 year"),
    Talk("ravi: they will submit sale agreement in 10 days", RAVI,"they will submit sale agreement",nov(28),kind="theirs"),
    Talk("todo: kelaskar: file charge with ROC within 30 days", KELASKAR,"file charge with ROC",dec(18),kind="task"),
    Talk("sun pharma: price list for sun city branch wed 3pm", SUN,"price list for sun city branch",nov(25),time(15)),
    Talk("lakshmi: fd interest cert for march quarter by sat", LAKSHMI,"fd interest cert for march quarter",nov(21)),
    Talk("ravi: send new ROI sheet asap", RAVI,"send new ROI sheet asap"),
    Talk("ravi: revised offer valid until friday", RAVI,"revised offer valid until friday"),
    Talk("ravi kumar: send welcome kit next fri", RAVI,"send welcome kit",nov(27)),
    Talk("ravi k: send welcome kit 2moro", RAVI,"send welcome kit",nov(19)),
    Talk("lakshmi mam: visit her on thursday afternoon", LAKSHMI,"visit her afternoon",nov(19)),
    Talk("thomas: ring before noon tomorrow", THOMAS,"ring",nov(19),time(12)),
    Talk("ravi: legal opinion pending since 3 nov, chase tomorrow", RAVI,"legal opinion pending since 3 nov, chase",nov(19)),
    Talk("ravi: refund rs 500 by 2 dec", RAVI,"refund rs 500",dec(2)),
    Talk("ravi: transfer 25000 on 25", RAVI,"transfer 25000 on 25"),
    Talk("ravi: 2nd disbursement on the 30th", RAVI,"2nd disbursement",nov(30)),
    Talk("jose: email rate lock confirmation by end of business friday", JOSE,"email rate lock confirmation",nov(20)),
    Talk("spoke to kelaskar: will collect stock statement on 7 dec", KELASKAR,"will collect stock statement",dec(7),contact="call we contacted them"),
    Talk("kelaskar: release payment after they sign the addendum", KELASKAR,"release payment",after="they sign the addendum"),
]  # fmt: skip
