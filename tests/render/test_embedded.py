"""The embedded engine with its shipped weights: what moves, what stays, what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from core.errors import Cancelled, InputError, ModelError
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan
from core.render.embedded import EmbeddedEngine
from core.render.engine import assets_folder, load_engine
from core.render.request import request_for
from core.render.types import SceneRequest, Settings, StepEvent

WEIGHTS = assets_folder() / "models" / "embedded"
FAST = Settings(seed=5, steps=4, guidance=1.5, layout_strength=1.0)
LEFT, RIGHT = (0.02, 0.35, 0.47, 0.9), (0.53, 0.35, 0.98, 0.9)
DIGEST = "a" * 64


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    made = load_engine("embedded", "cpu")
    assert isinstance(made, EmbeddedEngine)
    return made


def request(
    *boxes: tuple[str, tuple[float, float, float, float], tuple[float, float, float, float]],
    n_frames: int = 2, background: str = "meadow", picture: Image.Image | None = None,
) -> SceneRequest:  # fmt: skip
    tracks = tuple(
        Track(id=f"t{i}", entity=name, keys=(Key(frame=0, box=a), Key(frame=8, box=b)))
        for i, (name, a, b) in enumerate(boxes)
    )
    references = (Reference(digest=DIGEST),) if picture else ()
    entities = tuple(
        Entity(name=name, references=references if name == "dog" else ()) for name, _, _ in boxes
    )
    scene = Scene(
        id="s1", description="", background=background, frame_count=n_frames, tracks=tracks
    )
    return SceneRequest(scene, entities, {DIGEST: picture} if picture else {}, FAST)


def inside(
    frame: npt.NDArray[np.uint8], box: tuple[float, float, float, float]
) -> npt.NDArray[np.uint8]:
    x0, y0, x1, y1 = (round(v * 256) for v in box)
    return frame[y0:y1, x0:x1]


def difference(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> float:
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


def test_a_moving_box_carries_its_thing_along(engine: EmbeddedEngine) -> None:
    still = engine.render(request(("red car", LEFT, LEFT))).frames
    moving = engine.render(request(("red car", LEFT, RIGHT))).frames

    def redness(frame: npt.NDArray[np.uint8], box: tuple[float, float, float, float]) -> float:
        part = inside(frame, box).astype(float)
        return float((part[..., 0] - part[..., 1:].mean(-1)).mean())

    assert redness(still[0], LEFT) > redness(still[0], RIGHT) + 25
    assert redness(moving[-1], RIGHT) > redness(moving[-1], LEFT) + 25


def test_background_that_no_box_ever_covers_stands_still(engine: EmbeddedEngine) -> None:
    frames = engine.render(request(("dog", LEFT, RIGHT), n_frames=3)).frames
    assert difference(frames[0, :40], frames[-1, :40]) < 3


def test_a_thing_moves_within_its_box_and_comes_round(engine: EmbeddedEngine) -> None:
    frames = engine.render(request(("dog", LEFT, LEFT), n_frames=17)).frames
    assert difference(inside(frames[0], LEFT), inside(frames[4], LEFT)) > 2
    assert difference(frames[0, :, 140:], frames[4, :, 140:]) < 0.5
    assert difference(frames[0], frames[16]) < 0.5


def test_a_place_without_things_can_be_rendered(engine: EmbeddedEngine) -> None:
    frames = engine.render(request(n_frames=2)).frames
    assert difference(frames[0], frames[1]) < 0.5


def toy(colour: str) -> Image.Image:
    picture = Image.new("RGB", (160, 160), "white")
    ImageDraw.Draw(picture).ellipse((15, 15, 145, 145), fill=colour)
    return picture


def test_a_picture_changes_its_thing_and_nothing_else(engine: EmbeddedEngine) -> None:
    scene = ("dog", LEFT, LEFT), ("cat", RIGHT, RIGHT)
    words = engine.render(request(*scene)).frames[0]
    blue = engine.render(request(*scene, picture=toy("blue"))).frames[0]
    changed = difference(inside(words, LEFT), inside(blue, LEFT))
    assert changed > 15
    assert difference(inside(words, RIGHT), inside(blue, RIGHT)) < changed / 2
    assert difference(words[:60], blue[:60]) < changed / 3
    core = inside(blue, (0.15, 0.5, 0.35, 0.75)).astype(float).mean((0, 1))
    assert core[2] > core[0] + 30


def test_R10_the_same_request_gives_the_same_frames_and_other_seeds_do_not(
    engine: EmbeddedEngine,
) -> None:
    made = request(("dog", LEFT, RIGHT))
    first, second = engine.render(made).frames, engine.render(made).frames
    assert np.array_equal(first, second)
    other = SceneRequest(made.scene, made.entities, {}, Settings(6, 4, 1.5, 1.0))
    assert difference(first, engine.render(other).frames) > 1


def test_R10_a_scene_alone_equals_the_scene_after_another(engine: EmbeddedEngine) -> None:
    scenes = [request(("cat", RIGHT, LEFT)).scene, request(("dog", LEFT, RIGHT)).scene]
    plan = VideoPlan(
        entities=(Entity(name="cat"), Entity(name="dog")),
        scenes=tuple(
            Scene.model_validate({**scene.model_dump(), "id": f"s{i}"})
            for i, scene in enumerate(scenes)
        ),
    )
    wanted = request_for(plan, "s1", {}, engine.info, preview=True)
    alone = load_engine("embedded", "cpu").render(wanted).frames
    engine.render(request_for(plan, "s0", {}, engine.info, preview=True))
    assert np.array_equal(engine.render(wanted).frames, alone)


def test_R05_working_in_less_memory_gives_the_same_picture(engine: EmbeddedEngine) -> None:
    made = request(("dog", LEFT, RIGHT))
    assert difference(engine.render(made).frames, engine.with_less_memory().render(made).frames) < 1


def test_R07_cancel_is_heard_at_the_next_step(engine: EmbeddedEngine) -> None:
    steps: list[StepEvent] = []
    with pytest.raises(Cancelled, match="step 2 of 4"):
        engine.render(request(("dog", LEFT, LEFT)), steps.append, lambda: len(steps) >= 1)
    assert len(steps) == 1
    assert steps[0].preview is not None and steps[0].preview.shape == (2, 64, 64, 3)


def test_a_reference_without_its_picture_is_refused_by_name(engine: EmbeddedEngine) -> None:
    unknown = Entity(name="dog", references=(Reference(digest="b" * 64),))
    made = request(("dog", LEFT, LEFT))
    with pytest.raises(InputError, match="the picture bbbbbbbbbbbb of 'dog' is missing"):
        engine.render(SceneRequest(made.scene, (unknown,), {}, FAST))


def damaged(folder: Path, name: str, spoil: Callable[[Path], object]) -> Path:
    """A copy of the checkpoint's small files, with `name` spoilt; large ones are links."""
    for path in WEIGHTS.iterdir():
        if path.name == name:
            shutil.copy(path, folder / path.name)
            spoil(folder / path.name)
        else:
            (folder / path.name).symlink_to(path)
    return folder


