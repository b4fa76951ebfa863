/** Parts of the method page, in order. The glossary links to them, so this list is part of the first load. */

/** Ids are part of addresses (`?page=method&section=loss`) and must not change. */
export const METHOD_PARTS = [
  { id: "question", title: "The question" },
  { id: "freeze", title: "Freeze" },
  { id: "reverse", title: "Reverse" },
  { id: "loss", title: "What makes a good mask" },
  { id: "search", title: "The search" },
  { id: "scores", title: "Reading the scores" },
  { id: "space", title: "Space-and-time masks" },
  { id: "faithfulness", title: "Faithfulness" },
  { id: "grad-cam", title: "Grad-CAM" },
  { id: "models", title: "The two models" },
  { id: "links", title: "Links and privacy" },
  { id: "departures", title: "Differences from the paper" },
  { id: "limits", title: "Limitations" },
  { id: "sources", title: "Sources" },
] as const;

/** Id of a part of the method page. */
export type MethodPartId = (typeof METHOD_PARTS)[number]["id"];

/**
 * Returns the title of a part.
 *
 * @example
 * titleOfPart("limits"); // "Limitations"
 */
export function titleOfPart(id: MethodPartId): string {
  return METHOD_PARTS.find((part) => part.id === id)!.title;
}

/**
 * Returns the address of a part, relative to the page.
 *
 * @example
 * hrefOfPart("loss"); // "?page=method&section=loss"
 */
export function hrefOfPart(id: MethodPartId): string {
  return `?page=method&section=${id}`;
}
