// One row of the sheet: its name (tap: what it means), the grades as native radios, 不了解 apart.
import { html } from '../live/ui.js'
import { Icon } from './icon.js'
import { gradeTone } from './words.js'

/** A row. `name` makes the radios one group; `flagged` = it is missing and was asked for; `onGrade(key)` takes a choice. */
export function Item({ item, number, form, name, chosen, flagged, onGrade }) {
  const scored = form.grades.filter((grade) => grade.value !== null)
  const rows = scored.length % 3 === 0 ? 'grades grades-3' : 'grades'
  const kind = `item${item.overall ? ' item-whole' : ''}${flagged ? ' is-missing' : ''}`
  const title = html`${number && html`<span class="item-no">${number}</span>`}<span id=${`${name}-name`}>${item.name}</span>`
  return html`<section class=${kind} id=${name}>
    ${item.help
      ? html`<details class="item-name"><summary>${title}<${Icon} name="info" /></summary><p>${item.help}</p></details>`
      : html`<div class="item-name"><p class="item-title">${title}</p></div>`}
    ${flagged && html`<p class="item-flag"><${Icon} name="alert" />这一项还没有评</p>`}
    <div class=${rows} role="radiogroup" aria-labelledby=${`${name}-name`} aria-required="true" aria-invalid=${flagged ? 'true' : null}>
      ${form.grades.map((grade) => html`<label class=${labelClass(form.grades, grade)}>
        <input type="radio" name=${name} value=${grade.key} checked=${chosen === grade.key} onChange=${() => onGrade(grade.key)} />
        <span>${grade.name}</span></label>`)}
    </div>
  </section>`
}

function labelClass(grades, grade) {
  return grade.value === null ? 'unknown g0' : `g${gradeTone(grades, grade.key)}`
}
