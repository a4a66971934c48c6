import { Celsius, type TemperatureUnit, temperatureIn } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { kaleidoQueries, statusText } from '#kaleido/frame.ts';
import { encodeLine, LineFramer } from '#wire/line-framer.ts';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

export interface KaleidoSimulatorParts {
  /** The far end of the line. */
  readonly connection: Connection;
  /** Only for faults that take time. */
  readonly clock: Clock;
  /** BT and ET in Celsius, whenever it is asked. */
  readonly next: () => { readonly btC: number; readonly etC: number };
  /** Whether it acknowledges its unit. */
  readonly acknowledgesUnit?: boolean;
}

const lineBytesMax = 128;

/** Plays a Kaleido: says hello, takes a unit, and answers the question; it stands still otherwise. */
export class KaleidoSimulator extends SpoiltAnswers {
  readonly #parts: KaleidoSimulatorParts;
  #unit: TemperatureUnit = 'C';

  constructor(parts: KaleidoSimulatorParts) {
    super(parts.connection, parts.clock);
    this.#parts = parts;
    const framer = new LineFramer(lineBytesMax);
    parts.connection.onData((bytes) => {
      for (const { text } of framer.push(bytes, parts.clock.monoUs())) {
        if (!this.isMute) this.#obey(text);
      }
    });
  }

  #obey(text: string): void {
    const { next, acknowledgesUnit = true } = this.#parts;
    switch (text) {
      case kaleidoQueries.hello:
        this.#say(statusText(0, { PI: 1 }));
        break;
      case kaleidoQueries.celsius:
      case kaleidoQueries.fahrenheit:
        this.#unit = text === kaleidoQueries.fahrenheit ? 'F' : 'C';
        if (acknowledgesUnit) this.#say(statusText(0, { TU: this.#unit }));
        break;
      case kaleidoQueries.read: {
        const { btC, etC } = next();
        const shown = (valueC: number) => temperatureIn(this.#unit, Celsius(valueC)).toFixed(1);
        const temperatures = { BT: shown(btC), ET: shown(etC), AT: shown(26), TS: shown(0) };
        this.#say(statusText(1, { ...temperatures, HP: 80, FC: 30, RC: 60, AH: 0 }));
        break;
      }
    }
  }

  #say(text: string): void {
    this.answer(encodeLine(text));
  }
}
