/** Explains to the user why there is no camera picture. */

/** A problem and its remedy, each a sentence or two. */
export interface CameraProblem {
  readonly what: string;
  readonly todo: string;
}

const UPLOAD = "Or upload an existing clip.";

/**
 * Explains why the browser gives the page no camera API.
 *
 * @param secure  `isSecureContext` of the page.
 */
export function noWayToCameras(secure: boolean): CameraProblem {
  return secure
    ? {
        what: "This browser does not give pages access to a camera.",
        todo: `Use a current Chrome, Edge, Firefox or Safari. ${UPLOAD}`,
      }
    : {
        what: "The page was not opened over https, so the browser blocks the camera.",
        todo: `Open it by an https:// address, or on localhost. ${UPLOAD}`,
      };
}

/** The browser can show the camera, but cannot record a format that it can also decode. */
export const CANNOT_RECORD: CameraProblem = {
  what: "This browser cannot record video that it can also decode frame by frame.",
  todo: `Use a current Chrome, Edge, Firefox or Safari. ${UPLOAD}`,
};

/** The camera stopped while it was in use. */
export const CAMERA_GONE: CameraProblem = {
  what: "The camera stopped: it was unplugged, switched off or blocked.",
  todo: "Connect it again, then try again.",
};

/**
 * Explains a failed request for a camera.
 *
 * @param name  name of the DOMException with which `getUserMedia` rejected.
 */
export function problemOf(name: string): CameraProblem {
  switch (name) {
    case "NotAllowedError":
      return {
        what: "The browser or this machine’s settings blocked the camera.",
        todo: `Allow the camera for this page (the icon beside the address), then try again. ${UPLOAD}`,
      };
    case "NotFoundError":
    case "OverconstrainedError":
      return { what: "No camera was found.", todo: `Connect one, then try again. ${UPLOAD}` };
    case "NotReadableError":
    case "AbortError":
      return {
        what: "The camera gives no picture. Another program is probably using it.",
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
