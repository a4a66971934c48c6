import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArtisanError } from '@artisan-ts/domain';
import type {
  Clock,
  ConnectionReport,
  DriverKind,
  KeptSample,
  SampleSink,
} from '@artisan-ts/runtime';
import type { ChildNews, ChildOrder, ChildTask } from '#bridge/child-messages.ts';
import { SystemClock } from '#platform/system-clock.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A busy small computer takes that long to load a program from a slow card; ended sooner it would never get there. */
const startMsMax = 60_000;
/** A process that says nothing for so long hangs. It says `alive` every second; a busy computer gets some more. */
const silentMsMax = 10_000;
/** A driver's process takes about 100 MB. One that takes so much leaks, and what it would take next the recorder needs. */
const rssBytesMax = 300e6;
/** A process that is told to stop has this long to close its port. */
const stopMsMax = 1500;

/** How a driver's process is started; tests put another program in its place. */
export type StartChild = () => ChildProcess;

/** Where and how a driver's process works. */
export interface Isolation {
  /** Folder in which it keeps samples until they are acknowledged, a file for each source; null: whoever reads keeps them. */
  readonly folder: string | null;
  readonly startChild?: StartChild;
}

/**
 * The same driver in a process of its own. When that process crashes, hangs, leaks or is killed, the run ends like a lost
 * connection, and the supervisor of the source starts the next one with its usual back-off.
 */
export function isolatedDriver(kind: DriverKind, isolation: Isolation): DriverKind {
  const { folder, startChild = startBridge } = isolation;
  return {
    ...kind,
    create: (settings, clock, sourceId) => {
      const keeps = folder !== null && sourceId !== undefined;
      const taskOf = (what: ChildTask['what']): ChildTask => ({
        what,
        driver: kind.name,
        settings,
        axis: axisOf(clock),
        outbox: keeps && what === 'run' ? join(folder, `${sourceId}.db`) : null,
      });
      return {
        reading: {
          run: async (sink, signal) => {
            const child = startChild();
            await converse(child, taskOf('run'), signal, (news) => pass(news, sink, child));
          },
          test: async (signal) => {
            let report: ConnectionReport | null = null;
            await converse(startChild(), taskOf('test'), signal, (news) => {
              if (news.news === 'report') report = news.report;
              return report !== null;
            });
            if (report === null) throw new ArtisanError('driver.lost', 'the test was stopped');
            return report;
          },
        },
        control: null,
        batch: null,
      };
    },
  };
}

function startBridge(): ChildProcess {
  return fork(main, ['bridge', '--child'], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function axisOf(clock: Clock): ChildTask['axis'] {
  const system = new SystemClock();
  return {
    rate: clock.rate,
    systemMonoUs: system.monoUs(),
    systemWallMs: system.wallMs(),
    sourceMonoUs: clock.monoUs(),
    sourceWallMs: clock.wallMs(),
  };
}

/** Hands a driver's words on. Never the end of a conversation. */
function pass(news: ChildNews, sink: SampleSink, child: ChildProcess): boolean {
  if (news.news === 'connected') sink.connected();
  if (news.news === 'sample') sink.sample(news.sample, keptSample(news, child));
  if (news.news === 'mark') sink.mark(news.kind, news.atUs);
  if (news.news === 'hint') sink.hint(news.hint, news.atUs);
  if (news.news === 'lever') sink.lever(news.lever, news.value, news.atUs);
  return false;
}

function keptSample(
  { sample: { stream }, place }: Extract<ChildNews, { readonly news: 'sample' }>,
  child: ChildProcess,
): KeptSample | undefined {
  if (place === undefined) return undefined;
  const { boot } = place;
  const acknowledge = (seq: number): void => {
    const order: ChildOrder = { acknowledged: { boot, stream, seq } };
    // Of one that is gone the next one asks again.
    if (child.connected) child.send(order, () => undefined);
  };
  return { ...place, acknowledge };
}

/** Resolves when `hear` has heard enough or the signal says so; rejects when the process ended otherwise. */
function converse(
  child: ChildProcess,
  task: ChildTask,
  signal: AbortSignal,
  hear: (news: ChildNews) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let outcome: ArtisanError | 'done' | null = null;
    const hangsAfter = (ms: number): NodeJS.Timeout =>
      setTimeout(() => end(failed('does not answer'), 'SIGKILL'), ms);
    let hangs = hangsAfter(startMsMax);
    const end = (why: ArtisanError | 'done', how: 'SIGKILL' | 'stop'): void => {
      outcome ??= why;
      clearTimeout(hangs);
      if (how === 'SIGKILL' || !child.connected) child.kill('SIGKILL');
      else {
        child.send('stop' satisfies ChildOrder, () => undefined);
        setTimeout(() => child.kill('SIGKILL'), stopMsMax).unref();
      }
    };
    const stop = (): void => end('done', 'stop');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message) => {
      const news = message as ChildNews;
      if (outcome !== null) return;
      hangs.refresh();
      if (news.news === 'ready') {
        clearTimeout(hangs);
        hangs = hangsAfter(silentMsMax);
        child.send(task, () => undefined);
      }
      if (news.news === 'alive' && news.rssBytes > rssBytesMax) {
        const mb = Math.round(news.rssBytes / 1e6);
        end(failed(`took ${mb} MB of memory and was ended`), 'SIGKILL');
      } else if (news.news === 'ended') end(new ArtisanError(news.code, news.message), 'stop');
      else if (hear(news)) end('done', 'stop');
    });
    // It could not be started; `exit` may never come then.
    child.once('error', (error) => finish(failed(`could not be started: ${error.message}`)));
    child.once('exit', (code, killer) =>
      finish(
        outcome ?? failed(killer === null ? `ended with code ${code}` : `was ended by ${killer}`),
      ),
    );
    const finish = (why: ArtisanError | 'done'): void => {
      clearTimeout(hangs);
      signal.removeEventListener('abort', stop);
      if (why === 'done') resolve();
      else reject(why);
    };
  });
}

function failed(what: string): ArtisanError {
  return new ArtisanError('driver.process', `the process that reads the device ${what}`);
}
