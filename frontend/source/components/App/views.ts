import { lazy } from "react";

const later = () => import("./laterViews");

/** Views whose scripts come when they are first wanted: all together, which is smaller than each by itself. */
export const JobPage = lazy(() => later().then((views) => ({ default: views.JobPage })));
export const SettingsPage = lazy(() => later().then((views) => ({ default: views.SettingsPage })));
export const MachinePage = lazy(() => later().then((views) => ({ default: views.MachinePage })));

/** Fetches them before they are wanted, so that they open at once. */
export function fetchAhead(): void {
    void later().catch(() => undefined); // They are fetched again once they are wanted.
}
