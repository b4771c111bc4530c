# ruff: noqa: E501 (word tables)
"""Where scenes happen: places, how each is called as a background, and what else sets a stage."""

# canonical background: the words that mean it (a word that is its own background needs no line)
PLACES = """
meadow: meadow, field, grass, grassland, prairie, pasture, lawn, plain, wheat field, flower field, cornfield, corn field, green field, grassy field
beach: beach, shore, seashore, sand, coast, seaside, island, shoreline, tropical island, sandy beach, desert island, cove
forest: forest, wood, woodland, pine forest, rainforest edge, thicket, clearing, enchanted forest, woods, grove, campsite, camp, trail, hiking trail, forest path
city street: city street, street, city, town, downtown, sidewalk, alley, avenue, square, town square, pavement, urban street, crosswalk, intersection, neighborhood, suburb, metropolis, main street, plaza, boulevard, bus station
kitchen: kitchen, countertop, kitchen floor
bakery: bakery
living room: living room, lounge, home, room, apartment, house interior, den, parlor, floor, wooden floor, attic, hallway, corridor, basement, lobby, waiting room, hotel room
bedroom: bedroom, nursery, dormitory
dining room: dining room
desert: desert, dune, sand dune, oasis, sahara
snow field: snow field, snow, snowfield, ice, ice field, antarctica, arctic, north pole, south pole, tundra, glacier, iceberg, frozen lake, ice rink, snowy field, ski slope, slope, ski resort, piste
mountains: mountains, mountain, peak, summit, mountain range, valley, canyon, cliffside, alps, mountain top, mountaintop, mountain peak, mountain trail, mountain road, grand canyon
lake: lake, pond, lakeside, lakeshore, swamp, marsh
ocean: ocean, sea, open sea, wave, waves, high sea, pacific, atlantic
underwater: underwater, seabed, ocean floor, sea floor, coral reef, reef, bottom of the sea, deep sea
sky: sky, air, blue sky, clouds
night sky: night sky, starry sky
outer space: outer space, space, galaxy far away, orbit, universe, solar system, cosmos
moon surface: moon surface, lunar surface, surface of the moon
mars surface: mars surface, surface of mars
park: park, city park, grass field, picnic area, yard, backyard, back yard, front yard, courtyard, campus
farm: farm, barnyard, ranch, farmyard, chicken yard
garden: garden, flower garden, vegetable garden, flower bed, botanical garden, rose garden, vegetable patch, orchard garden, allotment
road: road, highway, racetrack, race track, track, driveway, freeway, country road, motorway, desert road, parking lot, path, dirt road, lane, train track, railroad, railway, parking garage, runway
classroom: classroom, school, class, kindergarten, university, lecture hall, college
stage: stage, theater, theatre, concert, concert hall, circus, opera, show, ring of a circus, ballroom, dance floor, nightclub, disco, circus tent, circus ring, arena
castle hall: castle hall, castle, palace, great hall, throne room, dungeon
jungle: jungle, rainforest, tropical forest, rain forest
savanna: savanna, savannah, african plain, serengeti, safari
river: river, stream, creek, riverbank, waterfall, brook, riverside, canal
sunset hills: sunset hills
hills: hills, hill, hillside, rolling hills, countryside, hilltop
autumn forest: autumn forest
harbour: harbour, harbor, port, dock, pier, marina, boardwalk, jetty
playground: playground, schoolyard, amusement park, fair, carnival, theme park, funfair, fairground, skate park, skatepark
office: office, workplace, laboratory, lab, meeting room, conference room, cubicle, courtroom, workshop, garage, factory, studio, art studio
gym: gym, gymnasium, basketball court, sports hall, dance studio
stadium: stadium, soccer field, football field, football stadium, baseball field, tennis court, sports field, pitch, court, running track, golf course, olympic stadium
restaurant: restaurant, cafe, café, coffee shop, diner, bar, pub, cafeteria, dining hall, pizzeria, ice cream shop, tavern
bathroom: bathroom, shower room, washroom, restroom
swimming pool: swimming pool, pool, water park, pool side, poolside
cave: cave, cavern, tunnel, mine
volcano: volcano, lava field, lava
village: village, villages, old town, hamlet
bridge: bridge, wooden bridge, stone bridge, suspension bridge
rooftop: rooftop, roof, rooftops, balcony, terrace
supermarket: supermarket, grocery store, market, mall, shopping mall, toy store, bookstore, department store, marketplace, farmers market, pet shop, candy store, shopping center
hospital room: hospital room, hospital, clinic, doctor's office, operating room
library: library
museum: museum, art gallery, gallery
airport: airport, airfield, hangar
train station: train station, railway station, subway station, station, subway, platform, metro station
zoo: zoo, petting zoo
graveyard: graveyard, cemetery, haunted house
church hall: cathedral, chapel
plain studio: plain studio, white background, wall, plain background, black background, blank background
"""

