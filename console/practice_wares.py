"""Shapes of the practice room's goods: what is worn and what stays in the house, and the parcel for the rest."""

from __future__ import annotations

from console.practice_pen import Palette, area, line, mixed, oval, rect, soft, turned


def parcel(c: Palette) -> str:
    return (
        area("M200 128 L318 176 L200 226 L82 176 Z", c.light)
        + area("M82 176 L200 226 V330 L82 278 Z", c.main)
        + area("M318 176 L200 226 V330 L318 278 Z", c.dark)
        + area("M128 157 L246 206 L270 196 L153 147 Z", c.pale, soft(0.85))
        + area("M246 206 L270 196 V240 L258 238 L246 250 Z", c.pale, soft(0.7))
    )


def scarf(c: Palette) -> str:
    box = rect(84, 148, 232, 178, c.pale, 14) + rect(96, 160, 208, 154, "#ffffff", 8, soft(0.75))
    folds = (
        rect(108, 268, 184, 42, "url(#deep)", 20)
        + rect(108, 226, 184, 44, "url(#body)", 20)
        + rect(108, 184, 184, 44, "url(#fall)", 20)
        + line("M126 206 H270", c.pale, 3, soft(0.7) + ' stroke-dasharray="2 9"')
        + line("M126 248 H270", c.pale, 3, soft(0.55) + ' stroke-dasharray="2 9"')
        + line("M126 290 H270", c.pale, 3, soft(0.45) + ' stroke-dasharray="2 9"')
    )
    end = area("M216 176 H272 V262 H216 Z", c.main) + rect(216, 214, 56, 10, c.pale, 0, soft(0.8))
    end += rect(216, 232, 56, 5, c.pale, 0, soft(0.8))
    for x in range(220, 272, 10):
        end += line(f"M{x} 262 V284", c.main, 4)
    ribbon = (
        area("M200 150 C168 104 118 108 124 134 C130 156 176 156 200 150 Z", c.light)
        + area("M200 150 C232 104 282 108 276 134 C270 156 224 156 200 150 Z", c.main)
        + oval(200, 149, 15, 12, c.dark)
    )
    return box + folds + end + ribbon


def cup(c: Palette) -> str:
    return (
        rect(146, 118, 108, 206, "url(#body)", 26)
        + rect(146, 150, 108, 12, "url(#steel)")
        + rect(146, 284, 108, 10, c.deep, 0, soft(0.3))
        + rect(152, 92, 96, 50, "url(#steel)", 10)
        + rect(164, 70, 72, 30, c.deep, 10)
        + line("M176 72 C176 44 224 44 224 72", c.deep, 11)
        + rect(160, 172, 14, 104, "#ffffff", 7, soft(0.55))
        + oval(216, 224, 20, 20, "#ffffff", soft(0.9))
        + area("M216 208 C226 222 229 226 229 232 A13 13 0 0 1 203 232 C203 226 206 222 216 208 Z", c.main)
        + line("M120 96 C108 82 132 70 120 54", "#ffffff", 6, soft(0.9))
        + line("M284 100 C272 86 296 74 284 58", "#ffffff", 6, soft(0.9))
    )


def jacket(c: Palette) -> str:
    return (
        area("M132 138 L74 186 C60 230 64 276 74 304 L112 298 L136 214 Z", "url(#deep)")
        + area("M268 138 L326 186 C340 230 336 276 326 304 L288 298 L264 214 Z", c.dark)
        + area("M132 138 C160 124 240 124 268 138 L280 322 H120 Z", "url(#body)")
        + area("M144 142 C140 82 166 58 200 58 C234 58 260 82 256 142 C232 164 168 164 144 142 Z", c.main)
        + area("M160 136 C158 98 176 80 200 80 C224 80 242 98 240 136 C224 152 176 152 160 136 Z", c.deep)
        + line("M200 152 V320", "#ffffff", 6, soft(0.85))
        + rect(193, 166, 14, 20, "url(#steel)", 5)
        + line("M140 254 L172 246", c.pale, 6)
        + line("M260 254 L228 246", c.pale, 6)
        + line("M128 206 C126 246 124 280 122 316", c.deep, 3, soft(0.4))
        + line("M272 206 C274 246 276 280 278 316", c.deep, 3, soft(0.4))
        + oval(240, 200, 15, 15, "#fde047")
    )


