import type { HealthEvent, MachineDto } from '@artisan-ts/contracts';
import type { MachineId, SourceId } from '@artisan-ts/domain';
import type { AgentRegistry } from '#agents/agent-registry.ts';
import { crewOf } from '#agents/crew.ts';
import { ScheduledDuty } from '#agents/scheduled-duty.ts';
import { SignalDuty } from '#agents/signal-duty.ts';
import { StationChoices } from '#agents/station-choices.ts';
import { Bus } from '#bus/bus.ts';
import { SpareTime } from '#clock/spare-time.ts';
import { TimeKeeper } from '#clock/time-keeper.ts';
import { watchTime } from '#clock/time-watch.ts';
import { ComparisonService } from '#comparison/comparison-service.ts';
import { ConnectService } from '#connect/connect-service.ts';
import { Ingest, type KnownSource } from '#ingest/ingest.ts';
import { RemoteHints } from '#ingest/remote-hints.ts';
import { TelemetryDesk } from '#ingest/telemetry-desk.ts';
import { Autosave } from '#keeping/autosave.ts';
import { noRoastFiles } from '#keeping/no-roast-files.ts';
import { RoastKeeper } from '#keeping/roast-keeper.ts';
import { SettingsService } from '#keeping/settings-service.ts';
import { watchLate } from '#late/late-watch.ts';
import { DriverFaults } from '#live/driver-faults.ts';
import { watchRecording } from '#live/health-watch.ts';
import { LiveHub } from '#live/live-hub.ts';
import type { LiveNews } from '#live/live-news.ts';
import { MemoryWatch } from '#live/memory-watch.ts';
import { Notices } from '#live/notices.ts';
import { RoastAnnouncer } from '#live/roast-announcer.ts';
import { lookAtTime, noteTimeNews } from '#live/time-news.ts';
import { attach, type KindOf } from '#machines/attach.ts';
import {
  noteDriverFault,
  noteLostReading,
  noteRecovery,
  takeReading,
} from '#machines/device-news.ts';
import { LeverService } from '#machines/lever-service.ts';
import { MachineService } from '#machines/machine-service.ts';
import { MarkService } from '#machines/mark-service.ts';
import { NoteService } from '#machines/note-service.ts';
import { SetupService } from '#machines/setup-service.ts';
import { AuditKeeper } from '#missions/audit-keeper.ts';
import { InboxWatch } from '#missions/inbox-watch.ts';
import { localOrg, localSite, MissionOffice, scheduler } from '#missions/mission-office.ts';
import { MissionService } from '#missions/mission-service.ts';
import { PeopleService } from '#people/people-service.ts';
import { CoffeeService } from '#quality/coffee-service.ts';
import { CuppingService } from '#quality/cupping-service.ts';
import { QualityService } from '#quality/quality-service.ts';
import { Recorder } from '#recorder/recorder.ts';
import { ReportService } from '#reports/report-service.ts';
import { RoastLedger } from '#roasts/roast-ledger.ts';
import { RoastReader } from '#roasts/roast-reader.ts';
import { RoastService } from '#roasts/roast-service.ts';
import { longElsewhere } from '#roasts/roast-work.ts';
import { savedAnswer } from '#roasts/saved-answer.ts';
import { PushService } from '#source/push-service.ts';
import type { Machines, Remote, Station, StationDependencies } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { InTurn } from '#store/in-turn.ts';
import { patiently } from '#store/patiently.ts';
import { WriteQueue } from '#store/write-queue.ts';
import { healthFindings } from '#views/health-findings.ts';
import { leverView } from '#views/lever-view.ts';
import { WhatIfService } from '#what-if/what-if-service.ts';

