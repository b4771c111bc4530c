# ruff: noqa: E501 (word tables)
# fmt: off
"""Stories of things that are made, put up or played: each object has its own.

`{x}` is the object with its article, `{friend}` whom it is for; `crafts` has the rest.
"""

# verbs: objects -> the story told when one of the verbs has one of the objects
OBJECT_STORIES = {
    "change fix replace repair: bicycle-tire bike-tire": (
        "A girl pushes a bicycle from left to right in a park.",
        "The girl kneels next to the bicycle in the park.",
        "The girl holds {x} next to the bicycle in the park.",
        "The girl holds a pump next to the bicycle in the park.",
        "The girl rides the bicycle from left to right in the park.",
    ),
    "move: house apartment home": (
        "A man carries a box out of a house.",
        "A woman puts a lamp next to a truck on a street.",
        "The truck drives from left to right on the street.",
        "The man and the woman carry a sofa into a living room.",
        "The man and the woman sit on the sofa in the living room.",
    ),
    "paint: fence wall house room door chair gate shed boat car bench": (
        "A painter carries a bucket of paint to {x}.",
        "The painter holds a paintbrush next to {x}.",
        "The painter paints {x} with the paintbrush.",
        "The painter stands beside {x} with the bucket of paint.",
    ),
    "take shoot: photo picture selfie photograph portrait": (
        "A photographer walks through a park with a camera.",
        "The photographer holds the camera next to a tripod in the park.",
        "A woman stands next to a flower in the park.",
        "The photographer points the camera at the woman in the park.",
        "The photographer and the woman look at the camera in the park.",
    ),
    "set lay: table": (
        "A boy carries a plate to a table in a dining room.",
        "The boy puts the plate on the table in the dining room.",
        "The boy puts a glass next to the plate in the dining room.",
        "A candle and a vase are on the table in the dining room.",
        "A family sits at the table in the dining room.",
    ),
    "make build: snowman snow-man": (
        "A boy and a girl roll a snowball from left to right in a snow field.",
        "The girl puts a small snowball on a big snowball in the snow field.",
        "The boy holds a carrot next to the snowman in the snow field.",
        "The girl puts a hat on the snowman in the snow field.",
        "The boy and the girl stand beside the snowman in the snow field.",
    ),
    "make build: sandcastle castle": (
        "A girl walks along a beach with a bucket.",
        "The girl digs with a shovel next to a pile of sand on the beach.",
        "The girl kneels next to the sandcastle on the beach.",
        "The girl puts a flag on the sandcastle on the beach.",
        "The girl stands beside the sandcastle on the beach at sunset.",
    ),
    "make build start light: campfire bonfire fire": (
        "A camper carries firewood through a forest.",
        "The camper puts a log next to a ring of stones in the forest.",
        "The camper holds a match next to the firewood in the forest.",
        "The campfire burns next to the camper in the forest.",
        "The camper sits beside the campfire in the forest at night.",
    ),
    "put pitch set-up set build make: tent camp": (
        "A camper walks through a forest with a backpack.",
        "The camper puts a bag next to a tree in the forest.",
        "The camper holds a hammer next to the tent in the forest.",
        "The tent stands next to the tree in the forest.",
        "The camper sits in front of the tent in the forest at sunset.",
    ),
    "fly make build: kite": (
        "A girl walks onto a meadow with the kite.",
        "The girl runs from left to right across the meadow with the kite.",
        "The kite rises into the air above the girl in the meadow.",
        "The kite flies above the girl in the meadow.",
        "The girl holds the kite in the meadow at sunset.",
    ),
    "make build construct: birdhouse bird-house nest-box": (
        "A carpenter carries a wooden plank into a workshop.",
        "The carpenter holds a saw next to the plank in the workshop.",
        "The carpenter holds a hammer next to the birdhouse in the workshop.",
        "The carpenter carries the birdhouse to a tree in a garden.",
        "A bird flies to the birdhouse in the garden.",
    ),
    "make plan organize organise host prepare throw have give celebrate do: surprise birthday party celebration": (
        "A boy carries a birthday cake into a living room.",
        "A girl hangs three balloons in the living room.",
        "The boy puts a gift next to the birthday cake in the living room.",
        "{A_friend} walks into the living room.",
        "The boy and the girl hug {friend} in the living room.",
    ),
    "make wrap give buy prepare: gift present": (
        "A girl stands next to a table with a box in a living room.",
        "The girl holds wrapping paper next to the box in the living room.",
        "The girl puts a ribbon on {x} in the living room.",
        "The girl gives {x} to {friend} in the living room.",
        "{A_friend} opens {x} in the living room.",
    ),
    "ride learn: bike bicycle": (
        "A girl pushes {x} from left to right in a park.",
        "A father stands next to the girl and {x} in the park.",
        "The girl rides {x} in the park.",
        "The girl rides {x} from left to right in the park.",
        "The father hugs the girl next to {x} in the park.",
    ),
    "make fold do learn build: paper-airplane airplane origami paper-crane": (
        "A boy sits at a table with a sheet of paper in a classroom.",
        "The boy holds the sheet of paper in the classroom.",
        "The boy holds {x} in the classroom.",
        "{x} flies from left to right in the classroom.",
        "The boy runs to {x} in the classroom.",
    ),
    "play learn: chess chessboard checkers": (
        "Two people sit at a table with a chessboard in a library.",
        "The first person holds a chess piece next to the chessboard in the library.",
        "The chess piece moves from left to right on the chessboard in the library.",
        "The two people shake hands next to the chessboard in the library.",
    ),
    "do wash fold: laundry": (
        "A woman carries a laundry basket into a bathroom.",
        "The woman puts the laundry in a washing machine in the bathroom.",
        "The woman hangs a shirt on a clothesline in a garden.",
        "The woman folds the shirt in a bedroom.",
    ),
    "make: bed": (
        "A girl wakes up in a bed in a bedroom.",
        "The girl holds a pillow next to the bed in the bedroom.",
        "The girl puts a blanket on the bed in the bedroom.",
        "The girl smiles next to the bed in the bedroom.",
    ),
    "clean tidy organize organise declutter: bathroom kitchen bedroom room house apartment garage": (
        "A woman carries a bucket into {place}.",
        "The woman holds a mop in {place}.",
        "The woman wipes a window in {place}.",
        "The woman sits on a chair in {place}.",
    ),
    "make build: fort": (
        "Two children carry a blanket into a living room.",
        "The children put the blanket on a sofa in the living room.",
        "The children crawl towards the fort in the living room.",
        "The children read a book next to the fort in the living room at night.",
    ),
    "make build create construct design invent: robot rocket drone boat car go-kart spaceship": (
        "An inventor holds a toolbox in a workshop.",
        "The inventor holds a screwdriver next to {x} in the workshop.",
        "The inventor stands beside {x} in the workshop.",
        "{x} moves from left to right in the workshop.",
        "The inventor claps beside {x} in the workshop.",
    ),
    "make build construct: house cabin shed barn wall treehouse": (
        "A builder carries a wooden plank across a construction site.",
        "The builder holds a hammer next to a pile of bricks at the construction site.",
        "The builder stands on a ladder at the construction site.",
        "The builder stands beside {x} at the construction site.",
        "A family walks towards {x}.",
    ),
    "change fix replace repair: tire tyre": (
        "A man walks towards a car on a road.",
        "The man kneels next to the car on the road.",
        "The man rolls {x} towards the car on the road.",
        "The man holds a wrench next to {x} on the road.",
        "The car drives from left to right on the road.",
    ),
    "grow plant sow: vegetable tomato strawberry herb carrot potato": (
        "A gardener digs a hole in a garden with a shovel.",
        "The gardener puts a seedling next to the hole in the garden.",
        "The gardener holds a watering can beside the seedling in the garden.",
        "{x} grows in the garden.",
        "The gardener carries a basket with {x} in the garden.",
    ),
    "have throw: snowball-fight snowball": (
        "Two children stand in a snow field.",
        "A boy throws a snowball to a girl in the snow field.",
        "The girl throws the snowball to the boy in the snow field.",
        "The boy and the girl laugh in the snow field.",
    ),
}
