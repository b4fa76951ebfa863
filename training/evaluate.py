"""
Measures a checkpoint as it will be exported (weights rounded to float16).

  python3 evaluate.py --checkpoint RUN_DIR/last.pt --test TEST_DIR --out report.json [--videos FOLDER]

TEST_DIR holds generated shards at the model's size. FOLDER holds videos and labels.json
([{ "file", "class" }]); needs ffmpeg. Prints all figures; report.json goes into the card.
"""

import argparse
import json
import os
import subprocess
import sys

import numpy as np
import torch
import torch.nn.functional as F

from data import BACKWARDS, Shards, as_input
from export import load

torch.set_flush_denormal(True)


@torch.no_grad()
def scores(model, clip):
    return model(as_input(clip))[0].softmax(0).numpy()


def generated(model, test):
    """Accuracies on whole shards, and how classes change when clips run backwards."""
    n = len(test.classes)
    confusion = np.zeros((n, n), int)
    top3 = 0
    flipped, flippable = 0, 0
    frozen = 0
    for clip, label in zip(test.clips, test.labels):
        p = scores(model, clip)
        confusion[label, p.argmax()] += 1
        top3 += int(label in np.argsort(p)[-3:])
        frozen += int(scores(model, np.repeat(clip[:1], len(clip), 0)).argmax() == label)
        name = test.classes[label]
        if BACKWARDS.get(name, name) != name:
            flippable += 1
            flipped += int(test.classes[scores(model, clip[::-1]).argmax()] == BACKWARDS[name])
    count = len(test)
    per_class = {c: round(confusion[i, i] / max(1, confusion[i].sum()), 3) for i, c in enumerate(test.classes)}
    return {
        "top1": round(float(confusion.trace() / count), 4), "top3": round(top3 / count, 4), "perClass": per_class,
        "frozenTop1": round(frozen / count, 4), "reversedAsOpposite": round(flipped / max(1, flippable), 4),
        "confusion": confusion.tolist(), "count": count,
    }


def decode(path, frames, size):
    """16 frames from the middles of 16 equal parts, short side resized by area, middle cropped: [T, size, size, 3]."""
    probe = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0", path]
    width, height = map(int, subprocess.run(probe, capture_output=True, text=True, check=True).stdout.strip().split(",")[:2])
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
    video = np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)
    chosen = video[((np.arange(frames) + 0.5) / frames * len(video)).astype(int)]
    scale = size / min(height, width)
    fit = (max(size, round(height * scale)), max(size, round(width * scale)))
    x = torch.from_numpy(chosen.copy()).permute(0, 3, 1, 2).float()
    x = F.interpolate(x, fit, mode="bilinear", antialias=True).round().clamp(0, 255)
    top, left = (fit[0] - size) // 2, (fit[1] - size) // 2
    return x[:, :, top : top + size, left : left + size].permute(0, 2, 3, 1).byte().numpy()


def videos(model, made, folder):
    path = os.path.join(folder, "labels.json")
    if not os.path.exists(path):
        sys.exit(f"evaluate: {folder} has no labels.json.")
    rows = json.load(open(path))
    among = sorted({made["classes"].index(r["class"]) for r in rows})
    top1 = among1 = among3 = 0
    for row in rows:
        p = scores(model, decode(os.path.join(folder, row["file"]), 16, made["size"]))
        label = made["classes"].index(row["class"])
        order = np.argsort(-p)
        ranked = [i for i in order if i in among]
        top1 += int(order[0] == label)
        among1 += int(ranked[0] == label)
        among3 += int(label in ranked[:3])
        print(f"  {row['file']:18} {made['classes'][label][:45]:46} -> {made['classes'][order[0]][:45]:46} {p[order[0]]:.2f} (true {p[label]:.2f})")
    n = len(rows)
    print(f"  top-1 {top1}/{n}; among the {len(among)} classes present: top-1 {among1}/{n}, top-3 {among3}/{n}")
    return {"count": n, "top1": top1, "top1Among": among1, "top3Among": among3, "among": len(among)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--test", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--videos")
    parser.add_argument("--looked", type=int, default=1, help="how often the videos have been looked at, for the card")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, made, state = load(args.checkpoint)
    test = Shards(args.test)
    report = {"kind": made["kind"], "views": state["views"], **generated(model, test)}
    print(made["kind"], state["views"], "views:", "top-1", report["top1"], "top-3", report["top3"], "frozen", report["frozenTop1"],
          "reversed as the opposite", report["reversedAsOpposite"])
    for i, name in enumerate(made["classes"]):
        row = report["confusion"][i]
        print(f"  {name[:60]:62}{report['perClass'][name]:.2f}  " + " ".join(f"{v:3d}" for v in row))
    text = (f"{report['count']} generated clips, {report['count'] // len(test.classes)} a class, seeds {test.seeds[0]} to {test.seeds[-1]}, "
            f"never trained on. All frames replaced by the first: top-1 {report['frozenTop1']:.2f}. Run backwards, clips of "
            f"classes that have an opposite are taken for it in {report['reversedAsOpposite']:.0%}.")
    if args.videos:
        report["videos"] = videos(model, made, args.videos)
        v = report["videos"]
        times = "once" if args.looked == 1 else f"{args.looked} times"
        text += (f" On {v['count']} real clips of Something-Something v2: {v['top1']} right of all {len(test.classes)} classes, {v['top1Among']} when "
                 f"choosing among the {v['among']} that occur, {v['top3Among']} within the top 3 of these (looked at {times}; not used for training).")
    report["measuredOn"] = text
    with open(args.out, "w") as file:
        json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
