/** What can break during a batch, each in words: one table for people, the API and the simulation. Source: roast-science 11. */
export const faultTable = {
  stuckProbe: { label: 'Stuck probe', help: 'the bean probe shows one value from a moment on' },
  probeOffset: {
    label: 'Probe reads too high',
    help: 'the bean probe reads 3 C too high from a moment on',
  },
  etLost: {
    label: 'Environment probe lost',
    help: 'the environment probe shows nothing any more',
  },
  doubledSamples: { label: 'Readings twice', help: 'every reading comes twice' },
  clockJump: { label: 'Clock jumps', help: 'the clock of the device jumps a minute ahead' },
  gasStepIgnored: {
    label: 'Burner ignores a step',
    help: 'for a minute the burner does not follow, and says that it did',
  },
  approvalLost: {
    label: 'Nobody approves',
    help: 'levers want to be approved at the machine, and nobody answers any more: they stay where they are',
  },
} as const satisfies Record<string, { readonly label: string; readonly help: string }>;

/** The name of a fault. */
export type FaultName = keyof typeof faultTable;

export const faultNames = Object.keys(faultTable) as readonly FaultName[];

/** A fault of one batch, from a second after charge on. */
export interface DayFault {
  readonly kind: Exclude<FaultName, 'gasStepIgnored'>;
  readonly fromS: number;
}

/** How far BT reads too high after an offset fault. */
export const offsetFaultC = 3;

/** How far a clock jumps. */
export const clockJumpS = 60;
