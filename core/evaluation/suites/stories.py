# ruff: noqa: E501 (one prompt a line)
"""Films of several scenes: groups, pronouns, goals, backgrounds; and manners of motion."""

GROUPS = """
A dog runs from left to right across a meadow. Then the dog meets a cat on the beach. || scenes 2; group dog 1,2; group cat 2; bg meadow @1; bg beach @2; moves dog right @1; beside dog cat @2
A boy finds a puppy in the park. The boy takes the puppy home. The puppy sleeps on a sofa. || scenes 3; group boy 1,2; group puppy 1,2,3; on puppy sofa @3
the dog runs to the beach and then swims || scenes 2; group dog 1,2; bg beach @1
A mouse eats cheese in a kitchen. After that the mouse sleeps in a bed. || scenes 2; group mouse 1,2; bg kitchen @1
1. A chef enters the kitchen. 2. The chef bakes a cake. 3. The chef eats the cake. || scenes 3; group chef 1,2,3; group cake 2,3
Scene 1: a knight rides a horse. Scene 2: the knight fights a dragon. || scenes 2; group knight 1,2; group dragon 2; group horse 1
A cat sits on a sofa; the cat jumps onto a table; the cat drinks milk. || scenes 3; group cat 1,2,3
A red car drives through the city. Next, the red car stops at a beach. || scenes 2; group car 1,2; attr car red @2
First a girl picks flowers in a meadow, then she gives the flowers to her mother in the kitchen. || scenes 2; group girl 1,2; group flower 1,2; has mother @2; bg kitchen @2
A rocket takes off. Then the rocket flies through space. Finally the rocket lands on the moon. || scenes 3; group rocket 1,2,3; moves rocket up @1; moves rocket down @3
A black dog chases a white dog in a park. Later the white dog sleeps. || scenes 2; group black_dog 1; group white_dog 1,2
A man walks into a bar. A woman sits in the bar. The man meets the woman. || scenes 3; group man 1,3; group woman 2,3
Two cats play in the garden. Then the cats sleep on a bed. || scenes 2; count cat 2 @1; count cat 2 @2; entities 2
a fox walks through the forest\\na bear sleeps in a cave\\nthe fox meets the bear || scenes 3; group fox 1,3; group bear 2,3
Step 1: A gardener digs a hole. Step 2: The gardener plants a tree. Step 3: The tree grows. || scenes 3; group gardener 1,2; group tree 2,3; near tree @3
A boy throws a ball. The dog catches the ball. || scenes 2; group ball 1,2; group boy 1
An astronaut walks on the moon, then the astronaut finds an alien, and finally they dance. || scenes 3; group astronaut 1,2,3; group alien 2,3
The farmer feeds the chickens. Afterwards, the farmer milks the cow. || scenes 2; group farmer 1,2; lacks chicken @2
A princess lives in a castle. A dragon flies over the castle. The princess rides the dragon. || scenes 3; group princess 1,3; group dragon 2,3
A baker bakes bread before selling the bread in the market || scenes 2; group bread 1,2; group baker 1,2; bg market @2
A ship sails on the ocean. A whale jumps next to the ship. || scenes 2; group ship 1,2
Alice walks in the garden. Then Alice meets Bob. Bob gives Alice a rose. || scenes 3; group Alice 1,2,3; group Bob 2,3
A pirate finds a treasure chest on an island and then carries the treasure chest to his ship || scenes 2; group pirate 1,2; group treasure_chest 1,2
A snowman stands in the snow. Then the sun shines and the snowman melts. || group snowman 1,2
A teacher writes on a blackboard. The students listen to the teacher. || scenes 2; group teacher 1,2
A woman in a red dress walks along the street. Then the woman enters a cafe. || scenes 2; group woman 1,2; attr woman red dress @2; bg cafe @2
A bird builds a nest in a tree. The bird lays three eggs. The eggs hatch. || scenes 3; group bird 1,2; group egg 2,3; count egg 3 @3
A big brown bear catches a fish in a river. The bear eats the fish in the forest. || scenes 2; group bear 1,2; group fish 1,2; bg river @1; bg forest @2
* A monkey climbs a tree\\n* The monkey eats a banana\\n* The monkey sleeps || scenes 3; group monkey 1,2,3
A car crashes into a tree. A police car arrives. The police officer looks at the car. || scenes 3
Tom the cat chases Jerry the mouse. Then Jerry hides in a house. || scenes 2; has mouse @2
A frog sits on a leaf in a pond. A fly flies past the frog. The frog eats the fly. || scenes 3; group frog 1,2,3; group fly 2,3
The sun rises over the sea. A fisherman rows a boat. The fisherman catches a fish. || scenes 3; group fisherman 2,3
A little girl with a yellow umbrella walks in the rain. The little girl jumps into a puddle. || scenes 2; group girl 1,2
A train leaves the station. The train crosses a bridge. The train arrives in the mountains. || scenes 3; group train 1,2,3; bg mountain @3
a man reads a newspaper on a bench; then a pigeon lands next to the man || scenes 2; group man 1,2; group pigeon 2
A duck swims on a lake. Five ducklings follow the duck. || scenes 2; count duckling 5 @2; group duck 1,2
A wizard holds a wand. Suddenly, a rabbit appears. The wizard smiles at the rabbit. || group wizard 1,3; group rabbit 2,3
The robot wakes up in a factory. The robot walks to the city. The robot helps an old lady cross the street. || scenes 3; group robot 1,2,3; has lady @3
A horse gallops across a field, jumps over a fence, and then drinks from a river. || group horse 1,2,3; bg river @3
"""

