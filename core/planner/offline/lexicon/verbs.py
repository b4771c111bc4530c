# ruff: noqa: E501 (word tables)
# fmt: off
"""Verbs by what they do to boxes, with every inflection derived from the base form."""

# class: base forms. The class names are the vocabulary of `interpret`.
VERBS = """
go: walk run move go travel drive ride roll slide crawl march swim fly sail gallop trot race dash sprint jog stroll wander skate ski glide cruise speed zoom rush hurry chug cycle paddle scurry slither creep sneak tiptoe waddle hike trek shuffle roam scamper dart scuttle limp stride saunter prance canter flutter soar hover drift float surf snowboard sled pedal swoop wade crawl skateboard parade migrate patrol head proceed journey pace advance glide taxi sweep stumble stagger flow pass bike motor bound ramble prowl amble toddle strut whiz whizz zip hurtle streak flit rocket tumble shift scoot trundle steer blow stream row moonwalk rollerblade trudge plod barrel patter float voyage commute charge
fall: fall drop descend sink plunge plummet land drip rain pour parachute tumble crash dive trickle cascade
rise: rise ascend climb launch lift levitate arise sprout emerge
jump: jump leap hop bounce skip spring vault pounce hurdle frolic
circle: circle orbit revolve loop encircle swirl
spin: spin rotate twirl turn pirouette whirl twist roll-over flip somersault sway swing rock shake wiggle tremble vibrate wave nod wag dance flap flicker breakdance
approach: approach near meet greet join reach visit encounter confront attack ambush
follow: follow chase pursue hunt trail tail stalk shadow
overtake: overtake outrun
cross: cross traverse
zigzag: zigzag zig-zag weave meander swerve snake wind slalom
arrive: enter arrive come return appear-from
leave: leave exit depart escape flee
appear: appear materialize reappear pop-up
vanish: disappear vanish fade melt evaporate
grow: grow swell expand enlarge inflate bloom blossom
shrink: shrink contract recede wither deflate
push: push shove nudge roll kick dribble bowl
pull: pull drag tow haul tug lead
carry: carry hold lug bring deliver wear transport clutch cradle hug embrace lift-up grab pick collect walk-with fetch take
throw: let throw toss hurl fling shoot pass-to pitch serve launch fire lob hit catch juggle release
lift: lift raise hoist elevate pick-up
lower: lower put-down drop
ride: ride mount board straddle
still: do end finish sit stand lie sleep rest wait watch look eat read drink sing play cook bake write draw paint talk speak smile laugh cry think listen study work stare gaze graze stay remain lean kneel crouch hide hang nap snore yawn feed pet stir topple collapse mix cut chop fry boil knead whisk build fix repair wash clean sweep-up plant water dig shop buy sell stretch meditate exercise practice celebrate teach learn type phone call text bathe shower sunbathe burn glow shine sparkle twinkle float-still perch roost nest bark meow howl roar growl sniff lick bite chew hover-still bathe park relax chat argue fight wrestle hunt-for search inspect admire show point bow clap cheer enjoy have contain feature depict include stay camp fish picnic garden decorate open close fill empty light examine explore discover find see notice spot perform pose wrap unwrap pack unpack fold harvest mow rake sew knit comb brush feel touch hear smell taste love like need want try begin start stop continue keep use make create prepare serve-up add blow-out sprinkle spread roast grill toast barbecue slice peel measure weigh heat season taste bury grow-still settle doze slumber wake stir-up photograph film record weld hammer saw drill install assemble attach surround block cover face guard protect help save rescue share give offer hand receive present marry kiss tickle scratch groom shave snorkel snow glitter steam smoke balance gather ask say milk groom hatch tell answer sound ring shout scream whisper whistle knock rub squeeze press twist-off crack break smash tear bend poke stack pile line arrange place put set lay position leave-behind turn-on turn-off plug unplug tie untie hop-still conduct compose strum drum rehearse act stack paint wink blink frown sneeze cough shiver sweat blush dream pray swing-still meow purr quack moo neigh chirp tweet buzz hum crow cluck oink bleat bray hiss squeak munch gobble nibble sip gulp slurp devour graze peck beg obey train teach pass-out stretch warm cool freeze thaw dry soak splash spray dunk wonder worry remember forget decide plan live belong own teach rule win lose compete tackle score cheer explode burst detonate switch crush squash lasso tame own defeat steal peek watch-over
"""

