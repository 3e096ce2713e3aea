"""What the measurements ask for: every taught motion once, both speeds, and other words for the camera's."""

from data.motions import Motion

CAMERA_PROMPTS = {
    "pan left": "The camera pans left.",
    "pan right": "The camera pans right.",
    "pan up": "The camera pans up.",
    "pan down": "The camera pans down.",
    "zoom in": "The camera zooms in.",
    "zoom out": "The camera zooms out.",
    "rotate clockwise": "The picture rotates clockwise.",
    "rotate counterclockwise": "The picture rotates counterclockwise.",
}
PROMPTS = {
    **{Motion(camera): prompt for camera, prompt in CAMERA_PROMPTS.items()},
    Motion("hold"): "The camera holds still.",
    Motion("hold", "normal", "night"): "Night falls.",
    Motion("hold", "normal", "fog"): "Fog rolls in.",
    Motion("hold", "normal", "grey"): "The colours fade away.",
    Motion("hold", "normal", "ripple"): "The picture ripples like water.",
}


def at_speed(camera: str, adverb: str) -> str:
    """The prompt of a camera motion with an adverb before its verb: "The camera slowly pans left."."""
    article, subject, *rest = CAMERA_PROMPTS[camera].split()
    return " ".join([article, subject, adverb, *rest])


# None is a template of data/prompts.py.
PARAPHRASES = {
    "slowly zoom into the cup": "zoom in",
    "get a closer look at it": "zoom in",
    "the lens pushes forward towards the centre": "zoom in",
    "zoom right in, please": "zoom in",
    "step back to reveal the whole scene": "zoom out",
    "the camera zooms way out": "zoom out",
    "slowly pulling back from the view": "zoom out",
    "sweep the view over to the left": "pan left",
    "the shot slides leftward, left across the scene": "pan left",
    "let the camera travel to the left": "pan left",
    "glide over to the right side": "pan right",
    "the viewpoint shifts right": "pan right",
    "a smooth pan towards the right": "pan right",
    "raise the camera, up and up": "pan up",
    "the view climbs upwards": "pan up",
    "lower the camera down to the ground": "pan down",
    "the shot drops downwards": "pan down",
    "spin the photo in a clockwise direction": "rotate clockwise",
    "twist the picture clockwise": "rotate clockwise",
    "the photo turns anticlockwise": "rotate counterclockwise",
}
