/** Starts TF.js's WebGPU backend on a device with the features our shaders use, and restarts it after a loss. */
import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { LabError } from "../base/errors.ts";

/** Features requested if the adapter offers them: half precision, and timestamps for profiling. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ["shader-f16", "timestamp-query"];

/** Limits raised from WebGPU's guaranteed values to the adapter's own. */
const RAISED_LIMITS = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

/** The priority that TF.js itself gives this backend; nothing here depends on it. */
const PRIORITY = 3;

/**
 * Puts TF.js's WebGPU backend on a new device. Everything on the previous device is lost.
 *
 * @param emulated  Accept an adapter emulated in software, which is many times slower than WASM.
 * @returns         null, or the reason why there is no device.
 */
export async function renewWebGpu(emulated: boolean): Promise<string | null> {
  // Older browsers lack it, despite the type.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) return "WebGPU is not available in this browser";
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return "WebGPU found no graphics adapter";
  const { info } = adapter;
  if (!emulated && (info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(info.architecture))) {
    return "WebGPU here is only emulated in software";
  }
  const device = await adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  if (tf.engine().registryFactory["webgpu"]) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info), PRIORITY);
  return null;
}

/** A watch on the current backend's graphics device. On backends other than WebGPU it never reports anything. */
export interface DeviceWatch {
  /** Rejects with a LabError "device-lost" if the device is lost or refuses a command; otherwise never settles. */
  readonly rejection: Promise<never>;
  /** Returns "lost" or "refused" if the device was lost or refused a command (which voids its results), else null. */
  happened(): "lost" | "refused" | null;
  /** Ends the watch. */
  end(): void;
}

/** Starts watching the device that runs now. Call it for each job, since the device may change between jobs. */
export function watchDevice(): DeviceWatch {
  let happened: "lost" | "refused" | null = null;
  let end = () => undefined as void;
  const rejection = new Promise<never>((_, reject) => {
    if (tf.getBackend() !== "webgpu") return;
    const { device } = tf.backend() as unknown as WebGPUBackend;
    void device.lost.then(({ message }) => {
      happened = "lost";
      reject(new LabError("device-lost", `The graphics device was lost (${message || "no reason given"}).`));
    });
    // After an uncaptured error results are zeros: never let them pass for real ones.
    const refuse = ({ error }: GPUUncapturedErrorEvent) => {
      happened ??= "refused";
      reject(new LabError("device-lost", `The graphics device refused its work (${error.message}).`));
    };
    device.addEventListener("uncapturederror", refuse);
    end = () => device.removeEventListener("uncapturederror", refuse);
  });
  // The rejection may come after the last listener has gone.
  rejection.catch(() => undefined);
  return { rejection, happened: () => happened, end: () => end() };
}
