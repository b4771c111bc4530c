# ruff: noqa: E501 (patterns)
"""Ways of saying a thing, made plain before the grammar reads it.

Requests ("show me …"), questions, quoted speech, words about time that show nothing, clauses
put first, and parts of things ("on the roof of the barn") become the plain sentence that the
grammar knows. What the author wrote is kept elsewhere, for the scene's description.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from core.planner.offline.lexicon import access
from core.planner.offline.lexicon.words import ADVERBS, CLOTHES

QUOTE = "qqsaid"  # stands for quoted speech: a word of its own that the grammar passes over

_FILM = r"(?:video|film|movie|clip|scene|animation|storyboard|cartoon|picture|shot|footage|story|vid|short)s?"
_WHICH = r"(?:of|about|where|in\s+which|showing|with|that\s+shows|on|depicting|featuring|for)"
_REQUEST = re.compile(
    rf"""^\W*(?:(?:hi|hello|hey|ok(?:ay)?|so)\b[\s,!]*)?(?:please\s+)?
    (?:(?:can|could|would|will)\s+(?:you|we|i)\s+(?:please\s+|kindly\s+)?|let(?:'s|\s+us)\s+|i\s+need\s+you\s+to\s+)?
    (?:(?:show|give|make|create|generate|produce|render|film|draw|animate|direct|tell|write|read)\s+(?:me|us)\s+(?:{_WHICH}\s+)?
      |(?:make|create|generate|give|produce|render|film|animate|show|draw|direct|tell|write|i\s+(?:want|need)|i\s+would\s+(?:like|love)|i'd\s+(?:like|love)|we\s+(?:want|need))
         (?:\s+(?:me|us|to\s+see|to\s+watch|to\s+have))*\s+(?:a|an|the|some)?\s*(?:[\w-]+\s+){{0,3}}?{_FILM}\s*{_WHICH}\s+
      |(?:(?:i|we)\s+(?:want|need|would\s+(?:like|love))|(?:i|we)'d\s+(?:like|love))(?:\s+to\s+(?:see|watch|have))?\s+
      |(?:show|depict|visuali[sz]e|imagine|picture|see|watch|view|illustrate)\s+(?:this\s*:\s*|how\s+(?!to\b))?(?=(?:a|an|the|two|three|four|five|six|some|several|my|how)\b)
      |(?:let\s+me|let\s+us)\s+see\s+
      |(?:please\s+)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT = r"(?P<np>(?:(?:a|an|the|this|that|my|your|his|her|its|their|our)\s+)?[\w'-]+(?:\s+[\w'-]+){0,3}?)"
_LOOKS = re.compile(
    rf"^\W*what\s+(?:does|do|would|did)\s+{_SUBJECT.replace('{0,3}?', '{0,8}?')}\s+look\s+like\W*$",
    re.IGNORECASE,
)
_HOW_DOES = re.compile(
    rf"^\W*(?:how|why|when|where)\s+(?:does|did)\s+{_SUBJECT}\s+(?P<verb>[a-z]+)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHERE_IS = re.compile(
    r"^\W*(?:how|why|when|where|what|is|are)\s+(?:(?:do|are|is|if|about)\s+)?(?=(?:a|an|the|some|two|three)\s)",
    re.IGNORECASE,
)

_SPEECH = "says? said asks? asked shouts? shouted whispers? whispered yells? yelled replies replied cries cried answers? answered exclaims? exclaimed calls? called tells? told screams? screamed sings? sang announces? announced reads? writes? wrote reading labell?ed saying shouting asking mutters? thinks? laughs?".replace(
    " ", "|"
)
_QUOTED = re.compile(r'"([^"\n]{1,400})"')
_SPEAKER = re.compile(
    rf"(?<!\w){QUOTE}([a-z]+)\s*,?\s+({_SPEECH})\s+((?:the|a|an|his|her|their|my)\s+[\w'-]+(?:\s+[\w'-]+)?|[A-Z][\w'-]+)(?=\s+(?:to|as|and|while|from|with|in|at|on)\b|\s*[.,!?;]|\s*$)"
)

_DAYTIME = r"(?:morning|afternoon|evening|night|midnight|noon|dawn)"
_DATES = (
    (re.compile(rf"^\W*(?:every|each|one|that|this|the\s+next|the\s+following|early\s+(?:in\s+the|one|that)|late\s+(?:one|that|at))\s+(?:\w+\s+)?({_DAYTIME})\b\s*,?\s*", re.IGNORECASE), r"in the \1, "),
    (re.compile(r"^\W*tonight\b\s*,?\s*", re.IGNORECASE), "in the night, "),
    (re.compile(r"^\W*(?:every|each|one|that|this|the\s+next|the\s+following|some)\s+(?:\w+\s+)?(?:day|week|month|year|summer|winter|spring|autumn|weekend|time|moment|sunday|monday|tuesday|wednesday|thursday|friday|saturday)\b\s*,?\s*", re.IGNORECASE), ""),
    (re.compile(r"^\W*(?:today|yesterday|tomorrow|nowadays|sometimes|usually|of course|luckily|unfortunately|sadly|fortunately|however|instead|in fact|just then|at that moment|at once|all at once|out of nowhere|for a while|for a moment|as always|as usual|again and again)\b(?:\s*,\s*|\s+(?=(?:a|an|the|he|she|it|they|his|her|their|two|three)\b))", re.IGNORECASE), ""),
    (re.compile(r"^\W*(?:on|by)\s+(?:the\s+)?(?:next\s+)?(?:sun|mon|tues|wednes|thurs|fri|satur)days?\b\s*,?\s*", re.IGNORECASE), ""),
    (re.compile(r"\bin\s+the\s+night,\s*(?=\S)"), "at night, "),
)  # fmt: skip
_WHY = r"(?:although|though|even\s+though|because|since|as|while|whilst|when|whenever|once|if|unless|now\s+that|even\s+if|just\s+as|whereas)"
_FRONTED = re.compile(
    rf"^\W*{_WHY}\s+(?P<who>he|she|it|they)\s+(?P<sub>[^,]+?),\s*(?P<main>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_OTHERWISE = re.compile(
    r"\b(?:although|even\s+though|though|whereas|unless|whenever|even\s+if|now\s+that|just\s+as)\b(?!\s+if)",
    re.IGNORECASE,
)

_PART = "roof|rooftop|branch|branches|windowsill|window\\s+sill|lap|shoulders?|back|hood|doorstep|steps|surface|rim|handlebars|nose|head|arm|knee|wing|trunk|tail|deck"
_SHOT = {"takes": "photographs", "taking": "photographing", "took": "photographed"}
_SPANS = re.compile(
    r"\b(?:time|seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|winter|summer)\b",
    re.IGNORECASE,
)


def _shoots(match: re.Match[str]) -> str:
    return _SHOT.get(match[1].lower(), "photograph")


def _passes(match: re.Match[str]) -> str:
    return "" if _SPANS.search(match[0]) else match[0]


def _fronted_adjective(match: re.Match[str]) -> str:
    """`Exhausted, the runner sits`: the exhausted runner."""
    word = match[1].lower()
    looks = access.is_adjective(word) or (word.endswith("ed") and not access.noun_form(word))
    return f"{match[2]} {word} " if looks and word not in ADVERBS else match[0]


def _one_each(match: re.Match[str]) -> str:
    """`two birds, one red and one blue`: a red bird and a blue bird."""
    one = access.noun_form(match[1].lower())
    if not one or not (access.is_adjective(match[2]) and access.is_adjective(match[3])):
        return match[0]
    return f"a {match[2]} {one[0]} and a {match[3]} {one[0]}"


_NEGATED = r"(?:(?:a|an|any|the)\s+)?(?:single\s+)?"
_PLAIN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"\b(on|onto|off|from)\s+(?:top\s+of\s+)?the\s+(?:{_PART})\s+of\s+(?=(?:the|a|an|his|her|its|their|my)\b)", re.IGNORECASE), r"\1 "),
    (re.compile(rf"\b(on|onto)\s+(its|his|her|their)\s+(?:{_PART})\b", re.IGNORECASE), r"\1 @\2"),
    (re.compile(r"\bin\s+(?:the|a|one)\s+(?:far\s+|dark\s+|dusty\s+)?corner\s+of\s+(?=(?:the|a|an|his|her|their|my)\s+(?!(?:scene|screen|frame|video|picture|image|shot|view|clip)\b))", re.IGNORECASE), "in "),
    (re.compile(r"\b(?:all|both|the)\s+(?:two|three|four|five|six)(?:\s+of\s+them)?\b(?=\s+(?!of\b|\w+s\b|children\b|men\b|women\b|people\b|mice\b|sheep\b|geese\b|fish\b|deer\b)[a-z]+\b)(?!\s+\w+\s+\w*s\b)(?!\s+(?:little|big|small|young|old|red|blue|green|black|white|new)\b)", re.IGNORECASE), "they"),
    (re.compile(rf"\bneither\s+{_NEGATED}([\w-]+)\s+nor\s+{_NEGATED}([\w-]+)", re.IGNORECASE), r"no \1 and no \2"),
    (re.compile(r"\bnot\s+(?:(?:a|one)\s+(?:single\s+)?|a\s+single\s+)(?=[a-z])", re.IGNORECASE), "no "),
    (re.compile(r"\b(?:in|among)\s+the\s+branches\s+of\s+", re.IGNORECASE), "on "),
    (re.compile(r"\b(takes|taking|took|take)\s+(?:a|an|another|some)?\s*(?:nice\s+)?(?:picture|photo|photograph|snapshot)s?\s+of\b", re.IGNORECASE), _shoots),
    (re.compile(r"^\W*(?:[\w-]+\s+){1,3}?(?:pass(?:es|ed)?|go(?:es)?\s+by|went\s+by)\W*$", re.IGNORECASE), _passes),
    (re.compile(r"^\W*it\s+(?:is|was)\s+((?:the|a|an|my|his|her)\s+.+?)\s+(?:that|who)\s+(?=\w+s\b)", re.IGNORECASE), r"\1 "),
    (re.compile(r"^\W*what\s+((?:the|a|an|my|his|her)\s+[\w -]+?)\s+(\w+s)\s+is\s+(?=(?:the|a|an)\b)", re.IGNORECASE), r"\1 \2 "),
    (re.compile(r"^\W*the\s+(?:more\s+\w+|\w+er)\s+(the\s+[^,]+),\s*the\s+(\w+er)\s+(it|he|she|they)\s+(gets?|becomes?|grows?)\b", re.IGNORECASE), r"\1 and \3 \4 \2"),
    (re.compile(r"^\W*([A-Za-z]+)\s*,\s+(the|a|an|his|her)\s+(?=\w)"), _fronted_adjective),
    (re.compile(r"\b(?:two|a\s+pair\s+of)\s+([\w-]+)\s*,?\s+(?:\(\s*)?one\s+([\w-]+)\s+and\s+(?:one|the\s+other)\s+([\w-]+)\s*(?:\)|,)?", re.IGNORECASE), _one_each),
    (re.compile(r"\s+(?:on|by)\s+(?:a|the|its|his|her)\s+(?:leash|lead)\b", re.IGNORECASE), ""),
    (re.compile(r"\s+in\s+(?:her|his|its|their)\s+(?:arms?|hands?|mouth|paws?|beak|claws|talons|trunk|lap)\b", re.IGNORECASE), ""),
    (re.compile(r"\b(they|we|you)\s+(?:all|both|each)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(?:once\s+(?:more|again)|yet\s+again|over\s+and\s+over(?:\s+again)?|again\s+and\s+again)\b", re.IGNORECASE), "again"),
    (re.compile(r"\bfrom\s+(\w+)\s+to\s+\1\b", re.IGNORECASE), r"from a \1 to another \1"),
    (re.compile(r"\b(comes?|came|coming)\s+to\s+life\b", re.IGNORECASE), "wakes up"),
    (re.compile(r"\s+(?:upside\s+down|inside\s+out)\b", re.IGNORECASE), " over"),
    (re.compile(r"\b(bigger|smaller|larger|taller|closer|nearer|higher)\s+and\s+\1\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\bat\s+day\b", re.IGNORECASE), "in the daytime"),
    (re.compile(r"\b(?:one|either|the\s+other|two|both|the\s+two)\s+ends?\s+of\s+(?=(?:a|an|the)\b)(?!the\s+(?:scene|screen|frame|video))", re.IGNORECASE), ""),
    (re.compile(r"\b(spin(?:s|ning)?)\s+(a|the)\s+top\b", re.IGNORECASE), r"\1 \2 spinning top"),
)  # fmt: skip
_WEARS = re.compile(
    rf"(?P<np>\b(?:a|an|the)\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>[\w-]+))\s+with\s+(?P<thing>(?:a|an|two|three)\s+[\w-]+(?:\s+[\w-]+)?)\s+on\s+(?:its|his|her|their)\s+(?:{_PART})\b",
    re.IGNORECASE,
)
_OWN = {"@its": "it", "@his": "him", "@her": "her", "@their": "them"}
_OWNER = re.compile(r"@(its|his|her|their)\b", re.IGNORECASE)


def asked(text: str) -> str:
    """What is to be seen, without the words that ask for it."""
    found = _LOOKS.match(text)
    if found:
        return found["np"]
    if re.match(r"^\W*(?:show|tell|teach)\s+(?:me|us)\s+how\s+to\b", text, re.IGNORECASE):
        return re.sub(r"^\W*\w+\s+\w+\s+", "", text)
    request = _REQUEST.match(text)
    plain = text[request.end() :] if request else text
    if request and re.search(r"\b(?:see|watch|how|let)\b", request[0], re.IGNORECASE):
        plain = _finite(plain)
    how = _HOW_DOES.match(plain)
    if how and how["np"].lower() not in ("i", "you", "we", "one"):
        return f"{how['np']} {_third(how['verb'])}{how['rest']}".rstrip("? ")
    if plain.rstrip().endswith("?"):
        plain = _WHERE_IS.sub("", plain, count=1)
    return plain if any(c.isalnum() for c in plain) else text


def _finite(text: str) -> str:
    """`(I want to see) a dog run`: a dog runs."""
    told = text.split(" ")
    for at in range(2, min(len(told), 6)):
        verb, noun = access.verb(told[at].lower()), access.noun_form(told[at - 1].lower())
        if verb and verb.form == "base" and noun and not noun[1]:
            return " ".join([*told[:at], _third(told[at]), *told[at + 1 :]])
    return text


def _third(verb: str) -> str:
    low = verb.lower()
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return low[:-1] + "ies"
    return low + ("es" if low.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def without_speech(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with a mark for everything said in quotation marks, and what was said.

    A quotation that nobody speaks loses its marks only.
    """
    said: list[str] = []
    if re.fullmatch(r'\s*"[^"]*"\s*', text):
        return text.replace('"', ""), ()

    def put(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-40:], text[match.end() :][:40]
        spoken = re.search(rf"\b(?:{_SPEECH})\b[^.!?]*$", before, re.IGNORECASE) or re.match(
            rf"\W*(?:[\w'-]+\s+){{0,4}}?(?:{_SPEECH})\b", after, re.IGNORECASE
        )
        if not spoken:
            return match[1].strip(" .,!?")
        said.append(match[0])
        mark = f" {QUOTE}{_letters(len(said) - 1)}"
        return mark + (". " if re.match(r"\s+[A-Z]", after) and match[1][-1:] in ".!?" else " ")

    plain = _QUOTED.sub(put, text)
    return _SPEAKER.sub(rf"\3 \2 {QUOTE}\1", plain), tuple(said)


def _letters(number: int) -> str:
    return chr(97 + number // 26) + chr(97 + number % 26)


def with_speech(text: str, said: tuple[str, ...]) -> str:
    """The author's quotations in place of their marks."""
    for number, quote in enumerate(said):
        mark = re.compile(f"{QUOTE}{_letters(number)}", re.IGNORECASE)
        text = mark.sub(lambda _, quote=quote: quote, text)  # type: ignore[misc]
    return text


def _atop(match: re.Match[str]) -> str:
    """`a barn with a vane on its roof`: what one wears stays, what sits there is a thing."""
    if match["thing"].split()[-1].lower() in CLOTHES or match.start() == 0:
        return match[0]
    return f"{match['np']}, and {match['thing']} on the {match['noun']}"


def reworded(sentence: str) -> str:
    """One sentence in the order and the words that the grammar knows."""
    for pattern, plain in _DATES:
        sentence = pattern.sub(plain, sentence)
    fronted = _FRONTED.match(sentence)
    if fronted and not re.match(r"\W*(?:he|she|it|they|there)\b", fronted["main"], re.IGNORECASE):
        sentence = f"{fronted['main'].strip(' .')} while {fronted['who'].lower()} {fronted['sub']}"
    sentence = _OTHERWISE.sub("while", sentence)
    sentence = re.sub(r"^\W*(?:because|since)\s+(?=\w+[^,]*,)", "while ", sentence, flags=re.I)
    sentence = _WEARS.sub(_atop, sentence)
    for pattern, simpler in _PLAIN:
        sentence = pattern.sub(simpler, sentence)
    return _OWNER.sub(lambda m: _OWN[m[0].lower()], sentence)
