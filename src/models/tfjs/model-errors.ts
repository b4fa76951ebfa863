/** Turns the errors that TF.js throws for an imported model into messages that say what to do. */
import { LabError } from "../../base/errors.ts";

/** The stage at which the error occurred. */
export type ModelStage = "load" | "run" | "differentiate";

const DOING: Readonly<Record<ModelStage, string>> = {
  load: "it cannot be loaded",
  run: "it cannot be run",
  differentiate: "it cannot be explained",
};

/**
 * Returns the error as a LabError "weights" that begins with the model's name. A LabError is returned unchanged.
 *
 * @param nodesOf  Returns the names of the graph's nodes that run an op, if known.
 */
export function modelError(
  error: unknown,
  name: string,
  stage: ModelStage,
  nodesOf: (op: string) => readonly string[] = () => [],
): LabError {
  if (error instanceof LabError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LabError("weights", `${name}: ${DOING[stage]}: ${explain(message, nodesOf)}`, { cause: error });
}

function explain(message: string, nodesOf: (op: string) => readonly string[]): string {
  const at = (op: string) => {
    const nodes = nodesOf(op).slice(0, 3);
    return nodes.length > 0 ? `${op} (node ${nodes.join(", ")})` : op;
  };
  const match = (pattern: RegExp) => pattern.exec(message) ?? null;

  const noGradient = match(/gradient function not found for (\w+)/);
  if (noGradient) {
    return (
      `the gradient stops at the op ${at(noGradient[1]!)}, which TF.js cannot differentiate. ` +
      "Finding a mask needs gradients; export the model without that op."
    );
  }
  if (/Cannot compute gradient of y=f\(x\)/.test(message)) {
    return "its output does not depend on the frames in a way that TF.js can differentiate. Export the model again.";
  }
  const noKernel = match(/Kernel '(\w+)' not registered for backend '(\w+)'/);
  if (noKernel) {
    return (
      `the op ${at(noKernel[1]!)} is not available on this backend (${noKernel[2]!}). ` +
      "Try another one by adding ?backend=wasm or ?backend=webgpu to the address."
    );
  }
  const dynamic = match(/contains the node '([^']+)', which has the dynamic op '(\w+)'/);
  if (dynamic) {
    return (
      `its op ${dynamic[2]!} (node ${dynamic[1]!}) makes tensors whose size or order is known only at run time ` +
      "(control flow), which cannot be differentiated here. Export the model without that op."
    );
  }
  const unknownLayer = match(/Unknown layer: (\w+)/);
  if (unknownLayer) {
    return (
      `its layer ${unknownLayer[1]!} is unknown to TF.js. Convert the model to a graph model ` +
      "(tensorflowjs_converter --output_format=tfjs_graph_model), which has no layers."
    );
  }
  const unknownOp = match(/Unknown op '(\w+)'/);
  if (unknownOp) {
    return `its op ${at(unknownOp[1]!)} is unknown to TF.js. Export the model without that op.`;
  }
  return `TF.js reports: ${message.trim().replace(/\.?$/, ".")} Check that model.json and its weights belong together.`;
}
