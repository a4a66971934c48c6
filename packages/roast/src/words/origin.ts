import type { CloseReason, Origin } from '@artisan-ts/domain';

/** Where data came from. */
export const originWords: Readonly<Record<Origin, string>> = {
  measured: 'measured',
  simulated: 'simulated',
  replayed: 'replayed',
  imported: 'imported',
};

/** Why a roast was closed. */
export const closeWords: Readonly<Record<CloseReason, string>> = {
  coolEnd: 'Closed at cool end',
  afterDrop: 'Closed some time after drop',
  operator: 'Closed by hand',
  nextCharge: 'Closed by the next charge',
  unattended: 'Closed unattended',
  imported: 'Imported',
};
