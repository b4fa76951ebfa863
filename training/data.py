"""Shards of generated clips, the classes that mirrored or reversed clips turn into, and the models' input."""

import glob
import json
import os
import sys

import numpy as np
import torch

CLIP_EPSILON = 1e-6

PAN = "Turning the camera {} while filming something"
LEFT, RIGHT, UP, DOWN = (PAN.format(way) for way in ("left", "right", "upwards", "downwards"))
AWAY = "Moving something and something away from each other"
CLOSER = "Moving something and something closer to each other"
MIRROR = {LEFT: RIGHT, RIGHT: LEFT}
UPSIDE_DOWN = {UP: DOWN, DOWN: UP, "Moving something up": "Moving something down", "Moving something down": "Moving something up"}
# Classes that are still a class when reversed; all others must not be reversed.
BACKWARDS = {
    **MIRROR,
    **UPSIDE_DOWN,
    AWAY: CLOSER,
    CLOSER: AWAY,
    "Moving something and something so they pass each other": "Moving something and something so they pass each other",
    "Showing that nothing happens": "Showing that nothing happens",
    "Pretending to take something from somewhere": "Pretending to take something from somewhere",
}


class Shards:
    """All complete shards of a folder, memory-mapped; `refresh` picks up new ones."""

    def __init__(self, folder):
        self.folder, self.seen, self.classes = folder, set(), None
        self.clips, self.labels, self.seeds, self.events = [], [], [], []
        self.refresh()
        if not self.clips:
            sys.exit(f"data: no clips in {folder}. Make some with scripts/generate-training-clips.ts first.")

    def refresh(self):
        for path in sorted(set(glob.glob(os.path.join(self.folder, "*.json"))) - self.seen):
            pixels = path[: -len(".json")] + ".u8"
            try:
                card = json.load(open(path))
                shape = (len(card["labels"]), card["T"], card["height"], card["width"], 3)
                size = os.path.getsize(pixels)
            except (OSError, ValueError, KeyError, TypeError) as error:
                sys.exit(f"data: {path} and its .u8 are not a shard of scripts/generate-training-clips.ts ({error!r}).")
            if size != np.prod(shape):
                sys.exit(f"data: {pixels} has {size} bytes, but its card requires {np.prod(shape)}.")
            if self.classes not in (None, card["classes"]):
                sys.exit(f"data: {path} lists different classes than earlier shards.")
            self.classes = card["classes"]
            block = np.memmap(pixels, np.uint8, "r", shape=shape)
            self.clips += list(block)
            self.labels += card["labels"]
            self.seeds += card["seeds"]
            self.events += card["events"]
            self.seen.add(path)

    def __len__(self):
        return len(self.clips)


def normalise(frames):
    """Subtracts the clip's mean and divides by its population standard deviation + 1e-6, over all frames, pixels and channels."""
    return (frames - frames.mean()) / (frames.std(unbiased=False) + CLIP_EPSILON)


def as_input(clip):
    """Maps [T, H, W, 3] bytes at the model's size to [1, 3, T, H, W], as the page does: to 0..1, then normalised per clip."""
    frames = torch.from_numpy(np.array(clip)).permute(3, 0, 1, 2).float().div_(255)
    return normalise(frames)[None]
