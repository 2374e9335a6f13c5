"""Sentences such as treaties are made of, put together from our own words."""

from __future__ import annotations

from random import Random


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split("|"))


WHO = _listed(
    "Each Party|The Parties|The Assembly|The secretariat|Coastal Parties|Each upstream Party|"
    "The Standing Committee|Parties in a position to do so|The host Party|Each riparian State|"
    "The scientific panel|Landlocked Parties|The depositary|Every operator of a harbour"
)
MODAL = _listed("shall|should|may|will|is to|undertakes to|is encouraged to")
VERB = _listed(
    "establish|maintain|review|publish|communicate|strengthen|finance|inspect|register|protect|"
    "harmonise|monitor|restore|limit|exchange|evaluate|adopt|designate|license|replenish|survey|"
    "map|coordinate|simplify|enforce|notify|verify|compile|supervise|extend|anchor|widen|tow|"
    "document|subsidise|patrol|insure|rotate|reserve|mark|deepen|sample|release|abolish|lease|"
    "inherit|auction|shelter|translate|recycle|pool|postpone|announce|test|fence|replant"
)
QUALITY = _listed(
    "national|shared|seasonal|coastal|voluntary|binding|transparent|independent|reliable|annual|"
    "comparable|traditional|migratory|dredged|brackish|sustainable|common|technical|regional|"
    "interim|confidential|accurate|affordable|local|hazardous|abandoned|tidal|artisanal|mutual|"
    "floating|nocturnal|wooden|inherited|disputed|unmarked|protected|foreign|minor|urgent|frozen|"
    "amphibious|contiguous|provisional|dormant|navigable|saline|customary|experimental|joint"
)
THING = _listed(
    "registers|nurseries|estuaries|moorings|quotas|lighthouses|ballast tanks|wetlands|fish ladders|"
    "harbour dues|pilot schemes|dune belts|water tables|spawning grounds|salvage rights|seed banks|"
    "measuring stations|closed seasons|dredging permits|early warnings|oyster beds|toll tariffs|"
    "training courses|repair yards|archives|boundary marks|reed beds|flood maps|net sizes|crews|"
    "pontoons|tide tables|sluices|eel traps|ferry rights|slipways|cranes|buoys|logbooks|hatcheries|"
    "mudflats|levees|tolls|barges|pilots|canneries|herons|salt pans|drift nets|customs posts|"
    "kelp farms|icehouses|causeways|lagoons|wrecks|anchorages|dry docks|soundings|charts|weirs"
)
OF = _listed(
    "of small islands|of fishing communities|in the high season|along the lower reaches|"
    "under its flag|within the delta|of the northern basin|near the mouth of the river|"
    "between neighbouring harbours|of vessels laid up|for which no owner is found|"
    "in waters of disputed ownership|upstream of the last weir|used by women divers|"
    "beyond the outer bar|awaiting inspection|on the eastern shore|held in common|left dry at ebb|"
    "of the island provinces|older than this Convention|built without a licence|open to strangers|"
    "within sight of land|of no commercial value|handed down in families|at the head of navigation"
)
HOW = _listed(
    "in accordance with article {n}|taking into account national circumstances|by {year}|"
    "on the basis of equity|within {n} months of entry into force|as far as practicable|"
    "after consulting those who live there|free of charge|subject to the availability of funds|"
    "with due regard to the rights of others|by a majority of two thirds|without prejudice to "
    "existing agreements|in the light of the best knowledge available|through the secretariat"
)
WHY = _listed(
    "so that {things} are not lost|with a view to restoring {things}|where {things} are at risk|"
    "unless {things} have been surveyed|including for {things}|together with {things}|"
    "in order that {things} may be compared"
)
TITLE = _listed(
    "Purpose|Definitions|Registers|Nurseries|Finance|Closed seasons|Harbour dues|Transparency|"
    "Capacity|Compliance|Wetlands|Moorings|Salvage|Secretariat|Assembly|Disputes|Entry into force|"
    "Reporting|Dredging|Early warnings|Fish ladders|Quotas|Reservations|Languages|Pilot schemes"
)


class Lexicon:
    """Speaks treaty, from a seed."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def things(self) -> str:
        pick = self.random.choice
        return f"{pick(QUALITY)} {pick(THING)} {pick(OF)}"

    def clause(self) -> str:
        pick = self.random.choice
        filled = pick((*HOW, *WHY)).replace("{things}", self.things())
        number, year = self.random.randint(2, 40), self.random.randint(2030, 2060)
        return filled.replace("{n}", str(number)).replace("{year}", str(year))

    def phrase(self) -> str:
        return self.random.choice((self.clause, self.things))()

    def deed(self) -> str:
        """What is to be done, as an item says it."""
        pick = self.random.choice
        said = f"{pick(VERB)} {self.things()}"
        if self.random.random() < 0.5:
            said += f" and {pick(VERB)} {self.things()}"
        for _ in range(self.random.choice((1, 1, 2))):
            said += f", {self.clause()}"
        return said

    def sentence(self) -> str:
        pick = self.random.choice
        return f"{pick(WHO)} {pick(MODAL)} {self.deed()}"

    def recital(self) -> str:
        pick = self.random.choice
        head = pick(("Recalling", "Noting", "Convinced of", "Mindful of", "Concerned about"))
        return f"{head} {self.things()}, {self.clause()}, {self.clause()}"
