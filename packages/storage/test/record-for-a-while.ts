/** Records and says how it went, in JSON. Arguments: folder, readings to be shown. */
import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startMeteredStation } from './metered-station.ts';

const [folder = '', readings = ''] = process.argv.slice(2);
const metered = await startMeteredStation(folder);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await metered.whenShown(Number(readings));
delay.disable();
const { shown, saves } = metered.newest;
await metered.stop();
const stored = metered.newest.durable;
const nsPerMs = 1e6;
const p99Ms = delay.percentile(99) / nsPerMs;
writeSync(1, `${JSON.stringify({ shown, saves, stored, p99Ms, maxMs: delay.max / nsPerMs })}\n`);
