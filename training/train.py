"""
Trains one model on generated clips.

  python3 train.py --kind i3d --data TRAIN_DIR --val VAL_DIR --out RUN_DIR --minutes 60 [--from WEIGHTS]

The learning rate follows a cosine over the given time, or over --views if that many are reached first, so a run ends
annealed however slow the machine is. RUN_DIR/last.pt is written every few minutes; running the same command again resumes
from it. RUN_DIR/log.csv contains the curve. --from starts a new run from a checkpoint or an exported model.
"""

import argparse
import csv
import io
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

from augment import Augment
from data import Shards, as_input
from models import build
from warm_start import start_from

WARM_UP_VIEWS = 1600
# Denormals, which gates near saturation produce, slow AVX-512 down a lot.
torch.set_flush_denormal(True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=["i3d", "convlstm"], required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--val", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60, help="total training time, over all resumed runs")
    parser.add_argument("--views", type=int, help="end after this many views, unless the time ends first")
    parser.add_argument("--from", dest="start", help="last.pt of another run, or a folder in public/models")
    parser.add_argument("--bfloat16", action="store_true", help="multiply in bfloat16: 1.7 times faster if the CPU has it")
    parser.add_argument("--dropout", type=float)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--first-rate", type=float, default=0.05, help="learning rate of the first layer, relative to --rate")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-every", type=float, default=4, help="minutes between checkpoints")
    parser.add_argument("--units", type=int, nargs="+", help="C-LSTM: hidden channels of each layer")
    parser.add_argument("--width", type=float, help="I3D: channel multiplier")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args()


def parameter_groups(model, first_share):
    """
    Gives the first layer a lower rate. Its weights are small, and Adam's first steps, about as large as the rate whatever
    the gradient, would destroy the direction that its filters are tuned to (linear probe: from 85 % down to 51 %).
    """
    first = model.first_filters()
    rest = [p for p in model.parameters() if p is not first]
    return [{"params": [first], "share": first_share, "weight_decay": 0}, {"params": rest, "share": 1}]


@torch.no_grad()
def accuracy(model, shards, device, limit=None):
    model.eval()
    right = 0
    count = min(limit or len(shards), len(shards))
    for clip, label in zip(shards.clips[:count], shards.labels[:count]):
        right += int(model(as_input(clip).to(device)).argmax().item() == label)
    model.train()
    return right / count


def draw(shards, augment, i):
    """Returns one augmented view of clip i; another clip may be blended in."""
    other = shards.clips[augment.rng.integers(len(shards))]
    return augment(shards.clips[i], shards.labels[i], shards.events[i], other)


def read_checkpoint(path, device):
    try:
        state = torch.load(path, map_location=device)
        state["made_with"], state["optimiser"]
        return state
    except Exception as error:
        sys.exit(f"train: {path} is not a complete checkpoint of this program ({error}); move it away or choose another --out.")


def save(path, state):
    """Writes the checkpoint in one step, so that a full disk or an interruption leaves the earlier file."""
    # Serialise to memory first: when PyTorch writes to a full disk, it ends the program without a message.
    packed = io.BytesIO()
    torch.save(state, packed)
    try:
        with open(path + ".part", "wb") as file:
            file.write(packed.getbuffer())
        os.replace(path + ".part", path)
    except OSError as error:
        if os.path.exists(path + ".part"):
            os.remove(path + ".part")
        sys.exit(f"train: cannot write {path}: {error}. The earlier checkpoint is untouched.")


def main():
    args = parse()
    torch.set_num_threads(args.threads)
    os.makedirs(args.out, exist_ok=True)
    train, val = Shards(args.data), Shards(args.val)
    options = {}
    if args.units:
        options["units"] = tuple(args.units)
    if args.width:
        options["width"] = args.width
    if args.dropout is not None:
        options["dropout"] = args.dropout
    torch.manual_seed(args.seed)
    model = build(args.kind, len(train.classes), train.clips[0].shape[0], args.size, options).to(args.device)
    # Channels last, because I3D's pooling is fast with it.
    memory = torch.channels_last_3d if args.kind == "i3d" else torch.preserve_format
    model = model.to(memory_format=memory)
    optimiser = torch.optim.AdamW(parameter_groups(model, args.first_rate), lr=args.rate, weight_decay=args.decay)
    made_with = {"kind": args.kind, "size": args.size, "options": options, "classes": train.classes}
    last, views, spent, views_before = os.path.join(args.out, "last.pt"), 0, 0.0, 0
    if os.path.exists(last):
        state = read_checkpoint(last, args.device)
        if state["made_with"] != made_with:
            differing = [f"{k} {state['made_with'].get(k)} instead of {v}" for k, v in made_with.items() if state["made_with"].get(k) != v]
            sys.exit(f"train: {last} belongs to another model ({'; '.join(differing)}); choose another --out.")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        views, spent, views_before = state["views"], state["spent"], state.get("views_before", 0)
    elif args.start:
        views_before = start_from(model, args.kind, args.start)
    augment = Augment(train.classes, args.size, [args.seed, views])
    budget, begun, saved = args.minutes * 60, time.perf_counter() - spent, spent
    loss_sum, right, seen = 0.0, 0, 0
    order = []
    model.train()
    while True:
        spent = time.perf_counter() - begun
        done = max(spent / budget, views / args.views if args.views else 0)
        if spent - saved > args.save_every * 60 or done >= 1:
            val_accuracy = accuracy(model, val, args.device)
            save(last, {"made_with": made_with, "model": model.state_dict(), "optimiser": optimiser.state_dict(),
                        "views": views, "views_before": views_before, "spent": spent, "clips": len(train), "val": val_accuracy, "args": vars(args)})
            row = [round(spent), views, len(train), round(loss_sum / max(seen, 1), 4), round(right / max(seen, 1), 4), round(val_accuracy, 4)]
            with open(os.path.join(args.out, "log.csv"), "a", newline="") as file:
                csv.writer(file).writerow(row)
            print("seconds, views, clips, loss, train, val:", *row, flush=True)
            loss_sum, right, seen, saved = 0.0, 0, 0, spent
            if done >= 1:
                return
        rate = args.rate * min(1, (views + args.batch) / WARM_UP_VIEWS) * (0.005 + 0.995 * 0.5 * (1 + math.cos(math.pi * done)))
        for group in optimiser.param_groups:
            group["lr"] = rate * group["share"]
        if len(order) < args.batch:
            train.refresh()
            order = list(augment.rng.permutation(len(train)))
        batch = [draw(train, augment, order.pop()) for _ in range(args.batch)]
        x = torch.stack([clip for clip, _ in batch]).to(args.device, memory_format=memory)
        y = torch.tensor([label for _, label in batch], device=args.device)
        with torch.autocast(x.device.type, torch.bfloat16, enabled=args.bfloat16):
            logits = model(x).float()
        loss = F.cross_entropy(logits, y, label_smoothing=0.05)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        views += len(batch)
        loss_sum += loss.item() * len(batch)
        right += int((logits.argmax(1) == y).sum())
        seen += len(batch)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("train: interrupted. Run the same command again to resume from the last checkpoint.")
