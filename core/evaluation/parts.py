"""The parts of the engine's report: each measures one thing and returns plain numbers.

A part is a function of a Bench; PARTS lists them in the order in which they run. Pictures are
written beside the report as they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from timeit import repeat
from typing import Any

import numpy as np
import torch

from core.evaluation import (
    boxes,
    consistency,
    identity,
    motion,
    naming,
    photos,
    pictures,
    steadiness,
)
from core.evaluation.ablation import VARIANTS, AblatedEngine, Variant
from core.evaluation.judge.judge import Judge
from core.evaluation.layouts import random_plan
from core.evaluation.pasted import PastedEngine
from core.evaluation.prompts import ALL, VPEVAL, tales
from core.evaluation.shots import Shot, Studio, with_frames
from core.evaluation.trial import Clock, Outcome, summary, trial
from core.planner.offline import plan_offline
from core.render.cache import ClipCache
from core.render.embedded import EmbeddedEngine
from core.render.request import request_for
from core.render.types import Settings
from core.training import checkpoints
from core.training.backdrops import Backdrops
from core.training.scenes import Composer
from core.training.sprites import Bank

Numbers = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """What every part works with. `n` prompts a skill; `frames` of a clip; `seconds` a part."""

    weights: Path
    engine: EmbeddedEngine
    judge: Judge
    bank: Bank
    backdrops: Backdrops
    cache: ClipCache
    folder: Path
    n: int = 4
    frames: int = 16
    seconds: float | None = None
    preview: bool = False  # measure the fast settings in place of the final ones

    @property
    def settings(self) -> Settings:
        """What the engine is measured with."""
        info = self.engine.info
        return info.preview if self.preview else info.defaults

    def studio(self, **changes: Any) -> Studio:
        """The engine as shipped, or with `settings`, `strength` or another `engine`."""
        return replace(Studio(self.engine, self.judge, self.cache, self.settings), **changes)

    @property
    def ceiling(self) -> Studio:
        """Real composites in place of renders."""
        return Studio(PastedEngine(self.bank, self.backdrops), self.judge)

    @property
    def ungrounded(self) -> Studio:
        """The backbone alone: text, no boxes."""
        return self.studio(strength=0.0)

    @property
    def whole(self) -> Studio:
        """The engine whose things move as wholes."""
        return self.studio(engine=AblatedEngine(Variant(motion=False), self.weights))

    @property
    def clock(self) -> Clock:
        return Clock(self.seconds)


def _columns(bench: Bench) -> dict[str, Studio]:
    return {"engine": bench.studio(), "ceiling": bench.ceiling, "ungrounded": bench.ungrounded}


def skills(bench: Bench) -> Numbers:
    """All skills; the ceiling and the ungrounded backbone see the prompts that the engine saw."""
    out: Numbers = {}
    n, kept = bench.n, list[Outcome]()
    for name, studio in _columns(bench).items():
        clock = bench.clock if name == "engine" else Clock()
        found = trial(studio, ALL, n, bench.frames, clock)
        n = max(1, len(found) // len(ALL))
        out[name] = summary(found)
        out[name]["boxes"] = boxes.fidelity([s for o in found for s in o.shots])
        kept = found if name == "engine" else kept
    pictures.sheet([o.shots[0] for o in kept], bench.folder / "skills.png")
    return out


def layouts(bench: Bench) -> Numbers:
    """Random boxes: overlap by size, number and overlap; the floor is a shuffle of them."""
    out: Numbers = {}
    n = 4 * bench.n
    for name, studio in _columns(bench).items():
        clock, shots = bench.clock if name == "engine" else Clock(), list[Shot]()
        for seed in range(n):
            if clock.over and seed >= 4:
                break
            plan = random_plan(seed, bench.frames)
            shots += studio.film(plan)
        n = len(shots)
        out[name] = boxes.fidelity(shots)
        out[name]["floor"] = boxes.shuffled(shots)["all"]
        if name == "engine":
            pictures.sheet(shots, bench.folder / "layouts.png")
    pictures.bars(
        {g: {k: out[k][g]["miou"] for k in out if g in out[k]} for g in boxes.GROUPS},
        bench.folder / "overlap.png", "mean IoU",
    )  # fmt: skip
    return out


def story(bench: Bench) -> Numbers:
    """Consistency over scenes: as shipped, without groups, and of real composites."""
    loose = AblatedEngine(Variant(groups=False), bench.weights)
    columns = {
        "engine": bench.studio(), "no groups": bench.studio(engine=loose), "ceiling": bench.ceiling,
    }  # fmt: skip
    out: Numbers = {}
    n = bench.n
    for name, studio in columns.items():
        clock, films = bench.clock if name == "engine" else Clock(), list[tuple[Shot, ...]]()
        for prompt in tales(n):
            if clock.over and films:
                break
            films.append(studio.film(with_frames(plan_offline(prompt), bench.frames)))
        n = len(films)
        out[name] = consistency.consistency(films)
        out[name]["films"] = n
        if name == "engine":
            pictures.sheet([s for film in films for s in film], bench.folder / "stories.png")
    for name in ("adjacent", "all_pairs"):
        if name in out["engine"] and name in out["ceiling"]:
            out[f"{name}_of_ceiling"] = out["engine"][name] / out["ceiling"][name]
    return out


def references(bench: Bench) -> Numbers:
    """Identity of held-out pictures: retrieval among all candidates."""
    return _identity(bench, identity.candidates(bench.bank), "references.png")


def style(bench: Bench) -> Numbers:
    """The same with drawings of a style that was never trained on."""
    people = identity.of_another_style(checkpoints.default_root())
    return _identity(bench, people, "style.png")


def _identity(bench: Bench, people: Sequence[identity.Candidate], sheet: str) -> Numbers:
    looks = torch.stack([identity.look_of(person, bench.judge) for person in people])
    shown = people[: min(len(people), 20 * bench.n)]
    out: Numbers = {}
    for name, studio in (("engine", bench.studio()), ("ceiling", bench.ceiling)):
        found = identity.rendered(shown, studio, bench.judge)
        out[name] = identity.retrieval(found.vectors, looks)
        if name == "engine":
            pairs = zip([photos.on_grey(p.picture) for p in shown], found.crops, strict=True)
            pictures.pairs(list(pairs), bench.folder / sheet)
    out["chance"] = {"top1": 1 / len(people), "top5": 5 / len(people)}
    return out


def photographs(bench: Bench) -> Numbers:
    """Real photos as references, by colour and shape."""
    people = photos.photographs()
    own = [photos.on_grey(p.picture) for p in people]
    out: Numbers = {}
    for name, studio in (("engine", bench.studio()), ("ceiling", bench.ceiling)):
        found = identity.rendered(people, studio, bench.judge)
        out[name] = photos.likeness(found.crops, own)
        if name == "engine":
            pictures.pairs(list(zip(own, found.crops, strict=True)), bench.folder / "photos.png")
    return out


def steady(bench: Bench) -> Numbers:
    """Warping error along boxes and outside them, on clips of whole length."""
    out: Numbers = {}
    columns = {
        "engine": bench.studio(), "no own motion": bench.whole, "ceiling": bench.ceiling
    }  # fmt: skip
    for name, studio in columns.items():
        found = trial(studio, ("direction",), max(2, bench.n // 2), 16)
        out[name] = steadiness.steadiness([s for o in found for s in o.shots])
    return out


def own_motion(bench: Bench) -> Numbers:
    """Motion within a box, against the animated picture of the same thing."""
    root, out, rows = checkpoints.default_root(), Numbers(), list[pictures.Strips]()
    whole = bench.whole
    for name, held_out in (("trained", False), ("held out", True)):
        movers = motion.cast(root, bench.bank, 4 * bench.n, held_out)
        shown = motion.rendered(movers, bench.studio())
        out[name] = motion.measured(movers, shown)
        still = motion.rendered(movers, whole)
        out[name]["without"] = float(np.mean([motion.change(crops) for crops in still]))
        rows += zip([mover.real for mover in movers], shown, strict=True)
    pictures.strips(rows, bench.folder / "motion.png")
    return out


def codec(bench: Bench) -> Numbers:
    """PSNR and SSIM of composites that went through the codec and back."""
    composer = Composer(bench.bank, bench.backdrops, np.random.default_rng(404))
    return steadiness.kept(bench.engine.parts.codec, composer.samples(8 * bench.n))


def ablations(bench: Bench) -> Numbers:
    """Conditions, strength and steps, on one small set of prompts each."""
    out: Numbers = {}
    n = max(1, bench.n // 2)
    probes = (*VPEVAL, "direction", "attribution")

    def row(title: str, studio: Studio) -> None:
        found = trial(studio, probes, n, bench.frames)
        seen = [s for o in found for s in o.shots]
        out[title] = {k: v["score"] for k, v in summary(found).items()}
        out[title] |= boxes.fidelity(seen).get("all", {})
        out[title]["seconds"] = float(np.mean([s.seconds for s in seen]))

    row("as shipped", bench.studio())
    for variant in VARIANTS:
        row(variant.title, bench.studio(engine=AblatedEngine(variant, bench.weights)))
    for strength in (0.0, 0.1, 0.3, 0.6):
        row(f"strength {strength}", bench.studio(strength=strength))
    for steps in (2, 4, 8, 16, 50):
        row(f"{steps} steps", bench.studio(settings=replace(bench.settings, steps=steps)))
    row("preview settings", bench.studio(settings=bench.engine.info.preview))
    return out


def speed(bench: Bench) -> Numbers:
    """Our sampling against the paper's: 50 steps, each in two passes; one network, one run. Of two
    renders the faster counts, as memory is warm then."""
    theirs = replace(bench.settings, steps=50, guidance=max(1.001, bench.settings.guidance))
    plan = random_plan(7, 16)
    out: Numbers = {}
    ours = {"final": bench.settings, "preview": bench.engine.info.preview}
    for name, settings in {**ours, "paper's": theirs}.items():
        found = trial(bench.studio(settings=settings), VPEVAL, max(1, bench.n // 2), 2)
        request = request_for(plan, plan.scenes[0].id, {}, bench.engine.info)
        request = replace(request, settings=settings)
        seconds = min(repeat(partial(bench.engine.render, request), number=1, repeat=2))
        out[name] = {"overall": summary(found)["overall"]["score"], "seconds": seconds}
    for name in ours:
        out[name]["times_faster"] = out["paper's"]["seconds"] / out[name]["seconds"]
    return out


def names(bench: Bench) -> Numbers:
    """Whether a name alone finds its picture."""
    return naming.naming(bench.engine, bench.bank)


PARTS: dict[str, Callable[[Bench], Numbers]] = {
    "skills": skills, "layouts": layouts, "story": story, "references": references,
    "style": style,
    "photographs": photographs, "motion": own_motion, "steady": steady, "codec": codec,
    "names": names, "speed": speed, "ablations": ablations,
}  # fmt: skip


def chosen(names: Sequence[str]) -> dict[str, Callable[[Bench], Numbers]]:
    """Parts by name, in their own order; all for no names.

    Raises:
        KeyError: there is no part of that name.
    """
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise KeyError(f"there is no part {unknown[0]!r}: choose from {', '.join(PARTS)}")
    return {name: part for name, part in PARTS.items() if not names or name in names}
