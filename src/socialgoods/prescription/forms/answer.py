from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from socialgoods.prescription.models import AnswerWay
from socialgoods.prescription.rules.answer import reasons_against_words

WHY = (
    ("own_share", _("자부담이 부담스럽습니다")),
    ("nobody", _("지금은 맡을 사람이 없습니다")),
    ("timing", _("올해는 때가 맞지 않습니다")),
    ("other_support", _("다른 지원을 받고 있습니다")),
    ("not_needed", _("우리에게 필요한 것이 아닙니다")),
    ("other", _("다른 까닭이 있습니다")),
)


class AnswerForm(forms.Form):
    """One form, two buttons. Who writes it down for the organisation says how it was heard and from whom."""

    way = forms.ChoiceField(
        label=_("어떻게 들었나요"), choices=[choice for choice in AnswerWay.choices if choice[0] != AnswerWay.ONLINE]
    )
    answered_for = forms.CharField(
        label=_("조직에서 답한 분"),
        max_length=60,
        required=False,
        help_text=_("이름을 적어 주세요. 적은 분과 함께 남습니다."),
    )
    why = forms.ChoiceField(label=_("까닭"), choices=WHY, required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("더 하실 말씀"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("적어 주신 것은 다음 처방을 더 맞게 만드는 데 씁니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, on_behalf: bool, accepts: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accepts = accepts
        if not on_behalf:
            del self.fields["way"], self.fields["answered_for"]

    @property
    def said(self) -> str:
        """The reason as one text."""
        why, more = self.cleaned_data.get("why", ""), self.cleaned_data.get("reason", "").strip()
        named = gettext(str(dict(WHY)[why])) if why and why != "other" else ""
        return ". ".join(part for part in (named, more) if part)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        reasons = reasons_against_words(
            way=read.get("way", ""), answered_for=read.get("answered_for", ""), accepts=self.accepts, reason=self.said
        )
        for field, text in reasons:
            self.add_error("why" if field == "reason" and not read.get("why") else field, text)
        return read


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("거두는 까닭"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("조직이 그대로 읽습니다."),
    )  # fmt: skip
