/** A channel of a device as a map here has it: its name, where it is read (empty: the device fixes that), a remark or ''. */
export interface FoundChannel {
  readonly name: string;
  readonly detail: string;
  readonly why: string;
}

/** What was found of a driver's settings, and what of the device was left out, in words. */
export interface FoundDevice {
  readonly driver: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly channels: readonly FoundChannel[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** The channels in the notation of the drivers: `BT=1:43 fc4 u16/10 C; ET=1:44 f32 F`. */
export function channelMap(channels: readonly FoundChannel[]): string {
  return channels.map(({ name, detail }) => `${name}=${detail}`).join('; ');
}
