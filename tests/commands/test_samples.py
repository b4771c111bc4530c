from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from core.commands.samples import write_picture
from core.render.types import Clip


def test_the_picture_shows_scenes_side_by_side_for_as_long_as_they_last(tmp_path: Path) -> None:
    clips = [Clip(np.full((4, 32, 32, 3), 60 * i, np.uint8), 8) for i in range(1, 4)]
    clips[0].frames[:, 8:24] = np.array([0, 90, 180, 255]).reshape(4, 1, 1, 1)
    path = tmp_path / "film.webp"
    write_picture(path, clips)
    picture = Image.open(path)
    assert (picture.size, picture.n_frames, picture.info["loop"]) == ((96, 32), 4, 0)
    picture.seek(2)
    shown = np.asarray(picture.convert("RGB")).astype(int)[16, ::32, 0]
    assert np.abs(shown - [180, 120, 180]).max() < 12
    assert picture.info["duration"] == 125
