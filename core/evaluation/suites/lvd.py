# ruff: noqa: E501 (one prompt a line)
"""The five skills of LLM-grounded Video Diffusion, with prompts of our own in its style and others'."""

NUMERACY = """
A scene with five bears || count bear 5; total 5
A realistic lively video of a scene with three dogs || count dog 3
four frisbees || count frisbee 4
There are two elephants || count elephant 2
a picture of six balloons || count balloon 6
a video of seven ducks swimming in a pond || count duck 7; bg pond
One cat and two dogs || count cat 1; count dog 2; total 3
three apples and two bananas on a table || count apple 3; count banana 2; count table 1
A pair of horses grazing in a field || count horse 2; bg field
a dozen eggs || count egg 12
eight sheep in a meadow || count sheep 8
A top-down viewed scene with four cars || count car 4
A realistic scene showing ten fish || count fish 10
two men and three women || count man 2; count woman 3
Three children play in a park || count child 3; bg park
a couple of penguins standing on ice || count penguin 2
Nine stars in the night sky || count star 9; bg night_sky
four mice || count mouse 4
five geese fly over a lake || count goose 5
two wolves || count wolf 2
6 oranges || count orange 6
there is one zebra and there are two giraffes || count zebra 1; count giraffe 2
A woman holding two umbrellas || count woman 1; count umbrella 2
a family of four rabbits || count rabbit 4
A pack of three wolves runs through the snow || count wolf 3
Three red cars and one blue truck || count car 3; count truck 1; attr car red; attr truck blue
an image of 3 knives and 2 forks || count knife 3; count fork 2
A single butterfly || count butterfly 1
two boats on the sea || count boat 2; bg sea
ten cookies || count cookie 10
A scene that has four clocks || count clock 4
five teddy bears on a bed || count teddy_bear 5; count bed 1
Two firefighters stand next to three fire trucks || count firefighter 2; count fire_truck 3
3 people ride 3 bicycles || count person 3; count bicycle 3
there are seven candles || count candle 7
Two of the children are playing with a ball || count child 2; count ball 1
Four leaves fall || count leaf 4
Both dogs sleep || count dog 2
A trio of monkeys || count monkey 3
half a dozen donuts || count donut 6
two buses and two bicycles in the city || count bus 2; count bicycle 2
three glasses of water || total 3
Five sheep, two cows and a horse || count sheep 5; count cow 2; count horse 1; total 8
"""

ATTRIBUTION = """
A red ball and a blue box || attr ball red; attr box blue; total 2
a realistic lively scene with a yellow car || attr car yellow
a black cat next to a white dog || attr cat black; attr dog white
A brown horse wearing a red saddle || attr horse brown
A man in a blue shirt || attr man blue shirt; total 1
a woman wearing a green dress walks in a garden || attr woman green dress; lacks dress
a purple elephant || attr elephant purple
A small orange fish swims in the sea || attr fish orange
a girl with a pink hat and a boy with a yellow hat || attr girl pink hat; attr boy yellow hat; total 2
the wooden chair || attr chair wooden
a scene with a white bird and a black bird || attr bird white; attr bird black; total 2
a green apple and a red apple on a table || attr apple green; attr apple red; count table 1
A big red bus drives down the street || attr bus red; moves bus right
an old man with a long white beard || attr man old; attr man white beard; total 1
a shiny silver robot || attr robot shiny silver
a fluffy white rabbit sits on the grass || attr rabbit fluffy white
Two red balloons and one green balloon || count red_balloon 2; count green_balloon 1
A striped cat || attr cat striped
A yellow duck with an orange beak || attr duck yellow; attr duck orange; total 1
a golden retriever puppy || has golden_retriever_puppy
a blue bird on a brown branch || attr bird blue; attr branch brown
A tall woman in a red coat holds a black umbrella || attr woman red coat; attr umbrella black; total 2
a rusty old car || attr car rusty; attr car old
a pink pig and a black pig || attr pig pink; attr pig black; total 2
a chef in a white hat || attr chef white hat; total 1
a knight in shining armor rides a white horse || attr horse white; has knight
a wooden boat with a red sail || attr boat wooden; attr boat red sail; total 1
a girl wearing glasses || attr girl glasses; total 1
a brown and white dog || attr dog brown; attr dog white; total 1
a transparent glass vase with yellow flowers || has vase flower
A young woman with curly red hair || attr woman young; attr woman red; total 1
A purple dragon with golden wings || attr dragon purple; attr dragon golden wings; total 1
The dog is brown || attr dog brown
a cat that is black || attr cat black
A yellow umbrella, a red umbrella and a blue umbrella || total 3; attr umbrella yellow; attr umbrella red; attr umbrella blue
a man who is wearing a red hat walks || attr man red hat; lacks hat
the boy has a blue backpack || attr boy blue backpack
a baby in a yellow raincoat || attr baby yellow raincoat; total 1
a grey cat and a grey mouse || attr cat grey; attr mouse grey
A red fire truck || attr fire_truck red
A snowy white owl perched on a branch || attr owl white; on owl branch
a small wooden house with a green door || attr house wooden; attr house green door; total 1
"""

