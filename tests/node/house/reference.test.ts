/** The committed reference vectors are those of the reference folder. */
import { expect, test } from "vitest";
import {
  COMMITTED_REFERENCE,
  hasReference,
  NO_REFERENCE,
  readCommittedReference,
  readReference,
} from "../../support/reference.ts";

test.for(COMMITTED_REFERENCE)("the committed %s.json equals the reference folder's", (name, context) => {
  const committed = readCommittedReference(name);
  expect(committed).toBeInstanceOf(Array);
  if (!hasReference) return context.skip(NO_REFERENCE);
  expect(committed).toEqual(readReference(name));
});
