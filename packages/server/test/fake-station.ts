import { defaultSettings, type MachineDto, type RoastDto } from '@artisan-ts/contracts';
import { ok, type RoastId, refuse, WallMs } from '@artisan-ts/domain';
import { readRoastFile } from '@artisan-ts/formats';
import type { Report } from '@artisan-ts/roast';
import type { Caller, LiveEvent, LiveSubscription, Station } from '@artisan-ts/runtime';

const hex = '1'.padStart(32, '0');

/** A machine as the API shows it. */
export const machine: MachineDto = {
  id: `machine_${hex}`,
  name: 'Twin 1 kg',
  origin: 'simulated',
  driver: 'twin',
  settings: {},
  clockRate: 1,
  configurationId: `configuration_${hex}`,
  channels: [{ id: 'bt', field: 'btC', label: 'BT', quantity: 'temperature' }],
  intervalS: 1,
  levers: [],
  connection: { state: 'connected', message: 'Connected.', code: null, sinceWallMs: 0 },
  sources: [],
  roastId: null,
  setup: { coffeeId: null, lotId: null, profile: '', person: '', greenG: null },
};

/** A roast as the API shows it. */
export const roast: RoastDto = {
  id: `roast_${hex}`,
  revision: 1,
  origin: 'simulated',
  title: 'Roast 1',
  machineId: machine.id,
  machineName: machine.name,
  coffeeId: null,
  lotId: null,
  profile: '',
  person: '',
  beans: '',
  displayUnit: 'C',
  startedWallMs: 0,
  utcOffsetS: 0,
  clockRate: 1,
  intervalS: 1,
  samples: 3,
  closeReason: null,
  startUs: 0,
  greenG: null,
  roastedG: null,
  weightLossPct: null,
  roastingNotes: '',
  marks: [],
  phases: null,
  dtrPct: null,
  levers: [],
  leverChanges: [],
  notes: [],
};

function reportOf(title: string, version: string): Report {
  const printed = { wallMs: WallMs(0), text: `Printed by ${version}`, subject: title };
  return { title, subtitle: '', stamps: [], blocks: [], printed };
}

/** Whoever is at the computer before there are people. */
const firstRun: Caller = {
  kind: 'first-run',
  actor: { kind: 'SERVICE', id: 'first-run', version: '1' },
  personId: null,
  roles: ['operator', 'maintainer'],
  orgId: 'local',
};

/** A station without machinery: answers from constants, counts the marks it was given, and tells whatever a test emits. */
export class FakeStation implements Station {
  marksSet = 0;
  /** What is looked up. */
  machine = machine;
  readonly subscriptions: LiveSubscription[] = [];
  /** Replaces the answer to a mark: a refusal, a fault, a wait. */
  onMark: Station['machines']['mark'] = async () => ok({ ...roast, revision: this.marksSet });
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #watchers = new Set<() => void>();

  get listening(): number {
    return this.#listeners.size;
  }

