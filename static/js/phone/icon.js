import { html } from '../live/ui.js'

/** One icon of the sprite that the page carries at its top. */
export function Icon({ name }) {
  return html`<svg class="icon" aria-hidden="true"><use href=${`#i-${name}`} /></svg>`
}
