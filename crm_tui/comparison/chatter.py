"""Words in a note that promise nothing: other people's offers, the customer's life and wishes, the day's errands."""

import re

from crm_tui.comparison import shorthand
from crm_tui.comparison.expressions import expression

_INSTITUTION = (
    r"hdfc|icici|sbi|axis|kotak|pnb|canara|bajaj|tata capital|idfc|yes bank|indusind|federal bank|muthoot|manappuram|"
    r"chase|wells fargo|citi(?:bank)?|bofa|bank of america|barclays|hsbc|lloyds|natwest|santander|halifax|nationwide|"
    r"monzo|revolut|deutsche bank|sparkasse|bnp|dbs|ocbc|uob|emirates nbd|adcb|airtel|jio|bsnl|act fibernet|"
    r"vodafone|o2|virgin media|telekom|verizon|at&t|t-mobile|comcast|xfinity|"
    r"geico|allstate|state farm|aviva|axa|allianz|star health|niva bupa|care health|acko|"
    r"aws|azure|google|microsoft|salesforce|amazon|flipkart"
)
_PROVIDER = (
    r"(?:bank|lender|insurer|dealer|co(?:mpany)?|vendor|offer|quote|provider|isp|landlord|employer|agency|firm|broker|"
    r"gym|place|site|mkt|market|caterer|hospital|clinic|garage|school|venue|hall|hotel|flat|office|plan|policy|loan|branch|builder|supplier|place|shop|carrier|operator|contract|lease|job|one|rent|emi|premium|"
    r"rate|bill)"
)
_OTHERS = expression(
    rf"\b(?:(?:an|some)?other|competing|rival|competitor['’]?s?|doosr[aie]|dusr[aie]|bagal wal[aie]) {_PROVIDER}\b|"
    rf"\b(?:old|existing|current|present|previous|prior|earlier|last|their|his|her|"
    rf"pura[a]?n[aei]) {_PROVIDER}(?:'s)?(?: |(?=\s?[=:]))"
    r"(?:[=:]|gives?|gave|offers?|offered|quoted?|charges?|charged|has|had|was|is|are|increased|raised|wants?|wanted|"
    r"takes?|bills?|pays?|at|ne|me|wal[aei]|de|leta|deta)\b|"
    rf"\b(?:old|existing|current|present|previous|prior|pura[a]?n[aei]) (?:\w+ )?{_PROVIDER}\b[^,;]{{0,12}}\d|"
    r"\b(?:competitors?|competition|rivals?|elsewhere|neighbou?r|market (?:rate|price)|market me|pados)\b|"
    r"\b(?:he|she|they|cust(?:omer)?|client) (?:has|have|had|gets?|is getting|are getting|got|holds?) "
    r"(?:an?other|an existing|a current|an offer|a quote|offers?|quotes?|\d[\d.,]{0,9}\s?%? (?:from|at|with))\b|"
    r"\b(?:currently|presently|abhi|so far|until now|these days) (?:\w+ )?(?:pays?|paying|has|have|spends?|gets?|"
    r"getting|de raha|deta|bhar)\b|\b(?:he|she|they|cust(?:omer)?|client|tenant) (?:is |are )?(?:pays?|paying|"
    r"paid) (?:\S+ ){0,2}"
    r"(?:now|currently|at present|today|elsewhere|to (?:the )?(?:old|current))\b|"
    r"\b(?:last (?:year|yr|time)|before|earlier) (?:he|she|they) (?:had|paid|got|was|were)\b|\b(?:he |she |"
    r"they )?owes\b|"
    r"\bnot ours\b|\bother (?:\w+ ){1,2}(?:\([^()]{1,40}\) )?(?:quoted|offered|asked|wanted|charges?|gave)\b|"
    r"\b(?:i(?:['’]ve)? hear[d]?|apparently|supposedly) (?-i:[A-Z])\w+|"
    r"\b(?-i:[A-Z][a-zé]+)(?: (?-i:[A-Z])\w+)?(?: \w+)? (?:offered|quoted|promised|is offering|was offering) "
    r"(?:you|him|her|them|u|[\d₹$€£])|"
    r"\b(?:the|said|an?) (?-i:[A-Z])\w+(?: \w+){0,2} (?:was|were|had) (?:at |on |an? )?\W?\d|"
    r"\b(?:wal[aei]|wo|woh|ve|ne) (?:\S+ ){0,4}(?:bol[aei]? (?:tha|the|thi)|bol rah[aei]|de rah[aei]|bata rah[aei]|"
    r"maang rah[aei])\b|\b(?:brother|sister|cousin|uncle|neighbou?r|friend|colleague|union|sacco|co-?op|mtaa)\b"
    r".{0,40}\b(?:said|says|got|pays|paid|had|has|told|offered|wanasema|alisema)\b.{0,20}\d|"
    r"\bquoted by\b|\bas per their\b|\b(?:o/s|outstanding) with\b|\btheir (?:old|current|present|existing)\b|"
    rf"\b(?:{_INSTITUTION})(?:'s)? (?:bank |is |was |wale |ne )?(?:gives?|gave|offers?|offered|offering|giving|quoted?|"
    rf"quoting|charges?|charging|charged|has|had|was|is at|at \d|\d|de raha|deta|bola)|"
    rf"\b(?:vs|versus|compared (?:to|with)|against|better than|cheaper than|unlike) (?:the )?(?:{_INSTITUTION}|"
    r"others?|market)\b",
    re.IGNORECASE,
)
_OURS = expression(
    r"\b(?:we|us|i|bank|hum|ham|apna|our|company|lender|landlord|dealer)(?:['’]ll| will| shall| can)? (?:\w+ )?"
    r"(?:reimburse|pay|bear|match|beat|cover|refund|take over|takeover|absorb|waive|settle|buy out|transfer|close|port|"
    r"denge|karenge|dega|karega)s?\b|\b(?:match|beat|reimbursed?|buy ?out|take ?over|port(?:ing|ed|ability)?|"
    r"credit for|atms?|cash machines?)\b",
    re.IGNORECASE,
)


