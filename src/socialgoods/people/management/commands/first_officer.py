from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from socialgoods.kernel import clock, events
from socialgoods.people.models import Role, RoleAssignment, User


class Command(BaseCommand):
    help = "Make the first co-ordinating officer of a new county. The officer makes everyone else on the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--password-from-stdin", action="store_true")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if RoleAssignment.objects.running_on(clock.today()).filter(role=Role.COORDINATOR).exists():
            raise CommandError("There is a co-ordinating officer already, who can give the role to others on the site.")
        if User.objects.filter(username__iexact=options["username"]).exists():
            raise CommandError(f"{options['username']} is taken. Choose another user name.")
        password = input() if options["password_from_stdin"] else getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        user = User.objects.create_user(options["username"], name=options["name"], password=password)
        role = RoleAssignment.objects.create(user=user, role=Role.COORDINATOR, starts_on=clock.today())
        events.record("people.role.assigned", role, by=None, at=clock.now(), role=Role.COORDINATOR, user=user.pk)
        self.stdout.write(f"{user} ({user.username}) is the co-ordinating officer. Log in on the site.")