def teacup(c: Palette) -> str:
    return (
        oval(200, 314, 138, 22, "url(#white)")
        + oval(200, 308, 96, 12, "#dfe5ee")
        + line("M284 198 C344 186 346 266 272 258", "#e9edf3", 18)
        + area("M106 168 H294 C296 248 260 306 200 306 C140 306 104 248 106 168 Z", "url(#white)")
        + oval(200, 168, 94, 22, "#eef1f6")
        + oval(200, 171, 80, 15, mixed(c.main, "#a16207", 0.62))
        + line("M150 188 L172 222 L160 248 L186 286", "#c89b3c", 5)
        + line("M172 222 L206 232 L232 212 L262 224", "#c89b3c", 5)
        + "".join(
            turned(a, x, y, rect(x - 9, y - 3, 18, 6, "#8a6a1f", 2))
            for x, y, a in (
                (162, 205, -30),
                (168, 236, 30),
                (190, 227, -70),
                (220, 222, 60),
                (246, 218, -62),
                (174, 268, -24),
            )
        )
        + area("M226 268 C240 250 262 248 270 236 C272 262 254 280 226 268 Z", c.light, soft(0.8))
        + line("M176 140 C162 118 190 106 176 82", "#ffffff", 7, soft(0.9))
        + line("M222 140 C208 118 236 106 222 82", "#ffffff", 7, soft(0.9))
    )


def tshirt(c: Palette) -> str:
    return (
        area(
            "M150 100 L84 130 L56 202 L108 222 L122 196 V320 H278 V196 L292 222 L344 202 L316 130 L250 100 "
            "C238 130 162 130 150 100 Z",
            "url(#body)",
        )
        + line("M150 101 C162 132 238 132 250 101", c.deep, 8)
        + line("M122 196 C124 176 122 164 118 152", c.deep, 4, soft(0.5))
        + line("M278 196 C276 176 278 164 282 152", c.deep, 4, soft(0.5))
        + line("M124 304 H276", c.deep, 3, soft(0.4) + ' stroke-dasharray="7 6"')
        + "".join(
            turned(60 * k, 200, 216, line("M200 216 V176 M200 188 L190 178 M200 188 L210 178", "#ffffff", 6))
            for k in range(6)
        )
    )


def rug(c: Palette) -> str:
    out = area("M108 132 H300 V300 H108 Z", "url(#body)")
    for inset, colour in ((10, c.pale), (18, c.main), (28, "#e9c46a"), (34, c.dark)):
        out += rect(108 + inset, 132 + inset, 192 - 2 * inset, 168 - 2 * inset, colour, 2)
    for size, colour in ((46, "#e9c46a"), (36, c.main), (22, c.pale), (12, c.dark)):
        wide = size * 1.25
        out += area(f"M204 {216 - size} L{204 + wide:g} 216 L204 {216 + size} L{204 - wide:g} 216 Z", colour)
    for x, y in ((156, 180), (252, 180), (156, 252), (252, 252)):
        out += oval(x, y, 9, 9, "#e9c46a") + oval(x, y, 4, 4, c.dark)
    for y in range(136, 302, 9):
        out += line(f"M300 {y} H318", c.pale, 3)
    roll = rect(74, 118, 52, 196, "url(#deep)", 26)
    roll += rect(82, 128, 8, 170, "#ffffff", 4, soft(0.3))
    roll += oval(100, 128, 24, 13, c.light) + oval(100, 128, 14, 7, c.dark) + oval(100, 128, 6, 3, c.light)
    return out + roll


