/** What made a result. */

/** The page's name, as it stands in files. */
export const SOFTWARE_NAME = "Freezeframe";

/** The page's version, the one of package.json. */
export const SOFTWARE_VERSION = "0.1.0";
