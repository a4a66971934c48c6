import { useLocation } from '@tanstack/react-router';
import { ScreenPage } from '#parts/ScreenPage.tsx';

/** What an address shows that belongs to no screen: an old bookmark, a mistyped link. */
export function NoScreen() {
  const { pathname } = useLocation();
  return (
    <ScreenPage title="No such screen">
      <p role="alert">
        Nothing stands at {pathname}. The way back to the roast is at the top left, every other
        screen in the menu.
      </p>
    </ScreenPage>
  );
}
