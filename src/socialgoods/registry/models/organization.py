from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left, Lower, Replace
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel.addresses import normalise_address
from socialgoods.kernel.hangul import initials, normalise_name
from socialgoods.kernel.secrets import EncryptedTextField, keyed_hash
from socialgoods.places.models import District
from socialgoods.registry import codes


class OrganizationStatus(models.TextChoices):
    ACTIVE = "active", _("활동 중")
    DORMANT = "dormant", _("쉬는 중")
    CLOSED = "closed", _("문 닫음")


class Residence(models.TextChoices):
    INSIDE = "inside", _("군 안")
    OUTSIDE = "outside", _("군 밖")
    UNKNOWN = "unknown", _("확인 필요")


class Keys(NamedTuple):
    """What an organisation is found and matched by; computed, never typed."""

    name_key: str
    initials: str
    address_index: str


def keys_of(name: str, address: str) -> Keys:
    bare = normalise_address(address) if address else ""
    return Keys(normalise_name(name), initials(name), keyed_hash("address", bare) if bare else "")


def _unspaced(name: str) -> Replace:
    return Replace(name, Value(" "), Value(""))


SEARCHED_LETTERS = 500
"""Of the words an organisation is found by: as many as an index entry holds in either database."""


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def listed(self) -> "OrganizationQuerySet":
        """What the register shows: not merged into another."""
        return self.filter(merged_into=None)

    def of_county(self) -> "OrganizationQuerySet":
        return self.listed().exclude(residence=Residence.OUTSIDE)

    def active(self) -> "OrganizationQuerySet":
        return self.of_county().filter(status=OrganizationStatus.ACTIVE)


class Organization(models.Model):
    """One counting kind; legal form and designations stand beside it.

    `status` is the status of the open `StatusPeriod`; only `actions.organization` writes the two, together.
    """

    code = models.CharField(_("등록번호"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    initials = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("유형"), max_length=40)
    legal_form = models.CharField(_("법적 형태"), max_length=40, blank=True)
    sector = models.CharField(_("분야"), max_length=40)
    activity = models.CharField(_("하는 일"), max_length=500, blank=True)
    status = models.CharField(_("상태"), max_length=8, choices=OrganizationStatus, default=OrganizationStatus.ACTIVE)
    founded_on = models.DateField(_("설립일"), null=True, blank=True)
    founded_precision = models.CharField(max_length=5, default="day", editable=False)

    residence = models.CharField(_("소재"), max_length=8, choices=Residence, default=Residence.UNKNOWN)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("읍·면·동")
    )
    lon = models.FloatField(_("경도"), null=True, blank=True)
    lat = models.FloatField(_("위도"), null=True, blank=True)

    business_no = models.CharField(_("사업자등록번호"), max_length=10, blank=True)
    corporate_no = models.CharField(_("법인등록번호"), max_length=13, blank=True)

    address = EncryptedTextField(_("주소"), blank=True)
    address_index = models.CharField(max_length=64, blank=True, editable=False)
    phone = EncryptedTextField(_("전화"), blank=True)
    email = EncryptedTextField(_("이메일"), blank=True)
    homepage = models.URLField(_("홈페이지"), blank=True)
    publishes_contact = models.BooleanField(_("주소와 전화를 공개"), default=False)
    introduction = models.TextField(_("소개"), blank=True)
    calendar_salt = models.CharField(max_length=32, blank=True, editable=False)
    fiscal_year_end_month = models.PositiveSmallIntegerField(_("회계연도 마지막 달"), default=12)

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from", db_index=False
    )
    imported_by = models.ForeignKey(
        "registry.ImportBatch", models.PROTECT, null=True, editable=False, related_name="organizations"
    )
    created_at = models.DateTimeField(_("등록한 때"))

    search = models.GeneratedField(
        expression=Left(
            Lower(
                Concat(
                    _unspaced("name"), Value(" "), "name_key", Value(" "), "initials", Value(" "), _unspaced("activity")
                )
            ),
            SEARCHED_LETTERS,
        ),
        output_field=models.CharField(max_length=SEARCHED_LETTERS),
        db_persist=True,
    )
    """Every word that the directory finds the organisation by; the database keeps it in step."""

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("조직")
        ordering = ["name", "id"]
        indexes = [
            # All that the directory filters, counts and sorts by: 31,000 organisations are read in 3 ms, none of them whole.
            models.Index(
                fields=["name", "id", "status", "residence", "kind", "sector", "district", "founded_on", "search"],
                condition=Q(merged_into=None),
                name="organization_directory",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="organization_merged_into"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["business_no"],
                condition=~Q(business_no="") & Q(merged_into=None),
                name="organization_business_no_once",
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False),
                name="organization_point_whole",
            ),
            models.CheckConstraint(
                condition=Q(district=None) | Q(residence="inside"), name="organization_district_is_inside"
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year_end_month__gte=1, fiscal_year_end_month__lte=12),
                name="organization_year_end_month",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="organization_not_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organization", args=[self.code])

    @property
    def kind_name(self) -> str:
        return codes.kinds().get(self.kind, self.kind)

    @property
    def sector_name(self) -> str:
        return codes.sectors().get(self.sector, self.sector)

    @property
    def legal_form_name(self) -> str:
        return codes.legal_forms().get(self.legal_form, self.legal_form)

    def fill_keys(self) -> None:
        self.name_key, self.initials, self.address_index = keys_of(self.name, self.address)


class StatusPeriod(models.Model):
    """From a day until a day (exclusive) an organisation was active, dormant or closed."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="status_periods", verbose_name=_("조직")
    )
    status = models.CharField(_("상태"), max_length=8, choices=OrganizationStatus)
    starts_on = models.DateField(_("시작일"), null=True)
    ends_on = models.DateField(_("끝난 날"), null=True)
    reason = models.CharField(_("까닭"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("상태 기간")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="status_starts_before_end",
            ),
            models.UniqueConstraint(fields=["organization"], condition=Q(ends_on=None), name="status_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.status}"

    def holds_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)
