"""The report as Markdown: our figures, their ceiling, the ungrounded backbone, the paper's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.evaluation import paper

Report = Mapping[str, Any]
SKILLS = ("object", "count", "spatial", "scale", "overall", "direction",
          "numeracy", "attribution", "visibility", "dynamic spatial", "sequential",
          "lvd")  # fmt: skip
BLIND = ("codec", "names")  # parts that no judge looks at
COLUMNS = ("engine", "ceiling", "ungrounded")


def markdown(report: Report) -> str:
    """The whole report; parts that have not run are left out."""
    makers = {
        "judge": _judge, "skills": _skills, "layouts": _layouts, "story": _story,
        "references": _references, "style": _style, "photographs": _photographs, "motion": _motion,
        "steady": _steady,
        "codec": _codec, "names": _names, "speed": _speed, "ablations": _ablations, "cost": _cost,
    }  # fmt: skip
    out = ["# How well the embedded engine obeys", "", _head(report)]
    for name, make in makers.items():
        if name in report:
            out += ["", *make(report[name])]
    return "\n".join(out) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, numbers to the right."""
    line = "|" + "|".join("---" if i == 0 else "---:" for i in range(len(head))) + "|"
    return [f"| {' | '.join(head)} |", line, *(f"| {' | '.join(row)} |" for row in rows)]


def _number(values: Mapping[str, Any] | None, key: str, digits: int = 1) -> str:
    value = None if values is None else values.get(key)
    return "–" if value is None else f"{value:.{digits}f}"


def _head(report: Report) -> str:
    about = report.get("about", {})
    ways: dict[str, list[str]] = {}
    for part, options in about.get("asked", {}).items():
        ways.setdefault(options, []).append(part)
    commands = [f"`{options} --parts {' '.join(names)}`" for options, names in ways.items()]
    return (
        f"Engine `{str(about.get('fingerprint', ''))[:12]}`, settings {about.get('settings')}. "
        f"Written by `python -m core.evaluation engine` with {', '.join(commands)}. *Ceiling*: the "
        "same measure on real composites, the most the judge would grant, before paintings that no "
        "training showed. *Ungrounded*: our "
        f"backbone without boxes (strength 0).{_earlier(about)}"
    )


def _earlier(about: Report) -> str:
    """Says which parts were measured by another judge than the last one."""
    judges, latest = about.get("judges", {}), about.get("judge")
    old = [part for part in about.get("asked", {}) if part not in BLIND]
    old = [part for part in old if judges.get(part) != latest]
    return f" Measured by an earlier judge: {', '.join(sorted(old))}." if latest and old else ""


def _judge(values: Report) -> list[str]:
    rows = [[key.replace("_", " "), f"{value:.3f}"] for key, value in values.items()]
    return ["## The judge on real composites", "", *table(("measure", "value"), rows)]


def _skills(values: Report) -> list[str]:
    head = ["skill", "prompts", "bar", *COLUMNS, *paper.PAPER]
    rows = []
    for skill in SKILLS:
        mine = values["engine"].get(skill)
        if mine is None:
            continue
        bar = f"≥ {paper.BARS[skill]:.0f}" if skill in paper.BARS else ""
        ours = [_number(values[c].get(skill), "score") for c in COLUMNS]
        theirs = [_number(row, skill) for row in paper.PAPER.values()]
        rows.append([skill, f"{mine['n']:.0f}", bar, *ours, *theirs])
    seen = [f"{c} {_number(values[c].get('direction'), 'detected')} %" for c in COLUMNS]
    note = (
        f"Direction's detection rate: {', '.join(seen)}. The paper's direction at α = 0.2 is "
        f"{paper.DIRECTION_AT_TWO_TENTHS}."
    )
    note += "".join(_fewer(values, column) for column in COLUMNS)
    return ["## Skills (percent)", "", *table(head, rows), "", note, "", "![](skills.png)"]


def _fewer(values: Report, column: str) -> str:
    """Says so where a column saw fewer prompts of a skill than the engine did."""
    counts = [(row["n"], values["engine"][skill]["n"]) for skill, row in values[column].items()
              if "n" in row and skill in values["engine"]]  # fmt: skip
    short = [n for n, whole in counts if n < whole]
    return f" The column {column} is over the first {min(short):.0f} of each." if short else ""


def _layouts(values: Report) -> list[str]:
    groups = list(values["engine"])
    rows = []
    for group in groups:
        if group == "floor":
            continue
        boxes = values["engine"][group]["boxes"]
        ours = [_number(values[c].get(group), "miou", 3) for c in COLUMNS]
        rows.append([group, f"{boxes:.0f}", *ours])
    for title, group, key in (("AP50", "all", "ap50"), ("floor: shuffled boxes", "floor", "miou")):
        rows.append([title, "", *(_number(values[c].get(group), key, 3) for c in COLUMNS)])
    bar = f"Bar: ≥ {paper.MIOU_BAR} for sides ≥ 0.2. A box that nothing answers counts 0."
    pictures = ["", "![](overlap.png)", "", "![](layouts.png)"]
    head = ("planned boxes", "frames × boxes", *COLUMNS)
    title = "## Overlap of seen and planned boxes (mean IoU)"
    return [title, "", *table(head, rows), "", bar, *pictures]


