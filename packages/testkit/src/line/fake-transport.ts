import { ArtisanError, type ErrorCode, type RandomStream, seededStream } from '@artisan-ts/domain';
import type { Clock, Connection, Transport } from '@artisan-ts/runtime';
import { type LinkedConnections, linkedConnections } from '#line/linked-connections.ts';

/** A port that can be plugged, unplugged, refused and opened again; each opening is a new line to the device. */
export class FakeTransport implements Transport {
  readonly description: string;
  readonly #clock: Clock;
  readonly #chance: RandomStream;
  readonly #onOpen: (line: LinkedConnections) => void;
  #refusal: ErrorCode | null = null;
  #line: LinkedConnections | null = null;
  #opened = 0;

  /** `onOpen` puts the simulated device on `line.far`. */
  constructor(options: {
    readonly clock: Clock;
    readonly onOpen: (line: LinkedConnections) => void;
    readonly description?: string;
    readonly chance?: RandomStream;
  }) {
    this.#clock = options.clock;
    this.#onOpen = options.onOpen;
    this.description = options.description ?? '/dev/simulated';
    this.#chance = options.chance ?? seededStream(1, 'line');
  }

  /** How often a line was opened. */
  get opened(): number {
    return this.#opened;
  }

  /** The line that was opened last. */
  get line(): LinkedConnections | null {
    return this.#line;
  }

  async open(signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    if (this.#refusal !== null) {
      throw new ArtisanError(this.#refusal, `opening ${this.description} was refused`);
    }
    this.#opened += 1;
    this.#line = linkedConnections(this.#clock, this.#chance);
    this.#onOpen(this.#line);
    return this.#line.near;
  }

  /** Refuses to open with this code; null opens again. */
  refuse(code: ErrorCode | null): void {
    this.#refusal = code;
  }

  /** Pulls the cable: the line is cut, and the port is missing until it is plugged in again. */
  unplug(): void {
    this.refuse('driver.port-missing');
    this.#line?.cut();
  }

  plug(): void {
    this.refuse(null);
  }
}