PRONOUNS = """
A mouse runs through a house. He finds some cheese. The mouse eats it. || scenes 3; group mouse 1,2,3; group cheese 2,3
A dog runs across a meadow. Then it sleeps under a tree. || scenes 2; group dog 1,2; below dog tree @2
A girl walks into a garden. She picks a flower. || scenes 2; group girl 1,2
A boy and a girl meet in a park. They dance. || scenes 2; group boy 1,2; group girl 1,2
A man drives a car. He parks it in front of a house. || scenes 2; group man 1,2; group car 1,2
The woman feeds a cat. It purrs. || scenes 2; group cat 1,2
A king sits on a throne. A jester dances for him. || scenes 2; group king 1,2
A queen walks through the castle. Her dog follows her. || scenes 2; group queen 1,2; group dog 2
Two dogs play in the snow. They run to a lake. || scenes 2; count dog 2 @2
A parrot sits on a branch. The bird flies to a tree. || scenes 2; group parrot 1,2; entities 3
A lion sleeps in the savanna. The animal wakes up. || scenes 2; group lion 1,2; entities 1
A truck stops at a house. The vehicle leaves. || scenes 2; group truck 1,2
A boy throws a ball and a dog catches it. || has boy ball dog
A woman has a cat. She loves her cat. || group cat 1,2; group woman 1,2
A grandfather reads a book to a child. He smiles at her. || scenes 2; group grandfather 1,2; group child 1,2
A chef cooks soup. He tastes it. || scenes 2; group chef 1,2; group soup 1,2
A rabbit sees a carrot. It eats it. || scenes 2; group rabbit 1,2; group carrot 1,2
A fire truck drives down the street. The truck stops. || scenes 2; group fire_truck 1,2; entities 1
Three birds sit on a fence. Then all of them fly away. || scenes 2; count bird 3 @2
A boy named Tom rides a bike. Then Tom falls. || scenes 2; group boy 1,2
A dog called Rex runs in the park. Rex jumps over a log. || scenes 2; group dog 1,2
A cat chases a mouse. The mouse hides from her. || scenes 2; group mouse 1,2; group cat 1,2
A farmer owns a horse. He rides it across a field. || scenes 2; group horse 1,2; group farmer 1,2
The astronaut floats in space. She waves. || scenes 2; group astronaut 1,2
A princess meets a frog. She kisses the frog and it becomes a prince. || group princess 1,2; group frog 1,2
A tiger walks in the jungle. The big cat jumps. || scenes 2; has tiger @1
A little girl holds a balloon. It flies away. || scenes 2; group balloon 1,2
A man and his son build a boat. They sail it on a lake. || scenes 2; group man 1,2; group son 1,2; group boat 1,2
A penguin stands on the ice. He slides into the water. || scenes 2; group penguin 1,2
A wizard has an owl. The wizard gives it a letter. || group owl 1,2; group wizard 1,2
A woman walks her dog. Both sit on a bench. || scenes 2; group woman 1,2; group dog 1,2
A butterfly lands on a flower. A bee joins it. || scenes 2; has bee @2
Two children see a kite. One of them holds it. || scenes 2; group kite 1,2; count child 1 @2
My cat sleeps on the sofa. It wakes up. || scenes 2; group cat 1,2
A bear meets a fox. The bear gives the fox a fish. Then they walk together. || scenes 3; group bear 1,2,3; group fox 1,2,3
A boy has a red balloon. He lets it go. The balloon rises. || group balloon 1,2,3; moves balloon up @3
A nurse helps an old man. She brings him a glass of water. || scenes 2; group nurse 1,2; group man 1,2
The puppy finds a bone. It carries the bone home. || scenes 2; group puppy 1,2; group bone 1,2
A girl paints a picture. She hangs it on the wall. || scenes 2; group girl 1,2; group picture 1,2
A monkey and an elephant play football. The monkey kicks the ball to the elephant. || scenes 2; group monkey 1,2; group elephant 1,2
A snake slithers through the grass. The reptile stops. || scenes 2; has snake @1
"""

