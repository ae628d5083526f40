import {
  Activity,
  Briefcase,
  FlaskConical,
  History,
  House,
  Landmark,
  ListOrdered,
  type LucideIcon,
  Radio,
} from "lucide-react";

/** One screen in the navigation. */
export interface Screen {
  readonly to: "/" | "/activity" | "/signals" | "/orders" | "/positions" | "/strategies" | "/accounts" | "/runs";
  readonly label: string;
  readonly icon: LucideIcon;
}
/** Screens under a heading; the heading is null for Home. */
export interface ScreenGroup {
  readonly heading: string | null;
  readonly screens: readonly Screen[];
}

const home: Screen = { to: "/", label: "Home", icon: House };
const activity: Screen = { to: "/activity", label: "Activity", icon: Activity };
const signals: Screen = { to: "/signals", label: "Signals", icon: Radio };
const strategies: Screen = { to: "/strategies", label: "Strategies", icon: FlaskConical };
const accounts: Screen = { to: "/accounts", label: "Accounts", icon: Landmark };
const runs: Screen = { to: "/runs", label: "Runs", icon: History };
const orders: Screen = { to: "/orders", label: "Orders", icon: ListOrdered };
const positions: Screen = { to: "/positions", label: "Positions", icon: Briefcase };

/** The sidebar: only screens that exist, in a fixed order. */
export const SCREEN_GROUPS: readonly ScreenGroup[] = [
  { heading: null, screens: [home] },
  { heading: "Trade", screens: [activity, signals, orders, positions] },
  { heading: "Portfolio", screens: [strategies, accounts] },
  { heading: "Research", screens: [runs] },
];
/** The phone's bottom bar, beside STOP. */
export const PHONE_SCREENS: readonly Screen[] = [home, positions, orders];
/** What the phone shows behind "More". */
export const MORE_SCREENS: readonly Screen[] = [activity, signals, strategies, accounts, runs];
