"""Drawing rules: what an SVG may be made of: elements, attributes, and what its styles may say."""

from __future__ import annotations

import re
from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

# https://www.w3.org/TR/SVG11/eltindex.html without what runs, loads, leads away or is long dead
_ELEMENTS = (
    "svg g defs symbol use switch title desc style view"
    " path rect circle ellipse line polyline polygon"
    " text tspan textPath image"
    " marker linearGradient radialGradient stop pattern clipPath mask filter"
    " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting"
    " feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR"
    " feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight"
    " feSpecularLighting feSpotLight feTile feTurbulence"
    " animate animateMotion animateTransform set mpath"
)
ELEMENTS = frozenset(_ELEMENTS.split())
ANIMATIONS = frozenset(("animate", "animateMotion", "animateTransform", "set"))
PICTURED = frozenset(("image", "feImage"))
"""Elements that show a picture: its bytes stand in the drawing itself."""

# https://www.w3.org/TR/SVG2/propidx.html and what CSS added since
_PROPERTIES = (
    "alignment-baseline backdrop-filter background background-color baseline-shift"
    " clip clip-path clip-rule color color-interpolation color-interpolation-filters color-profile"
    " color-rendering cursor direction display dominant-baseline enable-background fill"
    " fill-opacity fill-rule filter flood-color flood-opacity font font-family"
    " font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style"
    " font-variant font-variant-caps font-variant-east-asian font-variant-ligatures"
    " font-variant-numeric font-variant-position font-variation-settings font-weight"
    " glyph-orientation-horizontal glyph-orientation-vertical image-rendering inline-size isolation"
    " kerning letter-spacing lighting-color line-height marker marker-end marker-mid marker-start"
    " mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-inside"
    " shape-margin shape-padding shape-rendering shape-subtract solid-color solid-opacity"
    " stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor"
    " text-decoration text-indent text-orientation text-overflow text-rendering text-shadow"
    " text-transform transform transform-box transform-origin unicode-bidi vector-effect"
    " visibility white-space will-change word-spacing word-wrap writing-mode"
)
# https://www.w3.org/TR/SVG11/attindex.html
_OTHERS = (
    "accumulate additive amplitude attributeName attributeType azimuth baseFrequency baseProfile"
    " begin bias by calcMode class clipPathUnits contentScriptType contentStyleType crossorigin cx"
    " cy d diffuseConstant divisor dur dx dy edgeMode elevation end exponent"
    " externalResourcesRequired fill filterRes filterUnits focusable fr from fx fy"
    " gradientTransform gradientUnits height href id in in2 intercept k1 k2 k3 k4 kernelMatrix"
    " kernelUnitLength keyPoints keySplines keyTimes lang lengthAdjust limitingConeAngle"
    " markerHeight markerUnits markerWidth maskContentUnits maskUnits max media method min mode"
    " numOctaves offset operator order orient origin path pathLength patternContentUnits"
    " patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha"
    " preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur"
    " requiredExtensions requiredFeatures restart result role rotate rx ry scale seed side slope"
    " spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles"
    " style surfaceScale systemLanguage tabindex tableValues target targetX targetY textLength"
    " title to type values version viewBox width x x1 x2 xChannelSelector y y1 y2"
    " yChannelSelector z zoomAndPan"
)
ATTRIBUTES = frozenset(f"{_PROPERTIES} {_OTHERS}".split())
"""Without a namespace; those that begin with `aria-` besides."""

# What may move: how a drawing looks, never where it leads or what it loads.
_MOVING = ATTRIBUTES - {"href", "style", "class", "id", "type", "media", "attributeName"}

XLINK_SILENT = frozenset(("type", "role", "arcrole", "title", "show", "actuate"))
"""Of XLink: programs write them, and browsers heed none of them."""

WORDED = frozenset(("class", "id", "lang", "role", "title", "systemLanguage"))
"""Attributes that no browser reads as a style."""

# Namespaces of the W3C besides SVG's: what browsers would show, run or heed.
_HEEDED = re.compile(r"http://www\.w3\.org/(?!1999/02/22-rdf-syntax-ns#)")


def is_heeded(namespace: str) -> bool:
    """Whether browsers may do something with what stands in this namespace. What programs note
    for themselves (Inkscape, Illustrator …) they pass over."""
    return not namespace or _HEEDED.match(namespace) is not None


def moves_only_looks(attribute: str) -> bool:
    """Whether an animation may change it."""
    return attribute in _MOVING


_AT_RULES = {
    "charset", "container", "counter-style", "font-face", "keyframes", "layer", "media",
    "property", "supports", "-webkit-keyframes",
}  # fmt: skip
_FUNCTION_NAMES = (
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark device-cmyk icc-color"
    " calc min max clamp round mod rem abs sign sin cos tan sqrt pow hypot log exp var env"
    " matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley"
    " scalez scale3d rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective"
    " cubic-bezier steps linear path circle ellipse inset polygon rect xywh ray shape"
    " blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia"
    " linear-gradient radial-gradient conic-gradient repeating-linear-gradient"
    " repeating-radial-gradient repeating-conic-gradient"
    " local format tech counter counters lang dir not is where has host nth-child nth-last-child"
    " nth-of-type nth-last-of-type selector and or fit-content minmax symbols"
    " accesskey repeat wallclock"
)
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
# https://www.w3.org/TR/css-syntax-3/#tokenization; there are no escapes in what is read so
_TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/)
    |   (?P<string>"[^"\\\n\r\f]*"|'[^'\\\n\r\f]*')
    |   (?P<own>url\(\s*(?:\#[^"'()\\\s]+|"\#[^"\\\s]+"|'\#[^'\\\s]+')\s*\))
    |   @(?P<at>[-\w\x80-\U0010ffff]*)
    |   (?P<function>[-\w\x80-\U0010ffff]+)\(
    |   (?P<odd>/\*|["'\\]|<!--|-->)
    |   (?P<plain>[-\w\x80-\U0010ffff]+|.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_STYLED = re.compile(r"[(\\@]|/\*")
_OWN = re.compile(r"#\s*[\"']?([^\"'()\s]+)")


def style_problem(style: str) -> tuple[int, str] | None:
    """Where a style sheet, a `style` or a presentation attribute says what it may not, and what
    that is; None for a sound one."""
    if not _STYLED.search(style):  # nearly always
        return None
    for token in _TOKEN.finditer(style):
        problem = _token_problem(token, style)
        if problem:
            return token.start(), problem
    return None


def _token_problem(token: re.Match[str], style: str) -> str | None:
    at, function, odd = token["at"], token["function"], token["odd"]
    if odd:
        return f"has '{odd}' in its styles, which may hide something."
    if at is not None and at.lower() not in _AT_RULES:
        return f"has '@{at[:40]}' in its styles, which is not allowed."
    if function is None or function.lower() in _FUNCTIONS:
        return None
    if function.lower() == "url":
        said = style[token.start() : token.start() + 60].partition(")")[0] + ")"
        return f"loads something from elsewhere: '{said}'."
    return f"has '{function[:40]}()' in its styles, which is not allowed."


def without_comments(style: str) -> str:
    """A sound style sheet whose comments are empty: `a/**/b` are two words."""
    return "".join(
        "/**/" if token["comment"] else token.group() for token in _TOKEN.finditer(style)
    )


def named_in(style: str) -> Iterator[str]:
    """The ids that a sound style points to."""
    for token in _TOKEN.finditer(style):
        if token["own"]:
            yield from _OWN.findall(token["own"])
