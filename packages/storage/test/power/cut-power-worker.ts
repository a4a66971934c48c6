import { parentPort, workerData } from 'node:worker_threads';
import { cutPower, type PowerCuts } from './cut-power.ts';

parentPort?.postMessage(cutPower(workerData as PowerCuts));