def of_others(words: str) -> bool:
    """Whether words tell what somebody else offers or charges, and not what the desk does about it."""
    return bool(_OTHERS.search(words)) and not _OURS.search(words)


_CUSTOMER = r"(?:he|she|they|cust(?:omer)?|client|tenant|borrower|applicant|caller|cx|candidate|member)"
_WISHED = expression(
    rf"\b{_CUSTOMER} (?:also |then |again |just |really |only |still )?(?:said|says|told (?:me|us)|thinks?|thought|"
    r"feels?|felt|mentioned|mentions|knows?|knew|hopes?|hoped|needs?(?! (?:only|no|just|nothing|not)\b)|needed|"
    r"want(?:s|ed)?|ask(?:s|ed)?|was asking|"
    r"prefers?|preferred|likes?|liked|loves?|hates?|complain(?:s|ed)|worr(?:ies|ied)|is worried|is happy|is ok(?:ay)?|"
    r"is fine|agrees|seems?|is keen|"
    r"is (?:putting|paying|bringing|coming|selling|moving|looking|planning|thinking|expecting|buying|travelling|going|"
    r"getting(?! (?:\W?\d|free|an?|the)\b))|are (?:putting|paying|bringing|coming|selling|moving|looking|planning|"
    r"thinking|expecting|buying|going)|"
    r"wo?n['’]?t (?:come|sign|decide|bring)|will (?:not )?(?:send|bring|come|serve|decide|think|call|check|visit|"
    r"revert|let (?:us|me|you) know|get back|mail|e-?mail|share|sign|confirm|discuss|talk|speak|be back|drop|forward|"
    r"upload|submit|arrange|collect|pick)|was (?:happy|upset|worried|pleased|angry|keen|unsure)|happy|teaches|"
    r"record|plays?|runs?|drives?|restores?|collects?|works?|lives?|export|own[s]? a|(?:has|have) "
    r"(?:a |an |two |three |\d )?(?:\w+ )?(?:dogs?|cats?|kids?|daughters?|sons?|issue|baby|greyhounds?|allergy|wedding|"
    r"exam|meeting|doubts?|concerns?|questions?))\b|"
    r"\b(?:asked (?:if|whether|about|abt|for|to|me|us|how|when|why)|asks? (?:if|whether|about|abt|for)|wants?|prefers?|"
    r"hop(?:es|ed) (?:to|for|that)|wished for|worried|keen on|insists?|insisted|poocha|puch[ah]+|chahiye tha|chahte|"
    r"chahta|chahti|"
    r"happy with|(?<!if )not happy|looking for|would like|would love|i would like|i(?:['’]d| am| was)? (?:like|"
    r"looking|want))\b",
    re.IGNORECASE,
)
_AS_THEY_LIKE = expression(
    rf"\b(?:if|whenever|when|wherever|how(?:ever)?|as|any way|should|in case|once|which(?:ever)?(?: \w+)?|"
    rf"wh(?:at|o|om)(?:ever)?(?: \w+)?|any \w+) {_CUSTOMER} (?:ever )?(?:wants?|likes?|prefers?|"
    rf"needs?|asks?|feels?|fancies|pleases?|chooses?|wishes|"
    r"is (?:not |un)?happy|chooses?)\b",
    re.IGNORECASE,
)
_ERRANDS = expression(
    r"^(?:rang|called|phoned|texted|e?mailed|messaged|pinged|met|saw|visited|ran through)\b|"
    r"\b(?:will call|call(?:ed)? back|callback|to call|calling (?:him|her|them|back|tomorrow)|call (?:(?:mon|tues?|"
    r"wednes|thurs?|fri|satur|sun)(?:day)?|on|at|after|him|"
    r"her|them|again|tomorrow)|kal milenge|kal aa|remind (?:me|him|her)|to bring|bring (?:the )?(?:docs?|papers?|id|"
    r"kyc)|"
    r"sen[dt] (?:the )?(?:forms?|mail|e-?mail|docs?|link|sms|brochure|quote|proposal|draft|papers|application)|"
    r"vendor code|spoke (?:to|with)|"
    r"met (?:him|her|them|with|at|mr|ms|mrs|dr)|visited|walked (?:him|her|them) through|follow[- ]?up|"
    r"(?<!no )(?<!koi )(?<!without )fup\b|"
    r"meeting (?:at|on|with|set|fixed)|next (?:call|meeting|visit|camp|step)s?|docs? (?:pending|awaited|collected|"
    r"received)|"
    r"(?:pending|awaiting|awaited|(?<!no )waiting for|missed call|no answer|not picking|picked up|not reachable|"
    r"rang off|"
    r"ringing|voicemail|left (?:a )?message|switched off)|appointment|kyc (?:done|pending|collected)|"
    r"good (?:chat|call|meeting)|toured (?:today|the|yesterday)|came (?:in|with|to)|walk(?:ed)?[- ](?:in|through)\b|"
    r"talk soon|let me (?:check|ask|see|confirm|know)|get back to|(?:will|shall|i['’]ll) (?:check|confirm|revert|ask)|"
    r"safe (?:journey|travels?|trip|drive|flight)|(?:lovely|nice|great|good) (?:chatting|talking|seeing)|just shout|"
    r"give (?:us|me) a (?:shout|ring|bell|buzz)|any (?:bother|queries|doubts)|took notes|notes by|minutes by|"
    r"golf|rugby|"
    r"(?:v|very|so|quite|really|super|all) (?:happy|keen|chuffed|pleased|nervous|busy|excited|"
    r"friendly|polite|chatty)\s*$|"
    r"asks (?:lots|many|a lot)|sends (?:her|his|their) (?:love|regards|best)|"
    r"^(?:e-?mail|send|ring|call|text|chase|file|print|scan) (?:\w+ ){0,3}(?:tonight|tomorrow|today|tmrw|tmw|asap|"
    r"later|monday|tuesday|wednesday|thursday|friday|mon|tue|wed|thu|fri)\b|"
    r"speak soon|see you|take care(?! of)|let me know|look(?:ing)? forward|feel free|any questions|"
    r"reach (?:me|out|us)|get in touch|hope (?:you|this|all|that helps)|thank(?:s| you)|nice (?:to|meeting|talking)|"
    r"pleasure|it was (?:good|great|nice|lovely)|as (?:discussed|agreed|promised|requested)[,:]?\s*$|please (?:find|"
    r"see|"
    r"let|call|confirm|sign|send|bring|share|revert)|attached|welcome aboard|congratulations|"
    r"pls (?:find|see|let|call|confirm|sign|send|bring|share|revert|dont)|told no|declined|joked|lol|haha|hehe|samosa|"
    r"chai|birthday|weather|raining|rain|traffic|parking behind|sorry[,]? typo|typo|cricket|football|festival|"
    r"holiday plans|jokes?|"
    r"chat transcript|call log|web chat|desk summary|recap of|typed up|did(?: not|n['’]?t) match|lunch|coffee|kopi|brb|"
    r"(?:quoted|told|spoke|talked|chat|branch chat|phone notes|notes?|met|seen|mtg|meeting|camp|call|visit) "
    r"(?:on (?:the )?)?(?:phone |tel |call )?(?:\w+ )?(?:on )?\d{1,2}[./ -](?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|"
    r"oct|nov|dec)"
    r")\b",
    re.IGNORECASE,
)
_LIFE = expression(
    r"\b(?:wife|husband|hubby|father|mother|daughter|son|sister|brother|uncle|aunty?|bet[ai]|bhai(?:ya)?|friend|kids?|"
    r"children|baby|dog|cat|corgi|puppy|boy|girl|family|retired|widow(?:er)?|teacher|doctor|engineer|lawyer|farmer|"
    r"businessman|hospital(?:ised|ized)?|surgery|wedding|shaadi|exam|canada|friendly|lady|gentleman|very fit|nice guy|"
    r"hobby|loves|likes|hates|enjoys|teaches|ex[- ]army|receptionist|accountant|workers|employees|turnover|t/o|"
    r"new here|"
    r"walks|plays|drives|lift band|views?)\b",
    re.IGNORECASE,
)
_GIVEN = expression(
    rf"\b(?:{shorthand.NONE}|{shorthand.FREE}|"
    rf"{shorthand.GIFT}|{shorthand.INCLUDED}|free|nil|waived?|no|without|includ(?:ed|es|ing)|"
    rf"incl|cover(?:ed|s)|allowed|ok|fine|guaranteed|"
    r"refund(?:able|ed|s)?|will (?:be|get|have|receive)|gets?|unlimited|discount|off|bonus|cashback|complimentary|"
    r"milega|milegi|lagega|lagegi|nahi|muft|extra|per|p\.?m|p\.?a|each|our|we|us|(?:can|may|will) be|(?:is|are) paid|"
    r"paid (?:for|by|up|in)|covers?|a (?:month|year|week)|option|dono|choose|whenever|provided|resident|dedicated|"
    r"packed|chahe|chaho|either|lump ?sum|(?:there|here) (?:with)?in (?:an?|\d{1,2}))\b|"
    r"\b(?:for|with|per|plus) (?:the )?(?:"
    r"family|wife|spouse|husband|kids?|children|parents|baby)\b|[%₹$€£]|\d\s?(?:k|lakh|lac|cr|mbps|gb)\b",
    re.IGNORECASE,
)


