from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from socialgoods.exchange.refusals import Limits, megabytes
from socialgoods.registry.queries.imports.targets import TARGETS


class UploadForm(forms.Form):
    target = forms.ChoiceField(
        label=gettext_lazy("무엇을 가져올까요?"), widget=forms.RadioSelect, initial="organizations"
    )
    file = forms.FileField(
        label=gettext_lazy("파일"),
        help_text=gettext_lazy(
            "엑셀(XLSX, XLS, ODS)이나 CSV 파일을 받은 그대로 올리세요. 제목 줄이나 합계 줄이 있어도 됩니다."
        ),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(target.key, target.label) for target in TARGETS.values()]  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """Before anything is read of it: by size. What is in it decides the rest."""
        file: UploadedFile = self.cleaned_data["file"]
        limit = Limits().file_bytes
        if (file.size or 0) > limit:
            raise ValidationError(
                _(
                    "파일의 크기가 %(size)s입니다. %(limit)s까지 받습니다. 필요 없는 시트와 그림을 지우거나 여러 파일로 나누어 주세요."
                )
                % {"size": megabytes(file.size or 0), "limit": megabytes(limit)}
            )
        return file

    @property
    def county(self) -> str:
        return str(settings.COUNTY.name)


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label=gettext_lazy("어느 시트를 가져올까요?"), widget=forms.RadioSelect)

    def __init__(self, sheets: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