@pytest.mark.parametrize("name", ["codec.safetensors", "config.json", "bpe.txt.gz"])
def test_R12_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=name):
        load_engine("embedded", "cpu", damaged(tmp_path, name, Path.unlink))


def test_R12_a_file_cut_short_is_named(tmp_path: Path) -> None:
    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-1000])

    with pytest.raises(ModelError, match=r"codec\.safetensors has"):
        load_engine("embedded", "cpu", damaged(tmp_path, "codec.safetensors", cut))


def test_F11_a_pickle_named_safetensors_is_refused_unopened(tmp_path: Path) -> None:
    canary = tmp_path / "canary"

    def poison(path: Path) -> None:
        size = path.stat().st_size
        code = f"cos\nsystem\n(S'touch {canary}'\ntR.".encode()
        path.write_bytes(code + b"\0" * (size - len(code)))

    (tmp_path / "model").mkdir()
    with pytest.raises(ModelError, match="damaged"):
        load_engine("embedded", "cpu", damaged(tmp_path / "model", "codec.safetensors", poison))
    assert not canary.exists()


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="embedded"):
        load_engine("sora")


def test_others_words_show_what_they_mean(engine: EmbeddedEngine) -> None:
    """An engine that never read "tourist" or "vineyard" shows somebody walking on a farm."""
    known = engine.render(request(("person walking", LEFT, LEFT), background="farm")).frames
    said = engine.render(request(("tourist", LEFT, LEFT), background="vineyard")).frames
    other = engine.render(request(("kettle", LEFT, LEFT), background="farm")).frames
    assert np.array_equal(said, known)
    assert difference(other, known) > 1


def test_a_damaged_vocabulary_is_named(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    file = tmp_path / "weights" / "vocabulary.json.gz"
    file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    with pytest.raises(ModelError, match="vocabulary"):
        EmbeddedEngine(tmp_path / "weights")


def test_an_empty_place_is_the_one_that_somebody_stood_aside_in(engine: EmbeddedEngine) -> None:
    empty = engine.render(request(background="meadow")).frames[0]
    aside = engine.render(request(("dog", LEFT, LEFT), background="meadow")).frames[0]
    assert difference(empty[:, 150:], aside[:, 150:]) < 8
    assert difference(empty[90:, :110], aside[90:, :110]) > 12