def wished(words: str) -> bool:
    """Whether words tell what the customer says, wants or does."""
    return bool(_WISHED.search(_AS_THEY_LIKE.sub(" ", words)))


def an_errand(words: str) -> bool:
    """Whether words tell of the talk itself, of calls, visits, papers sent, or only fill a message."""
    return bool(_ERRANDS.search(words)) and not priced(words)


_ORDER = expression(
    r"\s*(?:(?:and|also|then|but|so|please|pls|plz|kindly|to|must|i|we|he|she|they|cust(?:omer)?|client)\s+){0,3}"
    r"(?P<will>(?:will|shall|(?:i|we|he|she|they)['’]ll)\s+(?:also\s+)?)?"
    r"(?:call|phone|ring|send|e-?mail|mail|meet|visit|share|check|ask|confirm|follow|remind|collect|pick|drop|submit|"
    r"file|prepare|review|discuss|get|bring|arrange|book|schedule|text|message|whatsapp|post|courier|fax|chase|open|"
    r"update|print|scan|fill|revert|come|go)\b"
    r"(?(will)|[^.;,\n]{0,80}\b(?:today|tonight|tomorrow|tmrw|tmw|tom|asap|kal|later|next (?:week|month)|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}(?:st|nd|rd|th)|"
    r"\d{1,2}(?::\d\d)?\s?[ap]m)\b)",
    re.IGNORECASE,
)


