"""The plan's core, computed: tables and arrays in, tables and arrays out. No Django, no files, no clock.

    from socialgoods.analysis import diagnose, prescribe, forecast

    diagnose(tables, 2017).diagnoses
    prescribe(tables, 2018, 2025).prescriptions
    forecast(tables, 2018, 2025).table

`tables` are the plan's files by name, as Arrow tables. Nothing is loaded before it is used.
"""

from typing import Any

__all__ = ["diagnose", "forecast", "prescribe"]

WHERE = {"diagnose": "diagnosis", "prescribe": "prescription", "forecast": "forecasting"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in WHERE:
        raise AttributeError(name)
    value = getattr(import_module(f"socialgoods.analysis.{WHERE[name]}"), name)
    globals()[name] = value
    return value
