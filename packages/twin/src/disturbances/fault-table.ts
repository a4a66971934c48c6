/** What can break during a batch, each in words: one table for people, the API and the simulation. Source: roast-science 11. */
export const faultTable = {
  stuckProbe: 'the bean probe shows one value from a moment on',
  probeOffset: 'the bean probe reads 3 C too high from a moment on',
  etLost: 'the environment probe shows nothing any more',
  doubledSamples: 'every reading comes twice',
  clockJump: 'the clock of the device jumps a minute ahead',
  gasStepIgnored: 'for a minute the burner does not follow, and says that it did',
  approvalLost: 'nobody answers any more: what somebody else would have to approve is not done',
} as const;

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
