"""Shards of generated clips, and what may be done to a clip without changing what it shows."""

import glob
import json
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

CLIP_EPSILON = 1e-6

PAN = "Turning the camera {} while filming something"
LEFT, RIGHT, UP, DOWN = (PAN.format(way) for way in ("left", "right", "upwards", "downwards"))
AWAY = "Moving something and something away from each other"
CLOSER = "Moving something and something closer to each other"
MIRROR = {LEFT: RIGHT, RIGHT: LEFT}
UPSIDE_DOWN = {UP: DOWN, DOWN: UP, "Moving something up": "Moving something down", "Moving something down": "Moving something up"}
# Classes that have a meaning when run backwards; all others must not be reversed.
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
    """All whole shards of a folder, memory-mapped; `refresh` picks up new ones."""

    def __init__(self, folder):
        self.folder, self.seen, self.classes = folder, set(), None
        self.clips, self.labels, self.seeds = [], [], []
        self.refresh()
        if not self.clips:
            sys.exit(f"data: no clips in {folder}. Make some with scripts/generate-training-clips.ts first.")

    def refresh(self):
        for path in sorted(set(glob.glob(os.path.join(self.folder, "*.json"))) - self.seen):
            card = json.load(open(path))
            shape = (len(card["labels"]), card["T"], card["height"], card["width"], 3)
            pixels = path[: -len(".json")] + ".u8"
            if os.path.getsize(pixels) != np.prod(shape):
                sys.exit(f"data: {pixels} has {os.path.getsize(pixels)} bytes; its card asks for {np.prod(shape)}.")
            if self.classes not in (None, card["classes"]):
                sys.exit(f"data: {path} lists other classes than the shards before it.")
            self.classes = card["classes"]
            block = np.memmap(pixels, np.uint8, "r", shape=shape)
            self.clips += list(block)
            self.labels += card["labels"]
            self.seeds += card["seeds"]
            self.seen.add(path)

    def __len__(self):
        return len(self.clips)


class Augment:
    """Random crop, flips and reversal with their labels, colour; then the clip's own normalisation."""

    def __init__(self, classes, size, seed):
        self.size, self.rng = size, np.random.default_rng(seed)
        table = lambda names: [classes.index(names[c]) if c in names else i for i, c in enumerate(classes)]
        self.mirror, self.upside_down, self.backwards = table(MIRROR), table(UPSIDE_DOWN), table(BACKWARDS)
        self.reversible = [c in BACKWARDS for c in classes]

    def __call__(self, clip, label):
        """[T, H, W, 3] bytes -> [3, T, size, size] normalised, label."""
        rng = self.rng
        if rng.random() < 0.5:
            clip, label = clip[:, :, ::-1], self.mirror[label]
        if rng.random() < 0.1:
            clip, label = clip[:, ::-1], self.upside_down[label]
        if self.reversible[label] and rng.random() < 0.4:
            clip, label = clip[::-1], self.backwards[label]
        whole = rng.random() < 0.35
        if not whole:
            room_y, room_x = clip.shape[1] - self.size, clip.shape[2] - self.size
            y, x = rng.integers(room_y + 1), rng.integers(room_x + 1)
            clip = clip[:, y : y + self.size, x : x + self.size]
        frames = torch.from_numpy(np.array(clip)).permute(3, 0, 1, 2).float().div_(255)
        if whole and clip.shape[1] != self.size:
            frames = F.interpolate(frames, (self.size, self.size), mode="bilinear", antialias=True)
        return normalise(self.colour(frames)), label

    def colour(self, frames):
        rng = self.rng
        kind = rng.random()
        if kind < 0.1:
            frames = frames[list(rng.permutation(3))]
        elif kind < 0.2:
            frames = frames.mean(0, keepdim=True).expand(3, -1, -1, -1)
        if rng.random() < 0.5:
            frames = frames.clamp(min=1e-4) ** float(np.exp(rng.uniform(-0.35, 0.35)))
        gains = torch.tensor(np.exp(rng.uniform(-0.15, 0.15, 3)), dtype=torch.float32)
        return frames * gains.view(3, 1, 1, 1)


def normalise(frames):
    """Less the clip's mean, over its population standard deviation + 1e-6: all frames, pixels and channels at once."""
    return (frames - frames.mean()) / (frames.std(unbiased=False) + CLIP_EPSILON)


def as_input(clip):
    """[T, H, W, 3] bytes at the model's size -> [1, 3, T, H, W], as the page prepares it: 0..1, then per clip."""
    frames = torch.from_numpy(np.array(clip)).permute(3, 0, 1, 2).float().div_(255)
    return normalise(frames)[None]
