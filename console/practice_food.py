"""Shapes of the practice room's goods: what is eaten, and what is used up about the house."""

from __future__ import annotations

from math import cos, pi, sin

from console.practice_pen import Palette, area, line, mixed, oval, rect, soft, turned


def berries(c: Palette) -> str:
    places = ((128, 292), (272, 292), (200, 300), (164, 238), (236, 240), (200, 186))
    out = area("M204 168 C220 118 268 96 310 104 C300 146 256 176 204 168 Z", "#4d9f5b")
    out += line("M206 166 C238 142 270 124 304 108", "#8fd19a", 4)
    out += area("M196 168 C176 130 140 116 108 126 C118 158 154 180 196 168 Z", "#67b774")
    for x, y in places:
        out += oval(x, y, 48, 46, "url(#body)")
        out += oval(x - 15, y - 17, 14, 9, "#ffffff", soft(0.45))
        star = " ".join(
            f"{x + 8 + (15 if k % 2 == 0 else 6) * cos(k * pi / 5):.1f},"
            f"{y + 10 + (15 if k % 2 == 0 else 6) * sin(k * pi / 5):.1f}"
            for k in range(10)
        )
        out += f'<polygon points="{star}" fill="{c.deep}" opacity="0.8"/>\n'
    return out


def mask(c: Palette) -> str:
    packet = rect(150, 84, 158, 232, c.light, 12) + rect(150, 84, 158, 24, c.main, 10)
    face = (
        area(
            "M200 100 C268 100 296 146 290 206 C286 262 244 318 200 318 C156 318 114 262 110 206 C104 146 132 100 "
            "200 100 Z",
            "url(#white)",
        )
        + area("M140 182 C152 166 174 166 186 184 C174 196 152 198 140 182 Z", c.tint)
        + area("M214 184 C226 166 248 166 260 182 C248 198 226 196 214 184 Z", c.tint)
        + area("M168 264 C184 254 192 262 200 262 C208 262 216 254 232 264 C218 280 182 280 168 264 Z", c.tint)
        + line("M200 190 C194 212 188 224 196 232 H206", c.light, 5)
        + line("M128 150 C140 124 164 112 186 112", "#ffffff", 7)
    )
    drop = area("M302 224 C322 252 330 264 330 282 A28 28 0 0 1 274 282 C274 264 282 252 302 224 Z", "url(#fall)")
    return (
        turned(12, 229, 200, packet)
        + turned(-7, 200, 210, face)
        + drop
        + line("M290 280 A14 14 0 0 0 298 294", "#ffffff", 5, soft(0.8))
    )


def chicken(c: Palette) -> str:
    leaf = area("M96 292 C74 262 84 228 112 216 C128 244 124 276 96 292 Z", "#6bb26b") + area(
        "M302 290 C330 268 334 232 312 212 C290 232 284 264 302 290 Z", "#7cc17a"
    )
    breast = (
        area(
            "M106 262 C92 206 138 150 206 140 C272 132 316 172 306 222 C296 276 240 306 184 304 C142 302 114 292 106 "
            "262 Z",
            "url(#fall)",
        )
        + area("M126 258 C122 212 160 168 214 162 C262 158 290 184 286 218", "none")
        + line("M150 216 L190 268", c.dark, 11)
        + line("M190 192 L234 250", c.dark, 11)
        + line("M232 176 L274 228", c.dark, 11)
        + line("M132 222 C142 194 164 174 190 166", c.pale, 8, soft(0.9))
    )
    plate = oval(200, 300, 156, 34, "url(#white)") + oval(200, 294, 124, 22, "#e6ebf2")
    return plate + leaf + breast


def towel(c: Palette) -> str:
    pack = (
        rect(86, 176, 228, 148, "url(#body)", 26)
        + oval(200, 250, 74, 44, "#ffffff", soft(0.92))
        + oval(200, 182, 66, 20, c.deep, soft(0.9))
        + rect(98, 188, 18, 118, "#ffffff", 9, soft(0.22))
    )
    sheet = (
        area(
            "M148 182 C150 130 130 112 152 80 C176 96 196 72 220 82 C242 92 264 84 264 110 C262 140 248 152 252 182 "
            "C226 194 172 194 148 182 Z",
            "url(#paper)",
        )
        + line("M176 176 C180 142 168 124 178 100", "#cfd6e0", 4)
        + line("M222 178 C218 146 230 128 224 98", "#cfd6e0", 4)
    )
    mark = area("M200 220 C216 242 222 250 222 260 A22 22 0 0 1 178 260 C178 250 184 242 200 220 Z", c.main)
    return pack + sheet + mark


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
            oval(x, y, 58, 38, fill)
            + line(f"M{x - 34} {y - 8} C{x - 12} {y - 20} {x + 12} {y - 18} {x + 34} {y - 6}", c.deep, 4, soft(0.45))
            + line(f"M{x - 36} {y + 10} C{x - 10} {y + 2} {x + 14} {y + 4} {x + 34} {y + 12}", c.deep, 4, soft(0.4))
            + oval(x - 26, y - 18, 13, 6, "#ffffff", soft(0.45))
        )
        out += turned(angle, x, y, date)
    bowl = (
        area("M72 256 H328 C324 300 290 328 248 328 H152 C110 328 76 300 72 256 Z", "url(#white)")
        + rect(64, 246, 272, 18, "#ffffff", 9)
        + line("M98 290 C130 306 270 306 302 290", c.main, 6, soft(0.75))
    )
    return out + bowl


