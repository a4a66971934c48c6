import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ArtisanError, ok, type Result, type RoastRecord } from '@artisan-ts/domain';
import type { Clock, ConnectionReport, Device, DriverKind, SampleSink } from '@artisan-ts/runtime';
import { clockRateField } from '#pace-fields.ts';
import { sleepUntil } from '#pacing.ts';
import { recordStreams } from '#record-streams.ts';
import { playedSample, type ReplayEvent, replayProgram } from '#replay/program.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';

const fields: readonly SettingField[] = [
  {
    name: 'file',
    label: 'File',
    help: 'A roast file on the computer the station runs on: .alog.',
    kind: 'text',
  },
  clockRateField,
];

/**
 * A source whose axis is younger than this, in the world's time, is at its very beginning: the clock was set going
 * a moment ago. No station can be killed and be back within it, so nothing was played yet.
 */
const freshAxisWorldUs = 250_000;

/** Checked settings and the roast they name. */
interface Playing {
  readonly settings: Settings;
  readonly record: RoastRecord;
}

/**
 * Plays a recorded roast as if it were roasted now: second `s` of the file is second `s` of the source's axis.
 * `load` reads a roast file, and is called anew for each device.
 */
export function replayDriver(load: (file: string) => Result<RoastRecord>): DriverKind {
  const prepare = (raw: Readonly<Record<string, unknown>>): Result<Playing> => {
    const settings = parseSettings(fields, raw);
    if (!settings.ok) return settings;
    const record = load(String(settings.value['file']));
    return record.ok ? ok({ settings: settings.value, record: record.value }) : record;
  };
  return {
    name: 'replay',
    label: 'Recorded roast, played again',
    origin: 'replayed',
    fields,
    describe: (raw) => {
      const prepared = prepare(raw);
      if (!prepared.ok) return prepared;
      const { settings, record } = prepared.value;
      return ok({
        settings,
        streams: recordStreams(record).map((stream) => stream.spec),
        // Whatever they were when the roast was recorded: now the recording moves them.
        levers: record.levers.map((lever) => ({ ...lever, mode: 'measured' })),
        clockRate: Number(settings['speed']),
      });
    },
    create: (raw, clock) => replayDevice(settingsOrThrow(prepare(raw)).record, clock),
  };
}

/** One playing of a record. Running it again goes on where it stopped. */
function replayDevice(record: RoastRecord, clock: Clock): Device {
  const program = replayProgram(record);
  let position: number | null = null;
  return {
    reading: {
      run: async (sink, signal) => {
        if (signal.aborted) return;
        position ??= firstToPlay(program, clock);
        sink.connected();
        for (; position < program.length; position++) {
          const event = program[position];
          if (event === undefined) break;
          if (!(await sleepUntil(clock, event.atUs, signal))) return;
          play(event, sink, clock);
        }
        throw new ArtisanError('driver.finished', `${record.title || 'the roast'} has ended`);
      },
      test: async () => reportOn(record),
    },
    control: null,
    batch: null,
  };
}

/** After a restart of the station the recording has gone on like a roast would: what passed is a gap. */
function firstToPlay(program: readonly ReplayEvent[], clock: Clock): number {
  const nowUs = clock.monoUs();
  if (nowUs < freshAxisWorldUs * clock.rate) return 0;
  const next = program.findIndex((event) => event.atUs >= nowUs);
  return next < 0 ? program.length : next;
}

function play(event: ReplayEvent, sink: SampleSink, clock: Clock): void {
  switch (event.type) {
    case 'sample':
      sink.sample(playedSample(event.sample, { monoUs: clock.monoUs(), wallMs: clock.wallMs() }));
      break;
    case 'mark':
      sink.mark(event.kind, event.atUs);
      break;
    case 'lever':
      sink.lever(event.lever, event.value, event.atUs);
      break;
  }
}

function reportOn(record: RoastRecord): ConnectionReport {
  const streams = recordStreams(record);
  const samples = streams[0]?.timeS.length ?? 0;
  const detail = `${record.title || 'Untitled roast'}: ${samples} samples in ${streams.length} stream(s).`;
  return { ok: true, steps: [{ name: 'Read the file', ok: true, detail }], sample: null };
}
