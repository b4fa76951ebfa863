/** TF.js' WebGPU backend on a device of our own asking: with the features our shaders can use, and anew after a loss. */
import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { LabError } from "../base/errors.ts";

/** Used where the adapter offers them: half precision, and timing for whoever profiles. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ["shader-f16", "timestamp-query"];

/** Raised from WebGPU's guaranteed values to what the adapter has. */
const RAISED_LIMITS = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

/** TF.js' own priority of this backend; nothing here depends on it. */
const PRIORITY = 3;

/**
 * Puts TF.js' WebGPU backend on a new device. What lived on the one before is gone.
 *
 * @param emulated  whether an emulation in software will do; it is many times slower than WASM.
 * @returns         null, or why there is no device.
 */
export async function renewWebGpu(emulated: boolean): Promise<string | null> {
  // Absent in older browsers, whatever the types say.
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

/** Watches the graphics device of the current backend; on other backends nothing ever happens. */
export interface DeviceWatch {
  /** Rejects with a LabError "device-lost" when the device goes or refuses its work; else stays open. */
  readonly rejection: Promise<never>;
  /** What has happened by now: the device went, or took no more ("too large" say), so that its numbers are void. */
  happened(): "lost" | "refused" | null;
  /** Ends the watch. */
  end(): void;
}

/** Starts watching. Call it once a job: the promise belongs to the device that runs now. */
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
    // An error that nobody catches leaves zeros where results should be: never let those pass.
    const refuse = ({ error }: GPUUncapturedErrorEvent) => {
      happened ??= "refused";
      reject(new LabError("device-lost", `The graphics device refused its work (${error.message}).`));
    };
    device.addEventListener("uncapturederror", refuse);
    end = () => device.removeEventListener("uncapturederror", refuse);
  });
  // Nobody may be listening any more when it happens.
  rejection.catch(() => undefined);
  return { rejection, happened: () => happened, end: () => end() };
}
