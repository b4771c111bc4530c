# ruff: noqa: E501 (word tables)
# fmt: off
"""Small closed classes: adjectives, numbers, pronouns, adverbs, connectives."""

COLOURS = frozenset(
    """red orange yellow green blue purple violet pink brown black white grey gray golden gold
    silver beige turquoise teal cyan magenta maroon navy crimson scarlet tan ivory lime indigo
    colorful colourful multicolored rainbow-colored striped spotted checkered transparent dark
    light bright pale blonde ginger reddish bluish greenish pastel neon""".split()
)

SIZES = {  # linear factor on the nominal side
    "tiny": 0.6, "little": 0.8, "small": 0.75, "smaller": 0.75, "miniature": 0.6, "mini": 0.65,
    "microscopic": 0.5, "minuscule": 0.5, "baby": 0.8, "young": 0.9, "short": 0.85, "big": 1.25,
    "bigger": 1.25, "large": 1.3, "larger": 1.3, "huge": 1.5, "giant": 1.6, "gigantic": 1.65,
    "enormous": 1.6, "massive": 1.5, "colossal": 1.65, "tall": 1.2, "great": 1.2, "oversized": 1.4,
    "immense": 1.5, "towering": 1.5, "wee": 0.65, "teeny": 0.6, "jumbo": 1.4,
}

ADJECTIVES = COLOURS | frozenset(SIZES) | frozenset(
    """old new young happy sad angry cute fluffy furry fuzzy hairy bald fat thin slim chubby brave
    lonely hungry thirsty tired sleepy lazy busy playful curious friendly scary spooky evil good bad
    kind gentle wild tame fast slow quick swift strong weak heavy soft hard smooth rough shiny dull
    clean dirty dusty muddy wet dry hot cold warm cool fresh ripe rotten sweet sour salty spicy
    delicious tasty yummy round square flat long wide narrow deep shallow high low full empty open
    closed broken cracked rusty wooden metal metallic plastic paper stone brick glass golden iron
    steel leather woolen silk cotton velvet rubber cardboard clay ceramic porcelain marble bronze copper
    crystal straw knitted stuffed antique vintage modern ancient medieval futuristic magical magic
    mysterious beautiful pretty handsome lovely ugly elegant fancy plain simple royal noble poor
    rich famous majestic realistic lively animated cartoon abandoned haunted snowy sunny rainy foggy
    misty cloudy stormy windy icy frozen sandy rocky grassy leafy flowery dense lush tropical
    arctic wintry autumnal quiet calm peaceful noisy loud crowded bustling busy deserted green
    excited cheerful smiling laughing grumpy silly funny clever smart wise nervous scared frightened
    proud shy cozy cosy comfortable dangerous deadly poisonous electric steaming burning glowing
    sparkling shining twinkling flickering blooming sleeping crying singing barking dancing roaring
    grilled fried baked boiled roasted toasted sliced chopped peeled melted raw cooked half
    single double lone other same different similar identical favorite favourite main top bottom upper
    lower middle left right first second third last next whole tiny adult female male elderly retired pregnant
    injured sick healthy athletic muscular bearded blue-eyed long-haired short-haired one-eyed
    three-legged four-legged dark-haired red-haired well-dressed striped dotted plaid floral
    shaggy curly silky woolly feathered spiky scaly slimy sticky slippery fragile sturdy
    american african asian european japanese chinese french italian english british indian mexican
    siberian egyptian dutch german russian traditional classic ordinary regular normal real fake
    toy model stray pet homeless lost hidden secret flying hopping speeding lit unlit decorated
    wrapped unwrapped parked floating fallen falling rising setting running jumping walking
    swimming moving rolling bouncing spinning distant nearby starry moonlit sunlit wavy stormy rugged
    cyberpunk steampunk neon photorealistic cinematic surreal psychedelic futuristic hyperrealistic
    visible present invisible shown afraid alone asleep awake alive ready late early faster slower louder closer nearer farther
    steep winding bare taller longer wider shorter tinier huger higher lower heavier thicker thick slender graceful gloomy bright-eyed charming adorable fierce ferocious
    mighty powerful legendary mythical enchanted cursed wicked nice perfect fine
    """.split()
)

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "hundreds": 100, "thousand": 1000,
    "dozen": 12, "dozens": 24, "zero": 0, "million": 1000000, "thousands": 1000,
}

