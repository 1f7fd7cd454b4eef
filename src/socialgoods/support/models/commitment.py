from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.registry.models import Measure, Organization, SupportGiven


class CommitmentState(models.TextChoices):
    PROMISED = "promised", _("약속함")
    IN_DELIVERY = "in_delivery", _("전달하는 중")
    DELIVERED = "delivered", _("모두 전달함")
    CLOSED = "closed", _("일부만 전달하고 마침")
    CANCELLED = "cancelled", _("취소함")


FINISHED = (CommitmentState.DELIVERED, CommitmentState.CLOSED)
RUNNING = (CommitmentState.PROMISED, CommitmentState.IN_DELIVERY)


class Written(models.Model):
    """A row of support given into which the case file writes, and what stood there before (none: the row is the case file's)."""

    support = models.OneToOneField(SupportGiven, models.PROTECT, related_name="written", verbose_name=_("받은 지원"))
    before = models.BigIntegerField(_("앞서 적혀 있던 금액"), null=True)

    class Meta:
        verbose_name = _("적어 넣은 지원")
        constraints = [
            models.CheckConstraint(condition=Q(before=None) | Q(before__gte=0), name="written_before_not_negative")
        ]

    def __str__(self) -> str:
        return str(self.support)


class Commitment(models.Model):
    """What was promised to an organisation. When it is finished, what stands delivered is written as support given."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="commitments", verbose_name=_("조직"))
    origin = models.CharField(_("어디에서 왔나"), max_length=80, unique=True)
    """`prescription:12`, `application:7`, …: asking twice makes one promise."""
    year = models.PositiveSmallIntegerField(_("연도"))
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name=_("지원 수단"))
    source = models.CharField(_("재원"), max_length=80)
    """As in `supports`: one source, or a mix with shares."""
    amount = models.BigIntegerField(_("약속한 금액"))
    due_on = models.DateField(_("전달할 날"), null=True, blank=True)
    carried_by = models.CharField(_("맡은 곳"), max_length=120, blank=True)
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("맡은 사람")
    )
    state = models.CharField(_("상태"), max_length=12, choices=CommitmentState, default=CommitmentState.PROMISED)
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    promised_at = models.DateTimeField(_("약속한 때"))
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("마친 때"), null=True)
    reason = models.CharField(_("까닭"), max_length=300, blank=True)
    """Why it was cancelled, closed in part, or came to more than was promised."""
    given = models.BigIntegerField(_("적어 넣은 금액"), null=True)
    written = models.ForeignKey(
        Written, models.PROTECT, null=True, related_name="commitments", verbose_name=_("받은 지원")
    )

    moves_when_merged: tuple[str, ...] = ()

    class Meta:
        verbose_name = _("약속")
        ordering = ["-year", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="commitment_due")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="commitment_not_negative"),
            models.CheckConstraint(condition=~Q(origin=""), name="commitment_has_an_origin"),
            models.CheckConstraint(
                condition=Q(state__in=["promised", "in_delivery"], finished_at=None)
                | Q(state__in=["delivered", "closed", "cancelled"], finished_at__isnull=False),
                name="commitment_finished_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["delivered", "closed"], given__isnull=False, written__isnull=False)
                | (~Q(state__in=["delivered", "closed"]) & Q(given=None, written=None)),
                name="commitment_given_when_finished",
            ),
            models.CheckConstraint(condition=Q(given=None) | Q(given__gte=0), name="commitment_given_not_negative"),
            models.CheckConstraint(
                condition=Q(given=None) | Q(given__lte=F("amount")) | ~Q(reason=""), name="commitment_above_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "cancelled"]) | ~Q(reason=""), name="commitment_closed_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.measure}"

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED


class Delivery(models.Model):
    """What was delivered when and at what cost. A mistake is taken back by a row that reverses it; none is edited."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="deliveries", verbose_name=_("약속"))
    delivered_on = models.DateField(_("전달한 날"))
    what = models.CharField(_("무엇을"), max_length=300)
    cost = models.BigIntegerField(_("비용"))
    provider = models.CharField(_("누가"), max_length=120, blank=True)
    reason = models.CharField(_("까닭"), max_length=300, blank=True)
    """Why it goes above the promise, or why it is taken back."""
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("되돌린 전달")
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("전달")
        ordering = ["delivered_on", "id"]
        indexes = [models.Index(fields=["delivered_on"], name="delivery_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="delivery_says_what"),
            models.CheckConstraint(condition=~Q(key=""), name="delivery_has_a_key"),
            models.CheckConstraint(
                condition=Q(reverses=None, cost__gte=0) | (Q(reverses__isnull=False, cost__lte=0) & ~Q(reason="")),
                name="delivery_sign",
            ),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="delivery_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.delivered_on} {self.what}"
