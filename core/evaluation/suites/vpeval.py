# ruff: noqa: E501 (one prompt a line)
"""VPEval's object, count, spatial and scale skills, and ActionBench's directions."""

OBJECT = """
a photo of a fire hydrant || has fire_hydrant; total 1
a hot dog || has hot_dog; total 1
parking meter || has parking_meter; total 1
an image of a teddy bear || has teddy_bear
a traffic light and a stop sign || has traffic_light stop_sign; total 2
A wine glass on a dining table || has wine_glass dining_table; on wine_glass dining_table
a hair drier || has hair_drier
a pair of scissors || has scissors
skis || has skis; total 1
A potted plant next to a couch || has potted_plant couch
a baseball bat and a baseball glove || has baseball_bat baseball_glove; total 2
tennis racket || has tennis_racket
there is a cell phone || has cell_phone
a picture of a toaster || has toaster
broccoli || has broccoli
a cake, a pizza and a sandwich || has cake pizza sandwich; total 3
a person with a suitcase || has person suitcase
a refrigerator in a kitchen || has refrigerator; bg kitchen
a giraffe || has giraffe
the keyboard and the mouse || has keyboard mouse
a video of a snowboard || has snowboard; total 1
A zorble || has zorble; total 1
three glimwicks in a forest || count glimwick 3; bg forest
A lamp, a clock and a vase || has lamp clock vase
A person riding a motorcycle || has person motorcycle
a banana and an orange || has banana orange
A dog catches a frisbee || has dog frisbee
a man playing a guitar || has man guitar
a cow eating grass || has cow
A child flying a kite || has child kite
surfboard || has surfboard
A train at a station || has train; bg station
an umbrella on a beach || has umbrella; bg beach
a bird on a bench || has bird bench; on bird bench
a cat watching a fish in a bowl || has cat fish
A mailbox and a lamp post on the street || has mailbox lamp_post; bg street
a glass of wine and a plate of spaghetti || total 2
toilet || has toilet
A fluffernaut dances in the living room || has fluffernaut; bg living_room
a laptop, a book and a cup of coffee on a desk || has laptop book cup_of_coffee desk; on book desk
The Eiffel Tower || has eiffel_tower
boots and a backpack || has boot backpack
"""

COUNT = """
2 dogs || count dog 2
3 apples || count apple 3
4 people || count person 4
a photo of 4 cats || count cat 4
an image of two birds || count bird 2
3 dogs are in the image || count dog 3
one elephant || count elephant 1
two pizzas and three hot dogs || count pizza 2; count hot_dog 3
four kites in the sky || count kite 4
there are 5 bottles on the table || count bottle 5; count table 1
a scene with 2 trains || count train 2
1 car, 2 trucks || count car 1; count truck 2
three women walk along the beach || count woman 3; moves woman right
six chairs || count chair 6
a herd of cows || count cow 5
a few birds || count bird 3
several balloons || count balloon 4
some cookies || count cookie 3
two pairs of shoes || has shoe
a group of six students || count student 6
seven books on a shelf || count book 7; count shelf 1
2 teddy bears sit on a bed || count teddy_bear 2; count bed 1
three cups next to four plates || count cup 3; count plate 4
eight candles on a cake || count candle 8; count cake 1
ten ducks || count duck 10
two bears and one bear cub || count bear_cub 1
nine pencils || count pencil 9
four umbrellas and a bench || count umbrella 4; count bench 1
5 giraffes in the savanna || count giraffe 5; bg savanna
three skateboards || count skateboard 3
Exactly two clocks || count clock 2
3 zebras and 2 lions || count zebra 3; count lion 2
a bunch of seven bananas || count banana 7
Two children are flying three kites || count child 2; count kite 3
four oxen || count ox 4
five mice and one cat || count mouse 5; count cat 1
a dozen roses || count rose 12
two toothbrushes || count toothbrush 2
3 forks, 3 knives and 3 spoons || count fork 3; count knife 3; count spoon 3; total 9
6 donuts on a plate || count donut 6; count plate 1
three wolves howl at the moon || count wolf 3; count moon 1
"""

