"""The rooms stand in one order, and every list that names them agrees."""

import configparser

import pytest
from django.apps import apps
from django.conf import settings

from tests.house.project import ROOMS, ROOT, SOURCES

HERE = [room for room in ROOMS if (SOURCES / room / "__init__.py").exists()]


def downhill(room: str, target: str) -> bool:
    """A key from a room to one that stands below it, where data has not yet been."""
    return ROOMS.index(target) > ROOMS.index(room)


def test_no_foreign_key_points_down_the_stream():
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("bacung."):
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                ours = not field.auto_created and target and target.__module__.startswith("bacung.")
                if ours and downhill(model._meta.app_label, target._meta.app_label):
                    found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert found == []


def test_a_key_that_points_down_is_found():
    assert downhill("registry", "intake")
    assert not downhill("intake", "registry")
    assert not downhill("visits", "visits")


def test_every_package_is_a_room_and_installed_in_order():
    packages = {path.parent.name for path in SOURCES.glob("*/__init__.py")}
    assert packages <= set(ROOMS)
    assert list(settings.ROOMS) == [room for room in HERE if room != "core"]


def test_the_walls_inside_are_drawn_in_every_room():
    walls = configparser.ConfigParser()
    walls.read(ROOT / ".importlinter", "utf-8")
    drawn = walls["importlinter:contract:steps"]["containers"].split()
    assert drawn == [f"bacung.{room}" for room in HERE if room != "core"]


@pytest.mark.parametrize("room", HERE)
def test_the_picture_of_the_house_shows_every_room(room: str):
    assert f"`{room}/`" in (ROOT / "docs" / "architecture.md").read_text("utf-8")
