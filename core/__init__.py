"""Everything but the browser: plans, planners, Layout2Vid, rendering, export."""