VAGUE = {  # quantifier -> how many are shown
    "several": 4, "few": 3, "many": 7, "some": 3, "lots": 7, "numerous": 7, "couple": 2, "pair": 2,
    "both": 2, "trio": 3, "duo": 2, "quartet": 4, "handful": 4, "various": 4, "multiple": 4,
    "countless": 9, "plenty": 6, "half-dozen": 6, "bunch": 5, "triplet": 3, "quintet": 5,
}

COLLECTIVES = {  # "a flock of birds"
    "flock": 5, "herd": 5, "pack": 4, "school": 6, "swarm": 7, "group": 4, "crowd": 7, "bunch": 4,
    "pair": 2, "couple": 2, "trio": 3, "dozen": 12, "handful": 4, "team": 5, "row": 4, "line": 4,
    "set": 3, "family": 3, "gang": 4, "litter": 4, "pile": 5, "stack": 3, "collection": 5,
    "bouquet": 5, "lot": 6, "number": 5, "series": 4, "fleet": 4, "pod": 4, "pride": 4, "troop": 5,
    "colony": 6, "duo": 2, "variety": 4, "ton": 7, "few": 3, "cluster": 5, "band": 4, "army": 7,
    "parade": 5, "circle": 5, "quartet": 4, "majority": 5, "formation": 5, "flight": 3, "brood": 4, "squad": 4, "convoy": 4, "flotilla": 4, "gaggle": 5, "cloud": 7, "string": 4,
}

# containers and measures that keep the thing's picture: "a bowl of soup", "a cup of tea"
CONTAINERS = frozenset(
    "bowl cup glass plate bottle basket box bag jar pot bucket slice piece loaf bar can mug tray pan "
    "pitcher vase barrel sack carton wheel head statue painting picture photo toy model map pile stack "
    "ball pair scoop drop block sheet field pool ring bunch crate cart jug spoonful wall king queen".split()
)

DETERMINERS = frozenset("a an the this that these those every each any all no another other".split())
POSSESSIVES = {"my": "i", "your": "you", "his": "he", "her": "she", "its": "it", "their": "they",
               "our": "we", "whose": "it"}
PRONOUNS = {
    "he": ("m", 1), "him": ("m", 1), "himself": ("m", 1), "she": ("f", 1), "her": ("f", 1),
    "herself": ("f", 1), "hers": ("f", 1), "it": ("n", 1), "itself": ("n", 1), "they": ("p", 2),
    "them": ("p", 2), "themselves": ("p", 2), "both": ("p", 2), "i": ("i", 1), "me": ("i", 1),
    "we": ("p", 2), "us": ("p", 2), "who": ("r", 1), "which": ("r", 1), "someone": ("s", 1),
    "somebody": ("s", 1), "anyone": ("s", 1), "everyone": ("p", 2), "everybody": ("p", 2),
    "you": ("i", 1), "one": ("n", 1), "each": ("p", 2), "all": ("p", 2), "myself": ("i", 1),
    "theirs": ("p", 2), "another": ("o", 1), "one-another": ("x", 2), "each-other": ("x", 2),
}

