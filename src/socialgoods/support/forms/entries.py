"""What an advisor writes at the kitchen table, and what anybody adds to a case file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.files import Fit, Unfit, look_at
from socialgoods.people.models import Role, RoleAssignment, User
from socialgoods.registry.forms.organization import day_field
from socialgoods.support.actions.entries import NewDocument, NewTask
from socialgoods.support.models import Commitment, ContactKind, Moment, Whose
from socialgoods.support.parameters import FILE_BYTES, PHOTO_PIXELS

TASKS = 3
PHOTOS_AT_MOST = 10
PICTURES = "image/jpeg,image/png,image/webp"
DOCUMENTS = f"{PICTURES},.pdf,.hwp,.hwpx,.docx,.xlsx,.pptx,.doc,.xls,.odt,.ods"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at before it is kept."""

    def __init__(self, *, accept: str, most: int, **options: Any) -> None:
        widget = FilesInput(attrs={"accept": accept, "multiple": most > 1})
        super().__init__(widget=widget, allow_empty_file=True, **options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not files and self.required:
            raise ValidationError(_("파일을 골라 주세요."), code="required")
        if len(files) > self.most:
            raise ValidationError(
                _("한 번에 %(most)s개까지 올릴 수 있습니다."), params={"most": self.most}, code="many"
            )
        return files


def looked_at(files: list[Any], on: Any) -> list[Fit]:
    """Raises what is wrong with any of them."""
    wrong, fits = [], []
    for file in files:
        try:
            fits.append(
                look_at(file, file.name or "", file.size, most_bytes=FILE_BYTES.on(on), most_pixels=PHOTO_PIXELS.on(on))
            )
        except Unfit as unfit:
            wrong.append(str(unfit))
    if wrong:
        raise ValidationError(wrong)
    return fits


class PairForm(forms.Form):
    """The product or page that a photo shows, before or after."""

    subject = forms.CharField(
        label=_("전과 후를 견줄 것"), max_length=120, required=False,
        help_text=_("예: 들기름 포장, 누리집 첫 화면. 전과 후에 같은 이름을 적으면 나란히 보입니다."),
    )  # fmt: skip
    moment = forms.ChoiceField(label=_("전·후"), required=False, choices=Moment.choices)

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if bool(read.get("subject")) != bool(read.get("moment")):
            missing = "moment" if read.get("subject") else "subject"
            self.add_error(missing, _("무엇의 전인지 후인지 함께 적어 주세요."))
        return read


class ContactForm(PairForm):
    kind = forms.ChoiceField(label=_("어떻게 만났나요"), choices=ContactKind.choices, widget=forms.RadioSelect)
    held_on = day_field(label=_("언제"))
    with_whom = forms.CharField(label=_("누구와"), max_length=200, required=False, help_text=_("예: 대표, 총무님"))
    said = forms.CharField(label=_("나눈 이야기"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    agreed = forms.CharField(
        label=_("정한 일"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_private = forms.BooleanField(
        label=_("직원만 봅니다"),
        required=False,
        help_text=_("켜면 조직에는 보이지 않습니다. 조직이 할 일은 늘 보입니다."),
    )
    photos = FilesField(
        label=_("사진"), accept=PICTURES, most=PHOTOS_AT_MOST, required=False,
        help_text=_("10장까지. 사진에 든 위치와 시각 정보는 지우고 보관합니다."),
    )  # fmt: skip
    key = forms.RegexField(r"\A[0-9a-f-]{32,36}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()
        for number in range(TASKS):
            self.fields[f"task_{number}"] = forms.CharField(label=_("할 일"), max_length=300, required=False)
            self.fields[f"whose_{number}"] = forms.ChoiceField(
                label=_("누가"), required=False, choices=[c for c in Whose.choices if c[0] != Whose.PERSON]
            )
            self.fields[f"due_{number}"] = day_field(label=_("언제까지"), required=False)

    @property
    def task_rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"task_{n}"], self[f"whose_{n}"], self[f"due_{n}"]) for n in range(TASKS)]

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > self.today:
            raise ValidationError(_("만난 날이 오늘보다 뒤입니다."))
        return self.cleaned_data["held_on"]

    def clean_photos(self) -> list[Fit]:
        fits = looked_at(self.cleaned_data["photos"], self.today)
        if any(fit.kind != "photo" for fit in fits):
            raise ValidationError(_("여기에는 사진만 올릴 수 있습니다. 문서는 ‘문서 더하기’로 올려 주세요."))
        return fits

    def clean(self) -> dict[str, Any]:
        read = super().clean()
        if read.get("subject") and not self.files.getlist("photos"):
            self.add_error("photos", _("전이나 후를 보여 주는 사진을 골라 주세요."))
        return read

    @property
    def tasks(self) -> list[NewTask]:
        read = self.cleaned_data
        return [
            NewTask(read[f"task_{n}"], read[f"whose_{n}"] or Whose.ADVISOR, read[f"due_{n}"])
            for n in range(TASKS)
            if read[f"task_{n}"]
        ]

    @property
    def documents(self) -> list[NewDocument]:
        read = self.cleaned_data
        title = read["subject"] or dict(ContactKind.choices)[read["kind"]]
        return [
            NewDocument(f"{title} {n}" if len(read["photos"]) > 1 else str(title), fit, read["subject"], read["moment"],
                        read["held_on"])
            for n, fit in enumerate(read["photos"], 1)
        ]  # fmt: skip


class TaskForm(forms.Form):
    what = forms.CharField(label=_("할 일"), max_length=300)
    due_on = day_field(label=_("언제까지"), required=False)
    whose = forms.ChoiceField(label=_("누가"), choices=Whose.choices)
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("맡은 사람"), required=False, empty_label=_("정한 사람이 아님"),
        help_text=_("‘정한 사람’일 때만 고릅니다."),
    )  # fmt: skip
    is_private = forms.BooleanField(label=_("직원만 봅니다"), required=False)
    key = forms.RegexField(r"\A[0-9a-f-]{32,36}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [Role.OFFICER, Role.COORDINATOR, Role.ADVISOR]
        staff = RoleAssignment.objects.running_on(on).filter(role__in=roles).values("user")
        self.fields["person"].queryset = User.objects.filter(pk__in=staff, is_active=True).order_by("name")

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        if (read.get("whose") == Whose.PERSON) != bool(read.get("person")):
            self.add_error("person", _("‘정한 사람’이면 누구인지 고르고, 아니면 비워 두세요."))
        if read.get("whose") == Whose.ORGANIZATION and read.get("is_private"):
            self.add_error("is_private", _("조직이 할 일은 조직에게 보여야 합니다."))
        return read


class DocumentForm(PairForm):
    file = FilesField(
        label=_("파일"), accept=DOCUMENTS, most=1,
        help_text=_("사진, PDF, HWP·HWPX, 워드·엑셀 문서. 20MB까지. 사진에 든 위치와 시각 정보는 지우고 보관합니다."),
    )  # fmt: skip
    title = forms.CharField(label=_("제목"), max_length=160)
    taken_on = day_field(label=_("날짜"), required=False)
    commitment = forms.ModelChoiceField(
        Commitment.objects.none(), label=_("어느 지원의 자료인가요"), required=False, empty_label=_("해당 없음")
    )
    is_private = forms.BooleanField(label=_("직원만 봅니다"), required=False)
    key = forms.RegexField(r"\A[0-9a-f-]{32,36}\Z", widget=forms.HiddenInput)
    field_order = ["file", "title", "taken_on", "commitment", "subject", "moment", "is_private", "key"]

    def __init__(self, *args: Any, today: Any, commitments: Any, is_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["commitment"].queryset = commitments
        self.fields["commitment"].label_from_instance = lambda row: f"{row.year} {row.measure.name}"
        if not is_staff:
            del self.fields["is_private"]

    def clean_file(self) -> Fit:
        return looked_at(self.cleaned_data["file"], self.today)[0]

    @property
    def document(self) -> NewDocument:
        read = self.cleaned_data
        return NewDocument(
            read["title"], read["file"], read["subject"], read["moment"], read["taken_on"], read.get("is_private", False),
            read["commitment"],
        )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("까닭"), max_length=300)