IRREGULAR = """
let let let; run ran run; do did done; go went gone; drive drove driven; ride rode ridden; swim swam swum; fly flew flown; fall fell fallen; sink sank sunk; rise rose risen; leap leapt leapt; spring sprang sprung; meet met met; wind wound wound; come came come; leave left left; flee fled fled; grow grew grown; shrink shrank shrunk; hold held held; bring brought brought; throw threw thrown; shoot shot shot; hit hit hit; catch caught caught; sit sat sat; stand stood stood; lie lay lain; sleep slept slept; eat ate eaten; read read read; drink drank drunk; sing sang sung; write wrote written; draw drew drawn; speak spoke spoken; think thought thought; hide hid hidden; hang hung hung; feed fed fed; cut cut cut; build built built; dig dug dug; buy bought bought; sell sold sold; teach taught taught; swing swung swung; spin spun spun; shake shook shaken; slide slid slid; creep crept crept; fling flung flung; lead led led; dive dove dived; wake woke woken; find found found; see saw seen; feel felt felt; hear heard heard; make made made; begin began begun; keep kept kept; give gave given; bite bit bitten; fight fought fought; lay laid laid; put put put; set set set; light lit lit; sweep swept swept; blow blew blown; stick stuck stuck; tear tore torn; break broke broken; bend bent bent; win won won; lose lost lost; tell told told; say said said; take took taken; wear wore worn; speed sped sped; stride strode stridden; sweep swept swept; have had had; freeze froze frozen; ring rang rung; spread spread spread; arise arose arisen; steal stole stolen; forget forgot forgotten; knit knit knit; catch caught caught; dream dreamt dreamt; bury buried buried; overtake overtook overtaken; outrun outran outrun
"""

# which of two classes a verb takes without ("in") and with ("tr") a direct object
DOUBLE = {
    "roll": ("go", "push"), "drop": ("fall", "lower"), "lift": ("rise", "lift"),
    "launch": ("rise", "throw"), "ride": ("go", "ride"), "drive": ("go", "ride"),
    "fly": ("go", "carry"), "sail": ("go", "ride"), "turn": ("spin", "spin"),
    "slide": ("go", "push"), "move": ("go", "push"), "row": ("go", "ride"),
    "pass": ("go", "overtake"), "swing": ("spin", "carry"), "climb": ("rise", "climb"),
    "hunt": ("follow", "follow"), "grow": ("grow", "still"), "walk": ("go", "lead"),
    "bounce": ("jump", "throw"), "bring": ("carry", "carry"), "shoot": ("go", "throw"),
    "spin": ("spin", "spin"), "roll-over": ("spin", "spin"), "lower": ("fall", "lower"),
    "kick": ("still", "throw"), "hit": ("still", "throw"), "race": ("go", "race"),
    "catch": ("still", "catch"), "pick": ("still", "carry"), "lead": ("go", "pull"),
    "paddle": ("go", "ride"), "pedal": ("go", "ride"), "steer": ("go", "ride"),
    "cycle": ("go", "ride"), "shift": ("go", "push"), "board": ("still", "ride"),
    "mount": ("still", "ride"), "visit": ("still", "approach"), "enter": ("arrive", "enter"),
    "escape": ("leave", "leave"), "leave": ("leave", "leave"), "lower-down": ("fall", "lower"),
    "take": ("still", "carry"), "fetch": ("still", "carry"), "collect": ("still", "carry"),
    "skip": ("jump", "still"), "wave": ("spin", "carry"), "shake": ("spin", "carry"),
    "rock": ("spin", "carry"), "wear": ("still", "wear"), "hover": ("hover", "hover"),
    "dive": ("fall", "fall"), "head": ("go", "go"), "blow": ("go", "still"),
    "flip": ("spin", "spin"), "expand": ("grow", "still"), "hug": ("still", "hug"),
    "embrace": ("still", "hug"), "kiss": ("still", "hug"), "cradle": ("still", "carry"),
    "serve": ("still", "still"), "fire": ("still", "throw"), "juggle": ("jump", "juggle"),
    "crash": ("fall", "fall"), "tumble": ("fall", "fall"), "land": ("fall", "fall"),
    "rain": ("fall", "fall"), "pour": ("fall", "still"), "bowl": ("still", "throw"), "dribble": ("go", "push"),
    "wind": ("zigzag", "still"), "weave": ("zigzag", "still"), "water": ("still", "still"),
    "bring-up": ("lift", "lift"), "trail": ("follow", "follow"), "rocket": ("rise", "rise"),
    "soar": ("soar", "soar"), "swoop": ("swoop", "swoop"), "pounce": ("jump", "approach"),
    "float": ("drift", "drift"), "drift": ("drift", "drift"), "raise": ("rise", "lift"),
    "race-past": ("go", "overtake"), "hike": ("go", "go"), "clap": ("still", "still"),
    "dance": ("dance", "dance"), "pull": ("go", "pull"), "push": ("go", "push"),
    "lead-off": ("go", "pull"), "sink": ("fall", "fall"), "return": ("arrive", "arrive"),
    "come": ("arrive", "arrive"), "emerge": ("rise", "rise"), "skateboard": ("go", "go"),
    "fish": ("still", "still"), "sweep": ("still", "still"), "step": ("go", "go"),
    "stand": ("still", "still"), "taxi": ("go", "go"), "motor": ("go", "go"),
    "barrel": ("go", "go"), "land-on": ("fall", "fall"), "hop": ("jump", "jump"),
    "parade": ("go", "go"), "parachute": ("fall", "fall"), "surf": ("surf", "ride"),
    "spring": ("jump", "jump"), "chase": ("follow", "follow"), "join": ("still", "approach"),
    "reach": ("still", "approach"), "near": ("near", "approach"), "approach": ("near", "approach"),
    "advance": ("near", "approach"), "meet": ("meet", "meet"), "greet": ("meet", "meet"),
    "twist": ("spin", "spin"), "rotate": ("spin", "spin"), "expand-out": ("grow", "grow"),
    "inflate": ("grow", "still"), "toss": ("still", "throw"), "release": ("still", "throw"),
    "throw": ("still", "throw"), "carry": ("still", "carry"), "hold": ("still", "carry"),
    "cross": ("cross", "cross"), "jump": ("jump", "jump"), "leap": ("jump", "jump"),
}

