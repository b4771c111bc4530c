# ruff: noqa: E501 (word tables)
# fmt: off
"""Stories for terse goals, told in the planner's own language, scene by scene.

`{x}` is the goal's object with its article, `{bare}` without. Each story belongs to a set of
trigger words; the first scene sets the place, the last shows the result.
"""

# verb -> story told about its object
VERB_STORIES = {
    "bake cook fry roast grill prepare": (
        "A chef stands in a kitchen behind a table with a bowl of flour and a carton of eggs.",
        "The chef stirs the bowl of flour with a spoon in the kitchen.",
        "The chef puts a pan on a stove in the kitchen.",
        "The chef holds {x} in the kitchen.",
        "{x} is on a plate in the kitchen.",
    ),
    "make-food": (
        "A chef stands in a kitchen behind a table with fresh ingredients.",
        "The chef chops the ingredients with a knife in the kitchen.",
        "The chef stirs a pot on a stove in the kitchen.",
        "The chef carries {x} to a table in the kitchen.",
        "{x} is on a plate in the kitchen.",
    ),
    "make-pancake": (
        "A chef stands next to a bowl of batter in a kitchen.",
        "The chef stirs the bowl of batter with a whisk.",
        "The chef holds a frying pan next to a stove.",
        "The pancake jumps over the frying pan.",
        "{x} and a bottle of syrup are on a plate in the kitchen.",
    ),
    "make-drink": (
        "A woman stands in a kitchen next to a kettle.",
        "The woman puts a cup on a table.",
        "The woman holds the kettle next to the cup.",
        "{x} is on the table in the kitchen.",
        "The woman sits in the kitchen and holds {x}.",
    ),
    "plant grow sow": (
        "A gardener walks through a garden with a shovel.",
        "The gardener digs a hole in the garden.",
        "The gardener puts a seedling next to the hole in the garden.",
        "The gardener holds a watering can beside the seedling in the garden.",
        "{x} grows in the garden.",
    ),
    "build construct assemble make-thing": (
        "A builder carries a wooden plank into a workshop.",
        "The builder holds a hammer next to a pile of planks in the workshop.",
        "The builder works beside {x} in the workshop.",
        "The builder stands next to {x} in the workshop.",
        "{x} stands in the middle of the scene.",
    ),
    "make-craft": (
        "A woman sits at a table with a box in an art studio.",
        "The woman holds scissors next to the box in the art studio.",
        "The woman works beside {x} in the art studio.",
        "The woman holds {x} in the art studio.",
        "{x} is on the table in the art studio.",
    ),
    "paint draw sketch": (
        "An artist stands next to an easel in a studio.",
        "The artist holds a palette next to the easel.",
        "The artist holds a paintbrush in front of the easel.",
        "The artist stands beside a painting of {bare} in the studio.",
    ),
    "wash clean": (
        "A woman carries a bucket towards {x}.",
        "The woman holds a sponge next to {x}.",
        "The woman holds a hose next to {x}.",
        "The woman stands next to {x}.",
    ),
    "fix repair mend": (
        "A mechanic walks towards {x} in a garage.",
        "The mechanic holds a wrench next to {x} in the garage.",
        "The mechanic puts a toolbox beside {x} in the garage.",
        "The mechanic stands next to {x} in the garage.",
    ),
    "catch-fish fish": (
        "A fisherman walks along a lake with a fishing rod.",
        "The fisherman sits in a boat on the lake.",
        "A fish swims from left to right underwater.",
        "The fisherman holds the fish next to the boat on the lake.",
    ),
    "learn play practice": (
        "A student walks towards {x} in a classroom.",
        "A teacher stands next to the student in the classroom.",
        "The student practices with {x} in the classroom.",
        "The student stands on a stage with {x}.",
    ),
    "feed": (
        "A girl walks through a farm with a bucket.",
        "{x} comes up to the girl on the farm.",
        "{x} eats from the bucket next to the girl on the farm.",
        "The girl stands beside {x} on the farm.",
    ),
    "climb hike": (
        "A hiker walks through a forest with a backpack.",
        "The hiker climbs up a rock in the mountains.",
        "The hiker sits next to a campfire in the mountains.",
        "The hiker stands on a rock on a mountain peak at sunset.",
    ),
    "train teach": (
        "A woman walks {x} through a park.",
        "The woman throws a ball to {x} in the park.",
        "{x} jumps over a hurdle in the park.",
        "{x} sits next to the woman in the park.",
    ),
    "rescue save": (
        "{x} sits on a tall tree in a park.",
        "A fire truck drives from left to right on a city street.",
        "A firefighter climbs up a ladder in the park.",
        "The firefighter holds {x} in the park.",
    ),
    "ride drive": (
        "A man walks towards {x} on a road.",
        "The man puts a helmet beside {x}.",
        "The man rides {x} from left to right on a road.",
        "The man rides {x} from right to left along a beach.",
    ),
    "decorate": (
        "A family stands next to {x} in a living room.",
        "A girl carries a box to {x}.",
        "The girl puts a star on {x}.",
        "The family stands beside {x} in the living room at night.",
    ),
    "buy sell shop": (
        "A woman walks into a supermarket with a shopping cart.",
        "The woman pushes the shopping cart from left to right in the supermarket.",
        "The woman holds {x} in the supermarket.",
        "The woman carries {x} along a city street.",
    ),
    "find search discover": (
        "An explorer walks through a jungle with a map.",
        "The explorer crosses a bridge from left to right.",
        "The explorer walks into a cave with a torch.",
        "The explorer stands next to {x} in the cave.",
    ),
}

