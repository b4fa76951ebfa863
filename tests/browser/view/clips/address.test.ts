/** The dialog that loads a clip from a URL. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LabError } from "../../../../src/base/errors.ts";
import type { LabDeps } from "../../../../src/state/context.ts";
import type { LabStore } from "../../../../src/state/lab-store.ts";
import { showPage } from "../show-page.tsx";
import { exact } from "../by-name.ts";

const dialog = () => page.getByRole("dialog", exact("Clip from a URL"));
const field = () => dialog().getByRole("textbox", exact("URL of a video or GIF"));
const URL_TYPED = "https://a.example/clip.mp4";

async function openDialog(fetchForeign?: LabDeps["fetchBlob"]): Promise<LabStore> {
  const store = await showPage({
    fetchBlob: (url, signal, onProgress) =>
      fetchForeign !== undefined && url === URL_TYPED
        ? fetchForeign(url, signal, onProgress)
        : Promise.resolve(new Blob(["x"])),
  });
  await userEvent.click(page.getByRole("button", exact("From URL")));
  await expect.element(field()).toHaveFocus();
  return store;
}

describe("a clip from a URL", () => {
  test("opens on the page, and the dialog returns the focus", async () => {
    const store = await openDialog();
    await userEvent.keyboard(`${URL_TYPED}{Enter}`);
    await expect.poll(() => dialog().elements().length).toBe(0);
    expect(store.getState().onPage?.clip.name).toBe("clip.mp4");
    await expect.element(page.getByRole("button", exact("From URL"))).toHaveFocus();
  });

  test.each(["clip.mp4", "http://a.example/clip.mp4", "ftp://a.example/clip.mp4"])(
    "%s is refused before anything is fetched",
    async (text) => {
      await openDialog(() => Promise.reject(new Error("control: must not be asked")));
      await userEvent.keyboard(`${text}{Enter}`);
      await expect.element(dialog().getByRole("alert")).toHaveTextContent("https://");
      await expect.element(field()).toHaveAttribute("aria-invalid", "true");
      await expect.element(field()).toHaveFocus();
    },
  );

  test("that fails shows why in the dialog, where it can be corrected", async () => {
    const store = await openDialog(() =>
      Promise.reject(new LabError("link", "clip.mp4: no such file (404).")),
    );
    await userEvent.keyboard(`${URL_TYPED}{Enter}`);
    await expect.element(dialog().getByRole("alert")).toHaveTextContent("clip.mp4: no such file (404).");
    expect(store.getState().problems).toEqual([]);
    await userEvent.keyboard("x");
    expect(dialog().getByRole("alert").elements()).toEqual([]);
  });

  test("shows progress, and can be stopped and closed", async () => {
    const store = await openDialog((_url, signal, onProgress) => {
      onProgress?.({ loaded: 1e6, total: 4e6 });
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(new LabError("cancelled", "stopped"))),
      );
    });
    await userEvent.keyboard(`${URL_TYPED}{Enter}`);
    const bar = dialog().getByRole("progressbar", exact("Fetching"));
    await expect.element(bar).toHaveAttribute("aria-valuetext", "1.0 MB of 4.0 MB");
    await userEvent.click(dialog().getByRole("button", exact("Stop")));
    await expect.poll(() => bar.elements().length).toBe(0);
    await userEvent.click(dialog().getByRole("button", exact("Load clip")));
    await expect.element(bar).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => dialog().elements().length).toBe(0);
    expect(store.getState()).toMatchObject({ clipJob: { kind: "idle" }, problems: [] });
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });
});
