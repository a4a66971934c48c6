import {
  ArtisanError,
  type DurationMs,
  type MonoUs,
  type Sample,
  usPerMs,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock, Connection, SampleSink, Transport } from '@artisan-ts/runtime';
import { type Tc4Values, tc4Missing, tc4Values } from '#tc4/channels.ts';
import {
  decideTc4,
  openConversation,
  type Tc4Effect,
  type Tc4Input,
  type Tc4State,
  type Tc4Turn,
  wakeUs,
} from '#tc4/conversation.ts';
import { encodeCommand, LineAssembler } from '#tc4/frame.ts';
import type { Tc4Settings } from '#tc4/settings.ts';

interface ConverseParts {
  readonly settings: Tc4Settings;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly sink: SampleSink;
  readonly signal: AbortSignal;
}

/**
 * Opens the port and keeps the conversation going until aborted (resolves) or until the board is lost or silent
 * (rejects). The connection is closed before it settles.
 *
 * @throws ArtisanError `driver.lost`, `driver.silent`, `driver.frame` and what the transport throws on opening
 */
export async function converse(parts: ConverseParts): Promise<void> {
  const connection = await openUnlessAborted(parts.transport, parts.signal);
  if (connection === null) return;
  const exchange = new Exchange(parts, connection);
  try {
    await exchange.run();
  } finally {
    await connection.close();
  }
}

async function openUnlessAborted(
  transport: Transport,
  signal: AbortSignal,
): Promise<Connection | null> {
  try {
    const connection = await transport.open(signal);
    if (!signal.aborted) return connection;
    await connection.close();
    return null;
  } catch (fault) {
    // Being told to stop while the port was opening is an end like any other.
    if (signal.aborted) return null;
    throw fault;
  }
}

/** One connection: feeds lines and time to the pure conversation and carries out what it decides. */
class Exchange {
  readonly #parts: ConverseParts;
  readonly #connection: Connection;
  readonly #lines = new LineAssembler();
  /** How the exchange ended: null inside when it was told to stop. Null while it goes on. */
  #outcome: { readonly fault: unknown } | null = null;
  #told: () => void = () => undefined;
  #state: Tc4State | null = null;
  #timer = new AbortController();
  #isConnected = false;

  constructor(parts: ConverseParts, connection: Connection) {
    this.#parts = parts;
    this.#connection = connection;
  }

  async run(): Promise<void> {
    const { signal, clock, settings } = this.#parts;
    const stop = (): void => this.#end(null);
    signal.addEventListener('abort', stop, { once: true });
    const over = new Promise<void>((resolve) => {
      this.#told = resolve;
    });
    this.#take(openConversation(settings.plan, clock.monoUs()));
    this.#connection.onClose((fault) => this.#end(fault ?? closedHere()));
    this.#connection.onData((bytes) => this.#hear(bytes));
    await over;
    signal.removeEventListener('abort', stop);
    if (this.#outcome?.fault) throw this.#outcome.fault;
  }

  #hear(bytes: Uint8Array): void {
    for (const line of this.#lines.push(bytes, this.#parts.clock.monoUs())) {
      this.#decide({ type: 'line', line });
    }
  }

  #decide(input: Tc4Input): void {
    if (this.#outcome !== null || this.#state === null) return;
    const { settings, clock } = this.#parts;
    try {
      this.#take(decideTc4(settings.plan, this.#state, input, clock.monoUs()));
    } catch (defect) {
      // Whoever called is a byte listener or a timer and could do nothing: the supervisor gets it.
      this.#end(defect);
    }
  }

  #take(turn: Tc4Turn): void {
    this.#state = turn.state;
    for (const effect of turn.effects) this.#carryOut(effect);
    this.#sleepUntil(wakeUs(this.#parts.settings.plan, turn.state));
  }

  #carryOut(effect: Tc4Effect): void {
    const { settings, transport } = this.#parts;
    const { layout, unit } = settings;
    switch (effect.type) {
      case 'send':
        this.#connection.write(encodeCommand(effect.command)).catch((fault) => this.#end(fault));
        break;
      case 'reading':
        this.#deliver(tc4Values(layout, unit, effect.fields), effect.atUs);
        break;
      case 'missing':
        this.#deliver(tc4Missing(layout, effect.reason), effect.atUs);
        break;
      case 'fault':
        this.#end(new ArtisanError(effect.code, `${transport.description}: ${effect.message}`));
        break;
    }
  }

  #deliver(values: Tc4Values, atUs: MonoUs): void {
    const { sink, clock } = this.#parts;
    if (!this.#isConnected) sink.connected();
    this.#isConnected = true;
    const agoMs = Math.round((clock.monoUs() - atUs) / usPerMs);
    const wallMs = WallMs(clock.wallMs() - agoMs);
    const sample: Sample = { stream: 'main', monoUs: atUs, wallMs, ...values };
    sink.sample(sample);
  }

  /** One timer at a time: whatever was awaited before is no longer. */
  #sleepUntil(dueUs: number): void {
    this.#timer.abort();
    if (this.#outcome !== null) return;
    const timer = new AbortController();
    this.#timer = timer;
    const spanMs = Math.max(0, (dueUs - this.#parts.clock.monoUs()) / usPerMs) as DurationMs;
    this.#parts.clock.sleep(spanMs, timer.signal).then(
      () => this.#decide({ type: 'wake' }),
      (reason) => {
        // An aborted sleep is the ordinary end of a wait; anything else would leave nobody to wake us.
        if (!timer.signal.aborted) this.#end(reason);
      },
    );
  }

  #end(fault: unknown): void {
    if (this.#outcome !== null) return;
    this.#outcome = { fault };
    this.#timer.abort();
    this.#told();
  }
}

function closedHere(): ArtisanError {
  return new ArtisanError('driver.lost', 'the connection was closed from this side');
}
