/** All differences between the lab and the paper or its released code, and the works that the page cites. */

/** One difference. Kind `preset`: our two settings by descent differ in it; `both`: they do the same. */
export interface Departure {
  readonly what: string;
  readonly kind: "preset" | "both";
  readonly theirs: string;
  readonly ours: string;
}

/** All differences known to us. */
export const DEPARTURES: readonly Departure[] = [
  {
    what: "Stopping",
    kind: "preset",
    theirs:
      "An early stop is intended, but the loss it compares with is never updated, so all 300 steps run.",
    ours: "Stops once the loss has not fallen by 0.001 for 40 steps.",
  },
  {
    what: "Starts",
    kind: "preset",
    theirs: "One, the central block.",
    ours: "Five: also either half, the whole clip and the best window; the lowest loss wins.",
  },
  {
    what: "Start block",
    kind: "preset",
    theirs: "Keeps the first central block that fails the nine-tenths test.",
    ours: "Keeps the last one that passes, as the text says; the whole clip if none does.",
  },
  {
    what: "Start block of a reversing search",
    kind: "preset",
    theirs: "Always chosen by freezing, whatever the search does.",
    ours: "Chosen with the operator that the search uses.",
  },
  {
    what: "Total variation",
    kind: "preset",
    theirs: "Visits the inner frames and adds both neighbours of each, so inner pairs count twice.",
    ours: "Counts each neighbouring pair once.",
  },
  {
    what: "Resulting mask",
    kind: "preset",
    theirs: "The last one, whatever its loss.",
    ours: "The one with the lowest loss.",
  },
  {
    what: "Clips that freezing does not change",
    kind: "preset",
    theirs: "The nine-tenths test divides zero by zero, fails for every block, and ends at the narrowest.",
    ours: "Starts from the whole clip.",
  },
  {
    what: "Learning rate",
    kind: "both",
    theirs: "The published page says 0.001; the released code uses 0.2, and the published masks fit that.",
    ours: "Both settings start with 0.2.",
  },
  {
    what: "Learning rate schedule",
    kind: "preset",
    theirs: "Stays constant, so frames may switch on and off for as long as the search runs.",
    ours: "Halves every 20 steps after the 80th, so that an early stop gives the same mask as all 300 steps.",
  },
  {
    what: "Root of the total variation",
    kind: "both",
    theirs: "The released code takes a cube root whose gradient is undefined where the mask is constant.",
    ours: "Neither setting takes a root.",
  },
  {
    what: "Masks for reversing",
    kind: "both",
    theirs: "The released code can also search for a mask by reversing.",
    ours: "So can this lab, if you choose it; RS reverses the mask on the page, however it was found.",
  },
  {
    what: "Weights of a reversed pair",
    kind: "both",
    theirs: "The released code blends both frames of a mirrored pair by the mask value of the first.",
    ours: "So does this lab, so that scores can be compared.",
  },
  {
    what: "Snapping",
    kind: "both",
    theirs: "The released code rounds masks to 0 and 1 in places, and changes the mask passed to it.",
    ours: "Here FS and RS are of the frames above 0.5 fully on; the scores of the soft mask, with runs above 0.1, stand beside them.",
  },
  {
    what: "Random start",
    kind: "both",
    theirs: "The released code offers one that switches on 30 % of the frames where its text says 70 %.",
    ours: "Searches here never start at random, and repeat exactly; only the stability check uses random starts.",
  },
  {
    what: "Sizes",
    kind: "both",
    theirs: "The paper’s I3D takes 16 frames of 224 × 224; its C-LSTM has three layers of 32 units.",
    ours: "The bundled models are smaller and know fewer classes; you can load models of the paper’s size.",
  },
  {
    what: "Training data",
    kind: "both",
    theirs: "The paper’s models were trained on Something-Something v2 and KTH.",
    ours: "The bundled models were trained only on generated clips, to which no one else holds rights.",
  },
  {
    what: "Space",
    kind: "both",
    theirs: "Meaningful perturbations were originally masks over pixels.",
    ours: "Masks here are over time, as in the paper, or over space and time; the latter freeze each pixel instead of blurring it.",
  },
  {
    what: "Arithmetic",
    kind: "both",
    theirs: "Stock TensorFlow.js computes some gradients of 3D convolutions wrongly.",
    ours: "Here convolution, pooling and ConvLSTM have their own kernels and gradients, tested against independent code.",
  },
];

/** A cited work. */
export interface Source {
  readonly authors: string;
  readonly title: string;
  readonly where: string;
  readonly href: string;
}

/** The cited works, those that the page relies on most first. */
export const SOURCES: readonly Source[] = [
  {
    authors: "J. Mänttäri, S. Broomé, J. Folkesson, H. Kjellström",
    title:
      "Interpreting Video Features: a Comparison of 3D Convolutional Networks and Convolutional LSTM Networks",
    where: "ACCV 2020, arXiv 2002.00367",
    href: "https://arxiv.org/abs/2002.00367",
  },
  {
    authors: "R. C. Fong, A. Vedaldi",
    title: "Interpretable Explanations of Black Boxes by Meaningful Perturbation",
    where: "ICCV 2017, arXiv 1704.03296",
    href: "https://arxiv.org/abs/1704.03296",
  },
  {
    authors: "R. C. Fong, M. Patrick, A. Vedaldi",
    title: "Understanding Deep Networks via Extremal Perturbations and Smooth Masks",
    where: "ICCV 2019, arXiv 1910.08485",
    href: "https://arxiv.org/abs/1910.08485",
  },
  {
    authors: "J. Adebayo and others",
    title: "Sanity Checks for Saliency Maps",
    where: "NeurIPS 2018, arXiv 1810.03292",
    href: "https://arxiv.org/abs/1810.03292",
  },
  {
    authors: "M. Sundararajan, A. Taly, Q. Yan",
    title: "Axiomatic Attribution for Deep Networks",
    where: "ICML 2017, arXiv 1703.01365",
    href: "https://arxiv.org/abs/1703.01365",
  },
  {
    authors: "V. Petsiuk, A. Das, K. Saenko",
    title: "RISE: Randomized Input Sampling for Explanation of Black-box Models",
    where: "BMVC 2018, arXiv 1806.07421",
    href: "https://arxiv.org/abs/1806.07421",
  },
  {
    authors: "R. R. Selvaraju and others",
    title: "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
    where: "ICCV 2017, arXiv 1610.02391",
    href: "https://arxiv.org/abs/1610.02391",
  },
  {
    authors: "J. Carreira, A. Zisserman",
    title: "Quo Vadis, Action Recognition? A New Model and the Kinetics Dataset",
    where: "CVPR 2017, arXiv 1705.07750",
    href: "https://arxiv.org/abs/1705.07750",
  },
  {
    authors: "X. Shi and others",
    title: "Convolutional LSTM Network: A Machine Learning Approach for Precipitation Nowcasting",
    where: "NeurIPS 2015, arXiv 1506.04214",
    href: "https://arxiv.org/abs/1506.04214",
  },
  {
    authors: "D. P. Kingma, J. Ba",
    title: "Adam: A Method for Stochastic Optimization",
    where: "ICLR 2015, arXiv 1412.6980",
    href: "https://arxiv.org/abs/1412.6980",
  },
];