def capsules(c: Palette) -> str:
    out = ""
    for x, y, angle in ((136, 270, -12), (264, 272, 14), (200, 178, 4)):
        pod = (
            area(
                f"M{x - 62} {y} C{x - 66} {y - 54} {x - 44} {y - 56} {x} {y - 50} C{x + 44} {y - 56} {x + 66} {y - 54} "
                f"{x + 62} {y} C{x + 66} {y + 54} {x + 44} {y + 56} {x} {y + 50} C{x - 44} {y + 56} {x - 66} {y + 54} "
                f"{x - 62} {y} Z",
                "#ffffff",
                soft(0.85),
            )
            + area(
                f"M{x - 46} {y + 4} C{x - 46} {y - 38} {x - 10} {y - 42} {x + 6} {y - 26} C{x + 18} {y - 8} {x - 14} "
                f"{y + 4} {x - 2} {y + 38} C{x - 30} {y + 44} {x - 46} {y + 30} {x - 46} {y + 4} Z",
                "url(#deep)",
            )
            + area(
                f"M{x + 46} {y - 4} C{x + 46} {y + 38} {x + 20} {y + 42} {x + 6} {y + 36} C{x - 4} {y + 8} {x + 28} "
                f"{y} {x + 14} {y - 32} C{x + 34} {y - 42} {x + 46} {y - 28} {x + 46} {y - 4} Z",
                "url(#fall)",
            )
            + oval(x - 24, y - 24, 12, 7, "#ffffff", soft(0.8))
        )
        out += turned(angle, x, y, pod)
    for x, y, r in ((96, 168, 14), (306, 160, 18), (316, 204, 8), (112, 126, 8), (280, 118, 10)):
        out += oval(x, y, r, r, "#ffffff", soft(0.7)) + oval(x - r / 3, y - r / 3, r / 4, r / 4, c.light)
    return out


def noodles(c: Palette) -> str:
    strands = "".join(
        line(f"M{x} 214 C{x - 12} 190 {x + 22} 176 {x + 4} 156 C{x - 8} 140 {x + 12} 130 {x + 6} 112", "#f6cf7b", 7)
        for x in (150, 166, 182, 198)
    )
    return (
        strands
        + oval(200, 214, 138, 34, c.deep)
        + oval(200, 218, 124, 26, mixed(c.main, "#f59e0b", 0.45))
        + "".join(line(f"M{x} 222 C{x + 14} 208 {x + 34} 232 {x + 52} 216", "#fbe0a0", 7) for x in (104, 140, 214, 246))
        + oval(262, 206, 26, 17, "#fff7e6")
        + oval(262, 204, 12, 9, "#f59e0b")
        + "".join(oval(x, y, 7, 4, "#4d9f5b") for x, y in ((132, 206), (220, 232), (176, 236), (232, 202)))
        + area(
            "M62 216 H338 C332 284 292 326 246 326 H154 C108 326 68 284 62 216 Z M76 214 C90 260 310 260 324 214 Z",
            "url(#body)",
            'fill-rule="evenodd"',
        )
        + line("M98 272 C140 296 260 296 302 272", c.pale, 6, soft(0.8))
        + line("M148 118 L322 64", "#8a5a2b", 8)
        + line("M146 134 L328 92", "#a9713b", 8)
    )