VISIBILITY = """
A bird that appears only in the second half of a realistic lively scene || window bird second
a dog that appears only in the first half of the scene || window dog first
A realistic lively video of a cat that appears only in the second half of the video || window cat second
A ball appears in the second half || window ball second
a bear is only visible in the first half of the video || window bear first
In the second half of the scene a car appears || window car second
A ghost appears halfway through the video || window ghost second
a rabbit that disappears halfway || window rabbit first
A butterfly is visible only in the second half || window butterfly second
The boat disappears after a while || window boat early
a fox appears after a while || window fox late
A monkey that shows up at the end || window monkey late
a balloon is seen only at the beginning || window balloon early
A snowman vanishes in the second half of the scene || window snowman first
A horse appears only in the first half of a realistic lively scene || window horse first
A top-down viewed scene in which a frog appears only in the second half || window frog second
a bird in the sky. It appears only in the second half of the scene. || window bird second
There is a turtle. The turtle disappears halfway through the scene. || window turtle first
A deer appears only during the second half of the clip || window deer second
A robot appears only in the latter half of the film || window robot second
a lion is present only in the first half of the clip || window lion first
a rainbow appears in the second half of the video || window rainbow second
A plane flies across the sky only in the second half of the scene || window plane second
a tree, and a bird that appears only in the second half || window bird second; window tree always
a cat and a dog; the dog appears only in the second half || window dog second; window cat always
A boy sits on a bench. A dog appears halfway. || window dog second
The moon only appears in the second half of the scene || window moon second
a mouse that is not visible until halfway || has mouse
A spoon appears only in the first half of the scene || window spoon first
A scene with a zebra that is visible only in the first half || window zebra first
A candle is shown only in the second half of the video || window candle second
A fish that is only seen in the first half || window fish first
The star appears in the second half of the scene || window star second
a panda appears midway || window panda second
A penguin that appears halfway through || window penguin second
a chicken that vanishes halfway through the video || window chicken first
A squirrel shows up in the second half of the scene || window squirrel second
In the first half of the video, there is a goat || window goat first
A teddy bear pops up halfway through the scene || window teddy_bear second
a flower is visible in the first half of the scene only || window flower first
A crab that exists only in the second half of the video || window crab second
"""

DYNAMIC = """
A bear moving from the left to the right || moves bear right
A realistic lively scene of a ball moving from the right to the left || moves ball left
a top-down viewed scene that has a walking bear moving from the left to the right || moves bear right
A dog runs from right to left || moves dog left
a bird flying from left to right || moves bird right
A ball moving from the left of a chair to its right || side ball chair left right; still chair
a barrel rolling from the right of a tree to its left || side barrel tree right left; still tree
A cat moves from the left of a box to the right of the box || side cat box left right
a toy car moves from the right side of the table to its left side || side toy_car table right left
A realistic lively video of a horse running from the left to the right || moves horse right
A boat sails from one side to the other || moves boat right
a man walks to the left || moves man left
A car drives across the screen from right to left || moves car left
a woman walking toward the right || moves woman right
A fish swims leftwards || moves fish left
an airplane flies to the right || moves airplane right
A leaf falls from the top to the bottom || moves leaf down
a balloon floats from the bottom to the top || moves balloon up
A rocket moving upward || moves rocket up
a spider moves down || moves spider down
A ball rolls from the left edge to the right edge of the frame || moves ball right
A duck moves from the left of a rock to its right || side duck rock left right
A bee flies from above a flower to below it || side bee flower above below
A mouse runs from the right of a cheese to the left of it || side mouse cheese right left
A squirrel moves from the top left corner to the bottom right corner || moves squirrel right-down
a kite moves from the lower right to the upper left || moves kite left-up
a bicycle moves across the scene || moves bicycle right
The train moves leftward || moves train left
A top-down view of a turtle crawling from the right to the left || moves turtle left
A truck travels from the left side of the screen to the right side of the screen || moves truck right
A boy runs from the left to the right past a tree || moves boy right; still tree; apart boy tree
the cat walks past the sofa || moves cat right; still sofa; apart cat sofa
A car drives past a house || moves car right; still house; apart car house
a bird flies over a house || moves bird right; above bird house
A penguin slides right || moves penguin right
a snail creeping slowly to the left || moves snail left
two dogs run from left to right || moves dog right; count dog 2
A ball that moves from left to right || moves ball right
a deer walks from the left of a bush to its right || side deer bush left right
The frog hops from left to right || moves frog right
an ant marches from the right to the left || moves ant left
A shark swims from the left of a diver to the right of the diver || side shark diver left right
a rabbit goes from the left of the tree to the right of the tree || side rabbit tree left right
"""

