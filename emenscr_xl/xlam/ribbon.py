"""The ribbon as `macros/ribbon.xml` declares it: groups of buttons, each with what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from xml.etree import ElementTree

RIBBON = "ribbon.xml"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `does` is the first line of its tip, `how` the rest."""

    key: str
    label: str
    does: str
    how: str
    large: bool
    image: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of buttons under its label."""

    label: str
    buttons: tuple[Button, ...]


def groups() -> tuple[Group, ...]:
    """The groups of the tab from left to right."""
    tree = ElementTree.fromstring(files("emenscr_xl.macros").joinpath(RIBBON).read_text(encoding="utf-8"))
    return tuple(
        Group(group.get("label", ""), tuple(_button(b) for b in group.iter() if b.tag.endswith("}button")))
        for group in tree.iter()
        if group.tag.endswith("}group")
    )


def _button(element: ElementTree.Element) -> Button:
    names = ("id", "label", "screentip", "supertip", "imageMso")
    key, label, does, how, image = (element.get(name, "") for name in names)
    return Button(key, label, does, how, element.get("size") == "large", image)
