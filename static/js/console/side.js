// The side: what the hall sees, who is here, what is said to all.
import { html } from '../live/ui.js';
import { NoticePane } from './notice.js';
import { PresencePane } from './presence.js';
import { ScreenPane, unpublishedHere } from './screen-pane.js';

/** The whole side. */
export function Side() {
  return html`<aside class="side" aria-label="会场"><${ScreenPane} /><${PresencePane} /><${NoticePane} lean=${Boolean(unpublishedHere())} /></aside>`;
}