/** Builds a station that stands still; `start` sets it going. */
export function createStation(deps: StationDependencies): Station {
  const station = assemble(deps);
  const machines = new MachineService(station);
  const marks = new MarkService(station);
  const levers = new LeverService(station);
  const notes = new NoteService(station);
  const setups = new SetupService(station);
  const cuppings = new CuppingService(station);
  const running = new AbortController();
  const memory = new MemoryWatch();
  const keeper = new RoastKeeper(station);
  const choices = new StationChoices(deps);
  const crew = crewOf(station, () => choices.reasoner);
  const office = officeOf(station, crew, choices);
  station.settingsChanged = (settings) => choices.choose(settings);
  const inbox = inboxOf(station);
  const people = new PeopleService(station, deps.people ?? null);
  station.nameOf = (id) => people.nameOf(id);
  if (inbox !== null) station.inbox = () => inbox.count;
  station.recordDamaged = (id, { message }) => keeper.mend(id, damagedWords(message));
  if (office !== null) station.roastClosed = () => office.wake();
  let keeping: Promise<void> | null = null;
  let working: Promise<void> | null = null;
  return {
    start: async () => {
      await begin(station);
      await patiently(deps.clock, () => people.begin());
      void watchRecording(deps.clock, running.signal, {
        status: () => station.recorder.status(),
        changed: station.publishHealth,
      });
      keeping = keeper.run(running.signal);
      void choices.begin();
      working = workOn(station, office, running.signal);
      void inbox?.run(running.signal);
      void watchLate(station, running.signal);
      void watchTime(deps.clock, running.signal, {
        sleptMs: () => deps.sleep?.sleptMs() ?? 0,
        tell: (news) => noteTimeNews(station, news),
        looked: () => {
          lookAtTime(station);
          if (station.driverFaults.look(deps.clock.monoUs())) station.publishHealth();
          lookAtMemory(station, memory);
          lookAtTokens(station, people);
          lookAtChanges(station);
        },
      });
    },
    stop: async () => {
      running.abort();
      deps.sleep?.keepAwake(false);
      // Whatever a driver does, what was read goes to the disk.
      await Promise.allSettled([...station.machines.values()].map((each) => each.stop()));
      await station.recorder.drain();
      await station.queue.drain();
      await keeping;
      await working;
      await deps.telemetry?.stop();
    },
    connecting: new ConnectService(deps),
    machines: machinesOf(machines, marks, levers, notes, setups),
    roasts: new RoastService(station),
    quality: new QualityService(station),
    coffees: new CoffeeService(deps),
    cuppings,
    missions: new MissionService(station, deps.missions ?? null, crew, () => {
      office?.wake();
      inbox?.wake();
    }),
    people,
    reports: new ReportService(station, cuppings),
    comparisons: new ComparisonService(station),
    whatIf: new WhatIfService(station),
    live: station.hub,
    settings: new SettingsService(station),
    remote: remoteOf(station.telemetry, new RemoteHints(station, marks)),
    pushing: new PushService(station, deps.pushDesk ?? null),
    health: () => healthOf(station),
  };
}

/** Missions, and then how their log stands: the last checkpoint comes after the last entry. */
async function workOn(
  station: StationParts,
  office: MissionOffice | null,
  stop: AbortSignal,
): Promise<void> {
  const { missions, anchors } = station.deps;
  const worked = new AbortController();
  const keeping =
    missions === undefined || anchors === undefined
      ? null
      : new AuditKeeper(station, missions, anchors, localOrg).run(worked.signal);
  await office?.run(stop);
  worked.abort();
  await keeping;
}

/** null when there is no store for missions. */
function officeOf(
  station: StationParts,
  crew: AgentRegistry,
  choices: StationChoices,
): MissionOffice | null {
  const { missions, entropy } = station.deps;
  if (missions === undefined) return null;
  // Without chance all wait the longest.
  const chance = entropy ?? { next: () => 1 - Number.EPSILON };
  const { telemetry } = station.deps;
  return new MissionOffice(station, missions, crew, chance, {
    duties: [
      new SignalDuty(station, missions, scheduler, localSite),
      new ScheduledDuty(station, missions, scheduler, localSite, () => choices.settings),
    ],
    told: (mission, spans) => telemetry?.attempt(mission, spans),
  });
}

/** null when there is no store for missions. */
function inboxOf(station: StationParts): InboxWatch | null {
  const { missions: store, clock } = station.deps;
  if (store === undefined) return null;
  return new InboxWatch({ store, clock, orgId: localOrg, changed: station.publishHealth });
}

/** Memory that gets short is told before the program dies of it. */
function lookAtMemory({ deps, notices, publishHealth }: StationParts, watch: MemoryWatch): void {
  const { memory, clock, logger } = deps;
  if (memory === undefined) return;
  const words = watch.look(memory());
  const isNews = notices.isNow('memory.low', words, clock.wallMs());
  if (!isNews) return;
  if (words !== null) logger.warn({}, words);
  publishHealth();
}

/** A token that ends is told in time: whoever gave it does not think of it a year later. */
function lookAtTokens({ deps, notices, publishHealth }: StationParts, people: PeopleService): void {
  const words = people.lookAtTokens();
  if (notices.isNow('identity.ends', words, deps.clock.wallMs())) publishHealth();
}

