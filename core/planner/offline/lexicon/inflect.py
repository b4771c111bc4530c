# ruff: noqa: E501 (word tables and patterns)
"""English inflection: plurals to singulars, and every form of a verb from its base."""

from __future__ import annotations

IRREGULAR_PLURALS = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "person",
    "mice": "mouse",
    "geese": "goose",
    "feet": "foot",
    "teeth": "tooth",
    "oxen": "ox",
    "wolves": "wolf",
    "leaves": "leaf",
    "loaves": "loaf",
    "knives": "knife",
    "wives": "wife",
    "lives": "life",
    "shelves": "shelf",
    "thieves": "thief",
    "calves": "calf",
    "halves": "half",
    "elves": "elf",
    "dwarves": "dwarf",
    "cacti": "cactus",
    "octopi": "octopus",
    "hippopotami": "hippopotamus",
    "firemen": "fireman",
    "policemen": "policeman",
    "fishermen": "fisherman",
    "snowmen": "snowman",
    "cowboys": "cowboy",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "heroes": "hero",
    "volcanoes": "volcano",
    "mangoes": "mango",
    "buses": "bus",
    "cookies": "cookie",
    "pies": "pie",
    "brownies": "brownie",
    "movies": "movie",
    "zombies": "zombie",
    "collies": "collie",
    "businessmen": "businessman",
    "gentlemen": "gentleman",
    "ladies": "lady",
    "dice": "die",
    "policewomen": "policewoman",
    "smoothies": "smoothie",
    "shoes": "shoe",
    "toes": "toe",
    "canoes": "canoe",
    "horseshoes": "horseshoe",
    "axes": "axe",
    "genies": "genie",
    "hooves": "hoof",
    "scarves": "scarf",
    "wharves": "wharf",
    "fungi": "fungus",
    "mailmen": "mailman",
    "kiwis": "kiwi",
    "selfies": "selfie",
    "birdies": "birdie",
    "doggies": "doggy",
    "eyries": "eyrie",
    "ties": "tie",
    "bow ties": "bow tie",
    "camels": "camel",
    "taxis": "taxi",
    "skis": "skis",
    "magpies": "magpie",
    "cavemen": "caveman",
    "caves": "cave",
    "olives": "olive",
    "gloves": "glove",
    "sleeves": "sleeve",
    "waves": "wave",
    "doves": "dove",
    "stoves": "stove",
    "graves": "grave",
    "hives": "hive",
    "beehives": "beehive",
    "aliens": "alien",
    "veggies": "vegetable",
    "fries": "fries",
    "gases": "gas",
}
# look plural (or are), yet name one thing; "two sheep" and "a sheep" are the same word
INVARIANT = frozenset(
    """sheep deer fish moose salmon trout bison buffalo aircraft spacecraft skis scissors pants jeans
    trousers shorts glasses sunglasses binoculars headphones stairs fireworks pliers chopsticks mars
    jenga dominoes species series lens bus gas cactus octopus walrus hippopotamus platypus rhinoceros
    glass grass dress cross class mattress circus virus princess waitress actress boss venus uranus
    christmas canvas compass atlas chess moss cutlass goddess lioness campus hibiscus lotus iris
    headlights alps barracks tennis swiss fortress seamstress albatross pus lass bass news mistress
    dumbbells monkey_bars fries nachos waves clouds mountains woods hills andes chips swing_set
    stegosaurus triceratops brontosaurus tyrannosaurus scuba ramen koi squid shrimp cyclops pegasus
    ashes raindrops sparks decorations clothes laundry goggles handlebars bagpipes
    curtains blinds flippers hovercraft minibus trolleybus discus abacus crocus cosmos universe cumulus rhombus""".replace(
        "_", " "
    ).split()
)


def singular(word: str) -> str | None:
    """The singular of a plural noun, or None when `word` does not look like one."""
    if word in INVARIANT:
        return None
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if " " in word:
        first, _, last = word.rpartition(" ")
        one = singular(last)
        return f"{first} {one}" if one else None
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return None
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """A plural fit for the readings shown to people."""
    if word in INVARIANT:
        return word
    for many, one in IRREGULAR_PLURALS.items():
        if one == word:
            return many
    first, space, last = word.rpartition(" ")
    if space:
        return f"{first} {plural(last)}"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"


def verb_forms(base: str) -> dict[str, str]:
    """Regular forms of `base`: form -> "base" | "s" | "ed" | "ing"."""
    head, dash, _ = base.partition("-")
    if dash and head not in ("zig",):
        return {}
    forms = {base: "base"}
    vowels = "aeiou"
    if base.endswith("y") and base[-2] not in vowels:
        forms |= {base[:-1] + "ies": "s", base[:-1] + "ied": "ed", base + "ing": "ing"}
        return forms
    forms[base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")] = "s"
    if base.endswith("ie"):
        return forms | {base + "d": "ed", base[:-2] + "ying": "ing"}
    if base.endswith("e"):
        return forms | {
            base + "d": "ed",
            (base if base.endswith("ee") else base[:-1]) + "ing": "ing",
        }
    stems = [base]
    if (
        len(base) > 2
        and base[-1] not in vowels + "wxy"
        and base[-2] in vowels
        and base[-3] not in vowels
    ):
        stems.insert(0, base + base[-1])
    if base.endswith("c"):
        stems.insert(0, base + "k")
    for stem in stems:
        forms[stem + "ed"] = "ed"
        forms[stem + "ing"] = "ing"
    return forms
