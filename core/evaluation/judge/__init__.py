"""The judge: finds and names things in frames. Shares no weights with what conditions an engine.

`detector` says where something stands, `namer` says what it looks like; both are made from
composed pictures whose boxes are known. Plans, prompts and grounding never reach it.
"""
