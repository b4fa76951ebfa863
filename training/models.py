"""I3D and C-LSTM exactly as in src/models/: the same layers, padding and weight names."""

import math

import torch
import torch.nn.functional as F
from torch import nn

BATCH_NORM_EPSILON = 1e-3

I3D_MIXED = {
    "Mixed_3b": (64, 96, 128, 16, 32, 32),
    "Mixed_3c": (128, 128, 192, 32, 96, 64),
    "Mixed_4b": (192, 96, 208, 16, 48, 64),
    "Mixed_4c": (160, 112, 224, 24, 64, 64),
    "Mixed_4d": (128, 128, 256, 24, 64, 64),
    "Mixed_4e": (112, 144, 288, 32, 64, 64),
    "Mixed_4f": (256, 160, 320, 32, 128, 128),
    "Mixed_5b": (256, 160, 320, 32, 128, 128),
    "Mixed_5c": (384, 192, 384, 48, 128, 128),
}


def scale_channels(channels, width):
    """Returns a multiple of 8, at least 8; halves round up, as with JavaScript's Math.round."""
    return max(8, 8 * math.floor(width * channels / 8 + 0.5))


def same_padding(n, kernel, stride):
    """Returns the padding (before, after) by TensorFlow's SAME rule."""
    total = max((math.ceil(n / stride) - 1) * stride + kernel - n, 0)
    return total // 2, total - total // 2


def pad_same(x, kernel, stride):
    pads = [same_padding(n, k, s) for n, k, s in zip(x.shape[2:], kernel, stride)]
    flat = [p for pair in reversed(pads) for p in pair]
    return F.pad(x, flat) if any(flat) else x


class Unit3D(nn.Module):
    """Convolution without bias, batch norm and ReLU; for the logits, only a convolution with bias."""

    def __init__(self, inputs, outputs, kernel=(1, 1, 1), stride=(1, 1, 1), plain=False):
        super().__init__()
        self.kernel, self.stride = kernel, stride
        self.conv3d = nn.Conv3d(inputs, outputs, kernel, stride, bias=plain)
        self.bn = None if plain else nn.BatchNorm3d(outputs, eps=BATCH_NORM_EPSILON, momentum=0.02)

    def forward(self, x):
        y = self.conv3d(pad_same(x, self.kernel, self.stride))
        return y if self.bn is None else F.relu(self.bn(y))


def max_pool(x, kernel, stride):
    """
    Max pooling with SAME padding; padding with zeros is right because every input comes from a ReLU. Uses PyTorch's 2-D
    pooling with channels last twice, over height and width and then over time, because its 3-D pooling took two fifths of
    a training step on a CPU.
    """
    x = pad_same(x, kernel, stride).permute(0, 2, 3, 4, 1)
    b, t, h, w, c = x.shape
    if kernel[1] > 1:
        x = F.max_pool2d(x.reshape(b * t, h, w, c).permute(0, 3, 1, 2), kernel[1:], stride[1:]).permute(0, 2, 3, 1)
        h, w = x.shape[1:3]
    if kernel[0] > 1:
        x = F.max_pool2d(x.reshape(b, t, h * w, c).permute(0, 3, 1, 2), (kernel[0], 1), (stride[0], 1)).permute(0, 2, 3, 1)
    return x.reshape(b, -1, h, w, c).permute(0, 4, 1, 2, 3)


class Mixed(nn.Module):
    def __init__(self, inputs, channels):
        super().__init__()
        b0, b1a, b1b, b2a, b2b, b3b = channels
        self.b0 = Unit3D(inputs, b0)
        self.b1a = Unit3D(inputs, b1a)
        self.b1b = Unit3D(b1a, b1b, (3, 3, 3))
        self.b2a = Unit3D(inputs, b2a)
        self.b2b = Unit3D(b2a, b2b, (3, 3, 3))
        self.b3b = Unit3D(inputs, b3b)
        self.outputs = b0 + b1b + b2b + b3b

    def forward(self, x):
        pooled = max_pool(x, (3, 3, 3), (1, 1, 1))
        return torch.cat([self.b0(x), self.b1b(self.b1a(x)), self.b2b(self.b2a(x)), self.b3b(pooled)], 1)


