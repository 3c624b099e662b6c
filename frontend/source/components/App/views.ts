import { lazy } from "react";

/** Views whose scripts come when they are first wanted. */
const fetches = {
    job: () => import("../JobPage/JobPage").then((module) => ({ default: module.JobPage })),
    settings: () => import("../SettingsPage/SettingsPage").then((module) => ({ default: module.SettingsPage })),
    machine: () => import("../MachinePage/MachinePage").then((module) => ({ default: module.MachinePage })),
};

export const JobPage = lazy(fetches.job);
export const SettingsPage = lazy(fetches.settings);
export const MachinePage = lazy(fetches.machine);

/** Fetches the view that is wanted next most often, so that it opens at once. */
export function fetchAhead(): void {
    void fetches.job().catch(() => undefined); // It is fetched again once it is wanted.
}
