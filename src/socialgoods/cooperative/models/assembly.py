"""An assembly: its call, its roll on the record date, who is present how, what was voted, and the minutes.

Of a secret vote two tables are kept that no column, order or time connects: who voted (`Voted`), and what was voted (`Ballot`).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.cooperative.models.founding import Consent
from socialgoods.cooperative.models.register import Member
from socialgoods.people.models import RunningQuerySet


class AssemblyKind(models.TextChoices):
    FOUNDING = "founding", _("창립총회")
    ORDINARY = "ordinary", _("정기총회")
    EXTRAORDINARY = "extraordinary", _("임시총회")


class AssemblyState(models.TextChoices):
    DRAFT = "draft", _("준비하는 중")
    CALLED = "called", _("소집함")
    OPEN = "open", _("열림")
    CLOSED = "closed", _("마침")
    SIGNED = "signed", _("의사록에 서명함")
    CANCELLED = "cancelled", _("취소함")


class Assembly(models.Model):
    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="assemblies", verbose_name=_("협동조합"))
    kind = models.CharField(_("갈래"), max_length=13, choices=AssemblyKind)
    is_delegates = models.BooleanField(_("대의원총회"), default=False)
    title = models.CharField(_("이름"), max_length=120)
    held_at = models.DateTimeField(_("여는 때"))
    place = models.CharField(_("곳"), max_length=200)
    called_on = models.DateField(_("소집을 알린 날"), null=True, blank=True)
    record_on = models.DateField(_("명부 기준일"))
    """Who is a member on this day may vote."""
    demanded_by = models.PositiveIntegerField(_("소집을 요구한 조합원 수"), default=0)
    state = models.CharField(_("상태"), max_length=9, choices=AssemblyState, default=AssemblyState.DRAFT)
    opened_at = models.DateTimeField(_("연 때"), null=True, blank=True)
    closed_at = models.DateTimeField(_("닫은 때"), null=True, blank=True)
    postponed_from = models.DateTimeField(_("처음 알린 때"), null=True, blank=True)
    """Where it was put off: when it should have been held."""
    cancelled_why = models.CharField(_("취소한 까닭"), max_length=300, blank=True)
    chair = models.ForeignKey(
        "Attendance", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("의장")
    )
    """On the roll; one from outside has only the name."""
    chair_name = models.CharField(_("의장"), max_length=120, blank=True)
    door_code = models.CharField(_("참석 번호"), max_length=6, blank=True)
    """Shown in the hall only: who types it on a phone is there."""
    minutes = models.TextField(_("의사록"), blank=True)

    class Meta:
        verbose_name = _("총회")
        ordering = ["-held_at", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assembly", args=[self.cooperative.code, self.pk])


class Paper(models.Model):
    """What members should read beforehand."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="papers", verbose_name=_("총회"))
    name = models.CharField(_("이름"), max_length=200)
    file = models.FileField(_("파일"), upload_to="assemblies/%Y")
    ending = models.CharField(max_length=10)
    """Of the file as it was given: `pdf`."""
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("총회 자료")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def filename(self) -> str:
        return self.name if self.name.lower().endswith(f".{self.ending}") else f"{self.name}.{self.ending}"


class Channel(models.TextChoices):
    IN_PERSON = "in_person", _("직접 참석")
    PROXY = "proxy", _("대리인")
    PAPER = "paper", _("서면")
    ELECTRONIC = "electronic", _("전자")


class ProxyKind(models.TextChoices):
    MEMBER = "member", _("다른 조합원")
    FAMILY = "family", _("함께 사는 가족")


class Plan(models.TextChoices):
    COME = "come", _("나가겠습니다")
    PROXY = "proxy", _("대리인을 보내겠습니다")
    ABSENT = "absent", _("나가지 못합니다")


