/**
 * Whether a topic falls under an MQTT topic filter: `+` stands for one segment, a final `#` for any number,
 * none included. Source: MQTT 3.1.1, 4.7.1.
 */
export function topicMatches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const segments = topic.split('/');
  for (const [index, want] of wanted.entries()) {
    if (want === '#') return true;
    const segment = segments[index];
    if (segment === undefined) return false;
    if (want !== '+' && want !== segment) return false;
  }
  return wanted.length === segments.length;
}
