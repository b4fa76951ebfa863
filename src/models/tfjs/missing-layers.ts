/** Keras layers with which many video models end but which TF.js 4.22 lacks. */
import * as tf from "@tensorflow/tfjs";

/** Returns a layer class that pools over time, height and width: [B, T, h, w, C] -> [B, C]. */
function globalPooling(className: string, pool: (x: tf.Tensor3D) => tf.Tensor) {
  return class extends tf.layers.Layer {
    static readonly className = className;

    override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
      const [B, , , , C] = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
      return [B!, C!];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      return tf.tidy(() => pool(x.reshape<tf.Tensor3D>([x.shape[0], -1, x.shape[4]!])));
    }
  };
}

let registered = false;

/** Registers the layers with TF.js. Repeated calls do nothing. */
export function registerMissingLayers(): void {
  if (registered) return;
  registered = true;
  tf.serialization.registerClass(globalPooling("GlobalAveragePooling3D", (x) => tf.mean(x, 1)));
  tf.serialization.registerClass(globalPooling("GlobalMaxPooling3D", (x) => tf.max(x, 1)));
}
