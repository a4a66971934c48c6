import type { CloseReason, MissingReason, Origin } from '@artisan-ts/domain';

/** What a missing value means to the person at the machine. */
export const missingWords: Readonly<Record<MissingReason, string>> = {
  'not-connected': 'not connected',
  'open-circuit': 'probe open or broken',
  'no-reply': 'no reply',
  unreadable: 'unreadable reply',
  'out-of-range': 'out of range',
  'not-sent': 'not sent',
};

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
