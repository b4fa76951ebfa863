"""
Measures a checkpoint on generated clips never trained on, with its weights rounded to float16 as in the export.

  python3 evaluate.py --checkpoint RUN_DIR/last.pt --test TEST_DIR --out report.json

TEST_DIR contains shards at the model's size. Prints the figures; report.json goes into the card (export.py). For recorded
clips, use `npm run evaluate`, which runs the page's own decoder.
"""

import argparse
import json

import numpy as np
import torch

from data import BACKWARDS, Shards, as_input
from export import load

torch.set_flush_denormal(True)

BINS = 10
# Order of the shuffled frames, the same for every clip and far from the original order at every frame.
SHUFFLED = np.random.default_rng(5).permutation


@torch.no_grad()
def scores(model, clips):
    """Returns probabilities [clips, classes]."""
    return np.stack([model(as_input(clip))[0].softmax(0).numpy() for clip in clips])


def calibration(p, labels):
    """Computes the expected calibration error over equal bins of the predicted class's probability."""
    confidence, right = p.max(1), p.argmax(1) == labels
    bins, error = [], 0.0
    for i in range(BINS):
        low, high = i / BINS, (i + 1) / BINS
        inside = (confidence > low) & (confidence <= high)
        count = int(inside.sum())
        mean = lambda values: round(float(values[inside].mean()), 4) if count else None
        bins.append({"from": low, "to": high, "clips": count, "confidence": mean(confidence), "accuracy": mean(right)})
        if count:
            error += count / len(labels) * abs(float(confidence[inside].mean() - right[inside].mean()))
    return {"ece": round(error, 4), "bins": bins}


def temporal(classes, labels, answers):
    """Returns how each class is predicted under each treatment. `answers` maps a treatment to the predicted classes."""
    rows, opposite, flippable = [], 0, 0
    for i, name in enumerate(classes):
        of = labels == i
        share = lambda treatment, number: round(float((answers[treatment][of] == number).mean()), 3)
        row = {"class": name, **{treatment: share(treatment, i) for treatment in answers}}
        becomes = BACKWARDS.get(name)
        if becomes:
            row.update(becomes=becomes, reversedBecomes=share("reversed", classes.index(becomes)))
        if becomes not in (None, name):
            flippable += int(of.sum())
            opposite += int((answers["reversed"][of] == classes.index(becomes)).sum())
        rows.append(row)
    return {
        "frozenTop1": round(float((answers["frozen"] == labels).mean()), 4),
        "shuffledTop1": round(float((answers["shuffled"] == labels).mean()), 4),
        "reversedAsOpposite": round(opposite / max(1, flippable), 4),
        "perClass": rows,
    }


def measure(model, test):
    """Returns all figures of the card that concern generated clips."""
    labels, n = np.array(test.labels), len(test.classes)
    count = len(labels)
    p = scores(model, test.clips)
    order = SHUFFLED(len(test.clips[0]))
    answers = {
        "plain": p.argmax(1),
        "frozen": scores(model, [np.repeat(clip[:1], len(clip), 0) for clip in test.clips]).argmax(1),
        "shuffled": scores(model, [clip[order] for clip in test.clips]).argmax(1),
        "reversed": scores(model, [clip[::-1] for clip in test.clips]).argmax(1),
    }
    confusion = np.zeros((n, n), int)
    np.add.at(confusion, (labels, answers["plain"]), 1)
    top3 = (np.argsort(-p, 1)[:, :3] == labels[:, None]).any(1).mean()
    return {
        "top1": round(float(confusion.trace() / count), 4),
        "top3": round(float(top3), 4),
        "perClass": {c: round(confusion[i, i] / max(1, int(confusion[i].sum())), 3) for i, c in enumerate(test.classes)},
        "confusion": confusion.tolist(),
        "count": count,
        "temporal": temporal(test.classes, labels, answers),
        "calibration": calibration(p, labels),
        "measuredOn": f"{count} generated clips, {count // n} per class, seeds {test.seeds[0]} to {test.seeds[-1]}, never trained on.",
    }


def show(report, classes):
    t = report["temporal"]
    print(f"top-1 {report['top1']}, top-3 {report['top3']}, ECE {report['calibration']['ece']}; frozen {t['frozenTop1']}, "
          f"shuffled {t['shuffledTop1']}, reversed predicted as the opposite {t['reversedAsOpposite']}")
    print(f"{'class':64}plain frozen shuffled reversed, as its opposite")
    for row, counts in zip(t["perClass"], report["confusion"]):
        figures = [row[k] for k in ("plain", "frozen", "shuffled", "reversed")] + [row.get("reversedBecomes", "")]
        print(f"{row['class'][:62]:64}" + "  ".join(f"{f:>5}" for f in figures) + "   " + " ".join(f"{v:2d}" for v in counts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--test", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, made, state = load(args.checkpoint)
    test = Shards(args.test)
    report = {"kind": made["kind"], "views": state["views"] + state.get("views_before", 0), **measure(model, test)}
    show(report, test.classes)
    with open(args.out, "w") as file:
        json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
