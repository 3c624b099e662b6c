/** The views that come in one piece after the first. */
export { JobPage } from "../JobPage/JobPage";
export { MachinePage } from "../MachinePage/MachinePage";
export { SettingsPage } from "../SettingsPage/SettingsPage";