class Attendance(models.Model):
    """A row of the roll: a member (at a founding assembly, one who filed a consent form), and how he or she takes part."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="roll", verbose_name=_("총회"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("조합원")
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("설립동의자")
    )
    number = models.PositiveIntegerField(_("명부 번호"), null=True, blank=True)
    name = models.CharField(_("이름"), max_length=120)
    votes = models.PositiveSmallIntegerField(_("의결권"), default=1)
    """One, except in federations whose articles weigh them (§75)."""
    channel = models.CharField(_("참석 방법"), max_length=10, choices=Channel, blank=True)
    arrived_at = models.DateTimeField(_("참석한 때"), null=True, blank=True)
    left_at = models.DateTimeField(_("떠난 때"), null=True, blank=True)
    proxy = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="principals", verbose_name=_("대리한 조합원")
    )
    proxy_kind = models.CharField(_("대리인"), max_length=6, choices=ProxyKind, blank=True)
    proxy_name = models.CharField(_("대리인 이름"), max_length=120, blank=True)
    proxy_paper = models.BooleanField(_("위임장을 받음"), default=False)
    """Without it a proxy is only announced: no channel yet, and nobody counted."""
    plan = models.CharField(_("미리 알린 뜻"), max_length=6, choices=Plan, blank=True)
    signs = models.BooleanField(_("의사록에 서명할 사람으로 뽑힘"), default=False)

    class Meta:
        verbose_name = _("총회 명부")
        ordering = ["assembly", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="roll_number_once"),
            models.UniqueConstraint(fields=["assembly", "member"], name="roll_member_once"),
            models.UniqueConstraint(fields=["assembly", "consent"], name="roll_consent_once"),
            models.UniqueConstraint(fields=["proxy"], name="roll_one_principal_each"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, consent=None) | Q(member=None, consent__isnull=False),
                name="roll_of_whom",
            ),
            models.CheckConstraint(condition=~Q(channel="proxy") | Q(proxy_paper=True), name="roll_proxy_is_written"),
            models.CheckConstraint(condition=Q(proxy=None) | ~Q(proxy=F("id")), name="roll_proxy_is_another"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at__isnull=False, left_at__gte=F("arrived_at")),
                name="roll_leaves_after_coming",
            ),
            models.CheckConstraint(condition=Q(arrived_at=None) | ~Q(channel=""), name="roll_came_by_a_channel"),
        ]

    def __str__(self) -> str:
        return self.name


class ItemKind(models.TextChoices):
    REPORT = "report", _("보고")
    RESOLUTION = "resolution", _("의결")
    ELECTION = "election", _("선거")


class ItemState(models.TextChoices):
    WAITING = "waiting", _("차례를 기다림")
    VOTING = "voting", _("투표하는 중")
    COUNTING = "counting", _("세는 중")
    DONE = "done", _("정해짐")
    VOID = "void", _("무효로 함")


class AgendaItem(models.Model):
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="items", verbose_name=_("총회"))
    number = models.PositiveSmallIntegerField(_("번호"))
    title = models.CharField(_("안건"), max_length=200)
    text = models.TextField(_("설명"), blank=True)
    kind = models.CharField(_("갈래"), max_length=10, choices=ItemKind, default=ItemKind.RESOLUTION)
    subject = models.CharField(_("무엇에 관한 안건인가"), max_length=30, blank=True)
    """A key of `rules.resolution.SUBJECTS`, which says by which article it takes which majority: `articles`, `expulsion`, …"""
    about = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("누구의 일인가")
    )
    office = models.CharField(_("뽑는 자리"), max_length=10, blank=True)
    seats = models.PositiveSmallIntegerField(_("뽑는 수"), default=1)
    is_secret = models.BooleanField(_("무기명 투표"), default=False)
    state = models.CharField(_("상태"), max_length=8, choices=ItemState, default=ItemState.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    present = models.PositiveIntegerField(_("그때 참석한 수"), null=True, blank=True)
    present_votes = models.PositiveIntegerField(_("그때 참석한 의결권"), null=True, blank=True)
    """As many as `present`, except in a federation that weighs votes."""
    entitled = models.PositiveIntegerField(_("의결권이 있는 수"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("앞선 투표")
    )
    """A run-off, or a vote repeated because the one before was void."""
    counts = models.JSONField(_("결과"), default=dict, blank=True)
    """choice → votes, with paper merged: `yes`, `no`, `abstain`, `invalid`, or a nominee's number (`-3`: against the third)."""
    is_passed = models.BooleanField(_("가결"), null=True, blank=True)
    why = models.CharField(_("까닭"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("안건")
        ordering = ["assembly", "number"]
        constraints = [models.UniqueConstraint(fields=["assembly", "number"], name="agenda_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Nominee(models.Model):
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="nominees", verbose_name=_("안건"))
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("조합원")
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("설립동의자")
    )
    name = models.CharField(_("이름"), max_length=120)
    number = models.PositiveSmallIntegerField(_("기호"))
    is_elected = models.BooleanField(_("뽑힘"), null=True, blank=True)

    class Meta:
        verbose_name = _("후보")
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="nominee_number_once")]

    def __str__(self) -> str:
        return self.name


