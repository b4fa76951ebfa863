/** The colour of masks in pictures made of pixels. */

/** Reads on the light and on the dark ground alike, at 3:1 and more where the mask is full. */
export const MASK_INK = [47, 140, 166] as const;