def bowls(c: Palette) -> str:
    out = ""
    for y, w, fill in (
        (256, 132, "url(#deep)"),
        (214, 120, "url(#body)"),
        (172, 108, "url(#white)"),
        (132, 96, "url(#fall)"),
    ):
        out += area(
            f"M{200 - w} {y} H{200 + w} C{200 + w - 6} {y + 48} {200 + w * 0.5:g} {y + 68} {200 + w * 0.4:g} {y + 70} "
            f"H{200 - w * 0.4:g} C{200 - w * 0.5:g} {y + 68} {200 - w + 6} {y + 48} {200 - w} {y} Z",
            fill,
        )
        out += oval(200, y, w, 15, "#ffffff", soft(0.55)) + oval(200, y + 2, w - 10, 11, c.deep, soft(0.28))
    out += line("M112 196 C130 212 270 212 288 196", c.main, 5, soft(0.8))
    return out + line("M122 164 C142 184 164 192 176 194", "#ffffff", 6, soft(0.5))


def eyemask(c: Palette) -> str:
    return (
        line("M78 196 C50 120 130 78 200 78 C270 78 350 120 322 196", c.dark, 14)
        + area(
            "M200 172 C232 146 316 140 334 190 C346 240 316 292 262 290 C226 288 220 256 200 256 C180 256 174 288 138 "
            "290 C84 292 54 240 66 190 C84 140 168 146 200 172 Z",
            "url(#body)",
        )
        + line(
            "M200 184 C230 160 306 156 321 196 C330 238 306 280 262 278 C232 276 224 244 200 244 C176 244 168 276 138 "
            "278 C94 280 70 238 79 196 C94 156 170 160 200 184 Z",
            c.pale,
            3,
            soft(0.8) + ' stroke-dasharray="6 6"',
        )
        + line("M104 220 C118 238 148 238 162 220", "#ffffff", 6)
        + line("M112 230 L104 241 M133 234 V247 M154 230 L162 241", "#ffffff", 5)
        + line("M238 220 C252 238 282 238 296 220", "#ffffff", 6)
        + line("M246 230 L238 241 M267 234 V247 M288 230 L296 241", "#ffffff", 5)
        + line("M92 190 C102 174 120 168 140 168", "#ffffff", 7, soft(0.4))
        + area("M296 118 a26 26 0 1 0 26 36 a20 20 0 0 1 -26 -36 Z", "#fde68a")
    )


def fryer(c: Palette) -> str:
    return (
        rect(98, 84, 204, 240, "url(#body)", 52)
        + rect(128, 98, 144, 54, c.deep, 20)
        + oval(160, 125, 13, 13, "#38bdf8", soft(0.95))
        + "".join(oval(x, 125, 5, 5, "#f8fafc", soft(0.85)) for x in (196, 216, 236, 252))
        + rect(122, 170, 156, 108, c.deep, 18)
        + rect(130, 178, 140, 92, "#fbbf24", 12, soft(0.9))
        + rect(130, 178, 140, 44, "#fde68a", 12, soft(0.75))
        + line("M142 258 H258", c.deep, 4, soft(0.6))
        + area("M166 254 C154 226 176 206 202 212 C226 202 248 222 238 254 Z", "#b45309")
        + line("M238 240 L256 228", "#fef3c7", 9)
        + line("M178 226 C186 218 194 218 200 220", "#fcd34d", 5)
        + rect(158, 286, 84, 20, "url(#steel)", 10)
        + rect(108, 126, 11, 148, "#ffffff", 5, soft(0.3))
        + line("M140 186 L158 262", "#ffffff", 8, soft(0.35))
    )


def pillow(c: Palette) -> str:
    return (
        area(
            "M64 228 C62 174 96 158 132 172 C168 188 232 188 268 172 C304 158 338 174 336 228 C340 292 316 318 272 314 "
            "C226 308 174 308 128 314 C84 318 60 292 64 228 Z",
            "url(#white)",
        )
        + area(
            "M66 250 C110 272 290 272 334 250 C336 298 314 317 272 314 C226 308 174 308 128 314 C86 317 64 298 66 250 "
            "Z",
            "url(#body)",
        )
        + line("M70 252 C116 272 284 272 330 252", c.pale, 4, 'stroke-dasharray="8 6"')
        + line("M126 196 C170 212 230 212 274 196", "#c8d1de", 5)
        + line("M92 214 C90 198 98 188 112 186", "#ffffff", 8)
        + area("M244 78 h34 l-34 38 h34", "none", f'stroke="{c.main}" stroke-width="8" stroke-linejoin="round"')
        + area("M296 52 h22 l-22 26 h22", "none", f'stroke="{c.light}" stroke-width="7" stroke-linejoin="round"')
        + area("M204 112 h18 l-18 20 h18", "none", f'stroke="{c.light}" stroke-width="6" stroke-linejoin="round"')
    )