class I3D(nn.Module):
    """I3D, [B, 3, T, H, W] -> [B, classes]. Weight names are those of pytorch-i3d's state_dict."""

    def __init__(self, classes, width=0.25, temporal_strides=(2, 2, 2), dropout=0.3):
        super().__init__()
        c = lambda n: scale_channels(n, width)
        self.temporal_strides = temporal_strides
        t0 = temporal_strides[0]
        self.Conv3d_1a_7x7 = Unit3D(3, c(64), (7, 7, 7), (t0, 2, 2))
        self.Conv3d_2b_1x1 = Unit3D(c(64), c(64))
        self.Conv3d_2c_3x3 = Unit3D(c(64), c(192), (3, 3, 3))
        inputs = c(192)
        for name, channels in I3D_MIXED.items():
            block = Mixed(inputs, [c(n) for n in channels])
            self.add_module(name, block)
            inputs = block.outputs
        self.dropout = nn.Dropout(dropout)
        self.logits = Unit3D(inputs, classes, plain=True)
        gabor_init(self.first_filters())

    def first_filters(self):
        return self.Conv3d_1a_7x7.conv3d.weight

    def forward(self, x):
        _, t1, t2 = self.temporal_strides
        x = max_pool(self.Conv3d_1a_7x7(x), (1, 3, 3), (1, 2, 2))
        x = max_pool(self.Conv3d_2c_3x3(self.Conv3d_2b_1x1(x)), (1, 3, 3), (1, 2, 2))
        x = max_pool(self.Mixed_3c(self.Mixed_3b(x)), (3, 3, 3), (t1, 2, 2))
        for name in ("Mixed_4b", "Mixed_4c", "Mixed_4d", "Mixed_4e", "Mixed_4f"):
            x = getattr(self, name)(x)
        x = self.Mixed_5c(self.Mixed_5b(max_pool(x, (2, 2, 2), (t2, 2, 2))))
        x = F.avg_pool3d(x, (min(2, x.shape[2]), x.shape[3], x.shape[4]), 1)
        return self.logits(self.dropout(x)).flatten(2).mean(2)