PARTICLES = {  # verb + particle -> class ("*" = any verb of a moving class)
    ("take", "off"): "rise", ("lift", "off"): "rise", ("blast", "off"): "rise",
    ("fall", "over"): "still", ("blow", "down"): "still", ("blow", "out"): "still", ("beam", "up"): "lift", ("knock", "over"): "still", ("line", "up"): "still", ("queue", "up"): "still", ("dress", "up"): "still", ("clean", "up"): "still", ("light", "up"): "still", ("cheer", "up"): "still", ("warm", "up"): "still", ("grow", "into"): "still",
    ("pop", "up"): "appear", ("show", "up"): "appear", ("turn", "up"): "appear",
    ("fall", "asleep"): "still", ("set", "down"): "lower", ("put", "down"): "lower",
    ("pick", "up"): "lift", ("get", "up"): "still", ("wake", "up"): "still",
    ("stand", "up"): "still", ("sit", "down"): "still", ("lie", "down"): "still",
    ("calm", "down"): "still", ("slow", "down"): "still", ("go", "up"): "rise",
    ("go", "down"): "fall", ("come", "down"): "fall", ("come", "up"): "rise",
    ("move", "up"): "rise", ("move", "down"): "fall", ("float", "up"): "rise",
    ("fly", "up"): "rise", ("float", "down"): "fall", ("run", "away"): "leave",
    ("fly", "away"): "leave", ("go", "away"): "leave", ("walk", "away"): "leave",
    ("swim", "away"): "leave", ("drive", "away"): "leave", ("drive", "off"): "leave",
    ("walk", "off"): "leave", ("run", "off"): "leave", ("ride", "off"): "leave",
    ("fly", "off"): "leave", ("sail", "away"): "leave", ("sail", "off"): "leave",
    ("come", "closer"): "near", ("get", "closer"): "near", ("move", "closer"): "near",
    ("come", "nearer"): "near", ("zoom", "in"): "near", ("zoom", "out"): "far", ("pull", "back"): "far", ("pan", "out"): "far", ("shoot", "up"): "rise",
    ("come", "in"): "arrive", ("walk", "in"): "arrive", ("come", "back"): "back",
    ("go", "back"): "back", ("run", "back"): "back", ("walk", "back"): "back",
    ("turn", "around"): "back", ("turn", "back"): "back", ("head", "back"): "back",
    ("fly", "back"): "back", ("swim", "back"): "back", ("climb", "up"): "rise",
    ("fade", "away"): "vanish", ("fade", "out"): "vanish", ("fade", "in"): "appear",
    ("ride", "away"): "leave", ("roll", "away"): "leave", ("jump", "up"): "jump",
    ("hop", "away"): "leave", ("grow", "up"): "grow", ("blow", "up"): "grow",
    ("drift", "away"): "leave", ("float", "away"): "leave", ("slide", "down"): "fall",
    ("drift", "down"): "fall", ("flutter", "down"): "fall", ("roll", "down"): "fall",
    ("climb", "down"): "fall", ("fly", "down"): "fall", ("swoop", "down"): "fall",
    ("break", "down"): "still", ("throw", "away"): "throw", ("flutter", "away"): "leave",
    ("shoot", "off"): "leave", ("gallop", "away"): "leave", ("slither", "away"): "leave",
    ("sneak", "away"): "leave", ("crawl", "away"): "leave", ("drive", "in"): "arrive",
    ("fly", "in"): "arrive", ("run", "in"): "arrive", ("swim", "up"): "rise",
    ("swim", "down"): "fall", ("crawl", "up"): "rise", ("crawl", "down"): "fall",
    ("soar", "up"): "rise", ("slide", "up"): "rise", ("look", "up"): "still", ("turn", "on"): "still", ("turn", "off"): "still", ("switch", "on"): "still",
    ("switch", "off"): "still", ("put", "on"): "still", ("get", "off"): "leave", ("try", "on"): "still",
    ("look", "down"): "still", ("burst", "out"): "appear", ("come", "out"): "appear",
    ("drop", "down"): "fall", ("zoom", "away"): "leave", ("speed", "away"): "leave",
    ("speed", "off"): "leave", ("race", "off"): "leave", ("race", "away"): "leave",
    ("hurry", "away"): "leave", ("trot", "away"): "leave", ("bounce", "away"): "leave",
    ("rush", "off"): "leave", ("zoom", "off"): "leave", ("step", "back"): "still",
    ("lean", "back"): "still", ("sit", "back"): "still", ("get", "smaller"): "far",
    ("get", "bigger"): "near", ("get", "larger"): "near", ("become", "smaller"): "far",
    ("become", "bigger"): "near", ("become", "larger"): "near", ("grow", "larger"): "near",
    ("grow", "bigger"): "near", ("grow", "smaller"): "far", ("grow", "nearer"): "near",
    ("run", "up"): "rise", ("walk", "up"): "rise", ("drive", "up"): "rise",
    ("run", "down"): "fall", ("walk", "down"): "fall", ("drive", "down"): "fall",
    ("hop", "down"): "fall", ("jump", "down"): "fall", ("blast", "up"): "rise",
    ("get", "nearer"): "near", ("move", "nearer"): "near", ("draw", "nearer"): "near",
    ("draw", "closer"): "near", ("move", "away"): "far", ("get", "away"): "leave",
}

