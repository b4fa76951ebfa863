/** Pasting anywhere on the page. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { encodeLink } from "../../../../src/result/permalink.ts";
import { linkOf } from "../../../../src/state/link-actions.ts";
import { showPage } from "../show-page.tsx";

function paste(what: { files?: readonly File[]; text?: string }, at: EventTarget = document.body): void {
  const clipboardData = new DataTransfer();
  for (const file of what.files ?? []) clipboardData.items.add(file);
  if (what.text !== undefined) clipboardData.setData("text/plain", what.text);
  at.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}

describe("pasting", () => {
  test("a file opens it", async () => {
    const store = await showPage();
    paste({ files: [new File(["x"], "copied.gif", { type: "image/gif" })] });
    await expect.poll(() => store.getState().onPage?.clip.name).toBe("copied.gif");
  });

  test("an address fetches it", async () => {
    const store = await showPage();
    paste({ text: " https://a.example/clip.mp4 " });
    await expect
      .poll(() => store.getState().onPage?.input)
      .toEqual({ kind: "address", url: "https://a.example/clip.mp4" });
  });

  test("a permalink of this page follows it", async () => {
    const store = await showPage();
    const link = linkOf(store.getState())!;
    const linked = encodeLink({ ...link, clip: { kind: "bundled", id: "apart-1" } });
    paste({ text: new URL(linked, location.href).href });
    await expect.poll(() => store.getState().onPage?.clip.name).toBe("Two discs apart");
  });

  test.each([
    { what: { text: "dear diary" }, says: "The pasted text is not a clip" },
    { what: { text: "http://a.example/clip.mp4" }, says: "http://a.example/clip.mp4: Browsers do not let" },
    { what: {}, says: "no file and no clip address" },
  ])("$what is explained as unusable, and the clip stays", async ({ what, says }) => {
    const store = await showPage();
    paste(what);
    await expect.element(page.getByRole("alert")).toHaveTextContent(says);
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });

  test("is ignored in a text field, and while a dialog is open", async () => {
    const store = await showPage();
    paste({ text: "up" }, page.getByRole("combobox", { name: "Class", exact: true }).element());
    await userEvent.click(page.getByRole("button", { name: "From URL" }));
    await expect.element(page.getByRole("dialog")).toBeVisible();
    paste({ text: "dear diary" });
    expect(store.getState().problems).toEqual([]);
  });
});
