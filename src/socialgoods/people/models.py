from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from socialgoods.kernel import clock
from socialgoods.kernel.secrets import EncryptedTextField, keyed_hash
from socialgoods.people.codes import AssistanceWay, IdentityCheck, Role
from socialgoods.places.models import District


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, *, name: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=self.model.normalize_username(username), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. What the person may do comes from roles, never from a flag here."""

    username = models.CharField(
        _("아이디"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("이미 쓰고 있는 아이디입니다. 다른 아이디를 적어 주세요.")},
    )
    name = models.CharField(_("이름"), max_length=60, db_index=True)
    email = models.EmailField(_("이메일"), blank=True)
    phone = EncryptedTextField(_("휴대전화"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone_verified = models.BooleanField(default=False, editable=False)
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, verbose_name=_("사는 곳"))
    language = models.CharField(_("언어"), max_length=5, default="ko")
    is_active = models.BooleanField(_("사용 중"), default=True)
    joined_at = models.DateTimeField(_("가입한 때"), default=clock.now, editable=False)

    assisted_by: "Assistance | None" = None
    """Set for one request, while a helper acts for this person."""

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("사용자")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=Q(phone_verified=True),
                name="user_phone_once",
                violation_error_message=_("이 번호는 이미 다른 분의 번호로 확인되어 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(phone_verified=False) | ~Q(phone_index=""), name="user_verified_phone_is_there"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def put_phone(self, phone: str, *, verified: bool) -> None:
        """A number that nobody has confirmed logs nobody in and keeps nobody else from using it."""
        self.phone = phone
        self.phone_index = phone_index(phone)
        self.phone_verified = verified and bool(phone)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


def phone_index(phone: str) -> str:
    return keyed_hash("phone", phone) if phone else ""


class Department(models.Model):
    """A department of the county office or of a centre."""

    name = models.CharField(_("부서"), max_length=80, unique=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("부서")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RunningQuerySet(models.QuerySet):
    def running_on(self, day: date) -> "RunningQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)

    def running_or_coming(self, day: date) -> "RunningQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class RoleAssignment(models.Model):
    """A county role, held from a day until a day (exclusive). A resident is any account; it needs no assignment."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles", verbose_name=_("사람"))
    role = models.CharField(_("역할"), max_length=16, choices=Role)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name=_("부서"))
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("맡긴 사람"))
    succeeds = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="successor", verbose_name=_("앞 사람")
    )

    objects = RunningQuerySet.as_manager()

    class Meta:
        verbose_name = _("역할")
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_starts_before_end"
            ),
            models.CheckConstraint(
                condition=~Q(role="officer") | Q(department__isnull=False), name="role_officer_has_department"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"], condition=Q(ends_on=None), name="role_running_once_in_department"
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ends_on=None, department=None), name="role_running_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class CodeSheet(models.Model):
    """One-time log-in codes on paper, for a person without e-mail or telephone. A new sheet ends the one before."""

    user = models.ForeignKey(User, models.CASCADE, related_name="code_sheets", verbose_name=_("사람"))
    serial = models.CharField(_("번호"), max_length=12, unique=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("내준 사람"))
    issued_at = models.DateTimeField(_("내준 때"))
    ended_at = models.DateTimeField(_("쓸 수 없게 된 때"), null=True)

    class Meta:
        verbose_name = _("코드표")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="code_sheet_one_in_use"),
        ]

    def __str__(self) -> str:
        return self.serial


class SheetCode(models.Model):
    sheet = models.ForeignKey(CodeSheet, models.CASCADE, related_name="codes")
    position = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "position"], name="sheet_code_position_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.position}"


class Assistance(models.Model):
    """A helper acts for a person, who is present or on the line and agrees. Everything done meanwhile names both."""

    helper = models.ForeignKey(User, models.PROTECT, related_name="assistances_given", verbose_name=_("도운 사람"))
    person = models.ForeignKey(
        User, models.PROTECT, related_name="assistances_received", verbose_name=_("도움받은 사람")
    )
    way = models.CharField(_("방법"), max_length=8, choices=AssistanceWay)
    checked_by = models.CharField(_("본인 확인 방법"), max_length=12, choices=IdentityCheck)
    reason = models.CharField(_("도운 일"), max_length=200)
    started_at = models.DateTimeField(_("시작"))
    last_used_at = models.DateTimeField(_("마지막으로 쓴 때"))
    ended_at = models.DateTimeField(_("끝"), null=True)

    class Meta:
        verbose_name = _("도움")
        constraints = [
            models.CheckConstraint(condition=~Q(helper=F("person")), name="assistance_two_people"),
            models.CheckConstraint(
                condition=Q(last_used_at__gte=F("started_at")) & (Q(ended_at=None) | Q(ended_at__gte=F("started_at"))),
                name="assistance_order",
            ),
            models.UniqueConstraint(fields=["helper"], condition=Q(ended_at=None), name="assistance_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.helper} → {self.person}"
