import type { MachineDto, MarkEvent } from '@artisan-ts/contracts';
import type { Clock, LiveEvent, Station } from '@artisan-ts/runtime';
import type { WebSocket } from 'ws';
import { answerText, askedIn, dataOf, pushText, refusalText } from '#artisan/messages.ts';
import { NewestValues } from '#artisan/newest-values.ts';

/** One Artisan that reads from us. */
interface Reader {
  readonly socket: WebSocket;
  /** The machine in its address; null: it is chosen by number. */
  readonly named: string | null;
  /** The machine it asked for last; its marks are told. */
  machineId: string | null;
  /** Marks it was told of, by roast and kind: Artisan takes each once. */
  readonly told: Set<string>;
}

/** Programs that read over this protocol: more are left-over connections. */
const readersMax = 16;
/** A reader for whom so much waits has stopped reading. */
const waitingBytesMax = 256 * 1024;
/** Objects in one message. */
const linesMax = 20;
/** A long day has some dozens of roasts with some marks each. */
const toldMax = 1_000;

/** Everybody who reads by Artisan's WebSocket protocol. The station is listened to while somebody is here. */
export class ArtisanRoom {
  readonly #station: Station;
  readonly #newest: NewestValues;
  readonly #readers = new Set<Reader>();
  #leave: (() => void) | null = null;

  constructor(station: Station, clock: Clock) {
    this.#station = station;
    this.#newest = new NewestValues(clock);
  }

  get isFull(): boolean {
    return this.#readers.size >= readersMax;
  }

  enter(socket: WebSocket, named: string | null): void {
    const machineId = named ?? this.#station.machines.list()[0]?.id ?? null;
    const reader: Reader = { socket, named, machineId, told: new Set() };
    this.#readers.add(reader);
    this.#listen();
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      for (const line of lines.slice(0, linesMax)) this.#say(reader, this.#answerTo(reader, line));
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#rest();
    });
  }

  close(): void {
    for (const { socket } of this.#readers) socket.terminate();
    this.#rest();
  }

  #listen(): void {
    if (this.#leave !== null) return;
    const { durableCursor } = this.#station.health().recording;
    // Only what happens from now on: of the past Artisan has its own.
    this.#leave = this.#station.live.subscribe((event) => this.#hear(event), {
      afterCursor: durableCursor,
    });
  }

  #rest(): void {
    this.#leave?.();
    this.#leave = null;
    this.#newest.forget();
  }

  #hear(event: LiveEvent): void {
    if (event.name === 'sample') this.#newest.take(event.data);
    if (event.name === 'mark') this.#push(event.data);
  }

  #push({ machineId, roastId, kind, action }: MarkEvent): void {
    // What is only suggested is nobody's word yet.
    if (action !== 'set' && action !== 'confirm') return;
    const text = pushText(kind);
    if (text === null) return;
    const key = `${roastId} ${kind}`;
    for (const reader of this.#readers) {
      if (reader.machineId !== machineId || reader.told.has(key)) continue;
      if (reader.told.size >= toldMax) reader.told.clear();
      reader.told.add(key);
      this.#say(reader, text);
    }
  }

  #answerTo(reader: Reader, line: string): string {
    const asked = askedIn(line);
    if (asked.kind === 'refused') return refusalText(asked.id, asked.why);
    const machine = this.#machineFor(reader, asked.roasterID);
    if (machine === null) return refusalText(asked.id, 'there is no machine of that number');
    reader.machineId = machine.id;
    const { intervalS, clockRate } = machine;
    const values = this.#newest.of(machine.id, intervalS / clockRate);
    return answerText(asked.id, dataOf(machine, values));
  }

  /** The one in the address; otherwise 0 is the first, and from 1 they are counted. */
  #machineFor({ named }: Reader, roasterID: number): MachineDto | null {
    const machines = this.#station.machines.list();
    if (named !== null) return machines.find(({ id }) => id === named) ?? null;
    return machines[Math.max(0, roasterID - 1)] ?? null;
  }

  #say({ socket }: Reader, text: string): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > waitingBytesMax) socket.terminate();
    else socket.send(text);
  }
}