/** Readings may go to the disk while a change of a roast does not. */
function lookAtChanges({ deps, notices, queue, publishHealth }: StationParts): void {
  const fault = queue.fault?.message ?? null;
  const words =
    fault === null
      ? null
      : `A change of a roast is not saved: ${fault}. It is tried again by itself; do not switch off.`;
  if (notices.isNow('recording.change', words, deps.clock.wallMs())) publishHealth();
}

function machinesOf(
  machines: MachineService,
  marks: MarkService,
  levers: LeverService,
  notes: NoteService,
  setups: SetupService,
): Machines {
  return {
    kinds: () => machines.kinds(),
    list: () => machines.list(),
    get: (id) => machines.get(id),
    add: (body) => machines.add(body),
    change: (id, body) => machines.change(id, body),
    remove: (id) => machines.remove(id),
    test: (id, signal) => machines.test(id, signal),
    mark: (id, body, by) => marks.mark(id, body, by),
    hint: (id, body) => marks.hint(id, body),
    setUp: (id, body) => setups.change(id, body),
    setLever: (id, body) => levers.set(id, body),
    addNote: (id, body) => notes.add(id, body),
    removeNote: (id, noteId) => notes.remove(id, noteId),
    closeRoast: (id) => marks.close(id),
  };
}

function remoteOf(telemetry: TelemetryDesk, hints: RemoteHints): Remote {
  return {
    receive: (message) => telemetry.receive(message),
    hint: (hint) => hints.receive(hint),
    onAck: (listener) => telemetry.onAck(listener),
    brokerIs: (status) => telemetry.brokerIs(status),
  };
}

/** A store that fails for a moment delays it; one that only takes nothing does not even that. */
async function begin(station: StationParts): Promise<void> {
  const { deps, recorder, machines } = station;
  const { clock } = deps;
  await patiently(clock, () => recorder.begin());
  await patiently(clock, () => station.time.begin());
  for (const machine of await patiently(clock, () => deps.roasts.machines())) {
    const kindOf: KindOf = (name) => deps.drivers.find((known) => known.name === name) ?? null;
    const stranger = machine.configuration.sources.find(({ driver }) => kindOf(driver) === null);
    if (stranger !== undefined) {
      const { driver } = stranger;
      const words = 'no such driver: the machine is left out';
      deps.logger.error({ machineId: machine.id, driver }, words);
      continue;
    }
    const attached = await patiently(clock, () => attach(machine, kindOf, station));
    machines.set(machine.id, attached);
    attached.start();
  }
  station.telemetry.gapsChanged();
}

/** Joins the parts. Those that tell of each other do so through `station`, once all are there. */
function assemble(deps: StationDependencies): StationParts {
  const { clock, logger, readings, roasts } = deps;
  const bus = new Bus(logger);
  const queue = new WriteQueue(clock, logger);
  const time = new TimeKeeper({ clock, store: roasts, logger });
  const ledger = new RoastLedger(
    roasts,
    queue,
    () => time.now(),
    (kind) => {
      if (kind === 'roast.closed') station.roastClosed();
    },
  );
  const machines: StationParts['machines'] = new Map();
  const recorder = new Recorder({
    store: readings,
    clock,
    logger,
    unsavedMax: deps.unsavedMax,
    durable: (event) => hub.publish({ name: 'durable', data: event }),
    lost: (reading) => noteLostReading(station, reading),
    recovered: (losses) => noteRecovery(station, losses),
    notices: () => deps.storeNotices?.() ?? [],
    contradicted: (found) => telemetry.contradicted(found),
    gapsChanged: () => telemetry.gapsChanged(),
  });
  const telemetry: TelemetryDesk = new TelemetryDesk({
    deps,
    machines,
    settled: () => recorder.settled(),
    changed: () => station.publishHealth(),
    // Nothing is lost for which there is no room: it comes again.
    accept: (ingested) => recorder.hasRoom && takeReading(station, ingested),
  });
  const unsaved: Recorder['unsaved'] = () => recorder.unsaved();
  const reader = new RoastReader({
    ledger,
    roasts,
    readings,
    unsaved,
    damaged: (id, damage) => station.recordDamaged(id, damage),
    atHand: (machineId) => {
      const attached = machines.get(machineId);
      return attached === undefined ? null : { tape: attached.tape, roast: attached.desk.roast };
    },
  });
  const hub: LiveHub = new LiveHub(
    {
      readings,
      unsaved,
      cursor: () => recorder.cursor,
      sources: () =>
        [...machines].flatMap(([machineId, { sources, sinceUs }]) =>
          sources.map(({ source: { id: sourceId, streams } }) => ({
            machineId,
            sourceId,
            streams,
            sinceUs,
          })),
        ),
      present: (machineId) => presentState(station, machineId),
    },
    logger,
  );
  const announcers = new Map<MachineId, RoastAnnouncer>();
  const station: StationParts = {
    deps,
    bus,
    queue,
    ledger,
    recorder,
    reader,
    hub,
    get autosave() {
      return autosave;
    },
    notices: new Notices(),
    driverFaults: new DriverFaults(),
    spare: new SpareTime(deps.nextTurn ?? ((): Promise<void> => Promise.resolve())),
    work: longElsewhere(deps.roastWork),
    roastClosed: () => undefined,
    settingsChanged: () => Promise.resolve(),
    recordDamaged: (roastId, { message }) => logger.warn({ roastId }, damagedWords(message)),
    inbox: () => 0,
    nameOf: () => null,
    telemetry,
    time,
    machines,
    machineTurn: new InTurn(),
    publishHealth: () => hub.publish({ name: 'health', data: healthOf(station) }),
    deskListener: (machineId) => ({
      marked: (event) => hub.publish({ name: 'mark', data: event }),
      changed: () => {
        const known = announcers.get(machineId);
        const announcer = known ?? announcerOf(station, machineId);
        announcers.set(machineId, announcer);
        announcer.changed();
        station.publishHealth();
      },
    }),
    sourceListener: (machineId) => ({
      status: () => station.publishHealth(),
      ended: (error) => noteDriverFault(station, machineId, error),
      mark: (kind, atUs) => new MarkService(station).fromDevice(machineId, kind, atUs),
      hint: (hint, atUs) => new MarkService(station).fromSensor(machineId, hint, atUs),
      lever: (lever, value, atUs) =>
        new LeverService(station).fromDevice(machineId, lever, value, atUs),
    }),
    answer: (id) => savedAnswer(station, id),
  };
  const autosave = new Autosave(station, deps.files ?? noRoastFiles);
  new Ingest({
    bus,
    logger,
    sourceOf: (id) => knownSource(station, id),
    accept: (ingested) => takeReading(station, ingested),
    sequences: telemetry.sequences,
    deadLetters: telemetry.deadLetters,
  });
  return station;
}

