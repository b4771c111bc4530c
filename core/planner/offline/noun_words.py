# ruff: noqa: E501 (word tables and patterns)
"""What a word may be inside a noun phrase: head, attribute, or the end of it."""

from __future__ import annotations

from core.planner.offline.lexicon import access, words
from core.planner.offline.lexicon.inflect import singular
from core.planner.offline.syntax import Mention
from core.planner.offline.tokens import Token, is_number

STOP = frozenset(
    """although though whereas unless whether how what why and or but nor then while whilst when as because so if until till before after since that who
    which where whose than with without in on at by for from into of off over under above below
    behind beside between among through across along around past toward to up down near against about
    inside outside onto like via during within only not no also there is are was were be been being am
    twice thrice has have had will would can could shall should may might must do does did left-of right-of front-of
    ahead-of away-from out-of middle-of far-side-of bottom-of top-of edge-of up-to each-other
    back-and-forth side-by-side up-and-down in-a-row in-circles in-zigzag in-place in-the-air amid
    into-the-air instead-of so-that in-order-to lots-of pair-of left-to-right right-to-left straight
    in-pursuit-of it he she they him them its we us i me you himself herself itself themselves
    upward upwards downward downwards leftward leftwards rightward rightwards forwards backwards""".split()
)
OWNERS = {
    "his": "m",
    "her": "f",
    "its": "n",
    "their": "p",
    "my": "i",
    "our": "p",
    "your": "i",
    "whose": "r",
}