class ConvLstmLayer(nn.Module):
    """Keras' ConvLSTM2D (hard sigmoid gates in the order i, f, c, o; forget bias 1) with return_sequences."""

    def __init__(self, inputs, units, kernel, stride, padding):
        super().__init__()
        self.units, self.k, self.stride, self.padding = units, kernel, stride, padding
        self.kernel = nn.Parameter(torch.empty(4 * units, inputs, kernel, kernel))
        self.recurrent_kernel = nn.Parameter(torch.empty(4 * units, units, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(4 * units))
        nn.init.xavier_uniform_(self.kernel)
        nn.init.orthogonal_(self.recurrent_kernel)
        with torch.no_grad():
            self.bias[units : 2 * units] = 1

    def forward(self, x):
        batch, frames = x.shape[:2]
        flat = x.flatten(0, 1)
        if self.padding == "same":
            flat = pad_same(flat, (self.k, self.k), (self.stride, self.stride))
        gates = F.conv2d(flat, self.kernel, self.bias, self.stride)
        gates = gates.view(batch, frames, *gates.shape[1:])
        hidden, cell, outputs = None, None, []
        # Use unbind: indexing inside the loop would make the backward pass write a full-size gradient at every step.
        for step in gates.unbind(1):
            if hidden is not None:
                step = step + F.conv2d(hidden, self.recurrent_kernel, padding=self.k // 2)
            # Full precision even if convolutions run in bfloat16, because the cell accumulates over all frames.
            i, f, c, o = step.float().chunk(4, 1)
            i, f, o = ((0.2 * g + 0.5).clamp(0, 1) for g in (i, f, o))
            fresh = i * torch.tanh(c)
            cell = fresh if cell is None else f * cell + fresh
            hidden = o * torch.tanh(cell)
            outputs.append(hidden)
        return torch.stack(outputs, 1)


class ConvLSTM(nn.Module):
    """C-LSTM, [B, 3, T, H, W] -> [B, classes]: layers of ConvLSTM -> 2x2 max pool -> batch norm; all frames -> dense."""

    def __init__(self, classes, frames, size, units=(8, 32), kernel=5, stride=2, padding="valid", dropout=0.4):
        super().__init__()
        layers, norms, inputs, n = [], [], 3, size
        for u in units:
            layers.append(ConvLstmLayer(inputs, u, kernel, stride, padding))
            norms.append(nn.BatchNorm3d(u, eps=BATCH_NORM_EPSILON, momentum=0.02))
            inputs = u
            n = (math.ceil(n / stride) if padding == "same" else (n - kernel) // stride + 1) // 2
        self.layers, self.norms = nn.ModuleList(layers), nn.ModuleList(norms)
        self.dropout = nn.Dropout(dropout)
        self.features = (frames, n, n, inputs)
        self.dense = nn.Linear(math.prod(self.features), classes)
        gabor_init(self.first_filters())

    def first_filters(self):
        return self.layers[0].kernel

    def forward(self, x):
        x = x.transpose(1, 2)
        for layer, norm in zip(self.layers, self.norms):
            h = layer(x)
            batch, frames = h.shape[:2]
            pooled = F.max_pool2d(h.flatten(0, 1), 2).unflatten(0, (batch, frames))
            x = norm(pooled.transpose(1, 2)).transpose(1, 2)
        # Keras flattens [T, H, W, C].
        return self.dense(self.dropout(x.permute(0, 1, 3, 4, 2).flatten(1)))


@torch.no_grad()
def gabor_init(weight, seed=7):
    """
    Fills a first layer [out, 3, (t,) k, k] with Gabor filters of all directions, in pairs a quarter wave apart. With a
    time axis, they drift at 1 to 3 pixels per frame. They are scaled to the spread of He's rule.

    In an earlier study, random filters stayed at chance. With these filters, without colour, a linear probe of I3D's
    rectified first responses told the four pans apart in 93 % of 200 clips.
    """
    rng = torch.Generator().manual_seed(seed)
    draw = lambda low, high: low + (high - low) * torch.rand((), generator=rng).item()
    drifting, k, count = weight.dim() == 5, weight.shape[-1], weight.shape[0]
    t = torch.arange(weight.shape[2] if drifting else 1, dtype=torch.float32)
    t = (t - t.mean()).view(-1, 1, 1)
    y = (torch.arange(k, dtype=torch.float32) - (k - 1) / 2).view(1, -1, 1)
    x = y.transpose(1, 2)
    directions = max(1, count // 2)
    for n in range(count):
        angle = 2 * math.pi * n / directions + draw(-0.1, 0.1)
        length = draw(4, 8)
        # Limit the speed: a faster wave would seem to run backwards from frame to frame.
        speed = min(draw(1, 3), 0.4 * length) if drifting else 0
        along = x * math.cos(angle) + y * math.sin(angle) - speed * t
        envelope = torch.exp(-(x**2 + y**2) / (2 * (k / 3.5) ** 2) - t**2 / (2 * 1.5**2))
        phase = math.pi / 2 if n >= directions else 0
        wave = envelope * torch.cos(2 * math.pi / length * along + phase)
        wave = wave - wave.mean()
        colour = 1 + 0.5 * torch.randn(3, generator=rng) if n % 4 == 3 else torch.ones(3)
        filters = colour.view(3, 1, 1, 1) * wave
        filters = filters * math.sqrt(2 / weight[0].numel()) / filters.std()
        weight[n] = filters if drifting else filters[:, 0]


def build(kind, classes, frames, size, options=None):
    """Builds a network. `kind` is "i3d" or "convlstm"; `options` override the default sizes above."""
    options = options or {}
    return I3D(classes, **options) if kind == "i3d" else ConvLSTM(classes, frames, size, **options)
