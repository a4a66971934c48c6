import {
  coffeeReportParams,
  dayParams,
  reportPage,
  reportQuery,
  roastParams,
  roastReportQuery,
} from '@artisan-ts/contracts';
import type { RoastId, TemperatureUnit } from '@artisan-ts/domain';
import type { Report } from '@artisan-ts/roast';
import type { ReportAsked, Station } from '@artisan-ts/runtime';
import type { FastifyReply } from 'fastify';
import type { App } from '#http/app.ts';
import { foundOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** Sets reports as pages. The same report gives the same bytes. */
export interface ReportPrinter {
  html(report: Report): string;
  pdf(report: Report): Promise<Uint8Array>;
}

const tags = ['reports'];
const answersPage = {
  200: {
    description: 'one file with everything in it',
    content: {
      'text/html': { schema: reportPage },
      'application/pdf': { schema: reportPage },
    },
  },
  ...problems,
};

/** A page with text that people wrote: nothing in it may run, load or be framed. */
const nothingRuns = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Reports on a roast, a day and a coffee, as pages to read and to print. */
export function reportRoutes(
  app: App,
  parts: { readonly station: Station; readonly printer: ReportPrinter; readonly version: string },
): void {
  const { reports, roasts } = parts.station;
  const asked = (unit: TemperatureUnit | undefined): ReportAsked => ({
    version: parts.version,
    ...(unit === undefined ? {} : { unit }),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/report',
    schema: {
      tags,
      summary: 'The report of a roast, as HTML or PDF',
      params: roastParams,
      querystring: roastReportQuery,
      response: answersPage,
    },
    handler: async ({ params, query }, reply) => {
      const { reference, format, unit } = query;
      if (reference !== undefined) {
        foundOrProblem(await roasts.get(reference as RoastId), `reference ${reference}`);
      }
      const wanted = {
        ...asked(unit),
        ...(reference === undefined ? {} : { referenceId: reference as RoastId }),
      };
      const report = await reports.roast(params.id as RoastId, wanted);
      const found = foundOrProblem(report, `roast ${params.id}`);
      return sendReport(reply, parts.printer, found, { format, name: params.id });
    },
  });

  app.route({
    method: 'GET',
    url: '/days/:day/report',
    schema: {
      tags,
      summary: 'The report of a day: its batches, deviations, losses, and what is open',
      params: dayParams,
      querystring: reportQuery,
      response: answersPage,
    },
    handler: async ({ params, query }, reply) => {
      const report = await reports.day(params.day, asked(query.unit));
      return sendReport(reply, parts.printer, report, { format: query.format, name: params.day });
    },
  });

  app.route({
    method: 'GET',
    url: '/coffees/:coffee/report',
    schema: {
      tags,
      summary: 'The report of a coffee: all its roasts, and how they spread',
      params: coffeeReportParams,
      querystring: reportQuery,
      response: answersPage,
    },
    handler: async ({ params, query }, reply) => {
      const report = await reports.coffee(params.coffee, asked(query.unit));
      const found = foundOrProblem(report, `roast of "${params.coffee}"`);
      return sendReport(reply, parts.printer, found, { format: query.format, name: 'coffee' });
    },
  });
}

async function sendReport(
  reply: FastifyReply,
  printer: ReportPrinter,
  report: Report,
  how: { readonly format: 'html' | 'pdf'; readonly name: string },
): Promise<FastifyReply> {
  const { format, name } = how;
  const page = format === 'pdf' ? Buffer.from(await printer.pdf(report)) : printer.html(report);
  return reply
    .type(format === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8')
    .header('content-security-policy', nothingRuns)
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `inline; filename="report-${name}.${format}"`)
    .serializer((body) => body as string)
    .send(page);
}
