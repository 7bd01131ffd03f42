// Who is here, by category; never a row per seat.
import { html } from '../live/ui.js';
import { meeting, presence } from './desk.js';
import { ask } from './dialog.js';
import { Bar } from './parts.js';
import { SeatSheet } from './seat-sheet.js';

/** The pane of presence. The large rows are those of the delegates, the others stand in one line. */
export function PresencePane() {
  const roleOf = new Map(meeting.value.categories.map((category) => [category.key, category]));
  const delegates = presence.value.filter((row) => roleOf.get(row.category)?.role === 'participant');
  const others = presence.value.filter((row) => roleOf.get(row.category)?.role !== 'participant');
  const present = delegates.reduce((sum, row) => sum + row.present, 0);
  const expected = delegates.reduce((sum, row) => sum + row.expected, 0);
  return html`<section class="pane presence" aria-label="到场">
    <div class="pane-head"><h2>到场</h2><span class="small quiet">代表实到 <b>${present}</b> / 应到 ${expected}</span>
      <button class="btn btn-s push" type="button" onClick=${() => ask(() => html`<${SeatSheet} />`)}>票证</button></div>
    <div class="people" tabindex="0" role="region" aria-label="各类到场人数">
      <table><caption class="sr">各类代表到场人数</caption><tbody>
        ${delegates.map((row) => html`<${Row} key=${row.category} row=${row} name=${roleOf.get(row.category)?.name} />`)}
      </tbody></table>
      <p class="rest">${others.map((row) => html`<span class="nw">${roleOf.get(row.category)?.name} ${row.present} / ${row.expected}</span> `)}</p>
    </div>
  </section>`;
}

function Row({ row, name }) {
  return html`<tr>
    <th scope="row" title=${name}>${name}</th>
    <td class="w"><${Bar} share=${row.expected ? row.present / row.expected : 0} /></td>
    <td class="n"><b>${row.present}</b> / ${row.expected}</td>
  </tr>`;
}
