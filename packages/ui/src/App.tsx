import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { inboxSearch } from '#display/inbox-address.ts';
import { AgentsScreen } from '#screens/agents/AgentsScreen.tsx';
import { CoffeeScreen } from '#screens/coffees/CoffeeScreen.tsx';
import { CoffeesScreen } from '#screens/coffees/CoffeesScreen.tsx';
import { CompareScreen } from '#screens/compare/CompareScreen.tsx';
import { compareSearch } from '#screens/compare/compare-search.ts';
import { ConnectScreen } from '#screens/connect/ConnectScreen.tsx';
import { connectSearch } from '#screens/connect/connect-search.ts';
import { ConsistencyScreen } from '#screens/consistency/ConsistencyScreen.tsx';
import { CuppingScreen } from '#screens/cupping/CuppingScreen.tsx';
import { CuppingsScreen } from '#screens/cupping/CuppingsScreen.tsx';
import { PouringScreen } from '#screens/cupping/PouringScreen.tsx';
import { TastingScreen } from '#screens/cupping/TastingScreen.tsx';
import { BrokenScreen } from '#screens/fallback/BrokenScreen.tsx';
import { NoScreen } from '#screens/fallback/NoScreen.tsx';
import { HealthScreen } from '#screens/health/HealthScreen.tsx';
import { InboxScreen } from '#screens/inbox/InboxScreen.tsx';
import { RoastListScreen } from '#screens/list/RoastListScreen.tsx';
import { MachinesScreen } from '#screens/machines/MachinesScreen.tsx';
import { PeopleScreen } from '#screens/people/PeopleScreen.tsx';
import { SignInScreen } from '#screens/people/SignInScreen.tsx';
import { QualityScreen } from '#screens/quality/QualityScreen.tsx';
import { RoastScreen } from '#screens/roast/RoastScreen.tsx';
import { SavedRoastScreen } from '#screens/saved/SavedRoastScreen.tsx';
import { SettingsScreen } from '#screens/settings/SettingsScreen.tsx';
import { useWho } from '#session/use-who.ts';

const root = createRootRoute();
const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: RoastScreen }),
  createRoute({ getParentRoute: () => root, path: '/roasts', component: RoastListScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/roasts/$roastId',
    component: SavedRoastScreen,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/roasts/$roastId/quality',
    component: QualityScreen,
  }),
  createRoute({ getParentRoute: () => root, path: '/coffees', component: CoffeesScreen }),
  createRoute({ getParentRoute: () => root, path: '/coffees/$coffeeId', component: CoffeeScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/cuppings',
    // A roast that shall stand on the table of the next cupping.
    validateSearch: (search: Readonly<Record<string, unknown>>): { readonly roast?: string } =>
      typeof search['roast'] === 'string' ? { roast: search['roast'] } : {},
    component: CuppingsScreen,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cuppings/$cuppingId',
    component: CuppingScreen,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cuppings/$cuppingId/pouring',
    component: PouringScreen,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cuppings/$cuppingId/tasters/$tasterId',
    component: TastingScreen,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/compare',
    component: CompareScreen,
    validateSearch: compareSearch,
  }),
  createRoute({ getParentRoute: () => root, path: '/consistency', component: ConsistencyScreen }),
  createRoute({ getParentRoute: () => root, path: '/machines', component: MachinesScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/connect',
    component: ConnectScreen,
    validateSearch: connectSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    component: InboxScreen,
    validateSearch: inboxSearch,
  }),
  createRoute({ getParentRoute: () => root, path: '/agents', component: AgentsScreen }),
  createRoute({ getParentRoute: () => root, path: '/health', component: HealthScreen }),
  createRoute({ getParentRoute: () => root, path: '/people', component: PeopleScreen }),
  createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsScreen }),
]);

/** Behind `#`: the files can then be served from any folder, and inside a desktop shell. */
const router = createRouter({
  routeTree: routes,
  history: createHashHistory(),
  defaultNotFoundComponent: NoScreen,
  defaultErrorComponent: BrokenScreen,
});

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
      <Screens />
    </QueryClientProvider>
  );
}

/** The screens, once somebody is there who may see them. A station that does not answer shows what was known. */
function Screens() {
  const who = useWho();
  if (who?.kind === 'nobody') return <SignInScreen names={who.names} />;
  return <RouterProvider router={router} />;
}