def an_order(words: str) -> bool:
    """Whether words begin with what somebody is to do, with its day or as what they will do: "visit her friday"."""
    return _ORDER.match(words) is not None and not priced(words)


_PRICED = expression(
    r"[%₹$€£]|\d\s?(?:k|lakhs?|lacs?|cr|mbps|gb|years?|yrs?|months?|days?)\b|\b(?:free|waived|nil|zero|unlimited|"
    r"offered|included|provided|complimentary|covered|"
    r"no (?:\w+ )?(?:charges?|fees?|cost))\b|\d\s?(?:/|per )\s?[a-z]|\d each\b|@\s?\d|\d an? (?:[a-z]+)\s*$",
    re.IGNORECASE,
)


def priced(words: str) -> bool:
    """Whether words hold a price, a share, a length of time, or say that something costs nothing."""
    return bool(_PRICED.search(words))


def small_talk(words: str) -> bool:
    """Whether words tell of people and their lives and give nothing."""
    return bool(_LIFE.search(words)) and not _GIVEN.search(words)


_IDENTITY = expression(
    r"\b(?:order|a/?c(?:count)?(?: no| number)?|acct|lan|policy no|case|ticket|ref(?:erence)?|app(?:lication)? no|"
    r"customer id|cust id|id|flat|plot|house|apt|apartment|room|store|shop|tower|block|branch|phone|ph|mob(?:ile)?|tel|"
    r"extn?|pin(?: ?code)?|zip|pnr|reg|suite|"
    r"floor)\.?\s?(?:no\.?\s?)?[:#]?\s?(?=[\w/-]{0,8}\d{3})[\w/-]{3,20}(?!\s?[%.\w])|"
    r"\b(?=\w{0,6}\d)(?=\w{0,6}[A-Z])[A-Z]{2}\d{1,2}\s?[A-Z]{1,3}\s?\d{3,4}\b|"
    r"(?<![\d.,])(?:\+\d{1,3}[ -]?)?(?:\d{10,16}|\d{3}[ -]\d{3}[ -]\d{4}|\d{5}[ -]\d{5})(?![\d.,]?\d)|"
    r"\b[\w.+-]{1,40}@[\w-]{1,40}(?:\.\w{2,10})?|\bhttps?://\S{1,200}|\bwww\.\S{1,100}",
    re.IGNORECASE,
)


def without_identities(text: str) -> str:
    """The text with numbers that only name something (orders, flats, telephones, addresses) made blank."""
    return _IDENTITY.sub(lambda match: " " * len(match[0]), text)