def lamp(c: Palette) -> str:
    return (
        area("M176 190 L190 318 H356 L290 142 Z", "#fde047", soft(0.34))
        + oval(132, 312, 62, 16, c.deep)
        + oval(132, 306, 62, 15, "url(#deep)")
        + line("M132 304 L104 204 L212 116", "url(#steel)", 13)
        + line("M132 304 L104 204 L212 116", "#94a3b8", 13)
        + oval(104, 204, 14, 14, c.dark)
        + oval(104, 204, 6, 6, "#ffffff", soft(0.8))
        + turned(
            -24,
            232,
            124,
            rect(212, 74, 44, 34, c.dark, 12)
            + area("M204 104 H264 C290 120 300 146 302 166 H166 C168 146 178 120 204 104 Z", "url(#body)")
            + oval(234, 166, 66, 13, "#fffbe0"),
        )
        + rect(240, 296, 92, 12, "#ffffff", 3)
        + rect(246, 284, 86, 12, c.light, 3)
    )


def knife(c: Palette) -> str:
    handles = (
        rect(130, 78, 26, 108, c.deep, 11)
        + rect(168, 60, 26, 126, c.deep, 11)
        + rect(206, 74, 26, 112, c.deep, 11)
        + "".join(
            oval(x, y, 4, 4, "#cbd5e1")
            for x, y in ((143, 104), (143, 142), (181, 90), (181, 134), (219, 102), (219, 142))
        )
        + line("M256 150 C244 120 252 92 270 92 C290 94 288 126 262 154", "#dc2626", 9)
    )
    block = (
        area("M108 176 L250 162 L292 182 V324 H108 Z", "url(#wood)")
        + area("M108 176 L250 162 L292 182 L150 196 Z", "#e9bd84")
        + line("M126 222 C170 214 230 216 276 226 M126 262 C180 252 230 258 278 268", "#8a5a2b", 3, soft(0.5))
    )
    blade = turned(
        -8,
        230,
        290,
        area("M150 262 H312 C330 262 334 276 334 304 H150 Z", "url(#steel)")
        + rect(74, 264, 84, 26, c.deep, 12)
        + oval(96, 277, 4, 4, "#cbd5e1")
        + oval(132, 277, 4, 4, "#cbd5e1")
        + line("M156 298 H328", "#ffffff", 4, soft(0.9)),
    )
    return handles + block + blade


def teapot(c: Palette) -> str:
    return (
        line("M118 202 C52 186 54 292 128 280", c.dark, 18)
        + area("M272 232 C304 226 306 178 340 162 L352 176 C334 200 330 262 272 280 Z", "url(#deep)")
        + area("M146 184 H254 L300 316 C300 324 288 326 280 326 H120 C112 326 100 324 100 316 Z", "url(#body)")
        + rect(138, 168, 124, 20, c.dark, 8)
        + area("M150 168 C156 144 244 144 250 168 Z", "url(#fall)")
        + oval(200, 138, 18, 15, c.dark)
        + oval(194, 133, 5, 4, "#ffffff", soft(0.4))
        + line("M150 206 L122 300", "#ffffff", 8, soft(0.25))
        + rect(210, 236, 36, 36, "none", 4, f'stroke="{c.pale}" stroke-width="3" opacity="0.7"')
        + line("M220 246 H236 M220 256 H236 M228 246 V264", c.pale, 3, soft(0.7))
        + line("M352 142 C340 126 364 114 352 96", "#ffffff", 6, soft(0.9))
    )


