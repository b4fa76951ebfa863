"""Augmentations: changes to a clip that keep its label, or change the label to match."""

import numpy as np
import torch
import torch.nn.functional as F

from data import BACKWARDS, MIRROR, UPSIDE_DOWN, normalise

# Smallest number of a clip's frames in a retimed clip; with fewer, most frames would repeat.
LEAST_FRAMES = 9


class Augment:
    """Flips and reversal with matching labels, other speeds, crops of any shape, colour, exposure and camera defects."""

    def __init__(self, classes, size, seed):
        self.size, self.rng = size, np.random.default_rng(seed)
        table = lambda names: [classes.index(names[c]) if c in names else i for i, c in enumerate(classes)]
        self.mirror, self.upside_down, self.backwards = table(MIRROR), table(UPSIDE_DOWN), table(BACKWARDS)
        self.reversible = [c in BACKWARDS for c in classes]

    def __call__(self, clip, label, event, other):
        """
        Maps [T, H, W, 3] bytes to [3, T, size, size], normalised, and the label that fits it.

        `event` is the [first, last] frame; `other` is another clip, one frame of which may be blended in.
        """
        rng = self.rng
        if rng.random() < 0.5:
            clip, label = clip[:, :, ::-1], self.mirror[label]
        if rng.random() < 0.08:
            clip, label = clip[:, ::-1], self.upside_down[label]
        if self.reversible[label] and rng.random() < 0.4:
            clip, label, event = clip[::-1], self.backwards[label], [len(clip) - 1 - event[1], len(clip) - 1 - event[0]]
        if rng.random() < 0.6:
            clip = clip[self.retimed(len(clip), *event)]
        frames = self.cropped(clip)
        if rng.random() < 0.15:
            still = self.cropped(other[rng.integers(len(other))][None])
            frames = torch.lerp(frames, still, float(rng.uniform(0.1, 0.35)))
        return normalise(self.spoil(self.colour(frames))), label

    def retimed(self, count, first, last):
        """Returns frame numbers for another speed: the event stays whole, the parts before and after are cut or frozen."""
        rng = self.rng
        begin = rng.uniform(-3, min(first, count - LEAST_FRAMES))
        end = rng.uniform(max(last, begin + LEAST_FRAMES), count + 2)
        return np.clip(np.rint(np.linspace(begin, end, count)), 0, count - 1).astype(int)

    def cropped(self, clip):
        """Returns a random part of the frame at the model's size, values 0..1, with its aspect ratio changed by up to a third."""
        rng = self.rng
        height, width = clip.shape[1:3]
        if rng.random() < 0.25:
            h, w = height, width
        else:
            scale, aspect = rng.uniform(0.7, 1), np.exp(rng.uniform(-0.3, 0.3))
            h, w = int(min(height, height * scale * aspect**0.5)), int(min(width, width * scale / aspect**0.5))
        y, x = rng.integers(height - h + 1), rng.integers(width - w + 1)
        part = torch.from_numpy(np.array(clip[:, y : y + h, x : x + w])).permute(3, 0, 1, 2).float().div_(255)
        return F.interpolate(part, (self.size, self.size), mode="bilinear", align_corners=False)

    def colour(self, frames):
        """Changes hue, saturation, white balance, brightness and contrast; extremes clip, as on a phone."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.1:
            frames = frames[list(rng.permutation(3))]
        elif kind < 0.35:
            frames = torch.lerp(frames.mean(0, keepdim=True).expand_as(frames), frames, float(rng.uniform(0, 1.5)))
        if rng.random() < 0.5:
            frames = frames.clamp(min=1e-4) ** float(np.exp(rng.uniform(-0.6, 0.6)))
        gains = np.exp(rng.uniform(-0.15, 0.15, 3))
        if rng.random() < 0.4:
            gains = gains * rng.uniform(0.9, 1.8)
        frames = frames * torch.tensor(gains, dtype=torch.float32).view(3, 1, 1, 1)
        if rng.random() < 0.3:
            frames = frames - float(rng.uniform(0, 0.3))
        return frames.clamp(0, 1)

    def spoil(self, frames):
        """Adds blur, coarse blocks, noise, and a still rectangle that hides part of the picture."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.15:
            small = F.avg_pool2d(frames, 2)
            frames = F.interpolate(small, (self.size, self.size), mode="bilinear", align_corners=False)
        elif kind < 0.27:
            coarse = F.interpolate(F.avg_pool2d(frames, 4), (self.size, self.size))
            frames = torch.lerp(frames, coarse, float(rng.uniform(0.3, 0.7)))
        if rng.random() < 0.2:
            frames = frames + float(rng.uniform(0, 0.05)) * torch.randn_like(frames)
        if rng.random() < 0.2:
            h, w = rng.integers(self.size // 8, self.size // 3, 2)
            y, x = rng.integers(self.size - h), rng.integers(self.size - w)
            frames[:, :, y : y + h, x : x + w] = torch.tensor(rng.random(3), dtype=torch.float32).view(3, 1, 1, 1)
        return frames
