from socialgoods.places.models import ExampleData


def is_example() -> bool:
    return ExampleData.objects.exists()
