"""Prompts to try: each shows something the planner and the engine can do."""

EXAMPLES = (
    "A dog runs from left to right across a meadow. Then the dog meets a cat on the beach.",
    "A red car drives along a city street at night. Then it crosses a bridge.",
    "Three balloons rise over the mountains. A bird flies past them.",
    "A robot walks through a forest and finds a small fox. The fox follows it to a village.",
    "A boat sails on the ocean at sunset while two dolphins jump beside it.",
)
