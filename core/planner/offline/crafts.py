# ruff: noqa: E501 (word tables)
# fmt: off
"""Who does a thing, where and with what: stories for goals that `patterns` has none of its own for.

`{who}` acts, `{x}` is the goal's object with its article, `{does}` the goal as a clause in the
third person ("sharpens the knife"), `{place}` where it happens, `{tool}` what it takes.
"""

# told when the verb is in CRAFTS
WITH_TOOL = (
    "{A_who} carries {tool} to {x} in {place}.",
    "The {who} holds {the_tool} next to {x} in {place}.",
    "The {who} {does} in {place}.",
    "The {who} smiles next to {x} in {place}.",
)
# told of any other goal with an object
NEUTRAL = (
    "A person walks towards {x} in {place}.",
    "The person looks at {x} in {place}.",
    "The person {does} in {place}.",
    "The person smiles next to {x} in {place}.",
)
# told of a goal without an object that could be seen
ALONE = (
    "A person walks into {place}.",
    "The person stretches in {place}.",
    "The person {does} in {place}.",
    "The person smiles in {place}.",
)
# told of what is done to hair, teeth, or a place: nothing to stand next to
CARE = (
    "{A_who} walks into {place} with {tool}.",
    "The {who} holds {the_tool} in {place}.",
    "The {who} {does} in {place}.",
    "The {who} smiles in {place}.",
)
# the last scenes when it is done for somebody
GIFT = (
    "The {who} gives {x} to {friend}.",
    "{A_friend} smiles next to {x}.",
)

# verbs: who; where; with what
CRAFTS = """
carve; person; a kitchen; a knife
sharpen; cook; a kitchen; a whetstone
peel slice chop cut grate mash squeeze; cook; a kitchen; a knife
replace attach unscrew tighten loosen; worker; *; a screwdriver
wash clean rinse; woman; *; a sponge
decorate frost ice glaze; baker; a kitchen; a bowl of icing
install mount assemble attach; worker; a living room; a screwdriver
drill saw sand varnish weld hammer; carpenter; a workshop; a toolbox
knit crochet sew stitch embroider weave mend; woman; a living room; a ball of yarn
iron fold; woman; a living room; a laundry basket
scrub mop wipe dust polish sanitize sanitise disinfect sweep unclog; woman; {home}; a bucket
vacuum; woman; a living room; a vacuum cleaner
tidy organize organise declutter sort; girl; a bedroom; a box
pack unpack; woman; a bedroom; a shirt
water; gardener; a garden; a watering can
mow; man; a garden; a lawnmower
weed prune trim rake harvest dig repot propagate; gardener; a garden; a shovel
shovel; man; a snow field; a shovel
wrap; woman; a living room; a ribbon
write read; woman; an office; a pencil
type code program debug download upload; woman; an office; a laptop
photograph film record; photographer; a park; a camera
groom brush bathe; woman; a bathroom; a brush
braid style dye curl straighten; hairdresser; a bathroom; a comb
tune strum; musician; a stage; a chair
sculpt mold mould; artist; an art studio; a block of clay
milk; farmer; a farm; a bucket
catch trap; boy; a meadow; a net
inflate pump; boy; a garage; a pump
set-up pitch; camper; a forest; a backpack
measure weigh; woman; a workshop; a tape measure
load unload; woman; a kitchen; a basket
light; woman; a living room; a match
deliver mail send; mail carrier; a city street; a bag
hang; man; a living room; a ladder
serve pour mix stir boil fry; cook; a kitchen; a bowl
"""

# learning to do something that needs nobody but oneself
LEARNING = (
    "A girl walks into {place} with a teacher.",
    "The teacher stands next to the girl in {place}.",
    "The girl watches the teacher in {place}.",
    "The girl {does} in {place}.",
    "The teacher claps next to the girl in {place}.",
)

# the life of one who is not a person: by how it gets about
LIVES = {
    "fish": (
        "{A_x} swims from left to right in {place}.",
        "{The_x} swims past a rock in {place}.",
        "{The_x} meets another {x} in {place}.",
        "{The_x} swims up to the surface in {place}.",
        "{The_x} rests next to the rock in {place}.",
    ),
    "bird": (
        "{A_x} sits on a tree in {place}.",
        "{The_x} flies from left to right in {place}.",
        "{The_x} meets another {x} in {place}.",
        "{The_x} lands on the tree in {place}.",
        "{The_x} sleeps on the tree in {place} at night.",
    ),
    "animal": (
        "{A_x} wakes up in {place}.",
        "{The_x} walks from left to right in {place}.",
        "{The_x} eats next to a tree in {place}.",
        "{The_x} meets another {x} in {place}.",
        "{The_x} sleeps under the tree in {place} at night.",
    ),
    "person": (
        "{A_x} wakes up in a bed in a bedroom.",
        "{The_x} eats breakfast at a table in a kitchen.",
        "{The_x} walks from left to right in {place}.",
        "{The_x} meets a friend in {place}.",
        "{The_x} sleeps in the bed in the bedroom at night.",
    ),
    "plant": (
        "A seed is in {place}.",
        "A seedling grows next to a rock in {place}.",
        "Rain falls on the seedling in {place}.",
        "{A_x} grows next to the rock in {place}.",
        "The sun shines over {the_x} in {place}.",
    ),
    "vehicle": (
        "{A_x} stands in {place}.",
        "{The_x} moves from left to right in {place}.",
        "{The_x} passes a tree in {place}.",
        "{The_x} moves into the distance in {place}.",
        "{The_x} stands in {place} at night.",
    ),
    "thing": (
        "{A_x} stands in {place}.",
        "{The_x} moves from left to right in {place}.",
        "{The_x} meets a child in {place}.",
        "The child hugs {the_x} in {place}.",
        "{The_x} stands next to the child in {place} at sunset.",
    ),
}

# "a robot's adventure in the city", "a journey of two friends"
ADVENTURE = (
    "{A_x} walks from left to right in {place}.",
    "{The_x} finds a map in {place}.",
    "{The_x} crosses a bridge from left to right.",
    "{The_x} climbs up a rock in the mountains.",
    "{The_x} finds a treasure chest in a cave.",
)
WEATHER_STORIES = {
    "rainy rain": ("Rain falls on a city street.", "A girl with a yellow raincoat walks from left to right with an umbrella on the city street.", "The girl jumps into a puddle on the city street.", "A dog runs from right to left past the girl on the city street.", "A rainbow is above the girl on the city street."),
    "snowy": ("Snow falls on a village.", "A girl walks from left to right in a snow field.", "Two children build a snowman in the snow field.", "A boy throws a snowball to the girl in the snow field.", "The children drink cocoa in a living room."),
    "windy": ("Leaves blow from left to right across a park.", "A hat flies from left to right past a man in the park.", "The man runs after the hat in the park.", "A kite flies above a boy in the park."),
    "stormy": ("Rain falls on a house at night.", "Lightning strikes a tree at night.", "A girl sits next to a candle in a living room.", "A dog hides under a table in the living room.", "The sun rises over the house."),
    "sunny hot": ("The sun rises over a park.", "A boy eats an ice cream in the park.", "Two dogs run from left to right in the park.", "A family sits on a blanket in the park.", "The sun sets over the park."),
}
