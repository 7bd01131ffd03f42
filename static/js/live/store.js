// What one page knows of its meeting, as a pure reducer: (state, event) -> state, no imports, no clock of its own.
// The rule (docs/protocol.md): take a section if its rev is greater than the one held for it. Sections that an event
// does not touch keep their identity, so that a page draws again only what changed.

const WINDOW = 60_000 // ms of beats that the clock offset is taken from; short, so that a corrected phone clock is followed

/**
 * The state before anything was heard.
 *
 * @param {{sections?: object, now?: number}} boot what the server wrote into the page, drawn until the first sync
 * @param {number} at local ms
 * @returns {{sections: object, revs: object, online: boolean, offlineSince: number|null, stale: boolean,
 *   offset: number, samples: {at: number, offset: number}[], lastHeard: number|null,
 *   refused: {code: string, message: string}|null}} `stale`: something newer exists, the caller must sync
 */
export function initial(boot = {}, at = 0) {
  const samples = boot.now == null ? [] : [{ at, offset: boot.now - at }]
  return {
    sections: boot.sections ?? {},
    revs: {}, // those of the page are not kept: what it was written from is not what this socket will be told
    online: false,
    offlineSince: at,
    stale: true,
    samples,
    offset: samples[0]?.offset ?? 0,
    lastHeard: null,
    refused: null,
  }
}

/**
 * The state after one event.
 *
 * Events: {type: 'connect', at}, {type: 'sync' | 'update', rev, now, sections, at}, {type: 'beat', rev: {section: rev},
 * now, at}, {type: 'disconnect', at} (also when nothing is heard), {type: 'refused', code, message, at}; `at` is local ms.
 */
export function reduce(state, event) {
  switch (event.type) {
    case 'connect':
      // the revs of another connection mean nothing here; what is drawn stays until the sync brings better
      return { ...heard(state, event), revs: {}, stale: true, refused: null }
    case 'sync':
      return { ...heard(taken(state, event), event), stale: false }
    case 'update':
      return heard(taken(state, event), event)
    case 'beat':
      return { ...heard(state, event), stale: state.stale || behind(state.revs, event.rev) }
    case 'disconnect':
      return { ...state, online: false, offlineSince: state.offlineSince ?? event.at }
    case 'refused':
      return {
        ...state,
        online: false,
        offlineSince: state.offlineSince ?? event.at,
        refused: { code: event.code, message: event.message },
      }
    default:
      return state
  }
}

function taken(state, { rev, sections }) {
  const newer = Object.keys(sections).filter((name) => rev > held(state.revs, name))
  if (newer.length === 0) return state
  const next = { ...state, sections: { ...state.sections }, revs: { ...state.revs } }
  for (const name of newer) {
    next.sections[name] = sections[name]
    next.revs[name] = rev
  }
  return next
}

function heard(state, { type, now, at }) {
  const next = { ...state, online: true, offlineSince: null, lastHeard: at }
  if (now == null || type === 'update') return next // updates come in bursts and would push the beats out
  next.samples = [...state.samples.filter((sample) => Math.abs(at - sample.at) <= WINDOW), { at, offset: now - at }]
  // a message can only be late, which makes its sample too small: the largest is the nearest to the truth
  next.offset = Math.max(...next.samples.map((sample) => sample.offset))
  return next
}

const held = (revs, name) => revs[name] ?? -1
const behind = (revs, named) => Object.keys(named).some((name) => named[name] > held(revs, name))