SEQUENTIAL = """
An object initially on the lower left of the scene. It moves to the lower right of the scene, and then moves to the upper right of the scene. || scenes 1; via object lower-left lower-right upper-right
A ball initially on the lower left of the scene. It moves to the lower right of the scene, and then moves to the upper right of the scene. || scenes 1; via ball lower-left lower-right upper-right
a bird initially on the upper left of the scene. It moves to the lower left, then moves to the lower right. || scenes 1; via bird upper-left lower-left lower-right
A cat starts at the lower right. It moves to the upper right and then moves to the upper left. || scenes 1; via cat lower-right upper-right upper-left
A butterfly moves to the upper left, then to the upper right || passes butterfly upper-left upper-right
A car is initially on the left of the scene. It moves to the right, and then moves back to the left. || scenes 1; via car left right left
A balloon is at the bottom of the scene. It moves to the top of the scene. || scenes 1; via balloon bottom top
A dog initially on the lower right. Then it moves to the lower left. Then it moves to the upper left. || scenes 1; via dog lower-right lower-left upper-left
A fish is in the upper right corner. It swims to the lower right corner and then to the lower left corner. || scenes 1; via fish upper-right lower-right lower-left
a bee initially at the center of the scene moves to the upper left, and then moves to the upper right || via bee center upper-left upper-right
A frog initially at the lower left of the scene. It jumps to the upper left. || scenes 1; via frog lower-left upper-left
An airplane initially on the lower left of the scene. It flies to the upper right of the scene. || scenes 1; via airplane lower-left upper-right
A toy car first goes to the right and then goes up || scenes 1; moves toy_car right
A mouse moves from the lower left to the lower right, then to the upper right || scenes 1; via mouse lower-left lower-right upper-right
A spider initially on the top left. It moves to the bottom left. It then moves to the bottom right. || scenes 1; via spider top-left bottom-left bottom-right
a realistic lively scene in which a drone initially on the lower left of the scene moves to the upper left of the scene and then moves to the upper right || via drone lower-left upper-left upper-right
A ball initially on the upper right of the scene. The ball moves to the lower right, and then the ball moves to the lower left. || scenes 1; via ball upper-right lower-right lower-left
A snake starts in the bottom right corner and moves to the bottom left corner and then to the top left corner || scenes 1; via snake bottom-right bottom-left top-left
A star initially in the upper left. It moves to the center. It moves to the lower right. || scenes 1; via star upper-left center lower-right
a robot initially on the left of the scene. It moves to the top, then it moves to the right || scenes 1; via robot left top right
A leaf begins at the top left, drifts to the bottom left and then drifts to the bottom right || scenes 1; via leaf top-left bottom-left bottom-right
A kite initially on the lower right of the scene. It then flies to the upper right of the scene and after that flies to the upper left of the scene. || scenes 1; via kite lower-right upper-right upper-left
A ladybug is on the left. It walks to the right. || scenes 1; via ladybug left right
A helicopter starts at the bottom right of the frame, flies to the top right, and finally flies to the top left || scenes 1; via helicopter bottom-right top-right top-left
A red ball is at the lower left. Next it moves to the upper left. Finally it moves to the upper right. || scenes 1; via ball lower-left upper-left upper-right
a turtle initially on the lower left of the scene. It moves to the center of the scene, and then moves to the lower right of the scene. || scenes 1; via turtle lower-left center lower-right
an ant first at the upper left of the scene moves to the upper right of the scene and then moves to the lower right of the scene || via ant upper-left upper-right lower-right
A boat initially on the left side of the scene. It moves to the right side of the scene. Then it moves back to the left side of the scene. || scenes 1; via boat left right left
A coin initially on the upper left of the scene. It moves to the upper right, and then it moves to the lower right. || scenes 1; via coin upper-left upper-right lower-right
A puppy starts on the lower left, then runs to the lower right, then runs to the upper right || scenes 1; via puppy lower-left lower-right upper-right
A dragonfly starts from the lower-left corner, flies to the upper-left corner, then flies to the upper-right corner || scenes 1; via dragonfly lower-left upper-left upper-right
the cup moves to the lower left and then to the lower right || scenes 1; passes cup lower-left lower-right
A cube is initially in the bottom-right corner of the screen. It slides to the bottom-left corner of the screen, then slides to the top-left corner of the screen. || scenes 1; via cube bottom-right bottom-left top-left
There is a bird in the top right corner. It moves to the top left corner. || scenes 1; via bird top-right top-left
an orange initially on the right of the scene. It rolls to the left of the scene. || scenes 1; via orange right left
The moon is at the lower left. It moves to the top. It moves to the lower right. || scenes 1; via moon lower-left top lower-right
A horse initially on the lower right of the scene. It runs to the lower left of the scene, and then runs to the upper left of the scene. || scenes 1; via horse lower-right lower-left upper-left
A firefly initially on the upper right. It moves to the upper left, then to the lower left, then to the lower right. || scenes 1; via firefly upper-right upper-left lower-left lower-right
A balloon rises to the top and then falls to the bottom || scenes 1; has balloon
a box initially at the upper left of the scene. It moves down to the lower left of the scene and then moves right to the lower right of the scene. || scenes 1; via box upper-left lower-left lower-right
"""
