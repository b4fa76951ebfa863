/** Finds a class of the generator by name. */
import { LabError } from "../base/errors.ts";
import { GENERATED_CLASSES, type GeneratedClass } from "./classes.ts";

/**
 * Returns the class with this name.
 *
 * @throws {LabError} "value" for a class that cannot be generated.
 */
export function findClass(name: string): GeneratedClass {
  const found = GENERATED_CLASSES.find((candidate) => candidate.name === name);
  if (found) return found;
  throw new LabError(
    "value",
    `generateClip: no class is called "${name}"; it must be one of: ${GENERATED_CLASSES.map((c) => c.name).join("; ")}.`,
  );
}
