/** The views that come in one piece after the first. */
// All of the first view's code is thereby shared: it comes as one file, which is smaller than two.
import "../../main";
export { JobPage } from "../JobPage/JobPage";
export { MachinePage } from "../MachinePage/MachinePage";
export { SettingsPage } from "../SettingsPage/SettingsPage";
