import type { IPublishPacket, MqttClient } from 'mqtt';

/** Makes the library go on to the next message without an acknowledgement of its own. */
export const acknowledgedLater = new Error('acknowledged when it is on disk');

/**
 * Sends the PUBACK of a message that the library was told to leave alone.
 *
 * Its only public way (`customHandleAcks`, `handleMessage`) acknowledges before it hands over the next message: one message per
 * sync of the disk then, and no answer to pings meanwhile. So this is the one place where a private method of mqtt.js
 * 5 is called; external-broker.wire.test.ts holds it against a real broker.
 */
export function acknowledge(client: MqttClient, { qos, messageId }: IPublishPacket): void {
  if (qos !== 1 || messageId === undefined || !client.connected) return;
  client['_sendPacket']({ cmd: 'puback', messageId });
}