  emit(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Somebody may less than before. */
  peopleChanged(): void {
    for (const changed of this.#watchers) changed();
  }

  start = async (): Promise<void> => undefined;
  stop = async (): Promise<void> => undefined;
  health = (): ReturnType<Station['health']> => ({
    findings: [],
    recording: { state: 'saved', message: 'Saved.', lagMs: 0, durableCursor: 5 },
    machines: [machine],
  });

  readonly machines: Station['machines'] = {
    kinds: () => [],
    list: () => [machine],
    get: (id) => (id === this.machine.id ? this.machine : null),
    add: async (body) =>
      body.driver === 'twin' ? ok(machine) : refuse('driver.unknown', `no driver ${body.driver}`),
    change: async (_id, body) => ok({ ...machine, name: body.name ?? machine.name }),
    remove: async () => ok(null),
    test: async () => ok({ ok: true, steps: [], sample: { btC: 20, etC: null } }),
    mark: (id, body) => {
      this.marksSet += 1;
      return this.onMark(id, body);
    },
    hint: async () => ok(roast),
    setLever: async (_id, { lever }) => refuse('lever.unknown', `no lever ${lever}`),
    setUp: async () => ok(machine),
    addNote: async () => ok(roast),
    removeNote: async () => ok(roast),
    closeRoast: async () => refuse('mark.no-roast', 'no roast is going on'),
  };

  readonly connecting = notAsked<Station['connecting']>();

  readonly roasts: Station['roasts'] = {
    list: async () => ({ items: [], next: null }),
    get: async (id) => (id === roast.id ? roast : null),
    curve: async () => null,
    analysis: async () => refuse('request.not-found', 'no roast here'),
    arrivals: async () => null,
    record: async () => null,
    change: async () => ok(roast),
    mark: async () => ok(roast),
    remove: async () => ok({ ...roast, deletedWallMs: 1 }),
    restore: async () => ok(roast),
    importFile: async (bytes, fileName) => {
      const read = readRoastFile(bytes, fileName, { newRoastId: () => roast.id as RoastId });
      if (!read.ok) return read;
      const { record, lost } = read.value;
      return ok({ roast: { ...roast, id: record.id, title: record.title }, lost: [...lost] });
    },
    importRecord: async (record) => ok({ ...roast, id: record.id, title: record.title }),
  };

  readonly quality = notAsked<Station['quality']>();
  readonly coffees = notAsked<Station['coffees']>();
  readonly missions = notAsked<Station['missions']>();
  readonly people: Station['people'] = {
    ...notAsked<Station['people']>(),
    isFirstRun: () => true,
    list: () => [],
    callerOf: () => null,
    firstRunCaller: () => firstRun,
    nameOf: () => null,
    watch: (changed) => {
      this.#watchers.add(changed);
      return () => this.#watchers.delete(changed);
    },
  };
  readonly cuppings = notAsked<Station['cuppings']>();
  readonly reports: Station['reports'] = {
    roast: async (id, { version }) => (id === roast.id ? reportOf(roast.title, version) : null),
    day: async (day, { version }) => reportOf(day, version),
    coffee: async (coffee, { version }) =>
      coffee === 'Yirga & Guji' ? reportOf(coffee, version) : null,
  };

  readonly comparisons: Station['comparisons'] = {
    compare: async ({ align, roast: [referenceId = ''], reference }) =>
      reference === undefined || reference === referenceId
        ? ok({ align, referenceId, roasts: [] })
        : refuse('input.invalid', `the reference ${reference} is none of them`),
    consistency: async ({ by }) => ({ by, batches: 0, groups: [] }),
  };

  /** Knows the burner of its one roast; of the air it has yet to learn. */
  readonly whatIf: Station['whatIf'] = {
    ask: async (id, { changes }) => {
      if (id !== roast.id) return refuse('twin.withheld', 'only 3 roasts');
      if (changes.some(({ lever }) => lever === 'air')) return refuse('twin.learning', 'wait');
      return ok({
        roastId: id,
        revision: 1,
        isGoingOn: true,
        origin: 'simulated',
        changes,
        fidelity: { grade: 'illustrative', fittedTo: null, threeFactors: null, openLoop: null },
        readS: 0,
        timeS: [0],
        asItIsC: [200],
        btC: [200],
        lowC: [199],
        highC: [201],
        band: { promised: 0.9, covered: null, forecasts: 0, roasts: 0 },
      });
    },
  };
  readonly settings: Station['settings'] = {
    get: async () => ({ ...defaultSettings, autosave: null }),
    change: async ({ keepReadingsDays = 90 }) =>
      ok({ ...defaultSettings, keepReadingsDays, autosave: null }),
  };

  readonly remote: Station['remote'] = {
    receive: async () => 'set-aside',
    hint: () => 'set-aside',
    onAck: () => undefined,
    brokerIs: () => undefined,
  };

  /** Replaced where something is pushed. */
  pushing: Station['pushing'] = {
    receive: async () => refuse('driver.lost', 'this machine is not being read now; try again'),
  };

  readonly live: Station['live'] = {
    subscribe: (listener, subscription) => {
      this.subscriptions.push(subscription);
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };
}

/** A part of which the tests of the server's own rules ask only what they put there: its routes are tested on the real one. */
function notAsked<Part extends object>(): Part {
  const get = (given: object, name: string | symbol): unknown => {
    if (Object.hasOwn(given, name)) return Reflect.get(given, name);
    throw new Error(`the fake station has no ${String(name)}`);
  };
  return new Proxy({}, { get }) as Part;
}
