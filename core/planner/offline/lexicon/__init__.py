"""Words: what nouns are, what verbs do, and the small classes between them."""
