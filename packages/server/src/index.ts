export { type Access, accessTable } from '#http/access-table.ts';
export { embeddedBroker, type TelemetryBroker } from '#mqtt/embedded-broker.ts';
export { openEnvelope, sealEnvelope } from '#mqtt/envelope-bytes.ts';
export { externalBroker } from '#mqtt/external-broker.ts';
export { readingIn } from '#push/push-frame.ts';
export { chatReasoner } from '#reasoner/chat-reasoner.ts';
export { createServer, type Server, type ServerOptions } from '#server.ts';
export { telemetryExport } from '#telemetry/telemetry-export.ts';
