/** Opens text that was pasted anywhere on the page. */
import { LabError } from "../../base/errors.ts";
import { checkClipAddress } from "../../state/clip-address.ts";
import type { LabActions } from "../../state/lab-store.ts";

/**
 * Opens a permalink of this page, or the address of a clip. Reports any other text, and an address that cannot be
 * loaded, as a problem on the page.
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
        "The pasted text is not a clip. Paste a video, an image, or only the https:// address of one.",
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

/** Returns the fragment of a permalink to this page; null for any other text. */
function ownLink(text: string, page: string): string | null {
  if (!URL.canParse(text)) return null;
  const [linked, here] = [new URL(text), new URL(page)];
  const same = linked.origin === here.origin && linked.pathname === here.pathname;
  return same && /^#v\d+\./.test(linked.hash) ? linked.hash : null;
}
