import type { NoticeDto } from '@artisan-ts/contracts';
import type { WallMs } from '@artisan-ts/domain';

/** Older ones are in the log and in the notes of their roasts. */
const noticesMax = 20;

/** What a person should know about time and power: what happened, and what is so now. */
export class Notices {
  #past: readonly NoticeDto[] = [];
  readonly #present = new Map<string, NoticeDto>();

  /** What is so now, newest last. */
  get present(): NoticeDto[] {
    return [...this.#present.values()];
  }

  /** What was and what is, newest last. */
  get all(): NoticeDto[] {
    return [...this.#past, ...this.#present.values()].sort((a, b) => a.wallMs - b.wallMs);
  }

  happened(code: string, message: string, wallMs: WallMs): void {
    this.#past = [...this.#past.slice(1 - noticesMax), { code, message, wallMs }];
  }

  /** Says how something is; null when there is nothing to say any more. Whether that is new. */
  isNow(code: string, message: string | null, wallMs: WallMs): boolean {
    const known = this.#present.get(code)?.message ?? null;
    if (known === message) return false;
    if (message === null) this.#present.delete(code);
    else this.#present.set(code, { code, message, wallMs });
    return true;
  }
}
