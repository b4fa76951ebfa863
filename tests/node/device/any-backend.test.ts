/** A backend for which no kernel of ours is registered runs the fallbacks. */
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { selfCheck } from "../../../src/device/self-check.ts";

test("a backend that has only TF.js's own kernels computes correct gradients", async () => {
  await tf.setBackend("cpu");
  const Cpu = tf.backend().constructor as new () => tf.KernelBackend;
  tf.registerBackend("newcomer", () => new Cpu());
  tf.copyRegisteredKernels("cpu", "newcomer");
  for (const { kernelName } of tf.getKernelsForBackend("newcomer")) {
    if (kernelName.startsWith("Lab")) tf.unregisterKernel(kernelName, "newcomer");
  }
  expect(await tf.setBackend("newcomer")).toBe(true);
  expect(await selfCheck()).toBeNull();
});