def socks(c: Palette) -> str:
    def one(x: float, fill: str) -> str:
        return (
            area(
                f"M{x} 92 H{x + 78} V216 C{x + 78} 226 {x + 90} 236 {x + 110} 248 C{x + 146} 268 {x + 138} 316 "
                f"{x + 98} 318 C{x + 66} 320 {x + 34} 300 {x + 14} 280 C{x + 4} 268 {x} 254 {x} 238 Z",
                fill,
            )
            + rect(x - 4, 84, 86, 40, "#ffffff", 10, soft(0.92))
            + "".join(line(f"M{x + dx} 90 V118", c.light, 3) for dx in range(8, 78, 12))
            + rect(x, 140, 78, 12, c.pale, 0, soft(0.85))
            + rect(x, 162, 78, 12, c.pale, 0, soft(0.85))
            + area(
                f"M{x} 232 C{x + 28} 240 {x + 40} 262 {x + 20} 286 C{x + 4} 272 {x} 258 {x} 238 Z", c.pale, soft(0.9)
            )
            + area(
                f"M{x + 110} 248 C{x + 146} 268 {x + 138} 316 {x + 98} 318 C{x + 84} 302 {x + 88} 262 {x + 110} 248 Z",
                c.pale,
                soft(0.9),
            )
        )

    return one(166, c.dark) + one(92, "url(#body)")


def duvet(c: Palette) -> str:
    out = ""
    for y, fill in ((266, "url(#deep)"), (206, "url(#body)"), (146, "url(#fall)")):
        out += area(f"M92 {y} C66 {y} 64 {y + 58} 92 {y + 58} H300 C332 {y + 60} 334 {y - 2} 304 {y} Z", fill)
        out += line(f"M96 {y + 29} H298", c.deep, 3, soft(0.3))
        out += "".join(
            line(f"M{x} {y + 4} C{x - 6} {y + 20} {x - 6} {y + 40} {x} {y + 55}", c.pale, 3, soft(0.6))
            for x in (130, 170, 210, 250, 290)
        )
        out += line(f"M304 {y + 8} C318 {y + 12} 318 {y + 46} 304 {y + 50}", c.pale, 5, soft(0.8))
    band = rect(180, 138, 44, 190, "#ffffff", 6, soft(0.92))
    tag = oval(202, 234, 30, 30, c.main) + area(
        "M202 220 C214 226 218 244 202 252 C186 244 190 226 202 220 Z", "#d9f99d"
    )
    return out + band + tag + line("M202 228 V250", "#65a30d", 3)


def speaker(c: Palette) -> str:
    return (
        line("M134 128 C134 70 266 70 266 128", "#7c4a21", 11)
        + rect(72, 122, 256, 196, "url(#wood)", 28)
        + rect(84, 134, 232, 172, "#f5e9d3", 20)
        + rect(92, 142, 216, 156, "url(#body)", 14)
        + "".join(oval(x, y, 2.6, 2.6, c.deep, soft(0.55)) for x in range(106, 300, 14) for y in range(154, 294, 14))
        + oval(160, 226, 54, 54, c.deep)
        + oval(160, 226, 44, 44, c.dark)
        + oval(160, 226, 18, 18, "url(#steel)")
        + rect(232, 160, 60, 46, "#fdf6e3", 8)
        + line("M240 190 H284 M248 184 V190 M262 180 V190 M276 184 V190", "#7c4a21", 3)
        + line("M256 166 V192", "#dc2626", 3)
        + oval(246, 252, 17, 17, "url(#steel)")
        + oval(284, 252, 12, 12, "url(#steel)")
        + line("M246 252 L254 242", "#475569", 4)
        + rect(106, 316, 30, 10, "#7c4a21", 4)
        + rect(264, 316, 30, 10, "#7c4a21", 4)
        + line("M330 98 V60 L354 54 V90", c.main, 6)
        + oval(323, 99, 9, 7, c.main)
        + oval(347, 91, 9, 7, c.main)
    )


SHAPES = {
    shape.__name__: shape
    for shape in (
        scarf,
        cup,
        jacket,
        teacup,
        tshirt,
        rug,
        bowls,
        eyemask,
        fryer,
        pillow,
        lamp,
        knife,
        teapot,
        socks,
        duvet,
        speaker,
    )
}
