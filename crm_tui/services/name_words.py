"""Words that tell a name from another word."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _listed(
    """
    and bin bint bros brothers del della den der dr for ibn inc kumari llp ltd madam miss mohd mr mrs ms prof pvt
    sau shree shri sir smt sons sri st the van von with
    """
)
"""What stands before, between or behind names, and names nobody."""

BUSINESSES = _listed(
    """
    aged agency associates auto bachat bank bhavan book books business cafe care caterers catering center centre
    chemist city classes clinic club college company cooperative corporation dairy depot enterprise enterprises
    factory farm farms finance food foods foundation garage gat group hall help high home hospital hostel hotel
    house housing industries industry institute international junior kee kendra kitchen limited local mahila mall
    mandir market mart medical mill mills new oil old operative pharmacy pre primary private public residency
    restaurant school self services shop society solutions station store stores studio sunrise super supplies
    systems tea technologies temple tower towers trade traders trading transport travels trust union weavers
    wholesale women workers works workshop year young
    """
)
"""What firms and societies are called by: such a word alone names none of them."""

ALSO_WORDS = _listed(
    """
    amber angel anna april art august autumn baker basil bay bell best bill black bliss bob bond booth brook brown
    buck carpenter case cash chance charity chase christian church clay cliff cole cook coral crystal daisy dale
    dawn day dean deep dolly don drew duke earl east english faith fern field fields fine fisher flora flower ford
    forest fox frank french gale gay gene ginger glen good grace grant gray green grey guy hall hand harmony hazel
    heath heather hill holly home hope hunter iris ivy jack jade jasmine jay jaya jewel joy june just justice kelly
    key kind king kit knight lake lamb lane law lee lily little long love major mani mark marks marsh mason max may
    meadow melody mercy merit merry miles mill miller mills misty moon moore moss nick noble norm north olive om
    opal page paige park parks pat patience peace pearl penny pierce pike pitt pool poole pope porter potter power
    powers price prince prudence rain raja rani ray read reed reeves rice rich river rob robin rock rod rose
    rosemary ruby rusty sagar sage sale sales sandy savage self sharp shell short singer skip sky small smart snow
    south spring star sterling still stone storm street strong sue summer summers sunny swift temple terry tiller
    trinity trip turner valentine victor victory violet wade walker wall ward waters way weaver webb wells west
    wheeler white wild will winter wise wood woods words worth young
    """
)
"""Names of people that are words as well: what is meant tells the capital letter inside a sentence."""

DOES = _listed(
    """
    asked gets got had has pays said says signed told took
    """
)
"""What only somebody does: at the beginning of a sentence it tells a name from a word."""
