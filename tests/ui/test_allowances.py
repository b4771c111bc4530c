"""How often one network may have a public studio ask a model, or try a server."""

from __future__ import annotations

import pytest

from core import limits
from core.errors import LimitError
from core.planner.usage import PlanBudget
from tests.plans import make_plan
from tests.ui.kit import Visitor, act, idle, served, studio_in, wait_for
from ui import actions
from ui.allowances import Allowance, Allowances, network_of
from ui.modes import PUBLIC
from ui.planners import Model, Planners, Wish, Written


def planning(times: list) -> Planners:
    """A model of the studio's own that counts its plans."""

    def write(wish: Wish) -> Written:
        times.append(wish.prompt)
        return Written(make_plan(1))

    return Planners(Model("theirs", "a.server", write))


def test_L13_new_projects_do_not_lift_the_limit_of_an_address(tmp_path):
    asked: list = []
    with studio_in(tmp_path, public=True, planners=planning(asked)) as studio:
        allowed = PUBLIC.plans_per_hour_address
        for number in range(allowed + 3):
            desk = studio.projects.open("")
            wish = actions.parse({"kind": "plan", "prompt": f"Take {number}.", "planner": "model"})
            desk.act(wish, "tab", 0, "203.0.113.7")
            wait_for(lambda desk=desk: idle(desk))
        assert len(asked) == allowed
        assert "from one network" in desk.session.notices[-1].text
        desk.act(wish, "tab", 0, "203.0.113.8")
        wait_for(lambda: len(asked) == allowed + 1)


def test_L13_the_offline_planner_is_never_counted(tmp_path):
    with studio_in(tmp_path, public=True) as studio:
        desk = studio.projects.open("")
        for number in range(limits.PUBLIC_PLANS_PER_HOUR + 2):
            prompt = f"{number + 1} dogs run."
            act(desk, "plan", prompt=prompt)
            wait_for(lambda prompt=prompt: idle(desk) and desk.session.plan.prompt == prompt)


def test_L13_programs_and_pages_share_the_allowance_of_their_address(tmp_path):
    gradio_client = pytest.importorskip("gradio_client")
    asked: list = []
    with (
        studio_in(tmp_path, public=True, planners=planning(asked)) as studio,
        served(studio) as url,
    ):
        for _ in range(PUBLIC.plans_per_hour_address - 1):
            studio.projects.tools.allowances.plans.take("127.0.0.1")
        client = gradio_client.Client(url, verbose=False, httpx_kwargs={"timeout": 60})
        client.predict(prompt="A dog.", planner="model", api_name="/plan")
        with pytest.raises(Exception, match="from one network"):
            client.predict(prompt="A dog.", planner="model", api_name="/plan")
        client.close()
        visitor = Visitor.at(url)
        visitor.act("plan", prompt="A dog.", planner="model")
        assert "from one network" in visitor.views["top"]["notices"][-1]["text"]
        assert len(asked) == 1


def test_checks_of_servers_are_counted_for_an_address():
    allowance = Allowances(PUBLIC).checks
    for _ in range(limits.PUBLIC_CHECKS_PER_HOUR):
        allowance.take("203.0.113.7")
    with pytest.raises(LimitError, match="checks an hour"):
        allowance.take("203.0.113.7")
    allowance.take("203.0.113.8")


def test_one_network_of_ipv6_is_one_address():
    now = [0.0]
    allowance = Allowance(lambda: PlanBudget(1, lambda: now[0]))
    allowance.take("2001:db8::1")
    with pytest.raises(LimitError):
        allowance.take("2001:db8::2")
    allowance.take("2001:db8:0:1::1")
    now[0] = 3_601.0
    allowance.take("2001:db8::3")
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("nonsense") == "nonsense"
