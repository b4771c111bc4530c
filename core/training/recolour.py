"""Colour variants of a sprite, named so: "a red car", "a blue cat".

A variant moves the sprite's dominant colour to the named one and leaves the rest (eyes,
wheels, windows) alone, so that the word is true and the thing stays itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage.color import hsv2rgb, rgb2hsv

Rgba = npt.NDArray[np.uint8]

# name: hue in [0, 1), saturation, factor on value, offset on value
COLOURS: dict[str, tuple[float, float, float, float]] = {
    "red": (0.995, 0.85, 0.95, 0.0),
    "orange": (0.075, 0.90, 1.0, 0.05),
    "yellow": (0.145, 0.85, 0.95, 0.15),
    "green": (0.36, 0.75, 0.80, 0.0),
    "blue": (0.60, 0.80, 0.95, 0.0),
    "purple": (0.765, 0.65, 0.85, 0.0),
    "pink": (0.92, 0.48, 0.85, 0.22),
    "brown": (0.065, 0.65, 0.58, 0.0),
    "black": (0.65, 0.10, 0.30, 0.02),
    "white": (0.6, 0.03, 0.30, 0.72),
    "gray": (0.6, 0.04, 0.60, 0.12),
}


def dominant_mask(rgba: Rgba) -> npt.NDArray[np.float32]:
    """Soft mask [H, W] in [0, 1] of the pixels that carry the sprite's main colour."""
    hsv = rgb2hsv(rgba[..., :3])
    hue, saturation, value = hsv[..., 0], hsv[..., 1], hsv[..., 2]
    alpha = rgba[..., 3] / 255.0
    colourful = alpha * (saturation > 0.22) * (value > 0.18)
    if colourful.sum() < 0.25 * alpha.sum():  # white, grey or black things
        neutral = np.clip((0.35 - saturation) / 0.12, 0, 1) * np.clip((value - 0.12) / 0.1, 0, 1)
        return np.asarray(neutral, np.float32)
    counts, edges = np.histogram(hue, bins=24, range=(0, 1), weights=colourful)
    smooth = counts + 0.7 * (np.roll(counts, 1) + np.roll(counts, -1))
    peak = (edges[int(smooth.argmax())] + 0.5 / 24) % 1.0
    distance = np.abs((hue - peak + 0.5) % 1.0 - 0.5)
    near = np.clip((0.11 - distance) / 0.03, 0, 1) * np.clip((saturation - 0.15) / 0.1, 0, 1)
    return np.asarray(near, np.float32)


def recolour(rgba: Rgba, colour: str) -> Rgba:
    """`rgba` uint8 [H, W, 4] with its main colour turned into `colour`, a key of COLOURS."""
    hue, saturation, factor, offset = COLOURS[colour]
    mask = dominant_mask(rgba)[..., None]
    hsv = rgb2hsv(rgba[..., :3])
    shade = hsv[..., 2]
    inside = mask[..., 0] > 0.5
    top = np.quantile(shade[inside], 0.9) if inside.any() else 1.0
    painted = np.empty_like(hsv)
    painted[..., 0] = hue
    relative = (
        np.clip(hsv[..., 1] / max(float(np.median(hsv[..., 1][inside])), 0.2), 0.5, 1.2)
        if inside.any()
        else 1.0
    )
    painted[..., 1] = np.clip(saturation * relative, 0, 1)
    painted[..., 2] = np.clip(shade / max(float(top), 0.4) * factor + offset, 0, 1)
    mixed = rgba[..., :3] / 255.0 * (1 - mask) + hsv2rgb(painted) * mask
    return np.concatenate([np.uint8(np.round(mixed * 255)), rgba[..., 3:]], -1)


def can_recolour(rgba: Rgba) -> bool:
    """Whether one colour fills enough of the sprite to name it by."""
    alpha = rgba[..., 3] / 255.0
    return bool((dominant_mask(rgba) * alpha).sum() > 0.33 * alpha.sum())
