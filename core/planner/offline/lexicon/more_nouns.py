# ruff: noqa: E501 (word tables: one line a class)
"""More things, in the format of `nouns`: stuff without a shape, weather, trades, bits and pieces."""

MORE = """
weather; air; city street; 3; rain 6, raindrops 5, rainfall 6, hail 6, sleet 6, drizzle 6
weather; air; snow field; 3; snow 6, snowfall 6
weather; air; forest; 3; fog 7, mist 6, haze 6
weather; air; park; 3; confetti 4, ash 4, pollen 3, glitter 2, stardust 3
smoke; air; city street; .9; smoke 2.5, steam 1, vapor 1, vapour 1, dust 2, exhaust .6, dust cloud 3
fire; ground; campsite; .9; fire 1, flame .7, flames .8, blaze 2, spark .2, ember .1, sparks .4, bonfire 1.6
object; ground; volcano; 1.4; lava 3, magma 3
object; ground; garden; 1.3; mud 1, soil .6, dirt .6, sand .8, gravel .8, compost .6, clay .5, puddle 1, mulch .6, hole .6, cocoon .1, moss .4, twig .3, twigs .4, hoe 1.4, spade 1.1, pitchfork 1.5, birdseed .1, flower seed .03, seed packet .12, garden hose 1.2, hose 1.2, worm .08, web .5, cobweb .5, spider web .5, hay bale 1.2, bird feeder .4
object; table; kitchen; 1; sugar bowl .15, milk jug .25, colander .3, sieve .25, grater .25, peeler .15, mixer .4, cheese board .4, dish rack .5, candlestick .25, chopstick .2, tablecloth 1, lunchbox .25, sauce pan .3, whisk .3, cling film .3, toaster .3, kettle .25, blender .35, sandwich bag .2, tin .15, skillet .4, cast iron skillet .4, bowl of icing .2, slow cooker .4, rice cooker .35, air fryer .4, spice jar .1, cookbook .3, recipe .2
food; table; kitchen; 1; oil .2, vinegar .2, sauce .15, syrup .15, foam .15, frosting .15, icing .15, yeast .05, cream .12, whipped cream .12, egg .06, fried egg .12, egg yolk .05, coffee bean .05, coffee beans .15, cocoa .1, hot chocolate .12, espresso .08, latte .12, apple core .08, omelette .25, leftover .2, broth .2, jelly .15, pastry .12, tofu .1, shortbread .1, lasagna .3, lasagne .3, cheesecake .25, pesto .1, hummus .12, guacamole .15, salsa .12, quesadilla .2, tortilla .2, risotto .2, paella .35, schnitzel .2, dim sum .2, spring roll .1, meatball .05, gravy .1, trifle .2, scone .08, crepe .2, flatbread .2, garlic bread .2, fruit salad .25, snowball cookie .05, gingerbread .15, sushi roll .06, french toast .2, bread roll .1, onion ring .06, rice ball .08, fried rice .25, stir fry .3, casserole .35, bean salad .2, ice pop .15, apple sauce .12, milkshake .2, oat .1
furniture; ground; kitchen; 1; sink .7, tap .3, faucet .3, bin .6, dustbin .7, trash can .8, rubbish bin .8, garbage can .8, dryer .85, tumble dryer .85, laundry basket .6, hamper .6, ironing board 1.3, iron .25, dustpan .35, windowsill 1.2, window sill 1.2, mixing bowl .3, cash register .5
furniture; ground; living room; 1.1; chimney 2, frame .5, blinds 1.2, doorknob .1, doorbell .1, coat stand 1.7, clothes rack 1.6, duvet 1.8, quilt 1.8, sheet 1.8, board 1, railing 2, escalator 5, elevator 2.2, lift 2.2, ramp 2.5, robot vacuum .35, vacuum .9, toy box .8, moving box .6, play mat 1.4, flat-pack shelf 1.5
object; ground; living room; 1; laundry .5, clothes .6, string .5, thread .3, wire .6, rope 1, wool .2, fabric .8, quilt square .3, hanger .4, parcel .4, package .4, jigsaw .4, jigsaw puzzle .4, board game .4, chessboard .45, chess set .45, dominoes .2, yoyo .06, goggles .2, leash 1, collar .2, magnet .15, ticket .15, gift bag .35, wrapping paper .6, bow .15, decoration .3, decorations .5, streamer .8, banner 1.4, garland 1.5, party hat .3, homework .3, surprise .4, paper .3, origami .15, paper crane .12, collage .4, scrapbook .35, keyring .06, hairbrush .2, braid .3, fort 1.4, pillow fort 1.6, blanket fort 1.6, costume 1.2
object; table; office; 1; tripod 1.4, bill .15, banknote .15, gear .2, cog .2, bolt .06, tile .3, switch .1, socket .1, plug .1, paint .25, paint can .25, bucket of paint .3, spray can .2, circuit board .2, spreadsheet .3, clipboard .3, briefcase .45, stain .1
object; ground; living room; 1; slime .2, diaper .3, nappy .3, shoelace .3, shoelaces .3, closet 2, paper snowflake .25, light bulb .12
person; ground; office; .8; robot 1.2, toy robot .3, android 1.7, humanoid robot 1.7
object; ground; park; 1; trash .4, rubbish .4, litter .4, garbage .5, cardboard box .5, container 2.4, cooler box .5, deckchair 1.1, flippers .5, lifebuoy .7, icicle .3, sparkler .25, firecracker .15, bomb .4, pallet 1.2, tyre .65, tire .65, wheel .6, bicycle tire .65, bicycle chain .6, bike chain .6, handlebar .6, handlebars .6, saddle .4, windshield 1.3, headlight .3, bumper 1.4, tent peg .2, sleeping bag 1.8, rucksack .6, camping stove .3, firewood .6, finish line 3, tightrope 4, goalpost 2.4, cone .5, traffic cone .6, kite string .6, mandala .5, chalk .08, lemonade stand 2
object; ground; stage; 1; bagpipe .6, bagpipes .6, harmonica .12, music sheet .3, curtains 3
celestial; air; night sky; 1; fireworks 4, firework 2
celestial; air; sky; 1.5; clouds 8, storm clouds 8
object; ground; park; 1; target 1, bullseye 1, net 2, splash 1
body; ground; plain studio; .9; mouth .1, tongue .1, lip .1, hair .3, beard .3, belly .4, cheek .1, chin .1, forehead .2, shoulder .3, knee .2, elbow .1, thumb .1, fist .1, beak .1, claw .1, feather tail .3
building; ground; river; 1.5; bridge 12
building; ground; city street; 1.1; petrol station 8, gas station 8, warehouse 12, silo 10, solar panel 2, wind turbine 14, antenna 3, scaffold 5, hot dog stand 2.4, letterbox 1.2, barrier 1.5, shopfront 6, kiosk 3
building; ground; mountains; 1.3; geyser 6, avalanche 8, tornado 12, hurricane 14, tsunami 10, whirlwind 6
person; ground; city street; .65; stranger 1.7, biker 1.8, burglar 1.8, sheriff 1.8, lawyer 1.7, journalist 1.7, customer 1.7, passenger 1.7, commuter 1.7, pedestrian 1.7, janitor 1.7, electrician 1.8, shopkeeper 1.7, vendor 1.7, busker 1.7, paramedic 1.7, figure 1.7, robber 1.8, tourist guide 1.7, neighbor 1.7, neighbour 1.7, bus driver 1.8, taxi driver 1.8, truck driver 1.8
person; ground; park; .65; cousin 1.4, twin 1.3, giant 4, viking 1.8, archaeologist 1.7, lumberjack 1.8, miner 1.8, beekeeper 1.7, geologist 1.7, sibling 1.4, grandchild 1.2, grandparent 1.6, granny 1.6, nan 1.6, nana 1.6, gran 1.6, papa 1.8, daddy 1.8, mommy 1.7, mummy 1.7, parent 1.7, someone 1.7, somebody 1.7, volunteer 1.7, inventor 1.7, newborn .6, preschooler 1.1, snowboarder 1.7, unicyclist 1.8, birdwatcher 1.7, dog walker 1.7, jogger 1.7, skydiver 1.7, gymnast 1.6, camper 1.7
person; ground; office; .65; sculptor 1.7, potter 1.7, weaver 1.7, blacksmith 1.8, surgeon 1.7, vet 1.7, biologist 1.7, chemist 1.7, writer 1.7, author 1.7, architect 1.7, employee 1.7, intern 1.7, colleague 1.7, hacker 1.7, receptionist 1.7
person; ground; restaurant; .65; barista 1.7, bartender 1.7, diner guest 1.7, sommelier 1.7
person-m; ground; church hall; .65; priest 1.8
animal; ground; mountains; 1.2; puma 1.8, cougar 1.8, caribou 2, yak 2.4, ibex 1.4
animal; ground; garden; 1.3; slug .08, centipede .08, newt .12, gerbil .12, cobra 1.6, vole .1, shrew .1
bird; air; garden; 1; cicada .04
building; ground; playground; 1.4; seesaw 2.6, teeter-totter 2.6, sandpit 2, ball pit 2.4, merry-go-round 4, monkey bars 3
"""
