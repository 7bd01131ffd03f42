// Everything that the pages of one seat work with, put together once.
import { computed, effect, html, signal } from '../live/ui.js'
import { openOutbox } from '../live/outbox.js'
import { secondHand } from '../live/clock.js'
import { ballotKey, createBallots } from './ballots.js'
import { followDelivery } from './delivery.js'
import { createDrafts } from './drafts.js'
import { createNotices } from './notices.js'
import { createOffer, watchRounds } from './offer.js'
import { createSheets } from './sheets.js'
import { Strips } from './strips.js'
import { home } from './route.js'
import { watchTwin } from './twin.js'

/** The seat behind a live connection whose first sync has come. */
export function openSeat(live) {
  const sections = wholeSections(live)
  const seatId = sections.value.me.seat_id
  const hand = secondHand(live.now)
  const drafts = createDrafts(seatId)
  const sheets = createSheets(drafts)
  const outbox = openOutbox(seatId, live)
  const ballots = createBallots({ outbox, sheets, onDone: (roundId) => home('receipt', roundId) })
  const offer = createOffer({ sections, hand, sheets, outbox })
  watchRounds({ sections, sheets, outbox, ballots })
  effect(() => sections.value.meeting.state === 'closed' && wipeAtTheEnd(drafts))

  const app = {
    live,
    sections,
    hand,
    drafts,
    sheets,
    outbox,
    ballots,
    ...offer,
    command: live.command,
    notices: createNotices({ sections, command: live.command, seatId }),
    delivery: followDelivery({ outbox, drafts, sections }),
    supports: createSupports({ sections, command: live.command }),
    receipts: computed(() => receiptsOf(sections.value.rounds, outbox)),
    begun: sheets.begun,
    forms: { of: (round, subjectId) => formOf(sections.value.rounds, round, subjectId) },
    twin: watchTwin(seatId),
    strips: (only) => html`<${Strips} app=${app} only=${only} />`,
  }
  return app
}

/** All sections as one, each as whole as it is known; it changes only when one of them does. */
function wholeSections(live) {
  const names = computed(() => Object.keys(live.state.value.sections).join())
  return computed(() => Object.fromEntries(names.value.split(',').map((name) => [name, live.section(name).value])))
}

/** What can no longer be sent need not lie on the phone; notes and comments stay with who wrote them. */
function wipeAtTheEnd(drafts) {
  for (const name of drafts.names()) if (/^(question|rating)/.test(name)) drafts.wipe(name)
}

function formOf(rounds, round, subjectId) {
  return rounds.forms[round.subjects.find((each) => each.subject_id === subjectId).form]
}

function receiptsOf(rounds, outbox) {
  outbox.entries.value // receipts come as entries go
  return (rounds?.rounds ?? []).flatMap((round) => round.subjects.map(({ subject_id: subjectId }) => {
    const kept = outbox.receipt(ballotKey(round.id, subjectId))
    return kept && { roundId: round.id, subjectId, receipt: kept.receipt }
  })).filter(Boolean)
}

/** 同问, shown at once: what was tapped last holds until the server refuses it. */
function createSupports({ sections, command }) {
  const wished = signal({})
  const on = (id) => wished.value[id] ?? sections.value.me.supports.includes(id)
  function set(id, value) {
    wished.value = { ...wished.peek(), [id]: value }
    command('question.support', { question_id: id, on: value }).catch(() => {
      const { [id]: gone, ...rest } = wished.peek()
      wished.value = rest
    })
  }
  return { on, set }
}