SPATIAL = """
spoon is to the left of knife || left spoon knife
a cat is right of a dog || right cat dog
a bird above a car || above bird car
a bike is below a clock || below bike clock
the tie is left to the dog || left tie dog
a laptop on the left of a cup || left laptop cup
an apple to the right of a banana || right apple banana
a lamp on a table || on lamp table
A dog under a tree || below dog tree
a ball in front of a box || below ball box
a boy standing behind a car || above boy car
a plant between two chairs || has plant chair
a cow between a horse and a sheep || between cow horse sheep
a cup next to a plate || beside cup plate
a chair beside a sofa || beside chair sofa
a stop sign above a person || above stop_sign person
A potted plant is below a toilet || below potted_plant toilet
a fish inside a bowl || inside fish bowl
the cat sits on top of the refrigerator || on cat refrigerator
There is a dog to the left of a bicycle || left dog bicycle
To the left of the house stands a tree || left tree house
a clock hangs above a bed || above clock bed
two cats left of three dogs || left cat dog; count cat 2; count dog 3
a cat to the left of a dog and to the right of a horse || left cat dog; right cat horse
A bench with a tree to its left || left tree bench
On the left there is a lion and on the right a tiger || left lion tiger
a cat on the left and a dog on the right || left cat dog
a vase on the upper left of the picture || at vase upper-left
a moon in the top right corner above a house || at moon top-right
a bird flying above a lake || has bird; bg lake
a rabbit next to a carrot || beside rabbit carrot
a car, a bus and a truck in a row || left car bus; left bus truck
A mouse is sitting on an elephant || on mouse elephant
a pizza in the center of the image || at pizza center
a kite over a boy || above kite boy
the book is underneath the chair || below book chair
A phone lies to the right of a keyboard, and a mouse to the left of the keyboard || right phone keyboard; left mouse keyboard
The man stands on the right side of the car || right man car
a dog sits beneath a table || below dog table
a teapot on a table, a chair to the right of the table || on teapot table; right chair table
a hat on a chair || on hat chair
A cat lies on a sofa next to a lamp || on cat sofa; has lamp
A red cube on top of a blue cube || has red_cube blue_cube; on red_cube blue_cube
person left of a car, dog right of the car || left person car; right dog car
"""

SCALE = """
laptop is bigger than a bottle || bigger laptop bottle
a mouse bigger than an elephant || bigger mouse elephant
an apple as big as a car || same apple car
a dog that is smaller than a cat || smaller dog cat
a cup which is larger than a chair || bigger cup chair
a ball the same size as a dog || same ball dog
the tie has the same size as the dog || same tie dog
a person smaller than a bird || smaller person bird
a cat twice as big as a horse || bigger cat horse
an ant larger than a house || bigger ant house
a bus is much bigger than a bicycle || bigger bus bicycle
a spoon and a fork of the same size || same spoon fork
A giant mouse and a tiny elephant || bigger mouse elephant
a huge dog next to a small dog || has dog
the clock is smaller than the book || smaller clock book
a banana the size of a boat || same banana boat
a butterfly bigger than the tree || bigger butterfly tree
A rabbit is as large as a bear || same rabbit bear
An egg taller than a person || bigger egg person
a toilet is smaller than a vase || smaller toilet vase
an elephant and a mouse || bigger elephant mouse
a whale and a small boat || bigger whale boat
a house and a child || bigger house child
a car next to a truck that is bigger than the car || bigger truck car
half as big as a cat, the dog sits || has dog cat
A pencil longer than a bed || bigger pencil bed
a skateboard is bigger than a surfboard || bigger skateboard surfboard
a cake that is smaller than a candle || smaller cake candle
The frog is as big as the cow || same frog cow
A gigantic strawberry and a tiny castle || bigger strawberry castle
a ladybug the same size as a person || same ladybug person
A chicken is three times as big as a horse || bigger chicken horse
a book is equal in size to a phone || same book phone
a stop sign smaller than a dog || smaller stop_sign dog
Two cats bigger than a lion || bigger cat lion
A cat is sitting next to a dog. The cat is bigger than the dog. || bigger cat dog; scenes 1
the donut is larger than the pizza || bigger donut pizza
an orange is smaller than a cherry || smaller orange cherry
A little boy and his huge dog || bigger dog boy
the train has the same size as the teddy bear || same train teddy_bear
a snail as tall as a house || same snail house
"""

DIRECTION = """
pushing cup from left to right || moves cup right
pushing a bottle from right to left || moves bottle left
pulling book from right to left || moves book left
pulling a box from left to right || moves box right
moving pen up || moves pen up
moving a spoon down || moves spoon down
moving phone left || moves phone left
moving cup to the right || moves cup right
dropping a ball || moves ball down
lifting a box || moves box up
lifting a cup up || moves cup up
lowering a bottle || moves bottle down
throwing a ball to the left || moves ball left
rolling a can from left to right || moves can right
sliding the remote from right to left || moves remote left
pushing a toy car to the left || moves toy_car left
A man pushes a cart to the right || moves cart right; moves man right
A woman pulls a suitcase to the left || moves suitcase left; moves woman left
a rocket takes off || moves rocket up
an apple falls from a tree || moves apple down; still tree
The sun rises || moves sun up
the sun sets over the sea || moves sun down
a balloon rises into the sky || moves balloon up
snowflakes fall || moves snowflake down
a man climbs up a ladder || moves man up
The elevator goes up || moves elevator up
a rock sinks to the bottom of the sea || moves rock down
raising a glass || moves glass up
something falling down || moves something down
A book falls off a table || moves book down; still table
moving a plate away from a cup || has plate
a ball bouncing from left to right || moves ball right
a skier slides downhill || moves skier down
a submarine descends || moves submarine down
a bird swoops down || moves bird down
the leaf drifts downwards || moves leaf down
pushing scissors from left to right || moves scissors right
a hand moving a key from right to left || moves key left
A boy drops his ice cream || moves ice_cream down
Dragging a chair leftwards || moves chair left
moving a candle upwards || moves candle up
a car moving towards the right side || moves car right
a crab walks sideways to the left || moves crab left
"""