HYPERNYMS = {  # a definite noun that may stand for an earlier entity of these kinds
    "animal": ("animal", "bird", "fish"), "creature": ("animal", "bird", "fish", "thing"),
    "beast": ("animal",), "pet": ("animal", "bird", "fish"), "bird": ("bird",), "fish": ("fish",),
    "insect": ("bird", "animal"), "bug": ("bird", "animal"), "vehicle": ("vehicle",),
    "machine": ("vehicle", "object"), "person": ("person",), "man": ("person-m",),
    "woman": ("person-f",), "boy": ("person-m",), "girl": ("person-f",), "child": ("person",),
    "kid": ("person",), "lady": ("person-f",), "guy": ("person-m",), "plane": ("plane",),
    "ship": ("boat",), "boat": ("boat",), "car": ("car",), "dog": ("dog",), "cat": ("cat",),
    "flower": ("flower",), "building": ("building",), "fruit": ("food",), "food": ("food",),
    "toy": ("toy",), "object": ("object", "food", "thing", "vehicle"), "thing": ("object", "thing", "food"),
    "item": ("object", "thing", "food"), "ball": ("ball",), "character": ("person", "animal", "bird"),
    "plant": ("plant",), "tree": ("tree",), "hero": ("person",), "adventurer": ("person",),
    "celestial body": ("celestial",), "instrument": ("object",), "aircraft": ("plane",),
}

SYNONYMS = {  # words that mean the very same thing when they refer back
    "puppy": "dog", "pup": "dog", "doggy": "dog", "hound": "dog", "kitten": "cat", "kitty": "cat",
    "bunny": "rabbit", "automobile": "car", "bike": "bicycle", "motorbike": "motorcycle",
    "plane": "airplane", "jet": "airplane", "aeroplane": "airplane", "sofa": "couch", "tv": "television",
    "kid": "child", "mum": "mother", "mom": "mother", "dad": "father", "fridge": "refrigerator",
    "cell phone": "phone", "smartphone": "phone", "mobile phone": "phone", "hippo": "hippopotamus",
    "rhino": "rhinoceros", "donut": "doughnut", "piglet": "pig", "lamb": "sheep", "foal": "horse",
    "pony": "horse", "chick": "chicken", "calf": "cow", "sailboat": "boat", "bear cub": "bear",
}

ADVERBS = frozenset(
    """slowly quickly happily sadly gently quietly loudly softly suddenly carefully gracefully
    peacefully calmly rapidly swiftly fast very really quite so too also together again still just
    already always often never only steadily smoothly eagerly excitedly playfully lazily proudly
    bravely nervously silently now here there around outside inside indoors outdoors away back
    forward backward forth home everywhere somewhere nearby meanwhile apart alone well hard
    even almost nearly about maybe perhaps please simply clearly brightly wildly freely easily
    straight directly diagonally vertically horizontally sideways initially originally ever more
    eventually gradually abruptly instead as such then up down over by along past off out on
    far afar apart majestically elegantly cautiously joyfully triumphantly aimlessly constantly continuously""".split()
)

SEQUENCE = ("and then", "but then", "then", "next", "after that", "after this", "afterwards", "afterward",
            "later", "later on", "finally", "lastly", "at last", "in the end", "eventually", "subsequently",
            "thereafter", "soon after", "moments later", "a moment later", "before long", "the next day",
            "at the end", "meanwhile", "soon", "after a while", "once done", "shortly after", "secondly",
            "thirdly", "firstly", "first of all", "to begin with", "in the beginning", "at first",
            "the following day", "the next morning", "that night", "later that day", "and finally",
            "second", "third", "suddenly", "once upon a time", "one day", "first")

# words about the picture itself, never entities
PICTURE = frozenset("timelapse time-lapse close-up closeup scene video clip film movie photo image picture shot frame footage view animation "
                    "screen depiction illustration gif camera sequence viewpoint perspective".split())

CLOTHES = frozenset(
    """hat cap helmet scarf glove mitten sock shoe boot sneaker sandal slipper shirt t-shirt jacket
    coat sweater dress skirt jeans pants trousers shorts tie belt glasses sunglasses cape costume
    uniform suit apron crown mask raincoat swimsuit robe gown vest hoodie tuxedo kimono blouse
    overalls pajamas bathrobe wig veil armor armour spacesuit headphones necklace bracelet goggles
    backpack swimming_trunks bow_tie high_heel santa_hat cowboy_hat top_hat straw_hat wetsuit tutu
    sari toga scrubs pyjamas onesie tights bow_ties snowsuit wellies clothing bikini jersey collar ribbon bandana beret turban poncho cardigan leggings jumper clothes outfit
    black white red blue green yellow pink purple watch earring leotard cloak space_suit"""
    .replace("_", " ").split()
) | {"bow tie", "high heel", "santa hat", "cowboy hat", "top hat", "space suit", "party hat", "chef hat"}

