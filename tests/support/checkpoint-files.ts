/** The committed checkpoints of tests/fixtures/checkpoints, and what PyTorch reads from them. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../fixtures/checkpoints/", import.meta.url));

/** One tensor as PyTorch reads it; what JSON has no number for is a text. */
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

/** By file name: every fixture that opens. */
export const EXPECTED = (JSON.parse(readFileSync(EXPECTED_FILE, "utf8")) as Expected).files;

/** Path of a fixture. */
export function checkpointFixture(name: string): string {
  return FOLDER + name;
}

/** A fixture's bytes, by its path. */
export function fixtureBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(FOLDER + name));
}

/** A fixture as the page gets it. */
export function fixtureFile(name: string): File {
  return new File([fixtureBytes(name)], name.split("/").at(-1)!);
}

/** Names of all fixtures but those of Keras and TensorFlow, which lie in folders of their own. */
export const FIXTURE_NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => name)
  .sort();
