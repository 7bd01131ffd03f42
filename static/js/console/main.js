// The console: one page, drawn from the sections of the meeting, that sends the host's commands.
import { effect, html, mount } from '../live/ui.js';
import { ActBar, watchStep } from './actbar.js';
import { Band } from './band.js';
import { lost, meeting, refusedEntry } from './desk.js';
import { Dialogs } from './dialog.js';
import { watchConsoles, watchHealth } from './health.js';
import { listen } from './keys.js';
import { Rail } from './rail.js';
import { Side } from './side.js';
import { Stage } from './stage.js';
import { Top } from './top.js';
import { recall } from './undo.js';
import { watchLine, watchStage } from './watch.js';

function Console() {
  return html`<${Top} /><${Band} /><${Rail} /><${Stage} /><${Side} /><${ActBar} /><${Dialogs} />`;
}

function markRoot() {
  const root = document.body;
  root.dataset.mode = meeting.value?.rehearsal ? 'rehearsal' : 'formal';
  root.dataset.link = lost.value ? 'lost' : 'ok';
  for (const pane of document.querySelectorAll('.rail, .stage, .side')) pane.inert = lost.value;
}

/** Draw the page once the meeting is known; until then the server's first look stands. */
function begin() {
  let drawn = false;
  meeting.subscribe((known) => {
    if (!known || drawn) return;
    drawn = true;
    recall();
    mount(html`<${Console} />`, document.body);
    watchStage();
    watchLine();
    watchStep();
    effect(markRoot);
  });
}

/** Say on the server's first look why the console cannot come in. */
function showRefusal(refusal) {
  const place = document.querySelector('[data-first]');
  if (place && refusal) place.textContent = refusal.message;
}

listen();
watchHealth();
watchConsoles();
refusedEntry.subscribe(showRefusal);
begin();
