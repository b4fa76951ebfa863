/** Tables of the layers part: each network's stages, then its kernels. Pure. */
import type { Measure } from "./results.ts";
import { figure, table } from "./markdown.ts";

/** Kernels below this share of a step are summed in one row. */
const SHOWN_SHARE = 0.01;

/**
 * Returns two tables of medians per network, in ms per step.
 *
 * @param measures  measures of the part "layers", with their facts.
 */
export function layersText(measures: readonly Measure[]): string[] {
  const networks = [...new Set(measures.map(({ facts }) => facts.network))];
  return networks.flatMap((network) => {
    const own = measures.filter(({ facts }) => facts.network === network);
    return [
      `### ${String(network)}`,
      stagesTable(own.filter(({ facts }) => "stage" in facts)),
      kernelsTable(own.filter(({ facts }) => "kernel" in facts)),
    ];
  });
}

const sum = (measures: readonly Measure[]) => measures.reduce((total, { median }) => total + median, 0);

function stagesTable(measures: readonly Measure[]): string {
  const stages = [...new Set(measures.map(({ facts }) => facts.stage))];
  const row = (title: string, own: readonly Measure[]) => {
    const pass = (name: string) => figure(sum(own.filter(({ facts }) => facts.pass === name)));
    return [title, pass("forward"), pass("backward"), figure(sum(own))];
  };
  const rows = stages.map((stage) =>
    row(
      String(stage),
      measures.filter(({ facts }) => facts.stage === stage),
    ),
  );
  return table(["stage", "forward ms", "backward ms", "both ms"], [...rows, row("sum", measures)]);
}

function kernelsTable(measures: readonly Measure[]): string {
  const whole = sum(measures);
  const calls = (own: readonly Measure[]) => own.reduce((total, { facts }) => total + Number(facts.calls), 0);
  const row = (title: string, own: readonly Measure[]) => [
    title,
    figure(sum(own)),
    `${((100 * sum(own)) / whole).toFixed(1)} %`,
    String(calls(own)),
  ];
  const shown = measures.filter(({ median }) => median >= SHOWN_SHARE * whole);
  const others = measures.filter((measure) => !shown.includes(measure));
  return table(
    ["kernel", "ms per step", "share", "calls"],
    [
      ...shown.map((measure) => row(String(measure.facts.kernel), [measure])),
      ...(others.length > 0 ? [row(`(${others.length} others)`, others)] : []),
    ],
  );
}
