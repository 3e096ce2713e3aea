"""Sentences for motions: templates with paraphrases, around subjects that may be anything."""

import random

from data.motions import CAMERAS, DEFAULT, EFFECTS, Motion

PHRASES = {
    "pan left": (
        "pan left|the camera pans left|the camera pans to the left|camera panning left|panning to the left|the camera moves left|"
        "the camera slides to the left|a pan to the left|camera moves to the left|left pan|the view drifts to the left|"
        "the camera turns to the left|tracking shot to the left|the camera glides left|look to the left|move left"
    ),
    "pan right": (
        "pan right|the camera pans right|the camera pans to the right|camera panning right|panning to the right|the camera moves right|"
        "the camera slides to the right|a pan to the right|camera moves to the right|right pan|the view drifts to the right|"
        "the camera turns to the right|tracking shot to the right|the camera glides right|look to the right|move right"
    ),
    "pan up": (
        "pan up|the camera pans up|the camera pans upwards|camera panning up|panning upward|the camera moves up|the camera tilts up|"
        "tilt up|a pan up|camera moves upwards|the camera rises|the view drifts upwards|the camera slides up|look up|move up|"
        "crane shot up"
    ),
    "pan down": (
        "pan down|the camera pans down|the camera pans downwards|camera panning down|panning downward|the camera moves down|"
        "the camera tilts down|tilt down|a pan down|camera moves downwards|the camera sinks|the view drifts downwards|"
        "the camera slides down|look down|move down|crane shot down"
    ),
    "zoom in": (
        "zoom in|the camera zooms in|zoom into {it}|zooming in|zoom in on {it}|the camera moves closer|the camera moves closer to {it}|"
        "push in|the camera pushes in|dolly in|a zoom into {it}|getting closer|move closer|come closer to {it}|the camera approaches {it}|"
        "move forward"
    ),
    "zoom out": (
        "zoom out|the camera zooms out|zooming out|zoom away from {it}|the camera moves away|the camera moves back from {it}|pull back|"
        "the camera pulls back|dolly out|a zoom out|the camera backs away|move away from {it}|the view widens|pull out|move backward|"
        "the camera retreats"
    ),
    "rotate clockwise": (
        "rotate clockwise|{it} rotates clockwise|the picture rotates clockwise|the image turns clockwise|rotating clockwise|"
        "turn clockwise|a clockwise rotation|the picture spins clockwise|clockwise spin|roll clockwise|rotate to the right|"
        "rotation in clockwise direction|the scene turns clockwise"
    ),
    "rotate counterclockwise": (
        "rotate counterclockwise|{it} rotates counterclockwise|the picture rotates counterclockwise|the image turns counterclockwise|"
        "rotating counterclockwise|turn counterclockwise|a counterclockwise rotation|the picture spins counterclockwise|"
        "counterclockwise spin|rotate anticlockwise|rotate to the left|the scene turns anticlockwise|roll counterclockwise|"
        "rotate counter-clockwise|an anti-clockwise rotation"
    ),
    "hold": (
        "hold still|static camera|the camera holds still|nothing moves|a still picture|the camera does not move|static shot|still|"
        "no motion|stay still|fixed camera|locked-off shot|the camera stays still|everything is still|motionless|a steady shot"
    ),
}
EFFECT_PHRASES = {
    "night": (
        "night falls|it gets dark|darkness falls|the night comes|day turns to night|it becomes night|the light fades into night|dusk falls|"
        "the scene gets darker|nightfall|evening comes and it grows dark|the sun goes down and night falls"
    ),
    "fog": (
        "fog rolls in|mist rises|fog covers {it}|it becomes foggy|a thick fog comes up|mist fills the scene|the fog thickens|"
        "haze fills the picture|white fog appears|everything fades into mist|the mist comes in"
    ),
    "grey": (
        "the colours fade away|the colors fade|the picture turns black and white|it fades to black and white|turns grey|"
        "the colours drain away|fade to grayscale|the image loses its colour|becomes monochrome|turn to black and white|"
        "the colors disappear"
    ),
    "ripple": (
        "the picture ripples like water|ripples run through the picture|water ripples|the image ripples|waves run over {it}|"
        "{it} ripples like a reflection in water|rippling water|wavy motion|the scene ripples|gentle waves distort the picture|ripples"
    ),
}
SPEED_WORDS = {
    "slow": (
        "slowly|slow|gently|very slowly|in slow motion|at a slow pace|softly|calmly|gradually|at low speed",
        ("slowly", "gently", "very slowly", "gradually"),
    ),
    "fast": (
        "fast|quickly|rapidly|very fast|at high speed|swiftly|in a hurry|speedily|at a fast pace|quick",
        ("quickly", "rapidly", "swiftly", "very quickly"),
    ),
}
THINGS = (
    "cup|coffee|coffee cup|cat|dog|house|castle|tree|mountain|mountains|lake|river|beach|sea|ocean|city|street|car|boat|bridge|temple|"
    "flower|flowers|garden|forest|field|meadow|sky|clouds|sunset|tower|church|palace|bird|horse|sheep|cow|owl|parrot|fish|panda|bear|"
    "girl|boy|woman|man|child|people|face|portrait|statue|building|skyline|village|road|path|table|book|plate|food|fruit|cake|"
    "bottle|glass|lamp|window|door|room|kitchen|market|train|plane|balloon|rocket|robot|astronaut|moon|stars|desert|dunes|snow|ice|"
    "waterfall|island|harbour|ship|lighthouse|pyramid|ruins|wall|rocks|cliff|valley|hill|grass|leaves|leaf|dandelion|rose|sunflower|"
    "butterfly|bee|ladybird|dragonfly|picture|photo|photograph|image|scene|landscape|view|subject|object|guitar|clock|bicycle"
).split("|")
ADJECTIVES = (
    "small|large|red|green|blue|yellow|white|black|old|beautiful|quiet|golden|wooden|ancient|colourful|bright|dark|lonely|tiny|huge|"
    "sunny|misty|modern|famous|fluffy|sleeping|orange|brown|grey|pink"
).split("|")
PLACES = (
    "on a table|in the morning light|at sunset|in the mountains|by the sea|in a forest|under a blue sky|in the city|on the beach|"
    "in a garden|in the snow|at night|in summer|in autumn|on green grass|in the rain|in a cafe|near the river|in warm light|outdoors"
).split("|")
STYLES = (
    "cinematic|4k|high quality|realistic|photorealistic|detailed|soft light|warm colours|documentary|film grain|masterpiece|"
    "beautiful lighting|sharp focus|natural colours|cinematic lighting|HD"
).split("|")
VERBS = "stands|rests|is seen|waits|shines|sits there|looks beautiful|lies".split("|")


