import type { LiveEventName } from '@artisan-ts/contracts';
import type { StationLink } from '#live/live-state.ts';

/** What the holder of the stream tells a tab. */
export type LiveMessage =
  | { readonly type: 'link'; readonly link: StationLink }
  | { readonly type: 'event'; readonly name: LiveEventName; readonly text: string };

/** What a tab tells the holder of the stream; `heard`: everything it was told so far. */
export type TabMessage = 'join' | 'heard' | 'leave';
