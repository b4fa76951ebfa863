/** What TF.js says where it cannot load or run somebody's model, in sentences that tell what to do. */
import { LabError } from "../../base/errors.ts";

/** What was being done. */
export type ModelStage = "load" | "run" | "differentiate";

const DOING: Readonly<Record<ModelStage, string>> = {
  load: "it cannot be loaded",
  run: "it cannot be run",
  differentiate: "it cannot be explained",
};

/**
 * The error as a LabError "weights" that begins with the model's name; one that is a LabError already stays as it is.
 *
 * @param nodesOf  names of the graph's nodes that run an op, as far as they are known.
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
      `the gradient stops at the op ${at(noGradient[1]!)}, through which TF.js cannot differentiate. ` +
      "A mask is found by gradients; export the model without that op."
    );
  }
  if (/Cannot compute gradient of y=f\(x\)/.test(message)) {
    return "its answer does not depend on the frames in a way that TF.js can differentiate. Export it anew.";
  }
  const noKernel = match(/Kernel '(\w+)' not registered for backend '(\w+)'/);
  if (noKernel) {
    return (
      `the op ${at(noKernel[1]!)} is not there on this backend (${noKernel[2]!}). ` +
      "Try another one by adding ?backend=wasm or ?backend=webgpu to the address."
    );
  }
  const dynamic = match(/contains the node '([^']+)', which has the dynamic op '(\w+)'/);
  if (dynamic) {
    return (
      `its op ${dynamic[2]!} (node ${dynamic[1]!}) makes tensors whose size or order is only known while it runs ` +
      "(control flow), through which nothing can be differentiated here. Export the model without it."
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
    return `TF.js does not know its op ${at(unknownOp[1]!)}. Export the model without it.`;
  }
  return `TF.js says: ${message.trim().replace(/\.?$/, ".")} Check that model.json and its weights belong together.`;
}