def _story(values: Report) -> list[str]:
    columns = ("engine", "no groups", "ceiling")
    names = ("adjacent", "all_pairs", "strangers", "appearances", "missed")
    rows = [
        [name.replace("_", " "), *(_number(values[c], name, 3) for c in columns)] for name in names
    ]
    share = _number(values, "all_pairs_of_ceiling", 3)
    note = f"All pairs, of the composites' own: {share} (bar: ≥ {paper.CONSISTENCY_BAR})."
    head = ("cosine", *columns)
    return ["## Consistency over scenes", "", *table(head, rows), "", note, "", "![](stories.png)"]


def _references(values: Report) -> list[str]:
    return _retrieval(values, "Identity of held-out pictures", "references.png")


def _style(values: Report) -> list[str]:
    return _retrieval(values, "Identity of flat drawings, a style never trained on", "style.png")


def _retrieval(values: Report, title: str, picture: str) -> list[str]:
    columns = ("engine", "ceiling", "chance")
    bars = {"top1": f"≥ {paper.TOP1_BAR}", "top5": f"≥ {paper.TOP5_BAR}"}
    rows = [[k, bar, *(_number(values[c], k, 2) for c in columns)] for k, bar in bars.items()]
    n = f"{values['engine']['n']:.0f} pictures among {values['engine']['candidates']:.0f}"
    head = ("retrieval", "bar", *columns)
    return [f"## {title} ({n})", "", *table(head, rows), "",
            "Given above, rendered below.", "", f"![]({picture})"]  # fmt: skip


def _photographs(values: Report) -> list[str]:
    rows = [[k.replace("_", " "), _number(values["engine"], k, 2), _number(values["ceiling"], k, 2)]
            for k in values["engine"]]  # fmt: skip
    head = ("likeness to the photo", "engine", "ceiling")
    return ["## Real photographs", "", *table(head, rows), "", "![](photos.png)"]


def _steady(values: Report) -> list[str]:
    columns = ("engine", "no own motion", "ceiling")
    rows = [
        [k.replace("_", " "), *(_number(values.get(column), k) for column in columns)]
        for k in values["engine"]
    ]
    head = ("change between frames, of 255", *columns)
    return ["## Steadiness", "", *table(head, rows)]


def _motion(values: Report) -> list[str]:
    head = ("things", "n", "change", "without own motion", "animation's", "agreement", "by chance")
    keys = ("change", "without", "real_change")
    rows = [
        [
            name,
            _number(row, "n", 0),
            *(_number(row, key) for key in keys),
            *(_number(row, key, 2) for key in ("agreement", "with_others")),
        ]
        for name, row in values.items()
    ]
    note = (
        "A picture in a box that passes slowly. *Change*: between adjacent frames in the box, of "
        "255. *Agreement*: cosine of what changes with the animation's own; *by chance*, with "
        "another thing's. Animations above, rendered below."
    )
    title = "## Motion of their own"
    return [title, "", *table(head, rows), "", note, "", "![](motion.png)"]


def _codec(values: Report) -> list[str]:
    rows = [["PSNR, dB", _number(values, "psnr")], ["SSIM", _number(values, "ssim", 3)]]
    return [f"## Codec ({values['n']} composites)", "", *table(("measure", "value"), rows)]


def _names(values: Report) -> list[str]:
    rows = [
        [k.replace("_", " "), f"{v:.2f}" if k.startswith(("text", "prior")) else f"{v:.0f}"]
        for k, v in values.items()
    ]
    title = "## Names alone (share whose nearest picture bears the name)"
    note = (
        "Words never learnt: what people say and no picture is called, likened to a picture by hand"
        " (core/training/likenesses.txt), told in words that the engine knows and as they are."
    )
    return [title, "", *table(("measure", "value"), rows), "", note]


def _speed(values: Report) -> list[str]:
    rows = [
        [name, *(_number(values[name], key) for key in ("overall", "seconds", "times_faster"))]
        for name in values
    ]
    note = "Bar: ≥ 10 times as fast, at most 2 points apart."
    head = ("sampling", "overall skill", "s a scene of 16 frames", "times as fast")
    return ["## Sampling: ours and the paper's on one network", "", *table(head, rows), "", note]


def _ablations(values: Report) -> list[str]:
    keys = ("object", "count", "spatial", "scale", "overall", "direction", "attribution")
    head = ("variant", *keys, "mIoU", "AP50", "s a scene")
    rows = [
        [
            name,
            *(_number(row, k) for k in keys),
            *(_number(row, k, 3) for k in ("miou", "ap50")),
            _number(row, "seconds"),
        ]
        for name, row in values.items()
    ]
    return ["## Ablations (percent; few prompts each)", "", *table(head, rows)]


def _cost(values: Report) -> list[str]:
    rows = [
        [k.replace("_", " "), f"{v:.2f}"] for k, v in values.items() if isinstance(v, int | float)
    ]
    note = f"On {values.get('machine', 'this machine')}."
    return ["## Cost", "", *table(("what", "value"), rows), "", note]
