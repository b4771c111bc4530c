"""A client for any OpenAI-compatible server, for one plan at a time, that trusts none of them.

Owns the clock, the number of requests, retries and the ladder of reply formats; every failure
is an error of `core.errors`. The openai library is loaded with the first request.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.errors import ServerError, ServerUnreachable, VideoDirectorError
from core.planner.conversation import Conversation
from core.planner.failures import Again, Refused, failure, message_of
from core.planner.ladder import Ladder
from core.planner.settings import ClientLimits, ServerSettings
from core.planner.usage import Usage
from core.planner.watch import Watch

if TYPE_CHECKING:
    import openai

    from core.planner.network import Resolve

_LOADED = threading.Event()
SHARED = Ladder()  # what this process has learnt about servers


def load() -> None:
    """Imports the openai library, which takes a second or two; for a thread of its own."""
    import openai.resources.chat
    import openai.resources.models  # noqa: F401

    import core.planner.network  # noqa: F401

    _LOADED.set()


@dataclass(frozen=True, slots=True)
class ServerCheck:
    """What `Client.check` found: `models` may be cut to the first hundred."""

    models: tuple[str, ...]
    has_model: bool
    words: str


class Client:
    """One server and one model. Holds no connection; safe to share between threads."""

    def __init__(
        self,
        settings: ServerSettings,
        *,
        limits: ClientLimits | None = None,
        ladder: Ladder | None = None,
        resolver: Resolve | None = None,
    ) -> None:
        self.settings = settings
        self.limits = limits or ClientLimits()
        self.ladder = SHARED if ladder is None else ladder
        self._resolver = resolver
        self.usage = Usage()  # of everything that was asked so far

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpcore2

        return httpcore2.default_ssl_context()

    def conversation(self, cancelled: Callable[[], bool] | None = None) -> Conversation:
        """One click: one wall clock and one count of requests for all its questions."""
        return Conversation(self, Watch(self.limits.wall_clock_s, cancelled))

    def check(self, cancelled: Callable[[], bool] | None = None) -> ServerCheck:
        """Asks for the list of models, within ten seconds.

        Raises:
            PlannerError: as `Conversation.ask` does.
        """
        watch = Watch(min(10.0, self.limits.wall_clock_s), cancelled)
        try:
            names = self.guarded(watch, lambda api: [model.id for model in api.models.list().data])
        except Again as again:
            raise again.error from None
        except Refused as refusal:
            raise ServerError(f"the server refuses to list its models: {refusal}") from None
        models = tuple(str(name)[:200] for name in names[:100])
        wanted = self.settings.model
        has = wanted in models or f"{wanted}:latest" in models
        if has or not models:
            return ServerCheck(models, has, f"{self.settings.base_url} answers")
        return ServerCheck(
            models, has, f"{self.settings.base_url} answers, but lists no model {wanted!r}: it has"
            f" {', '.join(models[:5])}",
        )  # fmt: skip

    def guarded(self, watch: Watch, work: Callable[[openai.OpenAI], Any]) -> Any:
        """`work` with a connection of its own, every failure as an error of ours."""
        if not _LOADED.is_set():
            watch.run(load, "planner-load")
        import httpcore2
        import httpx2
        import openai

        try:
            with self._http(watch) as http:
                return work(self._api(http))
        except VideoDirectorError as error:
            if self.settings.api_key and self.settings.api_key in str(error):
                raise type(error)(self._clean(str(error))) from None
            raise
        except openai.APIStatusError as error:
            said = self._clean(message_of(error))
            raise failure(error, said, self.settings.model) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as e:
            watch.check()
            raise Again(ServerUnreachable(self._clean(f"the connection broke: {e}"))) from None
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError) as error:
            watch.check()
            raise ServerUnreachable(
                self._clean(f"the server could not be asked: {type(error).__name__}: {error}")
            ) from None
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            raise ServerError(
                self._clean(f"the server's answer makes no sense ({type(error).__name__})")
            ) from None

    def _http(self, watch: Watch) -> Any:
        import httpx2

        from core.planner.network import Transport, resolve

        transport = Transport(
            self.settings, self.limits, watch, self._tls, self._resolver or resolve
        )
        return httpx2.Client(
            transport=transport, trust_env=False, follow_redirects=False, timeout=None
        )

    def _api(self, http: Any) -> openai.OpenAI:
        import openai

        return openai.OpenAI(
            base_url=self.settings.base_url,
            api_key=self.settings.api_key or "none",
            admin_api_key="",
            organization=self.settings.organisation or "",
            project=self.settings.project or "",
            webhook_secret="",
            max_retries=0,
            timeout=None,
            http_client=http,
        )

    def _clean(self, text: str) -> str:
        """`text` in one line, without the key."""
        line = " ".join(text.split())[:400]
        key = self.settings.api_key
        return line.replace(key, "***") if key else line