class NounWords:
    """Looks at words of a token list; holds no state besides the tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def low(self, at: int) -> str:
        """The token at `at`, or "" past the end."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def _starts_noun(self, at: int) -> bool:
        low = self.low(at)
        if not low or not self.tokens[at].is_word or low in STOP:
            return False
        if low in words.ADVERBS and low not in words.ADJECTIVES:
            return False
        if (
            access.noun_form(low)
            or access.is_adjective(low)
            or is_number(self.tokens[at]) is not None
        ):
            return True
        verb = access.verb(low)
        return verb is None or (verb.form in ("ing", "ed", "en") and self._starts_noun(at + 1))

    def _kind(self, at: int, heads: list[str], opened: bool, plural: bool, mention: Mention) -> str:
        """What the token at `at` is within the phrase: head, attribute, skip or stop."""
        token, low = self.tokens[at], self.low(at)
        if not token.is_word:
            comma = (
                low in (",", "-") and not heads and opened and access.is_adjective(self.low(at - 1))
            )
            very = self.low(at + 1) in ("very", "really", "quite", "extremely")
            return "skip" if comma and self._starts_noun(at + 1 + very) else "stop"
        if low == "can" and opened and not heads and self.low(at - 1) in ("a", "the"):
            return "head"
        if (
            low in STOP
            or (low in OWNERS and low != "her" and bool(heads or not opened))
            or low.startswith(("qt", "qq"))
            or low in words.DETERMINERS
            or (is_number(token) is not None and heads)
        ):
            return "stop"
        form, verb = access.noun_form(low), access.verb(low)
        continues = self._continues(at + 1)
        if heads:
            return self._after_head(at, heads, plural, mention)
        if low in ("very", "really", "quite", "extremely", "so") and continues:
            return "skip"
        after = access.verb(self.low(at + 1))
        if form and mention.count == 1 and after and after.form == "s":
            return "head"  # "an orange leaves"
        if low in words.ADJECTIVES and (continues or not form):
            return "attribute" if continues else ("head" if opened and form is None else "stop")
        if form or (at > 0 and token.text[:1].isupper() and not mention.plural):
            return "head"
        if verb:
            if verb.form in ("ing", "ed", "en") and continues and opened:
                return "attribute"
            return "head" if opened and verb.form == "base" and not continues else "stop"
        if low in words.ADVERBS or (access.is_adverb(low) and not opened):
            return "skip" if opened and continues else "stop"
        following = access.verb(self.low(at + 1))
        if continues and (
            access.is_adjective(low)
            or (access.noun_form(self.low(at + 1)) and not (following and following.form == "s"))
        ):
            return "attribute"
        return "head"

    def continues(self, at: int) -> bool:
        """Whether a noun phrase could go on at `at`."""
        return self._continues(at)

    def _continues(self, at: int) -> bool:
        """Whether the phrase may go on at `at` with an adjective or a noun."""
        low = self.low(at)
        if low in (",", "and") and access.is_adjective(self.low(at - 1)):
            at += self.low(at + 1) in ("very", "really", "quite", "extremely")
            return access.is_adjective(self.low(at + 1)) and self._continues(at + 2)
        if not low or not self.tokens[at].is_word or low in STOP or low in words.DETERMINERS:
            return False
        if low.startswith(("qt", "qq")) or (low in words.ADVERBS and low not in words.ADJECTIVES):
            return False
        verb = access.verb(low)
        if verb and verb.form == "ing" and not access.noun_form(low):
            return self._continues(at + 1)
        if access.noun_form(low) or low in words.ADJECTIVES:
            return True
        if verb and low.removesuffix("s") in words.LIGHT_NOUNS and self.low(at - 2) in OWNERS:
            return True  # "her first steps"
        if verb:
            return verb.form == "base" or (
                verb.form in ("ing", "ed", "en") and self._continues(at + 1)
            )
        return not access.is_adverb(low)

    def _after_head(self, at: int, heads: list[str], plural: bool, mention: Mention) -> str:
        """Another word after a noun: a compound, or the verb of the clause."""
        low, token = self.low(at), self.tokens[at]
        form, verb = access.noun_form(low), access.verb(low)
        if self.tokens[at - 1].possessive:
            return "head"
        if (
            verb
            and verb.form == "base"
            and self.low(at + 1) in ("the", "a", "an", "his", "her", "its")
        ):
            return "stop"  # "the robot and the bird watch the sunset"
        if verb:
            many = plural or mention.plural or self._joined(at, heads)
            if (
                verb.form in ("ing", "ed", "en")
                or not form
                or (form and verb.form == ("base" if many else "s"))
            ):
                return "stop"
            return "head" if not many else "stop"
        if access.is_adverb(low) or (low in words.ADJECTIVES and not form):
            return "stop"
        if form:
            return "stop" if plural and heads[-1] not in ("sport", "glass") else "head"
        if token.text[:1].isupper():
            return "head"
        known = access.noun(heads[-1]) is not None or access.place(heads[-1]) is not None
        if low.endswith(("s", "ed", "ing")) or plural:
            return "stop"
        if known and not mention.indefinite and not self._named_ahead(at + 1):
            return "stop"
        return "head"

    def _joined(self, at: int, heads: list[str]) -> bool:
        """`a boy and his brother wave`: the second of two who live, so a verb is theirs."""
        noun = access.noun(heads[-1])
        before = {self.low(k) for k in range(max(0, at - 4), at)}
        return noun is not None and noun.alive and len(heads) == 1 and "and" in before

    def _named_ahead(self, at: int) -> bool:
        """`the rhubarb compote is`: what follows a strange word shows that it is a noun."""
        while self.low(at).isalpha() and access.noun_form(self.low(at)) is None:
            verb = access.verb(self.low(at))
            if (verb and verb.form in ("s", "ed")) or self.low(at) in ("is", "are", "was", "to"):
                return True
            if self.low(at) in STOP or self.low(at) in words.DETERMINERS:
                return False
            at += 1
        return False

    def _plural_ahead(self, at: int) -> bool:
        for ahead in range(at, min(at + 4, len(self.tokens))):
            form = access.noun_form(self.low(ahead))
            if form:
                return form[1]
            if singular(self.low(ahead)):
                return True
            if not access.is_adjective(self.low(ahead)):
                return False
        return False

    def _part(self, low: str) -> bool:
        word = singular(low) or low
        known = access.nouns().get(word)
        return word in words.PARTS or (known is not None and known.kind == "body")
