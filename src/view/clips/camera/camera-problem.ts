/** Why there is no picture from a camera, in words for the person in front of it. */

/** What is wrong and what to do about it, each a sentence or two. */
export interface CameraProblem {
  readonly what: string;
  readonly todo: string;
}

const UPLOAD = "Or upload a clip that is there already.";

/** The page was given no way to ask for a camera. */
export function noWayToCameras(secure: boolean): CameraProblem {
  return secure
    ? {
        what: "This browser offers no camera to pages.",
        todo: `Use a current Chrome, Edge, Firefox or Safari. ${UPLOAD}`,
      }
    : {
        what: "The page was not opened over https, so the browser gives it no camera.",
        todo: `Open it by an https:// address, or on localhost. ${UPLOAD}`,
      };
}

/** This browser can show the camera but not record it in a form that it can decode again. */
export const CANNOT_RECORD: CameraProblem = {
  what: "This browser cannot record video that it can also decode frame by frame.",
  todo: `Use a current Chrome, Edge, Firefox or Safari. ${UPLOAD}`,
};

/** The camera went away while it was in use. */
export const CAMERA_GONE: CameraProblem = {
  what: "The camera has stopped: it was unplugged, switched off or taken away from the page.",
  todo: "Connect it again, then try again.",
};

/**
 * What a failed request for a camera means.
 *
 * @param name  of the DOMException that `getUserMedia` rejected with.
 */
export function problemOf(name: string): CameraProblem {
  switch (name) {
    case "NotAllowedError":
      return {
        what: "The browser, or this machine’s settings, did not let the page use the camera.",
        todo: `Allow the camera for this page (by the icon beside the address), then try again. ${UPLOAD}`,
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return { what: "No camera was found.", todo: `Connect one, then try again. ${UPLOAD}` };
    case "NotReadableError":
    case "AbortError":
      return {
        what: "The camera is there but gives no picture. Another program is probably using it.",
        todo: `Close that program, then try again. ${UPLOAD}`,
      };
    case "SecurityError":
      return {
        what: "This site’s settings do not allow its pages to use a camera.",
        todo: UPLOAD.replace("Or upload", "Upload"),
      };
    default:
      return { what: `The camera could not be opened (${name}).`, todo: `Try again. ${UPLOAD}` };
  }
}
