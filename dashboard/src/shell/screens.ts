import { Activity, Briefcase, FlaskConical, House, ListOrdered, type LucideIcon, Radio } from "lucide-react";

/** One screen in the navigation. */
export interface Screen {
  readonly to: "/" | "/activity" | "/signals" | "/orders" | "/positions" | "/strategies";
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
const orders: Screen = { to: "/orders", label: "Orders", icon: ListOrdered };
const positions: Screen = { to: "/positions", label: "Positions", icon: Briefcase };

/** The sidebar: only screens that exist, in a fixed order. */
export const SCREEN_GROUPS: readonly ScreenGroup[] = [
  { heading: null, screens: [home] },
  { heading: "Trade", screens: [activity, { to: "/signals", label: "Signals", icon: Radio }, orders, positions] },
  { heading: "Portfolio", screens: [{ to: "/strategies", label: "Strategies", icon: FlaskConical }] },
];
/** The phone's bottom bar, beside STOP. */
export const PHONE_SCREENS: readonly Screen[] = [home, positions, orders, activity];
