"""Real objects for tests. What a test does not say is plain and unique."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from socialgoods.cooperative.models import Articles, Cooperative
from socialgoods.diagnosis.models import Assessment, Diagnosis, GroupFigure
from socialgoods.people.models import Department, Role, RoleAssignment, User
from socialgoods.places.models import District
from socialgoods.prescription.models import Prescription, Round, RoundState, Variant
from socialgoods.registry.models import (
    AnnualReport,
    Caseload,
    Designation,
    Mark,
    Measure,
    Membership,
    Organization,
    ReportState,
    Representation,
    StatusPeriod,
    SupportGiven,
)
from socialgoods.support.models import Call, Commitment, Contact, Task

LONG_AGO = date(2010, 1, 1)
NOON = datetime(2018, 3, 2, 3, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    name = factory.Sequence("사람{}".format)

    @classmethod
    def _create(cls, model_class, *args, password="example-2018-pass", **kwargs):
        return model_class.objects.create_user(password=password, **kwargs)


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence("부서{}".format)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER
    department = factory.Maybe("has_department", factory.SubFactory(DepartmentFactory), None)
    starts_on = LONG_AGO

    class Params:
        has_department = factory.LazyAttribute(lambda self: self.role == Role.OFFICER)


def user_as(role: str, **fields: object) -> User:
    """A person who holds the county role today."""
    return RoleAssignmentFactory(role=role, user=UserFactory(**fields)).user


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("name",)

    code = factory.Sequence("99{:08d}".format)
    name = factory.Sequence("시험{}면".format)
    name_en = factory.Sequence("Test-{}-myeon".format)
    lon = 127.2
    lat = 35.9
    area_km2 = 40
    source = "시험"


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization
        skip_postgeneration_save = True

    code = factory.Sequence("T{:05d}".format)
    name = factory.Sequence("시험 두레 {}".format)
    kind = "cooperative"
    legal_form = "cooperative"
    sector = "food"
    founded_on = date(2012, 5, 1)
    residence = "inside"
    district = factory.SubFactory(DistrictFactory)
    created_at = NOON

    @factory.post_generation
    def status_period(self, create, extracted, **kwargs):
        if create:
            StatusPeriod.objects.create(organization=self, status=self.status, starts_on=self.founded_on)


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    standing = Representation.Standing.REPRESENTATIVE
    starts_on = LONG_AGO


class CaseloadFactory(DjangoModelFactory):
    """The advisor holds the role, too: a caseload alone opens nothing."""

    class Meta:
        model = Caseload

    organization = factory.SubFactory(OrganizationFactory)
    advisor = factory.LazyFunction(lambda: user_as(Role.ADVISOR))
    starts_on = LONG_AGO


class AnnualReportFactory(DjangoModelFactory):
    class Meta:
        model = AnnualReport

    organization = factory.SubFactory(OrganizationFactory)
    fiscal_year = 2017
    sales_private = 100_000_000
    sales_public = 20_000_000
    sales_social_economy = 5_000_000
    other_income = 1_000_000
    subsidy_national = 0
    subsidy_province = 0
    subsidy_county = 4_000_000
    donations = 0
    cost_of_goods = 60_000_000
    labour_cost = 40_000_000
    other_cost = 20_000_000
    workers_paid = 2
    state = ReportState.CONFIRMED
    submitted_at = factory.LazyAttribute(lambda self: None if self.state in {"draft", "returned"} else NOON)
    decided_at = factory.LazyAttribute(lambda self: NOON if self.state == "confirmed" else None)
    return_reason = factory.LazyAttribute(lambda self: "인건비를 확인해 주세요." if self.state == "returned" else "")


class DesignationFactory(DjangoModelFactory):
    class Meta:
        model = Designation

    organization = factory.SubFactory(OrganizationFactory)
    kind = "village_enterprise"
    authority = "행정안전부"
    starts_on = date(2016, 1, 1)
    ends_on = date(2019, 1, 1)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    code = factory.Sequence("measure_{}".format)
    name = factory.Sequence("지원 {}".format)


class SupportGivenFactory(DjangoModelFactory):
    class Meta:
        model = SupportGiven

    organization = factory.SubFactory(OrganizationFactory)
    year = 2017
    measure = factory.SubFactory(MeasureFactory)
    source = "county"
    amount = 5_000_000
    recorded_at = NOON


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory)
    token = factory.Sequence("{:064x}".format)
    part = Membership.Part.MEMBER
    starts_on = LONG_AGO
    consented_on = LONG_AGO


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = Mark

    organization = factory.SubFactory(OrganizationFactory)
    applied_by = factory.SubFactory(UserFactory)
    applied_at = NOON


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    organization = factory.SubFactory(OrganizationFactory)
    origin = factory.Sequence("test:{}".format)
    year = 2018
    measure = factory.SubFactory(MeasureFactory)
    source = "county"
    amount = 5_000_000
    promised_at = datetime(2018, 1, 10, 3, 0, tzinfo=UTC)


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call

    measure = factory.SubFactory(MeasureFactory)
    year = 2018
    source = "county"
    budget = 20_000_000
    closes_on = date(2018, 3, 30)
    opened_at = datetime(2018, 2, 1, 3, 0, tzinfo=UTC)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    organization = factory.SubFactory(OrganizationFactory)
    kind = "visit"
    held_on = date(2018, 3, 1)
    said = "장부를 함께 보았습니다."
    recorded_at = NOON


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    organization = factory.SubFactory(OrganizationFactory)
    what = "통장 사본 준비하기"
    due_on = date(2018, 3, 20)
    whose = "organization"
    recorded_at = NOON


class AssessmentFactory(DjangoModelFactory):
    """An organisation's own view of 2017, by the county's instrument."""

    class Meta:
        model = Assessment

    organization = factory.SubFactory(OrganizationFactory)
    year = 2017
    version = factory.LazyAttribute(lambda self: "svi-2017" if self.purpose == "svi" else "wanju-2018")
    form = factory.LazyAttribute(lambda self: "all" if self.purpose == "svi" else "long")
    purpose = "county"
    view = "own"
    state = "open"
    visited_on = factory.LazyAttribute(lambda self: date(2018, 2, 20) if self.view == "visit" else None)
    saved_at = NOON
    submitted_at = factory.LazyAttribute(lambda self: None if self.state == "open" else NOON)
    reviewed_at = factory.LazyAttribute(lambda self: NOON if self.state in {"reviewed", "final"} else None)
    finalised_at = factory.LazyAttribute(lambda self: NOON if self.state == "final" else None)


class DiagnosisFactory(DjangoModelFactory):
    class Meta:
        model = Diagnosis

    organization = factory.SubFactory(OrganizationFactory)
    year = 2017
    self_reliance_ratio = 0.8
    self_reliant = False
    gap = 24_000_000
    known = 1.0
    definitions = "시험"
    computed_at = NOON


class GroupFigureFactory(DjangoModelFactory):
    class Meta:
        model = GroupFigure

    year = 2017
    by = "total"
    figures = factory.LazyFunction(
        lambda: {
            "active": 310, "reported": 280, "with_ratio": 280, "self_reliant": 64, "self_sustaining": 14, "not_known": 3,
            "near_line": 43, "evidence_a": 1, "evidence_b": 114, "evidence_c": 117, "evidence_d": 48, "rate": 64 / 280,
            "coverage": 280 / 310, "pooled_ratio": 0.9, "median_ratio": 0.89,
        }
    )  # fmt: skip
    computed_at = NOON


class RoundFactory(DjangoModelFactory):
    """A round; `state` laid or decided brings the variant that was laid."""

    class Meta:
        model = Round
        skip_postgeneration_save = True

    year = 2018
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    until = 2025
    opened_at = NOON

    @classmethod
    def _create(cls, model_class, *args, state=RoundState.DRAFT, **kwargs):
        row = model_class.objects.create(**kwargs)
        if state not in {RoundState.DRAFT, RoundState.DROPPED}:
            row.laid = Variant.objects.create(round=row, number=1, title="추천", created_at=NOON, computed_at=NOON)
            row.laid_at = NOON
            row.decided_at = NOON if state == RoundState.DECIDED else None
        row.state = state
        row.save()
        return row


class PrescriptionFactory(DjangoModelFactory):
    class Meta:
        model = Prescription

    organization = factory.SubFactory(OrganizationFactory)
    round = factory.SubFactory(RoundFactory, state=RoundState.DECIDED)
    year = 2018
    measure = factory.SubFactory(MeasureFactory)
    mode = "service"
    source = "county"
    amount = 5_000_000
    reason = "디자인이 약합니다."
    sent_at = NOON
    answer_by = date(2018, 4, 10)
    answered_at = factory.LazyAttribute(
        lambda self: NOON if getattr(self, "state", "") in {"accepted", "declined"} else None
    )
    answer_reason = factory.LazyAttribute(
        lambda self: "사정이 있습니다." if getattr(self, "state", "") == "declined" else ""
    )


class CooperativeFactory(DjangoModelFactory):
    """A social co-operative, registered, with articles: a share costs 10,000 won. `price=` and `least=` change them."""

    class Meta:
        model = Cooperative
        skip_postgeneration_save = True

    code = factory.Sequence("coop-{}".format)
    name = factory.Sequence("시험 사회적협동조합 {}".format)
    kind = "social"
    main_business = "local"
    state = "registered"
    begun_on = date(2017, 9, 1)
    accepted_on = date(2017, 12, 1)
    registered_on = date(2017, 12, 20)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        price, least = kwargs.pop("price", 10_000), kwargs.pop("least", 1)
        row = model_class.objects.create(**kwargs)
        Articles.objects.create(
            cooperative=row,
            starts_on=row.begun_on,
            share_price_won=price,
            least_shares=least,
            withdrawal_notice_days=90,
        )
        return row