GOALS = """
make pancakes || has pancake @4; bg kitchen
a day at the zoo || bg zoo; has elephant @2
how to plant a tree || bg garden; has tree @5
bake a cake || has cake @4; bg kitchen
build a sandcastle || has sandcastle @3
birthday party || has birthday_cake @2
a trip to the moon || has rocket @2
wash the car || has car @1
make a cup of tea || bg kitchen
paint a picture || has artist
how to make a sandwich || has sandwich @4
the four seasons || has snowman @4
life cycle of a butterfly || has caterpillar; has butterfly @3
a day at the beach || bg beach
go camping || has tent @2
feed the ducks || has duck @2
a camping trip || has tent @2
plant flowers || bg garden
cook spaghetti || has spaghetti @4; bg kitchen
Make a snowman. || has snowman @3
morning routine || has woman @2
how do you make pizza? || has pizza @4
a day in the life of a firefighter || has firefighter; has fire_truck @2
an afternoon at the park || bg park
rescue a cat || has cat
decorate the christmas tree || has christmas_tree
Halloween night party || scenes 5
a safari adventure || has jeep
learn to play the guitar || has guitar
repair a bicycle || has bicycle @1
a summer vacation || bg beach @1
draw a house || has artist
climb a mountain || has hiker
ride a bike || has bike @1
fix the roof || has mechanic
a visit to the museum || bg museum
a school day || has student @2
wedding || has bride
a day at the farm || bg farm
tutorial: how to bake bread || has bread @4
"""

MOTION = """
A ball bounces || jumps ball
a frog jumps || jumps frog
A cat jumps over a fence || jumps cat; side cat fence left right; apart cat fence
A dog chases a cat || moves dog right; moves cat right; left dog cat
a duckling follows a duck || moves duckling right; moves duck right
the earth orbits the sun || circles earth; still sun; apart earth sun
A bee circles a flower || circles bee; still flower
A bird flies in circles || circles bird
a car zigzags down the road || zigzags car; moves car right
a snake moves in a zigzag from right to left || zigzags snake; moves snake left
A bear approaches the camera || near bear
a train comes closer || near train
the ship sails away into the distance || has ship
A girl walks towards a house || closer girl house; still house
a knight approaches a dragon || closer knight dragon
Two friends run towards each other || meet friend
A cat enters from the left || window cat late; moves cat right
a dog leaves the scene to the right || window dog early; moves dog right
A woman rides a bicycle || moves woman right; moves bicycle right
A man pushes a stroller || moves man right; moves stroller right; right stroller man
a horse pulls a carriage from left to right || moves horse right; moves carriage right; left carriage horse
A girl throws a ball to a dog || closer ball dog; still dog
A boy kicks a football || moves football right; still boy
a balloon grows || near balloon
A pendulum swings back and forth || has pendulum
A mouse sleeps in a box || still mouse
A statue stands in a park || still statue; bg park
a dog runs while a cat sleeps || moves dog right; still cat; scenes 1
A boy runs to the left and a girl runs to the right || moves boy left; moves girl right; scenes 1
a red car overtakes a blue truck || moves car right; moves truck right
A cat jumps onto a table || jumps cat; still table
An acrobat jumps from left to right || moves acrobat right
A squirrel climbs a tree || moves squirrel up; still tree
a child slides down a slide || moves child down
A shark swims around a boat || circles shark
A man walks his dog along the beach || moves man right; moves dog right; bg beach
A leopard runs after a gazelle || moves leopard right; moves gazelle right; left leopard gazelle
an owl flies from a tree to a house || moves owl right; left tree house
Rain falls on a city || bg city
a kangaroo hops across the desert || moves kangaroo right; bg desert
a plane takes off from the runway || moves plane up
The snail moves slowly toward a lettuce || closer snail lettuce; still lettuce
A helicopter hovers above a building || above helicopter building; still building
A boy carries a box || moves box right; moves boy right
"""
