import { table } from '#cli/text.ts';

/** A zero-touch day of one machine. */
export interface MachineDay {
  readonly machine: string;
  readonly batches: number;
  /** Roasts the session closed by itself. */
  readonly closed: number;
  /** Batches with a closed roast of their own, from before charge to after drop. */
  readonly right: number;
  /** Closed roasts whose report came by itself. */
  readonly reported: number;
  /** The files of the others. */
  readonly wrong: readonly string[];
  /** What became of other missions: its state and reasons, in words. */
  readonly heldBack: readonly string[];
  /** Files that were not played, because they end with the drop. */
  readonly leftOut: readonly string[];
}

export function isWrong({ batches, closed, right, reported }: MachineDay): boolean {
  return closed !== batches || right !== batches || reported !== batches;
}

/** The days for people. */
export function dayText(machines: readonly MachineDay[]): readonly string[] {
  return [
    ...table(
      ['Machine', 'batches', 'closed', 'right', 'reports'],
      machines.map(({ machine, batches, closed, right, reported }) => [
        machine,
        ...[batches, closed, right, reported].map(String),
      ]),
    ),
    ...machines.flatMap(({ wrong }) => wrong.map((file) => `Without a roast of its own: ${file}`)),
    ...machines.flatMap(({ heldBack }) =>
      heldBack.map((why) => `Its report did not come by itself: ${why}`),
    ),
    ...machines.flatMap(({ leftOut }) =>
      leftOut.map((file) => `Left out, it ends with the drop: ${file}`),
    ),
  ];
}
