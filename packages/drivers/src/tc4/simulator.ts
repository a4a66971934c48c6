import {
  Celsius,
  type DurationMs,
  type RandomStream,
  type RoastRecord,
  seededStream,
  standardNormal,
  type TemperatureUnit,
  temperatureIn,
} from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { recordInputs, type Tc4Inputs } from '#tc4/simulated-inputs.ts';

/** What can go wrong with the answer to one READ. */
export type Tc4Fault =
  /** The answer is lost. */
  | { readonly kind: 'silence' }
  /** Random bytes and a line end come instead of the answer. */
  | { readonly kind: 'garbage' }
  /** The board is busy for so long, of the clock it was given, before it answers or hears anything else. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Only the first bytes of the answer come, and no line end. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The board restarts instead of answering: its settings are gone and it is deaf for a while. */
  | { readonly kind: 'reboot' };

export interface Tc4SimulatorParts {
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  readonly inputs: Tc4Inputs;
  /** Of the ambient temperature and of garbage. */
  readonly seed?: number;
  /** The answer with this sample was written. */
  readonly onServed?: (index: number) => void;
  /** What the board does when asked for more samples than there are. */
  readonly atEnd?: 'silent' | 'close';
}

/** While its boot loader runs a board hears nothing. */
export const bootMs = 1_500;

const ambientC = 24;
const ambientNoiseC = 0.05;
const garbageBytes = 24;
/** The receive buffer of an Arduino: what comes while the board is busy and does not fit is lost. */
const receiveBytesMax = 64;
const newline = 0x0a;
/** The firmware's own choice until somebody sends CHAN. */
const defaultDigits = '1200';

/**
 * Plays a TC4 with aArtisan firmware: acknowledges CHAN, UNITS and FILT with a comment and answers each READ with
 * the next sample, two decimals in the unit asked and nothing between the commas where a probe is missing.
 */
export class Tc4Simulator {
  readonly #parts: Tc4SimulatorParts;
  readonly #chance: RandomStream;
  readonly #faults: Tc4Fault[] = [];
  /** Received and not yet obeyed. */
  #received = '';
  #unit: TemperatureUnit = 'C';
  #digits = defaultDigits;
  #isDeaf = false;
  #isBusy = false;
  #isMute = false;
  /** Counts the starts: what was going on before a restart never ends. */
  #starts = 0;

  constructor(parts: Tc4SimulatorParts) {
    this.#parts = parts;
    this.#chance = seededStream(parts.seed ?? 1, 'tc4-simulator');
    parts.connection.onData((bytes) => this.#hear(bytes));
  }

  /** Spoils the answers to the next READs, one fault each, in this order. */
  misbehave(...faults: readonly Tc4Fault[]): void {
    this.#faults.push(...faults);
  }

  /** Says nothing more, whatever it is asked. */
  mute(): void {
    this.#isMute = true;
  }

  #hear(bytes: Uint8Array): void {
    if (this.#isDeaf) return;
    for (const byte of bytes) {
      const isRoom = this.#received.length < receiveBytesMax;
      if (isRoom) this.#received += String.fromCharCode(byte);
      if (byte === newline) this.#work();
    }
  }

  /** Obeys what was received, one command after the other, as far as the board is free to. */
  #work(): void {
    for (let end = this.#received.indexOf('\n'); end >= 0 && !this.#isBusy; ) {
      const command = this.#received.slice(0, end).trim();
      this.#received = this.#received.slice(end + 1);
      if (!this.#isMute) this.#obey(command);
      end = this.#received.indexOf('\n');
    }
  }

  #obey(command: string): void {
    const [verb, argument = ''] = command.split(';', 2);
    switch (verb) {
      case 'CHAN':
        this.#digits = argument;
        this.#say(`# Active channels set to ${argument}\r\n`);
        break;
      case 'UNITS':
        this.#unit = argument === 'F' ? 'F' : 'C';
        this.#say(`# Changed units to ${this.#unit}\r\n`);
        break;
      case 'FILT':
        this.#say('# Filter settings changed\r\n');
        break;
      case 'READ':
        this.#read();
        break;
      default:
        // Output commands are obeyed without an answer, which would look like one to READ.
        break;
    }
  }

  #read(): void {
    const sample = this.#parts.inputs.next();
    if (sample === null) {
      if (this.#parts.atEnd === 'close') void this.#parts.connection.close();
      return;
    }
    this.#spoil(this.#answer(sample.valuesC), () => this.#parts.onServed?.(sample.index));
  }

  #answer(valuesC: readonly (number | null)[]): string {
    const ambient = ambientC + ambientNoiseC * standardNormal(this.#chance);
    const active = [...this.#digits].filter((digit) => digit !== '0');
    const inputs = active.map((digit) => this.#field(valuesC[Number(digit) - 1] ?? null));
    return `${[this.#field(ambient), ...inputs].join(',')}\r\n`;
  }

  #field(valueC: number | null): string {
    return valueC === null ? '' : temperatureIn(this.#unit, Celsius(valueC)).toFixed(2);
  }

  #spoil(answer: string, served: () => void): void {
    const fault = this.#faults.shift();
    switch (fault?.kind) {
      case undefined:
        this.#say(answer);
        served();
        break;
      case 'silence':
        break;
      case 'garbage':
        this.#say(`${this.#noise()}\r\n`);
        break;
      case 'slow':
        this.#isBusy = true;
        this.#after(fault.delayMs, () => {
          this.#isBusy = false;
          this.#say(answer);
          served();
          this.#work();
        });
        break;
      case 'cut':
        this.#say(answer.slice(0, fault.afterBytes));
        break;
      case 'reboot':
        this.restart();
        break;
    }
  }

  /** Loses power for a moment: its settings are gone and it is deaf until it has started again. */
  restart(): void {
    this.#unit = 'C';
    this.#digits = defaultDigits;
    this.#received = '';
    this.#isBusy = false;
    this.#isDeaf = true;
    this.#starts += 1;
    this.#after(bootMs, () => {
      this.#isDeaf = false;
      this.#say('# TC4 ready\r\n');
    });
  }

  #noise(): string {
    const bytes = Array.from({ length: garbageBytes }, () => Math.floor(this.#chance.next() * 256));
    return String.fromCharCode(...bytes.filter((byte) => byte !== newline));
  }

  #after(delayMs: number, then: () => void): void {
    const start = this.#starts;
    void this.#parts.clock.sleep(delayMs as DurationMs).then(() => {
      if (start === this.#starts) then();
    });
  }

  #say(text: string): void {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    this.#parts.connection.write(bytes).catch(() => {
      // The other end is gone. A board talks on into the void, so there is nobody to tell.
    });
  }
}

/** A board whose probes are in the roast of a record: input 1 is ET, input 2 is BT. */
export function tc4SimulatorFromRecord(
  record: RoastRecord,
  parts: Omit<Tc4SimulatorParts, 'inputs'>,
): Tc4Simulator {
  return new Tc4Simulator({ ...parts, inputs: recordInputs(record) });
}
