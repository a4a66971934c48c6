import { type RandomStream, seededStream } from '@artisan-ts/domain';
import type { Connection } from '@artisan-ts/runtime';
import { FakeTransport, type LinkedConnections, type SimulatedClock } from '@artisan-ts/testkit';
import { Tc4Simulator } from '../../packages/drivers/src/index.ts';
import type { Drum, Temperatures } from './drum.ts';

/** The two spare inputs of the board carry the number of the answer, in digits of this base: no two answers are the same. */
const serialBase = 1000;

/** `#`, with which the remarks of a board begin. */
const remarkByte = 0x23;

/** One answer that the board gave. */
export interface Served {
  readonly serial: number;
  /** When, in seconds of the machine's time. */
  readonly atS: number;
  /** What the probes delivered, a broken one included; null where nothing is connected. */
  readonly btC: number | null;
  readonly etC: number | null;
  /** What the probes met. */
  readonly truth: Temperatures;
}

/** What a broken probe makes of the truth. */
export type ProbeDefect = (true_: Temperatures) => {
  readonly btC: number | null;
  readonly etC: number | null;
};

/** A TC4 board at the end of a cable, its probes in a drum. It remembers everything it ever said. */
export class Board {
  readonly transport: FakeTransport;
  readonly served: Served[] = [];
  probes: ProbeDefect = (truth) => truth;
  /** When it last gave a good answer, in seconds of the world. */
  answeredS = 0;
  /** When it last answered, well or badly. */
  saidS = 0;
  #simulator: Tc4Simulator | null = null;
  #isMute = false;
  readonly #faultsNow: (line: LinkedConnections) => void;

  constructor(parts: {
    readonly name: string;
    readonly clock: SimulatedClock;
    readonly seed: number;
    readonly drum: Drum;
    /** Seconds of the machine's time. */
    readonly nowS: () => number;
    /** Seconds of the world. */
    readonly worldS: () => number;
    /** Applied to every line that is opened. */
    readonly spoil: (line: LinkedConnections) => void;
  }) {
    const { name, clock, seed, drum, nowS, worldS } = parts;
    const chance: RandomStream = seededStream(seed, `line of ${name}`);
    this.#faultsNow = parts.spoil;
    const next = () => {
      const atS = nowS();
      const truth = drum.at(atS);
      const { btC, etC } = this.probes(truth);
      const serial = this.served.length;
      this.served.push({ serial, atS, btC, etC, truth });
      return {
        index: serial,
        valuesC: [etC, btC, serial % serialBase, Math.floor(serial / serialBase)],
      };
    };
    this.transport = new FakeTransport({
      clock,
      chance,
      description: `/dev/${name}`,
      onOpen: (line) => {
        this.#faultsNow(line);
        this.#simulator = new Tc4Simulator({
          connection: overheard(line.far, () => {
            this.saidS = worldS();
          }),
          clock,
          inputs: { next },
          seed,
          onServed: () => {
            this.answeredS = worldS();
          },
        });
        if (this.#isMute) this.#simulator.mute();
      },
    });
  }

  get simulator(): Tc4Simulator | null {
    return this.#simulator;
  }

  /** From now on it says nothing, over however many lines; or it speaks again at the next opening. */
  set isMute(isMute: boolean) {
    this.#isMute = isMute;
    if (isMute) this.#simulator?.mute();
  }
}

/** Calls `said` with every answer that is written, whole or not; a remark answers nothing. */
function overheard(connection: Connection, said: () => void): Connection {
  return {
    onData: (listener) => connection.onData(listener),
    onClose: (listener) => connection.onClose(listener),
    close: () => connection.close(),
    write: (bytes) => {
      if (bytes[0] !== remarkByte) said();
      return connection.write(bytes);
    },
  };
}

/** The number of the answer that values hold; null when they hold none. BT and ET come first, then the two spare inputs. */
export function serialOf(values: readonly (number | null)[]): number | null {
  const [, , low = null, high = null] = values;
  return low === null || high === null ? null : Math.round(low) + serialBase * Math.round(high);
}
