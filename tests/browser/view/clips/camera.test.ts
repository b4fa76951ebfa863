/** Recording from a fake camera, drawn on a canvas. A browser's own camera is tested in tests/app/camera.test.ts. */
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { showPage } from "../show-page.tsx";
import { exact } from "../by-name.ts";

const dialog = () => page.getByRole("dialog", exact("Record 3 seconds"));
const button = (name: string) => dialog().getByRole("button", exact(name));

/** Returns the stream of a changing canvas, so that there are frames to record. */
function canvasStream(): MediaStream {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d")!;
  let n = 0;
  const timer = setInterval(() => {
    context.fillStyle = `hsl(${(n += 12)} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 40);
  onTestFinished(() => clearInterval(timer));
  return canvas.captureStream(25);
}

/** Replaces the browser's cameras for one test; `undefined` removes the camera API. */
function giveCameras(media: Partial<MediaDevices> | undefined): void {
  const whole = media && { enumerateDevices: () => Promise.resolve([]), ...media };
  Object.defineProperty(navigator, "mediaDevices", { value: whole, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, "mediaDevices"));
}

async function openDialog() {
  const store = await showPage();
  await userEvent.click(page.getByRole("button", exact("Record")));
  await expect.element(dialog()).toBeVisible();
  return store;
}

describe("without a picture", () => {
  test.each([
    ["NotAllowedError", "settings blocked the camera", "Allow the camera"],
    ["NotFoundError", "No camera was found", "Connect one"],
    ["NotReadableError", "Another program is probably using it", "Close that program"],
    ["SecurityError", "do not allow its pages to use a camera", "Upload an existing clip"],
  ])("because of a %s, shows the problem and remedy, and can retry", async (name, what, todo) => {
    const getUserMedia = vi.fn(() => Promise.reject(new DOMException("no", name)));
    giveCameras({ getUserMedia });
    await openDialog();
    await expect.element(dialog().getByRole("alert")).toHaveTextContent(what);
    await expect.element(dialog().getByRole("alert")).toHaveTextContent(todo);
    const stream = canvasStream();
    getUserMedia.mockImplementation((() => Promise.resolve(stream)) as never);
    await userEvent.click(button("Try again"));
    await expect.element(button("Start recording")).toBeEnabled();
  });

  test("in a browser without cameras, says so", async () => {
    giveCameras(undefined);
    await openDialog();
    await expect
      .element(dialog().getByRole("alert"))
      .toHaveTextContent("does not give pages access to a camera");
  });
});

describe("with a picture", () => {
  test("three seconds are recorded after a countdown, reviewed and used; the camera is released", async () => {
    const streams: MediaStream[] = [];
    giveCameras({
      getUserMedia: () => {
        streams.push(canvasStream());
        return Promise.resolve(streams.at(-1)!);
      },
    });
    const store = await openDialog();
    await userEvent.click(button("Start recording"));
    await expect.element(dialog().getByText("Recording starts in 3.")).toBeVisible();
    await expect.element(dialog().getByText("Recording 3 seconds.")).toBeVisible();
    await expect.element(button("Use this clip")).toBeVisible();
    // React runs the effect that stops the tracks after it has painted the button.
    await expect
      .poll(() => streams.every((stream) => stream.getTracks()[0]!.readyState === "ended"))
      .toBe(true);
    await userEvent.click(button("Retake"));
    await expect.element(button("Start recording")).toBeEnabled();
    await userEvent.click(button("Start recording"));
    await userEvent.click(button("Use this clip"));
    await expect.poll(() => store.getState().onPage?.clip.name).toMatch(/^Recording 2\.(webm|mp4)$/);
    const { input } = store.getState().onPage!;
    expect(input.kind === "files" && input.files[0]!.size > 1000).toBe(true);
    expect(dialog().elements()).toEqual([]);
  });

  test("a camera that disappears ends the recording and says so", async () => {
    const stream = canvasStream();
    giveCameras({ getUserMedia: () => Promise.resolve(stream) });
    await openDialog();
    await userEvent.click(button("Start recording"));
    await expect.element(dialog().getByText("Recording 3 seconds.")).toBeVisible();
    stream.getTracks()[0]!.dispatchEvent(new Event("ended"));
    await expect.element(dialog().getByRole("alert")).toHaveTextContent("The camera stopped");
    await expect.element(button("Try again")).toBeEnabled();
  });

  test("hiding the tab and Stop end the countdown; closing releases the camera", async () => {
    const stream = canvasStream();
    giveCameras({ getUserMedia: () => Promise.resolve(stream) });
    const store = await openDialog();
    await userEvent.click(button("Start recording"));
    await expect.element(dialog().getByText("Recording starts in 3.")).toBeVisible();
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    Reflect.deleteProperty(document, "hidden");
    await expect.element(dialog().getByText(/stopped because this tab was hidden/)).toBeVisible();
    await userEvent.click(button("Start recording"));
    await userEvent.click(button("Stop"));
    await expect.element(button("Start recording")).toBeEnabled();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => dialog().elements().length).toBe(0);
    expect(stream.getTracks()[0]!.readyState).toBe("ended");
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });
});
