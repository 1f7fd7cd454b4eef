"""How a form's field becomes a label, a control, its help and its error, tied together for a screen reader."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, FileInput, HiddenInput
from django.utils.translation import gettext as _

from socialgoods.kernel import formats


def describe(
    bound: BoundField,
    *,
    label: str = "",
    help: str = "",
    last: str = "",
    optional: bool = False,
    money: bool = False,
) -> dict[str, Any]:
    widget, name = bound.field.widget, bound.auto_id or bound.html_name
    money = money or "data-money" in widget.attrs
    help = help or str(bound.help_text)
    shown = {
        "help_id": f"{name}-help" if help else "",
        "error_id": f"{name}-error" if bound.errors else "",
        "last_id": f"{name}-last" if last else "",
        "words_id": f"{name}-words" if money else "",
    }
    described_by = " ".join(part for part in shown.values() if part)
    return shown | {
        "bound": bound,
        "name": name,
        "kind": kind_of(widget),
        "label": label or bound.label,
        "help": help,
        "last": last,
        "must": bound.field.required,
        "optional": optional and not bound.field.required,
        "errors": bound.errors,
        "money": money,
        "words": words_of(bound.value()) if money else "",
        "described_by": described_by,
        "control": control(bound, money=money, described_by=described_by),
    }


def kind_of(widget: Any) -> str:
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, FileInput):
        return "file"
    return "group" if widget.use_fieldset else "one"


def control(bound: BoundField, *, money: bool, described_by: str) -> str:
    widget = bound.field.widget
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": " ".join(part for part in (own, "input--money" if money else "") if part)}
    if "placeholder" in widget.attrs:
        attrs["placeholder"] = False  # the label above says it, and stays
    if not widget.use_fieldset:
        attrs |= {"aria-describedby": described_by} if described_by else {}
        attrs |= {"aria-invalid": "true"} if bound.errors else {}
    if money:
        attrs.update({"inputmode": "numeric", "autocomplete": "off", "data-money": True})
    if not attrs["class"]:
        del attrs["class"]
    return bound.as_widget(attrs=attrs)


def words_of(value: Any) -> str:
    """A typed amount in words, or nothing while it cannot be read."""
    text = (
        str(value if value is not None else "").replace(",", "").replace(" ", "").removesuffix("원").replace("−", "-")
    )
    return formats.won_words(int(text)) if text.lstrip("-").isdecimal() and len(text) < 20 else ""


def error_list(forms: Iterable[Any]) -> list[dict[str, str]]:
    """Every error of forms and formsets in the order of the page, each with the field that it leads to."""
    errors: list[dict[str, str]] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            errors += [{"label": "", "target": "", "text": str(text)} for text in form.non_form_errors()]
            errors += error_list(form.forms)
        elif isinstance(form, BaseForm) and form.is_bound:
            errors += [{"label": "", "target": "", "text": str(text)} for text in form.non_field_errors()]
            errors += [entry for bound in form for entry in _errors_of(bound)]
    return errors


def _errors_of(bound: BoundField) -> list[dict[str, str]]:
    if isinstance(bound.field.widget, HiddenInput):
        return [{"label": "", "target": "", "text": str(text)} for text in bound.errors]
    target = bound.id_for_label or f"{bound.auto_id}_0"
    return [{"label": str(bound.label or _("칸")), "target": target, "text": str(text)} for text in bound.errors]
