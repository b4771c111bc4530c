"""Every error this project raises on purpose, as one tree.

    VideoDirectorError
    ├── InputError            what a person gave cannot be used; exit status 2
    │   ├── PlanError             a plan, an edit or a box is not valid
    │   ├── PromptError           an empty or overlong prompt
    │   ├── PictureError          a picture cannot be read or is over the caps
    │   ├── ArchiveError          a .storyboard file is damaged or hostile
    │   ├── LimitError            over a cap of core.limits, or too often
    │   └── ModelError            unknown engine; weights missing, damaged or unsafe
    ├── PlannerError          the language model's server did not give a plan
    │   ├── ServerUnreachable     no connection, or an address that is not allowed
    │   ├── ServerTimeout         nothing whole within the wall clock
    │   ├── ServerError           an HTTP error, or a body that is no chat completion
    │   ├── RateLimited           the server asks to wait longer than we wait
    │   ├── ModelRefused          the model declined; carries its words
    │   └── BadReply              the words came, but no plan can be read from them
    ├── RenderError           a scene could not be rendered
    │   ├── OutOfMemory
    │   ├── BadFrames             NaN or black frames after a retry
    │   ├── WorkerDied
    │   └── DiskFull
    ├── ExportError           a file could not be written or did not verify
    └── Cancelled             somebody asked to stop; not a failure

A message says what is wrong, the value, and the remedy, in one line.
"""


class VideoDirectorError(Exception):
    """Root of the tree; `str(error)` is one line fit to show to a person."""


class InputError(VideoDirectorError):
    """What a person gave cannot be used."""


class PlanError(InputError):
    """A plan, an edit or a box is not valid."""


class PromptError(InputError):
    """The prompt is empty or too long."""


class PictureError(InputError):
    """A picture cannot be read, or is over the caps."""


class ArchiveError(InputError):
    """A project file is damaged, hostile or from a newer release."""


class LimitError(InputError):
    """Over a cap of `core.limits`, or too often."""


class ModelError(InputError):
    """Unknown engine, or weights that are missing, damaged or of an unsafe kind."""


class PlannerError(VideoDirectorError):
    """The language model's server did not give a plan."""


class ServerUnreachable(PlannerError):
    """No connection, or an address that is not allowed."""


class ServerTimeout(PlannerError):
    """Nothing whole arrived within the wall clock."""


class ServerError(PlannerError):
    """An HTTP error, or a body that is no chat completion."""


class RateLimited(PlannerError):
    """The server asks to wait for longer than we are ready to."""


class ModelRefused(PlannerError):
    """The model declined; the message carries its words."""


class BadReply(PlannerError):
    """A reply came, but no plan can be read from it."""


class RenderError(VideoDirectorError):
    """A scene could not be rendered."""


class OutOfMemory(RenderError):
    """The device ran out of memory, also after a smaller retry."""


class BadFrames(RenderError):
    """Frames are NaN or black, also after a retry in float32."""


class WorkerDied(RenderError):
    """The process that rendered ended, twice."""


class DiskFull(RenderError):
    """Too little free space to begin, or none left to finish."""


class ExportError(VideoDirectorError):
    """A file could not be written, or what was written did not verify."""


class Cancelled(VideoDirectorError):
    """Somebody asked to stop."""
