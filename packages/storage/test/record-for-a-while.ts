/** Records and says how it went, in JSON. Arguments: folder, seconds. */
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMeteredStation } from './metered-station.ts';

const [folder = '', seconds = ''] = process.argv.slice(2);
const metered = await startMeteredStation(folder);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await sleep(Number(seconds) * 1000);
delay.disable();
const { shown } = metered.newest;
await metered.stop();
const stored = metered.newest.durable;
const nsPerMs = 1e6;
const p99Ms = delay.percentile(99) / nsPerMs;
writeSync(1, `${JSON.stringify({ shown, stored, p99Ms, maxMs: delay.max / nsPerMs })}\n`);
