// Which picture stands on the wall: the old one stays until the new one has all that it shows. Pure.

const NAMES = ['meeting', 'agenda', 'stage', 'presence', 'questions', 'rounds', 'turnout', 'results', 'comments', 'screen']

/**
 * The next picture, or null to leave what stands: while something is missing that it shows.
 *
 * @param {object} sections all that the screen holds
 * @param {object|null} figures what `/screen/<token>/figures` gave last, null before the first answer
 * @param {boolean} waiting whether newer figures are still on their way
 * @returns {{scene: string, subjectId: string|null, sections: object, figures: object|null}|null}
 */
export function choose(sections, figures, waiting) {
  if (NAMES.some((name) => sections[name] == null)) return null
  const { scene, subjectId } = wanted(sections)
  const view = { scene, subjectId, sections, figures }
  return waiting && lacksFigures(view) ? null : view
}

function wanted({ screen, stage, agenda, results }) {
  const named = { scene: screen.scene, subjectId: screen.subject_id ?? stage.subject_id }
  if (screen.pinned || stage.stage !== 'main') return named
  const { kind } = agenda.find((item) => item.item_id === stage.item_id) ?? { kind: 'opening' }
  if (kind === 'closing' || kind === 'rectification') return { scene: kind, subjectId: null }
  const told = results.some((result) => result.audience === 'seats')
  return { scene: kind === 'announcement' && told ? 'overview' : 'item', subjectId: null }
}

function lacksFigures({ scene, subjectId, sections, figures }) {
  if (scene === 'welcome') return !figures?.codes[sections.screen.join.url]
  if (scene === 'overview') return !figures?.overview && sections.results.length > 0
  if (scene !== 'result') return false
  const result = resultOf(sections, subjectId)
  return Boolean(result) && !result.withheld && !figures?.results[`${result.round_id}/${subjectId}`]
}

/** The hall's result of a subject; that of the viewers with `audience`. */
export function resultOf({ results }, subjectId, audience = 'seats') {
  return results.find((result) => result.subject_id === subjectId && result.audience === audience) ?? null
}
