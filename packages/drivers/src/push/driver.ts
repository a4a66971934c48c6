import { type DurationMs, ok, type Sample, type SourceId } from '@artisan-ts/domain';
import {
  type Clock,
  type ConnectionReport,
  type Device,
  type DriverKind,
  type PushDesk,
  pushDriverName,
  type SampleSink,
} from '@artisan-ts/runtime';
import { emptyInbox, takePushed } from '#push/inbox.ts';
import { type PushSettings, pushFields, pushSettings } from '#push/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';

interface PushParts {
  readonly desk: PushDesk;
  readonly settings: PushSettings;
  readonly clock: Clock;
  readonly sourceId: SourceId | undefined;
}

/** A device that hands its readings in at the station, one by one, over HTTP or a WebSocket; docs/devices/push.md. */
export function pushDriver(desk: PushDesk): DriverKind {
  return {
    name: pushDriverName,
    label: 'HTTP or WebSocket push (a device hands in its readings here)',
    origin: 'measured',
    fields: pushFields,
    describe: (raw) => {
      const settings = pushSettings(raw);
      if (!settings.ok) return settings;
      const { entries, intervalS, stored } = settings.value;
      const channels = entries.map(({ channel }) => channel);
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: 1 });
    },
    create: (raw, clock, sourceId): Device => {
      const parts = { desk, settings: settingsOrThrow(pushSettings(raw)), clock, sourceId };
      return {
        reading: {
          run: (sink, signal) => listen(parts, sink, signal),
          test: (signal) => listenOnce(parts, signal),
        },
        control: null,
        batch: null,
      };
    },
  };
}

/** Takes what is pushed until aborted. What is not pushed is missed by whoever watches the source. */
async function listen(
  { desk, settings, clock, sourceId }: PushParts,
  sink: Pick<SampleSink, 'connected' | 'sample'>,
  signal: AbortSignal,
): Promise<void> {
  if (sourceId === undefined || signal.aborted) return;
  let inbox = emptyInbox;
  const stopListening = desk.listen(sourceId, (reading) => {
    const monoUs = clock.monoUs();
    const pushed = takePushed(settings, inbox, reading, monoUs);
    if (!pushed.ok) return pushed;
    const { values, receipt } = pushed.value;
    if (inbox.takenUs === null && values !== null) sink.connected();
    inbox = pushed.value.inbox;
    if (values !== null) {
      sink.sample({ stream: 'main', monoUs, wallMs: clock.wallMs(), ...values });
    }
    return ok(receipt);
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stopListening();
}

/** So long a person waits for the device to push. */
const patienceMs = 14_000 as DurationMs;

async function listenOnce(parts: PushParts, signal: AbortSignal): Promise<ConnectionReport> {
  const enough = new AbortController();
  const stop = (): void => enough.abort();
  signal.addEventListener('abort', stop, { once: true });
  parts.clock.sleep(patienceMs, enough.signal).then(stop, () => undefined);
  const heard: Sample[] = [];
  const keep = (sample: Sample): void => {
    heard.push(sample);
    stop();
  };
  await listen(parts, { connected: () => undefined, sample: keep }, enough.signal);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  const sample = heard[0] ?? null;
  const detail =
    sample === null
      ? 'Nothing was pushed. The device has to post to /api/v1/machines/<id of this machine>/readings, or open it as a WebSocket.'
      : `It pushed ${sample.values.filter((value) => value !== null).length} values.`;
  const step = { name: 'Wait for the device to push', ok: sample !== null, detail };
  return { ok: sample !== null, steps: [step], sample };
}
