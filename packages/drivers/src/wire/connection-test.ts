import { ArtisanError, type Channel, type DurationMs, type Sample } from '@artisan-ts/domain';
import type { Clock, ConnectionReport, ConnectionStep, SampleSink } from '@artisan-ts/runtime';
import type { Conversation } from '#wire/conversation.ts';
import { converse } from '#wire/converse.ts';
import type { QueryTransport } from '#wire/query-transport.ts';

interface TestParts<State, Frame> {
  readonly conversation: Conversation<State, Frame>;
  readonly transport: QueryTransport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** In the order of the sample. */
  readonly channels: readonly Channel[];
  /** What the second step does, in words: `Read the registers (queries only)`. */
  readonly asking: string;
}

/** So long a first sample is waited for; a silent device says so itself before. */
const patienceMs = 14_000 as DurationMs;

/**
 * Looks whether a device is there by reading one sample as it is always read: what is only ever asked changes nothing.
 * Ends with the first sample that has a value, or with the words of what went wrong.
 */
export async function testByReading<State, Frame>(
  parts: TestParts<State, Frame>,
): Promise<ConnectionReport> {
  const { transport, clock, signal, channels, asking } = parts;
  signal.throwIfAborted();
  const enough = new AbortController();
  const stop = (): void => enough.abort();
  signal.addEventListener('abort', stop, { once: true });
  const remarks = new Set<string>();
  const heard = new FirstValues(stop);
  let opened = false;
  const watched = watchOpening(transport, () => {
    opened = true;
  });
  clock.sleep(patienceMs, enough.signal).then(stop, () => undefined);
  let fault: ArtisanError | null = null;
  try {
    await converse({
      conversation: parts.conversation,
      transport: watched,
      clock,
      sink: heard,
      signal: enough.signal,
      onRemark: (text) => remarks.add(text),
    });
  } catch (error) {
    fault = ArtisanError.accept(error);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
  signal.throwIfAborted();
  const sample = heard.first;
  const opening = openingStep(transport.description, opened, fault);
  if (!opened) return { ok: false, steps: [opening], sample: null };
  const words = sample === null ? [] : channels.map((channel, at) => inWords(channel, sample, at));
  const isRead = sample !== null && heard.hasValue;
  const detail = [...words, ...remarks, ...(fault === null ? [] : [fault.message])].join('. ');
  const reading: ConnectionStep = {
    name: asking,
    ok: isRead,
    detail: detail === '' ? 'Nothing came.' : `${detail}.`,
  };
  return { ok: isRead, steps: [opening, reading], sample };
}

function openingStep(
  description: string,
  opened: boolean,
  fault: ArtisanError | null,
): ConnectionStep {
  return {
    name: 'Open the line',
    ok: opened,
    detail: opened ? `${description} is open.` : (fault?.message ?? 'It was not opened in time.'),
  };
}

function watchOpening(transport: QueryTransport, onOpen: () => void): QueryTransport {
  return {
    ...transport,
    open: async (signal) => {
      const connection = await transport.open(signal);
      onOpen();
      return connection;
    },
  };
}

/** Keeps the last sample until one has a value. */
class FirstValues implements SampleSink {
  first: Sample | null = null;
  hasValue = false;
  readonly #enough: () => void;

  constructor(enough: () => void) {
    this.#enough = enough;
  }

  connected(): void {
    // A sample follows.
  }

  sample(sample: Sample): void {
    if (this.hasValue) return;
    this.first = sample;
    this.hasValue = sample.values.some((value) => value !== null);
    if (this.hasValue) this.#enough();
  }

  mark(): void {
    // What happens at the machine is no matter of a test.
  }

  hint(): void {
    // Nor is what a sensor believes.
  }

  lever(): void {
    // Nor is where its levers stand.
  }
}

const units: Readonly<Record<Channel['quantity'], string>> = {
  temperature: ' °C',
  temperatureDelta: ' °C',
  ratio: ' %',
  pressure: ' Pa',
  speed: ' rpm',
  other: '',
};

function inWords({ label, quantity }: Channel, sample: Sample, at: number): string {
  const value = sample.values[at] ?? null;
  if (value === null) return `${label} ${sample.missing[at] ?? 'not-sent'}`;
  return `${label} ${Number(value.toFixed(2))}${units[quantity]}`;
}
