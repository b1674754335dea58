"""How the header makes way in a narrow window: what is least missed goes first, and nothing ever overlaps."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LAMP = 210  # pixels; a lamp has no more to say
LAMPS = 3  # OBS, data, stock; a room that shares its stock has one more
LAMP_GAP = 6


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown and how wide. ``least_lamp``: a lamp has at least so much room, else the next one is tried."""

    title: int
    gap: int
    money: int
    gpm: bool
    people_trend: bool
    clock: bool
    least_lamp: int


ARRANGEMENTS = (
    Arrangement(330, 20, 270, gpm=True, people_trend=True, clock=True, least_lamp=170),
    Arrangement(250, 20, 270, gpm=True, people_trend=True, clock=True, least_lamp=130),
    Arrangement(200, 10, 170, gpm=False, people_trend=True, clock=True, least_lamp=108),
    Arrangement(200, 10, 170, gpm=False, people_trend=False, clock=True, least_lamp=108),
    Arrangement(200, 10, 170, gpm=False, people_trend=False, clock=False, least_lamp=96),
    Arrangement(200, 8, 118, gpm=False, people_trend=False, clock=False, least_lamp=0),
)


@dataclass(frozen=True, slots=True)
class Widths:
    """What the parts need whatever is left out. ``margins``: everything between and beside them that never changes."""

    menus: int
    pill: int
    end: int
    people: int
    people_trend: int
    gpm: int
    clock: int
    margins: int
    lamps: int = LAMPS


def arrange(width: int, parts: Widths) -> tuple[Arrangement, int]:
    """The fullest arrangement that fits in ``width`` pixels, and the room of a lamp in it.

    It does not depend on what the lamps say, so that nothing moves when they say something else.
    """
    for chosen in ARRANGEMENTS:
        lamp = (width - _taken(chosen, parts)) // parts.lamps
        if lamp >= chosen.least_lamp:
            break
    return chosen, max(0, min(MOST_LAMP, lamp))


def _taken(chosen: Arrangement, parts: Widths) -> int:
    cells = [parts.end, parts.people_trend if chosen.people_trend else parts.people, chosen.money]
    if chosen.gpm:
        cells.append(parts.gpm)
    taken = max(parts.menus, chosen.title + 8) + parts.pill + sum(cells) + chosen.gap * len(cells)
    taken += LAMP_GAP * parts.lamps + parts.margins
    return taken + (parts.clock if chosen.clock else 0)
