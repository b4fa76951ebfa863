/** The elements that scroll, and whether a person without a mouse can scroll them. */

/** Elements that can be seen, hold more than they show and offer to scroll there. */
export function findScrollers(): readonly HTMLElement[] {
  return [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    if (!element.checkVisibility()) return false;
    return (
      (offers(overflowX) && element.scrollWidth > element.clientWidth) ||
      (offers(overflowY) && element.scrollHeight > element.clientHeight)
    );
  });
}

/** Returns one line for each scroller that no keyboard reaches or that has no name. */
export function findUnreachable(): readonly string[] {
  return findScrollers().flatMap((element) => {
    const place = `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`;
    return [
      ...(isReached(element) ? [] : [`no keyboard can scroll ${place}`]),
      ...(isNamed(element) ? [] : [`what scrolls has no name: ${place}`]),
    ];
  });
}

const offers = (overflow: string) => overflow === "auto" || overflow === "scroll";

const STOPS = `:is(a[href], button, input, select, textarea, summary, [tabindex]):not([tabindex^="-"], :disabled)`;

/** Arrow keys scroll what has the focus, or the nearest scroller around it; a combo box walks its list by them. */
function isReached(element: Element): boolean {
  return element.matches(STOPS) || element.querySelector(`${STOPS}, [role="listbox"]`) !== null;
}

/** The frame around a dialog, a menu or a list box is named by that. */
function isNamed(element: Element): boolean {
  const framed = element.querySelectorAll(":scope > :is([role=dialog], [role=menu], [role=listbox])");
  return hasName(element) || [...framed].some(hasName);
}

function hasName(element: Element): boolean {
  const role = element.getAttribute("role") ?? IMPLIED[element.tagName] ?? null;
  const named = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
  const label =
    element.getAttribute("aria-label") ?? document.getElementById(named[0] ?? "")?.textContent ?? "";
  return role !== null && label.trim() !== "";
}

/** Elements that have a role without saying so, and may be named. */
const IMPLIED: Readonly<Record<string, string>> = { SECTION: "region", UL: "list", TEXTAREA: "textbox" };
