"""The video plan: what is filmed, how it is changed, and how it is kept.

`schema` says what a plan is, `edits` how it changes, `tracks` where everything stands at a moment,
`history` undo and redo, `build` how loose layouts become plans, `notes` what looks odd,
`store` text and files, `archive` whole projects. Standard library and pydantic only.
"""
