"""Figures of VideoDirectorGPT (arXiv 2309.15091v2) that stand beside ours, in percent."""

PAPER: dict[str, dict[str, float]] = {
    "ModelScopeT2V (paper)": {
        "object": 89.8, "count": 38.8, "spatial": 18.0, "scale": 15.8, "overall": 40.8,
        "direction": 30.5,
    },
    "VideoDirectorGPT (paper)": {
        "object": 97.1, "count": 77.4, "spatial": 61.1, "scale": 47.0, "overall": 70.6,
        "direction": 46.5,
    },
}  # fmt: skip
DIRECTION_AT_TWO_TENTHS = 59.8
GROUNDING = {"image only": 42.6, "text only": 36.9, "as shipped": 42.8}  # consistency
BARS: dict[str, float] = {
    "object": 97, "count": 90, "spatial": 92, "scale": 85, "overall": 92, "direction": 95,
}  # fmt: skip
MIOU_BAR = 0.70
CONSISTENCY_BAR = 0.95  # of real composites' own
TOP1_BAR, TOP5_BAR = 0.50, 0.80
PREVIEW_BAR_S, FINAL_BAR_S, FILM_BAR_S, MEMORY_BAR_GB = 3.0, 8.0, 40.0, 2.5