def honey(c: Palette) -> str:
    return (
        rect(120, 148, 160, 178, "url(#body)", 34)
        + rect(120, 148, 160, 178, "#ffffff", 34, soft(0.16))
        + "".join(
            oval(x, y, 17, 15, mixed(c.light, "#fff3b0", 0.5), soft(0.75))
            for x, y in ((150, 290), (190, 304), (236, 296), (256, 268), (148, 184), (246, 186))
        )
        + rect(124, 118, 152, 34, "url(#wood)", 10)
        + rect(124, 118, 152, 10, "#ffffff", 5, soft(0.3))
        + rect(140, 206, 120, 72, "#fffaf0", 8)
        + oval(176, 242, 25, 25, c.main)
        + oval(176, 242, 19, 19, mixed(c.light, "#ffffff", 0.45))
        + "".join(turned(60 * k, 176, 242, area("M176 240 L169 226 A16 16 0 0 1 183 226 Z", c.main)) for k in range(6))
        + line("M214 230 H246 M214 244 H246 M214 258 H234", c.dark, 5)
        + rect(132, 166, 11, 110, "#ffffff", 5, soft(0.6))
        + turned(
            22,
            300,
            120,
            line("M300 60 V178", "#b9773a", 9)
            + oval(300, 186, 20, 26, "url(#wood)")
            + line("M282 178 H318 M281 188 H319 M284 198 H316", "#8a5a2b", 4),
        )
    )


def sponge(c: Palette) -> str:
    out = ""
    for x, y, fill in ((82, 244, "url(#deep)"), (116, 170, "url(#body)")):
        block = rect(x, y, 202, 78, fill, 18) + rect(x, y, 202, 30, "#fde68a", 15)
        for dx, dy, r in ((28, 52, 7), (62, 60, 5), (96, 50, 8), (132, 60, 6), (168, 50, 7), (186, 64, 4), (44, 66, 4)):
            block += oval(x + dx, y + dy, r, r * 0.8, c.deep, soft(0.35))
        for dx, dy, r in ((34, 15, 4), (84, 12, 5), (120, 18, 4), (164, 13, 5)):
            block += oval(x + dx, y + dy, r, r * 0.8, "#d9a93a", soft(0.6))
        out += turned(-3 if y > 200 else 4, x + 100, y + 39, block)
    for x, y, r in ((120, 134, 26), (164, 112, 20), (90, 166, 15), (206, 138, 15), (300, 128, 10), (320, 262, 16)):
        out += oval(x, y, r, r, "#ffffff", soft(0.78)) + oval(x - r * 0.3, y - r * 0.35, r * 0.25, r * 0.2, c.light)
    return out


def nuts(c: Palette) -> str:
    bag = (
        area("M112 108 H260 L276 128 V316 H96 V128 Z", "url(#body)")
        + rect(96, 104, 180, 22, c.dark, 4)
        + "".join(line(f"M{x} 106 V124", c.light, 2, soft(0.6)) for x in range(106, 272, 10))
        + oval(186, 222, 64, 64, "#fffaf0")
        + area("M186 176 C214 190 222 226 186 266 C150 226 158 190 186 176 Z", c.main)
        + line("M186 188 V254", c.dark, 4)
        + line("M174 204 C168 222 170 236 176 246 M198 204 C204 222 202 236 196 246", c.dark, 3, soft(0.7))
        + rect(106, 138, 10, 160, "#ffffff", 5, soft(0.3))
    )
    spilled = (
        turned(
            24, 292, 292, oval(292, 292, 30, 20, "#c98b4a") + line("M268 292 C284 284 300 284 314 290", "#8a5a2b", 3)
        )
        + oval(326, 314, 17, 14, "#e3b778")
        + turned(-30, 250, 312, area("M228 312 C236 292 266 296 276 312 C262 324 240 324 228 312 Z", "#f1d6a8"))
        + oval(296, 262, 14, 12, "#8b3a3a")
    )
    return bag + spilled


def oil(c: Palette) -> str:
    return (
        rect(176, 58, 48, 36, c.deep, 8)
        + area(
            "M180 92 H220 V130 C252 150 262 170 262 196 V300 C262 316 254 326 238 326 H162 C146 326 138 316 138 300 "
            "V196 C138 170 148 150 180 130 Z",
            "url(#body)",
        )
        + area(
            "M138 190 C160 178 240 202 262 188 V300 C262 316 254 326 238 326 H162 C146 326 138 316 138 300 Z",
            "#eab308",
            soft(0.55),
        )
        + rect(148, 214, 104, 84, "#fdfaf0", 8)
        + "".join(
            turned(72 * k, 200, 252, oval(200, 234, 11, 15, "#ffffff", f'stroke="{c.light}" stroke-width="2.5"'))
            for k in range(5)
        )
        + oval(200, 252, 9, 9, "#f59e0b")
        + area("M222 270 C238 262 248 268 246 284 C232 288 224 282 222 270 Z", c.main)
        + rect(150, 178, 9, 118, "#ffffff", 5, soft(0.5))
        + area("M300 232 C316 256 322 266 322 278 A22 22 0 0 1 278 278 C278 266 284 256 300 232 Z", "#eab308")
        + line("M290 278 A11 11 0 0 0 296 288", "#ffffff", 4, soft(0.9))
    )


