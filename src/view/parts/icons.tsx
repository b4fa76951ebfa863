/** The page's icons: 16 x 16, drawn in the text's colour, hidden from assistive technology. */
import type { ReactNode } from "react";

const stroke = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.5,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

const SHAPES = {
  play: <path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />,
  pause: <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" />,
  previous: <path d="M10.5 3.5 6 8l4.5 4.5" {...stroke} />,
  next: <path d="M5.5 3.5 10 8l-4.5 4.5" {...stroke} />,
  loop: <path d="M3 7V6a2 2 0 0 1 2-2h7M10 2l2 2-2 2M13 9v1a2 2 0 0 1-2 2H4M6 14l-2-2 2-2" {...stroke} />,
  upload: <path d="M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3" {...stroke} />,
  download: <path d="M8 2.3v8M4.8 7.3 8 10.5l3.2-3.2M2.5 10.5v3h11v-3" {...stroke} />,
  folder: <path d="M2 12.5v-9h4l1.5 1.8H14v7.2z" {...stroke} />,
  link: (
    <path
      d="M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l1-1"
      {...stroke}
    />
  ),
  camera: <path d="M1.8 4h8.4v8H1.8zM10.2 7 14.2 4.6v6.8L10.2 9" {...stroke} />,
  globe: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke} />
      <path d="M2 8h12M8 2c2.2 2 2.2 10 0 12M8 2c-2.2 2-2.2 10 0 12" {...stroke} />
    </>
  ),
  dice: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="2" {...stroke} />
      <path d="M5.5 5.5v.1M10.5 5.5v.1M8 8v.1M5.5 10.5v.1M10.5 10.5v.1" {...stroke} strokeWidth={1.8} />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" {...stroke} />,
  chevron: <path d="m4 6 4 4 4-4" {...stroke} />,
  undo: <path d="M5.5 3 2.5 6l3 3M2.8 6h6.4a3.5 3.5 0 0 1 0 7H6" {...stroke} />,
  redo: <path d="M10.5 3l3 3-3 3M13.2 6H6.8a3.5 3.5 0 0 0 0 7H10" {...stroke} />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" {...stroke} />
      <path
        d="M8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M12.8 3.2l-.9.9M4.1 11.9l-.9.9"
        {...stroke}
      />
    </>
  ),
  moon: <path d="M13.3 9.6A5.8 5.8 0 0 1 6.4 2.7a5.8 5.8 0 1 0 6.9 6.9z" {...stroke} />,
  keyboard: (
    <path d="M1.8 4h12.4v8H1.8zM4.3 6.6h.1M6.7 6.6h.1M9.2 6.6h.1M11.6 6.6h.1M5.2 9.4h5.6" {...stroke} />
  ),
  more: <path d="M3.4 8h.1M8 8h.1M12.6 8h.1" {...stroke} strokeWidth={2.4} />,
  tour: <path d="M4 14V2.2h8.2L10.4 5.2l1.8 3H4" {...stroke} />,
  alert: <path d="M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.7v.1" {...stroke} />,
  open: <path d="M6 3.5H3.2v9.3h9.3V10M8.8 2.8h4.4v4.4M13 3 7.5 8.5" {...stroke} />,
  copy: <path d="M5.5 5.5h7.7v7.7H5.5zM10.5 5.3V2.8H2.8v7.7h2.5" {...stroke} />,
  clock: <path d="M8 4.8V8l2.2 1.4M3.2 3.6v2.6h2.6M3.4 6.2a5.6 5.6 0 1 1-.9 2.6" {...stroke} />,
  bin: <path d="M3 4.5h10M6.3 4.3V2.8h3.4v1.5M4.3 4.7l.6 8.5h6.2l.6-8.5M6.8 7v3.8M9.2 7v3.8" {...stroke} />,
  check: <path d="m3 8.5 3.2 3.2L13 5" {...stroke} />,
  freeze: (
    <path
      d="M8 1.8v12.4M2.6 4.9l10.8 6.2M13.4 4.9 2.6 11.1M6.3 2.6 8 4.3l1.7-1.7M6.3 13.4 8 11.7l1.7 1.7"
      {...stroke}
    />
  ),
  heat: (
    <>
      <circle cx="8" cy="8" r="5.6" {...stroke} />
      <circle cx="8" cy="8" r="2.4" fill="currentColor" />
    </>
  ),
  stacked: <path d="M2.5 3h11v4h-11zM2.5 9h11v4h-11z" {...stroke} />,
  side: <path d="M2.5 3.5h4.6v9H2.5zM8.9 3.5h4.6v9H8.9z" {...stroke} />,
  grow: <path d="M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9.3 6.7M2.5 13.5l4.2-4.2" {...stroke} />,
  shrink: <path d="M13 7H9V3M3 9h4v4M9 7l4.5-4.5M7 9l-4.5 4.5" {...stroke} />,
  sliders: <path d="M2.5 5h5M11 5h2.5M2.5 11H5M8.5 11h5M9.2 3.2v3.6M6.8 9.2v3.6" {...stroke} />,
  reverse: <path d="M8 3.2 3.2 8 8 12.8M13 3.2 8.2 8l4.8 4.8" {...stroke} />,
} satisfies Record<string, ReactNode>;

/** Renders the icon with this name. */
export function Icon({ name }: { readonly name: keyof typeof SHAPES }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}

/** The logo: four frames, the third one frozen. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="7" width="5" height="18" rx="1.5" />
      <rect x="9.5" y="7" width="5" height="18" rx="1.5" />
      <rect className="mark-frozen" x="17" y="4" width="5" height="24" rx="1.5" />
      <rect x="24.5" y="7" width="5" height="18" rx="1.5" />
    </svg>
  );
}
