import { usPerMs } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import type { MissionSpan } from '@artisan-ts/runtime';
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** Spans that wait for a receiver at most; more are dropped, and stay in the store. */
const waitingMax = 2_048;
const sendEveryMs = 2_000;
/** A receiver that takes longer is not there. */
const patienceMs = 5_000;

/** Sends traces of missions to a receiver of OTLP over HTTP. */
export interface TraceSender {
  send(mission: Mission, spans: readonly MissionSpan[]): void;
  /** Sends what waits, and ends. */
  close(): Promise<void>;
}

/** The spans of a mission, told by the API of OpenTelemetry under the ids they have here. */
export function traceSender(url: string, version: string): TraceSender {
  const next = { traceId: '', spanId: '' };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'artisan', 'service.version': version }),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url, timeoutMillis: patienceMs }),
        maxQueueSize: waitingMax,
        scheduledDelayMillis: sendEveryMs,
        exportTimeoutMillis: patienceMs,
      }),
    ],
  });
  const tracer = provider.getTracer('artisan.missions', version);
  return {
    send: (mission, spans) => {
      const traceId = traceIdOf(mission);
      for (const { spanId, parentId, name, startMs, durationUs, isError, attributes } of spans) {
        next.traceId = traceId;
        next.spanId = spanId;
        const parent = parentId && { traceId, spanId: parentId, traceFlags: 1 };
        const within = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
        const span = tracer.startSpan(
          name,
          { startTime: clockTime(startMs, 0), attributes },
          within,
        );
        if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(clockTime(startMs, durationUs));
      }
    },
    close: () => provider.shutdown(),
  };
}

/** 32 hex digits: those that the audit log names, or of the mission itself. */
export function traceIdOf({ traceId, id }: Pick<Mission, 'traceId' | 'id'>): string {
  return /[0-9a-f]{32}$/.exec(traceId)?.[0] ?? id.slice(-32);
}

/** Seconds and nanoseconds: a plain number would be taken for the age of the process. */
function clockTime(startMs: number, afterUs: number): [number, number] {
  const us = startMs * usPerMs + afterUs;
  const seconds = Math.floor(us / 1e6);
  return [seconds, Math.round((us - seconds * 1e6) * 1000)];
}