def cream(c: Palette) -> str:
    return (
        rect(140, 148, 120, 178, "url(#body)", 26)
        + rect(140, 218, 120, 70, "#ffffff", 0, soft(0.92))
        + rect(160, 116, 80, 36, "url(#white)", 8)
        + rect(192, 84, 16, 36, "#dfe5ee")
        + area("M150 66 H232 C246 66 250 76 250 90 H150 C140 90 136 70 150 66 Z", "url(#white)")
        + area("M144 90 C132 96 128 108 130 116 L142 114 C142 104 146 98 152 92 Z", "#dfe5ee")
        + area(
            "M182 264 C160 246 166 228 182 234 C190 238 190 244 190 244 C190 244 192 236 200 232 C216 228 220 248 "
            "196 266 Z",
            c.main,
            'transform="translate(8 2)"',
        )
        + line("M168 278 H232", c.light, 5)
        + rect(152, 164, 10, 46, "#ffffff", 5, soft(0.55))
        + area(
            "M282 312 C270 296 286 282 302 286 C312 270 334 280 330 296 C342 302 338 322 322 322 H292 C284 322 282 "
            "318 282 312 Z",
            "#ffffff",
        )
        + line("M296 306 C304 296 316 298 322 306", c.pale, 4)
    )


def soap(c: Palette) -> str:
    def bottle(x: float, y: float, fill: str) -> str:
        return (
            rect(x - 34, y, 68, 326 - y, fill, 18)
            + rect(x - 16, y - 22, 32, 26, "url(#white)", 5)
            + rect(x - 5, y - 42, 10, 24, "#dfe5ee")
            + area(
                f"M{x - 30} {y - 56} H{x + 18} V{y - 40} H{x - 22} C{x - 30} {y - 40} {x - 30} {y - 32} {x - 34} "
                f"{y - 28} L{x - 44} {y - 32} C{x - 44} {y - 46} {x - 40} {y - 56} {x - 30} {y - 56} Z",
                "url(#white)",
            )
            + rect(x - 24, y + 44, 48, 60, "#ffffff", 6, soft(0.92))
            + area(
                f"M{x} {y + 54} C{x + 14} {y + 72} {x + 16} {y + 78} {x + 16} {y + 82} A16 16 0 0 1 {x - 16} {y + 82} "
                f"C{x - 16} {y + 78} {x - 14} {y + 72} {x} {y + 54} Z",
                c.main,
            )
            + rect(x - 26, y + 14, 7, 100, "#ffffff", 4, soft(0.45))
        )

    bubbles = "".join(
        oval(x, y, r, r, "#ffffff", soft(0.8)) + oval(x - r / 3, y - r / 3, r / 4, r / 5, c.light)
        for x, y, r in ((74, 118, 14), (98, 92, 8), (322, 124, 17), (298, 86, 9), (336, 168, 7))
    )
    return bubbles + bottle(112, 188, "url(#deep)") + bottle(288, 188, "url(#deep)") + bottle(200, 162, "url(#body)")


def rice(c: Palette) -> str:
    sack = (
        area(
            "M124 96 C150 108 250 108 276 96 L268 126 C292 180 300 262 288 322 H112 C100 262 108 180 132 126 Z",
            mixed(c.pale, "#ffffff", 0.35),
        )
        + area(
            "M106 224 C140 236 260 236 294 224 C298 260 296 292 288 322 H112 C104 292 102 260 106 224 Z", "url(#fall)"
        )
        + line("M130 122 C160 132 240 132 270 122", c.dark, 8)
        + oval(200, 198, 46, 46, "url(#body)")
        + line("M200 234 C198 204 202 184 214 164", "#ffffff", 4)
        + "".join(
            turned(a, x, y, oval(x, y, 6, 11, "#ffffff"))
            for x, y, a in (
                (190, 208, -34),
                (188, 190, -30),
                (196, 172, -20),
                (214, 210, 44),
                (218, 192, 48),
                (224, 174, 50),
            )
        )
        + line("M140 150 C132 190 130 260 136 306", c.light, 4, soft(0.5))
    )
    grains = "".join(
        turned(a, x, y, oval(x, y, 12, 5, "#ffffff", f'stroke="{c.light}" stroke-width="1.5"'))
        for x, y, a in ((92, 318, 20), (312, 316, -24), (334, 306, 16), (70, 306, -18), (306, 300, 50), (102, 300, 64))
    )
    return sack + grains


SHAPES = {
    shape.__name__: shape
    for shape in (berries, mask, chicken, towel, dates, capsules, noodles, honey, sponge, nuts, oil, cream, soap, rice)
}
