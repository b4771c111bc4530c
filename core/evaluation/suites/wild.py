# ruff: noqa: E501 (one prompt a line)
"""Prompts as people type them: ways of asking and telling, and what bodies may and may not do."""

WORDING = """
Show me two kittens sleeping in a basket || count kitten 2; inside kitten basket
Can you make a video of a bear that dances in a forest? || has bear; bg forest; scenes 1
I'd like to see a horse jump over a fence || jumps horse
Please create a short clip where a goat eats a hat || has goat hat
What does a robot playing the drums look like? || has robot drum
Let me see a squirrel on a skateboard || on squirrel skateboard
close-up of a bee on a sunflower || on bee sunflower
Extreme close-up of an eagle || has eagle; total 1
Aerial view of a train crossing a bridge || on train bridge
Wide shot: a lone cowboy rides across the desert || bg desert; moves cowboy right
Time-lapse of a flower opening || has flower; total 1
The cheese is eaten by three mice || count mouse 3; has cheese
A ball is being chased by a puppy || moves puppy right; left puppy ball
A cart pulled by a donkey || has donkey cart
Though it rains, the children play || has child; bg rain
Because he was hungry, the bear ate the honey || group bear 1; has honey; total 2
When the lion wakes up, the mouse hides || has lion mouse
Above the village hangs a huge moon || has moon
Across the field gallops a white horse || moves horse right; bg field
Between the two trees stands a swing || has swing; count tree 2
Down the slope skis a girl in a red jacket || attr girl red jacket
On the shoulder of the pirate sits a parrot || on parrot pirate
A barn with a rooster on its roof || on rooster barn
A dragon that has lost its way asks a farmer for help || has dragon farmer; total 2
The wolf, who had not eaten for days, watches the sheep || has wolf sheep
A frog kisses a princess, who then faints || group princess 1,2
"Good morning," says the baker to the cat || has baker cat; scenes 1
The coach shouts "Faster!" while two runners sprint past || count runner 2; has coach
Nobody is in the kitchen, only a mouse || has mouse; lacks person
There is neither a chair nor a table in the room, only a lamp || has lamp; total 1
Not a cloud in the sky, only a kite || has kite; lacks cloud
twenty-one balloons || count balloon 20
a BIG yellow BUS beside a TINY red car || attr bus yellow; attr car red; bigger bus car
🐶 a dog chases a 🦋 butterfly in the garden || has dog butterfly; bg garden
A lorry overtakes a tram on the motorway || has lorry tram; bg motorway
my neighbour's parrot sits on grandpa's head || on parrot grandpa
Oscar and Mia build a kite. They fly it on the beach. || scenes 2; group Oscar 1,2; group kite 1,2; bg beach @2
Tim is a tiny robot. He meets Zoe. She hugs him. || group robot 1,2,3; group Zoe 2,3
Our hero, a little fox named Finn, finds a map. Finn follows the map. || group fox 1,2; group map 1,2
Rosie, a clever hen, lives on a farm. One night a fox comes. Rosie hides. || group hen 1,3; has fox @2
The twins, Ann and Bea, open a box. Ann jumps. || count twin 2 @1; count twin 1 @2
A seed grows into a sunflower || window seed first; window sunflower second
A caterpillar turns into a butterfly. It flies away. || group butterfly 1,2; group caterpillar 1
EXT. BEACH - DAY\\nTwo surfers run into the sea.\\nINT. CAFE - NIGHT\\nThe surfers drink cocoa. || scenes 2; group surfer 1,2; bg cafe @2
SCENE 1. INT. LIBRARY - NIGHT. A ghost reads. SCENE 2. The ghost vanishes. || scenes 2; group ghost 1,2; bg library
(0:00-0:03) A chick hatches. (0:03-0:06) It follows a hen. || scenes 2; group chick 1,2
Step one, crack an egg. Step two, fry the egg. Step three, eat the egg. || scenes 3; group egg 1,2,3
"""

