import {
  ArtisanError,
  type DurationMs,
  type MonoUs,
  type Sample,
  usPerMs,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock, Connection, SampleSink } from '@artisan-ts/runtime';
import type {
  ChannelValues,
  Conversation,
  Framer,
  WireEffect,
  WireInput,
  WireTurn,
} from '#wire/conversation.ts';
import { closedHere, openUnlessAborted, type QueryTransport } from '#wire/query-transport.ts';

/** What a conversation needs to be held. */
export interface ConverseParts<State, Frame> {
  readonly conversation: Conversation<State, Frame>;
  readonly transport: QueryTransport;
  readonly clock: Clock;
  readonly sink: SampleSink;
  readonly signal: AbortSignal;
  /** What the device says beside its values. */
  readonly onRemark?: (text: string) => void;
}

/**
 * Opens the line and keeps the conversation going until aborted (resolves) or until the device is lost or silent
 * (rejects). The connection is closed before it settles.
 *
 * @throws ArtisanError `driver.lost`, the faults of the conversation, and what the transport throws on opening
 */
export async function converse<State, Frame>(parts: ConverseParts<State, Frame>): Promise<void> {
  const connection = await openUnlessAborted(parts.transport, parts.signal);
  if (connection === null) return;
  const exchange = new Exchange(parts, connection);
  try {
    await exchange.run();
  } finally {
    await connection.close();
  }
}

/** One connection: feeds frames and time to the pure conversation and carries out what it decides. */
class Exchange<State, Frame> {
  readonly #parts: ConverseParts<State, Frame>;
  readonly #connection: Connection;
  #framer: Framer<Frame>;
  /** How the exchange ended: null inside when it was told to stop. Null while it goes on. */
  #outcome: { readonly fault: unknown } | null = null;
  #told: () => void = () => undefined;
  #state: { readonly now: State } | null = null;
  #timer = new AbortController();
  #isConnected = false;

  constructor(parts: ConverseParts<State, Frame>, connection: Connection) {
    this.#parts = parts;
    this.#connection = connection;
    this.#framer = parts.conversation.framer();
  }

  async run(): Promise<void> {
    const { signal, clock, conversation } = this.#parts;
    const stop = (): void => this.#end(null);
    signal.addEventListener('abort', stop, { once: true });
    const over = new Promise<void>((resolve) => {
      this.#told = resolve;
    });
    // It may have been told to stop between the opening of the line and now.
    if (signal.aborted) stop();
    try {
      this.#take(conversation.open(clock.monoUs()));
      this.#connection.onClose((fault) => this.#end(fault ?? closedHere()));
      this.#connection.onData((bytes) => this.#hear(bytes));
      await over;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (this.#outcome?.fault) throw this.#outcome.fault;
  }

  #hear(bytes: Uint8Array): void {
    if (this.#outcome !== null) return;
    try {
      const frames = this.#framer.push(bytes, this.#parts.clock.monoUs());
      for (const frame of frames) this.#decide({ type: 'frame', frame });
      if (frames.length === 0) this.#decide({ type: 'noise' });
    } catch (defect) {
      this.#end(defect);
    }
  }

  #decide(input: WireInput<Frame>): void {
    if (this.#outcome !== null || this.#state === null) return;
    const { conversation, clock } = this.#parts;
    try {
      this.#take(conversation.decide(this.#state.now, input, clock.monoUs()));
    } catch (defect) {
      // Whoever called is a byte listener or a timer and could do nothing: the supervisor gets it.
      this.#end(defect);
    }
  }

  #take(turn: WireTurn<State>): void {
    this.#state = { now: turn.state };
    for (const effect of turn.effects) this.#carryOut(effect);
    this.#sleepUntil(this.#parts.conversation.wakeUs(turn.state));
  }

  #carryOut(effect: WireEffect): void {
    const { conversation, transport, sink, onRemark } = this.#parts;
    if (this.#outcome !== null) return;
    switch (effect.type) {
      case 'send':
        this.#connection.write(effect.bytes).catch((fault) => this.#end(fault));
        break;
      case 'sample':
        this.#deliver(effect, effect.atUs);
        break;
      case 'mark':
        sink.mark(effect.kind, effect.atUs);
        break;
      case 'remark':
        onRemark?.(effect.text);
        break;
      case 'forget':
        this.#framer = conversation.framer();
        break;
      case 'fault':
        this.#end(new ArtisanError(effect.code, `${transport.description}: ${effect.message}`));
        break;
    }
  }

  #deliver({ values, missing }: ChannelValues, atUs: MonoUs): void {
    const { sink, clock } = this.#parts;
    if (!this.#isConnected) sink.connected();
    this.#isConnected = true;
    const agoMs = Math.round((clock.monoUs() - atUs) / usPerMs);
    const wallMs = WallMs(clock.wallMs() - agoMs);
    const sample: Sample = { stream: 'main', monoUs: atUs, wallMs, values, missing };
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
