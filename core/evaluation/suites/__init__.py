"""Prompts by skill, each with checks on the plan's boxes (`planner_checks` has the language)."""

from core.evaluation.suites import lvd, stories, vpeval, wild

ALL: dict[str, str] = {
    "numeracy": lvd.NUMERACY,
    "attribution": lvd.ATTRIBUTION,
    "visibility": lvd.VISIBILITY,
    "dynamic spatial": lvd.DYNAMIC,
    "sequential": lvd.SEQUENTIAL,
    "object": vpeval.OBJECT,
    "count": vpeval.COUNT,
    "spatial": vpeval.SPATIAL,
    "scale": vpeval.SCALE,
    "direction": vpeval.DIRECTION,
    "groups": stories.GROUPS,
    "pronouns": stories.PRONOUNS,
    "goals": stories.GOALS + wild.GOALS_MORE,
    "motion": stories.MOTION,
    "wording": wild.WORDING,
    "physics": wild.PHYSICS,
}
