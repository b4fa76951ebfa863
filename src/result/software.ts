/** Name and version of the software, as results record them. */

/** Name of the software, as files record it. */
export const SOFTWARE_NAME = "Freezeframe";

/** Version of the software, the same as in package.json. */
export const SOFTWARE_VERSION = "0.1.0";
