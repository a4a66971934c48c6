import type { Clock, Connection } from '@artisan-ts/runtime';
import { putValues, r1Columns, r2Columns } from '#aillio/channels.ts';
import { emptyR1, emptyR2, type R1Part, r1Queries } from '#aillio/frame.ts';
import { SpeakingDevice } from '#wire/speaking-device.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

/** Values by the ids of their channels, with the bean probe as BT: temperatures in Celsius, the rest in the machine's own steps. */
export type BulletValues = Readonly<Record<string, number>>;

/** Plays an R1 at the end of a USB cable: answers its two questions byte for byte, and nothing else. */
export class R1Simulator extends SpoiltAnswers {
  /** `next` gives what the machine is at, whenever it is asked for the first of its statuses. */
  constructor(parts: {
    readonly connection: Connection;
    readonly clock: Clock;
    readonly next: () => BulletValues;
  }) {
    super(parts.connection, parts.clock);
    let now: BulletValues = {};
    parts.connection.onData((bytes) => {
      const part = askedFor(bytes);
      if (part === null || this.isMute) return;
      if (part === 'A') now = parts.next();
      const status = emptyR1(part);
      putValues(r1Columns('bean probe'), { [part]: status }, now);
      this.answer(status);
    });
  }
}

function askedFor(bytes: Uint8Array): R1Part | null {
  const text = bytes.join(' ');
  if (text === r1Queries.A.join(' ')) return 'A';
  return text === r1Queries.B.join(' ') ? 'B' : null;
}

/** Plays an R2: says its three statuses by itself at an interval, A0 last; null from `next` ends it. */
export function r2Simulator(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly next: () => BulletValues | null;
}): SpeakingDevice {
  const speaker: SpeakingDevice = new SpeakingDevice({
    ...parts,
    next: () => {
      const values = parts.next();
      if (values === null) return null;
      const statuses = { A0: emptyR2('A0'), A1: emptyR2('A1'), A2: emptyR2('A2') };
      putValues(r2Columns('bean probe'), statuses, values);
      if (!speaker.isMute) for (const status of [statuses.A2, statuses.A1]) speaker.say(status);
      return statuses.A0;
    },
  });
  return speaker;
}
