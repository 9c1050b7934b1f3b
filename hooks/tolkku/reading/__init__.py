"""From disk to values: YAML, `mkdocs.yml`, `locales/`, `docs/`, `bulletins/`.

Everything is judged here once, at the border; behind it nothing is half known.
"""
