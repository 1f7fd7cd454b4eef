"""The register: members, what they subscribed, paid and hold from day to day, and how they left."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.cooperative.models.cooperative import Cooperative
from socialgoods.ledger.models import Entry
from socialgoods.people.models import RunningQuerySet
from socialgoods.registry.models import Organization


class Stakeholder(models.TextChoices):
    """Decree §19①2: a social co-operative has members of at least two kinds."""

    PRODUCER = "producer", _("생산자")
    CONSUMER = "consumer", _("소비자")
    WORKER = "worker", _("직원")
    VOLUNTEER = "volunteer", _("자원봉사자")
    SUPPORTER = "supporter", _("후원자")


class Member(models.Model):
    """An organisation of the county or a person, from the day of joining until the day of leaving (exclusive)."""

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="members", verbose_name=_("협동조합"))
    number = models.PositiveIntegerField(_("조합원 번호"))
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships_of_cooperatives",
        verbose_name=_("조직"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships_of_cooperatives",
        verbose_name=_("사람"),
    )
    name = models.CharField(_("이름"), max_length=120)
    stakeholder = models.CharField(_("조합원 유형"), max_length=10, choices=Stakeholder)
    is_employee = models.BooleanField(_("직원"), default=False)
    starts_on = models.DateField(_("가입일"))
    ends_on = models.DateField(_("탈퇴일"), null=True, blank=True)

    objects = RunningQuerySet.as_manager()

    moves_when_merged: tuple[str, ...] = ("cooperative_id", "ends_on")
    """Two memberships of one co-operative running side by side stay two rows; the register says so until one is given up."""

    class Meta:
        verbose_name = _("조합원")
        ordering = ["cooperative", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "number"], name="member_number_once"),
            models.UniqueConstraint(
                fields=["cooperative", "organization"],
                condition=Q(organization__isnull=False, ends_on=None),
                name="member_organization_once",
            ),
            models.UniqueConstraint(
                fields=["cooperative", "user"], condition=Q(user__isnull=False, ends_on=None), name="member_person_once"
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="member_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.cooperative.code, self.number])


class RelationKind(models.TextChoices):
    FAMILY = "family", _("배우자나 친족")
    RUN = "run", _("임원이거나 지배하는 법인")
    EMPLOYED = "employed", _("고용되어 생계를 함께함")
    OTHER = "other", _("그 밖의 특수관계")


class Relation(models.Model):
    """Two members whose shares count together for the cap, from a day until a day (exclusive)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="relations", verbose_name=_("조합원"))
    other = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("특수관계인"))
    """The pair is kept once, the earlier record first; it is followed through others."""
    kind = models.CharField(_("관계"), max_length=8, choices=RelationKind)
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("특수관계")
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], condition=Q(ends_on=None), name="relation_once"),
            models.CheckConstraint(condition=Q(member__lt=F("other")), name="relation_of_two"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="relation_order"),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.other}"


