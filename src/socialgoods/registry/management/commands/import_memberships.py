from socialgoods.registry.management.import_command import ImportCommand


class Command(ImportCommand):
    target_key = "memberships"
