// The result, covered on this console while somebody may look over the shoulder. H does the same.
import { html, signal } from '../live/ui.js';
import { Icon } from './icons.js';

/** Whether results are covered here. */
export const covered = signal(false);

/** Cover or uncover. */
export function turnCover() {
  covered.value = !covered.value;
}

/** The button for it. */
export function Cover() {
  return html`<button class="btn btn-s" type="button" onClick=${turnCover}>
    <${Icon} name=${covered.value ? 'eye' : 'eye-off'} size="s" />${covered.value ? '显示' : '遮住'} <kbd>H</kbd>
  </button>`;
}
