"""Maps, slides and pages to leave behind. The only place that knows matplotlib and python-pptx.

Both are slow to load: nothing of this folder is imported until somebody asks for an export.
"""
