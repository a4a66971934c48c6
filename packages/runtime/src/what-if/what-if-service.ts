import type { WhatIfBody, WhatIfDto } from '@artisan-ts/contracts';
import { ok, type Result, type RoastId, type RoastRecord, refuse } from '@artisan-ts/domain';
import { type ObservedRoast, observeRoast, observeRunning } from '@artisan-ts/twin';
import type { StoredRoast } from '#ports/stored-roast.ts';
import type { TwinWork } from '#ports/twin-work.ts';
import { allRoasts } from '#roasts/listed-roasts.ts';
import type { WhatIf } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { LessonBook } from '#what-if/lesson-book.ts';
import { twinHere } from '#what-if/twin-here.ts';
import { whatIfView } from '#what-if/what-if-view.ts';

/** The newest of these teach: years of home roasting, and a bound on what a question may cost. */
const roastsMax = 150;

/** Answers what a roast would have been, or will be, with levers moved otherwise. */
export class WhatIfService implements WhatIf {
  readonly #station: StationParts;
  readonly #twin: TwinWork;
  readonly #lessons: LessonBook;

  constructor(station: StationParts) {
    this.#station = station;
    this.#twin = station.deps.twin ?? twinHere;
    this.#lessons = new LessonBook(this.#twin, station.deps.logger);
  }

  async ask(id: RoastId, body: WhatIfBody): Promise<Result<WhatIfDto>> {
    const { reader } = this.#station;
    const stored = await reader.stored(id);
    if (stored === null) return refuse('request.not-found', `there is no roast ${id}`);
    const record = await reader.record(stored);
    const wrong = wrongLever(record, body);
    if (wrong !== null) return wrong;
    // Beans that were let out are no longer moved by a lever, though the record goes on.
    const isGoingOn = record.closeReason === null && record.marks.drop === undefined;
    // Also of a roast that is too young: when it is old enough, the lesson is learnt.
    const lesson = await this.#lessonFor(stored, record);
    if (!lesson.ok) return lesson;
    const roast = isGoingOn ? observeRunning(record, id) : observeRoast(record, id);
    if ('unusable' in roast) {
      return refuse('twin.withheld', `"what if" is withheld: of this roast, ${roast.unusable}`);
    }
    const answer = await this.#twin.whatIf(lesson.value, {
      roast,
      changes: body.changes,
      isGoingOn,
    });
    return answer.ok ? ok(whatIfView(answer.value, record, body, isGoingOn)) : answer;
  }

  async #lessonFor(stored: StoredRoast, record: RoastRecord): ReturnType<LessonBook['get']> {
    const simulated = this.#simulatedAs(stored);
    if (simulated !== null) {
      const pupil = async () => ({ simulated });
      return this.#lessons.get(`twin ${simulated}`, pupil, 'the simulated machine by itself');
    }
    const alike = await this.#alike(record);
    const key = alike.map(({ header }) => `${header.id}/${header.revision}`).join();
    const pupil = async () => ({ roasts: await this.#observed(alike) });
    return this.#lessons.get(key, pupil, `the machine from ${alike.length} of its roasts`);
  }

  /** The simulated machine that a roast was roasted on, if its machine is still set to it. */
  #simulatedAs({ header }: StoredRoast): string | null {
    const { machineId, configurationId } = header;
    const machine = machineId === null ? undefined : this.#station.machines.get(machineId)?.machine;
    if (machine === undefined || machine.configuration.id !== configurationId) return null;
    const [lead] = machine.configuration.sources;
    const simulated = lead?.driver === 'twin' ? lead.settings['machine'] : null;
    return typeof simulated === 'string' ? simulated : null;
  }

  /** Finished roasts of the same configuration, or of a machine of the same name where none was recorded, oldest first. */
  async #alike({ configurationId, machineName, machineId }: RoastRecord): Promise<StoredRoast[]> {
    const { deps, reader } = this.#station;
    const alike: StoredRoast[] = [];
    for await (const listed of allRoasts(deps.roasts, machineId === null ? {} : { machineId })) {
      const { header } = listed;
      const isSame =
        configurationId === null
          ? header.configurationId === null && header.machineName === machineName
          : header.configurationId === configurationId;
      if (isSame && header.closeReason !== null) alike.push(reader.newest(listed));
      if (alike.length === roastsMax) break;
    }
    return alike.reverse();
  }

  /** One after the other, with a wait for the store between: no reading waits until all are read. */
  async #observed(alike: readonly StoredRoast[]): Promise<readonly ObservedRoast[]> {
    const roasts: ObservedRoast[] = [];
    for (const stored of alike) {
      const roast = observeRoast(await this.#station.reader.record(stored), stored.header.id);
      if (!('unusable' in roast)) roasts.push(roast);
    }
    return roasts;
  }
}

function wrongLever(
  { levers, machineName }: RoastRecord,
  { changes }: WhatIfBody,
): ReturnType<typeof refuse> | null {
  for (const { lever, value } of changes) {
    const spec = levers.find(({ id }) => id === lever);
    if (spec === undefined) {
      return refuse('lever.unknown', `${machineName || 'this machine'} has no lever "${lever}"`);
    }
    if (value < spec.min || value > spec.max) {
      const range = `${spec.min} to ${spec.max} ${spec.unit}`;
      return refuse('lever.out-of-range', `${spec.label} takes ${range}, got ${value}`);
    }
  }
  return null;
}
