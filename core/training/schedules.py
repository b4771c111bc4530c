"""How long each stage of the embedded engine's recipe trains, and what its engine defaults to."""

from __future__ import annotations

from core.training.fit import Schedule

SCHEDULES: dict[str, dict[str, Schedule]] = {
    "cpu": {
        "codec": Schedule(4_000, 8),
        "clip": Schedule(4_000, 48, 1.2e-3),
        "prior": Schedule(6_000, 192, 8e-4),
        "unclip": Schedule(6_000, 64, 1.2e-3),
        "motion": Schedule(1_200, 64, 1e-3),
        "joint": Schedule(8_000, 24, warm_up=200),
        "distil": Schedule(2_000, 24, 3e-4, warm_up=200),
        "decoder": Schedule(2_000, 8, 6e-4),
        "backbone": Schedule(2_000, 24, warm_up=200),
        "guided": Schedule(2_000, 24, warm_up=200),
    },
    "cuda": {
        "codec": Schedule(60_000, 48),
        "clip": Schedule(60_000, 512, 1.2e-3),
        "prior": Schedule(60_000, 2048, 8e-4),
        "unclip": Schedule(60_000, 512, 1.2e-3),
        "motion": Schedule(3_000, 512, 1e-3),
        "joint": Schedule(60_000, 512, 1.5e-3, warm_up=200),
        "distil": Schedule(60_000, 512, 3e-4, warm_up=200),
        "decoder": Schedule(60_000, 48, 6e-4),
        "backbone": Schedule(60_000, 512, 1.5e-3, warm_up=200),
        "guided": Schedule(60_000, 512, 1.5e-3, warm_up=200),
    },
}
STAGES = ("codec", "clip", "prior", "motion", "unclip", "recall", "joint", "distil", "decoder")
DEFAULTS = {
    "final": {"seed": 1, "steps": 10, "guidance": 3.0, "layout_strength": 1.0},
    "preview": {"seed": 1, "steps": 4, "guidance": 2.5, "layout_strength": 1.0},
}
DISTILLED = {
    "final": {"seed": 1, "steps": 10, "guidance": 1.0, "layout_strength": 1.0},
    "preview": {"seed": 1, "steps": 5, "guidance": 1.0, "layout_strength": 1.0},
}
