/** The parts of the method page in their order. The glossary links to them, so this list comes with the first load. */

/** Ids are addresses, `?page=method&section=loss`, and stay. */
export const METHOD_PARTS = [
  { id: "question", title: "The question" },
  { id: "freeze", title: "Freeze" },
  { id: "reverse", title: "Reverse" },
  { id: "loss", title: "What a good mask is" },
  { id: "search", title: "Finding it" },
  { id: "scores", title: "Reading the scores" },
  { id: "space", title: "Where in the frame" },
  { id: "trust", title: "Whether to believe it" },
  { id: "grad-cam", title: "Grad-CAM" },
  { id: "models", title: "The two models" },
  { id: "links", title: "Links and privacy" },
  { id: "departures", title: "Where we depart" },
  { id: "limits", title: "What it does not tell" },
  { id: "sources", title: "Sources" },
] as const;

/** One part of the method page. */
export type MethodPartId = (typeof METHOD_PARTS)[number]["id"];

/** A part's title. */
export function titleOfPart(id: MethodPartId): string {
  return METHOD_PARTS.find((part) => part.id === id)!.title;
}

/** The address of a part, relative to the page. */
export function hrefOfPart(id: MethodPartId): string {
  return `?page=method&section=${id}`;
}
