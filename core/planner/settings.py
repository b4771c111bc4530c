"""Which language model to ask, and where. Owns the address's sanity; opens no connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

from core import limits
from core.errors import InputError

OPENAI_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One OpenAI-compatible server and one model on it. The key never shows in a `repr`."""

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    organisation: str | None = None
    project: str | None = None
    public: bool = False  # a studio for strangers: private addresses are refused
    temperature: float | None = None  # None: the server's own
    input_price: float | None = None  # money for a million tokens, as the person states it
    output_price: float | None = None

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise InputError("no model is named: give --model, e.g. --model gpt-4.1-mini")
        if self.api_key is not None and not self.api_key.isascii():
            raise InputError("the API key holds characters that no key has: paste it again")
        if self.api_key and any(c.isspace() or not c.isprintable() for c in self.api_key):
            raise InputError("the API key holds spaces or line ends: paste it again")
        object.__setattr__(self, "base_url", checked_url(self.base_url))

    def __str__(self) -> str:
        return f"{self.model} at {self.base_url}"


def checked_url(url: str) -> str:
    """`url` without a trailing slash.

    Raises:
        InputError: it is no http(s) address, or holds a password, a query or a fragment.
    """
    text = url.strip()
    if "://" not in text and text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not text.isprintable():
        raise InputError(
            f"the address {url[:80]!r} is no server: give one like http://localhost:11434/v1"
        )
    if "@" in parts.netloc:
        raise InputError("the address holds a user name or password: give the key as the API key")
    if parts.query or parts.fragment:
        raise InputError(f"the address {url[:80]!r} holds a query: end it at /v1")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))


def open_internet(url: str) -> str:
    """`url` as an address that a stranger may have a public studio call.

    Only https on its own port: a key never travels in the clear, and nobody scans other ports
    from here. Which hosts may be called is decided when they are resolved (`network`).

    Raises:
        InputError: it is another address, or none.
    """
    text = url.strip()
    checked = checked_url(f"https://{text}" if text and "://" not in text else text)
    parts = urlsplit(checked)
    if parts.scheme != "https" or parts.port not in (None, 443):
        raise InputError(
            f"this public studio calls https:// addresses without a port, not {checked[:80]!r}:"
            " run the studio on your own machine to use a server there"
        )
    return checked


def settings_from_environment(
    environ: Mapping[str, str],
    *,
    base_url: str | None = None,
    model: str | None = None,
    api_key: str | None = None,
    public: bool = False,
) -> ServerSettings | None:
    """Settings from arguments and, for what they leave open, the environment.

    None where there is no server, or where only the environment names one and no model is named.

    `OPENAI_API_KEY`, `OPENAI_ORG_ID` and `OPENAI_PROJECT_ID` belong to the environment's own
    server: they are never paired with a `base_url` that was given as an argument.

    Raises:
        InputError: `base_url` is given without a model, or is no address.
    """
    given = base_url is not None and base_url.strip() != ""
    own_url = environ.get("OPENAI_BASE_URL", "").strip()
    url = (base_url or "").strip() or own_url
    key = api_key or (None if given else environ.get("OPENAI_API_KEY", "").strip() or None)
    name = (model or "").strip() or environ.get("VIDEODIRECTOR_MODEL", "").strip()
    if not (url or key) or not (name or given):
        return None  # a key that lies around for other programs is no wish to use it
    return ServerSettings(
        base_url=url or OPENAI_URL,
        model=name,
        api_key=key,
        organisation=None if given else environ.get("OPENAI_ORG_ID") or None,
        project=None if given else environ.get("OPENAI_PROJECT_ID") or None,
        public=public,
        input_price=_price(environ, "VIDEODIRECTOR_INPUT_PRICE"),
        output_price=_price(environ, "VIDEODIRECTOR_OUTPUT_PRICE"),
    )


def _price(environ: Mapping[str, str], name: str) -> float | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    try:
        price = float(text)
    except ValueError:
        price = -1.0
    if not 0 <= price < 1e6:
        raise InputError(f"{name}={text[:40]!r} is no price: give money for a million tokens")
    return price


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """How long and how often a plan may ask. Tests give shorter ones."""

    wall_clock_s: float = limits.PLAN_WALL_CLOCK_S
    connect_s: float = 5.0
    requests: int = limits.REQUESTS_PER_PLAN
    reply_bytes: int = limits.REPLY_BYTES
    reply_tokens: int = limits.REPLY_TOKENS
    longest_wait_s: float = 10.0  # what a server may ask us to wait before a retry
    backoff_s: float = 0.5

    def shortened(self, wall_clock_s: float) -> ClientLimits:
        """The same limits with another wall clock."""
        return replace(self, wall_clock_s=wall_clock_s)
