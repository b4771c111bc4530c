"""The storyboard's box editor: a Gradio component (`component`) and its ES modules (`web/`)."""