class OpenVote(models.Model):
    """Of an open vote: who voted what."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votes", verbose_name=_("안건"))
    voter = models.ForeignKey(Attendance, models.PROTECT, related_name="+", verbose_name=_("투표한 사람"))
    choice = models.CharField(_("선택"), max_length=60)
    key = models.CharField(max_length=100)
    at = models.DateTimeField(_("투표한 때"))

    class Meta:
        verbose_name = _("기명 투표")
        constraints = [models.UniqueConstraint(fields=["item", "voter"], name="open_vote_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.voter}"


class Voted(models.Model):
    """Of a secret vote: who voted, and by which channel. No time, no choice. Once only is kept here.

    Written anew in the order of the roll at the close (`actions.box`), so that no row tells when it was written.
    """

    pk = models.CompositePrimaryKey("item_id", "voter_id")
    """Nobody twice; and no number of its own, which would tell who came first."""
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="voted", verbose_name=_("안건"), db_index=False)
    voter = models.ForeignKey(
        Attendance, models.PROTECT, related_name="+", verbose_name=_("투표한 사람"), db_index=False
    )
    channel = models.CharField(_("방법"), max_length=10, choices=Channel)
    key = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("투표한 사람")

    def __str__(self) -> str:
        return f"{self.item} {self.voter}"


class Ballot(models.Model):
    """Of a secret vote: a mark of what was voted. No voter, no time. There are none before the close: until then the marks lie
    sealed in the box (`models.box`), from which they are written here in shuffled order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        AgendaItem,
        models.CASCADE,
        related_name="ballots",
        verbose_name=_("안건"),
        db_index=False,
        db_constraint=False,  # 100,000 look-ups at the close; only the box writes here, with the item's row locked
    )
    choice = models.CharField(_("선택"), max_length=60)

    class Meta:
        verbose_name = _("투표지")
        indexes = [models.Index(fields=["item", "choice"], name="ballot_item_choice")]

    def __str__(self) -> str:
        return str(self.id)


class Teller(models.Model):
    """Two witness the count. Each confirms the counts of each item by a hash of what was counted."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="tellers", verbose_name=_("안건"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("검표인"), max_length=120)
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("총회 명부")
    )
    code = models.CharField(max_length=128, blank=True)
    """Of a teller without an account: somebody on the roll, and the hash of the own code word (decision 0030)."""
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("확인한 때"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("검표인")
        constraints = [
            models.UniqueConstraint(fields=["item", "name"], name="teller_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, attendance=None, code="")
                | Q(user=None, attendance__isnull=False) & ~Q(code=""),
                name="teller_by_account_or_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperResult(models.Model):
    """Ballots counted on paper, by choice; who cast them stands in `Voted` or, of an open vote, in `OpenVote`."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="paper_results", verbose_name=_("안건"))
    choice = models.CharField(_("선택"), max_length=60)
    votes = models.PositiveIntegerField(_("표"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("종이 투표 결과")
        constraints = [models.UniqueConstraint(fields=["item", "choice"], name="paper_result_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.choice} {self.votes}"


class MinutesSignature(models.Model):
    """The chair and at least three members elected for it sign (§30)."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="signatures", verbose_name=_("총회"))
    signer = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("서명한 조합원")
    )
    name = models.CharField(_("이름"), max_length=120)
    is_chair = models.BooleanField(_("의장"), default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    on_paper = models.BooleanField(_("종이에 서명함"), default=False)
    sha256 = models.CharField(max_length=64)
    """Of the minutes as they were signed."""
    at = models.DateTimeField(_("서명한 때"))

    class Meta:
        verbose_name = _("의사록 서명")
        ordering = ["-is_chair", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "signer"], name="minutes_signed_once"),
            models.UniqueConstraint(fields=["assembly"], condition=Q(is_chair=True), name="minutes_one_chair"),
        ]

    def __str__(self) -> str:
        return self.name


class Delegate(models.Model):
    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="delegates", verbose_name=_("협동조합"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("조합원"))
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝나는 날"))

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("대의원")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="delegate_order"),
            models.UniqueConstraint(fields=["member", "starts_on"], name="delegate_once_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.member)