function knownSource(station: StationParts, id: SourceId): KnownSource | null {
  for (const [machineId, attached] of station.machines) {
    const own = attached.source(id);
    if (own === null) continue;
    const { source, runner } = own;
    return {
      machineId,
      streams: source.streams,
      boot: runner.boot,
      newestUsOf: (stream) => attached.tape.newestUsOf(id, stream),
    };
  }
  return null;
}

function damagedWords(damage: string): string {
  return `The record of a closed roast is damaged (${damage}). It is read from its single readings, of which all are still there.`;
}

function announcerOf(station: StationParts, machineId: MachineId): RoastAnnouncer {
  return new RoastAnnouncer({
    draw: async () => {
      const roast = station.machines.get(machineId)?.desk.roast ?? null;
      return roast === null ? null : station.reader.view(roast);
    },
    publish: (roast) => station.hub.publish({ name: 'roast', data: { machineId, roast } }),
    logger: station.deps.logger,
  });
}

function healthOf(station: StationParts): HealthEvent {
  const { deps, recorder, telemetry, machines, autosave, notices, time } = station;
  const files = autosave.status();
  const { all, present } = notices;
  const facts = {
    ...(files !== null && { autosave: files }),
    recording: recorder.status(),
    telemetry: telemetry.status(),
    machines: [...machines.values()].map((attached) => attached.view()),
  };
  const driverFault = (id: MachineDto['id']) => station.driverFaults.of(id as MachineId);
  const storeNotices = deps.storeNotices?.() ?? [];
  return {
    findings: healthFindings({ ...facts, present, storeNotices, driverFault }),
    ...facts,
    ...(station.inbox() > 0 && { inbox: { needsYou: station.inbox() } }),
    ...(all.length > 0 && { notices: all }),
    clock: time.status(),
  };
}

async function presentState(
  station: StationParts,
  machineId: MachineId | null,
): Promise<readonly LiveNews[]> {
  const news: LiveNews[] = [{ name: 'health', data: healthOf(station) }];
  for (const [id, { shownRoast: roast, levers }] of station.machines) {
    if (machineId !== null && id !== machineId) continue;
    for (const event of levers.inForce()) news.push({ name: 'lever', data: leverView(event) });
    if (roast === null) continue;
    news.push({ name: 'roast', data: { machineId: id, roast: await station.reader.view(roast) } });
  }
  return [...news, { name: 'durable', data: station.recorder.durable() }];
}