class Subscription(models.Model):
    """Shares promised on a day, at the price of that day. Paid in part or in kind; what is not paid may be cancelled."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="subscriptions", verbose_name=_("조합원"))
    shares = models.PositiveIntegerField(_("좌수"))
    price_won = models.BigIntegerField(_("1좌 금액"))
    subscribed_on = models.DateField(_("청약한 날"))
    due_on = models.DateField(_("낼 날"), null=True, blank=True)
    cancelled_on = models.DateField(_("취소한 날"), null=True, blank=True)
    key = models.CharField(max_length=100, unique=True)

    class Meta:
        verbose_name = _("출자 청약")
        ordering = ["subscribed_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(shares__gte=1, price_won__gt=0), name="subscription_has_shares")
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.shares}"


class PaymentKind(models.TextChoices):
    CASH = "cash", _("돈")
    IN_KIND = "in_kind", _("현물")
    CONVERTED = "converted", _("1좌 금액을 바꾸고 남은 돈")


class Payment(models.Model):
    """Money or a thing at its value, for shares subscribed. Whole shares become a lot; the rest waits for the next payment."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="payments", verbose_name=_("출자 청약"))
    kind = models.CharField(_("무엇으로"), max_length=9, choices=PaymentKind, default=PaymentKind.CASH)
    amount = models.BigIntegerField(_("금액"))
    text = models.CharField(_("무엇을"), max_length=200, blank=True)
    """What was brought in kind and how it was valued."""
    paid_on = models.DateField(_("낸 날"))
    key = models.CharField(max_length=100, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", verbose_name=_("전표"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("출자금 납입")
        ordering = ["paid_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(condition=~Q(kind="in_kind") | ~Q(text=""), name="payment_in_kind_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.amount}"


class ShareLot(models.Model):
    """Fully paid shares that a member holds from a day until a day (exclusive). A change ends one row and begins others."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="lots", verbose_name=_("조합원"))
    shares = models.PositiveIntegerField(_("좌수"))
    price_won = models.BigIntegerField(_("1좌 금액"))
    starts_on = models.DateField(_("얻은 날"))
    ends_on = models.DateField(_("놓은 날"), null=True, blank=True)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """Of a transfer or a part: the lot that ended."""
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="lots", verbose_name=_("납입")
    )

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("출자좌")
        ordering = ["member", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(shares__gte=1, price_won__gt=0), name="lot_has_shares"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="lot_order"),
        ]
        indexes = [models.Index(fields=["member", "starts_on", "ends_on"], name="lot_by_day")]

    def __str__(self) -> str:
        return f"{self.member} {self.shares}"


class ShareTransfer(models.Model):
    """Shares from one member to another, by resolution of the assembly (§24③)."""

    giver = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("넘기는 조합원"))
    taker = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("받는 조합원"))
    shares = models.PositiveIntegerField(_("좌수"))
    on = models.DateField(_("넘긴 날"))
    item = models.ForeignKey("cooperative.AgendaItem", models.PROTECT, related_name="+", verbose_name=_("의결한 안건"))
    key = models.CharField(max_length=100, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="+", verbose_name=_("전표"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("출자좌 양도")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(shares__gte=1) & ~Q(giver=F("taker")), name="transfer_is_something")
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker} {self.shares}"


class DepartureKind(models.TextChoices):
    WITHDRAWAL = "withdrawal", _("탈퇴")
    EXPULSION = "expulsion", _("제명")
    DEATH = "death", _("사망")
    DISSOLUTION = "dissolution", _("법인 해산")
    LOSS = "loss", _("자격 상실")


class Departure(models.Model):
    """How and when a member left, and what is to be refunded from the next fiscal year."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="departure", verbose_name=_("조합원"))
    kind = models.CharField(_("까닭"), max_length=12, choices=DepartureKind)
    notified_on = models.DateField(_("알린 날"))
    left_on = models.DateField(_("탈퇴일"))
    """Exclusive end of the membership."""
    reason = models.CharField(_("사유"), max_length=300, blank=True)
    item = models.ForeignKey(
        "cooperative.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("의결한 안건")
    )
    claim_from_on = models.DateField(_("환급을 청구할 수 있는 날"))
    lapses_on = models.DateField(_("청구권이 없어지는 날"))
    amount = models.BigIntegerField(_("환급할 금액"), null=True)
    """Fixed when the year in which the member left is known: paid-in shares (social), or the share of net assets (general)."""
    debts_won = models.BigIntegerField(_("조합에 진 빚"), default=0)
    """Until it is paid the refund may be held back; shares are never set off against it (§22)."""
    fixed_on = models.DateField(_("금액을 정한 날"), null=True, blank=True)
    charge_won = models.BigIntegerField(_("부담할 손실액"), default=0)
    """Of a loss beyond the member's shares, as far as shares subscribed were not paid (§27, §90)."""
    claimed_on = models.DateField(_("환급을 청구한 날"), null=True, blank=True)
    lapsed_on = models.DateField(_("청구권이 없어져 수익으로 적은 날"), null=True, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("전표"))

    class Meta:
        verbose_name = _("탈퇴")
        ordering = ["left_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(claim_from_on__gte=F("left_on")), name="departure_claim_after"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="departure_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"


class Refund(models.Model):
    departure = models.ForeignKey(Departure, models.PROTECT, related_name="refunds", verbose_name=_("탈퇴"))
    amount = models.BigIntegerField(_("금액"))
    paid_on = models.DateField(_("돌려준 날"))
    item = models.ForeignKey(
        "cooperative.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("의결한 안건")
    )
    """Refunds to leavers are a special resolution (§29①8의2)."""
    key = models.CharField(max_length=100, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", verbose_name=_("전표"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("출자금 환급")
        ordering = ["paid_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_something")]

    def __str__(self) -> str:
        return f"{self.departure} {self.amount}"


class Certificate(models.Model):
    """A certificate of shares (출자증서) as of a day, numbered within the co-operative; the same facts are certified once."""

    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="certificates", verbose_name=_("협동조합")
    )
    number = models.PositiveIntegerField(_("증서 번호"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="certificates", verbose_name=_("조합원"))
    shares = models.PositiveIntegerField(_("좌수"))
    amount = models.BigIntegerField(_("낸 출자금"))
    on = models.DateField(_("기준일"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("내준 때"))

    class Meta:
        verbose_name = _("출자증서")
        ordering = ["cooperative", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cooperative", "number"], name="certificate_number_once"),
            models.UniqueConstraint(fields=["member", "on", "shares", "amount"], name="certificate_of_a_day_once"),
            models.CheckConstraint(condition=Q(shares__gte=1, amount__gt=0), name="certificate_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.cooperative.code, self.number])


class RequestState(models.TextChoices):
    ASKED = "asked", _("기다리는 중")
    ACCEPTED = "accepted", _("받아들임")
    DECLINED = "declined", _("거절함")
    TAKEN_BACK = "taken_back", _("거두어들임")


class JoinRequest(models.Model):
    """An organisation or a person asks to join with so many shares. It may be declined only for a reason that is said (§21)."""

    cooperative = models.ForeignKey(
        Cooperative, models.PROTECT, related_name="join_requests", verbose_name=_("협동조합")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("조직")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("사람")
    )
    name = models.CharField(_("이름"), max_length=120)
    stakeholder = models.CharField(_("조합원 유형"), max_length=10, choices=Stakeholder)
    shares = models.PositiveIntegerField(_("좌수"))
    state = models.CharField(_("상태"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("신청한 때"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("답한 때"), null=True)
    reason = models.CharField(_("까닭"), max_length=300, blank=True)
    member = models.OneToOneField(Member, models.PROTECT, null=True, related_name="request", verbose_name=_("조합원"))

    class Meta:
        verbose_name = _("가입 신청")
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None, user__isnull=False) | Q(organization__isnull=False, user=None),
                name="join_request_of_whom",
            ),
            models.CheckConstraint(condition=Q(shares__gte=1), name="join_request_has_shares"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="join_request_declined_why"),
            models.UniqueConstraint(
                fields=["cooperative", "organization"],
                condition=Q(state="asked", organization__isnull=False),
                name="join_request_organization_once",
            ),
            models.UniqueConstraint(
                fields=["cooperative", "user"],
                condition=Q(state="asked", user__isnull=False),
                name="join_request_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} {self.name}"