PHYSICS = """
Two penguins slide down an icy hill while a seal watches || moves penguin right-down; grounded seal
A cat chases a mouse around a table || grounded table; grounded cat
A truck drives past a bench || grounded bench; moves truck right
a boy skates past a snowman || grounded snowman; grounded boy
Four statues beside a fountain || level statue fountain
Three goats and a troll || level goat troll
five children stand in a meadow || level child
A bride, a groom and two dogs || level bride groom dog
A horse next to a bird || has bird; grounded horse
A crow eats corn next to a scarecrow || level crow scarecrow
An owl reads a book next to a fox || level owl fox
A pelican walks along the beach || grounded pelican; moves pelican right
A butterfly flies past a snail || above butterfly snail; grounded snail
A dragon sleeps next to a knight || level dragon knight
A dragon flies over a knight || above dragon knight; grounded knight
A girl holds three balloons || grounded girl; has balloon
A boy with a kite in a meadow || grounded boy
Six candles on a cake || on candle cake; count candle 6
five birds on a wire || on bird wire; count bird 5
A dozen roses in a vase on a piano || on vase piano; count rose 12
a clock on the wall above a sofa || above clock sofa; grounded sofa; lacks wall
Rain falls on two children || above rain child; grounded child
Snow falls on a fox || above snow fox; moves snow down; grounded fox
Snow falls. || moves snow down; has snow
Smoke rises from a chimney || moves smoke up; still chimney
Steam rises from a cup of tea || moves steam up; still cup_of_tea
Fog rolls over a graveyard || has fog; bg graveyard
Leaves fall from a tree || moves leaf down; grounded tree
Confetti rains down on a bride || above confetti bride; grounded bride
Lightning strikes a tower || above lightning tower; grounded tower
The moon shines over a lighthouse || above moon lighthouse; grounded lighthouse
A wolf howls at the moon || above moon wolf; grounded wolf
Two friends watch a rainbow || above rainbow friend; grounded friend
A snail crawls up a wall || moves snail up
A hiker walks up a hill || moves hiker right-up
A sled races down a slope || moves sled right-down
A train crosses a bridge || on train bridge
An acrobat walks along a tightrope || on acrobat tightrope; moves acrobat right
Two trains pass each other || has train
A cup and a spoon move away from each other || moves cup left; moves spoon right
Two cars crash into each other || has car
A mother and her two children walk along a beach || level mother child; moves mother right
A bus leaves the frame on the left || moves bus left
A ball rolls away from the camera || far ball
A paper boat stands on a table in a kitchen || on boat table; grounded table
A dog enters from the left and a cat sits on a chair || on cat chair; grounded chair
A fish swims past a rock || moves fish right; has rock
A snowball rolls downhill and gets bigger || has snowball
A goose flies over a fox || above goose fox; grounded fox
A person riding a horse jumps over a fence || scenes 1; jumps person; jumps horse; has fence
two knights on horses || count knight 2; count horse 2
A boy blows out the candles on a cake || on candle cake; grounded boy
A cat, a dog and a parrot sit on a bench || on cat bench; on dog bench; on parrot bench
three apples and two bananas on a table || on apple table; on banana table
A candle burns down || still candle
A witch flies on a broom past the moon || moves witch right; moves broom right
Water flows down a waterfall || moves water down
Dark clouds move across the sky from right to left || moves clouds left
"""

GOALS_MORE = """
how to build a snowman || bg snow; has snowman @3; lacks builder
make a birthday surprise for grandma || has birthday_cake; has grandma @5
how to build a campfire || has campfire @4; bg forest
pitch a tent || has tent @3; bg forest
fly a kite || has kite girl @2; moves kite up @3
build a birdhouse || has birdhouse @3; has bird @5
learn to ride a bike || has bike father @2
how to sharpen a knife || has knife @2
knit a scarf for my sister || has scarf @3; has sister @5
change a light bulb || has light_bulb @2
water the flowers || has gardener watering_can flower @2
clean the kitchen || bg kitchen; has mop @2
mow the lawn || has lawnmower
fold a paper airplane || has paper_airplane @3; moves paper_airplane right @4
play chess || has chessboard
do the laundry || has laundry @2
move house || has truck @2
set the table || has plate @2
feed a baby || has baby mother
paint the fence || has painter fence
decorate a birthday cake || has baker birthday_cake
How to Install a Shelf || has worker shelf @3
how to get rid of wasps || has person wasp @3
caramelize onions || has onion
make guacamole || has guacamole @4; bg kitchen
how is bread made || has bread
how to meditate || has person @3
learn to swim || has teacher; bg lake
a picnic in the park || has basket
graduation || has student
rainy day || has rain
a day in the life of a panda || has panda @2
the life of a salmon || moves salmon right
a robot's adventure in the city || has robot @2; bg city
"""
