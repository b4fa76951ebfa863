/** A sentence in which no line breaks at the hyphen of a model's name. */
import { Fragment } from "react";

const NAME = "C-LSTM";

export function Prose({ text }: { readonly text: string }) {
  return text.split(NAME).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <span className="model-name">{NAME}</span>}
      {part}
    </Fragment>
  ));
}