# noun in "a day at the zoo", "a trip to the moon", "birthday party"
EVENT_STORIES = {
    "zoo": ("A family walks from left to right into a zoo.", "An elephant stands next to a tree in the zoo.", "A monkey jumps from left to right in the zoo.", "The family walks past a giraffe in the zoo.", "A child holds a balloon in the zoo at sunset."),
    "beach sea seaside ocean island": ("A family walks along a beach with a beach ball.", "A boy builds a sandcastle on the beach.", "A girl swims from left to right in the ocean.", "The family sits under a beach umbrella on the beach.", "The sun sets over the beach."),
    "farm": ("A farmer walks to a barn on a farm.", "Three cows graze on the farm.", "A rooster stands on a fence on the farm.", "A tractor drives from left to right on the farm.", "The farmer carries a basket of eggs on the farm."),
    "park playground": ("Two children run from left to right into a park.", "A child plays on a swing in the park.", "A dog catches a frisbee in the park.", "The children sit on a bench in the park.", "The children fly a kite in the park."),
    "moon space mars planet galaxy": ("An astronaut walks towards a rocket.", "The rocket takes off into the sky.", "The rocket flies from left to right in outer space.", "The rocket lands on the moon surface.", "The astronaut jumps on the moon surface.", "The astronaut stands next to a flag on the moon surface."),
    "school classroom university": ("A school bus drives from left to right on a city street.", "A student walks into a classroom.", "A teacher stands next to a blackboard in the classroom.", "Three students sit at a table in the classroom.", "The student waves on a playground."),
    "office work": ("A man walks into an office with a briefcase.", "The man types on a laptop at a desk in the office.", "Two people talk in the office.", "The man drinks a cup of coffee in the office.", "The man leaves the office."),
    "birthday party celebration anniversary": ("Two children hang balloons in a living room.", "A girl carries a birthday cake into the living room.", "Four friends stand around a table in the living room.", "The girl opens a gift in the living room.", "The friends dance in the living room."),
    "wedding": ("A bride walks from left to right in a garden.", "A groom stands next to the bride in the garden.", "The bride and the groom kiss in the garden.", "A wedding cake is on a table in the garden.", "The bride and the groom dance in a ballroom."),
    "picnic": ("A family walks into a meadow with a basket.", "A blanket is next to a tree in the meadow.", "The family sits next to the basket in the meadow.", "A dog runs from left to right across the meadow.", "The family leaves the meadow."),
    "camping camp campfire": ("A family walks through a forest with backpacks.", "The family stands next to a tent in the forest.", "A campfire burns next to the tent in the forest.", "The family sits around the campfire in the forest at night.", "The sun rises over the forest."),
    "bedtime sleep lullaby": ("A child brushes teeth with a toothbrush in a bathroom.", "The child walks into a bedroom with a teddy bear.", "A mother reads a book next to the child in the bedroom.", "The child sleeps in a bed in the bedroom.", "The moon rises in the night sky."),
    "morning breakfast": ("The sun rises over a village.", "A woman wakes up in a bed in a bedroom.", "The woman brushes her teeth in a bathroom.", "The woman eats breakfast at a table in a kitchen.", "The woman leaves with a backpack."),
    "christmas holiday xmas": ("A family stands next to a christmas tree in a living room.", "A girl puts a star on the christmas tree.", "A sleigh flies from left to right across the night sky.", "Santa claus puts a gift under the christmas tree.", "The girl opens the gift in the living room."),
    "halloween": ("A pumpkin sits on a table in a kitchen.", "Two children in witch costumes walk along a city street at night.", "A ghost appears next to a haunted house at night.", "A bat flies from left to right across the night sky.", "The children hold a basket of candy on the city street at night."),
    "winter snow": ("Snowflakes fall over a snow field.", "Two children build a snowman in the snow field.", "A girl rides a sled from left to right in the snow field.", "A boy throws a snowball in the snow field.", "The children drink cocoa in a living room."),
    "summer": ("The sun rises over a beach.", "A girl eats an ice cream on the beach.", "A boy jumps into a swimming pool.", "Two children run from left to right on the beach.", "The sun sets over the ocean."),
    "spring garden": ("A gardener walks through a garden.", "A flower grows in the garden.", "A butterfly flies from left to right in the garden.", "A bee circles the flower in the garden.", "A girl holds a bouquet in the garden."),
    "autumn fall-season": ("Leaves fall from a tree in an autumn forest.", "A squirrel carries an acorn in the autumn forest.", "A girl jumps into a pile of leaves in the autumn forest.", "A fox walks from left to right in the autumn forest."),
    "seasons year": ("A flower grows next to a tree in a meadow in spring.", "The sun shines over the tree in the meadow in summer.", "Leaves fall from the tree in an autumn forest.", "A snowman stands next to the tree in a snow field."),
    "circus": ("A clown walks from left to right on a stage.", "An acrobat jumps on a trampoline on the stage.", "An elephant stands next to the clown on the stage.", "A magician holds a rabbit on the stage.", "The clown waves on the stage."),
    "concert band music": ("A guitarist walks onto a stage.", "A drummer sits next to a drum on the stage.", "A singer holds a microphone on the stage.", "Three people dance in front of the stage.", "The singer waves on the stage."),
    "safari savanna": ("A jeep drives from left to right across a savanna.", "Three elephants walk from right to left in the savanna.", "A lion sleeps under a tree in the savanna.", "A giraffe stands next to a tree in the savanna.", "The sun sets over the savanna."),
    "jungle adventure expedition quest treasure": ("An explorer walks through a jungle with a map.", "A monkey jumps from a tree in the jungle.", "The explorer crosses a bridge from left to right.", "The explorer walks into a cave with a torch.", "The explorer finds a treasure chest in the cave."),
    "city town paris london tokyo york": ("A tourist walks along a city street with a suitcase.", "A bus drives from left to right past a tall building on the city street.", "The tourist eats a croissant at a table in a restaurant.", "The tourist stands in front of a statue in the city.", "The city street is bright at night."),
    "mountain ski skiing": ("A skier walks up to a cabin in the mountains.", "The skier slides from the upper left to the lower right in the snow field.", "The skier jumps over a rock in the snow field.", "The skier drinks a cup of tea in the cabin."),
    "airport flight vacation journey travel trip": ("A traveler walks from left to right in an airport with a suitcase.", "An airplane takes off into the sky.", "The airplane flies from left to right in the sky.", "The airplane lands on a beach.", "The traveler stands under a palm tree on the beach."),
    "football soccer": ("Two soccer players run into a stadium.", "A soccer player kicks a ball from left to right in the stadium.", "A goalkeeper jumps next to a goal in the stadium.", "The soccer player holds a trophy in the stadium."),
    "basketball": ("A basketball player dribbles a basketball from left to right in a gym.", "The basketball player jumps next to a basketball hoop in the gym.", "The basketball rises above the basketball hoop in the gym.", "The basketball player holds a trophy in the gym."),
    "race marathon running": ("Three runners stand in a row on a road.", "The runners run from left to right on the road.", "A runner overtakes another runner on the road.", "The runner crosses a finish line on the road.", "The runner holds a trophy on a stage."),
    "tennis": ("A tennis player walks onto a tennis court with a racket.", "The tennis player throws a tennis ball up in the tennis court.", "The tennis ball moves from left to right in the tennis court.", "The tennis player holds a trophy in the tennis court."),
    "pool swimming": ("A swimmer walks towards a swimming pool.", "The swimmer jumps into the swimming pool.", "The swimmer swims from left to right in the swimming pool.", "The swimmer sits on a chair next to the swimming pool."),
    "restaurant dinner lunch dining": ("A waiter walks from left to right in a restaurant.", "A couple sits at a table in the restaurant.", "The waiter carries a plate of food in the restaurant.", "The couple eats pizza at the table in the restaurant."),
    "hospital doctor": ("A man walks into a hospital.", "A nurse stands next to the man in a hospital room.", "A doctor holds a stethoscope in the hospital room.", "The man leaves the hospital."),
    "museum": ("A guide stands next to a statue in a museum.", "Two tourists look at a painting in the museum.", "A dinosaur skeleton stands in the museum.", "The tourists leave the museum."),
    "supermarket shopping market mall": ("A woman pushes a shopping cart from left to right in a supermarket.", "The woman puts apples in the shopping cart in the supermarket.", "The woman stands next to a cashier in the supermarket.", "The woman carries a bag along a city street."),
    "butterfly": ("A caterpillar crawls from left to right on a leaf in a garden.", "A cocoon hangs from a branch in the garden.", "A butterfly appears next to the branch in the garden.", "The butterfly flies away across the garden."),
    "frog tadpole": ("Four eggs float in a pond.", "A tadpole swims from left to right in the pond.", "A small frog sits on a leaf in the pond.", "The frog jumps from left to right in the pond."),
    "chicken hen chick egg": ("A hen sits on a nest on a farm.", "An egg is in the nest on the farm.", "A chick stands next to the egg on the farm.", "The chick follows the hen across the farm."),
    "plant tree flower": ("A seed is in a pot in a garden.", "A seedling grows in the garden.", "A gardener holds a watering can next to the seedling in the garden.", "A tall tree stands in the garden."),
    "dog puppy": ("A puppy wakes up in a dog bed in a living room.", "The puppy runs from left to right across a park.", "The puppy catches a ball in the park.", "The puppy sleeps in the dog bed in the living room."),
    "cat kitten": ("A cat wakes up on a sofa in a living room.", "The cat plays with a ball of yarn in the living room.", "The cat jumps onto a table in the kitchen.", "The cat sleeps on the sofa in the living room."),
    "firefighter fire": ("A firefighter runs to a fire truck in a garage.", "The fire truck drives from left to right on a city street.", "The firefighter holds a hose next to a burning house.", "The firefighter stands next to the fire truck on the city street."),
    "knight dragon castle fairy-tale fairytale": ("A knight rides a horse to a castle.", "A dragon flies from left to right over the castle.", "The knight holds a sword in front of the dragon.", "The knight and a princess stand in the castle hall."),
    "pirate": ("A pirate ship sails from left to right across the ocean.", "A pirate holds a map on the pirate ship.", "The pirate walks along a beach with a shovel.", "The pirate finds a treasure chest on the beach."),
}

A_DAY = (
    "A family walks from left to right at the {x}.",
    "A child holds a balloon at the {x}.",
    "The family sits on a bench at the {x}.",
    "The family leaves the {x} at sunset.",
)
