import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ArtisanError } from '@artisan-ts/domain';
import type { Clock, ConnectionReport, DriverKind, SampleSink } from '@artisan-ts/runtime';
import type { ChildNews, ChildTask } from '#bridge/child-messages.ts';
import { SystemClock } from '#platform/system-clock.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A process that says nothing for so long hangs. It says `alive` every second; a busy computer gets some more. */
const silentMsMax = 10_000;
/** A process that is told to stop has this long to close its port. */
const stopMsMax = 1500;

/** How a driver's process is started; tests put another program in its place. */
export type StartChild = () => ChildProcess;

/**
 * The same driver in a process of its own. When that process crashes, hangs or is killed, the run ends like a lost
 * connection, and the supervisor of the source starts the next one with its usual back-off.
 */
export function isolatedDriver(kind: DriverKind, startChild: StartChild = startBridge): DriverKind {
  return {
    ...kind,
    create: (settings, clock) => {
      const taskOf = (what: ChildTask['what']): ChildTask => ({
        what,
        driver: kind.name,
        settings,
        axis: axisOf(clock),
      });
      return {
        reading: {
          run: async (sink, signal) => {
            await converse(startChild(), taskOf('run'), signal, (news) => pass(news, sink));
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
function pass(news: ChildNews, sink: SampleSink): boolean {
  if (news.news === 'connected') sink.connected();
  if (news.news === 'sample') sink.sample(news.sample);
  if (news.news === 'mark') sink.mark(news.kind, news.atUs);
  if (news.news === 'lever') sink.lever(news.lever, news.value, news.atUs);
  return false;
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
    const hangs = setTimeout(() => end(lost('does not answer'), 'SIGKILL'), silentMsMax);
    const end = (why: ArtisanError | 'done', how: 'SIGKILL' | 'stop'): void => {
      outcome ??= why;
      clearTimeout(hangs);
      if (how === 'SIGKILL' || !child.connected) child.kill('SIGKILL');
      else {
        child.send('stop', () => undefined);
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
      if (news.news === 'ready') child.send(task, () => undefined);
      if (news.news === 'ended') end(new ArtisanError(news.code, news.message), 'stop');
      else if (hear(news)) end('done', 'stop');
    });
    // It could not be started; `exit` may never come then.
    child.once('error', (error) => finish(lost(`could not be started: ${error.message}`)));
    child.once('exit', (code, killer) =>
      finish(
        outcome ?? lost(killer === null ? `ended with code ${code}` : `was ended by ${killer}`),
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

function lost(what: string): ArtisanError {
  return new ArtisanError('driver.lost', `the process that reads the device ${what}`);
}
