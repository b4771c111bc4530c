"""First names and the gender that pronouns will take for them."""

from __future__ import annotations

from functools import lru_cache

_F = """
ada alice alicia amelia amina amy ana andrea angela anita ann anna anne annie aisha ava barbara
bella beth betty bianca brenda carla carmen caroline catherine charlotte chloe christina
cinderella clara claire coco daisy dana daphne debbie diana dora dorothy edith elena elisa
elizabeth ella ellen elsa emily emma erica esther eva eve fatima fiona flora frances gloria
goldilocks grace greta hanna hannah heidi helen helena ida ines ingrid irene iris isabel
isabella ivy jane janet jasmine jennifer jenny jessica jill joan joanna josephine joy judy julia
julie juliet karen kate katherine kathy katie kim laila lara laura layla leah lena lily lina
linda lisa lola lucia lucy luna lydia maggie mai maja mandy margaret maria marie marina martha
mary matilda maya megan meera mei mia michelle mila millie minnie miriam molly monica nadia
nancy naomi natalie nell nina nora olga olivia pam patricia paula penelope penny petra phoebe
pippi polly priya rachel rapunzel rebecca rita rosa rose rosie ruby ruth sally samantha sandra
sara sarah sasha selma sofia sonia sophia sophie stella sue susan suzy tara teresa tina valerie
vera victoria violet wendy yasmin yuki zara zelda zoe"""
_M = """
aaron abdul adam ahmed akira alan albert alex alexander alfred ali amir andre andrew andy
anthony anton antonio arthur barney ben benjamin benny bernard bill billy bob bobby boris brian
bruno buddy carl carlos charles charlie chris christopher chuck daniel danny dave david dennis
diego dmitri donald doug dylan ed eddie edgar edward eli elias emil eric erik ernest ethan felix
finn francis frank fred freddy fritz gary george gerald giovanni greg gus hans harold harry
hassan henry herbert homer hugo ian ibrahim isaac ivan jack jacob jake jamal james jason jeff
jerry jim jimmy joe joel johan john johnny jon jonas jonathan jorge jose joseph josh joshua juan
julian karim karl keith ken kenji kevin kurt kyle larry lars lee leo leon leonard liam louis
lucas luigi luis luke magnus malik marco marcus mario mark martin matt matthew max michael
miguel mike milo mohamed moses nathan ned nick nicholas noah nico oliver omar oscar otis otto
pablo patrick paul pedro peter phil philip pierre pinocchio quentin rahul raj ralph raul ravi
ray rex rich richard rick robert roberto rodrigo roger roman romeo ron roy rudy rupert rusty
ryan sam samir samuel santiago scott sean sebastian sergio sid simon spike stefan stephen steve
steven sven ted teddy terry theo thomas tim timmy toby todd tom tommy tony victor vincent vlad
walter wei william winston yusuf zach"""


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return dict.fromkeys(_F.split(), "f") | dict.fromkeys(_M.split(), "m")


def gender(name: str) -> str:
    """m or f for a first name, "" for any other word."""
    return _table().get(name.lower(), "")
