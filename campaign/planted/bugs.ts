/** One change of the text of a file of the product. */
export interface Edit {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake that somebody could make in the product; the campaign must find it. None of them is in the product. */
export interface PlantedBug {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Names of the faults that bring it out: it is hunted on days of these alone. Absent: on any day. */
  readonly broughtOutBy?: readonly string[];
  /** A day on which the product itself once made this mistake: it is hunted there. Absent: on any day. */
  readonly onDay?: { readonly seed: number; readonly number: number };
}

const runtime = 'packages/runtime/src';
const roast = 'packages/roast/src';
const storage = 'packages/storage/src';
const bridge = 'apps/station/src/bridge';

/** After twenty silent seconds something is called a mark where the silence began. */
function silenceAs(isSo: string, mark: string): Edit {
  return {
    file: `${roast}/session/sample.ts`,
    find: 'const broken = suggestBreak(turned.state);',
    replace: `const quietUs = before.newestUs;
  const after = turned.state;
  const isQuiet = quietUs !== null && secondsBetween(quietUs, sample.monoUs) > 20;
  const broken = isQuiet && ${isSo} ? ${mark} : suggestBreak(after);`,
  };
}

const silenceAsDrop = silenceAs(
  "after.open !== null && sessionPhase(after.open) === 'roasting'",
  "suggest(after, after.open, { kind: 'drop', atUs: quietUs, confidence: 1, reason: 'silence' })",
);
const silenceAsCharge = silenceAs(
  'after.open === null',
  `((opened) => {
    const step = suggest(opened.state, opened.state.open as SessionRoast, { kind: 'charge', atUs: quietUs, confidence: 1, reason: 'silence' });
    return { state: step.state, effects: [...opened.effects, ...step.effects] };
  })(openRoast(after, quietUs))`,
);

function bug(name: string, file: string, find: string, replace: string): PlantedBug {
  const by = broughtOutBy[name];
  return { name, edits: [{ file, find, replace }], ...(by !== undefined && { broughtOutBy: by }) };
}

const memoryFull = ['no room for the log', 'disk full'];
const probesBroken = ['amplifier above its range', 'probe spikes', 'probe shorted to nothing'];
const senderAway = ['bridge killed', 'broker away', 'killed'];

/** What hardly one day in ten would show. */
const broughtOutBy: Readonly<Record<string, readonly string[]>> = {
  'orderly stop forgets what waits': ['stopped on a slow disk', 'stopped and started'],
  'broken probes judged as beans': probesBroken,
  'clock of a sender taken for ours': senderAway,
  'what is lost when memory is full is not told': memoryFull,
  'what found no room is shown as kept': memoryFull,
  'what was lost is told from memory alone': [
    'disk full',
    'no room for the log',
    'stopped on a slow disk',
    'stopped and started',
  ],
  'first reading after silence swallowed': ['board says nothing'],
  'mark answered before it is saved': ['killed', 'killed before a commit', 'slow disk'],
  'mark that could not be saved forgotten': ['disk full', 'disk read-only', 'database locked'],
  'sleep of the computer not counted': ['computer slept'],
  'damaged pages not looked for': ['files damaged'],
  'log that was cut off not told': ['files damaged'],
  'dead line called connected': ['board says nothing'],
  'what a screen missed is not told': ['screen away'],
  'a slow disk called saved': ['slow disk'],
  'start gives up at the first refusal of the store': ['store thread dead', 'killed'],
};

export const plantedBugs: readonly PlantedBug[] = [
  bug(
    'fsync skipped',
    `${storage}/sqlite/open-database.ts`,
    'synchronous = FULL',
    'synchronous = OFF',
  ),
  bug(
    'fsync at checkpoints alone',
    `${storage}/sqlite/open-database.ts`,
    'synchronous = FULL',
    'synchronous = NORMAL',
  ),
  bug(
    'journal in memory',
    `${storage}/sqlite/open-database.ts`,
    'journal_mode = WAL',
    'journal_mode = MEMORY',
  ),
  bug(
    'acknowledged before the commit',
    `${runtime}/recorder/recorder.ts`,
    'const receipt = await this.#parts.store.append(group, this.#parts.clock.wallMs(), losses);',
    'void this.#parts.store.append(group).catch(() => undefined); const receipt = { cursor: this.#cursor + group.length, duplicates: 0, contradicted: undefined };',
  ),
  {
    name: 'dedupe lost',
    edits: [
      {
        file: `${storage}/readings/readings-file.ts`,
        find: 'CREATE UNIQUE INDEX reading_place',
        replace: 'CREATE INDEX reading_place',
      },
      {
        file: `${storage}/readings/sqlite-reading-store.ts`,
        find: 'ON CONFLICT (series, seq) DO NOTHING',
        replace: '',
      },
    ],
  },
  bug(
    'cursor one too high',
    `${runtime}/recorder/recorder.ts`,
    'this.#cursor = Math.max(this.#cursor, cursor);',
    'this.#cursor = Math.max(this.#cursor, cursor + 1);',
  ),
  bug(
    'durable through the reading after',
    `${runtime}/recorder/recorder.ts`,
    'newest.set(`${sourceId}/${stream}`, { sourceId, boot, stream, seq });',
    'newest.set(`${sourceId}/${stream}`, { sourceId, boot, stream, seq: seq + 1 });',
  ),
  bug(
    'group that failed is dropped',
    `${runtime}/recorder/recorder.ts`,
    'this.#fault = { code, message };',
    'this.#fault = { code, message }; this.#dealtWith(group.length);',
  ),
  bug(
    'orderly stop forgets what waits',
    `${runtime}/create-station.ts`,
    'await station.recorder.drain();',
    'void station.recorder;',
  ),
  { name: 'silence as drop', edits: [silenceAsDrop] },
  { name: 'silence as charge', edits: [silenceAsCharge] },
  bug(
    'silence closes a roast',
    `${roast}/session/sample.ts`,
    'if (secondsBetween(sinceUs, nowUs) <= row.timeOutS(state.rules)) return { state, effects: [] };',
    'const quietS = secondsBetween(state.newestUs ?? nowUs, nowUs); if (quietS < 30 && secondsBetween(sinceUs, nowUs) <= row.timeOutS(state.rules)) return { state, effects: [] };',
  ),
  bug(
    'a restart begins a new roast',
    `${runtime}/machines/attach.ts`,
    '(await deps.roasts.roastsFrom(machine.id, neverUs)).at(-1) ?? null;',
    '(await deps.roasts.roastsFrom(machine.id, neverUs)).findLast(({ header }) => header.closeReason !== null) ?? null;',
  ),
  bug(
    'axis of time forgotten',
    `${runtime}/machines/resume-machine-clock.ts`,
    'stored: stored.find((known) => known !== null) ?? null,',
    'stored: null,',
  ),
  bug(
    'axis stands while the program is down',
    `${runtime}/clock/anchor.ts`,
    'sourceMonoUs: MonoUs(Math.max(Math.floor(mono), floorUs)),',
    'sourceMonoUs: MonoUs(floorUs),',
  ),
  bug(
    'axis by the wall clock',
    `${runtime}/clock/scaled-clock.ts`,
    'MonoUs(anchor.sourceMonoUs + Math.floor((base.monoUs() - anchor.systemMonoUs) * rate)),',
    'MonoUs(anchor.sourceMonoUs + Math.floor((base.wallMs() - anchor.systemWallMs) * 1000 * rate)),',
  ),
  bug(
    'sleep of the computer not counted',
    `${runtime}/clock/elapsed-time.ts`,
    'this.#sleptUs += addedUs;',
    'this.#sleptUs += 0 * addedUs;',
  ),
  bug(
    'minutes before charge lost',
    `${roast}/session/lifecycle.ts`,
    'secondsAfter(chargeUs, -leadInS),',
    'secondsAfter(chargeUs, -leadInS / 1000),',
  ),
  bug(
    'sequence restarts with the connection',
    `${runtime}/source/source-runner.ts`,
    'const run = new AbortController();',
    'const run = new AbortController(); this.#nextSeq.clear();',
  ),
  bug(
    'every start has the same boot',
    `${runtime}/machines/attach.ts`,
    "boot: deps.ids.next('boot'),",
    "boot: `boot_${source.id.slice('source_'.length)}` as ReturnType<typeof deps.ids.next<'boot'>>,",
  ),
  bug(
    'first reading after silence swallowed',
    `${runtime}/source/source-runner.ts`,
    `      sample: whileRunning('sample', (sample, kept) => {
        watch.heard();
        this.#publish(sample, kept);`,
    `      sample: whileRunning('sample', (sample, kept) => {
        watch.heard();
        if (this.#status.state !== 'silent') this.#publish(sample, kept);`,
  ),
  bug(
    'mark answered before it is saved',
    `${runtime}/roasts/saved-answer.ts`,
    'unsavedRefusal(station, ledger.saved(id))',
    'unsavedRefusal(station, Promise.resolve())',
  ),
  bug(
    'mark that could not be saved forgotten',
    `${runtime}/store/write-queue.ts`,
    'this.#report(next, error);',
    'this.#report(next, error); this.#waiting.shift(); next.done();',
  ),
  bug(
    'missing value as zero',
    `${runtime}/source/telemetry.ts`,
    'channels[field] = value !== null && Number.isFinite(value) ? value : null;',
    'channels[field] = value !== null && Number.isFinite(value) ? value : 0;',
  ),
  bug(
    'gaps not told',
    `${runtime}/roasts/assemble-record.ts`,
    'toS - fromS > thresholdS',
    'toS - fromS > 100 * thresholdS',
  ),
  bug(
    'rate of rise through gaps',
    `${roast}/rate-of-rise/stream.ts`,
    'isRateGap(validBeforeS, timeS)',
    'timeS - validBeforeS > 500',
  ),
  bug(
    'record of a roast lacks its end',
    `${runtime}/roasts/roast-reader.ts`,
    'const stretch = { fromUs: withMemory(span), toUs: span.endUs };',
    'const stretch = { fromUs: withMemory(span), toUs: MonoUs(span.endUs - 60_000_000) };',
  ),
  bug(
    'broken probes judged as beans',
    `${runtime}/machines/device-news.ts`,
    'sessionSample(judged, stream)',
    'sessionSample({ ...judged, usable: reading }, stream)',
  ),
  bug('a second station let in', `${storage}/folder/lock.ts`, 'BEGIN EXCLUSIVE', 'BEGIN DEFERRED'),
  bug(
    'a slow disk called saved',
    `${runtime}/recorder/recording-words.ts`,
    'const lagShownMs = 1000;',
    'const lagShownMs = 1_000_000_000;',
  ),
  bug(
    'dead line called connected',
    'packages/drivers/src/tc4/conversation.ts',
    'const silentAfterUs = 10 * usPerSecond;',
    'const silentAfterUs = 10_000 * usPerSecond;',
  ),
  bug(
    'what a screen missed is not told',
    `${runtime}/live/catch-up.ts`,
    'return upTo - afterCursor > missedMax ? null : afterCursor;',
    'return upTo;',
  ),
  bug(
    'acknowledged over the network through the reading after',
    `${runtime}/ingest/acknowledger.ts`,
    'followed.series.acknowledge(followed.next - 1);',
    'followed.series.acknowledge(followed.next);',
  ),
  bug(
    'acknowledged over a hole',
    `${storage}/readings/sqlite-reading-store.ts`,
    'SELECT seq FROM reading AS here WHERE series = ? AND seq >= ? AND NOT EXISTS (\n         SELECT 1 FROM reading AS next WHERE next.series = here.series AND next.seq = here.seq + 1\n       ) ORDER BY seq LIMIT 1',
    'SELECT max(seq) AS seq FROM reading WHERE series = ? AND seq >= ?',
  ),
  bug(
    'bridge forgets at the PUBACK of the broker',
    `${bridge}/publisher.ts`,
    '          this.#underWay -= 1;',
    '          this.#underWay -= 1; outbox.forget({ boot, stream, seq: point.seq });',
  ),
  bug(
    'bridge never offers again what it holds',
    `${bridge}/publisher.ts`,
    'for (let id = 0; !signal.aborted; ) {',
    'for (let id = lastId; !signal.aborted; ) {',
  ),
  bug(
    'bridge lets go at its start of what it held',
    `${bridge}/start-bridge.ts`,
    '  outbox.begin(boot, clock.wallMs());',
    '  outbox.begin(boot, clock.wallMs()); outbox.forget({ boot: outbox.held()[0]?.boot ?? boot, stream: outbox.held()[0]?.stream ?? "main", seq: 1_000_000 });',
  ),
  bug(
    'broken message taken for nothing',
    `${runtime}/ingest/dead-letters.ts`,
    'this.#store.keep({ wallMs, topic, code, message, excerpt });',
    'if (code !== "telemetry.malformed") this.#store.keep({ wallMs, topic, code, message, excerpt });',
  ),
  bug(
    'clock of a sender taken for ours',
    `${runtime}/ingest/remote-telemetry.ts`,
    'return came.onAxisUs + (wallMs - came.wallMs) * usPerMs;',
    'return came.onAxisUs + (wallMs - came.wallMs) * 0;',
  ),
  bug(
    'what is lost when memory is full is not told',
    `${runtime}/recorder/recorder.ts`,
    'if (this.#losses.add(reading)) this.#parts.lost(reading);',
    'this.#losses.isLosing(reading.sourceId);',
  ),
  bug(
    'what was lost is told from memory alone',
    `${runtime}/machines/attach.ts`,
    'const losses = await deps.readings.losses(sourceIds, fromUs);',
    'const losses = (await deps.readings.losses(sourceIds, fromUs)).slice(0, 0);',
  ),
  {
    ...bug(
      'last roast by the wall clock',
      `${runtime}/machines/attach.ts`,
      'return (await deps.roasts.roastsFrom(machine.id, neverUs)).at(-1) ?? null;',
      'return (await deps.roasts.roastsFrom(machine.id, neverUs)).find(({ header }) => header.closeReason === null) ?? (await deps.roasts.listRoasts({ machineId: machine.id, limit: 1 }))[0] ?? null;',
    ),
    onDay: { seed: 2027, number: 37 },
  },
  bug(
    'what found no room is shown as kept',
    `${runtime}/machines/attached-machine.ts`,
    'if (at.hasRoom) this.tape.push(reading);',
    'if (at.hasRoom || reading !== null) this.tape.push(reading);',
  ),
  bug(
    'start gives up at the first refusal of the store',
    `${runtime}/store/patiently.ts`,
    'if (!mayPass || clock.monoUs() >= untilUs) throw error;',
    'if (!mayPass || clock.monoUs() >= 0) throw error;',
  ),
  bug(
    'damaged pages not looked for',
    `${storage}/sqlite/open-database.ts`,
    "if (found === 'ok') return;",
    "if (found !== '') return;",
  ),
  bug(
    'log that was cut off not told',
    `${storage}/open-parts.ts`,
    'if (lost <= 0) return [];',
    'if (lost !== Number.NaN) return [];',
  ),
  bug(
    'second device recorded and never called saved',
    `${runtime}/recorder/recorder.ts`,
    'newest.set(`${sourceId}/${stream}`, { sourceId, boot, stream, seq });',
    'newest.set(stream, { sourceId, boot, stream, seq });',
  ),
];
