import { ArtisanError, type MissingReason, missingReasons } from '@artisan-ts/domain';

/** One byte per value on disk. Append only: a code keeps its meaning for ever. */
const codeOfReason: Readonly<Record<MissingReason, number>> = {
  'not-connected': 1,
  'open-circuit': 2,
  'no-reply': 3,
  unreadable: 4,
  'out-of-range': 5,
  'not-sent': 6,
};

/** The value is there. */
export const presentCode = 0;
/** There is no value and the reason was not kept, as in imported files. */
export const unexplainedCode = 255;

const reasonOfCode = new Map(missingReasons.map((reason) => [codeOfReason[reason], reason]));

/** What stands on disk for a reason. */
export function missingCode(reason: MissingReason): number {
  return codeOfReason[reason];
}

/** @throws ArtisanError `store.corrupt` when no reason has this code */
export function missingReason(code: number, where: string): MissingReason {
  const reason = reasonOfCode.get(code);
  if (reason === undefined) {
    throw new ArtisanError(
      'store.corrupt',
      `${where}: no reason for a missing value has code ${code}`,
    );
  }
  return reason;
}