PARTS = frozenset(
    """hair beard mustache moustache eye ear nose tail leg wing horn tooth roof door window wheel stripe
    spot dot fur feather face smile smirk arm trunk neck mane beak claw paw fin shell branch leaf handle
    topping cream cheese syrup frosting icing sprinkle sauce light sail flag chimney petal logo pattern
    shoulder lap knee hip chest belly cheek chin forehead pigtail ponytail mouth tongue lip jaw eyelid heel elbow wrist ankle thumb fist toe back screen button cover label string freckle wrinkle tattoo scale antler tusk hump pouch engine
    excitement joy care ease speed energy enthusiasm love anger fear pleasure pride grace style fun
    success interest delight curiosity hope passion confidence skill caution patience surprise""".split()
)

DIRECTIONS = {
    "left": (-1, None), "right": (1, None), "up": (None, -1), "down": (None, 1),
    "upward": (None, -1), "upwards": (None, -1), "downward": (None, 1), "downwards": (None, 1),
    "leftward": (-1, None), "leftwards": (-1, None), "rightward": (1, None), "rightwards": (1, None),
    "downhill": (None, 1), "uphill": (None, -1), "skyward": (None, -1), "skywards": (None, -1),
    "overhead": (None, -1), "west": (-1, None), "east": (1, None),
}

# nouns nobody could draw a box around; those that are verbs too are found by their verb
ABSTRACT = frozenset(
    """time day way moment fun life love happiness joy speed motion direction front back side middle
    beginning lot bit kind sort type noise sound song music news story idea work job game race
    everything nothing anything nap trip hour minute second week month year distance background
    foreground position place care mistake peace quiet surprise size color colour shape amount number
    level rate pace eye contact route pattern circle lap attention adventure sight order silence wish
    name chance part shadow weather wind heat cold loop spot mid-air midair energy goodbye hello speech
    trick step way breath storm thunder thunderstorm applause conversation homework dinner supper lunch
    chess tag hide-and-seek somersault backflip routine mood look turn break jump ride walk run leap
    shower-time course fight battle danger trouble magic power dream secret question answer lesson
    lightness darkness shadow light crowd-noise sky ground sun-rays rest help nod bath-time sip bite
    surface world sport karate ballet tango yoga meditation block corner-shop height width length air party
    performance act scenery lifetime duty mission goal-kick score point turn-around summer-day half end
    formation traffic-noise start top bottom center centre left right tour""".split()
)

# "takes a walk": the noun is the verb
LIGHT_VERBS = frozenset("take have do make give go perform get".split())
LIGHT_NOUNS = {
    "walk": "walk", "ride": "ride", "run": "run", "jump": "jump", "leap": "jump", "nap": "sleep", "rest": "rest",
    "shower": "shower", "bath": "bathe", "look": "look", "swim": "swim", "dance": "dance", "hug": "hug", "kiss": "kiss",
    "spin": "spin", "flip": "jump", "backflip": "jump", "somersault": "jump", "trick": "jump", "stroll": "walk",
    "hike": "hike", "speech": "speak", "step": "walk", "dive": "dive", "turn": "spin", "sip": "drink", "bite": "eat",
    "picnic": "picnic", "break": "rest", "swing": "swing", "handstand": "balance", "cartwheel": "spin", "lap": "circle",
    "loop": "circle", "circle": "circle", "drive": "drive", "tour": "walk", "selfie": "pose", "bow": "bow",
    "performance": "perform", "conversation": "talk", "fight": "fight", "party": "celebrate", "race": "race", "fall": "fall",
}
