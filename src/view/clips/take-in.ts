/** What is done with something that was dropped or pasted anywhere on the page. */
import { LabError } from "../../base/errors.ts";
import { checkClipAddress } from "../../state/clip-address.ts";
import type { LabActions } from "../../state/lab-store.ts";

/**
 * Opens a text as what it is: a permalink of this very page, or the address of a clip. Anything else is a problem
 * of the page's, as is an address that nothing can be loaded from.
 *
 * @param page  address of this page.
 */
export async function takeText(actions: LabActions, text: string, page: string): Promise<void> {
  const link = ownLink(text.trim(), page);
  if (link !== null) {
    await actions.openLink(link);
    return;
  }
  if (!/^[a-z]+:\/\/\S+$/i.test(text.trim())) {
    actions.report(
      new LabError(
        "value",
        "What was pasted is no clip. Paste a video, an image, or the https:// address of one, alone.",
      ),
    );
    return;
  }
  const address = checkClipAddress(text);
  if (!address.ok) {
    actions.report(new LabError("link", `${text.trim()}: ${address.problem}`));
    return;
  }
  const opened = await actions.openAddress(address.url);
  if (opened.kind === "failed") actions.report(opened.problem);
}

/** The fragment of a permalink to the page that it is pasted into; null for any other text. */
function ownLink(text: string, page: string): string | null {
  if (!URL.canParse(text)) return null;
  const [linked, here] = [new URL(text), new URL(page)];
  const same = linked.origin === here.origin && linked.pathname === here.pathname;
  return same && /^#v\d+\./.test(linked.hash) ? linked.hash : null;
}