# may stand as a finite verb although they are also common nouns (agreement decides)
NOT_VERBS = frozenset({"left", "light", "set", "present", "train", "bow", "garden", "water", "spring"})
LINKING = frozenset({"be", "is", "are", "was", "were", "am", "been", "being", "'s", "'re", "stays",
                     "remains", "becomes", "become", "became", "gets", "get", "seems", "looks"})
AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "will", "would",
     "can", "could", "shall", "should", "may", "might", "must", "does", "do", "did", "'s", "'re",
     "'ll", "begins", "begin", "began", "starts", "start", "started", "continues", "continue",
     "continued", "tries", "tried", "try", "wants", "want", "wanted", "decides", "decided", "gets",
     "goes", "keeps", "kept", "keep", "stops", "stopped", "comes", "seems", "happily"}
)
EXTRA = "tap reveal flash beam honk swap trade queue giggle wrestle wander-off hesitate nap pounce-on shiver erupt strike breathe spit carve braid install change remove apply sharpen unclog trim dust polish sort pitch hatch-out frost glaze mash crochet sculpt mend tidy organize organise whip drain soak insert attach replace style dye iron scrub vacuum mop shovel set-up plan prune weed trim laminate solder sand varnish sketch trace compost propagate repot pickle ferment poach simmer saute marinate steep brew weave embroider stitch crop upload download code program debug visit-with wonder-at rescue recycle collide bump deflect react nod-off step blast get become pop burst name call title stick wait steal trap shadow melt snow roast crack"
