"""Formulas for honest figures, each with its source, and a reason where a figure does not exist.

Standard library only; nothing here reads a clock, a database or a setting.
"""
