"""WCAG 2.2 AA: 4.5 for text, 3 for edges of controls, marks and the focus; in both schemes."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

TEXT, SHAPE = 4.5, 3
GROUNDS = ("paper", "paper-shade", "bad-shade")
INKS = ("ink", "ink-soft", "accent", "accent-deep", "visited", "good", "bad", "warn")
PAIRS = [
    *((ink, ground, TEXT) for ink in INKS for ground in GROUNDS),
    *((edge, ground, SHAPE) for edge in ("edge", "focus") for ground in GROUNDS),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("paper", "bad", TEXT),
]


def schemes():
    css = Path(finders.find("record.css")).read_text(encoding="utf-8")
    blocks = [dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root {(.*?)}", css, re.DOTALL)]
    light, dark = (block for block in blocks if "on-accent" in block)
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme):
    colours = schemes()[scheme]

    too_weak = {
        (front, ground): round(ratio, 2)
        for front, ground, least in PAIRS
        if (ratio := contrast(colours[front], colours[ground])) < least
    }
    assert too_weak == {}
