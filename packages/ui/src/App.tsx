import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { HealthScreen } from '#screens/health/HealthScreen.tsx';
import { RoastListScreen } from '#screens/list/RoastListScreen.tsx';
import { MachinesScreen } from '#screens/machines/MachinesScreen.tsx';
import { RoastScreen } from '#screens/roast/RoastScreen.tsx';
import { SavedRoastScreen } from '#screens/saved/SavedRoastScreen.tsx';
import { SettingsScreen } from '#screens/settings/SettingsScreen.tsx';

const root = createRootRoute();
const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: RoastScreen }),
  createRoute({ getParentRoute: () => root, path: '/roasts', component: RoastListScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/roasts/$roastId',
    component: SavedRoastScreen,
  }),
  createRoute({ getParentRoute: () => root, path: '/machines', component: MachinesScreen }),
  createRoute({ getParentRoute: () => root, path: '/health', component: HealthScreen }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsScreen }),
]);

/** Behind `#`: the files can then be served from any folder, and inside a desktop shell. */
const router = createRouter({ routeTree: routes, history: createHashHistory() });

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 5_000, refetchOnWindowFocus: true } },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** The instrument: its screens behind one router. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
