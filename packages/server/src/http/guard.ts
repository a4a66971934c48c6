import type { StationConfig } from '@artisan-ts/contracts';
import type { App } from '#http/app.ts';
import { sendProblem } from '#http/errors.ts';
import { hostRule } from '#http/hosts.ts';
import { problemOf } from '#http/problem.ts';

/**
 * Sent with every answer. Pages may load and call only this station and may not be framed. Inline styles are
 * allowed because the chart and the overlay primitives place their elements with them; inline scripts are not.
 */
const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Refuses foreign hosts and pages before anything else is looked at, and sets the security headers. */
export function guard(app: App, config: StationConfig): void {
  const refusalOf = hostRule(config);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    const refusal = refusalOf(request.headers);
    if (refusal === null) return;
    return sendProblem(reply, problemOf({ code: 'request.forbidden-host', message: refusal }));
  });
}
