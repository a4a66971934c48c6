import type { ErrorComponentProps } from '@tanstack/react-router';
import { reasonText } from '#api/request.ts';
import { Action } from '#parts/Action.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';

/** What stands in the place of a screen that could not be drawn. The station records without any screen. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  return (
    <ScreenPage title="This screen failed">
      <div role="alert">
        <p>The station goes on recording; only this screen could not be drawn.</p>
        <p>{reasonText(error)}</p>
        <Action onClick={reset}>Try again</Action>
      </div>
    </ScreenPage>
  );
}
