"""The shapes of the practice room's goods: each takes a palette and gives SVG elements on a field of 400 × 400.

Things stand on y = 326. Fills named ``url(#…)`` are the gradients the picture around them defines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Self


def mixed(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from the first to the second, both ``#rrggbb``."""
    parts = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour in its steps from pale to deep, and the tint behind it."""

    pale: str
    light: str
    main: str
    dark: str
    deep: str
    tint: str

    @classmethod
    def of(cls, main: str, tint: str) -> Self:
        return cls(
            pale=mixed(main, "#ffffff", 0.78),
            light=mixed(main, "#ffffff", 0.36),
            main=main,
            dark=mixed(main, "#0b1020", 0.26),
            deep=mixed(main, "#0b1020", 0.55),
            tint=tint,
        )


def _rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" ry="{r:g}" fill="{fill}" {more}/>\n'


def _oval(x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}" {more}/>\n'


def _area(d: str, fill: str, more: str = "") -> str:
    return f'<path d="{d}" fill="{fill}" {more}/>\n'


def _line(d: str, stroke: str, width: float, more: str = "") -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
        f'stroke-linecap="round" stroke-linejoin="round" {more}/>\n'
    )


def _turned(angle: float, x: float, y: float, inside: str) -> str:
    return f'<g transform="rotate({angle:g} {x:g} {y:g})">\n{inside}</g>\n'


def _soft(opacity: float) -> str:
    return f'opacity="{opacity:g}"'


def parcel(c: Palette) -> str:
    return (
        _area("M200 128 L318 176 L200 226 L82 176 Z", c.light)
        + _area("M82 176 L200 226 V330 L82 278 Z", c.main)
        + _area("M318 176 L200 226 V330 L318 278 Z", c.dark)
        + _area("M128 157 L246 206 L270 196 L153 147 Z", c.pale, _soft(0.85))
        + _area("M246 206 L270 196 V240 L258 238 L246 250 Z", c.pale, _soft(0.7))
    )


def berries(c: Palette) -> str:
    places = ((128, 292), (272, 292), (200, 300), (164, 238), (236, 240), (200, 186))
    out = _area("M204 168 C220 118 268 96 310 104 C300 146 256 176 204 168 Z", "#4d9f5b")
    out += _line("M206 166 C238 142 270 124 304 108", "#8fd19a", 4)
    out += _area("M196 168 C176 130 140 116 108 126 C118 158 154 180 196 168 Z", "#67b774")
    for x, y in places:
        out += _oval(x, y, 48, 46, "url(#body)")
        out += _oval(x - 15, y - 17, 14, 9, "#ffffff", _soft(0.45))
        star = " ".join(
            f"{x + 8 + (15 if k % 2 == 0 else 6) * cos(k * pi / 5):.1f},"
            f"{y + 10 + (15 if k % 2 == 0 else 6) * sin(k * pi / 5):.1f}"
            for k in range(10)
        )
        out += f'<polygon points="{star}" fill="{c.deep}" opacity="0.8"/>\n'
    return out


def mask(c: Palette) -> str:
    packet = _rect(150, 84, 158, 232, c.light, 12) + _rect(150, 84, 158, 24, c.main, 10)
    face = (
        _area(
            "M200 100 C268 100 296 146 290 206 C286 262 244 318 200 318 C156 318 114 262 110 206 C104 146 132 100 "
            "200 100 Z",
            "url(#white)",
        )
        + _area("M140 182 C152 166 174 166 186 184 C174 196 152 198 140 182 Z", c.tint)
        + _area("M214 184 C226 166 248 166 260 182 C248 198 226 196 214 184 Z", c.tint)
        + _area("M168 264 C184 254 192 262 200 262 C208 262 216 254 232 264 C218 280 182 280 168 264 Z", c.tint)
        + _line("M200 190 C194 212 188 224 196 232 H206", c.light, 5)
        + _line("M128 150 C140 124 164 112 186 112", "#ffffff", 7)
    )
    drop = _area("M302 224 C322 252 330 264 330 282 A28 28 0 0 1 274 282 C274 264 282 252 302 224 Z", "url(#fall)")
    return (
        _turned(12, 229, 200, packet)
        + _turned(-7, 200, 210, face)
        + drop
        + _line("M290 280 A14 14 0 0 0 298 294", "#ffffff", 5, _soft(0.8))
    )


def chicken(c: Palette) -> str:
    leaf = _area("M96 292 C74 262 84 228 112 216 C128 244 124 276 96 292 Z", "#6bb26b") + _area(
        "M302 290 C330 268 334 232 312 212 C290 232 284 264 302 290 Z", "#7cc17a"
    )
    breast = (
        _area(
            "M106 262 C92 206 138 150 206 140 C272 132 316 172 306 222 C296 276 240 306 184 304 C142 302 114 292 106 "
            "262 Z",
            "url(#fall)",
        )
        + _area("M126 258 C122 212 160 168 214 162 C262 158 290 184 286 218", "none")
        + _line("M150 216 L190 268", c.dark, 11)
        + _line("M190 192 L234 250", c.dark, 11)
        + _line("M232 176 L274 228", c.dark, 11)
        + _line("M132 222 C142 194 164 174 190 166", c.pale, 8, _soft(0.9))
    )
    plate = _oval(200, 300, 156, 34, "url(#white)") + _oval(200, 294, 124, 22, "#e6ebf2")
    return plate + leaf + breast


def scarf(c: Palette) -> str:
    box = _rect(84, 148, 232, 178, c.pale, 14) + _rect(96, 160, 208, 154, "#ffffff", 8, _soft(0.75))
    folds = (
        _rect(108, 268, 184, 42, "url(#deep)", 20)
        + _rect(108, 226, 184, 44, "url(#body)", 20)
        + _rect(108, 184, 184, 44, "url(#fall)", 20)
        + _line("M126 206 H270", c.pale, 3, _soft(0.7) + ' stroke-dasharray="2 9"')
        + _line("M126 248 H270", c.pale, 3, _soft(0.55) + ' stroke-dasharray="2 9"')
        + _line("M126 290 H270", c.pale, 3, _soft(0.45) + ' stroke-dasharray="2 9"')
    )
    end = _area("M216 176 H272 V262 H216 Z", c.main) + _rect(216, 214, 56, 10, c.pale, 0, _soft(0.8))
    end += _rect(216, 232, 56, 5, c.pale, 0, _soft(0.8))
    for x in range(220, 272, 10):
        end += _line(f"M{x} 262 V284", c.main, 4)
    ribbon = (
        _area("M200 150 C168 104 118 108 124 134 C130 156 176 156 200 150 Z", c.light)
        + _area("M200 150 C232 104 282 108 276 134 C270 156 224 156 200 150 Z", c.main)
        + _oval(200, 149, 15, 12, c.dark)
    )
    return box + folds + end + ribbon


def towel(c: Palette) -> str:
    pack = (
        _rect(86, 176, 228, 148, "url(#body)", 26)
        + _oval(200, 250, 74, 44, "#ffffff", _soft(0.92))
        + _oval(200, 182, 66, 20, c.deep, _soft(0.9))
        + _rect(98, 188, 18, 118, "#ffffff", 9, _soft(0.22))
    )
    sheet = (
        _area(
            "M148 182 C150 130 130 112 152 80 C176 96 196 72 220 82 C242 92 264 84 264 110 C262 140 248 152 252 182 "
            "C226 194 172 194 148 182 Z",
            "url(#paper)",
        )
        + _line("M176 176 C180 142 168 124 178 100", "#cfd6e0", 4)
        + _line("M222 178 C218 146 230 128 224 98", "#cfd6e0", 4)
    )
    mark = _area("M200 220 C216 242 222 250 222 260 A22 22 0 0 1 178 260 C178 250 184 242 200 220 Z", c.main)
    return pack + sheet + mark


def cup(c: Palette) -> str:
    return (
        _rect(146, 118, 108, 206, "url(#body)", 26)
        + _rect(146, 150, 108, 12, "url(#steel)")
        + _rect(146, 284, 108, 10, c.deep, 0, _soft(0.3))
        + _rect(152, 92, 96, 50, "url(#steel)", 10)
        + _rect(164, 70, 72, 30, c.deep, 10)
        + _line("M176 72 C176 44 224 44 224 72", c.deep, 11)
        + _rect(160, 172, 14, 104, "#ffffff", 7, _soft(0.55))
        + _oval(216, 224, 20, 20, "#ffffff", _soft(0.9))
        + _area("M216 208 C226 222 229 226 229 232 A13 13 0 0 1 203 232 C203 226 206 222 216 208 Z", c.main)
        + _line("M120 96 C108 82 132 70 120 54", "#ffffff", 6, _soft(0.9))
        + _line("M284 100 C272 86 296 74 284 58", "#ffffff", 6, _soft(0.9))
    )


def dates(c: Palette) -> str:
    out = ""
    for x, y, angle, fill in (
        (136, 252, -28, "url(#deep)"),
        (262, 248, 24, "url(#deep)"),
        (200, 232, -6, "url(#body)"),
        (160, 186, 30, "url(#body)"),
        (236, 178, -32, "url(#fall)"),
    ):
        date = (
            _oval(x, y, 58, 38, fill)
            + _line(f"M{x - 34} {y - 8} C{x - 12} {y - 20} {x + 12} {y - 18} {x + 34} {y - 6}", c.deep, 4, _soft(0.45))
            + _line(f"M{x - 36} {y + 10} C{x - 10} {y + 2} {x + 14} {y + 4} {x + 34} {y + 12}", c.deep, 4, _soft(0.4))
            + _oval(x - 26, y - 18, 13, 6, "#ffffff", _soft(0.45))
        )
        out += _turned(angle, x, y, date)
    bowl = (
        _area("M72 256 H328 C324 300 290 328 248 328 H152 C110 328 76 300 72 256 Z", "url(#white)")
        + _rect(64, 246, 272, 18, "#ffffff", 9)
        + _line("M98 290 C130 306 270 306 302 290", c.main, 6, _soft(0.75))
    )
    return out + bowl


def capsules(c: Palette) -> str:
    out = ""
    for x, y, angle in ((136, 270, -12), (264, 272, 14), (200, 178, 4)):
        pod = (
            _area(
                f"M{x - 62} {y} C{x - 66} {y - 54} {x - 44} {y - 56} {x} {y - 50} C{x + 44} {y - 56} {x + 66} {y - 54} "
                f"{x + 62} {y} C{x + 66} {y + 54} {x + 44} {y + 56} {x} {y + 50} C{x - 44} {y + 56} {x - 66} {y + 54} "
                f"{x - 62} {y} Z",
                "#ffffff",
                _soft(0.85),
            )
            + _area(
                f"M{x - 46} {y + 4} C{x - 46} {y - 38} {x - 10} {y - 42} {x + 6} {y - 26} C{x + 18} {y - 8} {x - 14} "
                f"{y + 4} {x - 2} {y + 38} C{x - 30} {y + 44} {x - 46} {y + 30} {x - 46} {y + 4} Z",
                "url(#deep)",
            )
            + _area(
                f"M{x + 46} {y - 4} C{x + 46} {y + 38} {x + 20} {y + 42} {x + 6} {y + 36} C{x - 4} {y + 8} {x + 28} "
                f"{y} {x + 14} {y - 32} C{x + 34} {y - 42} {x + 46} {y - 28} {x + 46} {y - 4} Z",
                "url(#fall)",
            )
            + _oval(x - 24, y - 24, 12, 7, "#ffffff", _soft(0.8))
        )
        out += _turned(angle, x, y, pod)
    for x, y, r in ((96, 168, 14), (306, 160, 18), (316, 204, 8), (112, 126, 8), (280, 118, 10)):
        out += _oval(x, y, r, r, "#ffffff", _soft(0.7)) + _oval(x - r / 3, y - r / 3, r / 4, r / 4, c.light)
    return out


def jacket(c: Palette) -> str:
    return (
        _area("M132 138 L74 186 C60 230 64 276 74 304 L112 298 L136 214 Z", "url(#deep)")
        + _area("M268 138 L326 186 C340 230 336 276 326 304 L288 298 L264 214 Z", c.dark)
        + _area("M132 138 C160 124 240 124 268 138 L280 322 H120 Z", "url(#body)")
        + _area("M144 142 C140 82 166 58 200 58 C234 58 260 82 256 142 C232 164 168 164 144 142 Z", c.main)
        + _area("M160 136 C158 98 176 80 200 80 C224 80 242 98 240 136 C224 152 176 152 160 136 Z", c.deep)
        + _line("M200 152 V320", "#ffffff", 6, _soft(0.85))
        + _rect(193, 166, 14, 20, "url(#steel)", 5)
        + _line("M140 254 L172 246", c.pale, 6)
        + _line("M260 254 L228 246", c.pale, 6)
        + _line("M128 206 C126 246 124 280 122 316", c.deep, 3, _soft(0.4))
        + _line("M272 206 C274 246 276 280 278 316", c.deep, 3, _soft(0.4))
        + _oval(240, 200, 15, 15, "#fde047")
    )


def teacup(c: Palette) -> str:
    return (
        _oval(200, 314, 138, 22, "url(#white)")
        + _oval(200, 308, 96, 12, "#dfe5ee")
        + _line("M284 198 C344 186 346 266 272 258", "#e9edf3", 18)
        + _area("M106 168 H294 C296 248 260 306 200 306 C140 306 104 248 106 168 Z", "url(#white)")
        + _oval(200, 168, 94, 22, "#eef1f6")
        + _oval(200, 171, 80, 15, mixed(c.main, "#a16207", 0.62))
        + _line("M150 188 L172 222 L160 248 L186 286", "#c89b3c", 5)
        + _line("M172 222 L206 232 L232 212 L262 224", "#c89b3c", 5)
        + "".join(
            _turned(a, x, y, _rect(x - 9, y - 3, 18, 6, "#8a6a1f", 2))
            for x, y, a in (
                (162, 205, -30),
                (168, 236, 30),
                (190, 227, -70),
                (220, 222, 60),
                (246, 218, -62),
                (174, 268, -24),
            )
        )
        + _area("M226 268 C240 250 262 248 270 236 C272 262 254 280 226 268 Z", c.light, _soft(0.8))
        + _line("M176 140 C162 118 190 106 176 82", "#ffffff", 7, _soft(0.9))
        + _line("M222 140 C208 118 236 106 222 82", "#ffffff", 7, _soft(0.9))
    )


def noodles(c: Palette) -> str:
    strands = "".join(
        _line(f"M{x} 214 C{x - 12} 190 {x + 22} 176 {x + 4} 156 C{x - 8} 140 {x + 12} 130 {x + 6} 112", "#f6cf7b", 7)
        for x in (150, 166, 182, 198)
    )
    return (
        strands
        + _oval(200, 214, 138, 34, c.deep)
        + _oval(200, 218, 124, 26, mixed(c.main, "#f59e0b", 0.45))
        + "".join(
            _line(f"M{x} 222 C{x + 14} 208 {x + 34} 232 {x + 52} 216", "#fbe0a0", 7) for x in (104, 140, 214, 246)
        )
        + _oval(262, 206, 26, 17, "#fff7e6")
        + _oval(262, 204, 12, 9, "#f59e0b")
        + "".join(_oval(x, y, 7, 4, "#4d9f5b") for x, y in ((132, 206), (220, 232), (176, 236), (232, 202)))
        + _area(
            "M62 216 H338 C332 284 292 326 246 326 H154 C108 326 68 284 62 216 Z M76 214 C90 260 310 260 324 214 Z",
            "url(#body)",
            'fill-rule="evenodd"',
        )
        + _line("M98 272 C140 296 260 296 302 272", c.pale, 6, _soft(0.8))
        + _line("M148 118 L322 64", "#8a5a2b", 8)
        + _line("M146 134 L328 92", "#a9713b", 8)
    )


def tshirt(c: Palette) -> str:
    return (
        _area(
            "M150 100 L84 130 L56 202 L108 222 L122 196 V320 H278 V196 L292 222 L344 202 L316 130 L250 100 "
            "C238 130 162 130 150 100 Z",
            "url(#body)",
        )
        + _line("M150 101 C162 132 238 132 250 101", c.deep, 8)
        + _line("M122 196 C124 176 122 164 118 152", c.deep, 4, _soft(0.5))
        + _line("M278 196 C276 176 278 164 282 152", c.deep, 4, _soft(0.5))
        + _line("M124 304 H276", c.deep, 3, _soft(0.4) + ' stroke-dasharray="7 6"')
        + "".join(
            _turned(60 * k, 200, 216, _line("M200 216 V176 M200 188 L190 178 M200 188 L210 178", "#ffffff", 6))
            for k in range(6)
        )
    )


def rug(c: Palette) -> str:
    out = _area("M108 132 H300 V300 H108 Z", "url(#body)")
    for inset, colour in ((10, c.pale), (18, c.main), (28, "#e9c46a"), (34, c.dark)):
        out += _rect(108 + inset, 132 + inset, 192 - 2 * inset, 168 - 2 * inset, colour, 2)
    for size, colour in ((46, "#e9c46a"), (36, c.main), (22, c.pale), (12, c.dark)):
        out += f'<polygon points="204,{216 - size} {204 + size * 1.25:g},216 204,{216 + size} {204 - size * 1.25:g},216" fill="{colour}"/>\n'
    for x, y in ((156, 180), (252, 180), (156, 252), (252, 252)):
        out += _oval(x, y, 9, 9, "#e9c46a") + _oval(x, y, 4, 4, c.dark)
    for y in range(136, 302, 9):
        out += _line(f"M300 {y} H318", c.pale, 3)
    roll = _rect(74, 118, 52, 196, "url(#deep)", 26)
    roll += _rect(82, 128, 8, 170, "#ffffff", 4, _soft(0.3))
    roll += _oval(100, 128, 24, 13, c.light) + _oval(100, 128, 14, 7, c.dark) + _oval(100, 128, 6, 3, c.light)
    return out + roll


def bowls(c: Palette) -> str:
    out = ""
    for y, w, fill in (
        (256, 132, "url(#deep)"),
        (214, 120, "url(#body)"),
        (172, 108, "url(#white)"),
        (132, 96, "url(#fall)"),
    ):
        out += _area(
            f"M{200 - w} {y} H{200 + w} C{200 + w - 6} {y + 48} {200 + w * 0.5:g} {y + 68} {200 + w * 0.4:g} {y + 70} "
            f"H{200 - w * 0.4:g} C{200 - w * 0.5:g} {y + 68} {200 - w + 6} {y + 48} {200 - w} {y} Z",
            fill,
        )
        out += _oval(200, y, w, 15, "#ffffff", _soft(0.55)) + _oval(200, y + 2, w - 10, 11, c.deep, _soft(0.28))
    out += _line("M112 196 C130 212 270 212 288 196", c.main, 5, _soft(0.8))
    return out + _line("M122 164 C142 184 164 192 176 194", "#ffffff", 6, _soft(0.5))


def eyemask(c: Palette) -> str:
    return (
        _line("M78 196 C50 120 130 78 200 78 C270 78 350 120 322 196", c.dark, 14)
        + _area(
            "M200 172 C232 146 316 140 334 190 C346 240 316 292 262 290 C226 288 220 256 200 256 C180 256 174 288 138 "
            "290 C84 292 54 240 66 190 C84 140 168 146 200 172 Z",
            "url(#body)",
        )
        + _line(
            "M200 184 C230 160 306 156 321 196 C330 238 306 280 262 278 C232 276 224 244 200 244 C176 244 168 276 138 "
            "278 C94 280 70 238 79 196 C94 156 170 160 200 184 Z",
            c.pale,
            3,
            _soft(0.8) + ' stroke-dasharray="6 6"',
        )
        + _line("M104 220 C118 238 148 238 162 220", "#ffffff", 6)
        + _line("M112 230 L104 241 M133 234 V247 M154 230 L162 241", "#ffffff", 5)
        + _line("M238 220 C252 238 282 238 296 220", "#ffffff", 6)
        + _line("M246 230 L238 241 M267 234 V247 M288 230 L296 241", "#ffffff", 5)
        + _line("M92 190 C102 174 120 168 140 168", "#ffffff", 7, _soft(0.4))
        + _area("M296 118 a26 26 0 1 0 26 36 a20 20 0 0 1 -26 -36 Z", "#fde68a")
    )


def honey(c: Palette) -> str:
    return (
        _rect(120, 148, 160, 178, "url(#body)", 34)
        + _rect(120, 148, 160, 178, "#ffffff", 34, _soft(0.16))
        + "".join(
            _oval(x, y, 17, 15, mixed(c.light, "#fff3b0", 0.5), _soft(0.75))
            for x, y in ((150, 290), (190, 304), (236, 296), (256, 268), (148, 184), (246, 186))
        )
        + _rect(124, 118, 152, 34, "url(#wood)", 10)
        + _rect(124, 118, 152, 10, "#ffffff", 5, _soft(0.3))
        + _rect(140, 206, 120, 72, "#fffaf0", 8)
        + _oval(176, 242, 25, 25, c.main)
        + _oval(176, 242, 19, 19, mixed(c.light, "#ffffff", 0.45))
        + "".join(
            _turned(60 * k, 176, 242, _area("M176 240 L169 226 A16 16 0 0 1 183 226 Z", c.main)) for k in range(6)
        )
        + _line("M214 230 H246 M214 244 H246 M214 258 H234", c.dark, 5)
        + _rect(132, 166, 11, 110, "#ffffff", 5, _soft(0.6))
        + _turned(
            22,
            300,
            120,
            _line("M300 60 V178", "#b9773a", 9)
            + _oval(300, 186, 20, 26, "url(#wood)")
            + _line("M282 178 H318 M281 188 H319 M284 198 H316", "#8a5a2b", 4),
        )
    )


def fryer(c: Palette) -> str:
    return (
        _rect(98, 84, 204, 240, "url(#body)", 52)
        + _rect(128, 98, 144, 54, c.deep, 20)
        + _oval(160, 125, 13, 13, "#38bdf8", _soft(0.95))
        + "".join(_oval(x, 125, 5, 5, "#f8fafc", _soft(0.85)) for x in (196, 216, 236, 252))
        + _rect(122, 170, 156, 108, c.deep, 18)
        + _rect(130, 178, 140, 92, "#fbbf24", 12, _soft(0.9))
        + _rect(130, 178, 140, 44, "#fde68a", 12, _soft(0.75))
        + _line("M142 258 H258", c.deep, 4, _soft(0.6))
        + _area("M166 254 C154 226 176 206 202 212 C226 202 248 222 238 254 Z", "#b45309")
        + _line("M238 240 L256 228", "#fef3c7", 9)
        + _line("M178 226 C186 218 194 218 200 220", "#fcd34d", 5)
        + _rect(158, 286, 84, 20, "url(#steel)", 10)
        + _rect(108, 126, 11, 148, "#ffffff", 5, _soft(0.3))
        + _line("M140 186 L158 262", "#ffffff", 8, _soft(0.35))
    )


def sponge(c: Palette) -> str:
    out = ""
    for x, y, fill in ((82, 244, "url(#deep)"), (116, 170, "url(#body)")):
        block = _rect(x, y, 202, 78, fill, 18) + _rect(x, y, 202, 30, "#fde68a", 15)
        for dx, dy, r in ((28, 52, 7), (62, 60, 5), (96, 50, 8), (132, 60, 6), (168, 50, 7), (186, 64, 4), (44, 66, 4)):
            block += _oval(x + dx, y + dy, r, r * 0.8, c.deep, _soft(0.35))
        for dx, dy, r in ((34, 15, 4), (84, 12, 5), (120, 18, 4), (164, 13, 5)):
            block += _oval(x + dx, y + dy, r, r * 0.8, "#d9a93a", _soft(0.6))
        out += _turned(-3 if y > 200 else 4, x + 100, y + 39, block)
    for x, y, r in ((120, 134, 26), (164, 112, 20), (90, 166, 15), (206, 138, 15), (300, 128, 10), (320, 262, 16)):
        out += _oval(x, y, r, r, "#ffffff", _soft(0.78)) + _oval(x - r * 0.3, y - r * 0.35, r * 0.25, r * 0.2, c.light)
    return out


def pillow(c: Palette) -> str:
    return (
        _area(
            "M64 228 C62 174 96 158 132 172 C168 188 232 188 268 172 C304 158 338 174 336 228 C340 292 316 318 272 314 "
            "C226 308 174 308 128 314 C84 318 60 292 64 228 Z",
            "url(#white)",
        )
        + _area(
            "M66 250 C110 272 290 272 334 250 C336 298 314 317 272 314 C226 308 174 308 128 314 C86 317 64 298 66 250 "
            "Z",
            "url(#body)",
        )
        + _line("M70 252 C116 272 284 272 330 252", c.pale, 4, 'stroke-dasharray="8 6"')
        + _line("M126 196 C170 212 230 212 274 196", "#c8d1de", 5)
        + _line("M92 214 C90 198 98 188 112 186", "#ffffff", 8)
        + _area("M244 78 h34 l-34 38 h34", "none", f'stroke="{c.main}" stroke-width="8" stroke-linejoin="round"')
        + _area("M296 52 h22 l-22 26 h22", "none", f'stroke="{c.light}" stroke-width="7" stroke-linejoin="round"')
        + _area("M204 112 h18 l-18 20 h18", "none", f'stroke="{c.light}" stroke-width="6" stroke-linejoin="round"')
    )


def lamp(c: Palette) -> str:
    return (
        _area("M212 162 L322 312 H110 Z", "#fff7c2", _soft(0.6))
        + _oval(132, 312, 62, 16, c.deep)
        + _oval(132, 306, 62, 15, "url(#deep)")
        + _line("M132 304 L104 204 L212 116", "url(#steel)", 13)
        + _line("M132 304 L104 204 L212 116", "#94a3b8", 13)
        + _oval(104, 204, 14, 14, c.dark)
        + _oval(104, 204, 6, 6, "#ffffff", _soft(0.8))
        + _turned(
            24,
            232,
            124,
            _rect(212, 74, 44, 34, c.dark, 12)
            + _area("M204 104 H264 C290 120 300 146 302 166 H166 C168 146 178 120 204 104 Z", "url(#body)")
            + _oval(234, 166, 66, 13, "#fffbe0"),
        )
        + _rect(240, 296, 92, 12, "#ffffff", 3)
        + _rect(246, 284, 86, 12, c.light, 3)
    )


def nuts(c: Palette) -> str:
    bag = (
        _area("M112 108 H260 L276 128 V316 H96 V128 Z", "url(#body)")
        + _rect(96, 104, 180, 22, c.dark, 4)
        + "".join(_line(f"M{x} 106 V124", c.light, 2, _soft(0.6)) for x in range(106, 272, 10))
        + _oval(186, 222, 64, 64, "#fffaf0")
        + _area("M186 176 C214 190 222 226 186 266 C150 226 158 190 186 176 Z", c.main)
        + _line("M186 188 V254", c.dark, 4)
        + _line("M174 204 C168 222 170 236 176 246 M198 204 C204 222 202 236 196 246", c.dark, 3, _soft(0.7))
        + _rect(106, 138, 10, 160, "#ffffff", 5, _soft(0.3))
    )
    spilled = (
        _turned(
            24, 292, 292, _oval(292, 292, 30, 20, "#c98b4a") + _line("M268 292 C284 284 300 284 314 290", "#8a5a2b", 3)
        )
        + _oval(326, 314, 17, 14, "#e3b778")
        + _turned(-30, 250, 312, _area("M228 312 C236 292 266 296 276 312 C262 324 240 324 228 312 Z", "#f1d6a8"))
        + _oval(296, 262, 14, 12, "#8b3a3a")
    )
    return bag + spilled


def knife(c: Palette) -> str:
    handles = (
        _rect(130, 78, 26, 108, c.deep, 11)
        + _rect(168, 60, 26, 126, c.deep, 11)
        + _rect(206, 74, 26, 112, c.deep, 11)
        + "".join(
            _oval(x, y, 4, 4, "#cbd5e1")
            for x, y in ((143, 104), (143, 142), (181, 90), (181, 134), (219, 102), (219, 142))
        )
        + _line("M256 150 C244 120 252 92 270 92 C290 94 288 126 262 154", "#dc2626", 9)
    )
    block = (
        _area("M108 176 L250 162 L292 182 V324 H108 Z", "url(#wood)")
        + _area("M108 176 L250 162 L292 182 L150 196 Z", "#e9bd84")
        + _line("M126 222 C170 214 230 216 276 226 M126 262 C180 252 230 258 278 268", "#8a5a2b", 3, _soft(0.5))
    )
    blade = _turned(
        -8,
        230,
        290,
        _area("M150 262 H312 C330 262 334 276 334 304 H150 Z", "url(#steel)")
        + _rect(74, 264, 84, 26, c.deep, 12)
        + _oval(96, 277, 4, 4, "#cbd5e1")
        + _oval(132, 277, 4, 4, "#cbd5e1")
        + _line("M156 298 H328", "#ffffff", 4, _soft(0.9)),
    )
    return handles + block + blade


def oil(c: Palette) -> str:
    return (
        _rect(176, 58, 48, 36, c.deep, 8)
        + _area(
            "M180 92 H220 V130 C252 150 262 170 262 196 V300 C262 316 254 326 238 326 H162 C146 326 138 316 138 300 "
            "V196 C138 170 148 150 180 130 Z",
            "url(#body)",
        )
        + _area(
            "M138 190 C160 178 240 202 262 188 V300 C262 316 254 326 238 326 H162 C146 326 138 316 138 300 Z",
            "#eab308",
            _soft(0.55),
        )
        + _rect(148, 214, 104, 84, "#fdfaf0", 8)
        + "".join(
            _turned(72 * k, 200, 252, _oval(200, 234, 11, 15, "#ffffff", f'stroke="{c.light}" stroke-width="2.5"'))
            for k in range(5)
        )
        + _oval(200, 252, 9, 9, "#f59e0b")
        + _area("M222 270 C238 262 248 268 246 284 C232 288 224 282 222 270 Z", c.main)
        + _rect(150, 178, 9, 118, "#ffffff", 5, _soft(0.5))
        + _area("M300 232 C316 256 322 266 322 278 A22 22 0 0 1 278 278 C278 266 284 256 300 232 Z", "#eab308")
        + _line("M290 278 A11 11 0 0 0 296 288", "#ffffff", 4, _soft(0.9))
    )


def teapot(c: Palette) -> str:
    return (
        _line("M118 202 C52 186 54 292 128 280", c.dark, 18)
        + _area("M272 232 C304 226 306 178 340 162 L352 176 C334 200 330 262 272 280 Z", "url(#deep)")
        + _area("M146 184 H254 L300 316 C300 324 288 326 280 326 H120 C112 326 100 324 100 316 Z", "url(#body)")
        + _rect(138, 168, 124, 20, c.dark, 8)
        + _area("M150 168 C156 144 244 144 250 168 Z", "url(#fall)")
        + _oval(200, 138, 18, 15, c.dark)
        + _oval(194, 133, 5, 4, "#ffffff", _soft(0.4))
        + _line("M150 206 L122 300", "#ffffff", 8, _soft(0.25))
        + _rect(210, 236, 36, 36, "none", 4, f'stroke="{c.pale}" stroke-width="3" opacity="0.7"')
        + _line("M220 246 H236 M220 256 H236 M228 246 V264", c.pale, 3, _soft(0.7))
        + _line("M352 142 C340 126 364 114 352 96", "#ffffff", 6, _soft(0.9))
    )


def cream(c: Palette) -> str:
    return (
        _rect(140, 148, 120, 178, "url(#body)", 26)
        + _rect(140, 218, 120, 70, "#ffffff", 0, _soft(0.92))
        + _rect(160, 116, 80, 36, "url(#white)", 8)
        + _rect(192, 84, 16, 36, "#dfe5ee")
        + _area("M150 66 H232 C246 66 250 76 250 90 H150 C140 90 136 70 150 66 Z", "url(#white)")
        + _area("M144 90 C132 96 128 108 130 116 L142 114 C142 104 146 98 152 92 Z", "#dfe5ee")
        + _area(
            "M182 264 C160 246 166 228 182 234 C190 238 190 244 190 244 C190 244 192 236 200 232 C216 228 220 248 "
            "196 266 Z",
            c.main,
            'transform="translate(8 2)"',
        )
        + _line("M168 278 H232", c.light, 5)
        + _rect(152, 164, 10, 46, "#ffffff", 5, _soft(0.55))
        + _area(
            "M282 312 C270 296 286 282 302 286 C312 270 334 280 330 296 C342 302 338 322 322 322 H292 C284 322 282 "
            "318 282 312 Z",
            "#ffffff",
        )
        + _line("M296 306 C304 296 316 298 322 306", c.pale, 4)
    )


def socks(c: Palette) -> str:
    def one(x: float, fill: str) -> str:
        return (
            _area(
                f"M{x} 92 H{x + 78} V216 C{x + 78} 226 {x + 90} 236 {x + 110} 248 C{x + 146} 268 {x + 138} 316 "
                f"{x + 98} 318 C{x + 66} 320 {x + 34} 300 {x + 14} 280 C{x + 4} 268 {x} 254 {x} 238 Z",
                fill,
            )
            + _rect(x - 4, 84, 86, 40, "#ffffff", 10, _soft(0.92))
            + "".join(_line(f"M{x + dx} 90 V118", c.light, 3) for dx in range(8, 78, 12))
            + _rect(x, 140, 78, 12, c.pale, 0, _soft(0.85))
            + _rect(x, 162, 78, 12, c.pale, 0, _soft(0.85))
            + _area(
                f"M{x} 232 C{x + 28} 240 {x + 40} 262 {x + 20} 286 C{x + 4} 272 {x} 258 {x} 238 Z", c.pale, _soft(0.9)
            )
            + _area(
                f"M{x + 110} 248 C{x + 146} 268 {x + 138} 316 {x + 98} 318 C{x + 84} 302 {x + 88} 262 {x + 110} 248 Z",
                c.pale,
                _soft(0.9),
            )
        )

    return one(166, c.dark) + one(92, "url(#body)")


def duvet(c: Palette) -> str:
    out = ""
    for y, fill in ((266, "url(#deep)"), (206, "url(#body)"), (146, "url(#fall)")):
        out += _area(f"M92 {y} C66 {y} 64 {y + 58} 92 {y + 58} H300 C332 {y + 60} 334 {y - 2} 304 {y} Z", fill)
        out += _line(f"M96 {y + 29} H298", c.deep, 3, _soft(0.3))
        out += "".join(
            _line(f"M{x} {y + 4} C{x - 6} {y + 20} {x - 6} {y + 40} {x} {y + 55}", c.pale, 3, _soft(0.6))
            for x in (130, 170, 210, 250, 290)
        )
        out += _line(f"M304 {y + 8} C318 {y + 12} 318 {y + 46} 304 {y + 50}", c.pale, 5, _soft(0.8))
    band = _rect(180, 138, 44, 190, "#ffffff", 6, _soft(0.92))
    tag = _oval(202, 234, 30, 30, c.main) + _area(
        "M202 220 C214 226 218 244 202 252 C186 244 190 226 202 220 Z", "#d9f99d"
    )
    return out + band + tag + _line("M202 228 V250", "#65a30d", 3)


def soap(c: Palette) -> str:
    def bottle(x: float, y: float, fill: str) -> str:
        return (
            _rect(x - 34, y, 68, 326 - y, fill, 18)
            + _rect(x - 16, y - 22, 32, 26, "url(#white)", 5)
            + _rect(x - 5, y - 42, 10, 24, "#dfe5ee")
            + _area(
                f"M{x - 30} {y - 56} H{x + 18} V{y - 40} H{x - 22} C{x - 30} {y - 40} {x - 30} {y - 32} {x - 34} "
                f"{y - 28} L{x - 44} {y - 32} C{x - 44} {y - 46} {x - 40} {y - 56} {x - 30} {y - 56} Z",
                "url(#white)",
            )
            + _rect(x - 24, y + 44, 48, 60, "#ffffff", 6, _soft(0.92))
            + _area(
                f"M{x} {y + 54} C{x + 14} {y + 72} {x + 16} {y + 78} {x + 16} {y + 82} A16 16 0 0 1 {x - 16} {y + 82} "
                f"C{x - 16} {y + 78} {x - 14} {y + 72} {x} {y + 54} Z",
                c.main,
            )
            + _rect(x - 26, y + 14, 7, 100, "#ffffff", 4, _soft(0.45))
        )

    bubbles = "".join(
        _oval(x, y, r, r, "#ffffff", _soft(0.8)) + _oval(x - r / 3, y - r / 3, r / 4, r / 5, c.light)
        for x, y, r in ((74, 118, 14), (98, 92, 8), (322, 124, 17), (298, 86, 9), (336, 168, 7))
    )
    return bubbles + bottle(112, 188, "url(#deep)") + bottle(288, 188, "url(#deep)") + bottle(200, 162, "url(#body)")


def speaker(c: Palette) -> str:
    return (
        _line("M134 128 C134 70 266 70 266 128", "#7c4a21", 11)
        + _rect(72, 122, 256, 196, "url(#wood)", 28)
        + _rect(84, 134, 232, 172, "#f5e9d3", 20)
        + _rect(92, 142, 216, 156, "url(#body)", 14)
        + "".join(_oval(x, y, 2.6, 2.6, c.deep, _soft(0.55)) for x in range(106, 300, 14) for y in range(154, 294, 14))
        + _oval(160, 226, 54, 54, c.deep)
        + _oval(160, 226, 44, 44, c.dark)
        + _oval(160, 226, 18, 18, "url(#steel)")
        + _rect(232, 160, 60, 46, "#fdf6e3", 8)
        + _line("M240 190 H284 M248 184 V190 M262 180 V190 M276 184 V190", "#7c4a21", 3)
        + _line("M256 166 V192", "#dc2626", 3)
        + _oval(246, 252, 17, 17, "url(#steel)")
        + _oval(284, 252, 12, 12, "url(#steel)")
        + _line("M246 252 L254 242", "#475569", 4)
        + _rect(106, 316, 30, 10, "#7c4a21", 4)
        + _rect(264, 316, 30, 10, "#7c4a21", 4)
        + _line("M330 98 V60 L354 54 V90", c.main, 6)
        + _oval(323, 99, 9, 7, c.main)
        + _oval(347, 91, 9, 7, c.main)
    )


def rice(c: Palette) -> str:
    sack = (
        _area(
            "M124 96 C150 108 250 108 276 96 L268 126 C292 180 300 262 288 322 H112 C100 262 108 180 132 126 Z",
            "url(#paper)",
        )
        + _area(
            "M106 224 C140 236 260 236 294 224 C298 260 296 292 288 322 H112 C104 292 102 260 106 224 Z", "url(#fall)"
        )
        + _line("M130 122 C160 132 240 132 270 122", c.dark, 8)
        + _oval(200, 198, 46, 46, "url(#body)")
        + _line("M200 234 C198 204 202 184 214 164", "#ffffff", 4)
        + "".join(
            _turned(a, x, y, _oval(x, y, 6, 11, "#ffffff"))
            for x, y, a in (
                (190, 208, -34),
                (188, 190, -30),
                (196, 172, -20),
                (214, 210, 44),
                (218, 192, 48),
                (224, 174, 50),
            )
        )
        + _line("M140 150 C132 190 130 260 136 306", "#cfd6e0", 4, _soft(0.7))
    )
    grains = "".join(
        _turned(a, x, y, _oval(x, y, 12, 5, "#ffffff", f'stroke="{c.light}" stroke-width="1.5"'))
        for x, y, a in ((92, 318, 20), (312, 316, -24), (334, 306, 16), (70, 306, -18), (306, 300, 50), (102, 300, 64))
    )
    return sack + grains


SHAPES: dict[str, Callable[[Palette], str]] = {
    shape.__name__: shape
    for shape in (
        berries, mask, chicken, scarf, towel, cup, dates, capsules, jacket, teacup, noodles, tshirt, rug, bowls, eyemask,
        honey, fryer, sponge, pillow, lamp, nuts, knife, oil, teapot, cream, socks, duvet, soap, speaker, rice,
    )
}  # fmt: skip
