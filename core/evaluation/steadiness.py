"""Do things tremble? Warping error along the boxes, and of what lies outside them.

A thing's crop in one frame, stretched to its box in the next frame, should be what is seen there.
A mirrored turn or a step of the thing's own also counts as change: read it beside the ceiling's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F

from core.evaluation.judge.descriptor import crops
from core.evaluation.shots import Planned, Shot
from core.layout2vid.codec import Codec
from core.render.types import Frames
from core.training.scenes import SceneSample

Values = npt.NDArray[np.float64]


def warping_error(shot: Shot) -> float | None:
    """Mean absolute difference in [0, 255] between a thing's crops on adjacent frames."""
    firsts: list[tuple[int, Planned]] = []
    seconds: list[tuple[int, Planned]] = []
    for at, (now, then) in enumerate(pairwise(shot.planned)):
        later = {(p.name, p.instance): p for p in then}
        for planned in now:
            if (planned.name, planned.instance) in later:
                firsts.append((at, planned))
                seconds.append((at + 1, later[planned.name, planned.instance]))
    if not firsts:
        return None
    pixels = torch.from_numpy(np.ascontiguousarray(shot.clip.frames)).permute(0, 3, 1, 2).float()

    def cut(found: list[tuple[int, Planned]]) -> torch.Tensor:
        index = torch.tensor([at for at, _ in found])
        return crops(pixels, index, torch.tensor([list(p.box) for _, p in found]))

    return float((cut(firsts) - cut(seconds)).abs().mean())


def background_error(shot: Shot, margin: float = 0.04) -> float | None:
    """Mean absolute difference in [0, 255] of adjacent frames where no box is."""
    frames = shot.clip.frames.astype(np.int16)
    height, width = frames.shape[1:3]
    total, n = 0.0, 0
    for (a, b), boxes in zip(pairwise(frames), pairwise(shot.planned), strict=True):
        free = np.ones((height, width), bool)
        for planned in (*boxes[0], *boxes[1]):
            x0, y0, x1, y1 = planned.box
            rows = slice(max(0, int((y0 - margin) * height)), int((y1 + margin) * height) + 1)
            free[rows, max(0, int((x0 - margin) * width)) : int((x1 + margin) * width) + 1] = False
        total += float(np.abs(a - b)[free].sum()) / 3
        n += int(free.sum())
    return total / n if n else None


def steadiness(shots: Sequence[Shot]) -> dict[str, float]:
    """Both errors, averaged over shots of two frames or more."""
    out = {}
    for name, measure in (("along_boxes", warping_error), ("background", background_error)):
        values = [v for s in shots if len(s.planned) > 1 and (v := measure(s)) is not None]
        if values:
            out[name] = float(np.mean(values))
    return out


@torch.no_grad()
def kept(codec: Codec, scenes: Sequence[SceneSample]) -> dict[str, float]:
    """PSNR in dB and SSIM of composites that went through the codec and back, averaged."""
    psnrs, ssims = [], []
    for scene in scenes:
        pixels = torch.from_numpy(scene.image.copy()).permute(2, 0, 1)[None].float() / 255
        out = codec.decode(codec.encode(pixels)).clamp(0, 1)[0]
        back = (out.permute(1, 2, 0) * 255).round().byte().numpy()
        psnrs.append(psnr(scene.image, back))
        ssims.append(ssim(scene.image, back))
    return {"n": len(scenes), "psnr": float(np.mean(psnrs)), "ssim": float(np.mean(ssims))}


def psnr(a: Frames, b: Frames) -> float:
    """Peak signal-to-noise ratio in dB of two pictures uint8; infinite for equal ones."""
    error = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def ssim(a: Frames, b: Frames) -> float:
    """Structural similarity (Wang et al. 2004) in grey, Gaussian window of 11, deviation 1.5."""
    line = torch.exp(-((torch.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    window = (line[:, None] * line[None] / line.sum() ** 2)[None, None]
    x, y = (torch.from_numpy(p.astype(np.float32)).mean(-1)[None, None] for p in (a, b))

    def blur(values: torch.Tensor) -> torch.Tensor:
        return F.conv2d(values, window)

    mx, my = blur(x), blur(y)
    vx, vy, cov = blur(x * x) - mx**2, blur(y * y) - my**2, blur(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    value = ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return float(value.mean())
