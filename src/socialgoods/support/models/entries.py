from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.secrets import EncryptedTextField
from socialgoods.support.models.base import Entry, entry_constraints
from socialgoods.support.models.commitment import Commitment, Delivery


class ContactKind(models.TextChoices):
    VISIT = "visit", _("방문")
    CALL = "call", _("전화")
    MEETING = "meeting", _("회의")
    MESSAGE = "message", _("문자·이메일")


class Contact(Entry):
    """A visit, call, meeting or message: who spoke with whom, what was said and what was agreed. Sealed at rest."""

    kind = models.CharField(_("구분"), max_length=8, choices=ContactKind)
    held_on = models.DateField(_("언제"))
    with_whom = EncryptedTextField(_("누구와"), blank=True)
    said = EncryptedTextField(_("나눈 이야기"))
    agreed = EncryptedTextField(_("정한 일"), blank=True)

    class Meta:
        verbose_name = _("만남")
        ordering = ["-held_on", "-id"]
        indexes = [
            models.Index(fields=["organization", "-held_on"], name="contact_of_organization"),
            models.Index(fields=["held_on"], name="contact_by_day"),
        ]
        constraints = entry_constraints("contact")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("contact", args=[self.pk])


class Whose(models.TextChoices):
    ADVISOR = "advisor", _("자문위원")
    ORGANIZATION = "organization", _("조직")
    PERSON = "person", _("정한 사람")


class Task(Entry):
    what = models.CharField(_("할 일"), max_length=300)
    due_on = models.DateField(_("언제까지"), null=True, blank=True)
    whose = models.CharField(_("누가"), max_length=12, choices=Whose)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("맡은 사람")
    )
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="tasks")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="tasks")
    done_on = models.DateField(_("마친 날"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("할 일")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="task_waiting")]
        constraints = [
            *entry_constraints("task"),
            models.CheckConstraint(condition=~Q(what=""), name="task_says_what"),
            models.CheckConstraint(
                condition=Q(whose="person", person__isnull=False) | (~Q(whose="person") & Q(person=None)),
                name="task_of_a_person_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(whose="organization") | Q(is_private=False), name="task_of_organization_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class DocumentKind(models.TextChoices):
    PHOTO = "photo", _("사진")
    FILE = "file", _("문서")


class Moment(models.TextChoices):
    NONE = "", _("해당 없음")
    BEFORE = "before", _("전")
    AFTER = "after", _("후")


class Document(Entry):
    """A file or photo, sealed on the disk. Two that name one product or page show it before and after."""

    kind = models.CharField(_("종류"), max_length=8, choices=DocumentKind)
    title = models.CharField(_("제목"), max_length=160)
    file = models.FileField(upload_to="case", max_length=120, editable=False)
    thumbnail = models.FileField(upload_to="case", max_length=120, blank=True, editable=False)
    """Of a photo: small, for lists on a phone."""
    filename = models.CharField(_("파일 이름"), max_length=160)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("크기"), editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    taken_on = models.DateField(_("날짜"), null=True, blank=True)
    subject = models.CharField(_("무엇의 전과 후인가요"), max_length=120, blank=True)
    moment = models.CharField(_("전·후"), max_length=6, choices=Moment, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="documents")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="documents")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, blank=True, related_name="documents")

    class Meta:
        verbose_name = _("문서·사진")
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["organization", "subject"], name="document_pairs")]
        constraints = [
            *entry_constraints("document"),
            models.CheckConstraint(condition=~Q(file="") & ~Q(digest="") & Q(size__gt=0), name="document_has_a_file"),
            models.CheckConstraint(
                condition=Q(subject="", moment="") | (~Q(subject="") & ~Q(moment="")), name="document_pair_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])
