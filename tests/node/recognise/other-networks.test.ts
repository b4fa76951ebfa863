/** An unsupported checkpoint is refused, with what it looks like and what the lab accepts. */
import { expect, test } from "vitest";
import { recognise } from "../../../src/recognise/recognise.ts";
import { blank, checkpointOf, PLENTY } from "../../support/checkpoints.ts";
import { labError } from "../../support/lab-error.ts";

const KNOWN_NETWORKS = ["pytorch-i3d", "kinetics-i3d", "CLSTM_4", "ConvLSTM2D", "TF.js"];

test.each([
  ["a ResNet", ["conv1.weight", "layer1.0.conv1.weight", "fc.weight"]],
  ["R3D", ["stem.0.weight", "layer1.0.conv1.0.weight"]],
  ["SlowFast", ["s1.pathway0_stem.conv.weight", "s2.pathway1_res0.branch1.weight"]],
  ["TimeSformer", ["model.blocks.0.temporal_attn.qkv.weight"]],
  ["VideoMAE", ["encoder.blocks.0.attn.qkv.weight", "mask_token"]],
  ["BERT", ["bert.encoder.layer.0.attention.self.query.weight"]],
  ["a language model", ["transformer.h.0.attn.c_attn.weight"]],
  ["a transformer", ["blocks.0.attn.proj.weight"]],
  ["another port", ["conv3d_1a_7x7.conv3d.weight", "mixed_3b.branch_0.conv3d.weight"]],
  ["optimiser", ["state.0.exp_avg", "state.0.exp_avg_sq"]],
  ["no tensors", []],
  ["[4, 5]", ["nobody.knows.this"]],
])("says that it looks like %s", (what, names) => {
  const checkpoint = checkpointOf(names.map((name) => [name, blank(4, 5)] as const));
  expect(() => recognise(checkpoint, PLENTY)).toThrow(
    labError("weights", ["test.pt", what, ...KNOWN_NETWORKS]),
  );
});

test("a few shared names do not make an I3D", () => {
  const checkpoint = checkpointOf([
    ["Mixed_3b.b0.conv3d.weight", blank(64, 192, 1, 1, 1)],
    ["head.attn.weight", blank(4)],
  ]);
  expect(() => recognise(checkpoint, PLENTY)).toThrow(labError("weights", ["transformer"]));
  const part = checkpointOf([["Mixed_3b.b0.conv3d.weight", blank(64, 192, 1, 1, 1)]]);
  expect(() => recognise(part, PLENTY)).toThrow(
    labError("weights", ["1 of the 287 tensors of I3D", "too few"]),
  );
});
