/** Finds things on the page by their whole accessible names. */
import { page } from "vitest/browser";

/** Returns the options with which a locator takes only this name, not longer ones that contain it. */
export const exact = (name: string) => ({ name, exact: true });

/** Returns the button of this name. */
export const button = (name: string) => page.getByRole("button", exact(name));
