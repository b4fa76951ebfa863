/** A backend that none of our kernels knows runs their fallbacks. */
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { selfCheck } from "../../../src/device/self-check.ts";

test("a backend with TF.js' own kernels alone computes right gradients", async () => {
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