def thing(rng):
    noun = rng.choice(THINGS)
    if rng.random() < 0.4:
        noun = f"{rng.choice(ADJECTIVES)} {noun}"
    return f"{rng.choice(('the', 'the', 'a', 'this', 'the'))} {noun}"


def scene(rng):
    """A description without motion."""
    words = thing(rng)
    if rng.random() < 0.3:
        words += f" {rng.choice(VERBS)}"
    if rng.random() < 0.6:
        words += f" {rng.choice(PLACES)}"
    return words


def with_speed(rng, phrase, speed):
    if speed not in SPEED_WORDS:
        return phrase
    after, before = SPEED_WORDS[speed]
    kind = rng.random()
    if kind < 0.35 and not phrase.startswith(("a ", "an ", "the ", "{it}", "{", "left", "right")):
        return f"{rng.choice(before)} {phrase}"
    if kind < 0.5 and " camera " in f" {phrase} " and phrase.startswith("the camera "):
        return phrase.replace("the camera ", f"the camera {rng.choice(before)} ", 1)
    if kind < 0.65:
        return f"{rng.choice(before)}, {phrase}"
    return f"{phrase} {rng.choice(after.split('|'))}"


def motion_phrase(rng, motion: Motion):
    parts = []
    if motion.effect:
        parts.append(rng.choice(EFFECT_PHRASES[motion.effect].split("|")))
    if motion.camera != "hold" or not motion.effect:
        parts.append(with_speed(rng, rng.choice(PHRASES[motion.camera].split("|")), motion.speed))
    elif rng.random() < 0.2:
        parts.append(rng.choice(PHRASES["hold"].split("|")))
    rng.shuffle(parts)
    it = thing(rng) if rng.random() < 0.7 else "it"
    return rng.choice((", ", " and ", " while ", ". ")).join(parts).replace("{it}", it)


def sentence(rng: random.Random, motion: Motion) -> str:
    """A prompt that asks for a motion. The default motion is also what a prompt that asks for none gets."""
    if motion == DEFAULT and rng.random() < 0.5:
        text = "" if rng.random() < 0.2 else scene(rng)
        if text and rng.random() < 0.4:
            text += f", {rng.choice(STYLES)}"
        return decorate(rng, text)
    phrase = motion_phrase(rng, motion)
    kind = rng.random()
    if kind < 0.4:
        text = phrase
    elif kind < 0.6:
        text = f"{scene(rng)}, {phrase}"
    elif kind < 0.75:
        text = f"{phrase}, {scene(rng)}"
    elif kind < 0.9:
        text = f"{scene(rng)}. {phrase}"
    else:
        text = f"{rng.choice(('a video where', 'a clip in which', 'make it so that', 'please', 'video of', 'animate'))} {phrase}"
    if rng.random() < 0.25:
        text += f", {rng.choice(STYLES)}"
    return decorate(rng, text)


def decorate(rng, text):
    if not text:
        return text
    kind = rng.random()
    if kind < 0.4:
        text = text[0].upper() + text[1:]
    elif kind < 0.43:
        text = text.upper()
    if rng.random() < 0.4 and not text.endswith("."):
        text += rng.choice((".", ".", "!"))
    return text


def corpus(count: int = 40_000, seed: int = 1):
    """Lines to train the tokenizer on."""
    rng = random.Random(seed)
    motions = [Motion(c, s) for c in CAMERAS for s in ("slow", "normal", "fast")] + [Motion("hold", "normal", e) for e in EFFECTS]
    return [sentence(rng, rng.choice(motions)) or "video" for _ in range(count)]
