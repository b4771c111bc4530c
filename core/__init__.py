"""Everything but the browser: plans, planners, Layout2Vid, rendering, export."""

import os

# Read when torch is loaded, so set before any module of ours imports it. Its threads then sleep
# while they wait for one another. Spinning, they take the core from whoever they wait for as soon
# as a browser or a second render is at work: a scene took four times as long.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
