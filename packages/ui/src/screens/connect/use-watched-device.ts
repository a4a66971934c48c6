import type { DeviceBody, DeviceReportDto, WatchLine } from '@artisan-ts/contracts';
import { useEffect, useState } from 'react';
import { testDevice, watchDevice } from '#api/connect.ts';
import { reasonText } from '#api/request.ts';

export type WatchedSample = Extract<WatchLine, { readonly kind: 'sample' }>;

/** A device that is looked at before it belongs to a machine. */
export interface WatchedDevice {
  readonly report: DeviceReportDto | 'testing';
  /** What it said since, oldest first; only as much as a check by hand needs. */
  readonly samples: readonly WatchedSample[];
  /** The newest of it; before the first, what the test read. */
  readonly latest: WatchedSample | undefined;
  /** Why it is not watched any more; empty: it is. */
  readonly ended: string;
  /** Tests it once more, and watches it again. */
  readonly again: () => void;
}

/** Ten minutes at a reading a second. */
const samplesMax = 600;

/** Tests a device, and when it answers watches it until the screen is left. Nothing is recorded. */
export function useWatchedDevice(body: DeviceBody): WatchedDevice {
  const [report, setReport] = useState<DeviceReportDto | 'testing'>('testing');
  const [samples, setSamples] = useState<readonly WatchedSample[]>([]);
  const [ended, setEnded] = useState('');
  const [round, setRound] = useState(0);
  // The body of one step does not change: another one is another step.
  const text = JSON.stringify(body);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new test of the same device.
  useEffect(() => {
    const gone = new AbortController();
    const device = JSON.parse(text) as DeviceBody;
    setReport('testing');
    setSamples([]);
    setEnded('');
    const hear = (line: WatchLine) => {
      if (line.kind === 'ended') setEnded(line.message);
      else setSamples((known) => [...known.slice(1 - samplesMax), line]);
    };
    const look = async () => {
      const found = await testDevice(device);
      if (gone.signal.aborted) return;
      setReport(found);
      if (found.ok) await watchDevice(device, hear, gone.signal);
    };
    look().catch((error: unknown) => {
      if (gone.signal.aborted) return;
      const detail = reasonText(error);
      setEnded(detail);
      setReport((now) =>
        now === 'testing'
          ? { ok: false, steps: [{ name: 'Test', ok: false, detail }], sample: null, code: null }
          : now,
      );
    });
    return () => gone.abort();
  }, [text, round]);
  const latest = samples.at(-1) ?? tested(report);
  return { report, samples, latest, ended, again: () => setRound((now) => now + 1) };
}

function tested(report: DeviceReportDto | 'testing'): WatchedSample | undefined {
  if (report === 'testing' || report.sample === null) return undefined;
  return { kind: 'sample', monoUs: 0, channels: report.sample, missing: {} };
}
