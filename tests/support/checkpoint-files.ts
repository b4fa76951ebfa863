/** The committed checkpoints in tests/fixtures/checkpoints, and their tensors as read by PyTorch. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../fixtures/checkpoints/", import.meta.url));

/** One tensor as read by PyTorch; values without a JSON number are texts. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly (number | "NaN" | "Infinity" | "-Infinity")[];
}

interface Expected {
  readonly files: Readonly<
    Record<string, { readonly format: string; readonly tensors: readonly ExpectedTensor[] }>
  >;
}

const EXPECTED_FILE = new URL("../golden/torch-fixtures.json", import.meta.url);

/** Tensors of every fixture that opens, by file name. */
export const EXPECTED = (JSON.parse(readFileSync(EXPECTED_FILE, "utf8")) as Expected).files;

/** Returns the path of a fixture. */
export function checkpointFixture(name: string): string {
  return FOLDER + name;
}

/** Returns a fixture's bytes, by path. */
export function fixtureBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(FOLDER + name));
}

/** Returns a fixture as a file, as the page gets it. */
export function fixtureFile(name: string): File {
  return new File([fixtureBytes(name)], name.split("/").at(-1)!);
}

/** Returns the names of all fixtures except those of Keras and TensorFlow, which have separate folders. */
export const FIXTURE_NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => name)
  .sort();
