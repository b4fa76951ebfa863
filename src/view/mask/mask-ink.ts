/** Colour of masks in pixel pictures. */

/** Red, green and blue. Contrasts at least 3:1 with the light and the dark background where the mask is full. */
export const MASK_INK = [47, 140, 166] as const;