# places that are also things one can see whole; as a subject they are entities
ALSO_THINGS = frozenset(
    """mountain hill castle palace bridge house volcano island waterfall church temple barn tent
    cave roof hospital hotel school store shop iceberg wave pool river road lake wall glacier
    cliff skyscraper building tower galaxy tunnel path platform field stage station rooftop
    cathedral chapel stairs dune pond fountain restaurant bakery library museum theater
    snow sand supermarket circus ring port market pier swimming_pool train_track cloud clouds""".replace(
        "_", " "
    ).split()
)

# entities that may serve as a stage when something is *in* or *inside* them
INTERIORS = {
    "house": "living room",
    "cottage": "living room",
    "cabin": "log cabin",
    "castle": "castle hall",
    "palace": "castle hall",
    "school": "classroom",
    "church": "church hall",
    "barn": "barn",
    "hospital": "hospital room",
    "hotel": "hotel room",
    "store": "supermarket",
    "shop": "supermarket",
    "shower": "bathroom",
    "bathtub": "bathroom",
    "stable": "barn",
    "spaceship": "spaceship cabin",
    "space station": "space station",
    "temple": "temple",
    "tower": "castle hall",
    "mansion": "living room",
    "hut": "hut",
    "greenhouse": "greenhouse",
    "lighthouse": "lighthouse",
    "building": "office",
    "orchard": "orchard",
    "villa": "living room",
    "monastery": "temple",
    "treehouse": "treehouse",
    "farmhouse": "living room",
    "igloo": "igloo",
    "skyscraper": "office",
}

TIMES = {
    "sunset": "at sunset",
    "sunrise": "at sunrise",
    "dawn": "at dawn",
    "dusk": "at dusk",
    "night": "at night",
    "nighttime": "at night",
    "midnight": "at night",
    "evening": "in the evening",
    "morning": "in the morning",
    "noon": "at noon",
    "twilight": "at dusk",
    "moonlight": "at night",
    "winter": "in winter",
    "summer": "in summer",
    "spring": "in spring",
    "autumn": "in autumn",
    "fall": "in autumn",
    "rain": "in the rain",
    "storm": "in a storm",
    "snowstorm": "in a snowstorm",
    "fog": "in the fog",
    "mist": "in the fog",
    "thunderstorm": "in a storm",
    "blizzard": "in a snowstorm",
    "sunshine": "in the sun",
    "sunlight": "in the sun",
    "snowfall": "in the snow",
    "afternoon": "in the afternoon",
    "day": "",
    "daytime": "",
    "dark": "at night",
    "darkness": "at night",
}

# verbs that say where they happen; "strong" ones win over the place of the scene before
VERB_PLACES = {
    "bake": ("kitchen", True),
    "cook": ("kitchen", True),
    "fry": ("kitchen", True),
    "boil": ("kitchen", True),
    "stir": ("kitchen", False),
    "knead": ("kitchen", True),
    "whisk": ("kitchen", True),
    "chop": ("kitchen", False),
    "roast": ("kitchen", False),
    "swim": ("lake", True),
    "snorkel": ("underwater", True),
    "surf": ("ocean", True),
    "sail": ("ocean", True),
    "row": ("lake", True),
    "fish": ("lake", False),
    "ski": ("snow field", True),
    "snowboard": ("snow field", True),
    "sled": ("snow field", True),
    "plant": ("garden", False),
    "water": ("garden", False),
    "harvest": ("farm", False),
    "plow": ("farm", True),
    "milk": ("farm", True),
    "graze": ("meadow", False),
    "teach": ("classroom", False),
    "study": ("classroom", False),
    "type": ("office", False),
    "perform": ("stage", False),
    "sing": ("stage", False),
    "dance": ("stage", False),
    "shower": ("bathroom", True),
    "bathe": ("bathroom", False),
    "sunbathe": ("beach", True),
    "orbit": ("outer space", True),
    "sleep": ("bedroom", False),
    "snore": ("bedroom", False),
    "shop": ("supermarket", False),
    "skate": ("park", False),
    "exercise": ("gym", False),
    "drive": ("road", False),
    "work": ("office", False),
    "camp": ("forest", False),
    "hike": ("mountains", False),
    "picnic": ("park", False),
    "garden": ("garden", False),
    "race": ("road", False),
    "park": ("city street", False),
    "moonwalk": ("moon surface", False),
    "hang": ("", False),
    "dine": ("restaurant", False),
    "dig": ("garden", False),
}

WATER_PLACES = frozenset(
    {"lake", "ocean", "river", "underwater", "swimming pool", "beach", "harbour"}
)
